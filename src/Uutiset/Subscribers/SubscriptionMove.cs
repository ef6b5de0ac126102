using Microsoft.EntityFrameworkCore;
using Uutiset.Data;
using Uutiset.People;
using Uutiset.Subscribers.Rights;
using Uutiset.Vocabulary;

namespace Uutiset.Subscribers;

/// <summary>
/// Subscriptions with their seats, when two organisations are merged. Each keeps its wishes and its consents: a seat never gets mail that it
/// did not ask for because somebody tidied a list.
/// </summary>
internal sealed class SubscriptionMove(NewsDb db) : IOrganisationMove
{
    public async Task<IReadOnlyList<Moved>> PreviewAsync(long from, CancellationToken ct) => Moved.Some(
        new(await db.Subscriptions.CountAsync(s => s.OrganisationId == from, ct), new("1 tilaus", "1 prenumeration", "1 subscription"), new("{0} tilausta", "{0} prenumerationer", "{0} subscriptions")),
        new(await db.Contacts.CountAsync(c => c.Subscription!.OrganisationId == from, ct), new("1 yhteyshenkilö", "1 kontakt", "1 contact"), new("{0} yhteyshenkilöä", "{0} kontakter", "{0} contacts")));

    public async Task MoveAsync(long from, long to, CancellationToken ct)
    {
        foreach (var subscription in await db.Subscriptions.Where(s => s.OrganisationId == from || s.ResemblesId == from || s.ResemblesId == to || s.PublisherId == from).ToListAsync(ct))
        {
            if (subscription.OrganisationId == from) subscription.OrganisationId = to;
            if (subscription.PublisherId == from) subscription.PublisherId = to;
            if (subscription.ResemblesId == from) subscription.ResemblesId = to;
            // The editor has answered: they were the same
            if (subscription.ResemblesId == subscription.OrganisationId) subscription.ResemblesId = null;
        }
        await db.SaveChangesAsync(ct);
        await Withdrawals.MoveAsync(db, from, to, ct);
    }
}
