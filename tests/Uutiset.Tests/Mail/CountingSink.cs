using System.Buffers;
using System.Collections.Concurrent;
using System.IO.Pipelines;
using System.Net;
using System.Net.Sockets;
using System.Text;

namespace Uutiset.Tests.Mail;

/// <summary>One accepted message.</summary>
public sealed record SunkMail(string Sender, string Recipient, string MessageId, byte[] Content);

/// <summary>What the sink does when a message's final dot has come.</summary>
public enum AfterDot
{
    Accept,
    /// <summary>Accepts and counts it, and never answers: the moment in which a killed sender cannot know.</summary>
    AcceptAndStall,
    /// <summary>Accepts and counts it, and closes the line instead of answering.</summary>
    AcceptAndDrop,
    /// <summary>Accepts, answers, and closes the line: its messages per connection are used up.</summary>
    AcceptAndClose,
    /// <summary>Accepts nothing and closes the line without an answer.</summary>
    Drop,
    RefuseForNow,
    RefuseForGood,
}

/// <summary>
/// An SMTP server in this process, any number of connections, PIPELINING offered. It writes down every message it accepts, before it
/// answers, and misbehaves as told. Message bodies are kept only when <see cref="KeepContent"/> is set.
/// </summary>
public sealed class CountingSink : IAsyncDisposable
{
    private readonly TcpListener _listener;
    private readonly CancellationTokenSource _stop = new();
    private readonly ConcurrentQueue<SunkMail> _accepted = [];
    private readonly Task _accepting;
    private int _connections;

    public CountingSink() : this(0)
    {
    }

    /// <param name="port">0: any that is free.</param>
    public CountingSink(int port)
    {
        _listener = new TcpListener(IPAddress.Loopback, port);
        _listener.Start(512);
        _accepting = AcceptAsync();
    }

    public int Port => ((IPEndPoint)_listener.LocalEndpoint).Port;

    /// <summary>Every message this server took responsibility for.</summary>
    public IReadOnlyCollection<SunkMail> Accepted => _accepted;

    /// <summary>Connections ever opened.</summary>
    public int Connections => _connections;

    public bool KeepContent { get; init; }

    /// <summary>A reply such as <c>450 4.2.1 Busy</c> for a recipient, or null to take it.</summary>
    public Func<string, string?> AnswerToRecipient { get; set; } = _ => null;

    /// <summary>A reply for a sender, or null to take it.</summary>
    public Func<string, string?> AnswerToSender { get; set; } = _ => null;

    /// <summary>Decides over each message.</summary>
    public Func<SunkMail, AfterDot> WhenDotComes { get; set; } = _ => AfterDot.Accept;

    /// <summary>Awaited when the first line of a recipient's message has come.</summary>
    public Func<string, Task> WhenBodyBegins { get; set; } = _ => Task.CompletedTask;

    /// <summary>Waits this long before it answers a dot; a slow relay.</summary>
    public TimeSpan Slowness { get; set; } = TimeSpan.Zero;

    /// <summary>How long a stalled line is kept open.</summary>
    public TimeSpan StallsFor { get; init; } = Timeout.InfiniteTimeSpan;

    public async ValueTask DisposeAsync()
    {
        await _stop.CancelAsync();
        _listener.Stop();
        await _accepting;
        _stop.Dispose();
    }

    private async Task AcceptAsync()
    {
        List<Task> open = [];
        try
        {
            while (true)
            {
                var socket = await _listener.AcceptSocketAsync(_stop.Token);
                Interlocked.Increment(ref _connections);
                open.Add(ServeAsync(socket));
            }
        }
        catch (Exception e) when (e is OperationCanceledException or SocketException or ObjectDisposedException)
        {
        }
        await Task.WhenAll(open);
    }

    private async Task ServeAsync(Socket socket)
    {
        // Leaves the accepting loop at once, so that connections are served side by side.
        await Task.Yield();
        socket.NoDelay = true;
        await using var stream = new NetworkStream(socket, ownsSocket: true);
        try
        {
            await new Session(this, stream).RunAsync(_stop.Token);
        }
        catch (Exception e) when (e is IOException or OperationCanceledException or SocketException)
        {
        }
    }

    private sealed class Session(CountingSink sink, NetworkStream stream)
    {
        private readonly PipeReader _in = PipeReader.Create(stream, new StreamPipeReaderOptions(bufferSize: 65536));
        private readonly StringBuilder _out = new();
        private string _sender = "";
        private string? _recipient;

