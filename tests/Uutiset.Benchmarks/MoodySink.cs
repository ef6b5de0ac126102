using System.Collections.Concurrent;
using System.Globalization;
using Uutiset.Tests.Mail;

namespace Uutiset.Benchmarks;

/// <summary>
/// The counting sink with the moods of real relays: it refuses some addresses for now or for good, now and then drops a line or stalls
/// after the final dot, and remembers whom it left without an answer.
/// </summary>
internal sealed class MoodySink : IAsyncDisposable
{
    private readonly Random chance;
    private readonly Lock door = new();
    private readonly ConcurrentDictionary<string, bool> putOff = new();
    private readonly ConcurrentDictionary<string, bool> unanswered = new();
    private readonly CountingSink sink;
    private int taken;

    public MoodySink(int seed)
    {
        chance = new Random(seed);
        sink = new CountingSink
        {
            Slowness = TimeSpan.FromMilliseconds(3),
            StallsFor = TimeSpan.FromSeconds(4),
            AnswerToRecipient = r => Refuses(r) ? "550 5.7.1 Not from you" : null,
            WhenDotComes = Decide,
        };
    }

    public int Port => sink.Port;

    /// <summary>Messages taken.</summary>
    public int Taken => Volatile.Read(ref taken);

    /// <summary>How often each message was taken, by Message-ID.</summary>
    public Dictionary<string, int> Copies() => sink.Accepted.GroupBy(m => m.MessageId).ToDictionary(g => g.Key, g => g.Count());

    /// <summary>True when the sender was left to wonder about this message.</summary>
    public bool LeftOpen(string messageId) => unanswered.ContainsKey(messageId);

    /// <summary>By policy and for good, one in fifty: more than one in twenty would stop the bulletin, and a fault of the address would end its mail.</summary>
    public static bool Refuses(string recipient) => NumberOf(recipient) % 50 == 7;

    public ValueTask DisposeAsync() => sink.DisposeAsync();

    private AfterDot Decide(SunkMail mail)
    {
        // For now, once for each message
        if (NumberOf(mail.Recipient) % 50 == 23 && putOff.TryAdd(mail.MessageId, true)) return AfterDot.RefuseForNow;
        int mood;
        lock (door) mood = chance.Next(1000);
        var then = mood switch { < 6 => AfterDot.AcceptAndDrop, < 10 => AfterDot.AcceptAndStall, < 14 => AfterDot.Drop, < 24 => AfterDot.AcceptAndClose, _ => AfterDot.Accept };
        if (then is AfterDot.AcceptAndDrop or AfterDot.AcceptAndStall or AfterDot.Drop) unanswered.TryAdd(mail.MessageId, true);
        if (then != AfterDot.Drop) Interlocked.Increment(ref taken);
        return then;
    }

    // reader17@load.example.fi
    private static int NumberOf(string recipient) => int.Parse(recipient.AsSpan("reader".Length, recipient.IndexOf('@', StringComparison.Ordinal) - "reader".Length), CultureInfo.InvariantCulture);
}
