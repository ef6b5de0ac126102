using Microsoft.EntityFrameworkCore;
using Uutiset.Accounts;
using Uutiset.Data;
using Uutiset.Desk.Changing;
using Uutiset.Vocabulary;

namespace Uutiset.Subscribers.Roll.Changing;

/// <summary>Writes down what a change of many would do to which subscriptions, before it does anything.</summary>
internal sealed class ChangePlanning(NewsDb db, Terms terms, TimeProvider clock)
{
    /// <summary>More is a plan that nobody can look through.</summary>
    public const int Most = 20_000;

    /// <param name="organisations">Keys of those that were marked, or that the list found.</param>
    /// <param name="publisher">The one that the list was narrowed to.</param>
    /// <param name="series">Likewise: an organisation's other subscriptions are left as they are.</param>
    public async Task<SubscriberChange> PlanAsync(IReadOnlyCollection<long> organisations, ChangeKind kind, string value, long? publisher, long? series, Actor actor, CancellationToken ct)
    {
        var change = new SubscriberChange { Kind = kind, Value = value, PublisherId = actor.PublisherId, ById = actor.UserId, By = actor.Name, PlannedUtc = clock.GetUtcNow().UtcDateTime };
        var effect = new Effect(change, await terms.IndexAsync(ct));
        var rows = await db.OfOrganisations(actor, publisher).Where(s => s.EndedUtc == null && (series == null || s.SeriesId == series) && organisations.Contains(s.OrganisationId!.Value)).OrderBy(s => s.Id)
            .Include(s => s.Regions).Include(s => s.Terms).AsSplitQuery().ToListAsync(ct);
        // Only a change of language asks how each seat stands
        var others = kind == ChangeKind.Lang ? await db.Contacts.Where(c => c.State != ContactState.Withdrawn && c.Lang != value).Select(c => c.SubscriptionId).Distinct().ToHashSetAsync(ct) : [];
        change.Rows = rows.ConvertAll(s =>
        {
            var refusal = effect.Refusal(s, undoing: false);
            var changes = kind == ChangeKind.Lang ? others.Contains(s.Id) : effect.Changes(s);
            return new SubscriberChangeRow
            {
                ItemId = s.Id, Version = s.Version, Reason = refusal,
                State = refusal is not null ? ChangeRowState.Refused : changes ? ChangeRowState.Planned : ChangeRowState.Unchanged,
            };
        });
        db.SubscriberChanges.Add(change);
        await db.SaveChangesAsync(ct);
        return change;
    }
}
