namespace Uutiset.Data;

/// <summary>What no single row keeps two people apart on: a list whose order counts, a chain, words that many rows refer to, an address that is in no row yet.</summary>
internal enum Held { Menus, Redirects, Vocabulary, Erasures }

internal static class Holding
{
    /// <summary>One at a time: whoever comes second begins when the first has committed, and reads what it left. In the caller's transaction when there is one.</summary>
    public static async Task<T> AloneAsync<T>(this NewsDb db, IDatabaseEngine engine, Held what, Func<Task<T>> work, CancellationToken ct)
    {
        await using var transaction = db.Database.CurrentTransaction is null ? await db.Database.BeginTransactionAsync(ct) : null;
        await engine.HoldAsync(db, what, ct);
        var result = await work();
        if (transaction is not null) await transaction.CommitAsync(ct);
        return result;
    }
}
