using Microsoft.EntityFrameworkCore;
using Uutiset.Data;
using Uutiset.Subscribers.Joining;
using Uutiset.Subscribers.Seats;
using Uutiset.Vocabulary;

namespace Uutiset.Subscribers;

/// <summary>What a reader chose on their own page.</summary>
/// <param name="ForAll">An owner's choice of regions and themes may hold for the whole organisation; language, frequency and format are each reader's own.</param>
/// <param name="PausedUntil">No mail to the reader before this day.</param>
/// <param name="AllPausedUntil">An owner's: no mail to anybody in the organisation before this day.</param>
/// <param name="Seen">What the reader had before their eyes; null: whatever stands.</param>
internal sealed record Preference(Wishes Wishes, bool ForAll, DateOnly? PausedUntil, DateOnly? AllPausedUntil, SeenVersions? Seen)
{
    /// <summary>Which of the publisher's bulletins, for whoever decides: an organisation's own are all its seats'. Null: as it is.</summary>
    public Offer? Offer { get; init; }

    /// <summary>A private reader's: the same limits, delivery and pause for all that they subscribe to for themselves. Which series each is of stays.</summary>
    public bool ForOwn { get; init; }

    /// <summary>By the staff: the other kind of seat. Null: as it is.</summary>
    public Seat? Seat { get; init; }
}

internal enum Saving { Done, Outdated, LastOwner }

/// <summary>A reader's own page: whom a link is for, and what they want from now on.</summary>
internal sealed class Preferring(NewsDb db, SubscriptionLinks links, ConsentLedger ledger, IQueuedBulletins queued, Terms terms)
{
    /// <returns>The contact whose link this is, in whatever state; null for a link that is wrong or was revoked.</returns>
    public async Task<Contact?> FindAsync(string token, CancellationToken ct) =>
        links.TryRead(token, out var id, out var version)
            ? await Whole().FirstOrDefaultAsync(c => c.Id == id && c.TokenVersion == version, ct)
            : null;

    /// <summary>For the staff, who know the seat and not its link.</summary>
    public Task<Contact?> FindAsync(Guid id, CancellationToken ct) => Whole().FirstOrDefaultAsync(c => c.PublicId == id, ct);

    /// <summary>As it stands now, and not as it was loaded before.</summary>
    public Task<Contact?> FindAgainAsync(string token, CancellationToken ct)
    {
        db.ChangeTracker.Clear();
        return FindAsync(token, ct);
    }

    /// <summary>What reaches the contact now: its own wishes where it has some, otherwise its organisation's.</summary>
    public static Wishes Effective(Contact contact) => new(
        contact.Regions.Count > 0 ? [.. contact.Regions.Select(r => r.RegionCode)] : [.. contact.Subscription!.Regions.Select(r => r.RegionCode)],
        contact.Terms.Count > 0 ? [.. contact.Terms.Select(t => t.TermId)] : [.. contact.Subscription!.Terms.Select(t => t.TermId)],
        contact.Lang, contact.Frequency, contact.Format);

    /// <summary>What the contact wants for itself alone.</summary>
    public static Wishes Own(Contact contact) => new([.. contact.Regions.Select(r => r.RegionCode)], [.. contact.Terms.Select(t => t.TermId)], contact.Lang, contact.Frequency, contact.Format);

    /// <summary>Takes effect at once, also for what is still queued.</summary>
    /// <returns>Anything but done: nothing is changed. Outdated when somebody has changed the same things since the reader looked.</returns>
    public async Task<Saving> SaveAsync(Contact contact, Preference choice, Door door, CancellationToken ct)
    {
        var subscription = contact.Subscription!;
        var follows = Decides(contact) && choice.Offer is { } offer && offer.SeriesId != subscription.SeriesId;
        var everybodys = Decides(contact) && subscription.OrganisationId is not null && (choice.ForAll || follows || choice.AllPausedUntil != subscription.PausedUntil);
        var moves = choice.Seat is { } wanted && wanted != contact.Seat;
        // Or in that of whoever writes down more with it
        await using var transaction = db.Database.CurrentTransaction is null ? await db.Database.BeginTransactionAsync(ct) : null;
        if (!await TakeAsync(contact, everybodys, moves, choice.Seen, ct)) return Saving.Outdated;
        if (moves && choice.Seat == Seat.Member && !await db.Contacts.AnyAsync(c => c.SubscriptionId == subscription.Id && c.Id != contact.Id && c.Seat == Seat.Owner && c.State == ContactState.Confirmed, ct))
            return Saving.LastOwner;

        var pause = contact.PausedUntil == choice.PausedUntil ? "" : $"; paused until: {Written(choice.PausedUntil)}";
        contact.PausedUntil = choice.PausedUntil;
        if (everybodys && subscription.PausedUntil != choice.AllPausedUntil)
        {
            subscription.PausedUntil = choice.AllPausedUntil;
            pause += $"; organisation paused until: {Written(choice.AllPausedUntil)}";
        }
        if (follows) subscription.SeriesId = choice.Offer!.SeriesId;
        contact.Seat = choice.Seat ?? contact.Seat;
        choice.Wishes.ApplyDelivery(contact);
        if (Decides(contact) && (choice.ForAll || subscription.OrganisationId is null))
        {
            choice.Wishes.ApplyTo(subscription);
            contact.Regions.Clear();
            contact.Terms.Clear();
        }
        else
        {
            choice.Wishes.ApplyTo(contact);
        }
        var index = await terms.IndexAsync(ct);
        ledger.Write(db, contact, ConsentKind.Changed, door, detail: (everybodys && choice.ForAll ? "organisation; " : "") + choice.Wishes.Told(index) + (follows ? $"; series: {choice.Offer!.Series?.In("fi") ?? "-"}" : "") + pause + (moves ? $"; seat: {choice.Seat}" : ""));
        var others = await SpreadAsync(db, contact, choice.Wishes, index, ledger, door, ct, choice.ForOwn);
        foreach (var other in others) other.PausedUntil = choice.PausedUntil;
        await db.SaveChangesAsync(ct);

        var touched = everybodys ? await db.Contacts.Where(c => c.SubscriptionId == subscription.Id).Select(c => c.Id).ToListAsync(ct) : [contact.Id, .. others.Select(o => o.Id)];
        await queued.TakeBackAsync(touched, ct);
        if (transaction is not null) await transaction.CommitAsync(ct);
        return Saving.Done;
    }

