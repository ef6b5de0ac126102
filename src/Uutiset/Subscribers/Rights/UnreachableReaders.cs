using Microsoft.EntityFrameworkCore;
using Uutiset.Data;
using Uutiset.Mailing;
using Uutiset.Mailing.Bounces;
using Uutiset.Subscribers.Moving;

namespace Uutiset.Subscribers.Rights;

/// <summary>
/// What follows for seats when mail does not reach their address, or its reader complains. Who goes on in an organisation is asked within the
/// hour (<see cref="Seats.HandingOver"/>): by then it is known whether the fault was ours.
/// </summary>
internal sealed class UnreachableReaders(NewsDb db, ConsentLedger ledger, Preferring preferring, OldLinks old, Unsubscribing unsubscribing, TimeProvider clock) : IReaders
{
    private const string Bounced = "bounced";

    public async Task<bool> SuppressAsync(Unreachable who, CancellationToken ct)
    {
        var row = new Suppression { AddressKey = who.AddressKey, Reason = who.Reason, Note = who.Status, AtUtc = clock.GetUtcNow().UtcDateTime, By = Door.Report.Actor };
        if (!await Suppressing.StandAsync(db, row, ct)) return false;
        var bounced = who.Reason == Bounced;
        await db.Contacts.Where(c => c.AddressKey == who.AddressKey && c.State == ContactState.Confirmed)
            .ExecuteUpdateAsync(u => u.SetProperty(c => c.State, bounced ? ContactState.Bounced : ContactState.Suppressed).SetProperty(c => c.Version, c => c.Version + 1), ct);
        await ledger.WriteOfAddressAsync(db, who.AddressKey, bounced ? ConsentKind.Bounced : ConsentKind.Suppressed, Door.Report, bounced ? who.Status is { } code ? $"status: {code}" : null : who.Reason, ct);
        await db.SaveChangesAsync(ct);
        return true;
    }

    public async Task LiftAsync(string addressKey, CancellationToken ct)
    {
        // Not what somebody else has said of the address since
        if (await db.Suppressions.Where(s => s.AddressKey == addressKey && s.Reason == Bounced && s.By == Door.Report.Actor).ExecuteDeleteAsync(ct) == 0) return;
        await Suppressing.ReviveSeatsAsync(db, addressKey, ct);
        await ledger.WriteOfAddressAsync(db, addressKey, ConsentKind.Lifted, Door.Report, "too many of one sending failed", ct);
        await db.SaveChangesAsync(ct);
    }

    public async Task<bool> UnsubscribeAsync(string token, CancellationToken ct)
    {
        if ((await preferring.FindAsync(token, ct) ?? await old.FindAsync(token, ct)) is not { } reader) return false;
        await unsubscribing.EndAsync(reader, Door.Mailto, ct);
        return true;
    }
}
