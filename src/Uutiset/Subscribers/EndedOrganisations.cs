using Microsoft.EntityFrameworkCore;
using Uutiset.Data;

namespace Uutiset.Subscribers;

/// <summary>
/// Organisations whose owner, or an editor, has ended their subscription: no list begins it again by another of their addresses (DP-04). A
/// consent that was given after the end is a new beginning, and what such a row begins anew stands for the rows after it. Where the last
/// reader has left for themselves, the organisation has ended nothing.
/// </summary>
internal sealed class EndedOrganisations
{
    private readonly HashSet<(long Organisation, long? Series)> reopened = [];
    private ILookup<long, Held> held = Array.Empty<Held>().ToLookup(h => h.Organisation);
    private Dictionary<long, DateTime> said = [];

    private sealed record Held(long Organisation, long? Series, DateTime? EndedUtc);

    /// <param name="organisations">Of the rows that come next.</param>
    public async Task ReadAsync(NewsDb db, IReadOnlyList<long> organisations, long publisher, CancellationToken ct)
    {
        held = (await db.Subscriptions.AsNoTracking().Where(s => organisations.Contains(s.OrganisationId!.Value) && s.PublisherId == publisher)
            .Select(s => new Held(s.OrganisationId!.Value, s.SeriesId, s.EndedUtc)).ToListAsync(ct)).ToLookup(h => h.Organisation);
        var ended = held.SelectMany(h => h).Where(h => h.EndedUtc is not null).Select(h => h.Organisation).Distinct().ToList();
        // Whoever ends it for the organisation says no for each of its seats in it
        said = ended.Count == 0 ? [] : await db.Withdrawals.Where(w => w.PublisherId == publisher && ended.Contains(w.OrganisationId))
            .GroupBy(w => w.OrganisationId).Select(g => new { g.Key, AtUtc = g.Max(w => w.AtUtc) }).ToDictionaryAsync(g => g.Key, g => g.AtUtc, ct);
    }

    public bool Bars(Enrolment row, long organisation)
    {
        if (held[organisation].Any(h => h.EndedUtc is null && (h.Series is null || h.Series == row.SeriesId))) return false;
        if (reopened.Contains((organisation, null)) || reopened.Contains((organisation, row.SeriesId))) return false;
        // Everything was ended by whoever ended everything; and a row of everything is of each series, too
        var ended = held[organisation].Where(h => h.EndedUtc is not null && (h.Series is null || row.SeriesId is null || h.Series == row.SeriesId)).Max(h => h.EndedUtc);
        if (ended is not { } end || !said.TryGetValue(organisation, out var no) || no < end.AddSeconds(-1)) return false;
        if (!(row.Consent?.AtUtc > end)) return true;
        reopened.Add((organisation, row.SeriesId));
        return false;
    }
}
