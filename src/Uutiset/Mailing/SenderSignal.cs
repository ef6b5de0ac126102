using Uutiset.Data;

namespace Uutiset.Mailing;

/// <summary>Wakes this process's sender when something was queued here. Rows from other processes are found by its poll.</summary>
internal sealed class SenderSignal : IDisposable
{
    private readonly SemaphoreSlim waiting = new(0, 1);
    private int news;

    public void Ring()
    {
        Interlocked.Exchange(ref news, 1);
        try
        {
            waiting.Release();
        }
        catch (SemaphoreFullException)
        {
            // Somebody has rung already
        }
    }

    /// <summary>Rings when the context has saved; if that was inside a longer transaction, the poll finds the row a second later.</summary>
    public void RingAfterSaving(NewsDb db)
    {
        db.SavedChanges += OnSaved;

        void OnSaved(object? sender, EventArgs e)
        {
            db.SavedChanges -= OnSaved;
            Ring();
        }
    }

    /// <summary>True once after each ring.</summary>
    public bool TakeNews() => Interlocked.Exchange(ref news, 0) == 1;

    public bool HasNews => Volatile.Read(ref news) == 1;

    public Task WaitAsync(TimeSpan atMost, CancellationToken ct) => waiting.WaitAsync(atMost, ct);

    public void Dispose() => waiting.Dispose();
}
