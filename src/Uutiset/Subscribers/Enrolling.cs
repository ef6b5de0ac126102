using Microsoft.EntityFrameworkCore;
using Uutiset.Accounts;
using Uutiset.Data;
using Uutiset.Mailing;
using Uutiset.People;
using Uutiset.Subscribers.Rights;

namespace Uutiset.Subscribers;

/// <param name="Organisation">Null: a private reader.</param>
/// <param name="Consent">Null: the address is asked by mail.</param>
internal sealed record Enrolment(string? Organisation, string Email, string? Name, ContactKind Kind, Wishes Wishes, GivenConsent? Consent)
{
    public string? Duty { get; init; }
}

/// <summary>A consent given elsewhere: when, and where the proof lies ("Vuosikokous 2024, osallistujalista").</summary>
internal sealed record GivenConsent(DateTime AtUtc, string Source);

internal enum EnrolmentResult { Confirmed, Asked, Unchanged, Withdrawn, Suppressed, Bounced, AskedToday }

/// <summary>
/// Takes a list of somebody else's subscribers. A withdrawal or suppression here wins over anything the list says: an import that
/// wakes the dead is the classic fault (DP-04). The list is the staff's, so its organisation names are believed, unlike a stranger's.
/// </summary>
internal sealed class Enrolling(NewsDb db, AddressKeys addresses, ConsentLedger ledger, SubscriptionMail mail, TimeProvider clock)
{
    private readonly Dictionary<string, long> organisations = [];
    private readonly Dictionary<long, Place> places = [];
    // Of the batch in hand: addresses that have said no, and in which organisation
    private HashSet<(string Key, long Organisation)> refused = [];
    private Publisher? publisher;

    /// <summary>Where an organisation's contacts sit, and what the organisation as a whole wants.</summary>
    private sealed record Place(Subscription Subscription, bool HasOwner, Wishes Shared);

    /// <summary>All or nothing of some hundred rows; the answers stand in the order of the rows. The same rows again change nothing.</summary>
    /// <param name="whose">Whose subscribers they are; null: the site's first publisher's.</param>
    public async Task<IReadOnlyList<EnrolmentResult>> EnrolAsync(IReadOnlyList<Enrolment> rows, long? whose, Actor actor, CancellationToken ct)
    {
        // Every look at the tracked rows would compare them all, twenty times a batch; it is asked for once instead, before saving
        db.ChangeTracker.AutoDetectChangesEnabled = false;
        await using var transaction = await db.Database.BeginTransactionAsync(ct);
        publisher ??= whose is { } id ? await Publisher.OfAsync(db, id, ct) : await Publisher.FirstAsync(db, ct);
        if (organisations.Count == 0) await ReadOrganisationsAsync(ct);
        var keys = rows.Select(r => addresses.Of(r.Email)).ToList();
        var suppressed = (await db.Suppressions.Where(s => keys.Contains(s.AddressKey)).Select(s => s.AddressKey).ToListAsync(ct)).ToHashSet();
        refused = (await db.Withdrawals.AsNoTracking().Where(w => keys.Contains(w.AddressKey)).ToListAsync(ct))
            .Where(w => w.PublisherId == publisher.Id).Select(w => (w.AddressKey, w.OrganisationId)).ToHashSet();
        // Of who stays out not even the organisation is written down: a list is taken again after an erasure, and must change nothing
        var stops = rows.Zip(keys, (row, key) => suppressed.Contains(key) ? EnrolmentResult.Suppressed : IsRefused(row, key) ? EnrolmentResult.Withdrawn : (EnrolmentResult?)null).ToList();
        await FindPlacesAsync([.. rows.Zip(stops).Where(r => r.Second is null).Select(r => r.First)], ct);
        // The publisher is compared here: asked of SQLite, it reads every subscription of the publisher for each batch
        var seats = (await db.Contacts.Include(c => c.Subscription).Where(c => keys.Contains(c.AddressKey)).ToListAsync(ct))
            .Where(c => c.Subscription!.PublisherId == publisher.Id).GroupBy(c => c.AddressKey).ToDictionary(g => g.Key, g => g.ToList());

        var results = new List<EnrolmentResult>(rows.Count);
        var asked = new List<Contact>();
        foreach (var (row, key, stop) in rows.Zip(keys, stops))
        {
            if (!seats.TryGetValue(key, out var mine)) seats[key] = mine = [];
            results.Add(stop ?? await EnrolAsync(row, key, mine, asked, Door.Of("import", actor), ct));
        }
        db.ChangeTracker.DetectChanges();
        await db.SaveChangesAsync(ct);
        foreach (var contact in asked) await mail.InvitationAsync(db, contact, publisher, ct);
        await db.SaveChangesAsync(ct);
        await transaction.CommitAsync(ct);
        db.ChangeTracker.Clear();
        db.ChangeTracker.AutoDetectChangesEnabled = true;
        return results;
    }

    private bool IsRefused(Enrolment row, string key) => refused.Contains((key, Withdrawals.EverySeat))
        || row.Organisation is { } name && organisations.TryGetValue(OrganisationNames.Key(name), out var organisation) && refused.Contains((key, organisation));

