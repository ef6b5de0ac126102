using Microsoft.EntityFrameworkCore;
using Uutiset.Data;

namespace Uutiset.Vocabulary;

/// <summary>The vocabulary as the rooms use it: read whole in one command, since it is a few hundred rows at most.</summary>
internal sealed class Terms(NewsDb db, IDatabaseEngine engine)
{
    private readonly List<Term> proposed = [];
    private TermIndex? index;
    private Guid? held;

    /// <summary>Read once for each request; what this object proposed since is in it.</summary>
    public async Task<TermIndex> IndexAsync(CancellationToken ct)
    {
        if (index is not null) return index;
        var rows = await db.Terms.AsNoTracking().OrderBy(t => t.Id).ToListAsync(ct);
        // A proposal has no id of its own before it is kept
        return index = new TermIndex([.. rows.Select(Entry), .. proposed.Select((t, i) => Entry(t) with { Id = -1 - i })]);
    }

    /// <summary>
    /// The vocabulary as it stays until the caller's transaction ends: nobody merges terms meanwhile. What the public is to see filed under a
    /// term is filed with this, or a merge at the same moment would move everything but that.
    /// </summary>
    public async Task<TermIndex> HoldAsync(CancellationToken ct)
    {
        var transaction = db.Database.CurrentTransaction?.TransactionId ?? throw new InvalidOperationException("The vocabulary is held for a transaction, and there is none");
        if (held == transaction) return await IndexAsync(ct);
        await engine.ShareAsync(db, Held.Vocabulary, ct);
        (held, index) = (transaction, null);
        return await IndexAsync(ct);
    }

    /// <summary>A term that an import brought along; an editor decides what becomes of it. Nothing is stored until <see cref="KeepProposedAsync"/>.</summary>
    public async Task<Term> ProposeAsync(string label, string lang, string slug, TermScheme scheme, CancellationToken ct)
    {
        var term = new Term
        {
            Scheme = scheme,
            State = TermState.Proposed,
            Slug = await db.Terms.Select(t => t.Slug).FreeAsync(slug, proposed.Select(t => t.Slug), ct),
            LabelFi = label,
            LabelSv = lang == "sv" ? label : null,
            LabelEn = lang == "en" ? label : null,
        };
        proposed.Add(term);
        index = null;
        return term;
    }

    /// <summary>Stores what was proposed, in the caller's transaction when there is one, together with all that the context holds.</summary>
    /// <returns>False when somebody stored a term of the same slug in this moment: the words must be looked up again.</returns>
    public async Task<bool> KeepProposedAsync(CancellationToken ct)
    {
        if (proposed.Count == 0) return true;
        var (terms, slugs) = (proposed.ToList(), proposed.ConvertAll(t => t.Slug));
        ForgetProposed();
        db.Terms.AddRange(terms);
        try
        {
            await db.SaveChangesAsync(ct);
            return true;
        }
        catch (DbUpdateException)
        {
            foreach (var term in terms) db.Entry(term).State = EntityState.Detached;
            if (!await db.Terms.AnyAsync(t => slugs.Contains(t.Slug), ct)) throw;
            return false;
        }
    }

    /// <summary>What brought the proposals along is refused, and they with it.</summary>
    public void ForgetProposed()
    {
        proposed.Clear();
        index = null;
    }

    private static TermEntry Entry(Term t) =>
        new(t.Id, t.Slug, t.Scheme, t.State, t.Label, t.SynonymList, t.MergedIntoId);
}
