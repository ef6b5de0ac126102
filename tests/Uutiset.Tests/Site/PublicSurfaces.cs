namespace Uutiset.Tests.Site;

/// <param name="Pattern">As it is mapped, without the language's prefix.</param>
/// <param name="Addresses">Every address of the surface at which something hidden might stand.</param>
/// <param name="Shows">The public article stands at the first of them: where nothing can be seen, nothing is proved.</param>
internal sealed record Surface(string Pattern, Func<HiddenContent, IEnumerable<string>> Addresses, bool Shows = false);

/// <summary>Every address that anybody may read. A new public route fails a test until it has its line here.</summary>
internal static class PublicSurfaces
{
    private static IEnumerable<Planted> All(HiddenContent c) => c.Hidden.Prepend(c.Public);

    private static Surface At(string pattern, bool shows = false) => new(pattern, _ => [pattern], shows);

    private static Surface Slug(string pattern, string slug, bool shows = true) => new(pattern, _ => [pattern.Replace("{slug}", slug, StringComparison.Ordinal)], shows);

    private static IEnumerable<Surface> Feeds(string format) =>
    [
        new($"/arkisto.{format}", c => All(c).Select(a => $"/arkisto.{format}?q=" + HiddenContent.Needle(a.Word) + "*").Append($"/arkisto.{format}?tag={HiddenContent.Tag}").Append($"/arkisto.{format}"), true),
        At($"/syote.{format}", true), Slug($"/aiheet/{{slug}}/syote.{format}", HiddenContent.Tag), Slug($"/alueet/{{slug}}/syote.{format}", HiddenContent.RegionSlug),
        Slug($"/hankkeet/{{slug}}/syote.{format}", HiddenContent.Project), Slug($"/tekijat/{{slug}}/syote.{format}", HiddenContent.Writer),
    ];

