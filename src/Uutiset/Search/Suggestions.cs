using Microsoft.EntityFrameworkCore;
using Uutiset.Articles;
using Uutiset.Data;
using Uutiset.Finnish;
using Uutiset.Vocabulary;

namespace Uutiset.Search;

internal enum SuggestionKind { Tag, Author, Term, Title }

/// <param name="Url">Path of what it names; null for a word to search by.</param>
internal sealed record Suggestion(string Text, SuggestionKind Kind, string? Url);

/// <summary>What somebody may be about to type: names that stand in the archive, and its words.</summary>
internal sealed class Suggestions(IDbContextFactory<NewsDb> databases, IArchiveIndex index, Archive archive, TimeProvider clock)
{
    private const int MostOfAKind = 4;

    public async Task<IReadOnlyList<Suggestion>> ForAsync(string? typed, string lang, CancellationToken ct)
    {
        var stem = Folding.Key(PlainText.Cut(typed ?? "", SearchQuery.LongestText));
        if (stem.Length < 2) return [];
        await using var db = await databases.CreateDbContextAsync(ct);
        var now = clock.GetUtcNow().UtcDateTime;
        var tags = await db.Terms.AsNoTracking().Where(t => t.State == TermState.Active && t.MergedIntoId == null).ToListAsync(ct);
        var people = await db.People.AsNoTracking().Where(p => db.Bylines.Any(b => b.PersonId == p.Id && db.SearchDocuments.Any(d => d.ArticleId == b.ArticleId)))
            .Select(p => new { p.Name, p.Slug }).ToListAsync(ct);
        var titles = await archive.SearchAsync(new ArchiveQuery { Q = typed!.TrimEnd() + "*", PageSize = MostOfAKind, WithFacets = false, AsTyped = true }, ct);
        return
        [
            .. tags.Select(t => (Term: t, Label: t.Label.In(lang))).Where(t => Begins(t.Label, stem) || t.Term.SynonymList.Any(s => Begins(s, stem)))
                .OrderBy(t => t.Label.Length).Take(MostOfAKind).Select(t => new Suggestion(t.Label, SuggestionKind.Tag, "/aiheet/" + t.Term.Slug)),
            .. people.Where(p => Begins(p.Name, stem)).OrderBy(p => p.Name.Length).Take(MostOfAKind).Select(p => new Suggestion(p.Name, SuggestionKind.Author, "/tekijat/" + p.Slug)),
            .. (await TermsAsync(db, stem, now, ct)).Select(t => new Suggestion(t, SuggestionKind.Term, null)),
            .. titles.Hits.Select(h => new Suggestion(h.Title, SuggestionKind.Title, h.Path)),
        ];
    }

    // Any word of the text may be the one that is being typed
    private static bool Begins(string text, string stem)
    {
        for (var i = 0; i < text.Length; i++)
        {
            if ((i == 0 || !char.IsLetterOrDigit(text[i - 1])) && Folding.Key(text[i..]).StartsWith(stem, StringComparison.Ordinal)) return true;
        }
        return false;
    }

    // The vocabulary remembers words of articles that are no longer public: only those that find something are told
    private async Task<IReadOnlyList<string>> TermsAsync(NewsDb db, string stem, DateTime now, CancellationToken ct)
    {
        var found = new List<string>();
        foreach (var term in await index.TermsAsync(db, DemandMaking.Escaped(stem) + "%", 3 * MostOfAKind, ct))
        {
            var demand = new ArchiveDemand([new DemandClause([new DemandAlternative([new DemandWord([new DemandTerm(term, false, 1)])], false, 1)])], [], false, 0);
            if (found.Count < MostOfAKind && await index.Matches(db, demand).Visible(db, now).AnyAsync(ct)) found.Add(term);
        }
        return found;
    }
}
