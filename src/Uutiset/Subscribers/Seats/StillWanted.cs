using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Options;
using Uutiset.Data;
using Uutiset.Vocabulary;

namespace Uutiset.Subscribers.Seats;

/// <summary>
/// A reader of whom nothing was heard for long is asked whether they still want the bulletins, reminded once, and let go when they stay silent
/// (DP-10). One question for all seats of an address under a publisher, since consent belongs to the two of them. An answer is whatever the
/// ledger knows of their own hand, and the yearly check of an organisation for those who sit there.
/// </summary>
internal sealed class StillWanted(NewsDb db, SeatMail mail, ConsentLedger ledger, Unsubscribing unsubscribing, IOptions<SubscribersOptions> options, TimeProvider clock)
{
    /// <summary>The ledger's word for whoever was let go.</summary>
    public const string Unanswered = "asked again: no answer";
    public const int DaysToReminder = 14;
    public const int DaysAltogether = 30;
    // As with the yearly check: the readers of one import are not asked in one hour
    private const int AtOnce = 200;

    private DateTime Now => clock.GetUtcNow().UtcDateTime;

    /// <returns>How many were asked, reminded or let go.</returns>
    public async Task<int> LookAsync(CancellationToken ct)
    {
        await HearAsync(ct);
        if (options.Value.InactiveMonths == 0) return 0;
        return await LetGoAsync(ct) + await RemindAsync(ct) + await AskAsync(ct);
    }

    /// <summary>Whether the reader sits here still.</summary>
    public async Task<bool> StayAsync(Contact reader, Door door, CancellationToken ct)
    {
        await using var transaction = await db.Database.BeginTransactionAsync(ct);
        // In one statement, so that of the answer and the end of the time one comes first
        var answered = await db.Contacts.Where(c => c.Id == reader.Id && c.State == ContactState.Confirmed && c.StayAskedUtc != null)
            .ExecuteUpdateAsync(u => u.SetProperty(c => c.StayAskedUtc, (DateTime?)null).SetProperty(c => c.StayRemindedUtc, (DateTime?)null), ct) == 1;
        // A second press says nothing new
        if (answered) ledger.Write(db, reader, ConsentKind.Changed, door, detail: "asked again: stays");
        await db.SaveChangesAsync(ct);
        await transaction.CommitAsync(ct);
        return answered || await db.Contacts.AnyAsync(c => c.Id == reader.Id && c.State == ContactState.Confirmed, ct);
    }

    /// <summary>Whoever has been heard of since they were asked has answered, by whichever door.</summary>
    private Task<int> HearAsync(CancellationToken ct)
    {
        var now = Now;
        return db.Contacts.Where(c => c.StayAskedUtc < now)
            .Where(c => c.State != ContactState.Confirmed
                || db.ConsentEvents.Any(e => e.AddressKey == c.AddressKey && e.Actor == Door.Self && e.Kind != ConsentKind.Requested && e.AtUtc > c.StayAskedUtc)
                || db.Contacts.Any(o => o.AddressKey == c.AddressKey && o.State == ContactState.Confirmed && o.Subscription!.PublisherId == c.Subscription!.PublisherId && o.Subscription.CheckedUtc > c.StayAskedUtc))
            .ExecuteUpdateAsync(u => u.SetProperty(c => c.StayAskedUtc, (DateTime?)null).SetProperty(c => c.StayRemindedUtc, (DateTime?)null), ct);
    }

