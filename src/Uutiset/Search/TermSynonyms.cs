using Microsoft.EntityFrameworkCore;
using Uutiset.Data;
using Uutiset.Finnish;
using Uutiset.Vocabulary;

namespace Uutiset.Search;

/// <summary>
/// Synonyms for searches: those of the vocabulary, and those that editors keep beside it. Of the vocabulary's: whoever types one also finds what carries the term. Not the other way round, and not one synonym
/// by another, since editors write down wider and narrower words as well. Read for each search, so that a change holds at once on every node.
/// </summary>
internal sealed class TermSynonyms(Analysis analysis)
{
    private sealed record Known(string Written, SynonymList List);

    private volatile Known? known;

    public async Task<SynonymList> ReadAsync(NewsDb db, CancellationToken ct)
    {
        // A merged term's names are synonyms of its heir
        var rows = await db.Terms.AsNoTracking().Where(t => t.State == TermState.Active && !t.IsFormerAddress && (t.Synonyms != "" || t.MergedIntoId != null))
            .Join(db.Terms.Where(h => h.State == TermState.Active), t => t.MergedIntoId ?? t.Id, h => h.Id, (t, h) => new { Term = t, Heir = h }).OrderBy(r => r.Term.Id).ToListAsync(ct);
        var pairs = rows.SelectMany(r => (r.Term.MergedIntoId is null ? r.Term.SynonymList : r.Term.Words).SelectMany(word => r.Heir.Label.All.Select(label => new SynonymPair(word, label))))
            .Concat((await db.SynonymGroups.AsNoTracking().OrderBy(g => g.Id).ToListAsync(ct)).SelectMany(g => g.Pairs)).Distinct().ToList();
        var written = string.Join('\n', pairs.Select(p => $"{p.Typed}={p.Finds}"));
        if (known is { } before && before.Written == written) return before.List;
        var list = analysis.Synonyms(pairs);
        known = new Known(written, list);
        return list;
    }
}
