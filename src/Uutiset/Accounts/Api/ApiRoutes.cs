using System.Text.Json;
using System.Text.Json.Serialization;
using Microsoft.AspNetCore.Http.Json;
using RequestSizeLimitAttribute = Microsoft.AspNetCore.Mvc.RequestSizeLimitAttribute;

namespace Uutiset.Accounts.Api;

internal static class ApiRoutes
{
    /// <summary>A JSON body; media have limits of their own.</summary>
    public const int LargestBody = 10 * 1024 * 1024;

    /// <summary>A group under /api/v1 with what all of them share: body limit, paging, a tag in the document. Each route names its permission itself.</summary>
    public static RouteGroupBuilder MapApi(this IEndpointRouteBuilder app, string prefix, string tag)
    {
        var group = app.MapGroup("/api/v1" + prefix).WithTags(tag);
        group.WithMetadata(new RequestSizeLimitAttribute(LargestBody));
        group.AddEndpointFilter<RouteGroupBuilder, PagingFilter>();
        return group;
    }

    /// <summary>
    /// camelCase, enums as camelCase words, instants as UTC. Fields that we do not know are ignored: a client may send back what a newer
    /// version gave it. A field of the wrong type is an error.
    /// </summary>
    public static void AddApiJson(this IServiceCollection services) =>
        services.Configure<JsonOptions>(json =>
        {
            json.SerializerOptions.Converters.Add(new JsonStringEnumConverter(JsonNamingPolicy.CamelCase, allowIntegerValues: false));
            // å, ä and ö as themselves; < > & stay escaped
            json.SerializerOptions.Encoder = System.Text.Encodings.Web.JavaScriptEncoder.Create(System.Text.Unicode.UnicodeRanges.All);
            json.SerializerOptions.UnmappedMemberHandling = JsonUnmappedMemberHandling.Skip;
        });
}
