using Microsoft.EntityFrameworkCore;
using Uutiset.Data;
using Uutiset.People;

namespace Uutiset.Subscribers;

/// <summary>
/// An organisation that a stranger named on a form. Anybody can type any name, so it never joins the one that has the name
/// already: it would show them its wishes, or let them end its subscription. It becomes an unlisted organisation of its own,
/// and an editor sees that the two look alike.
/// </summary>
internal static class TypedOrganisation
{
    public static Organisation New(string name)
    {
        var organisation = new Organisation { Name = PeopleCheck.Tidy(name) };
        // Its page is not public, so its address may be plain; listing it gives it a readable one
        organisation.Slug = organisation.PublicId.ToString();
        return organisation;
    }

    public static async Task<long?> FindLookalikeAsync(NewsDb db, string name, string? businessId, CancellationToken ct)
    {
        if (businessId is not null && await db.Organisations.Where(o => o.BusinessId == businessId).Select(o => (long?)o.Id).FirstOrDefaultAsync(ct) is { } same) return same;
        var key = OrganisationNames.Key(name);
        // SQLite folds only ASCII, so names are compared here; 11,000 of them are read in about 15 ms
        await foreach (var known in db.Organisations.OrderByDescending(o => o.Listed).ThenBy(o => o.Id).Select(o => new { o.Id, o.Name, o.NameSv }).AsAsyncEnumerable().WithCancellation(ct))
        {
            if (OrganisationNames.Key(known.Name) == key || known.NameSv is { } sv && OrganisationNames.Key(sv) == key) return known.Id;
        }
        return (await db.FormerOrganisations.Select(f => new { f.HeirId, f.Name, f.NameSv }).ToListAsync(ct))
            .Find(f => OrganisationNames.Key(f.Name) == key || f.NameSv is { } sv && OrganisationNames.Key(sv) == key)?.HeirId;
    }
}
