using Microsoft.EntityFrameworkCore;
using Uutiset.Accounts;
using Uutiset.Data;
using Uutiset.Mailing;
using Uutiset.People;
using Uutiset.Subscribers.Rights;
using Uutiset.Vocabulary;

namespace Uutiset.Subscribers;

/// <summary>
/// Takes a list of somebody else's subscribers. A withdrawal or suppression here wins over anything the list says: an import that
/// wakes the dead is the classic fault (DP-04). The list is the staff's, so its organisation names are believed, unlike a stranger's.
/// </summary>
internal sealed class Enrolling(NewsDb db, AddressKeys addresses, ConsentLedger ledger, Unsubscribing unsubscribing, SubscriptionMail mail, Terms terms, IDatabaseEngine engine, TimeProvider clock)
{
    private readonly NamedOrganisations organisations = new();
    private readonly EndedOrganisations closed = new();
    private readonly Dictionary<(long Organisation, long? Series), Place> places = [];
    private Publisher? publisher;

    /// <summary>Where an organisation's contacts sit, and what the organisation as a whole wants.</summary>
    private sealed record Place(Subscription Subscription, bool HasOwner, Wishes Shared);

    /// <summary>All or nothing of some hundred rows; the answers stand in the order of the rows. The same rows again change nothing.</summary>
    /// <param name="whose">Whose subscribers they are; null: the site's first publisher's.</param>
    public async Task<IReadOnlyList<EnrolmentResult>> EnrolAsync(IReadOnlyList<Enrolment> rows, long? whose, Actor actor, CancellationToken ct)
    {
        publisher ??= whose is { } id ? await Publisher.OfAsync(db, id, ct) : await Publisher.FirstAsync(db, ct);
        var (door, nos) = (Door.Of("import", actor), await EndAsync(rows, actor, ct));
        // Every look at the tracked rows would compare them all, twenty times a batch; it is asked for once instead, before saving
        db.ChangeTracker.AutoDetectChangesEnabled = false;
        await using var transaction = await db.Database.BeginTransactionAsync(ct);
        // Who is erased meanwhile is erased after this, or before this looks
        await engine.ShareAsync(db, Held.Erasures, ct);
        if (!organisations.IsRead) await organisations.ReadAsync(db, ct);
        var batch = await EnrolmentBatch.ReadAsync(db, addresses, rows, organisations, closed, publisher.Id, tracked: true, ct);
        // Of who stays out not even the organisation is written down: a list is taken again after an erasure, and must change nothing
        var stops = batch.Stops(organisations);
        var made = await FindPlacesAsync([.. rows.Zip(stops).Where(r => r.Second is null && r.First.No is null).Select(r => r.First)], ct);

        var results = new List<EnrolmentResult>(rows.Count);
        var asked = new List<Contact>();
        foreach (var (row, key, stop) in rows.Zip(batch.Keys, stops))
        {
            if (row.No is not null) results.Add(await BarAsync(row, key, batch, nos, door, actor, ct));
            // Once more: a row before this one may have brought its no
            else results.Add(stop ?? batch.Stop(row, key, organisations) ?? await EnrolAsync(row, key, batch, asked, door, ct));
        }
        TakeBack(made);
        db.ChangeTracker.DetectChanges();
        await db.SaveManyAsync(ct);
        foreach (var contact in asked.Where(c => c.State == ContactState.Requested)) await mail.InvitationAsync(db, contact, publisher, ct);
        await db.SaveManyAsync(ct);
        await transaction.CommitAsync(ct);
        db.ChangeTracker.Clear();
        db.ChangeTracker.AutoDetectChangesEnabled = true;
        return results;
    }

    /// <summary>
    /// Seats of readers who have said no elsewhere end first, as they would by the reader's own hand: queued mail is stopped, and the
    /// others of the organisation are asked who goes on.
    /// </summary>
    private async Task<HashSet<string>> EndAsync(IReadOnlyList<Enrolment> rows, Actor actor, CancellationToken ct)
    {
        var ended = new HashSet<string>();
        var saying = rows.Where(r => r.No is not null).ToList();
        if (saying.Count == 0) return ended;
        var batch = await EnrolmentBatch.ReadAsync(db, addresses, saying, organisations, closed, publisher!.Id, tracked: false, ct);
        foreach (var (row, key) in saying.Zip(batch.Keys))
        {
            if (!Withdraws(row.No!, actor) || batch.SeatsOf(key).Find(c => c.State != ContactState.Withdrawn) is not { } seat || ended.Contains(key)) continue;
            if (batch.WeighNo(row, key, []) != EnrolmentResult.Barred) continue;
            await unsubscribing.EndAsync(seat, Door.Of("import", actor), row.No!.Source, ct);
            ended.Add(key);
        }
        db.ChangeTracker.Clear();
        return ended;
    }

