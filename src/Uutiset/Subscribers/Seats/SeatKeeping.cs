using Microsoft.EntityFrameworkCore;
using Uutiset.Data;

namespace Uutiset.Subscribers.Seats;

/// <summary>What an owner sees of a seat: never what another reader wishes, nor who left and why.</summary>
internal sealed record SeatLine(Guid Id, string Email, string? Duty, Seat Seat, ContactState State, DateOnly? PausedUntil, bool Mine);

/// <summary>An owner keeps the organisation's seats: who sits in them, and who decides for all.</summary>
internal sealed class SeatKeeping(NewsDb db, ConsentLedger ledger, Inviting inviting, Unsubscribing unsubscribing)
{
    /// <summary>Longest duty that is stored.</summary>
    public const int DutyLength = 100;

    /// <summary>Whether these are seats of an organisation that the contact keeps.</summary>
    public static bool Keeps(Contact contact) => Preferring.Decides(contact) && contact.State == ContactState.Confirmed && contact.Subscription!.OrganisationId is not null;

    /// <summary>
    /// Who was invited and has not answered is left out: an address that has refused mail is not asked at all, and must look the same (S40).
    /// </summary>
    public async Task<IReadOnlyList<SeatLine>> ListAsync(Contact owner, CancellationToken ct) =>
        await db.Contacts.AsNoTracking().Where(c => c.SubscriptionId == owner.SubscriptionId)
            .Where(c => c.State != ContactState.Requested && c.State != ContactState.Withdrawn).OrderBy(c => c.Id)
            .Select(c => new SeatLine(c.PublicId, c.Email, c.Duty, c.Seat, db.Suppressions.Any(s => s.AddressKey == c.AddressKey) ? ContactState.Suppressed : c.State, c.PausedUntil, c.Id == owner.Id)).ToListAsync(ct);

    /// <summary>The address gets nothing but a question. What came of it is told to nobody who typed it.</summary>
    public async Task InviteAsync(Contact owner, string email, string? duty, ContactKind kind, string lang, string formUrl, CancellationToken ct) =>
        await inviting.InviteAsync(
            new Invitation(owner.Subscription!.PublisherId, owner.Subscription.OrganisationId, email, null, kind, Seat.Member, Wishes.Everything with { Lang = lang })
            { Duty = duty, Repeats = true, SubscriptionId = owner.SubscriptionId, SeriesId = owner.Subscription.SeriesId }, Door.Owner(owner, formUrl), ct);

    /// <returns>False when there is no such member any longer.</returns>
    public Task<bool> PromoteAsync(Contact owner, Guid seat, string formUrl, CancellationToken ct) =>
        ChangeAsync(owner, async seats =>
        {
            if (seats.Find(c => c.PublicId == seat && c.Seat == Seat.Member && c.State is (ContactState.Confirmed or ContactState.Requested)) is not { } member) return false;
            member.Seat = Seat.Owner;
            member.Version++;
            ledger.Write(db, member, ConsentKind.Changed, Door.Owner(owner, formUrl), detail: "seat: owner");
            await db.SaveChangesAsync(ct);
            return true;
        }, ct);

    /// <returns>False for the last owner: somebody must be able to decide for the organisation.</returns>
    public Task<bool> StepDownAsync(Contact owner, string formUrl, CancellationToken ct) => ChangeAsync(owner, async seats =>
    {
        if (!seats.Exists(c => c.Id != owner.Id && c.Seat == Seat.Owner && c.State == ContactState.Confirmed)) return false;
        owner.Seat = Seat.Member;
        owner.Version++;
        ledger.Write(db, owner, ConsentKind.Changed, Door.Web(formUrl), detail: "seat: member");
        await db.SaveChangesAsync(ct);
        return true;
    }, ct);

    /// <summary>Another's seat: one's own is ended where every reader ends it.</summary>
    public async Task<Contact?> FindAsync(Contact owner, Guid seat, CancellationToken ct) =>
        await db.Contacts.Include(c => c.Subscription)
            .FirstOrDefaultAsync(c => c.SubscriptionId == owner.SubscriptionId && c.PublicId == seat && c.Id != owner.Id && c.State != ContactState.Requested && c.State != ContactState.Withdrawn, ct);

    public Task EndAsync(Contact owner, Contact seat, string formUrl, CancellationToken ct) => unsubscribing.EndSeatAsync(seat, Door.Owner(owner, formUrl), ct);

    private Task<bool> ChangeAsync(Contact owner, Func<List<Contact>, Task<bool>> change, CancellationToken ct) =>
        ChangeAsync(owner.SubscriptionId, async seats => Keeps(owner) && await change(seats), ct);

    /// <param name="change">Of all seats, as they stand; false: nothing is kept.</param>
    public async Task<bool> ChangeAsync(long subscription, Func<List<Contact>, Task<bool>> change, CancellationToken ct)
    {
        await using var transaction = await db.Database.BeginTransactionAsync(ct);
        // Written before they are read: of two owners who step down at once, the second finds the first one gone
        await db.Contacts.Where(c => c.SubscriptionId == subscription).ExecuteUpdateAsync(u => u.SetProperty(c => c.Version, c => c.Version), ct);
        var seats = await db.Contacts.Where(c => c.SubscriptionId == subscription).ToListAsync(ct);
        foreach (var seat in seats) await db.Entry(seat).ReloadAsync(ct);
        if (!await change(seats)) return false;
        await transaction.CommitAsync(ct);
        return true;
    }
}
