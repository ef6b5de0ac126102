using Microsoft.EntityFrameworkCore;
using Uutiset.Accounts;
using Uutiset.Data;
using Uutiset.Vocabulary;

namespace Uutiset.People;

internal sealed class Projects(NewsDb db, Audit audit)
{
    public async Task<(Project? Project, IReadOnlyList<FieldError> Errors)> AddAsync(ProjectDraft draft, Actor actor, CancellationToken ct)
    {
        var check = new PeopleCheck();
        var name = check.Name("name", draft.Name);
        if (draft.EndsOn < draft.StartsOn) check.Add("endsOn", "Hanke päättyisi ennen alkuaan.", "Projektet skulle sluta innan det börjar.", "The project would end before it starts.");
        long? organisation = null;
        if (draft.OrganisationId is { } id)
        {
            organisation = await db.Organisations.Where(o => o.PublicId == id).Select(o => (long?)o.Id).SingleOrDefaultAsync(ct);
            if (organisation is null) check.Add("organisationId", "Organisaatiota ei löydy.", "Organisationen hittas inte.", "The organisation was not found.");
        }
        if (check.Errors.Count > 0) return (null, check.Errors);
        var project = new Project { Name = name, OrganisationId = organisation, StartsOn = draft.StartsOn, EndsOn = draft.EndsOn };
        project.Slug = await Organisations.FreeSlugAsync(db.Projects.Select(p => p.Slug), name, "hanke", ct);
        db.Projects.Add(project);
        audit.Write(db, actor, "project.added", $"project:{project.PublicId}", name);
        await db.SaveChangesAsync(ct);
        return (project, []);
    }
}
