using Microsoft.EntityFrameworkCore;
using Uutiset.Accounts;
using Uutiset.Data;
using Uutiset.Mailing.Bounces;
using Uutiset.Subscribers;
using Uutiset.Vocabulary;

namespace Uutiset.Bulletins.Desk;

/// <param name="DecidesFor">The organisation for which the seat decides.</param>
/// <param name="IsGone">The seat has ended.</param>
/// <param name="Suppression">Why the address gets no mail now.</param>
internal sealed record BounceRow(
    DateTime AtUtc, Verdict Verdict, string? Status, string? Words, string Source, string Address, Guid? Contact, string? Organisation, Guid? OrganisationId, Guid? DecidesFor, bool IsGone,
    Guid? BulletinId, int? Number, string? Suppression);

/// <param name="Subject">In its first language.</param>
internal sealed record HeldSending(long DispatchId, Guid BulletinId, string? Subject, string? Lang, DateTime AtUtc, int Failed, int Settled);

internal sealed record BounceWeek(DateTime FromUtc, int Failed, int Complaints);

/// <summary>What came back, of the publisher for whom somebody speaks. Each of these is one command.</summary>
internal sealed class BounceList(NewsDb db, TimeProvider clock)
{
    private const int WeeksShown = 12;

    public IQueryable<Bounce> Find(string words, Verdict? verdict, Actor actor)
    {
        var rows = Own(actor);
        if (verdict is { } only) rows = rows.Where(b => b.Verdict == only);
        foreach (var word in WrittenWord.AllOf(words))
        {
#pragma warning disable CA1304, CA1311, CA1862 // becomes SQL's lower(), under the Finnish order: that of PostgreSQL folds what the database's own locale does not
            rows = rows.Where(b => db.Deliveries.Any(d => d.Id == b.DeliveryId && (EF.Functions.Collate(d.Address, NewsDb.FinnishOrder).ToLower().Contains(word.Lower)
                || db.Contacts.Any(c => c.Id == d.ContactId && EF.Functions.Collate(c.Subscription!.Organisation!.Name, NewsDb.FinnishOrder).ToLower().Contains(word.Lower)))));
#pragma warning restore CA1304, CA1311, CA1862
        }
        return rows;
    }

    public Task<List<BounceRow>> RowsAsync(IQueryable<Bounce> found, int skip, int take, CancellationToken ct) =>
        (from bounce in found.OrderByDescending(b => b.ReceivedUtc).ThenByDescending(b => b.Id).Skip(skip).Take(take)
         join delivery in db.Deliveries on bounce.DeliveryId equals delivery.Id
         join contact in db.Contacts on delivery.ContactId equals (long?)contact.Id into contacts
         from contact in contacts.DefaultIfEmpty()
         let bulletin = db.Bulletins.Where(b => db.Dispatches.Any(p => p.Id == bounce.DispatchId && p.BulletinId == b.Id)).Select(b => new { b.PublicId, b.Number }).FirstOrDefault()
         orderby bounce.ReceivedUtc descending, bounce.Id descending
         select new BounceRow(
             bounce.AtUtc, bounce.Verdict, bounce.Status, bounce.Words, bounce.Source, delivery.Address, contact == null ? null : contact.PublicId,
             contact!.Subscription!.Organisation!.Name, contact.Subscription.Organisation == null ? null : contact.Subscription.Organisation.PublicId,
             contact.Seat == Seat.Owner && contact.Subscription.Organisation != null ? contact.Subscription.Organisation.PublicId : null,
             contact.State == ContactState.Withdrawn, bulletin == null ? null : bulletin.PublicId, bulletin == null ? null : bulletin.Number,
             delivery.Address == "" ? null : db.Suppressions.Where(s => s.AddressKey == delivery.AddressKey).Select(s => s.Reason).FirstOrDefault())).ToListAsync(ct);

    public Task<List<HeldSending>> HeldAsync(Actor actor, CancellationToken ct) =>
        (from hold in db.DispatchHolds.AsNoTracking()
         join dispatch in db.Dispatches on hold.DispatchId equals dispatch.Id
         join bulletin in actor.Own(db.Bulletins, b => b.PublisherId) on dispatch.BulletinId equals bulletin.Id
         where hold.Answer == null
         orderby hold.AtUtc descending
         let first = db.Variants.Where(v => v.DispatchId == dispatch.Id).OrderBy(v => v.Lang == "fi" ? 0 : 1).ThenBy(v => v.Id).Select(v => new { v.Subject, v.Lang }).FirstOrDefault()
         select new HeldSending(hold.DispatchId, bulletin.PublicId, first.Subject, first.Lang, hold.AtUtc, hold.Failed, hold.Settled)).Take(20).ToListAsync(ct);

    /// <summary>The last twelve weeks, the oldest first.</summary>
    public async Task<IReadOnlyList<BounceWeek>> WeeksAsync(Actor actor, CancellationToken ct)
    {
        var today = clock.GetUtcNow().UtcDateTime.Date;
        var first = DateTime.SpecifyKind(today.AddDays(-((int)today.DayOfWeek + 6) % 7 - 7 * (WeeksShown - 1)), DateTimeKind.Utc);
        // A percent of what is sent: some thousands of instants
        var all = await Own(actor).Where(b => b.ReceivedUtc >= first).Select(b => new { b.ReceivedUtc, b.Kind }).ToListAsync(ct);
        var counts = all.ToLookup(b => (int)(b.ReceivedUtc - first).TotalDays / 7, b => b.Kind);
        return [.. Enumerable.Range(0, WeeksShown).Select(w => new BounceWeek(first.AddDays(7 * w), counts[w].Count(k => k == ReportKind.Failed), counts[w].Count(k => k == ReportKind.Complaint)))];
    }

    private IQueryable<Bounce> Own(Actor actor)
    {
        var rows = db.Bounces.AsNoTracking();
        // A bulletin's is its publisher's, a single mail's its reader's publisher's
        return actor.PublisherId is not { } own ? rows
            : rows.Where(b => db.Dispatches.Any(p => p.Id == b.DispatchId && db.Bulletins.Any(x => x.Id == p.BulletinId && x.PublisherId == own))
                || b.DispatchId == null && db.Deliveries.Any(d => d.Id == b.DeliveryId && db.Contacts.Any(c => c.Id == d.ContactId && c.Subscription!.PublisherId == own)));
    }
}
