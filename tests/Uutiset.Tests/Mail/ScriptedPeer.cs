using System.Net;
using System.Net.Security;
using System.Net.Sockets;
using System.Security.Cryptography.X509Certificates;
using System.Text;

namespace Uutiset.Tests.Mail;

/// <summary>How a recorded dialogue's replies are cut on the network.</summary>
public enum Chunking
{
    Whole,
    Lines,
    Bytes,
}

/// <summary>
/// Plays one recorded dialogue over TCP. Each line of the script is <c>S: a line the server sends</c>, <c>C: a line it must get</c>
/// (or its start and <c>*</c>),
/// <c>M:</c> a message up to its dot, or one of <c>CLOSE</c>, <c>HANG</c>, <c>WAIT</c> (30 ms), <c>MARK</c> (completes <see cref="Marked"/>), <c>FLOOD</c> (an endless line), <c>LINES</c> (an endless reply), <c>TLS</c>.
/// </summary>
public sealed class ScriptedPeer : IAsyncDisposable
{
    private readonly TcpListener _listener = new(IPAddress.Loopback, 0);
    private readonly CancellationTokenSource _stop = new();
    private readonly string[] _script;
    private readonly Chunking _chunking;
    private readonly X509Certificate2? _certificate;
    private readonly TaskCompletionSource _marked = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly Task _played;

    public ScriptedPeer(string script, Chunking chunking = Chunking.Whole, X509Certificate2? certificate = null)
    {
        _script = script.Split('\n', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries);
        _chunking = chunking;
        _certificate = certificate;
        _listener.Start();
        _played = PlayAsync(_stop.Token);
    }

    public int Port => ((IPEndPoint)_listener.LocalEndpoint).Port;

    /// <summary>Messages received, as sent on the wire without the final dot.</summary>
    public List<string> Messages { get; } = [];

    /// <summary>The script has come to its MARK.</summary>
    public Task Marked => _marked.Task.WaitAsync(TimeSpan.FromSeconds(10));

    /// <summary>Ends when the whole script was played as written; throws what was different.</summary>
    public Task Played => _played.WaitAsync(TimeSpan.FromSeconds(10));

    public async ValueTask DisposeAsync()
    {
        await _stop.CancelAsync();
        _listener.Stop();
        await _played.ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        _stop.Dispose();
    }

    private async Task PlayAsync(CancellationToken ct)
    {
        using var socket = await _listener.AcceptSocketAsync(ct);
        socket.NoDelay = true;
        Stream stream = new NetworkStream(socket);
        for (var i = 0; i < _script.Length; i++)
        {
            switch (_script[i])
            {
                case ['S', ':', ' ', ..]:
                    var said = new StringBuilder();
                    for (; i < _script.Length && _script[i].StartsWith("S: ", StringComparison.Ordinal); i++)
                    {
                        said.Append(_script[i].AsSpan(3)).Append("\r\n");
                    }
                    i--;
                    await SayAsync(stream, said.ToString(), ct);
                    break;
                case ['C', ':', ' ', .. var start, '*']:
                    Assert.StartsWith(start, await LineAsync(stream, ct), StringComparison.Ordinal);
                    break;
                case ['C', ':', ' ', .. var expected]:
                    Assert.Equal(expected, await LineAsync(stream, ct));
                    break;
                case "C:":
                    Assert.Equal("", await LineAsync(stream, ct));
                    break;
                case "M:":
                    Messages.Add(await MessageAsync(stream, ct));
                    break;
                case "CLOSE":
                    return;
                case "HANG":
                    await Task.Delay(Timeout.Infinite, ct);
                    break;
                case "WAIT":
                    await Task.Delay(30, ct);
                    break;
                case "MARK":
                    _marked.TrySetResult();
                    break;
                case "FLOOD" or "LINES":
                    await FloodAsync(stream, _script[i] == "LINES" ? "250-more\r\n" : "250 more and ", ct);
                    return;
                case "TLS":
                    var tls = new SslStream(stream);
                    await tls.AuthenticateAsServerAsync(_certificate!, false, false);
                    stream = tls;
                    break;
                default:
                    throw new InvalidOperationException(_script[i]);
            }
        }
    }

    private async Task SayAsync(Stream stream, string text, CancellationToken ct)
    {
        var chunks = _chunking switch
        {
            Chunking.Whole => [text],
            Chunking.Lines => text.Split("\r\n", StringSplitOptions.RemoveEmptyEntries).Select(l => l + "\r\n"),
            _ => text.Select(c => c.ToString()),
        };
        foreach (var chunk in chunks)
        {
            await stream.WriteAsync(Encoding.Latin1.GetBytes(chunk), ct);
            if (_chunking != Chunking.Whole)
            {
                // Long enough for the reader to see each piece alone.
                await Task.Delay(1, ct);
            }
        }
    }

    private static async Task FloodAsync(Stream stream, string text, CancellationToken ct)
    {
        try
        {
            for (var n = 0; n < 100_000; n++)
            {
                await stream.WriteAsync(Encoding.ASCII.GetBytes(text), ct);
            }
        }
        catch (IOException)
        {
            // The client hung up, as it should.
        }
    }

    private static async Task<string> MessageAsync(Stream stream, CancellationToken ct)
    {
        var message = new StringBuilder();
        while (await LineAsync(stream, ct) is var line && line != ".")
        {
            message.Append(line).Append("\r\n");
        }
        return message.ToString();
    }

    private static async Task<string> LineAsync(Stream stream, CancellationToken ct)
    {
        var line = new List<byte>();
        var one = new byte[1];
        while (line is not [.., (byte)'\r', (byte)'\n'])
        {
            if (await stream.ReadAsync(one, ct) == 0)
            {
                throw new EndOfStreamException("The client closed after: " + Encoding.Latin1.GetString([.. line]));
            }
            line.Add(one[0]);
        }
        return Encoding.UTF8.GetString([.. line])[..^2];
    }
}
