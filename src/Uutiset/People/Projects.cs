using Microsoft.EntityFrameworkCore;
using Uutiset.Accounts;
using Uutiset.Accounts.Auditing;
using Uutiset.Data;
using Uutiset.Finnish;
using Uutiset.Vocabulary;

namespace Uutiset.People;

/// <summary>Adds and edits projects.</summary>
internal sealed class Projects(NewsDb db, ProjectCheck check, Audit audit)
{
    public async Task<(Project? Project, IReadOnlyList<FieldError> Errors)> AddAsync(ProjectDraft draft, Actor actor, CancellationToken ct)
    {
        var project = new Project();
        if (await check.FillAsync(project, draft, ct) is { Count: > 0 } errors) return (null, errors);
        db.Projects.Add(project);
        db.Changed("projects");
        audit.Write(db, actor, "project.added", $"project:{project.PublicId}", project.Name, AuditChanges.Of(db, project));
        await db.SaveWithSlugAsync(db.Projects.Select(p => p.Slug), Slug.From(project.Name, "hanke"), slug => project.Slug = slug, ct);
        return (project, []);
    }

    /// <param name="project">Tracked and whole, as <see cref="Whole"/> reads it.</param>
    /// <exception cref="DbUpdateConcurrencyException">Somebody saved the project meanwhile.</exception>
    public async Task<IReadOnlyList<FieldError>> SaveAsync(Project project, ProjectDraft draft, Actor actor, CancellationToken ct)
    {
        if (await check.FillAsync(project, draft, ct) is { Count: > 0 } errors) return errors;
        Touch(db, project);
        audit.Write(db, actor, "project.saved", $"project:{project.PublicId}", project.Name, AuditChanges.Of(db, project));
        await db.SaveChangesAsync(ct);
        return [];
    }

    /// <summary>Counts the change, and tells the pages that show the project: its own, its articles', lists.</summary>
    public static void Touch(NewsDb db, Project project)
    {
        project.Version++;
        db.Changed("articles", "projects", FormattableString.Invariant($"project:{project.Id}"));
    }

    /// <summary>What a list shows of each, in the order that it had: descriptions and funding texts stay in the table.</summary>
    public static IQueryable<Project> Listed(IQueryable<Project> projects) => projects.Select(p => new Project
    {
        Id = p.Id, PublicId = p.PublicId, Slug = p.Slug, Name = p.Name, NameSv = p.NameSv, NameEn = p.NameEn,
        StartsOn = p.StartsOn, StartsPrecision = p.StartsPrecision, EndsOn = p.EndsOn, EndsPrecision = p.EndsPrecision,
    });

    /// <summary>With all its parts and whom they name, in a fixed number of commands.</summary>
    public static IQueryable<Project> Whole(IQueryable<Project> projects) =>
        projects.AsSplitQuery().Include(p => p.Organisation).Include(p => p.Umbrella).Include(p => p.Successor).Include(p => p.Partners).ThenInclude(x => x.Organisation)
            .Include(p => p.People).ThenInclude(x => x.Person).Include(p => p.Funders).ThenInclude(f => f.Organisation).ThenInclude(o => o!.Logo).Include(p => p.Funders).ThenInclude(f => f.Logo).Include(p => p.Links);
}
