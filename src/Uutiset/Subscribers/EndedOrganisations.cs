using Microsoft.EntityFrameworkCore;
using Uutiset.Data;
using Uutiset.Subscribers.Rights;

namespace Uutiset.Subscribers;

/// <summary>
/// Organisations whose owner, or an editor, has ended their subscription: no list begins it again by another of their addresses (DP-04). A
/// consent that was given after the end is a new beginning, and what such a row begins anew stands for the rows after it. Where the last
/// reader has left for themselves, the organisation has ended nothing.
/// </summary>
internal sealed class EndedOrganisations
{
    private readonly HashSet<(long Organisation, long? Series)> reopened = [];
    private ILookup<long, Withdrawal> ends = Array.Empty<Withdrawal>().ToLookup(w => w.OrganisationId);
    private HashSet<(long Organisation, long? Series)> held = [];

    /// <param name="organisations">Of the rows that come next.</param>
    public async Task ReadAsync(NewsDb db, IReadOnlyList<long> organisations, long publisher, CancellationToken ct)
    {
        ends = (await db.Withdrawals.AsNoTracking().Where(w => w.AddressKey == Withdrawals.Organisation && w.PublisherId == publisher && organisations.Contains(w.OrganisationId))
            .ToListAsync(ct)).ToLookup(w => w.OrganisationId);
        var ended = ends.Select(e => e.Key).ToList();
        // What somebody still reads: one who was only asked, or whom an older copy has brought back, does not
        held = ended.Count == 0 ? [] : (await db.Contacts.AsNoTracking()
            .Where(c => ended.Contains(c.Subscription!.OrganisationId!.Value) && c.Subscription.PublisherId == publisher && c.Subscription.EndedUtc == null && c.State == ContactState.Confirmed)
            .Where(c => !db.RefusedSeats().Any(r => r.Id == c.Id)).Select(c => new { c.Subscription!.OrganisationId, c.Subscription.SeriesId }).Distinct().ToListAsync(ct))
            .Select(h => (h.OrganisationId!.Value, h.SeriesId)).ToHashSet();
    }

    public bool HasEnded(long organisation) => ends.Contains(organisation);

    public bool Bars(Enrolment row, long organisation)
    {
        if (ends[organisation].Where(e => e.Bars(organisation, row.SeriesId)).Max(e => (DateTime?)e.AtUtc) is not { } end) return false;
        if (Has(held, row, organisation) || Has(reopened, row, organisation)) return false;
        if (!(row.Consent?.AtUtc > end)) return true;
        reopened.Add((organisation, row.SeriesId));
        return false;
    }

    private static bool Has(HashSet<(long, long?)> known, Enrolment row, long organisation) => known.Contains((organisation, null)) || known.Contains((organisation, row.SeriesId));
}
