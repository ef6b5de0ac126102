using System.Text.Json;
using System.Text.Json.Nodes;
using Uutiset.Articles;
using Uutiset.People;
using Uutiset.Themes;
using Uutiset.Vocabulary;

namespace Uutiset.Site;

/// <summary>schema.org/NewsArticle and its events, agreeing with the visible page (PUB-06).</summary>
internal static class JsonLd
{
    public static TrustedHtml? Of(Article article, IReadOnlyDictionary<long, Person> people, IReadOnlyList<Neighbour> neighbours, Press press, string lang)
    {
        if (article.Type == ArticleType.Page) return null;
        var own = press.Languages.Contains(article.Lang) ? article.Lang : "fi";
        var json = new JsonObject
        {
            ["@context"] = "https://schema.org",
            ["@type"] = "NewsArticle",
            ["headline"] = article.Title,
            ["description"] = ArticlePages.Description(article),
            ["inLanguage"] = article.LanguageTag,
            ["mainEntityOfPage"] = press.Absolute(own, article.Path),
            ["author"] = Authors(article, people, press, lang),
            ["publisher"] = new JsonObject { ["@type"] = "Organization", ["name"] = article.Publisher?.Name ?? press.Frame(lang).Imprint.Publisher },
            ["about"] = About(article),
            ["spatialCoverage"] = Names(article.Regions.Select(r => Regions.Find(r.RegionCode)?.Name.In(article.Lang)).OfType<string>(), "AdministrativeArea"),
            ["isBasedOn"] = Sources(article),
            ["mentions"] = Mentions(article, press, lang),
            ["correction"] = Corrections(article, neighbours, press),
            ["image"] = Pictures.ShareUrl(article.HeroMedia, press),
        };
        if (article.PublishedPrecision != DatePrecision.Unknown && article.PublishedUtc is { } published) json["datePublished"] = Dates.Iso(published);
        if (article.ChangedUtc is { } updated) json["dateModified"] = Dates.Iso(updated);
        foreach (var empty in json.Where(p => p.Value is null or JsonArray { Count: 0 }).Select(p => p.Key).ToArray()) json.Remove(empty);
        // The default encoder writes < > & ' as \u003C ...: neither </script> nor <!-- can come out (ASVS 1.2.3)
        return new(string.Concat(article.Events.OrderBy(e => e.Position).Select(e => EventOf(e.Event!, article, press, own)).Prepend(json)
            .Select(j => $"<script type=\"application/ld+json\">{j.ToJsonString(JsonSerializerOptions.Default)}</script>")));
    }

    /// <summary>schema.org/Event, one for each event that the article tells.</summary>
    private static JsonObject EventOf(Event e, Article article, Press press, string lang)
    {
        static string At(DateOnly day, TimeOnly? time) => time is { } t ? Dates.Iso(Dates.ToUtc(day, t)) : Dates.Iso(day);
        var online = e.OnlineUrl is { } url ? new JsonObject { ["@type"] = "VirtualLocation", ["url"] = url } : null;
        var place = e.Place is { } where ? new JsonObject { ["@type"] = "Place", ["name"] = where, ["address"] = where } : null;
        var json = new JsonObject
        {
            ["@context"] = "https://schema.org",
            ["@type"] = "Event",
            ["name"] = e.Title,
            ["startDate"] = At(e.StartsOn, e.StartsAt),
            ["endDate"] = e.EndsOn is null && e.EndsAt is null ? null : At(e.LastDay, e.EndsAt),
            ["eventStatus"] = "https://schema.org/EventScheduled",
            ["eventAttendanceMode"] = "https://schema.org/" + (online is null ? "OfflineEventAttendanceMode" : place is null ? "OnlineEventAttendanceMode" : "MixedEventAttendanceMode"),
            ["location"] = new JsonArray([.. new[] { place, online }.OfType<JsonNode>()]),
            ["url"] = press.Absolute(lang, article.Path),
            ["inLanguage"] = article.LanguageTag,
        };
        foreach (var empty in json.Where(p => p.Value is null or JsonArray { Count: 0 }).Select(p => p.Key).ToArray()) json.Remove(empty);
        return json;
    }

    private static JsonArray Authors(Article article, IReadOnlyDictionary<long, Person> people, Press press, string lang) =>
        [.. article.Bylines.OrderBy(b => b.Position).Select(b =>
        {
            var author = new JsonObject { ["@type"] = "Person", ["name"] = b.Name };
            if (b.Title is not null) author["jobTitle"] = b.Title;
            if (b.Organisation is not null) author["affiliation"] = new JsonObject { ["@type"] = "Organization", ["name"] = b.Organisation };
            if (b.PersonId is { } id && people.TryGetValue(id, out var person)) author["url"] = press.Absolute(lang, "/tekijat/" + person.Slug);
            return author;
        })];

    private static JsonArray About(Article article) =>
        [.. article.Terms.OrderBy(t => t.Position).Select(t => t.Term!).Where(t => t is { Scheme: TermScheme.Theme, State: TermState.Active }).Select(t =>
        {
            var thing = new JsonObject { ["@type"] = "Thing", ["name"] = t.Label.In(article.Lang) };
            if (t.Uri is not null) thing["sameAs"] = t.Uri;
            return thing;
        })];

    private static JsonArray Names(IEnumerable<string> names, string type) =>
        [.. names.Select(n => new JsonObject { ["@type"] = type, ["name"] = n })];

    /// <summary>What is said at the article, and the addresses of articles that correct it.</summary>
    private static JsonArray Corrections(Article article, IReadOnlyList<Neighbour> neighbours, Press press) =>
    [
        .. article.Corrections.OrderBy(c => c.AtUtc).Select(c => new JsonObject { ["@type"] = "CorrectionComment", ["text"] = $"{c.Wrong} → {c.Right}", ["datePublished"] = Dates.Iso(c.AtUtc) }),
        .. neighbours.Where(n => n is { IsBack: true, Kind: LinkKind.Corrects }).Select(n => JsonValue.Create(press.Absolute(press.Languages.Contains(n.Lang) ? n.Lang : "fi", n.Path))),
    ];

    private static JsonArray Mentions(Article article, Press press, string lang) =>
        [.. article.Mentions.OrderBy(m => m.Position).Select(m => m.Organisation!).Where(o => o.Listed)
            .Select(o => new JsonObject { ["@type"] = "Organization", ["name"] = o.Label.In(article.Lang), ["url"] = press.Absolute(lang, "/organisaatiot/" + o.Slug) })];

    private static JsonArray Sources(Article article) =>
        [.. article.Links.OrderBy(l => l.Position).Where(l => l is { Kind: LinkKind.Source, Url: not null }).Select(l =>
        {
            var source = new JsonObject { ["@type"] = "CreativeWork", ["name"] = l.Title, ["url"] = l.Url };
            if (l.Publisher is { } publisher) source["publisher"] = new JsonObject { ["@type"] = "Organization", ["name"] = publisher };
            if (l.DatedOn is { } day) source["datePublished"] = Dates.Iso(day);
            return source;
        })];
}
