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
internal sealed partial class ChangeRunner<TChange, TRow>(IServiceScopeFactory scopes, TimeProvider clock, ILogger<ChangeRunner<TChange, TRow>> log) : BackgroundService
    where TChange : ManyChange where TRow : ManyChangeRow
{
    private static readonly TimeSpan Look = TimeSpan.FromSeconds(30);
    private static readonly TimeSpan Hold = TimeSpan.FromMinutes(1);

    /// <summary>As long as somebody waits for a page without wondering.</summary>
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(1);

    // Some 200 ms of write lock on SQLite, during which nobody else saves
    private const int Batch = 20;
    private const int Tries = 5;

    private readonly SemaphoreSlim wake = new(0);

    /// <summary>The person has looked at the plan.</summary>
    public Task CarryOutAsync(TChange change, Actor actor, CancellationToken ct) => BeginAsync(change, undoing: false, actor, ct);

    public Task UndoAsync(TChange change, Actor actor, CancellationToken ct) => BeginAsync(change, undoing: true, actor, ct);

    private async Task BeginAsync(TChange change, bool undoing, Actor actor, CancellationToken ct)
    {
        await using (var scope = scopes.CreateAsyncScope())
        {
            var (db, held) = (scope.ServiceProvider.GetRequiredService<NewsDb>(), clock.GetUtcNow().UtcDateTime + Hold);
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
        if (!await RunAsync(change.Id, Patience, ct)) wake.Release();
    }

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        while (!stoppingToken.IsCancellationRequested)
        {
            try
            {
                await GoOnAsync(stoppingToken);
            }
            catch (Exception e) when (e is not OperationCanceledException)
            {
                Failed(log, 0, e);
            }
            await wake.WaitAsync(Look, stoppingToken);
        }
    }

    /// <summary>Takes up every change that is begun and that nobody is at.</summary>
    public async Task GoOnAsync(CancellationToken ct)
    {
        foreach (var id in await InDbAsync(db => Waiting(db).OrderBy(c => c.Id).Select(c => c.Id).ToListAsync(ct)))
        {
            var held = clock.GetUtcNow().UtcDateTime + Hold;
            if (await InDbAsync(db => Waiting(db).Where(c => c.Id == id).ExecuteUpdateAsync(s => s.SetProperty(c => c.HeldUntilUtc, held), ct)) == 0) continue;
            try
            {
                await RunAsync(id, null, ct);
            }
            catch (Exception e) when (e is not OperationCanceledException)
            {
                // One that fails keeps none of the others waiting
                Failed(log, id, e);
            }
        }
    }

    /// <summary>Plans that nobody carried out, and changes whose undoing is long over.</summary>
    public Task<int> ForgetAsync(CancellationToken ct)
    {
        var before = clock.GetUtcNow().UtcDateTime - ManyChange.Kept;
        return InDbAsync(db => db.Set<TChange>().Where(c => c.PlannedUtc < before && c.State != ChangeState.Running && c.State != ChangeState.Undoing && (c.DoneUtc == null || c.DoneUtc < before)).ExecuteDeleteAsync(ct));
    }

    /// <summary>Of a change that this process holds.</summary>
    /// <returns>Whether it is finished.</returns>
    private async Task<bool> RunAsync(long id, TimeSpan? atMost, CancellationToken ct)
    {
        var started = clock.GetTimestamp();
        try
        {
            while (await StepAsync(id, ct))
                if (clock.GetElapsedTime(started) > atMost) return false;
            return true;
        }
        finally
        {
            // Also when the site is being stopped: otherwise the next start would wait for the hold to end
            await LetGoAsync(id, CancellationToken.None);
        }
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
        if (more) change.HeldUntilUtc = now + Hold;
        else if (change.IsUndoing) (change.State, change.UndoneUtc) = (ChangeState.Undone, now);
        else (change.State, change.DoneUtc) = (ChangeState.Done, now);
        await db.SaveChangesAsync(ct);
        await transaction.CommitAsync(ct);
        return more;
    }

    private IQueryable<TChange> Waiting(NewsDb db)
    {
        var now = clock.GetUtcNow().UtcDateTime;
        return db.Set<TChange>().Where(c => (c.State == ChangeState.Running || c.State == ChangeState.Undoing) && (c.HeldUntilUtc == null || c.HeldUntilUtc < now));
    }

    private Task<int> LetGoAsync(long id, CancellationToken ct) => InDbAsync(db => db.Set<TChange>().Where(c => c.Id == id).ExecuteUpdateAsync(s => s.SetProperty(c => c.HeldUntilUtc, (DateTime?)null), ct));

    private async Task<T> InDbAsync<T>(Func<NewsDb, Task<T>> work)
    {
        await using var scope = scopes.CreateAsyncScope();
        return await work(scope.ServiceProvider.GetRequiredService<NewsDb>());
    }

    public override void Dispose()
    {
        wake.Dispose();
        base.Dispose();
    }

    [LoggerMessage(Level = LogLevel.Error, Message = "Change {Id} of many stopped; it goes on at the next look")]
    private static partial void Failed(ILogger log, long id, Exception e);
}
