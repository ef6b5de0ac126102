using System.Text.Json;
using Microsoft.EntityFrameworkCore;
using Uutiset.Accounts;
using Uutiset.Accounts.Auditing;
using Uutiset.Data;
using Uutiset.People.Traces;
using Uutiset.Vocabulary;

namespace Uutiset.People;

/// <summary>What one room hands over when somebody leaves: it registers one, since People does not know who owns what.</summary>
internal interface IHandover
{
    /// <summary>What would be handed over, in words and numbers; only what there is.</summary>
    Task<IReadOnlyList<Moved>> PreviewAsync(long fromUser, CancellationToken ct);

    /// <summary>The key of a text that says why this account cannot go on with it: it is open, but could not open all of it. Null when it can.</summary>
    Task<string?> RefusalAsync(long fromUser, long toUser, CancellationToken ct);

    /// <summary>Within the caller's transaction; saves.</summary>
    Task HandOverAsync(long fromUser, long toUser, CancellationToken ct);
}

/// <param name="Sessions">Browsers that are signed in now.</param>
/// <param name="ClosedRole">Of the account that the latest departure closed, whoever the person's account is by now.</param>
/// <param name="Publishers">For whom the account speaks, and the one that the latest departure closed; null: the whole site.</param>
/// <param name="AnswersFor">Phone and e-mail that pages show from now on.</param>
internal sealed record LeavingPreview(
    Person Person, string? Account, Role? Role, bool AccountIsOpen, int Sessions, IReadOnlyList<Moved> Handovers, (string? Phone, string? Email) AnswersFor, Departure? Latest, Role? ClosedRole, (long? Now, long? Closed) Publishers);

/// <param name="HandsOver">What the account owns goes to the successor.</param>
/// <param name="Replaces">In texts, too, the organisation's contact details stand instead, where that can be done without reading them.</param>
internal sealed record Farewell(Guid? SuccessorId, bool HandsOver, bool Replaces = false);

/// <summary>
/// Somebody leaves: the account is closed and its sessions end, pages show the organisation's contact details at once, a successor
/// may go on. One transaction; what stood before is kept, so that a mistake can be taken back.
/// </summary>
internal sealed class Leaving(NewsDb db, Users users, Terms terms, IEnumerable<IHandover> rooms, IEnumerable<IContactTraces> texts, Audit audit, TimeProvider clock)
{
    /// <param name="Replaced">Null in departures from before texts were looked into.</param>
    private sealed record Former(DateOnly? ContactUntil, long? SuccessorId, IReadOnlyDictionary<long, DateOnly?> Ends, IReadOnlyList<ReplacedContact>? Replaced = null);

    public async Task<LeavingPreview?> PreviewAsync(Guid id, CancellationToken ct)
    {
        var person = await db.People.AsNoTracking().Include(p => p.Organisation).Include(p => p.Successor).Include(p => p.Memberships).ThenInclude(m => m.Organisation).AsSplitQuery()
            .SingleOrDefaultAsync(p => p.PublicId == id, ct);
        if (person is null) return null;
        var user = person.UserId is { } account ? await db.Users.AsNoTracking().SingleOrDefaultAsync(u => u.Id == account, ct) : null;
        var handovers = new List<Moved>();
        if (user is not null) foreach (var room in rooms) handovers.AddRange(await room.PreviewAsync(user.Id, ct));
        var sessions = user is null ? 0 : await db.Sessions.CountAsync(s => s.UserId == user.Id, ct);
        var latest = await db.Departures.AsNoTracking().Where(d => d.PersonId == person.Id && d.UndoneUtc == null).OrderByDescending(d => d.Id).FirstOrDefaultAsync(ct);
        var closed = latest?.UserId is { } former ? await db.Users.Where(u => u.Id == former).Select(u => new { u.Role, u.PublisherId }).SingleOrDefaultAsync(ct) : null;
        return new LeavingPreview(person, user?.Email, user?.Role, user is { Disabled: false }, sessions, handovers, (person.Organisation?.Phone, person.Organisation?.Email), latest, closed?.Role, (user?.PublisherId, closed?.PublisherId));
    }