    // Who speaks for one publisher takes nothing from the others: a mailbox that does not work is then a no to this one alone
    private static bool Withdraws(GivenNo no, Actor actor) => no.Kind == NoKind.Withdrawn || actor.PublisherId is not null;

    private async Task<EnrolmentResult> BarAsync(Enrolment row, string key, EnrolmentBatch batch, HashSet<string> ended, Door door, Actor actor, CancellationToken ct)
    {
        if (ended.Remove(key)) return EnrolmentResult.Barred;
        var no = row.No!;
        var withdraws = Withdraws(no, actor);
        if (withdraws && batch.HasSaidNo(key)) return EnrolmentResult.Unchanged;
        if (batch.WeighNo(row, key, []) is not EnrolmentResult.Barred and var other) return other;
        var (now, kind) = (clock.GetUtcNow().UtcDateTime, withdraws ? ConsentKind.Withdrawn : ConsentKind.Suppressed);
        if (withdraws)
        {
            await Withdrawals.StandAsync(db, key, publisher!.Id, Withdrawals.EverySeat, null, no.AtUtc ?? now, ct);
            batch.Refuse(key);
            // All others have ended before: these were made by rows above this one
            var live = batch.SeatsOf(key).Where(c => c.State != ContactState.Withdrawn).ToList();
            foreach (var seat in live)
            {
                (seat.State, seat.WithdrawnUtc) = (ContactState.Withdrawn, now);
                ledger.Write(db, seat, kind, door, detail: no.Source);
            }
            // What is said to one publisher is written into no other one's lines
            if (live.Count == 0) await ledger.WriteOfAddressAsync(db, key, publisher.Id, kind, door, no.Source, ct);
            return EnrolmentResult.Barred;
        }
        if (!await Suppressing.StandAsync(db, new Suppression { AddressKey = key, Reason = ReasonOf(no.Kind), AtUtc = now, Note = null, By = actor.Name }, ct)) return EnrolmentResult.Unchanged;
        batch.Suppressed.Add(key);
        await ledger.WriteOfAddressAsync(db, key, kind, door, no.Source, ct);
        return EnrolmentResult.Barred;
    }

    private static string ReasonOf(NoKind kind) => kind switch { NoKind.Bounced => "bounced", NoKind.Complained => "complained", _ => "objected" };

    private async Task<EnrolmentResult> EnrolAsync(Enrolment row, string key, EnrolmentBatch batch, List<Contact> asked, Door door, CancellationToken ct)
    {
        var (organisation, seats) = (organisations.Find(row), batch.SeatsOf(key));
        var result = EnrolmentWeighing.Weigh(row, organisation, batch.StatesOf(key));
        if (result is not (EnrolmentResult.Confirmed or EnrolmentResult.Asked)) return result;
        if (result == EnrolmentResult.Asked && !await AskedAddress.TakeTurnAsync(db, key, clock.GetUtcNow().UtcDateTime, ct)) return EnrolmentResult.AskedToday;
        if (seats.Find(c => c.Subscription!.OrganisationId == organisation && c.Subscription.SeriesId == row.SeriesId) is not { } contact) seats.Add(contact = SeatOf(row, key, organisation));
        if (row.Consent is { } consent)
        {
            Confirm(contact, row, consent, door, await terms.IndexAsync(ct));
            if (organisation is { } id && closed.HasEnded(id)) await db.ReopenAsync(publisher!.Id, id, row.SeriesId, consent.AtUtc, ct);
        }
        else
        {
            var text = await ledger.KeepTextAsync(db, contact.Lang, ConsentWording.Invitation(contact.Lang, publisher!.Name), ct);
            ledger.Write(db, contact, ConsentKind.Requested, door, text, Told(row, await terms.IndexAsync(ct)));
            asked.Add(contact);
        }
        return result;
    }

