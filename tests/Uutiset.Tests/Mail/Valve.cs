using System.Collections.Concurrent;

namespace Uutiset.Tests.Mail;

/// <summary>
/// Lets a sink take so many messages, and the next ones wait at their first line: what a test does in mid-sending depends on nobody's speed.
/// </summary>
internal sealed class Valve
{
    private readonly CountingSink sink;
    private readonly ConcurrentBag<string> waiting = [];
    private int limit;

    /// <param name="messages">How many pass at first.</param>
    public Valve(CountingSink sink, int messages)
    {
        (this.sink, limit) = (sink, sink.Accepted.Count + messages);
        sink.WhenBodyBegins = HoldAsync;
    }

    /// <summary>Recipients of the messages that had to wait since the last opening.</summary>
    public IReadOnlyCollection<string> Waiting => waiting;

    /// <summary>Lets so many more pass.</summary>
    public void Take(int messages)
    {
        waiting.Clear();
        Volatile.Write(ref limit, sink.Accepted.Count + messages);
    }

    public void Open() => Volatile.Write(ref limit, int.MaxValue);

    private async Task HoldAsync(string recipient)
    {
        if (sink.Accepted.Count < Volatile.Read(ref limit)) return;
        waiting.Add(recipient);
        while (sink.Accepted.Count >= Volatile.Read(ref limit)) await Task.Delay(5);
    }
}
