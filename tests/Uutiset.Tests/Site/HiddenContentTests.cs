using System.Net;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;

namespace Uutiset.Tests.Site;

/// <summary>
/// What is a draft, in review, scheduled, withdrawn, expired, deleted, or saved and not yet published is nowhere to be seen: asked of each
/// surface that is mapped, in each language (S16).
/// </summary>
public abstract class HiddenContentTests(IHiding hiding)
{
    private static readonly string[] Prefixes = ["", "/sv", "/en"];

    private Newsroom Newsroom => (Newsroom)hiding;

    public static TheoryData<string> Surfaces => [.. PublicSurfaces.Everything.Select(s => s.Pattern)];

    [Theory]
    [MemberData(nameof(Surfaces))]
    public async Task Nothing_hidden_is_seen_at(string pattern)
    {
        var content = await hiding.ContentAsync();
        var surface = PublicSurfaces.Everything.Single(s => s.Pattern == pattern);
        var leaks = new List<string>();
        var shown = false;
        foreach (var address in surface.Addresses(content).SelectMany(a => PublicSurfaces.Site.Contains(surface) ? Prefixes.Select(p => p + (a == "/" && p.Length > 0 ? "" : a)) : [a]))
        {
            using var answer = await Newsroom.Client.GetAsync(address);
            Assert.NotEqual(HttpStatusCode.InternalServerError, answer.StatusCode);
            var told = $"{(answer.RequestMessage!.RequestUri!.AbsolutePath.Contains("/media/", StringComparison.Ordinal) ? "" : answer.Headers)}{await answer.Content.ReadAsStringAsync()}";
            leaks.AddRange(content.Secrets.Where(s => told.Contains(s, StringComparison.OrdinalIgnoreCase)).Select(s => $"{address}: {answer.StatusCode}, {s}"));
            leaks.AddRange(content.Hidden.Where(h => h.State != "edited" && !address.Contains(h.Slug, StringComparison.Ordinal) && told.Contains("/" + h.Slug, StringComparison.Ordinal)).Select(h => $"{address}: the address of {h.State}"));
            // 404 and not 200 with an empty page, for what was never public; 410 for what was
            if (content.Hidden.FirstOrDefault(h => h.State != "edited" && (address.EndsWith("/" + h.Slug, StringComparison.Ordinal) || address.Contains(h.Id.ToString(), StringComparison.Ordinal) || address.Contains(h.FileId.ToString(), StringComparison.Ordinal))) is { } one
                && answer.StatusCode is not (HttpStatusCode.NotFound or HttpStatusCode.Gone or HttpStatusCode.Redirect))
                leaks.Add($"{address}: {answer.StatusCode}, {one.State}");
            shown |= told.Contains(HiddenContent.Shown, StringComparison.OrdinalIgnoreCase) || told.Contains("/osoite-julkinen", StringComparison.Ordinal);
        }
        Assert.Empty(leaks);
        if (surface.Shows) Assert.True(shown, "the public article is not there either: the surface proves nothing");
    }

    [Fact]
    public void Every_address_that_anybody_may_read_is_asked()
    {
        var mapped = Newsroom.Services.GetRequiredService<IEnumerable<EndpointDataSource>>().SelectMany(s => s.Endpoints).OfType<RouteEndpoint>()
            .Where(e => e.Metadata.GetMetadata<IAllowAnonymous>() is not null && (e.Metadata.GetMetadata<HttpMethodMetadata>()?.HttpMethods ?? ["GET"]).Contains("GET"))
            .Select(e => Plain(e.RoutePattern.RawText!)).ToHashSet();
        Assert.Empty(mapped.Except(PublicSurfaces.Everything.Select(s => s.Pattern)).Select(p => $"{p} has no line in PublicSurfaces"));
        Assert.Empty(PublicSurfaces.Everything.Select(s => s.Pattern).Except(mapped).Select(p => $"{p} is not mapped"));
    }

    private static string Plain(string pattern)
    {
        var path = "/" + pattern.Trim('/');
        return Prefixes.Where(p => p.Length > 0 && (path == p || path.StartsWith(p + "/", StringComparison.Ordinal))).Select(p => path.Length == p.Length ? "/" : path[p.Length..]).FirstOrDefault() ?? path;
    }

    public sealed class OnSqlite(HidingSqlite newsroom) : HiddenContentTests(newsroom), IClassFixture<HidingSqlite>;

    public sealed class OnPostgres(HidingPostgres newsroom) : HiddenContentTests(newsroom), IClassFixture<HidingPostgres>;
}

public interface IHiding
{
    internal Task<HiddenContent> ContentAsync();
}

public sealed class HidingSqlite : SqliteNewsroom, IHiding
{
    private readonly Lazy<Task<HiddenContent>> content;

    public HidingSqlite() => content = new(() => HiddenContent.PlantAsync(this));

    Task<HiddenContent> IHiding.ContentAsync() => content.Value;

    protected override async Task<Dictionary<string, string?>> SettingsAsync() => Hiding.Unlimited(await base.SettingsAsync());
}

public sealed class HidingPostgres : PostgresNewsroom, IHiding
{
    private readonly Lazy<Task<HiddenContent>> content;

    public HidingPostgres() => content = new(() => HiddenContent.PlantAsync(this));

    Task<HiddenContent> IHiding.ContentAsync() => content.Value;

    protected override async Task<Dictionary<string, string?>> SettingsAsync() => Hiding.Unlimited(await base.SettingsAsync());
}

internal static class Hiding
{
    /// <summary>One client asks hundreds of addresses.</summary>
    public static Dictionary<string, string?> Unlimited(Dictionary<string, string?> settings)
    {
        (settings["Limits:SearchPerMinute"], settings["Limits:FeedPerMinute"]) = ("100000", "100000");
        return settings;
    }
}