    private async Task<EnrolmentResult> EnrolAsync(Enrolment row, string key, List<Contact> seats, List<Contact> asked, Door door, CancellationToken ct)
    {
        var organisation = row.Organisation is { } name ? organisations[OrganisationNames.Key(name)] : (long?)null;
        var sitting = seats.Find(c => c.Subscription!.OrganisationId == organisation) ?? (organisation is null ? seats.Find(c => c.State == ContactState.Confirmed) : null);
        if (sitting?.State is ContactState.Confirmed) return EnrolmentResult.Unchanged;
        if (sitting?.State is ContactState.Bounced) return EnrolmentResult.Bounced;
        if (sitting?.State is ContactState.Suppressed) return EnrolmentResult.Suppressed;
        if (sitting?.State is ContactState.Withdrawn || seats.Exists(c => c.State == ContactState.Withdrawn) && !seats.Exists(c => c.State == ContactState.Confirmed)) return EnrolmentResult.Withdrawn;
        if (sitting is not null)
        {
            if (row.Consent is null) return EnrolmentResult.Unchanged;
            Confirm(sitting, row, row.Consent, door);
            return EnrolmentResult.Confirmed;
        }
        if (row.Consent is null && !await AskedAddress.TakeTurnAsync(db, key, clock.GetUtcNow().UtcDateTime, ct)) return EnrolmentResult.AskedToday;
        var contact = Seat(row, key, organisation);
        seats.Add(contact);
        if (row.Consent is { } consent)
        {
            Confirm(contact, row, consent, door);
            return EnrolmentResult.Confirmed;
        }
        var text = await ledger.KeepTextAsync(db, contact.Lang, ConsentWording.Invitation(contact.Lang, publisher!.Name), ct);
        ledger.Write(db, contact, ConsentKind.Requested, door, text, row.Wishes.Detail);
        asked.Add(contact);
        return EnrolmentResult.Asked;
    }

    private void Confirm(Contact contact, Enrolment row, GivenConsent consent, Door door)
    {
        contact.State = ContactState.Confirmed;
        contact.ConfirmedUtc = consent.AtUtc;
        ledger.Write(db, contact, ConsentKind.Imported, door, detail: $"given: {consent.AtUtc:yyyy-MM-dd HH:mm}Z; source: {consent.Source}; {row.Wishes.Detail}");
    }

    private Contact Seat(Enrolment row, string key, long? organisation)
    {
        var now = clock.GetUtcNow().UtcDateTime;
        var contact = new Contact { Email = row.Email, AddressKey = key, Name = row.Name, Duty = row.Duty, Kind = row.Kind, CreatedUtc = now };
        row.Wishes.ApplyDelivery(contact);
        if (organisation is { } id && places[id] is { } place)
        {
            contact.Subscription = place.Subscription;
            contact.Seat = place.HasOwner ? Subscribers.Seat.Member : Subscribers.Seat.Owner;
            places[id] = place with { HasOwner = true };
            if (!row.Wishes.SameScope(place.Shared)) row.Wishes.ApplyTo(contact);
        }
        else
        {
            contact.Subscription = new Subscription { PublisherId = publisher!.Id, CreatedUtc = now };
            row.Wishes.ApplyTo(contact.Subscription);
        }
        db.Contacts.Add(contact);
        return contact;
    }

    private async Task ReadOrganisationsAsync(CancellationToken ct)
    {
        var named = await db.Organisations.OrderByDescending(o => o.Listed).ThenBy(o => o.Id).Select(o => new { o.Id, o.Name, o.NameSv }).ToListAsync(ct);
        // The name of one that was merged still means its heir: a list from before the merge would bring it back otherwise
        named.AddRange(await db.FormerOrganisations.OrderBy(f => f.MergedUtc).Select(f => new { Id = f.HeirId, f.Name, f.NameSv }).ToListAsync(ct));
        foreach (var o in named)
        {
            organisations.TryAdd(OrganisationNames.Key(o.Name), o.Id);
            if (o.NameSv is { } sv) organisations.TryAdd(OrganisationNames.Key(sv), o.Id);
        }
    }

    /// <summary>Organisations and subscriptions of these rows, made where they are missing; the first row that names one says what it wants.</summary>
    private async Task FindPlacesAsync(IReadOnlyList<Enrolment> rows, CancellationToken ct)
    {
        var first = rows.Where(r => r.Organisation is not null).DistinctBy(r => OrganisationNames.Key(r.Organisation!)).ToDictionary(r => OrganisationNames.Key(r.Organisation!));
        var created = first.Where(f => !organisations.ContainsKey(f.Key)).ToDictionary(f => f.Key, f => TypedOrganisation.New(f.Value.Organisation!));
        db.Organisations.AddRange(created.Values);
        await db.SaveChangesAsync(ct);
        foreach (var (key, organisation) in created) organisations[key] = organisation.Id;

        var ids = first.Keys.Select(k => organisations[k]).ToList();
        var known = await db.Subscriptions.Include(s => s.Regions).Include(s => s.Terms).AsSplitQuery()
            .Where(s => ids.Contains(s.OrganisationId!.Value) && s.PublisherId == publisher!.Id && s.EndedUtc == null).OrderBy(s => s.Id).ToListAsync(ct);
        var owned = (await db.Contacts.Where(c => ids.Contains(c.Subscription!.OrganisationId!.Value) && c.Seat == Subscribers.Seat.Owner && c.State != ContactState.Withdrawn)
            .Select(c => c.SubscriptionId).ToListAsync(ct)).ToHashSet();
        foreach (var (key, row) in first)
        {
            var id = organisations[key];
            if (known.Find(s => s.OrganisationId == id) is not { } subscription)
            {
                subscription = new Subscription { OrganisationId = id, PublisherId = publisher!.Id, CreatedUtc = clock.GetUtcNow().UtcDateTime };
                row.Wishes.ApplyTo(subscription);
                db.Subscriptions.Add(subscription);
                known.Add(subscription);
            }
        }
        await db.SaveChangesAsync(ct);
        places.Clear();
        foreach (var s in known.DistinctBy(s => s.OrganisationId))
            places[s.OrganisationId!.Value] = new Place(s, owned.Contains(s.Id), Wishes.Everything with { Regions = [.. s.Regions.Select(r => r.RegionCode)], TermIds = [.. s.Terms.Select(t => t.TermId)] });
    }
}
