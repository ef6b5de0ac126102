using Microsoft.EntityFrameworkCore;
using Uutiset.Data;
using Uutiset.People;
using Uutiset.Subscribers.Joining;
using Uutiset.Subscribers.Rights;
using Uutiset.Vocabulary;

namespace Uutiset.Subscribers;

/// <summary>
/// Subscriptions with their seats, when two organisations are merged: those of one publisher become one, in which each seat keeps its wishes
/// and its consents. A seat never gets mail that it did not ask for because somebody tidied a list.
/// </summary>
internal sealed class SubscriptionMove(NewsDb db, SubscriptionFolding folding) : IOrganisationMove
{
    public async Task<IReadOnlyList<Moved>> PreviewAsync(long from, CancellationToken ct) => Moved.Some(
        new(await db.Subscriptions.CountAsync(s => s.OrganisationId == from, ct), new("1 tilaus", "1 prenumeration", "1 subscription"), new("{0} tilausta", "{0} prenumerationer", "{0} subscriptions")),
        new(await db.Contacts.CountAsync(c => c.Subscription!.OrganisationId == from, ct), new("1 yhteyshenkilö", "1 kontakt", "1 contact"), new("{0} yhteyshenkilöä", "{0} kontakter", "{0} contacts")));

    public async Task MoveAsync(long from, long to, CancellationToken ct)
    {
        var kept = await db.Subscriptions.Where(s => s.OrganisationId == to).Select(s => s.Id).ToListAsync(ct);
        foreach (var subscription in await db.Subscriptions.Where(s => s.OrganisationId == from || s.ResemblesId == from || s.ResemblesId == to || s.PublisherId == from).ToListAsync(ct))
        {
            if (subscription.OrganisationId == from) subscription.OrganisationId = to;
            if (subscription.PublisherId == from) subscription.PublisherId = to;
            if (subscription.ResemblesId == from) subscription.ResemblesId = to;
            // The editor has answered: they were the same
            if (subscription.ResemblesId == subscription.OrganisationId) subscription.ResemblesId = null;
            // An open form of it, or a planned change of many, is looked at again first
            if (db.Entry(subscription).State == EntityState.Modified) subscription.Version++;
        }
        foreach (var request in await db.JoinRequests.Where(j => j.OrganisationId == from).ToListAsync(ct)) request.OrganisationId = to;
        await db.UnansweredJoins.Where(u => u.OrganisationId == from).ExecuteUpdateAsync(u => u.SetProperty(x => x.OrganisationId, to), ct);
        await db.UnansweredJoins.Where(u => u.PublisherId == from).ExecuteUpdateAsync(u => u.SetProperty(x => x.PublisherId, to), ct);
        await db.SaveChangesAsync(ct);
        await folding.FoldAsync(to, kept, ct);
        await Withdrawals.MoveAsync(db, from, to, ct);
    }
}
