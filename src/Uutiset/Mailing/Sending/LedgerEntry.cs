using Uutiset.Data;

namespace Uutiset.Mailing.Sending;

/// <summary>One piece of work that waits for the next commit.</summary>
internal abstract class LedgerEntry
{
    public abstract Task ApplyAsync(NewsDb db, CancellationToken ct);

    public abstract void Succeed();

    public abstract void Fail(Exception e);
}

internal sealed class LedgerEntry<T>(Func<NewsDb, CancellationToken, Task<T>> work) : LedgerEntry
{
    private readonly TaskCompletionSource<T> done = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private T? answer;

    public Task<T> Done => done.Task;

    public override async Task ApplyAsync(NewsDb db, CancellationToken ct) => answer = await work(db, ct);

    public override void Succeed() => done.TrySetResult(answer!);

    public override void Fail(Exception e) => done.TrySetException(new IOException("The sender's connection to the database failed.", e));
}
