using System.Collections.Concurrent;

namespace Uutiset.Mailing.Sending;

/// <summary>
/// One connection's worth of sending: one message at a time. How a message ended is committed together with the intent to send the next,
/// so that each line has at most one row that a crash leaves in doubt.
/// </summary>
internal sealed class Line(
    IMailTransport transport, ServerGate gate, Feed feed, Ledger ledger, Filling filling, ConcurrentQueue<Settlement> unfinished, TimeProvider clock, ILogger logger)
{
    private Settlement? open;

    /// <summary>Sends until told to stop; the message that is on the line then is finished first.</summary>
    public async Task RunAsync(CancellationToken stop)
    {
        try
        {
            while (!stop.IsCancellationRequested)
            {
                if (!gate.IsOpen || !feed.TryTake(out var mail))
                {
                    await SettleOpenAsync(CancellationToken.None);
                    await gate.WaitUntilOpenAsync(stop);
                    mail = await feed.NextAsync(stop);
                }
                await gate.WaitForTurnAsync(stop);
                await SendAsync(mail, stop);
            }
        }
        catch (OperationCanceledException) when (stop.IsCancellationRequested)
        {
        }
        finally
        {
            await SettleOpenAsync(CancellationToken.None);
        }
    }

    private async Task SendAsync(LeasedMail mail, CancellationToken stop)
    {
        var intended = false;
        SendResult result;
        using var abandon = new CancellationTokenSource();
        await using var stopping = stop.Register(abandon.Cancel);
        try
        {
            var outgoing = await filling.FillAsync(mail, abandon.Token);
            result = await transport.SendAsync(outgoing, BeforeBodyAsync, abandon.Token);
        }
        catch (NotWantedException)
        {
            await feed.HandBackAsync(CancellationToken.None);
            return;
        }
        catch (OperationCanceledException) when (stop.IsCancellationRequested && !intended)
        {
            return;
        }
        catch (LedgerLostException)
        {
            // The commit may or may not have happened; what is certain is that nothing was sent
            if (open is not null) unfinished.Enqueue(open);
            open = null;
            unfinished.Enqueue(Ended(new SendResult.ServerFault(new ServerWords(null, null, false), false), intended: true));
            throw;
        }
        catch (Exception e)
        {
            logger.LogError(e, "Delivery {Delivery} failed in this program", mail.Id);
            result = Ours(e, intended);
        }
        if (result is SendResult.ServerFault) gate.Failed();
        else gate.Succeeded();
        await SettleOpenAsync(CancellationToken.None, onlyIf: open is not null);
        open = Ended(result, intended);

        async Task BeforeBodyAsync(CancellationToken ct)
        {
            // From here on the message is finished, whoever wants to stop
            stopping.Unregister();
            stop.ThrowIfCancellationRequested();
            try
            {
                intended = await ledger.TransmitAsync(mail, filling.MessageIdOf(mail), open, ct);
            }
            catch (Exception e) when (e is not OperationCanceledException)
            {
                throw new LedgerLostException(e);
            }
            open = null;
            if (!intended) throw new NotWantedException();
        }

        Settlement Ended(SendResult how, bool intended) => new(mail, how, transport.Name, clock.GetUtcNow().UtcDateTime, intended);
    }

    private async Task SettleOpenAsync(CancellationToken ct, bool onlyIf = true)
    {
        if (!onlyIf || open is not { } settled) return;
        open = null;
        try
        {
            await ledger.SettleAsync(settled, ct);
        }
        catch
        {
            // The next session writes it before anything else: what the server said is not lost with our database connection
            unfinished.Enqueue(settled);
            throw;
        }
    }

    // A message that cannot be made is refused here; anything odd after the intent may have gone out
    private static SendResult Ours(Exception e, bool intended) =>
        intended ? new SendResult.Unknown(new ServerWords(null, e.Message, false))
        : e is Uutiset.Mail.MailFormatException ? new SendResult.Refused(new ServerWords("5.6.0", e.Message, false), IsPermanent: true)
        : new SendResult.ServerFault(new ServerWords(null, e.Message, false), NeedsHelp: false);

#pragma warning disable CA1032, CA1064 // jumps out of a transport's call, caught above
    private sealed class NotWantedException : Exception;

    private sealed class LedgerLostException(Exception inner) : Exception(inner.Message, inner);
#pragma warning restore CA1032, CA1064
}