    public static readonly IReadOnlyList<Surface> Site =
    [
        At("/", true),
        new("/uutiset/{slug}", c => All(c).Select(a => "/uutiset/" + a.Slug), true),
        new("/uutiset/{slug}/versiot/{number:int}", c => All(c).SelectMany(a => new[] { 1, 2, 3 }.Select(n => $"/uutiset/{a.Slug}/versiot/{n}"))),
        new("/arkisto", c => All(c).Select(a => "/arkisto?q=" + HiddenContent.Needle(a.Word) + "*").Append($"/arkisto?region={HiddenContent.RegionSlug}&tag={HiddenContent.Tag}").Append("/arkisto"), true),
        At("/maaraajat", true), At("/tilaisuudet", true), At("/vaikuta", true),
        new("/vaikuta/{slug}", c => ["/vaikuta/" + c.OpeningSlug, "/vaikuta/" + c.HiddenOpeningSlug], true),
        new("/vaikuta/{slug}/vastaa", c => [$"/vaikuta/{c.OpeningSlug}/vastaa", $"/vaikuta/{c.HiddenOpeningSlug}/vastaa"]), new("/vaikuta/{slug}/vastaa/{token}", c => [$"/vaikuta/{c.OpeningSlug}/vastaa/ei-ole", $"/vaikuta/{c.HiddenOpeningSlug}/vastaa/ei-ole"]),
        At("/tiedotteet"),
        new("/tiedotteet/{number:int}", _ => ["/tiedotteet/1", "/tiedotteet/2", "/tiedotteet/0"], true),
        At("/saavutettavuus"), At("/tietosuoja"),
        new("/{slug:regex(^[a-z0-9-]+$)}", c => All(c).Select(a => "/" + a.Slug)),
        At("/aiheet"), Slug("/aiheet/{slug}", HiddenContent.Tag), At("/alueet"), Slug("/alueet/{slug}", HiddenContent.RegionSlug),
        At("/tekijat"), Slug("/tekijat/{slug}", HiddenContent.Writer),
        At("/organisaatiot"), new("/organisaatiot/{slug}", _ => [$"/organisaatiot/{HiddenContent.Writer}-ry", "/organisaatiot/listaamaton"], true),
        At("/hankkeet"), Slug("/hankkeet/{slug}", HiddenContent.Project),
        .. Feeds("atom"), .. Feeds("rss"), .. Feeds("json"),
        At("/maaraajat.ics", true), At("/vaikuta.ics", true), At("/tilaisuudet.ics", true),
        new("/tilaisuudet/{id:guid}.ics", c => All(c).Select(a => $"/tilaisuudet/{a.Event}.ics"), true),
        Slug("/alueet/{slug}/tilaisuudet.ics", HiddenContent.RegionSlug), Slug("/aiheet/{slug}/tilaisuudet.ics", HiddenContent.Tag),
        Slug("/alueet/{slug}/maaraajat.ics", HiddenContent.RegionSlug), Slug("/aiheet/{slug}/maaraajat.ics", HiddenContent.Tag),
        // Forms of readers: nothing of an article stands there
        At("/tilaa"), new("/tilaus/vahvista/{token}", _ => ["/tilaus/vahvista/ei-ole"]), new("/tilaus/{token}", _ => ["/tilaus/ei-ole"]), new("/tilaus/{token}/peru", _ => ["/tilaus/ei-ole/peru"]),
        new("/tilaus/{token}/paikat", _ => ["/tilaus/ei-ole/paikat"]), new("/tilaus/{token}/paikat/{seat:guid}/lopeta", _ => [$"/tilaus/ei-ole/paikat/{Guid.Empty}/lopeta"]),
        new("/tilaus/{token}/jatkaja/{id:guid}", _ => [$"/tilaus/ei-ole/jatkaja/{Guid.Empty}"]), new("/tilaus/jatkaja/{token}", _ => ["/tilaus/jatkaja/ei-ole"]), new("/tilaus/{token}/tarkistus", _ => ["/tilaus/ei-ole/tarkistus"]),
        new("/tilaus/{token}/jatko", _ => ["/tilaus/ei-ole/jatko"]), new("/tilaus/{token}/osoite", _ => ["/tilaus/ei-ole/osoite"]), new("/tilaus/osoite/{token}", _ => ["/tilaus/osoite/ei-ole"]),
        new("/tilaa/jarjestot", _ => ["/tilaa/jarjestot?q=" + HiddenContent.Needle(HiddenContent.OrganisationSecret)]), new("/tilaus/{token}/liittyjat", _ => ["/tilaus/ei-ole/liittyjat"]),
        new("/tilaus/{token}/tiedot", _ => ["/tilaus/ei-ole/tiedot"]), new("/tilaus/{token}/tiedot.json", _ => ["/tilaus/ei-ole/tiedot.json"]), new("/tilaus/{token}/poista", _ => ["/tilaus/ei-ole/poista"]),
    ];

    public static readonly IReadOnlyList<Surface> Single =
    [
        new("/sitemap.xml", _ => ["/sitemap.xml"], true), new("/sitemap-{file:int}.xml", _ => ["/sitemap-1.xml"]), At("/robots.txt"), At("/.well-known/security.txt"),
        // Without the token that was given out, or with a wrong one
        new("/esikatselu/{token}", c => ["/esikatselu/ei-ole", .. c.Hidden.Select(h => "/esikatselu/" + h.Id)]),
        new("/media/{id:guid}/{width:int}.{extension:regex(^(avif|webp|jpg)$)}", c => All(c).Select(a => $"/media/{a.FileId}/400.webp")),
        new("/media/{id:guid}/{name}", c => All(c).Select(a => $"/media/{a.FileId}/{a.File}"), true),
        new("/{**unknown:regex(^(?!(api|desk)(/|$)).*)}", c => c.Hidden.Select(h => $"/ei/ole/{h.Id}")),
        new("/teema/{version}/{**path}", _ => ["/teema/x/site.css"]), new("/desk/assets/{version}/{**file}", _ => ["/desk/assets/x/desk.css"]),
        At("/kirjaudu"), At("/kirjaudu/ulos"), new("/kirjaudu/asetus/{token}", _ => ["/kirjaudu/asetus/ei-ole"]), new("/kirjaudu/linkki/{token}", _ => ["/kirjaudu/linkki/ei-ole"]),
        new("/virhe/{code:int}", _ => ["/virhe/404"]), At("/healthz"), At("/readyz"),
    ];

