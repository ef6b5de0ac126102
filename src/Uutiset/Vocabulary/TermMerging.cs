using Microsoft.EntityFrameworkCore;
using Uutiset.Accounts;
using Uutiset.Accounts.Auditing;
using Uutiset.Data;

namespace Uutiset.Vocabulary;

internal enum TermMergeOutcome { Done, Missing, Same, Changed, Series }

/// <summary>What a merge will do, before it is done.</summary>
/// <param name="Narrower">Terms below the merged one, which go below the heir.</param>
/// <param name="Filled">Names of the fields that the heir lacks and gets.</param>
internal sealed record TermMergePreview(Term From, Term Into, IReadOnlyList<Moved> Moves, IReadOnlyList<Term> Narrower, IReadOnlyList<string> Filled);

/// <summary>
/// Two terms become one. Whatever is marked with the first is marked with the heir, and the first one's row stays: its address leads on,
/// and its words still mean the heir where somebody types them, where a draft has them and where an import brings them.
/// </summary>
internal sealed class TermMerging(NewsDb db, IDatabaseEngine engine, IEnumerable<ITermUse> rooms, Audit audit)
{
    public async Task<TermMergePreview?> PreviewAsync(Guid from, Guid into, CancellationToken ct)
    {
        var (gone, heir) = await FindAsync(from, into, ct);
        if (gone is null || heir is null || gone.Id == heir.Id) return null;
        var moves = new List<Moved>();
        foreach (var room in rooms)
            if ((await room.CountsAsync(ct)).TryGetValue(gone.Id, out var count)) moves.Add(room.Of(count));
        var narrower = await db.Terms.AsNoTracking().Where(t => t.BroaderId == gone.Id && t.Id != heir.Id).OrderBy(t => t.LabelFi).ToListAsync(ct);
        return new TermMergePreview(gone, heir, moves, narrower, [.. Missing(gone, heir).Select(m => m.Field)]);
    }

    /// <param name="seen">The versions of both that the editor saw; null: whatever they are.</param>
    public async Task<(TermMergeOutcome Outcome, Term? Heir)> MergeAsync(Guid from, Guid into, (int From, int Into)? seen, Actor actor, CancellationToken ct)
    {
        await using var transaction = await db.Database.BeginTransactionAsync(ct);
        // Whoever is publishing with the vocabulary as it is ends first, and is moved like all others; whoever comes later finds it merged
        await engine.HoldAsync(db, Held.Vocabulary, ct);
        var (gone, heir) = await FindAsync(from, into, ct);
        if (gone is null || heir is null) return (TermMergeOutcome.Missing, null);
        if (gone.Id == heir.Id) return (TermMergeOutcome.Same, null);
        if (gone.Scheme != heir.Scheme && (gone.Scheme == TermScheme.Series || heir.Scheme == TermScheme.Series)) return (TermMergeOutcome.Series, null);
        if (seen is { } versions && (gone.Version, heir.Version) != versions) return (TermMergeOutcome.Changed, null);
        try
        {
            foreach (var (_, fill) in Missing(gone, heir).ToList()) fill();
            var (above, aboveHeir) = (gone.BroaderId, await AboveAsync(heir, ct));
            if (heir.BroaderId == gone.Id) heir.BroaderId = above;
            (gone.MergedIntoId, gone.BroaderId, gone.State) = (heir.Id, null, TermState.Active);
            gone.Version++;
            heir.Version++;
            var filled = AuditChanges.Of(db, heir);
            await db.SaveChangesAsync(ct);
            foreach (var earlier in await db.Terms.Where(t => t.MergedIntoId == gone.Id).ToListAsync(ct)) earlier.MergedIntoId = heir.Id;
            foreach (var child in await db.Terms.Where(t => t.BroaderId == gone.Id).ToListAsync(ct))
            {
                // Into another scheme nothing goes along: there they would stand below a stranger. One that is above the heir cannot go below it
                child.BroaderId = child.Scheme != heir.Scheme ? null : aboveHeir.Contains(child.Id) ? above : heir.Id;
                child.Version++;
            }
            foreach (var room in rooms) await room.MoveAsync(gone, heir, ct);
            audit.Write(db, actor, "term.merged", TermEditing.Target(heir), $"{gone.LabelFi} ({gone.PublicId}) -> {heir.LabelFi}", filled);
            db.Changed("terms", "articles", "openings", TermEditing.Key(gone), TermEditing.Key(heir));
            await db.SaveChangesAsync(ct);
            await transaction.CommitAsync(ct);
            return (TermMergeOutcome.Done, heir);
        }
        catch (DbUpdateConcurrencyException)
        {
            await transaction.RollbackAsync(ct);
            db.ChangeTracker.Clear();
            return (TermMergeOutcome.Changed, null);
        }
    }

    private static IEnumerable<(string Field, Action Fill)> Missing(Term gone, Term heir)
    {
        if (heir.LabelSv is null && gone.LabelSv is not null) yield return ("labelSv", () => heir.LabelSv = gone.LabelSv);
        if (heir.LabelEn is null && gone.LabelEn is not null) yield return ("labelEn", () => heir.LabelEn = gone.LabelEn);
        if (heir.Uri is null && gone.Uri is not null) yield return ("uri", () => heir.Uri = gone.Uri);
        if (heir.IntroductionHtml is null && gone.IntroductionHtml is not null) yield return ("introductionHtml", () => heir.IntroductionHtml = gone.IntroductionHtml);
        if (heir.IntroductionSvHtml is null && gone.IntroductionSvHtml is not null) yield return ("introductionSvHtml", () => heir.IntroductionSvHtml = gone.IntroductionSvHtml);
        if (heir.IntroductionEnHtml is null && gone.IntroductionEnHtml is not null) yield return ("introductionEnHtml", () => heir.IntroductionEnHtml = gone.IntroductionEnHtml);
    }

    private async Task<HashSet<long>> AboveAsync(Term term, CancellationToken ct)
    {
        var broader = await db.Terms.AsNoTracking().Where(t => t.BroaderId != null).ToDictionaryAsync(t => t.Id, t => t.BroaderId!.Value, ct);
        var above = new HashSet<long>();
        var next = term.BroaderId;
        while (next is { } id && above.Add(id)) next = broader.TryGetValue(id, out var wider) ? wider : null;
        return above;
    }

    // What is merged already has no life of its own, and nothing is merged into what is not in use
    private async Task<(Term? From, Term? Into)> FindAsync(Guid from, Guid into, CancellationToken ct)
    {
        var both = await db.Terms.Where(t => (t.PublicId == from || t.PublicId == into) && t.MergedIntoId == null).ToListAsync(ct);
        return (both.Find(t => t.PublicId == from), both.Find(t => t.PublicId == into && t.State == TermState.Active));
    }
}
