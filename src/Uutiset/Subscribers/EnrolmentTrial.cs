using System.Globalization;
using Microsoft.EntityFrameworkCore;
using Uutiset.Accounts;
using Uutiset.Data;
using Uutiset.Mailing;
using Uutiset.Subscribers.Rights;

namespace Uutiset.Subscribers;

/// <summary>
/// The answers that <see cref="Enrolling"/> would give to a whole list, without writing a row. What earlier rows would have made is
/// remembered in some 100 bytes for each address, so the same address twice is told apart as it would be.
/// </summary>
internal sealed class EnrolmentTrial(NewsDb db, AddressKeys addresses, TimeProvider clock)
{
    private readonly NamedOrganisations organisations = new();
    private readonly EndedOrganisations ended = new();
    private readonly Dictionary<UInt128, Planned> planned = [];
    private Publisher? publisher;

    /// <summary>What a row before would do to its address; newest first.</summary>
    /// <param name="Bar">The address stays out from there on.</param>
    private sealed record Planned(HeldSeat? Seat, EnrolmentResult? Bar, Planned? Before);

    public async Task<IReadOnlyList<EnrolmentResult>> WeighAsync(IReadOnlyList<Enrolment> rows, long? whose, Actor actor, CancellationToken ct)
    {
        publisher ??= whose is { } id ? await Publisher.OfAsync(db, id, ct) : await Publisher.FirstAsync(db, ct);
        if (!organisations.IsRead) await organisations.ReadAsync(db, ct);
        var batch = await EnrolmentBatch.ReadAsync(db, addresses, rows, organisations, ended, publisher.Id, tracked: false, ct);
        var recently = clock.GetUtcNow().UtcDateTime.AddDays(-AskedAddress.Days);
        var asked = (await db.AskedAddresses.Where(a => batch.Keys.Contains(a.AddressKey) && a.AtUtc > recently).Select(a => a.AddressKey).ToListAsync(ct)).ToHashSet();
        var stops = batch.Stops(organisations);
        organisations.Promise(rows.Zip(stops).Where(r => r.First.No is null && r.Second is null).Select(r => r.First));
        var results = new List<EnrolmentResult>(rows.Count);
        foreach (var (row, key, stop) in rows.Zip(batch.Keys, stops)) results.Add(Weigh(row, key, stop, batch, asked, actor));
        return results;
    }

    private EnrolmentResult Weigh(Enrolment row, string key, EnrolmentResult? stopped, EnrolmentBatch batch, HashSet<string> asked, Actor actor)
    {
        var mark = UInt128.Parse(key.AsSpan(0, 32), NumberStyles.HexNumber, CultureInfo.InvariantCulture);
        var before = planned.GetValueOrDefault(mark);
        if (row.No is { } no)
        {
            if (before?.Bar is not null || actor.PublisherId is not null && batch.HasSaidNo(key)) return EnrolmentResult.Unchanged;
            var weighed = batch.WeighNo(row, key, Seats(before));
            if (weighed == EnrolmentResult.Barred) planned[mark] = new(null, no.Kind == NoKind.Withdrawn || actor.PublisherId is not null ? EnrolmentResult.Withdrawn : EnrolmentResult.Suppressed, before);
            return weighed;
        }
        if (before?.Bar is { } bar) return bar;
        if ((stopped ?? batch.Stop(row, key, organisations)) is { } stop) return stop;
        var organisation = organisations.Find(row);
        var result = EnrolmentWeighing.Weigh(row, organisation, [.. Seats(before), .. batch.StatesOf(key)]);
        if (result == EnrolmentResult.Asked && (asked.Contains(key) || Seats(before).Any(s => s.State == ContactState.Requested))) return EnrolmentResult.AskedToday;
        if (result is EnrolmentResult.Confirmed or EnrolmentResult.Asked)
            planned[mark] = new(new(organisation, row.SeriesId, row.Consent is null ? ContactState.Requested : ContactState.Confirmed, row.Consent?.AtUtc), null, before);
        return result;
    }

    private static IEnumerable<HeldSeat> Seats(Planned? planned)
    {
        for (var p = planned; p is not null; p = p.Before)
            if (p.Seat is { } seat) yield return seat;
    }
}