    public static readonly IReadOnlyList<Surface> Api =
    [
        new("/api/v1/articles", c => ["/api/v1/articles?pageSize=100", "/api/v1/articles?tag=" + HiddenContent.Tag, "/api/v1/articles?region=" + HiddenContent.Region, "/api/v1/articles?author=" + HiddenContent.Writer,
            .. new[] { "draft", "inReview", "scheduled", "withdrawn", "expired" }.Select(s => "/api/v1/articles?status=" + s)], true),
        new("/api/v1/articles/{id:guid}", c => All(c).Select(a => $"/api/v1/articles/{a.Id}"), true),
        new("/api/v1/articles/by-slug/{slug}", c => All(c).Select(a => "/api/v1/articles/by-slug/" + a.Slug), true),
        new("/api/v1/articles/{id:guid}/related", c => All(c).Select(a => $"/api/v1/articles/{a.Id}/related")),
        new("/api/v1/search", c => All(c).Select(a => $"/api/v1/search?q={HiddenContent.Needle(a.Word)}*").Append("/api/v1/search?tag=" + HiddenContent.Tag), true),
        new("/api/v1/search/suggest", c => All(c).Select(a => "/api/v1/search/suggest?q=" + HiddenContent.Needle(a.Word)), true),
        new("/api/v1/tags", _ => ["/api/v1/tags"]), new("/api/v1/regions", _ => ["/api/v1/regions"]), new("/api/v1/regions/{code}", _ => ["/api/v1/regions/14"]),
        new("/api/v1/authors", _ => ["/api/v1/authors?pageSize=100"]), new("/api/v1/authors/{id:guid}", c => [$"/api/v1/authors/{c.WriterId}"]),
        new("/api/v1/organisations", _ => ["/api/v1/organisations?pageSize=100", "/api/v1/organisations?q=" + HiddenContent.Needle(HiddenContent.OrganisationSecret)]),
        new("/api/v1/organisations/{id:guid}", c => [$"/api/v1/organisations/{c.OrganisationId}"]),
        new("/api/v1/projects", _ => ["/api/v1/projects"]), new("/api/v1/projects/{id:guid}", c => [$"/api/v1/projects/{c.ProjectId}"]),
        new("/api/v1/deadlines", _ => ["/api/v1/deadlines?pageSize=100", "/api/v1/deadlines?region=" + HiddenContent.Region, "/api/v1/deadlines?tag=" + HiddenContent.Tag], true),
        new("/api/v1/deadlines/{id:guid}", c => All(c).Select(a => $"/api/v1/deadlines/{a.Deadline}"), true),
        new("/api/v1/events", _ => ["/api/v1/events?pageSize=100", "/api/v1/events?region=" + HiddenContent.Region, "/api/v1/events?tag=" + HiddenContent.Tag], true),
        new("/api/v1/events/{id:guid}", c => All(c).Select(a => $"/api/v1/events/{a.Event}"), true),
        new("/api/v1/openings", _ => ["/api/v1/openings?pageSize=100", "/api/v1/openings?region=" + HiddenContent.Region], true),
        new("/api/v1/openings/{id:guid}", c => [$"/api/v1/openings/{c.OpeningId}", $"/api/v1/openings/{c.HiddenOpeningId}"], true),
        new("/api/v1/media/{id:guid}", c => All(c).Select(a => $"/api/v1/media/{a.FileId}")),
        new("/api/v1/quotes", c => ["/api/v1/quotes?pageSize=100"]),
        new("/api/v1/tags/{id:guid}", c => [$"/api/v1/tags/{Guid.Empty}"]), new("/api/v1/tags/by-slug/{slug}", _ => ["/api/v1/tags/by-slug/" + HiddenContent.Tag]),
        new("/api/v1/pages", _ => ["/api/v1/pages"]), At("/api/v1/menus"), At("/api/v1/site"),
        At("/api/v1/openapi.json"),
    ];

    public static IEnumerable<Surface> Everything => [.. Site, .. Single, .. Api];
}