    private void Confirm(Contact contact, Enrolment row, GivenConsent consent, Door door, TermIndex index)
    {
        contact.State = ContactState.Confirmed;
        contact.ConfirmedUtc = consent.AtUtc;
        ledger.Write(db, contact, ConsentKind.Imported, door, detail: $"given: {consent.AtUtc:yyyy-MM-dd HH:mm}Z; source: {consent.Source}; {Told(row, index)}");
    }

    private static string Told(Enrolment row, TermIndex index) =>
        row.Wishes.Told(index) + (row.SeriesId is { } series ? $"; series: {index.Find(series)?.Label.In("fi")}" : "");

    private Contact SeatOf(Enrolment row, string key, long? organisation)
    {
        var now = clock.GetUtcNow().UtcDateTime;
        var contact = new Contact { Email = row.Email, AddressKey = key, Name = row.Name, Duty = row.Duty, Kind = row.Kind, CreatedUtc = now, PausedUntil = row.PausedUntil };
        row.Wishes.ApplyDelivery(contact);
        if (organisation is { } id)
        {
            var place = PlaceOf(id, row, now);
            contact.Subscription = place.Subscription;
            contact.Seat = row.Seat ?? (place.HasOwner ? Seat.Member : Seat.Owner);
            places[(id, row.SeriesId)] = place with { HasOwner = place.HasOwner || contact.Seat == Seat.Owner };
            if (!row.Wishes.SameScope(place.Shared)) row.Wishes.ApplyTo(contact);
        }
        else
        {
            contact.Subscription = new Subscription { PublisherId = publisher!.Id, SeriesId = row.SeriesId, CreatedUtc = now };
            row.Wishes.ApplyTo(contact.Subscription);
        }
        db.Contacts.Add(contact);
        return contact;
    }

    /// <summary>The subscription in which the row's seat is: made only now, or one that nobody sits in would stay. The first row that comes to sit in it says what it wants, unless the list tells that by itself.</summary>
    private Place PlaceOf(long organisation, Enrolment row, DateTime now)
    {
        if (places.TryGetValue((organisation, row.SeriesId), out var place)) return place;
        var subscription = new Subscription { OrganisationId = organisation, PublisherId = publisher!.Id, SeriesId = row.SeriesId, CreatedUtc = now };
        var shared = row.Shared ?? row.Wishes;
        shared.ApplyTo(subscription);
        return new Place(subscription, HasOwner: false, shared);
    }

    /// <summary>Organisations that were made for rows that stayed out after all: nobody has come to sit in them.</summary>
    private void TakeBack(IReadOnlyCollection<Organisation> made)
    {
        var sat = places.Keys.Select(p => p.Organisation).ToHashSet();
        foreach (var bare in made.Where(o => !sat.Contains(o.Id)))
        {
            organisations.Drop(bare);
            db.Organisations.Remove(bare);
        }
    }

    /// <summary>Organisations of these rows, made where they are missing, and the subscriptions that they have.</summary>
    /// <returns>Those that were made.</returns>
    private async Task<IReadOnlyCollection<Organisation>> FindPlacesAsync(IReadOnlyList<Enrolment> rows, CancellationToken ct)
    {
        var made = organisations.Promise(rows);
        db.Organisations.AddRange(made.Values);
        await db.SaveManyAsync(ct);
        organisations.Keep(made);

        places.Clear();
        // One that was made just now has no subscription yet
        var ids = rows.Select(organisations.Find).OfType<long>().Distinct().Except(made.Values.Select(o => o.Id)).ToList();
        if (ids.Count == 0) return [.. made.Values];
        var known = await db.Subscriptions.Include(s => s.Regions).Include(s => s.Terms).AsSplitQuery()
            .Where(s => ids.Contains(s.OrganisationId!.Value) && s.PublisherId == publisher!.Id && s.EndedUtc == null).OrderBy(s => s.Id).ToListAsync(ct);
        var owned = (await db.Contacts.Where(c => ids.Contains(c.Subscription!.OrganisationId!.Value) && c.Seat == Seat.Owner && c.State != ContactState.Withdrawn)
            .Select(c => c.SubscriptionId).ToListAsync(ct)).ToHashSet();
        foreach (var s in known.DistinctBy(s => (s.OrganisationId, s.SeriesId)))
            places[(s.OrganisationId!.Value, s.SeriesId)] = new Place(s, owned.Contains(s.Id), Wishes.Everything with { Regions = [.. s.Regions.Select(r => r.RegionCode)], TermIds = [.. s.Terms.Select(t => t.TermId)] });
        return [.. made.Values];
    }
}
