using System.Linq.Expressions;
using Microsoft.EntityFrameworkCore;
using Uutiset.Accounts;
using Uutiset.Data;

namespace Uutiset.Desk.Changing;

/// <summary>What a room does to the things of a change, and how it undoes it.</summary>
internal interface IChangeWork<in TChange, TRow> where TChange : ManyChange where TRow : ManyChangeRow
{
    /// <summary>Settles every one of the rows. In the caller's transaction, which the caller saves.</summary>
    Task WorkAsync(TChange change, List<TRow> rows, bool undoing, CancellationToken ct);
}

/// <summary>
/// Begins changes and their undoing, and goes on with those that are not finished: a short one is done before the page answers, the rest
/// of a long one after it, and what a killed process left is taken up again by whichever node looks first.
/// </summary>
internal sealed class ChangeRunner<TChange, TRow>(IServiceScopeFactory scopes, TimeProvider clock, ILogger<ChangeRunner<TChange, TRow>> log) : HeldWork<TChange>(scopes, clock, log)
    where TChange : ManyChange where TRow : ManyChangeRow
{
    /// <summary>As long as somebody waits for a page without wondering.</summary>
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(1);

    // Some 200 ms of write lock on SQLite, during which nobody else saves
    private const int Batch = 20;
    private const int Tries = 5;

    private readonly IServiceScopeFactory scopes = scopes;
    private readonly TimeProvider clock = clock;

    protected override TimeSpan Hold => TimeSpan.FromMinutes(1);

    protected override Expression<Func<TChange, bool>> IsAtWork => c => c.State == ChangeState.Running || c.State == ChangeState.Undoing;

    /// <summary>The person has looked at the plan.</summary>
    public Task CarryOutAsync(TChange change, Actor actor, CancellationToken ct) => BeginAsync(change, undoing: false, actor, ct);

    public Task UndoAsync(TChange change, Actor actor, CancellationToken ct) => BeginAsync(change, undoing: true, actor, ct);

    private async Task BeginAsync(TChange change, bool undoing, Actor actor, CancellationToken ct)
    {
        await using (var scope = scopes.CreateAsyncScope())
        {
            var (db, held) = (scope.ServiceProvider.GetRequiredService<NewsDb>(), HeldUntilUtc);
            await using var transaction = await db.Database.BeginTransactionAsync(ct);
            var (from, to, rows) = undoing ? (ChangeState.Done, ChangeState.Undoing, ChangeRowState.Done) : (ChangeState.Planned, ChangeState.Running, ChangeRowState.Planned);
            var (undoneById, undoneBy) = undoing ? (actor.UserId, actor.Name) : (null, null);
            // A second press of the button finds it begun
            if (await db.Set<TChange>().Where(c => c.Id == change.Id && c.State == from)
                .ExecuteUpdateAsync(s => s.SetProperty(c => c.State, to).SetProperty(c => c.UndoneById, undoneById).SetProperty(c => c.UndoneBy, undoneBy).SetProperty(c => c.HeldUntilUtc, held), ct) == 0) return;
            var told = change.Told(undoing, await db.Set<TRow>().CountAsync(r => r.ChangeId == change.Id && r.State == rows, ct));
            scope.ServiceProvider.GetRequiredService<Audit>().Write(db, actor, told.What, told.Object, told.Detail);
            await db.SaveChangesAsync(ct);
            await transaction.CommitAsync(ct);
        }
        bool finished;
        try
        {
            finished = await StepsAsync(change.Id, Patience, ct);
        }
        finally
        {
            await LetGoAsync(change.Id, CancellationToken.None);
        }
        if (!finished) Wake();
    }

    protected override Task RunAsync(long id, CancellationToken ct) => StepsAsync(id, null, ct);

    /// <summary>Plans that nobody carried out, and changes whose undoing is long over.</summary>
    public Task<int> ForgetAsync(CancellationToken ct)
    {
        var before = clock.GetUtcNow().UtcDateTime - ManyChange.Kept;
        return InDbAsync(db => db.Set<TChange>().Where(c => c.PlannedUtc < before && c.State != ChangeState.Running && c.State != ChangeState.Undoing && (c.DoneUtc == null || c.DoneUtc < before)).ExecuteDeleteAsync(ct));
    }

    /// <summary>Of a change that this process holds.</summary>
    /// <returns>Whether it is finished.</returns>
    private async Task<bool> StepsAsync(long id, TimeSpan? atMost, CancellationToken ct)
    {
        var started = clock.GetTimestamp();
        while (await StepAsync(id, ct))
            if (clock.GetElapsedTime(started) > atMost) return false;
        return true;
    }

    /// <returns>Whether there is more to do.</returns>
    internal async Task<bool> StepAsync(long id, CancellationToken ct)
    {
        for (var attempt = 1; ; attempt++)
        {
            try
            {
                return await TryStepAsync(id, ct);
            }
            // Somebody saved one of these things in this moment: the next look finds its new version and leaves it alone
            catch (DbUpdateException) when (attempt < Tries)
            {
            }
        }
    }

    private async Task<bool> TryStepAsync(long id, CancellationToken ct)
    {
        // A context of its own for each batch: it must see what others have done since, and not carry the last one along
        await using var scope = scopes.CreateAsyncScope();
        var (db, now) = (scope.ServiceProvider.GetRequiredService<NewsDb>(), clock.GetUtcNow().UtcDateTime);
        await using var transaction = await db.Database.BeginTransactionAsync(ct);
        var change = await db.Set<TChange>().SingleAsync(c => c.Id == id, ct);
        if (!change.IsAtWork) return false;
        var wanted = change.IsUndoing ? ChangeRowState.Done : ChangeRowState.Planned;
        var rows = await db.Set<TRow>().Where(r => r.ChangeId == id && r.State == wanted).OrderBy(r => r.ItemId).Take(Batch).ToListAsync(ct);
        if (rows.Count > 0) await scope.ServiceProvider.GetRequiredService<IChangeWork<TChange, TRow>>().WorkAsync(change, rows, change.IsUndoing, ct);
        var more = rows.Count == Batch;
        if (more) change.HeldUntilUtc = HeldUntilUtc;
        else if (change.IsUndoing) (change.State, change.UndoneUtc) = (ChangeState.Undone, now);
        else (change.State, change.DoneUtc) = (ChangeState.Done, now);
        await db.SaveChangesAsync(ct);
        await transaction.CommitAsync(ct);
        return more;
    }
}
