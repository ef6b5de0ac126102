using Microsoft.EntityFrameworkCore;
using Uutiset.Data;
using Uutiset.Mailing.Bounces;

namespace Uutiset.Mailing.Sending;

/// <summary>Writes into the database what a server said. Every statement names the states it may leave, so that writing twice changes nothing.</summary>
internal sealed class Settling(ILogger logger)
{
    public async Task ApplyAsync(NewsDb db, Book book, IReadOnlyList<Settlement> settled, CancellationToken ct)
    {
        List<Settlement> accepted = [.. settled.Where(s => s is { Result: SendResult.Accepted, Intention: Intention.Committed })];
        if (accepted.Count > 0) await book.AcceptAsync(accepted, ct);
        foreach (var other in settled.Except(accepted)) await ApplyAsync(db, other, ct);
    }

    public async Task ApplyAsync(NewsDb db, Settlement settled, CancellationToken ct)
    {
        await WriteAsync(db, settled, ct);
        if (settled.Result is SendResult.ServerFault { NeedsHelp: true }) await StopAsync(db, settled, ct);
    }

    private static async Task WriteAsync(NewsDb db, Settlement settled, CancellationToken ct)
    {
        var (state, next) = await DecideAsync(db, settled, ct);
        var words = settled.Result.Words;
        // The server's answer may name an address that was erased while the message was on the line
        var reply = words.Text is { } said && said.Contains(settled.Mail.Address, StringComparison.OrdinalIgnoreCase) && await db.Deliveries.AnyAsync(d => d.Id == settled.Mail.Id && d.Address == "", ct) ? null : Short(words.Text);
        // An open line's row can be taken over by recovery as inDoubt; an answer that arrives after all settles it
        var written = IsFinal(state)
            ? await FinishAsync(db, settled, state, reply, ct)
            : await GiveBackAsync(db, settled, state, next, reply, ct);
        if (written == 0 || settled.Result is SendResult.ServerFault) return;
        db.Attempts.Add(new Attempt
        {
            DeliveryId = settled.Mail.Id,
            AtUtc = settled.AtUtc,
            Server = settled.Server,
            Tls = words.Tls,
            Outcome = state,
            Code = words.Code,
            Reply = reply,
        });
        if (state == DeliveryState.Rejected) await BounceRows.RefusedAsync(db, settled, reply, ct);
    }

    /// <summary>A fault that only people can mend stops the bulletin instead of being tried on every recipient.</summary>
    private async Task StopAsync(NewsDb db, Settlement settled, CancellationToken ct)
    {
        var notice = Short($"{settled.Server}: {settled.Result.Words.Text}");
        logger.LogError("Delivery {Delivery} of dispatch {Dispatch}: {Notice}", settled.Mail.Id, settled.Mail.DispatchId, notice);
        if (settled.Mail.DispatchId is { } id) await DispatchControl.HoldAsync(db, id, notice, settled.AtUtc, ct);
    }

    private static bool IsFinal(DeliveryState state) => state is DeliveryState.Accepted or DeliveryState.Rejected or DeliveryState.InDoubt;

    private static async Task<(DeliveryState State, DateTime Next)> DecideAsync(NewsDb db, Settlement settled, CancellationToken ct)
    {
        switch (settled.Result)
        {
            case SendResult.Accepted: return (DeliveryState.Accepted, settled.AtUtc);
            case SendResult.Unknown: return (DeliveryState.InDoubt, settled.AtUtc);
            case SendResult.ServerFault: return (DeliveryState.Pending, settled.AtUtc);
            case SendResult.Refused { IsPermanent: true }: return (DeliveryState.Rejected, settled.AtUtc);
        }
        var first = settled.Mail.Attempts == 0 ? null
            : await db.Attempts.Where(a => a.DeliveryId == settled.Mail.Id).MinAsync(a => (DateTime?)a.AtUtc, ct);
        return first is { } since && settled.AtUtc - since > Backoff.GiveUpAfter
            ? (DeliveryState.Rejected, settled.AtUtc)
            : (DeliveryState.Deferred, settled.AtUtc + Backoff.After(settled.Mail.Attempts, settled.Result.Words.Code));
    }

    private static Task<int> FinishAsync(NewsDb db, Settlement settled, DeliveryState state, string? reply, CancellationToken ct) =>
        Mine(db, settled).ExecuteUpdateAsync(u => u
            .SetProperty(d => d.State, state)
            .SetProperty(d => d.SettledUtc, settled.AtUtc)
            .SetProperty(d => d.Attempts, d => d.Attempts + 1)
            .SetProperty(d => d.LeasedBy, (string?)null)
            .SetProperty(d => d.Code, settled.Result.Words.Code)
            .SetProperty(d => d.Reply, reply), ct);

    private static async Task<int> GiveBackAsync(NewsDb db, Settlement settled, DeliveryState state, DateTime next, string? reply, CancellationToken ct)
    {
        var tried = settled.Result is SendResult.ServerFault ? 0 : 1;
        var written = await Mine(db, settled).ExecuteUpdateAsync(u => u
            .SetProperty(d => d.State, d =>
                d.WithdrawnUtc != null || db.Suppressions.Any(s => s.AddressKey == d.AddressKey && !(d.OptIn && s.AtUtc <= d.QueuedUtc)) ? DeliveryState.Suppressed
                : db.Dispatches.Any(p => p.Id == d.DispatchId && p.State == DispatchState.Cancelled) ? DeliveryState.Cancelled
                : state)
            .SetProperty(d => d.NextUtc, next)
            .SetProperty(d => d.Attempts, d => d.Attempts + tried)
            .SetProperty(d => d.LeasedBy, (string?)null)
            .SetProperty(d => d.Code, settled.Result.Words.Code)
            .SetProperty(d => d.Reply, reply), ct);
        // What was not given back but ended has its hour too
        await db.Deliveries
            .Where(d => d.Id == settled.Mail.Id && (d.State == DeliveryState.Suppressed || d.State == DeliveryState.Cancelled) && d.SettledUtc == null)
            .ExecuteUpdateAsync(u => u.SetProperty(d => d.SettledUtc, settled.AtUtc), ct);
        return written;
    }

    // A session that lost its connection may be heard only after another node took its rows over and is sending them: it writes what it
    // still holds, and what was put in doubt for it and not tried since. Where it does not know whether its intent was committed, the doubt
    // may be the other node's.
    private static IQueryable<Delivery> Mine(NewsDb db, Settlement settled)
    {
        var (intention, node, tried) = (settled.Intention, settled.Node, settled.Mail.Attempts + 1);
        return db.Deliveries.Where(d => d.Id == settled.Mail.Id && (
            intention != Intention.Committed && d.State == DeliveryState.Leased && d.LeasedBy == node
            || intention != Intention.None && d.State == DeliveryState.Transmitting && d.LeasedBy == node
            || intention == Intention.Committed && d.State == DeliveryState.InDoubt && d.Attempts == tried));
    }

    // A reply may have 100 lines; the queue id stands in the first
    internal static string? Short(string? text) => text is { Length: > 500 } ? text[..500] : text;
}
