using System.Security.Claims;
using Microsoft.EntityFrameworkCore;
using Uutiset.Accounts;
using Uutiset.Data;

namespace Uutiset.People;

/// <summary>
/// Whom somebody may edit. A person's account and regions decide which articles an agent may edit, and a publisher speaks for the site:
/// who has articles or their own details to keep up to date must not widen their rights on the way (S14). The register itself an agent
/// keeps for their own regions; what has no region yet is anybody's to complete. Who speaks for one publisher keeps no other one's record.
/// </summary>
internal static class PeopleRights
{
    public static async Task<bool> MayEditAsync(this NewsDb db, ClaimsPrincipal user, Person person, CancellationToken ct) =>
        user.Has(Permission.PeopleManage)
        || (person.UserId is { } account ? account == Actor.Of(user).UserId : await db.IsTheirsAsync(user, [.. person.Regions.Select(r => r.RegionCode)], ct));

    public static async Task<bool> MayEditAsync(this NewsDb db, ClaimsPrincipal user, Organisation organisation, CancellationToken ct) =>
        (!organisation.IsPublisher || Actor.Of(user).SpeaksFor(organisation.Id))
        && (user.Has(Permission.PeopleManage) || !organisation.IsPublisher && await db.IsTheirsAsync(user, [.. organisation.Regions.Select(r => r.RegionCode)], ct));

    /// <summary>Who works in a project, and agents of its owner's regions.</summary>
    public static async Task<bool> MayEditAsync(this NewsDb db, ClaimsPrincipal user, Project project, CancellationToken ct)
    {
        if (user.Has(Permission.PeopleManage)) return true;
        var (me, people) = (Actor.Of(user).UserId, project.People.ConvertAll(p => p.PersonId));
        if (me is not null && await db.People.AnyAsync(p => p.UserId == me && people.Contains(p.Id), ct)) return true;
        var regions = await db.Organisations.Where(o => o.Id == project.OrganisationId).SelectMany(o => o.Regions).Select(r => r.RegionCode).ToListAsync(ct);
        return await db.IsTheirsAsync(user, regions, ct);
    }

    /// <summary>The draft without what is not this person's to decide; that stays as it was.</summary>
    /// <param name="before">Null for a new person.</param>
    /// <param name="account">The e-mail of the account that the person has now.</param>
    public static PersonDraft Allowed(this ClaimsPrincipal user, PersonDraft draft, Person? before, string? account) =>
        user.Has(Permission.PeopleManage) ? draft
            : before?.UserId is null ? draft with { Account = null }
            : draft with { Account = account, Regions = [.. before.Regions.Select(r => r.RegionCode)] };

    public static OrganisationDraft Allowed(this ClaimsPrincipal user, OrganisationDraft draft) =>
        // In whose names the site speaks is for those who speak for all of it
        user.Has(Permission.PeopleManage) && Actor.Of(user).PublisherId is null ? draft : draft with { IsPublisher = null };

    // A key of the API has no region
    private static async Task<bool> IsTheirsAsync(this NewsDb db, ClaimsPrincipal user, List<string> regions, CancellationToken ct) =>
        regions.Count == 0 || user.FindFirstValue("role") != nameof(Role.Agent) || Actor.Of(user).UserId is not { } me
        || await db.People.AnyAsync(p => p.UserId == me && p.Regions.Any(r => regions.Contains(r.RegionCode)), ct);
}
