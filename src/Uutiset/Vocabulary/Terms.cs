using Microsoft.EntityFrameworkCore;
using Uutiset.Data;

namespace Uutiset.Vocabulary;

/// <summary>The vocabulary as the rooms use it: read whole in one command, since it is a few hundred rows at most.</summary>
internal sealed class Terms(NewsDb db)
{
    private TermIndex? index;

    /// <summary>Read once for each request; what this object proposed since is in it.</summary>
    public async Task<TermIndex> IndexAsync(CancellationToken ct)
    {
        if (index is not null) return index;
        var rows = await db.Terms.AsNoTracking().OrderBy(t => t.Id).ToListAsync(ct);
        return index = new TermIndex([.. rows.Select(Entry)]);
    }

    /// <summary>Adds a term that an import brought along; an editor decides what becomes of it.</summary>
    public async Task<Term> ProposeAsync(string label, string lang, string slug, TermScheme scheme, CancellationToken ct)
    {
        var taken = await db.Terms.Where(t => t.Slug.StartsWith(slug)).Select(t => t.Slug).ToListAsync(ct);
        var free = slug;
        for (var n = 2; taken.Contains(free); n++) free = FormattableString.Invariant($"{slug}-{n}");
        var term = new Term
        {
            Scheme = scheme,
            State = TermState.Proposed,
            Slug = free,
            LabelFi = label,
            LabelSv = lang == "sv" ? label : null,
            LabelEn = lang == "en" ? label : null,
        };
        db.Terms.Add(term);
        await db.SaveChangesAsync(ct);
        index = null;
        return term;
    }

    private static TermEntry Entry(Term t) =>
        new(t.Id, t.Slug, t.Scheme, t.State, t.Label, t.Synonyms.Split(';', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries), t.MergedIntoId);
}
