using System.Globalization;
using System.Net.Sockets;
using System.Security.Authentication;

namespace Uutiset.Mail.Pop3;

/// <summary>
/// A mailbox that is emptied (RFC 1939): list, fetch, delete, and QUIT, which alone makes deletions real. So what is deleted was stored
/// first, and what a lost line leaves behind comes again. Not for several threads at once.
/// </summary>
public sealed class Pop3Connection : IDisposable, IAsyncDisposable
{
    // A mailbox nobody emptied for years still lists; an endless one does not
    private const int MaxListed = 1_000_000;

    private readonly Pop3Wire _wire;

    private Pop3Connection(Pop3Wire wire) => _wire = wire;

    /// <summary>The line is open and in step. False after a failure: open another one.</summary>
    public bool IsUsable { get; private set; } = true;

    /// <summary>Connects, protects the line and logs in.</summary>
    /// <exception cref="Pop3Exception">The server, the network or the settings failed.</exception>
    /// <exception cref="MailFormatException">The credentials hold something that may not go on the line.</exception>
    public static async Task<Pop3Connection> OpenAsync(Pop3Settings settings, CancellationToken ct)
    {
        try
        {
            return new Pop3Connection(await new Pop3Handshake(settings).OpenAsync(ct).ConfigureAwait(false));
        }
        catch (Exception e) when (IsFailure(e))
        {
            throw Failure(e);
        }
    }

    /// <summary>The mails, the oldest first as the server counts; at most <paramref name="most"/>, the others come next time.</summary>
    /// <exception cref="Pop3Exception">The list could not be had; the connection is closed.</exception>
    public Task<IReadOnlyList<Pop3Mail>> ListAsync(int most, CancellationToken ct) => GuardedAsync<IReadOnlyList<Pop3Mail>>(async () =>
    {
        Require(await _wire.AskAsync("LIST", ct).ConfigureAwait(false));
        var sizes = (await _wire.LinesAsync(most, MaxListed, ct).ConfigureAwait(false)).ConvertAll(Entry);
        // Optional (RFC 1939 7)
        Dictionary<int, string> uids = [];
        if (sizes.Count > 0 && (await _wire.AskAsync("UIDL", ct).ConfigureAwait(false)).IsOk)
        {
            foreach (var (number, uid) in (await _wire.LinesAsync(most, MaxListed, ct).ConfigureAwait(false)).ConvertAll(Entry))
            {
                uids[number] = uid;
            }
        }
        return [.. sizes.Select(s => new Pop3Mail(s.Number, Size(s.Value), uids.GetValueOrDefault(s.Number)))];
    });

    /// <summary>One mail as it was received, CRLF line ends; null when it has more than <paramref name="maxBytes"/>.</summary>
    /// <exception cref="Pop3Exception">It could not be had; the connection is closed.</exception>
    public Task<byte[]?> FetchAsync(Pop3Mail mail, int maxBytes, CancellationToken ct) => GuardedAsync(async () =>
    {
        if (mail.Size > maxBytes)
        {
            return null;
        }
        Require(await _wire.AskAsync(Command("RETR", mail), ct).ConfigureAwait(false));
        return await _wire.MailAsync(maxBytes, ct).ConfigureAwait(false);
    });

    /// <summary>Marks a mail; QUIT deletes it.</summary>
    /// <exception cref="Pop3Exception">It was refused; the connection is closed and nothing is deleted.</exception>
    public Task DeleteAsync(Pop3Mail mail, CancellationToken ct) => GuardedAsync(async () =>
    {
        Require(await _wire.AskAsync(Command("DELE", mail), ct).ConfigureAwait(false));
        return true;
    });

    /// <summary>Deletes what was marked, and closes.</summary>
    /// <exception cref="Pop3Exception">The server did not say that it deleted: all may come again (RFC 1939 6).</exception>
    public Task QuitAsync(CancellationToken ct) => GuardedAsync(async () =>
    {
        Require(await _wire.AskAsync("QUIT", ct).ConfigureAwait(false));
        Drop();
        return true;
    });

    /// <summary>Closes without QUIT: nothing is deleted.</summary>
    public void Dispose() => Drop();

    /// <summary>Closes without QUIT: nothing is deleted.</summary>
    public ValueTask DisposeAsync()
    {
        Drop();
        return ValueTask.CompletedTask;
    }

    private async Task<T> GuardedAsync<T>(Func<Task<T>> talk)
    {
        ObjectDisposedException.ThrowIf(!IsUsable, this);
        try
        {
            return await talk().ConfigureAwait(false);
        }
        catch (Exception e)
        {
            Drop();
            if (IsFailure(e))
            {
                throw Failure(e);
            }
            throw;
        }
    }

    private static bool IsFailure(Exception e) =>
        e is SocketException or IOException or TimeoutException or AuthenticationException or ObjectDisposedException or FormatException and not MailFormatException;

    private static Pop3Exception Failure(Exception e) => e as Pop3Exception ?? new Pop3Exception(e.Message, e is AuthenticationException, e);

    private static void Require(Pop3Reply reply)
    {
        if (!reply.IsOk)
        {
            throw new Pop3Exception($"The server refused: {reply.Text}", false);
        }
    }

    private static string Command(string verb, Pop3Mail mail) => string.Create(CultureInfo.InvariantCulture, $"{verb} {mail.Number}");

    // "1 120" and "1 whqtswO00WBw418f9t5JxYwZ"; more may follow (RFC 1939 5)
    private static (int Number, string Value) Entry(string line)
    {
        var words = line.Split(' ', 3);
        return words.Length >= 2 && int.TryParse(words[0], NumberStyles.None, CultureInfo.InvariantCulture, out var number) && words[1].Length is > 0 and <= 70
            ? (number, words[1])
            : throw new ProtocolException("The server sent a list that is none.");
    }

    private static long Size(string digits) => long.TryParse(digits, NumberStyles.None, CultureInfo.InvariantCulture, out var size)
        ? size
        : throw new ProtocolException("The server sent a size that is none.");

    private void Drop()
    {
        IsUsable = false;
        _wire.Dispose();
    }
}
