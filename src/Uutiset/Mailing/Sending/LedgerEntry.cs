using Uutiset.Data;

namespace Uutiset.Mailing.Sending;

/// <summary>One piece of writing that waits for the next commit.</summary>
internal abstract class LedgerEntry
{
    public abstract void Succeed();

    public abstract void Fail(Exception e);
}

internal abstract class LedgerEntry<T> : LedgerEntry
{
    private readonly TaskCompletionSource<T> done = new(TaskCreationOptions.RunContinuationsAsynchronously);

    public Task<T> Done => done.Task;

    protected T? Answer { get; set; }

    public override void Succeed() => done.TrySetResult(Answer!);

    public override void Fail(Exception e) => done.TrySetException(new IOException("The sender's connection to the database failed.", e));
}

/// <summary>What a line has to write: how its last messages ended, and which one it wants to send now. One statement writes those of many lines.</summary>
internal sealed class LineEntry(IReadOnlyList<Settlement> settled, Intent? intent) : LedgerEntry<bool>
{
    public IReadOnlyList<Settlement> Settled => settled;

    public Intent? Intent => intent;

    public bool IsIntended { get => Answer; set => Answer = value; }
}

/// <summary>Work of another kind, by itself.</summary>
internal interface IWorkEntry
{
    Task ApplyAsync(NewsDb db, CancellationToken ct);
}

internal sealed class WorkEntry<T>(Func<NewsDb, CancellationToken, Task<T>> work) : LedgerEntry<T>, IWorkEntry
{
    public async Task ApplyAsync(NewsDb db, CancellationToken ct) => Answer = await work(db, ct);
}
