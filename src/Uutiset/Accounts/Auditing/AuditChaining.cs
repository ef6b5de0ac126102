using System.Data.Common;
using System.Runtime.CompilerServices;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Diagnostics;
using Uutiset.Data;

namespace Uutiset.Accounts.Auditing;

/// <summary>
/// Whoever commits audit rows commits their links with them. Linked when they are written, the rows of a long transaction would hold the
/// chain for all that time, and two transactions that wait for each other's rows would never end.
/// </summary>
/// <param name="services">Asked late: the chain's key is read with a context that this interceptor serves.</param>
internal sealed class AuditChaining(IServiceProvider services) : DbTransactionInterceptor, ISaveChangesInterceptor
{
    private sealed class Waiting
    {
        /// <summary>The caller's; null when the save has one of its own.</summary>
        public Guid? Transaction { get; set; }
        public List<AuditEvent> Rows { get; } = [];
        // An import has tens of thousands of rows in one transaction
        public HashSet<AuditEvent> Noted { get; } = [];

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
            await services.GetRequiredService<AuditChain>().AppendAsync(transaction.Connection!, transaction, rows, cancellationToken);
        return result;
    }

    public override InterceptionResult TransactionCommitting(DbTransaction transaction, TransactionEventData eventData, InterceptionResult result) =>
        Take(eventData) is { Count: > 0 } ? throw new InvalidOperationException("Audit rows are saved with SaveChangesAsync and committed with CommitAsync: they are linked on the way") : result;

    private void Note(DbContext? context)
    {
        if (context is not NewsDb db) return;
        var rows = db.ChangeTracker.Entries<AuditEvent>().Where(e => e.State == EntityState.Added).Select(e => e.Entity).ToList();
        if (rows.Count == 0) return;
        var list = waiting.GetOrCreateValue(db);
        var transaction = db.Database.CurrentTransaction?.TransactionId;
        // Those of a save or a transaction that never came to its end
        if (transaction is null || list.Transaction != transaction) list.Clear();
        list.Transaction = transaction;
        // A save that is tried again has them noted already
        list.Rows.AddRange(rows.Where(list.Noted.Add));
    }

    private List<AuditEvent> Take(TransactionEventData committing)
    {
        if (committing.Context is null || !waiting.TryGetValue(committing.Context, out var list)) return [];
        var rows = list.Transaction is null || list.Transaction == committing.TransactionId ? list.Rows.ToList() : [];
        list.Clear();
        return rows;
    }
}
