using Microsoft.EntityFrameworkCore;
using Uutiset.Accounts;
using Uutiset.Data;
using Uutiset.Subscribers.Rights;
using Uutiset.Vocabulary;
using Uutiset.Mailing;

namespace Uutiset.Subscribers.Joining;

/// <param name="By">The seat of an owner, or who of the staff.</param>
/// <param name="Staff">Null: an owner.</param>
internal sealed record Answerer(string By, Door Door, Actor? Staff = null)
{
    public static Answerer Of(Actor actor) => new(actor.Name, Door.Of("desk", actor), actor);
}

/// <summary>
/// Who may sit in an organisation's subscription beside those who sit there. Its owners answer; where there is none, or they have kept
/// silent for two weeks, or all of them are away, the editors do. A name that somebody chose decides nothing.
/// </summary>
internal sealed class JoinRequests(NewsDb db, ConsentLedger ledger, JoinMail mail, Audit audit, TimeProvider clock)
{
    public const int OwnersDays = 14;
    /// <summary>A month for the owners and then the editors: whoever is still not answered waits for nothing, and their address is kept for nothing.</summary>
    public const int DaysAltogether = 30;
    private const int MostOwners = 10;
    private const int AtOnce = 200;

    private DateTime Now => clock.GetUtcNow().UtcDateTime;

    /// <summary>The reader has said yes themselves: now the organisation is asked. In the caller's transaction.</summary>
    /// <param name="contact">With its subscription.</param>
    public async Task AskAsync(JoinRequest request, Contact contact, CancellationToken ct)
    {
        request.AskedUtc = Now;
        var owners = await Owners(db, clock.Today()).Where(c => c.Subscription!.OrganisationId == request.OrganisationId && c.Subscription.PublisherId == contact.Subscription!.PublisherId).OrderBy(c => c.Id).Take(MostOwners).ToListAsync(ct);
        foreach (var owner in owners)
        {
            // Ten addresses that a stranger confirms are one mail to an owner, who finds them all on the page
            if (await AskedAddress.TakeTurnAsync(db, owner.AddressKey + ":joining", Now, ct)) await mail.AskAsync(db, owner, request.OrganisationId, ct);
        }
    }

    /// <summary>Those who wait, whoever is to answer.</summary>
    public static IQueryable<JoinRequest> Waiting(NewsDb db) =>
        db.JoinRequests.Where(j => j.AskedUtc != null && j.DecidedUtc == null && j.Contact!.State == ContactState.Requested);

    /// <summary>Those whom an owner may answer.</summary>
    public IQueryable<JoinRequest> WaitingFor(Contact owner)
    {
        var (organisation, publisher, earliest) = (owner.Subscription!.OrganisationId, owner.Subscription.PublisherId, Now.AddDays(-OwnersDays));
        return Waiting(db).Where(j => j.OrganisationId == organisation && j.Contact!.Subscription!.PublisherId == publisher && j.AskedUtc > earliest);
    }

    public static bool MayAnswer(Contact contact) =>
        contact is { Seat: Seat.Owner, State: ContactState.Confirmed, Subscription: { OrganisationId: not null, EndedUtc: null } };

    /// <summary>Seats that speak for their organisation's subscription today: who is away until a later day is not asked, and cannot keep anybody waiting.</summary>
    public static IQueryable<Contact> Owners(NewsDb db, DateOnly today) =>
        db.Contacts.Where(c => c.Seat == Seat.Owner && c.State == ContactState.Confirmed && c.Subscription!.EndedUtc == null && c.Subscription.OrganisationId != null
            && (c.PausedUntil == null || c.PausedUntil <= today) && (c.Subscription.PausedUntil == null || c.Subscription.PausedUntil <= today)
            && !db.Suppressions.Any(s => s.AddressKey == c.AddressKey));

    /// <summary>Nobody has answered: whoever asked is told so, once, and forgotten.</summary>
    /// <returns>How many requests ended.</returns>
    public async Task<int> EndUnansweredAsync(CancellationToken ct)
    {
        var (now, before, ended) = (Now, Now.AddDays(-DaysAltogether), 0);
        var due = Waiting(db).Where(j => j.AskedUtc <= before);
        foreach (var id in await due.OrderBy(j => j.Id).Select(j => j.Id).Take(AtOnce).ToListAsync(ct))
        {
            await using var transaction = await db.Database.BeginTransactionAsync(ct);
            // First of all: whoever answers at this moment comes first, or too late
            if (await due.Where(j => j.Id == id).ExecuteUpdateAsync(u => u.SetProperty(j => j.DecidedUtc, now).SetProperty(j => j.Accepted, false), ct) == 0) continue;
            var request = await db.JoinRequests.AsNoTracking().Include(j => j.Organisation).Include(j => j.Contact!.Subscription).SingleAsync(j => j.Id == id, ct);
            var joiner = request.Contact!;
            ledger.Write(db, joiner, ConsentKind.Changed, Door.Time, detail: $"was not answered by organisation {request.Organisation!.Name}");
            db.UnansweredJoins.Add(new UnansweredJoin { OrganisationId = request.OrganisationId, PublisherId = joiner.Subscription!.PublisherId, EndedUtc = now });
            await mail.UnansweredAsync(db, joiner, request.Organisation.Label, ct);
            await db.SaveChangesAsync(ct);
            await db.Contacts.Where(c => c.Id == joiner.Id).ExecuteDeleteAsync(ct);
            await db.RemoveBareAsync([joiner.SubscriptionId], now, ct);
            await transaction.CommitAsync(ct);
            db.ChangeTracker.Clear();
            ended++;
        }
        return ended;
    }

