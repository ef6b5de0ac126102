using Microsoft.EntityFrameworkCore;
using Uutiset.Data;
using Uutiset.Mailing;
using Uutiset.Subscribers.Rights;

namespace Uutiset.Subscribers;

/// <summary>What is known of the addresses of some hundred rows, read in a fixed number of questions.</summary>
internal sealed class EnrolmentBatch
{
    public required IReadOnlyList<Enrolment> Rows { get; init; }

    /// <summary>Of each row.</summary>
    public required IReadOnlyList<string> Keys { get; init; }

    public required HashSet<string> Suppressed { get; init; }

    /// <summary>Addresses that have said no, and in which organisation.</summary>
    public required HashSet<(string Key, long Organisation)> Refused { get; init; }

    /// <summary>When an address confirmed here itself, and for which seat; only of those whose row brings a no.</summary>
    public required ILookup<string, (Guid Seat, DateTime AtUtc)> OwnYes { get; init; }

    public required Dictionary<string, List<Contact>> Seats { get; init; }

    public required EndedOrganisations Ended { get; init; }

    /// <param name="ended">The same one for all of a list.</param>
    /// <param name="tracked">Whether the seats are to be changed.</param>
    public static async Task<EnrolmentBatch> ReadAsync(
        NewsDb db, AddressKeys addresses, IReadOnlyList<Enrolment> rows, NamedOrganisations organisations, EndedOrganisations ended, long publisher, bool tracked, CancellationToken ct)
    {
        var keys = rows.Select(r => addresses.Of(r.Email)).ToList();
        var no = rows.Zip(keys).Where(r => r.First.No is not null).Select(r => r.Second).ToList();
        // One that is not written yet has ended nothing
        await ended.ReadAsync(db, [.. rows.Where(r => r.No is null).Select(organisations.Find).OfType<long>().Where(id => id > 0).Distinct()], publisher, ct);
        var contacts = tracked ? db.Contacts : db.Contacts.AsNoTracking();
        return new EnrolmentBatch
        {
            Rows = rows,
            Keys = keys,
            Ended = ended,
            Suppressed = (await db.Suppressions.Where(s => keys.Contains(s.AddressKey)).Select(s => s.AddressKey).ToListAsync(ct)).ToHashSet(),
            Refused = (await db.Withdrawals.AsNoTracking().Where(w => keys.Contains(w.AddressKey)).ToListAsync(ct))
                .Where(w => w.PublisherId == publisher).Select(w => (w.AddressKey, w.OrganisationId)).ToHashSet(),
            OwnYes = (no.Count == 0 ? [] : await db.ConsentEvents.AsNoTracking().Where(e => no.Contains(e.AddressKey) && e.Kind == ConsentKind.Confirmed)
                .Select(e => new { e.AddressKey, e.ContactId, e.AtUtc }).ToListAsync(ct)).ToLookup(e => e.AddressKey, e => (e.ContactId, e.AtUtc)),
            // The publisher is compared here: asked of SQLite, it reads every subscription of the publisher for each batch
            Seats = (await contacts.Include(c => c.Subscription).Where(c => keys.Contains(c.AddressKey)).ToListAsync(ct))
                .Where(c => c.Subscription!.PublisherId == publisher).GroupBy(c => c.AddressKey).ToDictionary(g => g.Key, g => g.ToList()),
        };
    }

    public List<Contact> SeatsOf(string key)
    {
        if (!Seats.TryGetValue(key, out var mine)) Seats[key] = mine = [];
        return mine;
    }

    public List<HeldSeat> StatesOf(string key) => SeatsOf(key).ConvertAll(c => new HeldSeat(c.Subscription!.OrganisationId, c.Subscription.SeriesId, c.State, c.ConfirmedUtc, c.WithdrawnUtc));

    /// <summary>Of each row, before any of them is done.</summary>
    public IReadOnlyList<EnrolmentResult?> Stops(NamedOrganisations organisations) => [.. Rows.Zip(Keys, (row, key) => row.No is null ? Stop(row, key, organisations) : null)];

    /// <summary>What keeps a row out before anything of it is looked at; null when nothing does.</summary>
    public EnrolmentResult? Stop(Enrolment row, string key, NamedOrganisations organisations)
    {
        if (Suppressed.Contains(key)) return EnrolmentResult.Suppressed;
        var organisation = organisations.Find(row);
        if (Refused.Contains((key, Withdrawals.EverySeat)) || organisation is { } id && Refused.Contains((key, id))) return EnrolmentResult.Withdrawn;
        if (row is { BusinessId: not null, Organisation: null } && organisation is null) return EnrolmentResult.UnknownOrganisation;
        return organisation is { } known && Ended.Bars(row, known) ? EnrolmentResult.Ended : null;
    }

    /// <summary>Of a row that brings a no.</summary>
    /// <param name="also">Seats that the rows before it would make.</param>
    public EnrolmentResult WeighNo(Enrolment row, string key, IEnumerable<HeldSeat> also) =>
        EnrolmentWeighing.WeighNo(row.No!, Suppressed.Contains(key) || row.No!.Kind == NoKind.Withdrawn && Refused.Contains((key, Withdrawals.EverySeat)),
            LastYes(row, key), [.. StatesOf(key), .. also]);

    // A yes to one publisher says nothing of another; a mailbox or a complaint concerns them all
    private DateTime? LastYes(Enrolment row, string key)
    {
        var said = OwnYes[key];
        if (row.No!.Kind == NoKind.Withdrawn)
        {
            var mine = SeatsOf(key).Select(c => c.PublicId).ToHashSet();
            said = said.Where(y => mine.Contains(y.Seat));
        }
        return said.Select(y => (DateTime?)y.AtUtc).Max();
    }
}
