using Microsoft.EntityFrameworkCore;
using Uutiset.Data;
using Uutiset.Vocabulary;

namespace Uutiset.People;

/// <summary>Persons, memberships, projects and organisations below the merged one.</summary>
internal sealed class PeopleMove(NewsDb db) : IOrganisationMove
{
    public async Task<IReadOnlyList<Moved>> PreviewAsync(long from, CancellationToken ct) => Moved.Some(
        new(await db.Memberships.Where(m => m.OrganisationId == from).Select(m => m.PersonId).Distinct().CountAsync(ct),
            new("1 henkilö jäsenyyksineen", "1 person med medlemskap", "1 person with memberships"), new("{0} henkilöä jäsenyyksineen", "{0} personer med medlemskap", "{0} persons with memberships")),
        new(await db.Projects.CountAsync(p => p.OrganisationId == from || p.Partners.Any(x => x.OrganisationId == from) || p.Funders.Any(x => x.OrganisationId == from), ct),
            new("1 hanke", "1 projekt", "1 project"), new("{0} hanketta", "{0} projekt", "{0} projects")),
        new(await db.Organisations.CountAsync(o => o.ParentId == from, ct),
            new("1 alaorganisaatio", "1 underorganisation", "1 organisation below it"), new("{0} alaorganisaatiota", "{0} underorganisationer", "{0} organisations below it")));

    public async Task MoveAsync(long from, long to, CancellationToken ct)
    {
        foreach (var person in await db.People.Include(p => p.Memberships).Where(p => p.OrganisationId == from || p.Memberships.Any(m => m.OrganisationId == from)).ToListAsync(ct))
        {
            if (person.OrganisationId == from) person.OrganisationId = to;
            foreach (var membership in person.Memberships.Where(m => m.OrganisationId == from)) membership.OrganisationId = to;
            Persons.Touch(db, person);
        }
        foreach (var project in await db.Projects.Include(p => p.Partners).Include(p => p.Funders).AsSplitQuery()
            .Where(p => p.OrganisationId == from || p.Partners.Any(x => x.OrganisationId == from) || p.Funders.Any(x => x.OrganisationId == from)).ToListAsync(ct))
        {
            if (project.OrganisationId == from) project.OrganisationId = to;
            foreach (var funder in project.Funders.Where(f => f.OrganisationId == from)) funder.OrganisationId = to;
            var partner = project.Partners.RemoveAll(p => p.OrganisationId == from) > 0;
            // One of the two owned it, or both were partners: once is enough
            if (partner && project.OrganisationId != to && !project.Partners.Exists(p => p.OrganisationId == to)) project.Partners.Add(new ProjectPartner { OrganisationId = to });
            else project.Partners.RemoveAll(p => p.OrganisationId == project.OrganisationId);
            Projects.Touch(db, project);
        }
        // Of one that was a publisher once: keys that are no good any more
        await db.ApiKeys.Where(k => k.PublisherId == from).ExecuteUpdateAsync(row => row.SetProperty(k => k.PublisherId, (long?)to), ct);
        // The heir may have been below the merged one: it is nobody's parent of itself
        var above = await db.Organisations.Where(o => o.Id == from).Select(o => o.ParentId).SingleAsync(ct);
        foreach (var child in await db.Organisations.Where(o => o.ParentId == from).ToListAsync(ct))
        {
            child.ParentId = child.Id == to ? above == to ? null : above : to;
            if (child.Id != to) Organisations.Touch(db, child);
        }
        await db.SaveChangesAsync(ct);
    }
}