    /// <param name="those">Which requests the answerer may answer.</param>
    /// <returns>Null when somebody has answered already, or it is not theirs to answer.</returns>
    public async Task<JoinRequest?> AnswerAsync(IQueryable<JoinRequest> those, Guid id, bool accept, Answerer answerer, CancellationToken ct)
    {
        var now = Now;
        await using var transaction = await db.Database.BeginTransactionAsync(ct);
        // First of all, in one statement: of an owner and an editor who answer at once one does
        var taken = await those.Where(j => j.PublicId == id).Select(j => j.Id).ToListAsync(ct);
        if (await db.JoinRequests.Where(j => taken.Contains(j.Id) && j.DecidedUtc == null).ExecuteUpdateAsync(u => u
            .SetProperty(j => j.DecidedUtc, now).SetProperty(j => j.DecidedBy, answerer.By).SetProperty(j => j.Accepted, accept), ct) == 0) return null;
        var request = await db.JoinRequests.Include(j => j.Organisation)
            .Include(j => j.Contact!.Regions).Include(j => j.Contact!.Terms)
            .Include(j => j.Contact!.Subscription!.Regions).Include(j => j.Contact!.Subscription!.Terms).AsSplitQuery().SingleAsync(j => j.PublicId == id, ct);
        var seat = request.Contact!;
        if (accept)
        {
            seat = await SeatAsync(request, now, ct);
            await db.LiftAsync(seat, ct);
        }
        ledger.Write(db, seat, ConsentKind.Changed, answerer.Door, detail: $"{(accept ? "joined" : "was refused by")} organisation {request.Organisation!.Name}");
        if (answerer.Staff is { } staff) audit.Write(db, staff, accept ? "join.accepted" : "join.refused", $"organisation:{request.Organisation.PublicId}", request.Organisation.Name);
        await mail.AnsweredAsync(db, seat, request.Organisation.Label, accept, ct);
        await db.SaveChangesAsync(ct);
        await transaction.CommitAsync(ct);
        return request;
    }

    /// <summary>The seat in the organisation's subscription: the one that the address had there before, or the one that waited.</summary>
    private async Task<Contact> SeatAsync(JoinRequest request, DateTime now, CancellationToken ct)
    {
        var (waiting, own) = (request.Contact!, request.Contact!.Subscription!);
        var place = await db.Subscriptions.Include(s => s.Contacts).ThenInclude(c => c.Regions).Include(s => s.Contacts).ThenInclude(c => c.Terms).Include(s => s.Regions).Include(s => s.Terms)
            // To the same bulletins: who asked for one series has not asked for all of them
            .Where(s => s.OrganisationId == request.OrganisationId && s.PublisherId == own.PublisherId && s.SeriesId == own.SeriesId)
            .OrderBy(s => s.EndedUtc != null).ThenBy(s => s.Id).AsSplitQuery().FirstOrDefaultAsync(ct);
        if (place is null)
        {
            own.OrganisationId = request.OrganisationId;
            // Where others decide for the organisation already, whoever is let in decides nothing for it
            if (await db.Contacts.AnyAsync(c => c.Subscription!.OrganisationId == request.OrganisationId && c.Subscription.PublisherId == own.PublisherId && c.Seat == Seat.Owner && c.State == ContactState.Confirmed && c.Id != waiting.Id, ct))
                waiting.Seat = Seat.Member;
            return Sit(waiting, now);
        }
        var wishes = Preferring.Effective(waiting);
        var seat = place.Contacts.Find(c => c.AddressKey == waiting.AddressKey) ?? waiting;
        seat.Seat = seat.State == ContactState.Confirmed ? seat.Seat
            : place.Contacts.Exists(c => c.Seat == Seat.Owner && c.State == ContactState.Confirmed) ? Seat.Member : Seat.Owner;
        // What the organisation wants too needs no wish of one's own
        if (wishes.SameScope(new Wishes([.. place.Regions.Select(r => r.RegionCode)], [.. place.Terms.Select(t => t.TermId)], wishes.Lang, wishes.Frequency, wishes.Format))) wishes = wishes with { Regions = [], TermIds = [] };
        (seat.Email, seat.Kind) = (waiting.Email, waiting.Kind);
        wishes.ApplyDelivery(seat);
        wishes.ApplyTo(seat);
        place.EndedUtc = null;
        if (seat != waiting)
        {
            request.Contact = seat;
            // Before the other goes: its requests would go with it
            await db.SaveChangesAsync(ct);
            db.Contacts.Remove(waiting);
        }
        seat.Subscription = place;
        Sit(seat, now);
        await db.SaveChangesAsync(ct);
        // Empty now: it was only there to wait in
        await db.Subscriptions.Where(s => s.Id == own.Id && !s.Contacts.Any()).ExecuteDeleteAsync(ct);
        db.Entry(own).State = EntityState.Detached;
        return seat;
    }

    private static Contact Sit(Contact seat, DateTime now)
    {
        (seat.State, seat.ConfirmedUtc, seat.WithdrawnUtc, seat.MovedToId) = (ContactState.Confirmed, now, null, null);
        return seat;
    }
}
