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
    public static Task<bool> MayEditAsync(this NewsDb db, ClaimsPrincipal user, Person person, CancellationToken ct) => db.People.Where(p => p.Id == person.Id).Editable(db, user).AnyAsync(ct);

    public static Task<bool> MayEditAsync(this NewsDb db, ClaimsPrincipal user, Organisation organisation, CancellationToken ct) =>
        db.Organisations.Where(o => o.Id == organisation.Id).Editable(db, user).AnyAsync(ct);

    public static Task<bool> MayEditAsync(this NewsDb db, ClaimsPrincipal user, Project project, CancellationToken ct) => db.Projects.Where(p => p.Id == project.Id).Editable(db, user).AnyAsync(ct);

    /// <summary>The same of many, for lists: nobody is led to what they may not open.</summary>
    public static IQueryable<Person> Editable(this IQueryable<Person> people, NewsDb db, ClaimsPrincipal user)
    {
        if (user.Has(Permission.PeopleManage)) return people;
        var (me, agent, mine) = Who(db, user);
        return people.Where(p => p.UserId != null ? p.UserId == me : !agent || !p.Regions.Any() || p.Regions.Any(r => mine.Contains(r.RegionCode)));
    }

    public static IQueryable<Organisation> Editable(this IQueryable<Organisation> organisations, NewsDb db, ClaimsPrincipal user)
    {
        var publisher = Actor.Of(user).PublisherId;
        if (user.Has(Permission.PeopleManage)) return publisher is null ? organisations : organisations.Where(o => !o.IsPublisher || o.Id == publisher);
        var (_, agent, mine) = Who(db, user);
        return organisations.Where(o => !o.IsPublisher && (!agent || !o.Regions.Any() || o.Regions.Any(r => mine.Contains(r.RegionCode))));
    }

    /// <summary>Who works in a project, and agents of its owner's regions.</summary>
    public static IQueryable<Project> Editable(this IQueryable<Project> projects, NewsDb db, ClaimsPrincipal user)
    {
        if (user.Has(Permission.PeopleManage)) return projects;
        var (me, agent, mine) = Who(db, user);
        var owners = db.Set<OrganisationRegion>();
        return projects.Where(p => me != null && p.People.Any(x => x.Person!.UserId == me)
            || !agent || !owners.Any(r => r.OrganisationId == p.OrganisationId) || owners.Any(r => r.OrganisationId == p.OrganisationId && mine.Contains(r.RegionCode)));
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
    private static (long? Me, bool IsAgent, IQueryable<string> Regions) Who(NewsDb db, ClaimsPrincipal user)
    {
        var me = Actor.Of(user).UserId;
        return (me, me is not null && user.FindFirstValue("role") == nameof(Role.Agent), db.People.Where(p => p.UserId == me).SelectMany(p => p.Regions).Select(r => r.RegionCode));
    }
}
