using System.Security.Claims;
using Microsoft.EntityFrameworkCore;
using Uutiset.Accounts;
using Uutiset.Data;
using Uutiset.Desk;
using Uutiset.Subscribers.Joining;
using Uutiset.Vocabulary;

namespace Uutiset.Subscribers.Desk;

/// <summary>On the desk's front page: who waits for an answer that only the editors can give.</summary>
internal static class JoiningFront
{
    private const int Rows = 5;

    public static async Task<IReadOnlyList<DeskFrontRow>> LoadAsync(IServiceProvider services, ClaimsPrincipal user, CancellationToken ct)
    {
        var (db, text) = (services.GetRequiredService<NewsDb>(), services.GetRequiredService<DeskText>());
        var clock = services.GetRequiredService<TimeProvider>();
        var earliest = clock.GetUtcNow().UtcDateTime.AddDays(-JoinRequests.OwnersDays);
        var waiting = await JoiningRow.Of(db, Actor.Of(user), clock.Today()).Where(r => !r.HasOwner || r.AskedUtc <= earliest).OrderBy(r => r.AskedUtc).Take(Rows).ToListAsync(ct);
        return [.. waiting.Select(r => new DeskFrontRow(JoiningModel.Href, text["joining.front.row", r.Organisation], Dates.Day(r.AskedUtc, text.Lang)))];
    }
}

/// <summary>Set by its properties, so that a query can go on asking of them.</summary>
internal sealed record JoiningRow
{
    public Guid Id { get; init; }
    public string Email { get; init; } = "";
    public Guid OrganisationId { get; init; }
    public string Organisation { get; init; } = "";
    public DateTime AskedUtc { get; init; }
    public bool HasOwner { get; init; }

    public static IQueryable<JoiningRow> Of(NewsDb db, Actor actor, DateOnly today)
    {
        var owners = JoinRequests.Owners(db, today);
        return actor.Own(JoinRequests.Waiting(db).AsNoTracking(), j => j.Contact!.Subscription!.PublisherId).Select(j => new JoiningRow
        {
            Id = j.PublicId, Email = j.Contact!.Email, OrganisationId = j.Organisation!.PublicId, Organisation = j.Organisation.Name, AskedUtc = j.AskedUtc!.Value,
            HasOwner = owners.Any(c => c.Subscription!.OrganisationId == j.OrganisationId && c.Subscription.PublisherId == j.Contact.Subscription!.PublisherId),
        });
    }
}