    /// <summary>Texts that tell how to reach the person without naming them by id, so that no page can show another answer. Apart from the preview, since it goes through all articles.</summary>
    /// <param name="person">With the organisation.</param>
    public async Task<ContactTraces> TracesAsync(Person person, Actor actor, CancellationToken ct)
    {
        var traces = new List<ContactTrace>();
        var more = false;
        foreach (var room in texts)
        {
            var found = await room.FindAsync(Reached.Of(person), actor, ct);
            traces.AddRange(found.Found);
            more |= found.More;
        }
        return new(traces, more);
    }

    /// <returns>The key of a text that says why not; null when it is done.</returns>
    public Task<string?> LeaveAsync(Guid id, Farewell farewell, Actor actor, CancellationToken ct) => UnlessChangedAsync(() => TryLeaveAsync(id, farewell, actor, ct));

    private async Task<string?> TryLeaveAsync(Guid id, Farewell farewell, Actor actor, CancellationToken ct)
    {
        var (successorId, handOver, replaces) = farewell;
        await using var transaction = await db.Database.BeginTransactionAsync(ct);
        // Publishing holds it, too, but only when rows are locked that whoever merges terms may wait for
        if (replaces) await terms.HoldAsync(ct);
        if (await FindAsync(id, ct) is not { } person) return "leaving.unknown";
        if (person.UserId is not null && person.UserId == actor.UserId) return "leaving.self";
        var successor = successorId is { } next ? await db.People.SingleOrDefaultAsync(p => p.PublicId == next && p.Id != person.Id, ct) : null;
        if (successorId is not null && successor is null) return "leaving.successor.unknown";
        // Nobody opens what a closed account holds
        if (handOver && person.UserId is { } leaver)
        {
            if (successor?.UserId is not { } heir || !await db.Users.AnyAsync(u => u.Id == heir && !u.Disabled, ct)) return "leaving.successor.account";
            // Nor does anybody what is another publisher's
            foreach (var room in rooms) if (await room.RefusalAsync(leaver, heir, ct) is { } unfit) return unfit;
        }
        var today = clock.Today();
        // The last day on which they are shown: yesterday, so that no page shows them from now on
        var lastDay = today.AddDays(-1);
        var open = person.Memberships.Where(m => m.UntilOn is null || m.UntilOn > today).ToList();
        var former = new Former(person.ContactUntil, person.SuccessorId, open.ToDictionary(m => m.Id, m => m.UntilOn));
        var closed = person.UserId is { } account && await db.Users.AnyAsync(u => u.Id == account && !u.Disabled, ct) ? person.UserId : null;
        if (closed is { } user && await users.DisableAsync(user, actor, ct) is { } refusal) return refusal;
        foreach (var membership in open) membership.UntilOn = today;
        if (person.ContactUntil is not { } until || until > lastDay) person.ContactUntil = lastDay;
        person.SuccessorId = successor?.Id ?? person.SuccessorId;
        Persons.Settle(person, today);
        Persons.Touch(db, person);
        var departure = db.Departures.Add(new Departure { PersonId = person.Id, UserId = closed, AtUtc = clock.GetUtcNow().UtcDateTime, By = actor.Name, Before = JsonSerializer.Serialize(former) }).Entity;
        audit.Write(db, actor, "person.left", $"person:{person.PublicId}", $"{person.Name}; account {(closed is null ? "none" : $"user:{closed}")}; successor {successor?.Name ?? "none"}; handed over {handOver}", AuditChanges.Of(db, person));
        await db.SaveChangesAsync(ct);
        // First what needs whole articles: handing over leaves some behind in the context of which little was read
        if (replaces) await ReplaceAsync(person, departure, actor, ct);
        if (handOver && person.UserId is { } from && successor?.UserId is { } to) foreach (var room in rooms) await room.HandOverAsync(from, to, ct);
        await transaction.CommitAsync(ct);
        return null;
    }

