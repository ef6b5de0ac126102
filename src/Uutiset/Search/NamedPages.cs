using Microsoft.EntityFrameworkCore;
using Uutiset.Data;
using Uutiset.Finnish;
using Uutiset.Vocabulary;

namespace Uutiset.Search;

/// <param name="Path">Without the language's prefix.</param>
internal sealed record NamedPage(string Name, string Path);

/// <summary>Pages whose name somebody wrote into a search, in whatever case: ”kuka on muutosagentti Lapissa” names Lapland's page, ”Liisa Korhosen yhteystiedot” hers.</summary>
internal sealed class NamedPages(Analysis analysis)
{
    private const int Most = 4;

    // A theme is named by the whole search alone: osallisuus in a longer one is what it is about
    public async Task<IReadOnlyList<NamedPage>> InAsync(NewsDb db, string q, string lang, CancellationToken ct)
    {
        var asked = analysis.Query(q).Clauses.Where(c => !c.IsExcluded).SelectMany(c => c.Alternatives[0].Words).Where(w => w.Match is WordMatch.Whole).ToList();
        if (asked.Count == 0) return [];
        // What a form may be of is a guess where no dictionary has it; its plain form stands for a keyboard without dots
        var keys = asked.SelectMany(w => w.Keys).Where(k => k.Kind is not (KeyKind.Part or KeyKind.Stem)).Select(k => k.Text).ToHashSet(StringComparer.Ordinal);
        bool Names(string name) => name.Split(' ').All(part => keys.Contains(Folding.Key(part)) || keys.Contains(Folding.WithoutDiacritics(Folding.Key(part))));

        var people = await db.People.AsNoTracking().Where(p => db.Bylines.Any(b => b.PersonId == p.Id && db.SearchDocuments.Any(d => d.ArticleId == b.ArticleId)))
            .OrderBy(p => p.Id).Select(p => new { p.Name, p.Slug }).ToListAsync(ct);
        var terms = await db.Terms.AsNoTracking().Where(t => t.State == TermState.Active && t.MergedIntoId == null).OrderBy(t => t.Id).ToListAsync(ct);
        return
        [
            .. Regions.All.Where(r => Names(r.Short.Fi) || Names(r.Short.In(lang))).Select(r => new NamedPage(r.Short.In(lang), "/alueet/" + r.Slug))
                .Concat(people.Where(p => p.Name.Contains(' ', StringComparison.Ordinal) && Names(p.Name)).Select(p => new NamedPage(p.Name, "/tekijat/" + p.Slug)))
                .Concat(terms.Where(t => asked.Count == t.Label.In(lang).Split(' ').Length && Names(t.Label.In(lang))).Select(t => new NamedPage(t.Label.In(lang), "/aiheet/" + t.Slug)))
                .Take(Most),
        ];
    }
}
