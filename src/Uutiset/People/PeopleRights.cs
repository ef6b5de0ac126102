using System.Security.Claims;
using Uutiset.Accounts;

namespace Uutiset.People;

/// <summary>
/// Whom somebody may edit. A person's account and regions decide which articles an agent may edit, and a publisher speaks for the site:
/// who has articles or their own details to keep up to date must not widen their rights on the way (S14).
/// </summary>
internal static class PeopleRights
{
    public static bool MayEdit(this ClaimsPrincipal user, Person person) =>
        user.Has(Permission.PeopleManage) || person.UserId is null || person.UserId == Actor.Of(user).UserId;

    public static bool MayEdit(this ClaimsPrincipal user, Organisation organisation) => user.Has(Permission.PeopleManage) || !organisation.IsPublisher;

    /// <summary>The draft without what is not this person's to decide; that stays as it was.</summary>
    /// <param name="before">Null for a new person.</param>
    /// <param name="account">The e-mail of the account that the person has now.</param>
    public static PersonDraft Allowed(this ClaimsPrincipal user, PersonDraft draft, Person? before, string? account) =>
        user.Has(Permission.PeopleManage) ? draft
            : before?.UserId is null ? draft with { Account = null }
            : draft with { Account = account, Regions = [.. before.Regions.Select(r => r.RegionCode)] };

    public static OrganisationDraft Allowed(this ClaimsPrincipal user, OrganisationDraft draft) =>
        user.Has(Permission.PeopleManage) ? draft : draft with { IsPublisher = null };
}
