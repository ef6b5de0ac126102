using Microsoft.EntityFrameworkCore;
using Uutiset.Data;
using Uutiset.Desk.Changing;
using Uutiset.Mailing;
using Uutiset.Subscribers.Rights;
using Uutiset.Subscribers.Seats;
using Uutiset.Vocabulary;

namespace Uutiset.Subscribers.Roll.Changing;

/// <summary>
/// Does and undoes changes of many subscriptions; each seat that a change reaches has a line in its ledger. Undoing
/// leaves alone what anybody has changed since, and never wakes a seat whose reader has said no themselves.
/// </summary>
internal sealed class ChangeWork(NewsDb db, Terms terms, ConsentLedger ledger, Outbox outbox, IQueuedBulletins queued, TimeProvider clock) : IChangeWork<SubscriberChange, SubscriberChangeRow>
{
    public async Task WorkAsync(SubscriberChange change, List<SubscriberChangeRow> rows, bool undoing, CancellationToken ct)
    {
        var ids = rows.ConvertAll(r => r.ItemId);
        // The seats' own rows before anything else: a bulletin that is being frozen holds those, and not the wishes (see Preferring)
        await db.Contacts.Where(c => ids.Contains(c.SubscriptionId)).ExecuteUpdateAsync(u => u.SetProperty(c => c.Version, c => c.Version), ct);
        var subscriptions = await db.Subscriptions.Include(s => s.Regions).Include(s => s.Terms).Include(s => s.Contacts).ThenInclude(c => c.Regions).Include(s => s.Contacts).ThenInclude(c => c.Terms)
            .AsSplitQuery().Where(s => ids.Contains(s.Id)).ToDictionaryAsync(s => s.Id, ct);
        var effect = new Effect(change, await terms.IndexAsync(ct));
        var door = Door.Of("desk", change.Doer(undoing));
        var touched = new List<long>();
        foreach (var row in rows)
        {
            var s = subscriptions.GetValueOrDefault(row.ItemId);
            ChangeReason? reason = s is null ? ChangeReason.Gone
                : s.Version != (undoing ? row.VersionAfter : row.Version) ? ChangeReason.Changed
                : !undoing && s.EndedUtc is not null ? ChangeReason.Ended
                : effect.Refusal(s, undoing);
            if (reason is not null) (row.State, row.Reason) = (undoing ? ChangeRowState.Kept : ChangeRowState.Refused, reason);
            else if (undoing) await UndoAsync(change, row, s!, effect, door, ct);
            else await DoAsync(change, row, s!, effect, door, ct);
            if (row.State is ChangeRowState.Done or ChangeRowState.Undone) touched.AddRange(s!.Contacts.Select(c => c.Id));
        }
        await db.SaveChangesAsync(ct);
        if (touched.Count > 0) await queued.TakeBackAsync(touched, ct);
    }

    private async Task DoAsync(SubscriberChange change, SubscriberChangeRow row, Subscription s, Effect effect, Door door, CancellationToken ct)
    {
        var concerned = s.Contacts.Where(c => c.State != ContactState.Withdrawn && (change.Kind != ChangeKind.Lang || c.Lang != change.Value)).ToList();
        if (change.Kind == ChangeKind.Lang ? concerned.Count == 0 : !effect.Changes(s))
        {
            row.State = ChangeRowState.Unchanged;
            return;
        }
        var (now, pausedUntil) = (clock.GetUtcNow().UtcDateTime, s.PausedUntil);
        List<FormerSeat> former = [];
        if (change.Kind == ChangeKind.Lang)
        {
            foreach (var seat in concerned)
            {
                former.Add(new FormerSeat(seat.Id, seat.Lang, seat.State, ++seat.Version));
                seat.Lang = change.Value;
            }
        }
        else if (change.Kind == ChangeKind.End)
        {
            // The same as Unsubscribing does for an organisation, in this transaction, and remembered
            now = new DateTime(now.Ticks - now.Ticks % TimeSpan.TicksPerMillisecond, DateTimeKind.Utc);
            foreach (var seat in concerned)
            {
                former.Add(new FormerSeat(seat.Id, seat.Lang, seat.State, seat.Version, now));
                (seat.State, seat.WithdrawnUtc) = (ContactState.Withdrawn, now);
                await Withdrawals.StandAsync(db, seat.AddressKey, s.PublisherId, s.OrganisationId!.Value, s.SeriesId, now, ct);
                await outbox.CancelUnsentAsync(db, seat.Id, ct);
            }
            s.EndedUtc = now;
            await Withdrawals.StandAsync(db, Withdrawals.Organisation, s.PublisherId, s.OrganisationId!.Value, s.SeriesId, now, ct);
        }
        row.Before = new Former(pausedUntil, former).ToJson();
        effect.Apply(s, undoing: false, new Former(pausedUntil, former));
        row.Settle(undoing: false, ++s.Version);
        foreach (var seat in concerned.Where(c => Reaches(change, c))) ledger.Write(db, seat, change.Kind == ChangeKind.End ? ConsentKind.Withdrawn : ConsentKind.Changed, door, detail: change.Kind == ChangeKind.End ? "organisation" : effect.Detail(undoing: false));
    }

