using Microsoft.Extensions.Options;
using Uutiset.Accounts;
using Uutiset.Accounts.Api;
using Uutiset.Data;
using Uutiset.Vocabulary;

namespace Uutiset.Site.Settings;

/// <summary><c>/api/v1/site</c>: what the site says of itself.</summary>
internal static class SiteApi
{
    public sealed record SiteJson(string Name, string Url, IReadOnlyList<string> Languages, string Publisher, string? Address, string? Email, string? Phone, FactsDraft Facts, int Version);

    public static void MapSiteApi(this WebApplication app)
    {
        var api = app.MapApi("/site", "Site");
        api.MapGet("/", ReadAsync).AllowAnonymous().WithSummary("Name, publisher and what the site says of itself").Produces<SiteJson>();
        api.MapPut("/", SaveAsync).Needs(Permission.SiteManage).WithSummary("Changes what the site says of itself; name, address and languages are settings of the server, publisher and contact the organisation's").Produces<SiteJson>();
    }

    private static async Task<IResult> ReadAsync(HttpContext http, NewsDb db, Press press, IOptions<SiteOptions> site, CancellationToken ct)
    {
        var facts = await KeepingFacts.ReadAsync(db, ct);
        var json = Json(facts, press, site.Value);
        return Etags.OkOrNotModified(http, json, Etags.OfContent(facts.Version, json));
    }

    private static async Task<IResult> SaveAsync(FactsDraft draft, HttpContext http, KeepingFacts keeping, Press press, IOptions<SiteOptions> site, CancellationToken ct)
    {
        if (Etags.Expected(http, out var refusal) is not { } version) return refusal!;
        if (await keeping.SaveAsync(draft, version, Actor.Of(http.User), ct) is not { } saved) return Etags.Outdated();
        if (saved.Errors.Count > 0) return Problems.Invalid(FieldError.ByField(saved.Errors, ApiLanguage.Of(http)));
        var json = Json(saved.Facts, press, site.Value);
        http.Response.Headers.ETag = Etags.OfContent(saved.Facts.Version, json);
        return Results.Ok(json);
    }

    private static SiteJson Json(SiteFacts facts, Press press, SiteOptions site)
    {
        var imprint = press.Frame("fi").Imprint;
        return new(site.Name, site.Absolute("/"), press.Languages, imprint.Publisher, imprint.Address, imprint.Email?.Text, imprint.Phone?.Text, FactsDraft.Of(facts), facts.Version);
    }
}