        public async Task RunAsync(CancellationToken ct)
        {
            _out.Append("220 sink.example.fi ESMTP\r\n");
            while (await LineAsync(ct) is { } line)
            {
                if (line.StartsWith("QUIT", StringComparison.Ordinal))
                {
                    _out.Append("221 2.0.0 Bye\r\n");
                    await FlushAsync(ct);
                    return;
                }
                if (line == "DATA" && _recipient is not null)
                {
                    _out.Append("354 Go\r\n");
                    if (!await MessageAsync(ct))
                    {
                        return;
                    }
                    continue;
                }
                _out.Append(Answer(line)).Append("\r\n");
            }
        }

        private string Answer(string line)
        {
            switch (line.Split(' ', ':')[0])
            {
                case "EHLO":
                    return "250-sink.example.fi\r\n250-PIPELINING\r\n250-ENHANCEDSTATUSCODES\r\n250 SIZE 10240000";
                case "MAIL":
                    _sender = Path(line);
                    _recipient = null;
                    return sink.AnswerToSender(_sender) ?? "250 2.1.0 Ok";
                case "RCPT":
                    var refusal = sink.AnswerToRecipient(Path(line));
                    _recipient = refusal is null ? Path(line) : null;
                    return refusal ?? "250 2.1.5 Ok";
                case "DATA":
                    return "554 5.5.1 No valid recipients";
                case "RSET" or "NOOP":
                    return "250 2.0.0 Ok";
                default:
                    return "502 5.5.2 Unknown command";
            }
        }

        private async Task<bool> MessageAsync(CancellationToken ct)
        {
            var content = new StringBuilder();
            var messageId = "";
            var inHeaders = true;
            var begun = false;
            while (await LineAsync(ct) is var line && line != ".")
            {
                // The client gave up before its final dot: nothing was accepted
                if (line is null)
                {
                    return false;
                }
                if (!begun)
                {
                    begun = true;
                    await sink.WhenBodyBegins(_recipient!).WaitAsync(ct);
                }
                if (inHeaders && line.StartsWith("Message-ID: ", StringComparison.OrdinalIgnoreCase))
                {
                    messageId = line["Message-ID: ".Length..].Trim('<', '>');
                }
                inHeaders &= line.Length > 0;
                if (sink.KeepContent)
                {
                    content.Append(line.StartsWith('.') ? line[1..] : line).Append("\r\n");
                }
            }
            var mail = new SunkMail(_sender, _recipient!, messageId, Encoding.Latin1.GetBytes(content.ToString()));
            _recipient = null;
            await Task.Delay(sink.Slowness, ct);
            var then = sink.WhenDotComes(mail);
            if (then is not (AfterDot.RefuseForNow or AfterDot.RefuseForGood or AfterDot.Drop))
            {
                sink._accepted.Enqueue(mail);
            }
            if (then == AfterDot.AcceptAndStall)
            {
                await Task.Delay(sink.StallsFor, ct);
            }
            if (then is AfterDot.AcceptAndDrop or AfterDot.AcceptAndStall or AfterDot.Drop)
            {
                return false;
            }
            _out.Append(then switch
            {
                AfterDot.RefuseForNow => "451 4.3.0 Try later\r\n",
                AfterDot.RefuseForGood => "554 5.6.0 Not this\r\n",
                _ => $"250 2.0.0 Ok: queued as {sink._accepted.Count:X8}\r\n",
            });
            if (then == AfterDot.AcceptAndClose)
            {
                await FlushAsync(ct);
            }
            return then != AfterDot.AcceptAndClose;
        }

        private static string Path(string line) => line[(line.IndexOf('<') + 1)..line.IndexOf('>')];

        // Replies go out when nothing more is waiting to be read, as RFC 2920 3.2 wants.
        private async ValueTask<string?> LineAsync(CancellationToken ct)
        {
            while (true)
            {
                if (!_in.TryRead(out var result))
                {
                    await FlushAsync(ct);
                    result = await _in.ReadAsync(ct);
                }
                var buffer = result.Buffer;
                var line = Take(ref buffer);
                _in.AdvanceTo(buffer.Start, line is null ? buffer.End : buffer.Start);
                if (line is not null)
                {
                    return line;
                }
                if (result.IsCompleted)
                {
                    return null;
                }
            }
        }

        private static string? Take(ref ReadOnlySequence<byte> buffer)
        {
            var reader = new SequenceReader<byte>(buffer);
            if (!reader.TryReadTo(out ReadOnlySequence<byte> line, "\r\n"u8))
            {
                return null;
            }
            buffer = reader.UnreadSequence;
            return Encoding.Latin1.GetString(line);
        }

        private async Task FlushAsync(CancellationToken ct)
        {
            if (_out.Length > 0)
            {
                var bytes = Encoding.ASCII.GetBytes(_out.ToString());
                _out.Clear();
                await stream.WriteAsync(bytes, ct);
            }
        }
    }
}