    private async Task<int> AskAsync(CancellationToken ct)
    {
        var (now, before) = (Now, Now.AddMonths(-options.Value.InactiveMonths));
        // Anybody may type an address on the form: a request is nobody's sign of life
        var silent = Reachable(db.Contacts.Where(c => c.CreatedUtc <= before && c.ConfirmedUtc <= before && c.StayAskedUtc == null))
            .Where(c => !db.ConsentEvents.Any(e => e.AddressKey == c.AddressKey && e.Actor == Door.Self && e.Kind != ConsentKind.Requested && e.AtUtc > before))
            .Where(c => !db.Contacts.Any(o => o.AddressKey == c.AddressKey && o.State == ContactState.Confirmed && o.Subscription!.PublisherId == c.Subscription!.PublisherId
                && (o.Subscription.CheckedUtc > before || o.CreatedUtc > before || o.ConfirmedUtc > before || o.StayAskedUtc != null || o.Id < c.Id)));
        return await EachAsync(silent, q => q.ExecuteUpdateAsync(u => u.SetProperty(c => c.StayAskedUtc, now).SetProperty(c => c.StayRemindedUtc, (DateTime?)null), ct),
            reader => TellAsync(reader, again: false, DaysAltogether, ct), ct);
    }

    private Task<int> RemindAsync(CancellationToken ct)
    {
        var (now, before) = (Now, Now.AddDays(-DaysToReminder));
        return EachAsync(Reachable(db.Contacts.Where(c => c.StayAskedUtc <= before && c.StayRemindedUtc == null)), q => q.ExecuteUpdateAsync(u => u.SetProperty(c => c.StayRemindedUtc, now), ct),
            reader => TellAsync(reader, again: true, DaysAltogether - DaysToReminder, ct), ct);
    }

    /// <summary>Not before the reminder had its time, too, if the site stood still for some days.</summary>
    private Task<int> LetGoAsync(CancellationToken ct)
    {
        var (asked, reminded) = (Now.AddDays(-DaysAltogether), Now.AddDays(DaysToReminder - DaysAltogether));
        return EachAsync(Reachable(db.Contacts.Where(c => c.StayAskedUtc <= asked && c.StayRemindedUtc <= reminded)),
            q => q.ExecuteUpdateAsync(u => u.SetProperty(c => c.StayAskedUtc, (DateTime?)null).SetProperty(c => c.StayRemindedUtc, (DateTime?)null), ct),
            reader => unsubscribing.EndAsync(reader, Door.Time, Unanswered, ct), ct);
    }

    private async Task TellAsync(Contact reader, bool again, int days, CancellationToken ct)
    {
        ledger.Write(db, reader, ConsentKind.Asked, Door.Time, detail: again ? "whether to go on; reminder" : "whether to go on");
        await mail.StayAsync(db, reader, again, clock.Today().AddDays(days), await Publisher.OfAsync(db, reader.Subscription!.PublisherId, ct), ct);
    }

    /// <summary>Those whom a mail reaches today: the time of the others waits.</summary>
    private IQueryable<Contact> Reachable(IQueryable<Contact> readers)
    {
        var today = clock.Today();
        return readers.Where(c => c.State == ContactState.Confirmed && (c.PausedUntil == null || c.PausedUntil <= today)
            && (c.Subscription!.PausedUntil == null || c.Subscription.PausedUntil <= today) && !db.Suppressions.Any(s => s.AddressKey == c.AddressKey));
    }

    /// <param name="take">Of two nodes one gets a reader, and one who answers at this moment is left alone.</param>
    private async Task<int> EachAsync(IQueryable<Contact> due, Func<IQueryable<Contact>, Task<int>> take, Func<Contact, Task> act, CancellationToken ct)
    {
        var done = 0;
        foreach (var id in await due.OrderBy(c => c.Id).Select(c => c.Id).Take(AtOnce).ToListAsync(ct))
        {
            await using var transaction = await db.Database.BeginTransactionAsync(ct);
            if (await take(due.Where(c => c.Id == id)) == 0) continue;
            await act(await db.Contacts.AsNoTracking().Include(c => c.Subscription).SingleAsync(c => c.Id == id, ct));
            await db.SaveChangesAsync(ct);
            await transaction.CommitAsync(ct);
            db.ChangeTracker.Clear();
            done++;
        }
        return done;
    }
}
