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

    /// <summary>What stands against each address.</summary>
    public required Dictionary<string, List<Withdrawal>> Refused { get; init; }

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
                .Where(w => w.PublisherId == publisher).GroupBy(w => w.AddressKey).ToDictionary(g => g.Key, g => g.ToList()),
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
        if (Standing(row, key, organisation) is { Count: > 0 } standing) return standing.TrueForAll(w => w.Kind == WithdrawalKind.Moved) ? EnrolmentResult.Moved : EnrolmentResult.Withdrawn;
        if (row is { BusinessId: not null, Organisation: null } && organisation is null) return EnrolmentResult.UnknownOrganisation;
        return organisation is { } known && Ended.Bars(row, known) ? EnrolmentResult.Ended : null;
    }

    // Who sits just there has lost another seat of the organisation, and the row begins nothing
    private List<Withdrawal> Standing(Enrolment row, string key, long? organisation) => !Refused.TryGetValue(key, out var standing) ? []
        : SeatsOf(key).Exists(c => c.State == ContactState.Confirmed && c.Subscription!.OrganisationId == organisation && c.Subscription.SeriesId == row.SeriesId)
            ? standing.FindAll(w => w.Ends(organisation, row.SeriesId)) : standing.FindAll(w => w.Bars(organisation, row.SeriesId));

    /// <summary>Whether the reader's own no to everything stands here.</summary>
    public bool HasSaidNo(string key) => Refused.TryGetValue(key, out var standing)
        && standing.Exists(w => w is { Kind: WithdrawalKind.Ended, OrganisationId: Withdrawals.EverySeat, SeriesId: Withdrawals.Everything });

    public void Refuse(string key)
    {
        if (!Refused.TryGetValue(key, out var standing)) Refused[key] = standing = [];
        standing.Add(new Withdrawal { AddressKey = key, OrganisationId = Withdrawals.EverySeat });
    }

    /// <summary>Of a row that brings a no.</summary>
    /// <param name="also">Seats that the rows before it would make.</param>
    public EnrolmentResult WeighNo(Enrolment row, string key, IEnumerable<HeldSeat> also) =>
        EnrolmentWeighing.WeighNo(row.No!, Suppressed.Contains(key) || row.No!.Kind == NoKind.Withdrawn && HasSaidNo(key),
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