    private async Task UndoAsync(SubscriberChange change, SubscriberChangeRow row, Subscription s, Effect effect, Door door, CancellationToken ct)
    {
        var former = Former.FromJson(row.Before!);
        List<Contact> restored = [];
        foreach (var before in former.Seats)
        {
            if (s.Contacts.Find(c => c.Id == before.Id) is not { } seat || seat.Version != before.Version) continue;
            if (change.Kind == ChangeKind.Lang && seat.State != ContactState.Withdrawn) seat.Lang = before.Lang;
            else if (change.Kind != ChangeKind.End || !await WakeAsync(s, seat, before, ct)) continue;
            // Language, or a seat that sits again: its reader has the last word from here on
            seat.Version++;
            restored.Add(seat);
        }
        if (change.Kind is ChangeKind.Lang or ChangeKind.End && restored.Count == 0)
        {
            (row.State, row.Reason) = (ChangeRowState.Kept, change.Kind == ChangeKind.End ? ChangeReason.SaidNo : ChangeReason.Changed);
            return;
        }
        if (change.Kind == ChangeKind.End)
        {
            await Ended(Withdrawals.Organisation, s).Where(w => w.AtUtc <= s.EndedUtc).ExecuteDeleteAsync(ct);
            s.EndedUtc = null;
        }
        effect.Apply(s, undoing: true, former);
        row.Settle(undoing: true, ++s.Version);
        var reached = change.Kind is ChangeKind.Lang or ChangeKind.End ? restored : s.Contacts.FindAll(c => c.State != ContactState.Withdrawn && Reaches(change, c));
        foreach (var seat in reached) ledger.Write(db, seat, ConsentKind.Changed, door, detail: effect.Detail(undoing: true));
    }

    /// <summary>A seat sits again as it did, unless its reader or a stop stands in the way: their no is theirs alone to take back.</summary>
    private async Task<bool> WakeAsync(Subscription s, Contact seat, FormerSeat before, CancellationToken ct)
    {
        if (seat.State != ContactState.Withdrawn || seat.WithdrawnUtc != before.EndedUtc) return false;
        var standing = (await db.Against(seat.AddressKey, s.PublisherId, s.OrganisationId, s.SeriesId).AsNoTracking().ToListAsync(ct)).FindAll(w => w.Ends(s.OrganisationId, s.SeriesId));
        if (standing.Exists(w => w.OrganisationId == Withdrawals.EverySeat || w.AtUtc > before.EndedUtc) || await db.Suppressions.AnyAsync(x => x.AddressKey == seat.AddressKey && x.AtUtc >= before.EndedUtc, ct)) return false;
        await Ended(seat.AddressKey, s).ExecuteDeleteAsync(ct);
        (seat.State, seat.WithdrawnUtc) = (before.State, null);
        return true;
    }

    private IQueryable<Withdrawal> Ended(string addressKey, Subscription s) => db.Withdrawals.Where(w =>
        w.AddressKey == addressKey && w.PublisherId == s.PublisherId && w.OrganisationId == s.OrganisationId && w.SeriesId == (s.SeriesId ?? Withdrawals.Everything));

    // A reader with wishes of their own is not reached by what the organisation wishes
    private static bool Reaches(SubscriberChange change, Contact seat) => change.Kind switch
    {
        ChangeKind.AddRegion or ChangeKind.RemoveRegion => seat.Regions.Count == 0,
        ChangeKind.AddTheme or ChangeKind.RemoveTheme => seat.Terms.Count == 0,
        _ => true,
    };
}
