using System.Globalization;
using System.Text.Json;
using Microsoft.EntityFrameworkCore;
using Uutiset.Articles;
using Uutiset.Data;
using Uutiset.Vocabulary;

namespace Uutiset.Search;

/// <summary>How many of the found articles each further filter would leave.</summary>
internal static class Facets
{
    private const int Most = 20;

    public static async Task<ArchiveFacets> CountAsync(NewsDb db, IQueryable<Article> found, string lang, CancellationToken ct)
    {
        var tags = await found.SelectMany(a => a.Terms).GroupBy(t => t.TermId).Select(g => new { g.Key, Count = g.Count() })
            .Join(db.Terms.Where(t => t.State == TermState.Active), g => g.Key, t => t.Id, (g, t) => new { Term = t, g.Count })
            .OrderByDescending(g => g.Count).ThenBy(g => g.Term.Slug).Take(Most).ToListAsync(ct);
        // An audience is no theme: of its own, so that twenty themes do not crowd it out, and series likewise
        var apart = await found.SelectMany(a => a.Terms).Where(t => t.Term!.Scheme == TermScheme.Audience || t.Term.Scheme == TermScheme.Series)
            .GroupBy(t => t.TermId).Select(g => new { g.Key, Count = g.Count() })
            .Join(db.Terms.Where(t => t.State == TermState.Active), g => g.Key, t => t.Id, (g, t) => new { Term = t, g.Count })
            .OrderByDescending(g => g.Count).ThenBy(g => g.Term.Slug).ToListAsync(ct);
        ArchiveFacet[] Of(TermScheme scheme) => [.. apart.Where(g => g.Term.Scheme == scheme).Take(Most).Select(g => new ArchiveFacet(g.Term.Slug, g.Term.Label.In(lang), g.Count))];
        var regions = await found.SelectMany(a => a.Regions).GroupBy(r => r.RegionCode).Select(g => new { g.Key, Count = g.Count() })
            .OrderByDescending(g => g.Count).ThenBy(g => g.Key).ToListAsync(ct);
        var authors = await found.SelectMany(a => a.Bylines)
            .Select(b => db.People.Where(p => p.Id == b.PersonId).Select(p => p.Slug).FirstOrDefault() ?? b.Name)
            .GroupBy(value => value).Select(g => new { g.Key, Count = g.Count() })
            .OrderByDescending(g => g.Count).ThenBy(g => g.Key).Take(Most).ToListAsync(ct);
        var slugs = authors.ConvertAll(a => a.Key);
        var names = await db.People.Where(p => slugs.Contains(p.Slug)).ToDictionaryAsync(p => p.Slug, p => p.Name, ct);
        var types = await found.GroupBy(a => a.Type).Select(g => new { g.Key, Count = g.Count() }).ToListAsync(ct);
        // Finland is two hours ahead at every New Year
        var years = await found.Select(a => a.PublishedUtc!.Value.AddHours(2).Year).GroupBy(y => y).Select(g => new { g.Key, Count = g.Count() }).ToListAsync(ct);
        return new ArchiveFacets(
            [.. tags.Select(t => new ArchiveFacet(t.Term.Slug, t.Term.Label.In(lang), t.Count))],
            [.. regions.Select(r => new ArchiveFacet(r.Key, Regions.Find(r.Key)?.Short.In(lang) ?? r.Key, r.Count))],
            [.. authors.Select(a => new ArchiveFacet(a.Key, names.GetValueOrDefault(a.Key, a.Key), a.Count))],
            [.. types.OrderByDescending(t => t.Count).ThenBy(t => t.Key).Select(t => Type(t.Key, lang, t.Count))],
            [.. years.OrderByDescending(y => y.Key).Select(y => y.Key.ToString(CultureInfo.InvariantCulture) is var year ? new ArchiveFacet(year, year, y.Count) : null!)],
            Of(TermScheme.Audience), Of(TermScheme.Series));
    }

    private static ArchiveFacet Type(ArticleType type, string lang, int count) =>
        new(JsonNamingPolicy.CamelCase.ConvertName(type.ToString()), TypeLabel(type).In(lang), count);

    internal static Localized TypeLabel(ArticleType type) => type switch
    {
        ArticleType.News => new("Uutinen", "Nyhet", "News"),
        ArticleType.Announcement => new("Tiedote", "Meddelande", "Announcement"),
        ArticleType.Event => new("Tapahtuma", "Evenemang", "Event"),
        ArticleType.Call => new("Hakuilmoitus", "Utlysning", "Call"),
        ArticleType.Recruitment => new("Avoin työpaikka", "Ledigt arbete", "Vacancy"),
        ArticleType.Correction => new("Oikaisu", "Rättelse", "Correction"),
        _ => new("Sivu", "Sida", "Page"),
    };
}
