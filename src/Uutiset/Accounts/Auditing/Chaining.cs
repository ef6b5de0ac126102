using System.Data.Common;
using System.Runtime.CompilerServices;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Diagnostics;
using Uutiset.Data;

namespace Uutiset.Accounts.Auditing;

/// <summary>A table whose rows are linked one to the other: the audit log, the consent ledger.</summary>
internal interface IChain<in TRow>
{
    /// <summary>
    /// Links rows that the transaction holds, as the last thing before it commits: of several nodes one links at a time, and none of them
    /// waits for anything else while it does. What was rolled back to a savepoint is not there any more and gets no link.
    /// </summary>
    Task AppendAsync(NewsDb db, DbTransaction transaction, IReadOnlyList<TRow> rows, CancellationToken ct);
}

/// <summary>
/// Whoever commits rows of a chain commits their links with them. Linked when they are written, the rows of a long transaction would hold the
/// chain for all that time, and two transactions that wait for each other's rows would never end.
/// </summary>
/// <param name="services">Asked late: the chain's key is read with a context that this interceptor serves.</param>
internal sealed class Chaining<TRow>(IServiceProvider services) : DbTransactionInterceptor, ISaveChangesInterceptor where TRow : class
{
    private sealed class Waiting
    {
        /// <summary>The caller's; null when the save has one of its own.</summary>
        public Guid? Transaction { get; set; }
        public List<TRow> Rows { get; } = [];
        // An import has tens of thousands of rows in one transaction
        public HashSet<TRow> Noted { get; } = [];

        public void Clear()
        {
            Rows.Clear();
            Noted.Clear();
        }
    }

    private readonly ConditionalWeakTable<DbContext, Waiting> waiting = [];

    public InterceptionResult<int> SavingChanges(DbContextEventData eventData, InterceptionResult<int> result)
    {
        Note(eventData.Context);
        return result;
    }

    public ValueTask<InterceptionResult<int>> SavingChangesAsync(DbContextEventData eventData, InterceptionResult<int> result, CancellationToken cancellationToken = default)
    {
        Note(eventData.Context);
        return ValueTask.FromResult(result);
    }

    public override async ValueTask<InterceptionResult> TransactionCommittingAsync(
        DbTransaction transaction, TransactionEventData eventData, InterceptionResult result, CancellationToken cancellationToken = default)
    {
        if (Take(eventData) is { Count: > 0 } rows)
            await services.GetRequiredService<IChain<TRow>>().AppendAsync((NewsDb)eventData.Context!, transaction, rows, cancellationToken);
        return result;
    }

    public override InterceptionResult TransactionCommitting(DbTransaction transaction, TransactionEventData eventData, InterceptionResult result) =>
        Take(eventData) is { Count: > 0 } ? throw new InvalidOperationException($"Rows of {typeof(TRow).Name} are saved with SaveChangesAsync and committed with CommitAsync: they are linked on the way") : result;

    private void Note(DbContext? context)
    {
        if (context is not NewsDb db) return;
        var rows = db.ChangeTracker.Entries<TRow>().Where(e => e.State == EntityState.Added).Select(e => e.Entity).ToList();
        if (rows.Count == 0) return;
        // A single row would be saved without a transaction, and nothing would be committed that could take its link along
        db.Database.AutoTransactionBehavior = AutoTransactionBehavior.Always;
        var list = waiting.GetOrCreateValue(db);
        var transaction = db.Database.CurrentTransaction?.TransactionId;
        // Those of a save or a transaction that never came to its end
        if (transaction is null || list.Transaction != transaction) list.Clear();
        list.Transaction = transaction;
        // A save that is tried again has them noted already
        list.Rows.AddRange(rows.Where(list.Noted.Add));
    }

    private List<TRow> Take(TransactionEventData committing)
    {
        if (committing.Context is null || !waiting.TryGetValue(committing.Context, out var list)) return [];
        var rows = list.Transaction is null || list.Transaction == committing.TransactionId ? list.Rows.ToList() : [];
        list.Clear();
        return rows;
    }
}