    /// <summary>The same texts once more, of somebody who has left already: articles are published, and changed, after that day too.</summary>
    public Task<string?> ReplaceAsync(Guid id, Actor actor, CancellationToken ct) => UnlessChangedAsync(async () =>
    {
        await using var transaction = await db.Database.BeginTransactionAsync(ct);
        await terms.HoldAsync(ct);
        if (await FindAsync(id, ct) is not { } person) return "leaving.unknown";
        if (await LatestAsync(person, ct) is not { } departure) return "leaving.none";
        await ReplaceAsync(person, departure, actor, ct);
        await transaction.CommitAsync(ct);
        return null;
    });

    private async Task ReplaceAsync(Person person, Departure departure, Actor actor, CancellationToken ct)
    {
        var organisation = await db.Organisations.AsNoTracking().SingleOrDefaultAsync(o => o.Id == person.OrganisationId, ct);
        var who = new Reached(person.Name, person.Phone, person.Email, organisation?.Phone, organisation?.Email);
        var former = JsonSerializer.Deserialize<Former>(departure.Before)!;
        var replaced = new List<ReplacedContact>(former.Replaced ?? []);
        foreach (var room in texts)
        {
            foreach (var done in await room.ReplaceAsync(who, actor, ct))
            {
                // Replaced once more, with nobody's work in between: it goes back to where it was first
                var first = replaced.Find(r => r.Id == done.Id && r.After == done.Before);
                if (first is not null) replaced.Remove(first);
                replaced.Add(done with { Before = first?.Before ?? done.Before });
            }
        }
        departure.Before = JsonSerializer.Serialize(former with { Replaced = replaced });
        await db.SaveChangesAsync(ct);
    }

    private Task<Departure?> LatestAsync(Person person, CancellationToken ct) =>
        db.Departures.Where(d => d.PersonId == person.Id && d.UndoneUtc == null).OrderByDescending(d => d.Id).FirstOrDefaultAsync(ct);

    /// <summary>Opens the account again and puts the details back, in texts too, unless somebody has worked on them since. What was handed over stays with the successor, who may have gone on with it.</summary>
    public Task<string?> UndoAsync(Guid id, Actor actor, CancellationToken ct) => UnlessChangedAsync(() => TryUndoAsync(id, actor, ct));

    private async Task<string?> TryUndoAsync(Guid id, Actor actor, CancellationToken ct)
    {
        await using var transaction = await db.Database.BeginTransactionAsync(ct);
        if (await FindAsync(id, ct) is not { } person) return "leaving.unknown";
        if (await LatestAsync(person, ct) is not { } departure) return "leaving.none";
        var former = JsonSerializer.Deserialize<Former>(departure.Before)!;
        // Before anything is written, as when they were replaced
        if (former.Replaced is { Count: > 0 }) await terms.HoldAsync(ct);
        if (departure.UserId is { } account) await users.EnableAsync(account, actor, ct);
        departure.UndoneUtc = clock.GetUtcNow().UtcDateTime;
        (person.ContactUntil, person.SuccessorId) = (former.ContactUntil, former.SuccessorId is { } s && await db.People.AnyAsync(p => p.Id == s, ct) ? s : null);
        foreach (var membership in person.Memberships.Where(m => former.Ends.ContainsKey(m.Id))) membership.UntilOn = former.Ends[membership.Id];
        Persons.Settle(person, clock.Today());
        Persons.Touch(db, person);
        audit.Write(db, actor, "person.returned", $"person:{person.PublicId}", person.Name, AuditChanges.Of(db, person));
        await db.SaveChangesAsync(ct);
        foreach (var room in texts) await room.PutBackAsync(former.Replaced ?? [], actor, ct);
        await transaction.CommitAsync(ct);
        return null;
    }

    // Somebody saved the person or the account in this moment: nothing of this happens
    private static async Task<string?> UnlessChangedAsync(Func<Task<string?>> work)
    {
        try
        {
            return await work();
        }
        catch (DbUpdateConcurrencyException)
        {
            return "people.changed";
        }
    }

    private Task<Person?> FindAsync(Guid id, CancellationToken ct) => db.People.Include(p => p.Memberships).SingleOrDefaultAsync(p => p.PublicId == id, ct);
}
