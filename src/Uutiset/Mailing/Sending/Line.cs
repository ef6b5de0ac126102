using System.Buffers;
using System.Collections.Concurrent;

namespace Uutiset.Mailing.Sending;

/// <summary>
/// One connection's worth of sending: one message at a time. How a message ended is committed together with the intent to send the next,
/// so that each line has at most one row that a crash leaves in doubt.
/// </summary>
internal sealed class Line(
    IMailLine way, string server, ServerGate gate, Func<bool> othersAreOpen, Feed feed, Ledger ledger, Filling filling, ConcurrentQueue<Settlement> unfinished, TimeProvider clock, ILogger logger)
{
    private static readonly TimeSpan RestAfter = TimeSpan.FromSeconds(30);
    // Ended, not yet written down
    private readonly List<Settlement> ended = [];
    // While one message is transmitted the next one is filled
    private readonly ArrayBufferWriter<byte>[] buffers = [new(64 * 1024), new(64 * 1024)];
    private int filled;
    private LeasedMail? held;

    /// <summary>Sends until told to stop; the message that is on the line then is finished first.</summary>
    public async Task RunAsync(CancellationToken stop)
    {
        Letter? announced = null;
        try
        {
            while (!stop.IsCancellationRequested)
            {
                announced ??= await AnnounceAsync(stop);
                if (announced is null) continue;
                var letter = announced;
                announced = null;
                if (await IntendAsync(letter, stop)) announced = await TransmitAsync(letter, stop);
            }
        }
        catch (OperationCanceledException) when (stop.IsCancellationRequested)
        {
        }
        finally
        {
            if (announced is not null) way.Abandon();
            await WriteEndedAsync(CancellationToken.None);
            await way.DisposeAsync();
        }
    }

    /// <summary>The next mail, with the server waiting for it; null when it was refused or cannot be sent.</summary>
    private async Task<Letter?> AnnounceAsync(CancellationToken stop)
    {
        var mail = await NextAsync(stop);
        if (!gate.TryTakeTurn())
        {
            await WriteEndedAsync(CancellationToken.None);
            await gate.WaitForTurnAsync(stop);
        }
        if (await FillAsync(mail, stop) is not { } letter) return null;
        SendResult? refused;
        try
        {
            refused = await way.AnnounceAsync(letter.Outgoing, stop);
        }
        catch (Exception e) when (e is not OperationCanceledException)
        {
            way.Abandon();
            refused = Failed(mail, e, intended: false);
        }
        if (refused is null) return letter;
        await EndAsync(mail, refused, intended: false, CancellationToken.None);
        return null;
    }

    private async Task<LeasedMail> NextAsync(CancellationToken stop)
    {
        if (held is { } mine)
        {
            held = null;
            return mine;
        }
        if (gate.IsOpen && feed.TryTake(out var mail)) return mail;
        await WriteEndedAsync(CancellationToken.None);
        await gate.WaitUntilOpenAsync(stop);
        var next = feed.NextAsync(stop);
        using var awake = CancellationTokenSource.CreateLinkedTokenSource(stop);
        if (await Task.WhenAny(next, Task.Delay(RestAfter, awake.Token)) != next) await way.RestAsync(stop);
        await awake.CancelAsync();
        return await next;
    }

    /// <summary>Null: it cannot be made, and has been settled so.</summary>
    private async Task<Letter?> FillAsync(LeasedMail mail, CancellationToken ct)
    {
        try
        {
            var buffer = buffers[filled++ % buffers.Length];
            buffer.ResetWrittenCount();
            return new Letter(mail, await filling.FillAsync(mail, buffer, ct));
        }
        catch (Exception e) when (e is not OperationCanceledException)
        {
            await EndAsync(mail, Failed(mail, e, intended: false), intended: false, CancellationToken.None);
            return null;
        }
    }

    /// <summary>Commits that the message is about to go. From here on it is finished, whoever wants to stop.</summary>
    private async Task<bool> IntendAsync(Letter letter, CancellationToken stop)
    {
        if (stop.IsCancellationRequested)
        {
            way.Abandon();
            return false;
        }
        try
        {
            if (await ledger.IntendAsync(letter.Mail, filling.MessageIdOf(letter.Mail), [.. ended], CancellationToken.None))
            {
                ended.Clear();
                return true;
            }
            ended.Clear();
        }
        catch (Exception)
        {
            // The commit may or may not have happened; what is certain is that nothing was sent
            way.Abandon();
            ended.Add(Ended(letter.Mail, new SendResult.ServerFault(new ServerWords(null, null, false), false), Intention.Unknown));
            LeaveUnfinished();
            throw;
        }
        // Paused, cancelled, left or suppressed meanwhile
        way.Abandon();
        await feed.HandBackAsync(CancellationToken.None);
        return false;
    }

    /// <summary>Sends a message whose intent is committed.</summary>
    /// <returns>The next one, when it was announced with this one.</returns>
    private async Task<Letter?> TransmitAsync(Letter letter, CancellationToken stop)
    {
        var next = stop.IsCancellationRequested || !gate.IsOpen || !feed.TryTake(out var mail) ? null : await FollowingAsync(mail, CancellationToken.None);
        Transmitted transmitted;
        try
        {
            transmitted = await way.TransmitAsync(letter.Outgoing, next?.Outgoing, CancellationToken.None);
        }
        catch (Exception e)
        {
            way.Abandon();
            transmitted = new Transmitted(Failed(letter.Mail, e, intended: true));
        }
        await EndAsync(letter.Mail, transmitted.Result, intended: true, CancellationToken.None);
        switch (transmitted.Next)
        {
            case Announcement.Waits:
                return next;
            case Announcement.Refused:
                await EndAsync(next!.Mail, transmitted.OfNext!, intended: false, CancellationToken.None);
                return null;
            default:
                held ??= next?.Mail;
                return null;
        }
    }

    private async Task<Letter?> FollowingAsync(LeasedMail mail, CancellationToken ct)
    {
        if (gate.TryTakeTurn()) return await FillAsync(mail, ct);
        held = mail;
        return null;
    }

    /// <summary>A good end waits for the next intent; whatever else is written at once.</summary>
    private async Task EndAsync(LeasedMail mail, SendResult result, bool intended, CancellationToken ct)
    {
        if (result is SendResult.ServerFault fault)
        {
            gate.Failed();
            // A server that does not let us in stops no bulletin as long as another one takes it
            if (fault.OfServer && othersAreOpen()) result = fault with { NeedsHelp = false };
        }
        else gate.Succeeded();
        ended.Add(Ended(mail, result, intended ? Intention.Committed : Intention.None));
        if (result is not SendResult.Accepted) await WriteEndedAsync(ct);
    }

    private async Task WriteEndedAsync(CancellationToken ct)
    {
        if (ended.Count == 0) return;
        try
        {
            await ledger.SettleAsync([.. ended], ct);
            ended.Clear();
        }
        catch
        {
            LeaveUnfinished();
            throw;
        }
    }

    // The next session writes it before anything else: what the server said is not lost with our database connection
    private void LeaveUnfinished()
    {
        foreach (var settled in ended) unfinished.Enqueue(settled);
        ended.Clear();
    }

    private Settlement Ended(LeasedMail mail, SendResult how, Intention intention) => new(mail, how, server, clock.GetUtcNow().UtcDateTime, ledger.Node, intention);

    // A message that cannot be made is refused here; anything odd after the intent may have gone out
    private SendResult Failed(LeasedMail mail, Exception e, bool intended)
    {
        logger.LogError(e, "Delivery {Delivery} failed in this program", mail.Id);
        return intended ? new SendResult.Unknown(new ServerWords(null, e.Message, false))
            : e is Uutiset.Mail.MailFormatException ? new SendResult.Refused(new ServerWords("5.6.0", e.Message, false), IsPermanent: true)
            : new SendResult.ServerFault(new ServerWords(null, e.Message, false), NeedsHelp: false);
    }

    private sealed record Letter(LeasedMail Mail, OutgoingMail Outgoing);
}
