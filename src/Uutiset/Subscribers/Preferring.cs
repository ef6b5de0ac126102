using Microsoft.EntityFrameworkCore;
using Uutiset.Data;

namespace Uutiset.Subscribers;

/// <summary>A reader's own page: whom a link is for, and what they want from now on.</summary>
internal sealed class Preferring(NewsDb db, SubscriptionLinks links, ConsentLedger ledger)
{
    /// <returns>The contact whose link this is, in whatever state; null for a link that is wrong or was revoked.</returns>
    public async Task<Contact?> FindAsync(string token, CancellationToken ct) =>
        links.TryRead(token, out var id, out var version)
            ? await db.Contacts.Include(c => c.Regions).Include(c => c.Terms)
                .Include(c => c.Subscription!).ThenInclude(s => s.Organisation)
                .Include(c => c.Subscription!).ThenInclude(s => s.Regions)
                .Include(c => c.Subscription!).ThenInclude(s => s.Terms)
                .AsSplitQuery().FirstOrDefaultAsync(c => c.Id == id && c.TokenVersion == version, ct)
            : null;

    /// <summary>What reaches the contact now: its own wishes where it has some, otherwise its organisation's.</summary>
    public static Wishes Effective(Contact contact) => new(
        contact.Regions.Count > 0 ? [.. contact.Regions.Select(r => r.RegionCode)] : [.. contact.Subscription!.Regions.Select(r => r.RegionCode)],
        contact.Terms.Count > 0 ? [.. contact.Terms.Select(t => t.TermId)] : [.. contact.Subscription!.Terms.Select(t => t.TermId)],
        contact.Lang, contact.Frequency, contact.Format);

    /// <param name="forAll">An owner's choice of regions and themes may hold for the whole organisation; language, frequency and format are each reader's own.</param>
    public async Task SaveAsync(Contact contact, Wishes wishes, bool forAll, Door door, CancellationToken ct)
    {
        wishes.ApplyDelivery(contact);
        if (Decides(contact) && (forAll || contact.Subscription!.OrganisationId is null))
        {
            wishes.ApplyTo(contact.Subscription!);
            contact.Regions.Clear();
            contact.Terms.Clear();
        }
        else
        {
            wishes.ApplyTo(contact);
        }
        ledger.Write(db, contact, ConsentKind.Changed, door, detail: (forAll ? "organisation; " : "") + wishes.Detail);
        await SpreadAsync(db, contact, wishes, ledger, door, ct);
        await db.SaveChangesAsync(ct);
    }

    /// <summary>
    /// A private reader who subscribed twice is still one reader: what they said last holds for every private seat of the address, or an
    /// older seat would let through what they have just left out. What an organisation wants is not theirs to change from here. The caller saves.
    /// </summary>
    public static async Task SpreadAsync(NewsDb db, Contact contact, Wishes wishes, ConsentLedger ledger, Door door, CancellationToken ct)
    {
        if (contact.Subscription is not { OrganisationId: null } mine) return;
        var others = await db.Contacts.Include(c => c.Regions).Include(c => c.Terms)
            .Include(c => c.Subscription!).ThenInclude(s => s.Regions)
            .Include(c => c.Subscription!).ThenInclude(s => s.Terms)
            .Where(c => c.AddressKey == contact.AddressKey && c.Id != contact.Id && c.State == ContactState.Confirmed)
            .Where(c => c.Subscription!.OrganisationId == null && c.Subscription.PublisherId == mine.PublisherId && c.Subscription.SeriesId == mine.SeriesId)
            .AsSplitQuery().ToListAsync(ct);
        foreach (var other in others)
        {
            wishes.ApplyDelivery(other);
            wishes.ApplyTo(other.Subscription!);
            other.Regions.Clear();
            other.Terms.Clear();
            ledger.Write(db, other, ConsentKind.Changed, door, detail: "with a newer seat of the address; " + wishes.Detail);
        }
    }

    public static bool Decides(Contact contact) => contact.Seat == Seat.Owner;
}
