using Microsoft.EntityFrameworkCore;
using Uutiset.Bulletins;
using Uutiset.Data;
using Uutiset.Mailing;

namespace Uutiset.Exchange;

/// <summary>Bulletins that everybody got long ago, for capacity tests of what the desk tells of them: rows only, nothing is mailed.</summary>
internal sealed class SyntheticBulletins(NewsDb db, TimeProvider clock)
{
    /// <returns>How many deliveries were added.</returns>
    public async Task<int> AddAsync(int count, CancellationToken ct)
    {
        if (count == 0) return 0;
        var (publisher, added) = (await db.Organisations.Where(o => o.IsPublisher).OrderBy(o => o.Id).Select(o => o.Id).FirstAsync(ct), 0);
        var first = await db.Bulletins.MaxAsync(b => b.Number, ct) ?? 0;
        for (var number = 1; number <= count; number++)
        {
            var at = clock.GetUtcNow().UtcDateTime.Date.AddMonths(number - count - 1);
            var content = new MailContent { CreatedUtc = at };
            var bulletin = new Bulletin
            {
                PublisherId = publisher, Number = first + number, Stage = BulletinStage.Approved, CreatedBy = "load", CreatedUtc = at, SavedUtc = at, SentUtc = at,
                Texts = { new BulletinText { Subject = SyntheticFinnish.Title(number) } },
            };
            db.AddRange(content, bulletin);
            await db.SaveChangesAsync(ct);
            var dispatch = new Dispatch { BulletinId = bulletin.Id, Kind = DispatchKind.First, State = DispatchState.Sent, SendAtUtc = at, StartedUtc = at, FinishedUtc = at, By = "load" };
            db.Add(dispatch);
            await db.SaveChangesAsync(ct);
            var variant = new Variant { BulletinId = bulletin.Id, DispatchId = dispatch.Id, ContentId = content.Id, Subject = SyntheticFinnish.Title(number) };
            db.Add(variant);
            await db.SaveChangesAsync(ct);
            // One statement, where a row at a time would take minutes
            added += await db.Database.ExecuteSqlAsync(
                $"""
                insert into delivery (dispatch_id, variant_id, content_id, contact_id, lane, address, address_key, slots, state, attempts, queued_utc, next_utc, settled_utc)
                select {dispatch.Id}, {variant.Id}, {content.Id}, min(contact.id), 'bulk', min(contact.email), contact.address_key, {"{}"}, 'accepted', 1, {at}, {at}, {at}
                from contact join subscription on subscription.id = contact.subscription_id
                where contact.state = 'confirmed' and subscription.publisher_id = {publisher}
                group by contact.address_key
                """, ct);
        }
        return added;
    }
}
