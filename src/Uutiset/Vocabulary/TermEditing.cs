using Microsoft.EntityFrameworkCore;
using Uutiset.Accounts;
using Uutiset.Accounts.Auditing;
using Uutiset.Data;

namespace Uutiset.Vocabulary;

/// <summary>Adds and changes terms, and decides about proposed ones. Desk and API come through here; so does every audit row.</summary>
internal sealed class TermEditing(NewsDb db, TermCheck check, Audit audit)
{
    public async Task<(Term? Term, IReadOnlyList<FieldError> Errors)> AddAsync(TermDraft draft, Actor actor, CancellationToken ct)
    {
        var (wanted, errors) = await check.OfAsync(null, draft, ct);
        if (wanted is null) return (null, errors);
        var term = new Term { Slug = wanted.Slug! };
        Fill(term, wanted);
        db.Terms.Add(term);
        audit.Write(db, actor, "term.added", Target(term), term.LabelFi, AuditChanges.Of(db, term));
        db.Changed("terms");
        await db.SaveWithSlugAsync(db.Terms.Select(t => t.Slug), wanted.Slug!, slug => term.Slug = slug, ct);
        return (term, []);
    }

    /// <param name="term">Tracked, and of the version that the caller saw.</param>
    /// <param name="accept">A proposed or rejected one is taken into use in the same go.</param>
    public async Task<IReadOnlyList<FieldError>> SaveAsync(Term term, TermDraft draft, bool accept, Actor actor, CancellationToken ct)
    {
        var (wanted, errors) = await check.OfAsync(term, draft, ct);
        if (wanted is null) return errors;
        if (wanted.Slug is { } slug && slug != term.Slug) await MoveToAsync(term, slug, ct);
        Fill(term, wanted);
        if (accept) term.State = TermState.Active;
        if (AuditChanges.Of(db, term) is { Count: > 0 } changes)
        {
            term.Version++;
            audit.Write(db, actor, "term.changed", Target(term), term.LabelFi, changes);
            db.Changed("terms", Key(term));
        }
        try
        {
            await db.SaveChangesAsync(ct);
            return [];
        }
        catch (DbUpdateException e) when (e is not DbUpdateConcurrencyException)
        {
            // Any other refusal of the database would come back
            if (!await db.Terms.AsNoTracking().AnyAsync(t => t.Slug == wanted.Slug && t.Id != term.Id, ct)) throw;
            return [TermCheck.SlugTaken];
        }
    }

    /// <summary>Takes a proposal into use, or says no to it. A rejected word stays known, so that the next import does not propose it again.</summary>
    public async Task DecideAsync(Term term, bool accept, Actor actor, CancellationToken ct)
    {
        var wanted = accept ? TermState.Active : TermState.Rejected;
        if (term.State == wanted) return;
        term.State = wanted;
        term.Version++;
        audit.Write(db, actor, accept ? "term.accepted" : "term.rejected", Target(term), term.LabelFi);
        db.Changed("terms", Key(term));
        await db.SaveChangesAsync(ct);
    }

    private async Task MoveToAsync(Term term, string slug, CancellationToken ct)
    {
        // Back to an address that it has had: that row gives the slug up before the term takes it
        if (await db.Terms.SingleOrDefaultAsync(t => t.Slug == slug && t.MergedIntoId == term.Id, ct) is { } former) db.Terms.Remove(former);
        db.Terms.Add(new Term { Scheme = term.Scheme, Slug = term.Slug, MergedIntoId = term.Id, IsFormerAddress = true });
        term.Slug = slug;
    }

    private static void Fill(Term term, CheckedTerm wanted)
    {
        (term.Scheme, term.LabelFi, term.LabelSv, term.LabelEn) = (wanted.Scheme, wanted.LabelFi, wanted.LabelSv, wanted.LabelEn);
        (term.Synonyms, term.BroaderId, term.Uri, term.Introduction) = (wanted.Synonyms, wanted.BroaderId, wanted.Uri, wanted.Introduction);
    }

    internal static string Target(Term term) => $"term:{term.PublicId}";

    internal static string Key(Term term) => FormattableString.Invariant($"term:{term.Id}");
}
