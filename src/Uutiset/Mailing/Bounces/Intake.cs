using Microsoft.EntityFrameworkCore;
using Uutiset.Accounts;
using Uutiset.Data;
using Uutiset.Mailing.Sending;

namespace Uutiset.Mailing.Bounces;

internal enum Taken
{
    /// <summary>New, and written down.</summary>
    Counted,
    /// <summary>Told before.</summary>
    Repeated,
    /// <summary>Nothing that counts: a delay, a delivery, an automatic answer.</summary>
    Noted,
    /// <summary>Of no message that we sent: forged, or somebody else's.</summary>
    Unknown,
    /// <summary>A reader has ended their subscription.</summary>
    Unsubscribed,
}

/// <summary>Takes one report, whichever way it came: finds the delivery that it proves to be about, and marks it.</summary>
internal sealed class Intake(NewsDb db, CapabilityTokens tokens, Consequences consequences, TimeProvider clock)
{
    private const int LongestReply = 500;
    // Nothing comes back of what never left
    private static readonly DeliveryState[] Sent = [DeliveryState.Transmitting, DeliveryState.InDoubt, DeliveryState.Accepted, DeliveryState.Rejected];

    public async Task<Taken> TakeAsync(BounceReport report, CancellationToken ct)
    {
        if (DeliveryOf(report) is not { } id) return Taken.Unknown;
        if (await db.Deliveries.AsNoTracking().Where(d => d.Id == id && d.MessageId != null && Sent.Contains(d.State)).Select(d => new { d.Id, d.DispatchId, IsErased = d.Address == "" }).FirstOrDefaultAsync(ct) is not { } delivery)
            return Taken.Unknown;
        // Words may name whoever was erased
        if (delivery.IsErased) report = report with { Words = null };
        await using (var transaction = await db.Database.BeginTransactionAsync(ct))
        {
            await SettleAsync(id, report, ct);
            if (Verdicts.Of(report.Kind, report.Status) is null)
            {
                await transaction.CommitAsync(ct);
                return Taken.Noted;
            }
            if (!await BounceRows.AddAsync(db, id, delivery.DispatchId, report, clock.GetUtcNow().UtcDateTime, ct)) return Taken.Repeated;
            await MarkAsync(id, report, ct);
            await transaction.CommitAsync(ct);
        }
        await consequences.DrawAsync(id, ct);
        return Taken.Counted;
    }

    /// <summary>VERP first, then ENVID, then our Message-ID; never by free text (mail.md, check 25). Each carries its proof.</summary>
    private long? DeliveryOf(BounceReport report) =>
        report.Tokens.Append(report.EnvelopeId).Select(t => Of(Filling.BouncePurpose, t)).FirstOrDefault(id => id is not null)
        ?? Of(Filling.MessagePurpose, report.MessageId?.Trim('<', '>', ' ').Split('@')[0]);

    private long? Of(string purpose, string? token) => tokens.TryRead(purpose, token, out var id, out _) ? id : null;

    /// <summary>What was in doubt no longer is: who reports on a message has had it.</summary>
    private async Task SettleAsync(long id, BounceReport report, CancellationToken ct)
    {
        var state = report.Kind == ReportKind.Failed ? DeliveryState.Rejected : DeliveryState.Accepted;
        var (code, words) = (report.Status?.ToString(), report.Words is { Length: > LongestReply } much ? much[..LongestReply] : report.Words);
        if (await db.Deliveries.Where(d => d.Id == id && d.State == DeliveryState.InDoubt)
            .ExecuteUpdateAsync(u => u.SetProperty(d => d.State, state).SetProperty(d => d.SettledUtc, report.AtUtc).SetProperty(d => d.Code, code).SetProperty(d => d.Reply, words), ct) == 0) return;
        db.Attempts.Add(new Attempt { DeliveryId = id, AtUtc = report.AtUtc, Server = report.Source, Outcome = state, Code = code, Reply = words });
        await db.SaveChangesAsync(ct);
    }

    /// <summary>A mark on what a server had taken; what it refused is rejected, and has its state.</summary>
    private Task<int> MarkAsync(long id, BounceReport report, CancellationToken ct)
    {
        var mine = db.Deliveries.Where(d => d.Id == id && (d.State == DeliveryState.Accepted || d.State == DeliveryState.Transmitting));
        return report.Kind == ReportKind.Complaint
            ? mine.ExecuteUpdateAsync(u => u.SetProperty(d => d.ComplainedUtc, report.AtUtc), ct)
            : mine.ExecuteUpdateAsync(u => u.SetProperty(d => d.BouncedUtc, report.AtUtc), ct);
    }
}
