using System.Net;
using System.Net.Http.Json;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Mvc.Infrastructure;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Microsoft.AspNetCore.Mvc.RazorPages.Infrastructure;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;
using Uutiset.Accounts;

namespace Uutiset.Tests.Accounts;

/// <summary>A way to one object: an address that takes an id, and each handler of its page.</summary>
internal sealed record Door(string Pattern, string Method, string? Handler, Permission Needs)
{
    /// <summary>A page's unnamed handler ends with a blank, apart from the look at the page.</summary>
    public string Name => Method == "GET" ? Pattern : $"{Pattern} {Handler}";

    public string Path(Things things) => "/" + Pattern.Replace("{id:guid}", things.Of(Pattern).ToString(), StringComparison.Ordinal).Replace("{kind}", "article", StringComparison.Ordinal)
        .Replace("{number:int}", "1", StringComparison.Ordinal).Replace("{comment:guid}", Guid.Empty.ToString(), StringComparison.Ordinal)
        .Replace("{organisation:guid}", things.Organisation.ToString(), StringComparison.Ordinal) + (Handler is { Length: > 0 } ? "?handler=" + Handler : "");
}

/// <summary>All doors to objects that the program maps, read from its routes: a new one is tried without a word here.</summary>
internal static class Doors
{
    // What a curious person adds to a form, under every name by which a binder might find it
    private static readonly string[] Forbidden = ["Status", "OwnerId", "PublishedUtc", "PublicRevision", "Role", "IsPublisher", "UserId", "CreatedById", "Stage", "Number", "PublisherId", "UploaderId", "Disabled", "Sha256"];
    private static readonly string[] Before = ["", "Form.", "Article.", "Bulletin.", "Item.", "Opening.", "Person.", "Me.", "Draft.", "Review."];

    public static async Task<List<Door>> OfTheDeskAsync(Newsroom newsroom)
    {
        var loader = newsroom.Services.GetRequiredService<PageLoader>();
        var handlers = new Dictionary<string, IReadOnlyList<string>>();
        foreach (var page in newsroom.Services.GetRequiredService<IActionDescriptorCollectionProvider>().ActionDescriptors.Items.OfType<PageActionDescriptor>())
            handlers[page.AttributeRouteInfo!.Template!] = [.. (await loader.LoadAsync(page, Microsoft.AspNetCore.Http.EndpointMetadataCollection.Empty)).HandlerMethods.Where(h => h.HttpMethod.Equals("POST", StringComparison.OrdinalIgnoreCase)).Select(h => h.Name ?? "")];
        return [.. Routes(newsroom, "desk/").Distinct()
            .SelectMany(e => handlers.GetValueOrDefault(e.Pattern, []).Select(h => new Door(e.Pattern, "POST", h, e.Needs)).Prepend(new Door(e.Pattern, "GET", null, e.Needs)))];
    }

    public static List<Door> OfTheApi(Newsroom newsroom) => [.. Routes(newsroom, "api/").Select(e => new Door(e.Pattern, e.Method, null, e.Needs)).Distinct()];

    private static IEnumerable<(string Pattern, string Method, Permission Needs)> Routes(Newsroom newsroom, string beginning) =>
        from endpoint in newsroom.Services.GetRequiredService<IEnumerable<EndpointDataSource>>().SelectMany(s => s.Endpoints).OfType<RouteEndpoint>()
        let pattern = endpoint.RoutePattern.RawText!.TrimStart('/')
        where endpoint.Metadata.GetMetadata<NeedsAttribute>() is not null && endpoint.Metadata.GetMetadata<IAllowAnonymous>() is null
            && pattern.StartsWith(beginning, StringComparison.Ordinal) && pattern.Contains("{id:guid}", StringComparison.Ordinal)
        // A page is one endpoint for all its methods
        from method in beginning == "desk/" ? ["GET"] : endpoint.Metadata.GetMetadata<HttpMethodMetadata>()!.HttpMethods
        select (pattern, method, endpoint.Metadata.GetMetadata<NeedsAttribute>()!.Permission);

    private static string ValueOf(string field) => field switch
    {
        "Status" => "Published", "Stage" => "Approved", "Role" => "Admin", "PublishedUtc" => "2020-01-01", "IsPublisher" or "Disabled" => "true", "Sha256" => "0", _ => "1",
    };

    public static async Task<HttpStatusCode> AskAsync(HttpClient browser, string token, Door door, Things things)
    {
        using var request = new HttpRequestMessage(new HttpMethod(door.Method), door.Path(things));
        if (door.Method == "POST")
            request.Content = new FormUrlEncodedContent(Before.SelectMany(b => Forbidden.Select(f => KeyValuePair.Create(b + f, ValueOf(f)))).Append(new("__RequestVerificationToken", token)));
        using var answer = await browser.SendAsync(request, HttpCompletionOption.ResponseHeadersRead);
        return answer.StatusCode;
    }

    /// <param name="body">What the route takes; fields that it does not know are passed over.</param>
    public static async Task<HttpStatusCode> AskAsync(HttpClient key, Door door, Things things, object body)
    {
        using var request = new HttpRequestMessage(new HttpMethod(door.Method), door.Path(things));
        if (door.Method is "POST" or "PUT") request.Content = JsonContent.Create(body);
        if (door.Method == "PUT") request.Headers.TryAddWithoutValidation("If-Match", "\"1\"");
        using var answer = await key.SendAsync(request, HttpCompletionOption.ResponseHeadersRead);
        return answer.StatusCode;
    }
}
