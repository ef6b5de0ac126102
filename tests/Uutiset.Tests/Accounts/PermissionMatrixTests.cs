using System.Net;
using System.Text.RegularExpressions;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;
using Uutiset.Accounts;

namespace Uutiset.Tests.Accounts;

/// <summary>
/// Every route that the program maps, against every role and every scope, asked for an object that exists and for one that does not: who gets
/// in is what the permission says (ASVS 8.2.1, S13). Whose object it is, is for <see cref="ObjectMatrixTests"/>. A route is closed before the
/// database is asked for anything of its own: one engine tells.
/// </summary>
public sealed partial class PermissionMatrixTests(SqliteNewsroom newsroom) : IClassFixture<SqliteNewsroom>
{
    private sealed record Route(string Method, string Path, Permission Needs)
    {
        public bool IsApi => Path.StartsWith("/api/", StringComparison.Ordinal);
    }

    private Things? things;

    private async Task<Things> ThingsAsync() => things ??= await Things.MakeAsync(newsroom, null, "14");

    // An id that nothing has: a permitted request goes on to 400 or 404 and changes nothing. Then one that there is, without a body.
    private async Task<List<Route>> RoutesAsync()
    {
        var real = await ThingsAsync();
        return [.. Routes(null).Concat(Routes(real)).Distinct()];
    }

    private List<Route> Routes(Things? real) => newsroom.Services.GetRequiredService<IEnumerable<EndpointDataSource>>().SelectMany(s => s.Endpoints).OfType<RouteEndpoint>()
        .Where(e => e.Metadata.GetMetadata<IAllowAnonymous>() is null && e.Metadata.GetMetadata<NeedsAttribute>() is not null)
        .SelectMany(e => (e.Metadata.GetMetadata<HttpMethodMetadata>()?.HttpMethods ?? ["GET", "POST"])
            .Select(m => new Route(m, Fill(e.RoutePattern.RawText!, real), e.Metadata.GetMetadata<NeedsAttribute>()!.Permission)))
        .Distinct().ToList();

    private static string Fill(string pattern, Things? real) => "/" + Parameter().Replace(pattern.TrimStart('/'), m => m.Value switch
    {
        "{id:guid}" when real?.Of(pattern) is { } id => id.ToString(),
        "{organisation:guid}" when real is not null => real.Organisation.ToString(),
        "{number:int}" when real is not null => "1",
        var p when p.Contains(":guid", StringComparison.Ordinal) => Guid.Empty.ToString(),
        var p when p.Contains(":int", StringComparison.Ordinal) || p.Contains(":long", StringComparison.Ordinal) => "999999999",
        _ => "ei-ole",
    });

    private static async Task<HttpStatusCode> AskAsync(HttpClient client, Route route)
    {
        using var request = new HttpRequestMessage(new HttpMethod(route.Method), route.Path);
        using var answer = await client.SendAsync(request, HttpCompletionOption.ResponseHeadersRead);
        return answer.StatusCode;
    }

    [Fact]
    public async Task Desk_opens_to_roles_that_have_the_permission_and_to_nobody_else()
    {
        var routes = (await RoutesAsync()).Where(r => !r.IsApi).ToList();
        Assert.Contains(routes, r => r.Path == "/desk/users");
        var wrong = new List<string>();
        using var nobody = newsroom.NewClient(cookies: true);
        foreach (var route in routes)
            if (await AskAsync(nobody, route) is not HttpStatusCode.Redirect and var status) wrong.Add($"nobody {route.Method} {route.Path}: {status}");
        foreach (var role in Enum.GetValues<Role>())
        {
            using var browser = await newsroom.SignedInAsync(role);
            foreach (var route in routes)
            {
                var status = await AskAsync(browser, route);
                var may = Permissions.Of(role).Contains(route.Needs);
                // A POST without its form token goes no further than 400, and only for those who may
                // An agent is stopped at what is somebody else's, too
                if ((status == HttpStatusCode.Forbidden) == may && !(may && role == Role.Agent && !Routes(null).Contains(route)) || status == HttpStatusCode.InternalServerError) wrong.Add($"{role} {route.Method} {route.Path}: {status}");
            }
        }
        Assert.Empty(wrong);
    }

    [Fact]
    public async Task Api_opens_to_keys_whose_scope_has_the_permission_and_never_to_a_cookie()
    {
        var routes = (await RoutesAsync()).Where(r => r.IsApi).ToList();
        Assert.NotEmpty(routes);
        var wrong = new List<string>();
        using var admin = await newsroom.SignedInAsync(Role.Admin);
        foreach (var route in routes)
            if (await AskAsync(admin, route) is not HttpStatusCode.Unauthorized and var status) wrong.Add($"cookie {route.Method} {route.Path}: {status}");
        foreach (var (scope, granted) in Permissions.Scopes)
        {
            using var client = await newsroom.WithKeyAsync(scope);
            foreach (var route in routes)
            {
                var status = await AskAsync(client, route);
                if ((status == HttpStatusCode.Forbidden) == granted.Contains(route.Needs) || status is HttpStatusCode.Unauthorized or HttpStatusCode.InternalServerError)
                    wrong.Add($"{scope} {route.Method} {route.Path}: {status}");
            }
        }
        Assert.Empty(wrong);
    }

    [Fact]
    public async Task A_key_opens_no_page_of_the_desk()
    {
        using var client = await newsroom.WithKeyAsync("admin");
        Assert.Equal(HttpStatusCode.Redirect, (await client.GetAsync("/desk")).StatusCode);
    }

    [Fact]
    public async Task No_form_is_taken_without_its_token()
    {
        using var admin = await newsroom.SignedInAsync(Role.Admin);
        var wrong = new List<string>();
        var paths = (await RoutesAsync()).Where(r => !r.IsApi).Select(r => r.Path).Concat(["/kirjaudu", "/kirjaudu/ulos", "/kirjaudu/asetus/ei-ole", "/kirjaudu/linkki/ei-ole"]).Distinct();
        foreach (var path in paths)
        {
            using var answer = await admin.PostAsync(path, new FormUrlEncodedContent([new("Name", "x")]));
            if (answer.StatusCode is not (HttpStatusCode.BadRequest or HttpStatusCode.NotFound or HttpStatusCode.MethodNotAllowed)) wrong.Add($"{path}: {answer.StatusCode}");
        }
        Assert.Empty(wrong);
        Assert.Equal(HttpStatusCode.OK, (await admin.GetAsync("/desk")).StatusCode);
    }

    [GeneratedRegex(@"\{[^}]*\}")]
    private static partial Regex Parameter();
}
