namespace Uutiset.Mailing.Sending;

/// <summary>Holds a server's lines back while it is at fault, and to its rate.</summary>
internal sealed class ServerGate(double? maxPerSecond, TimeProvider clock)
{
    private static readonly TimeSpan FirstPause = TimeSpan.FromSeconds(1);
    private static readonly TimeSpan LongestPause = TimeSpan.FromMinutes(5);
    // Looks often, so that a stop is not held up and a moved clock is noticed
    private static readonly TimeSpan Look = TimeSpan.FromMilliseconds(200);
    private readonly Lock door = new();
    private DateTimeOffset closedUntil;
    private DateTimeOffset nextSlot;
    private int faults;

    /// <summary>False while the server rests.</summary>
    public bool IsOpen => clock.GetUtcNow() >= closedUntil;

    public async Task WaitUntilOpenAsync(CancellationToken stop)
    {
        while (!IsOpen) await Task.Delay(Look, stop);
    }

    /// <summary>Takes the next place in the server's rate.</summary>
    public async Task WaitForTurnAsync(CancellationToken stop)
    {
        if (maxPerSecond is not { } rate) return;
        DateTimeOffset mine;
        lock (door)
        {
            var now = clock.GetUtcNow();
            mine = nextSlot > now ? nextSlot : now;
            nextSlot = mine + TimeSpan.FromSeconds(1 / rate);
        }
        while (mine - clock.GetUtcNow() is { Ticks: > 0 } left) await Task.Delay(left < Look ? left : Look, stop);
    }

    public void Succeeded()
    {
        lock (door) faults = 0;
    }

    /// <summary>Twice as long after each fault in a row; lines that fail together count once.</summary>
    public void Failed()
    {
        lock (door)
        {
            var now = clock.GetUtcNow();
            if (now < closedUntil) return;
            var pause = FirstPause * Math.Pow(2, Math.Min(faults++, 20));
            closedUntil = now + (pause < LongestPause ? pause : LongestPause);
        }
    }
}