    /// <summary>
    /// Writes the rows of all contacts concerned before anything else: wishes lie in rows of their own, which a bulletin that is being frozen
    /// does not hold. All seats in one statement, and the subscription after them, as everybody does who writes both.
    /// </summary>
    private async Task<bool> TakeAsync(Contact contact, bool everybodys, bool moves, SeenVersions? seen, CancellationToken ct)
    {
        if (seen is { } told && (told.Own != contact.Version || everybodys && told.Shared != contact.Subscription!.Version)) return false;
        var concerned = everybodys || moves ? db.Contacts.Where(c => c.SubscriptionId == contact.SubscriptionId) : db.Contacts.Where(c => c.Id == contact.Id);
        await concerned.ExecuteUpdateAsync(u => u.SetProperty(c => c.Version, c => c.Id == contact.Id ? c.Version + 1 : c.Version), ct);
        // Read in the same transaction, which holds the row now: what was loaded before it may be old
        var now = await db.Contacts.AsNoTracking().Where(c => c.Id == contact.Id).Select(c => new { c.Version, c.State }).SingleAsync(ct);
        if (now.Version != contact.Version + 1 || now.State == ContactState.Withdrawn) return false;
        contact.Version = now.Version;
        if (!everybodys) return true;
        if (await db.Subscriptions.Where(s => s.Id == contact.SubscriptionId && s.Version == contact.Subscription!.Version)
            .ExecuteUpdateAsync(u => u.SetProperty(s => s.Version, s => s.Version + 1), ct) == 0) return false;
        contact.Subscription!.Version++;
        return true;
    }

    /// <summary>
    /// A private reader who subscribed twice is still one reader: what they said last holds for every private seat of the address, or an
    /// older seat would let through what they have just left out. What an organisation wants is not theirs to change from here. The caller saves.
    /// </summary>
    /// <param name="everyOwn">Also those of other series and publishers, as the reader says.</param>
    /// <returns>The other seats.</returns>
    public static async Task<IReadOnlyList<Contact>> SpreadAsync(NewsDb db, Contact contact, Wishes wishes, TermIndex index, ConsentLedger ledger, Door door, CancellationToken ct, bool everyOwn = false)
    {
        if (contact.Subscription is not { OrganisationId: null } mine) return [];
        var others = await db.Contacts.Include(c => c.Regions).Include(c => c.Terms)
            .Include(c => c.Subscription!).ThenInclude(s => s.Regions)
            .Include(c => c.Subscription!).ThenInclude(s => s.Terms)
            .Where(c => c.AddressKey == contact.AddressKey && c.Id != contact.Id && c.State == ContactState.Confirmed)
            .Where(c => c.Subscription!.OrganisationId == null && (everyOwn || c.Subscription.PublisherId == mine.PublisherId && c.Subscription.SeriesId == mine.SeriesId))
            .AsSplitQuery().ToListAsync(ct);
        foreach (var other in others)
        {
            wishes.ApplyDelivery(other);
            wishes.ApplyTo(other.Subscription!);
            other.Regions.Clear();
            other.Terms.Clear();
            // Writes the seat's own row whatever else changed: see TakeAsync
            other.Version++;
            ledger.Write(db, other, ConsentKind.Changed, door, detail: $"{(everyOwn ? "together with another subscription of their own" : "with a newer seat of the address")}; {wishes.Told(index)}");
        }
        return others;
    }

    private IQueryable<Contact> Whole() => db.Contacts.Include(c => c.Regions).Include(c => c.Terms)
        .Include(c => c.Subscription!).ThenInclude(s => s.Organisation)
        .Include(c => c.Subscription!).ThenInclude(s => s.Regions)
        .Include(c => c.Subscription!).ThenInclude(s => s.Terms)
        .AsSplitQuery();

    public static bool Decides(Contact contact) => contact.Seat == Seat.Owner;

    private static string Written(DateOnly? day) => day is { } until ? Dates.Iso(until) : "-";
}
