namespace Uutiset.Mailing.Sending;

/// <summary>Holds a server's lines back while it is at fault, and to its rate.</summary>
internal sealed class ServerGate(ServerRate? rate, TimeProvider clock)
{
    private static readonly TimeSpan FirstPause = TimeSpan.FromSeconds(1);
    private static readonly TimeSpan LongestPause = TimeSpan.FromMinutes(5);
    // Looks often, so that a stop is not held up and a moved clock is noticed
    private static readonly TimeSpan Look = TimeSpan.FromMilliseconds(200);
    private readonly Lock door = new();
    private DateTimeOffset closedUntil;
    private int faults;

    /// <summary>False while the server rests; a clock that was set back does not prolong it.</summary>
    public bool IsOpen => IsOpenAt(clock.GetUtcNow());

    /// <summary>Since when every try has failed; null when the last one did not.</summary>
    public DateTimeOffset? FailingSince { get; private set; }

    public async Task WaitUntilOpenAsync(CancellationToken stop)
    {
        while (!IsOpen) await Task.Delay(Look, stop);
    }

    /// <summary>True when a message may go at this moment; its place is taken then.</summary>
    public bool TryTakeTurn() => rate is null || rate.TryTake();

    /// <summary>Takes the next place in the server's rate.</summary>
    public async Task WaitForTurnAsync(CancellationToken stop)
    {
        while (rate is not null && !rate.TryTake())
        {
            var wait = await rate.ReserveAsync(stop);
            if (wait > TimeSpan.Zero) await Task.Delay(wait < Look ? wait : Look, stop);
        }
    }

    public void Succeeded()
    {
        lock (door) (faults, FailingSince) = (0, null);
    }

    /// <summary>Twice as long after each fault in a row; lines that fail together count once.</summary>
    public void Failed()
    {
        lock (door)
        {
            var now = clock.GetUtcNow();
            FailingSince ??= now;
            if (!IsOpenAt(now)) return;
            var pause = FirstPause * Math.Pow(2, Math.Min(faults++, 20));
            closedUntil = now + (pause < LongestPause ? pause : LongestPause);
        }
    }

    private bool IsOpenAt(DateTimeOffset now) => now >= closedUntil || now < closedUntil - LongestPause;
}
