using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Options;
using Uutiset.Accounts;
using Uutiset.Accounts.Api;
using Uutiset.Data;
using Uutiset.Vocabulary;

namespace Uutiset.People;

/// <summary><c>/api/v1/projects</c>.</summary>
internal static class ProjectApi
{
    public static void MapProjectApi(this WebApplication app)
    {
        var api = app.MapApi("/projects", "People");
        api.MapGet("/", ListAsync).AllowAnonymous().WithSummary("Projects by name; ?status=planned, active or ended, ?organisation=").Produces<Paged<ProjectJson>>();
        api.MapGet("/{id:guid}", ByIdAsync).AllowAnonymous().WithSummary("One project").Produces<ProjectJson>();
        api.MapPost("/", AddAsync).Needs(Permission.PeopleWrite).WithSummary("Adds a project").Produces<ProjectJson>(StatusCodes.Status201Created);
        api.MapPut("/{id:guid}", SaveAsync).Needs(Permission.PeopleWrite).WithSummary("Changes a project").Produces<ProjectJson>();
    }

    private static async Task<IResult> ListAsync([AsParameters] Paging paging, string? status, Guid? organisation, NewsDb db, TimeProvider clock, IOptions<SiteOptions> site, CancellationToken ct)
    {
        var today = clock.Today();
        var wanted = Enum.TryParse<ProjectStatus>(status, ignoreCase: true, out var known) ? known : (ProjectStatus?)null;
        if (status is not null && wanted is null) return Problems.Of(StatusCodes.Status400BadRequest, "status is planned, active or ended.");
        var projects = db.Projects.WithStatus(wanted, today);
        if (organisation is { } id) projects = projects.Where(p => p.Organisation!.PublicId == id || p.Partners.Any(x => x.Organisation!.PublicId == id));
        var total = await projects.CountAsync(ct);
        var rows = await Projects.Whole(projects.AsNoTracking()).OrderBy(p => EF.Functions.Collate(p.Name, NewsDb.FinnishOrder)).ThenBy(p => p.Id).Skip(paging.Skip).Take(paging.Size).ToListAsync(ct);
        return Results.Ok(paging.Of(rows.ConvertAll(p => ProjectJson.Of(p, today, site.Value.Absolute)), total));
    }

    /// <summary>The status is never stored: it follows from the days.</summary>
    public static IQueryable<Project> WithStatus(this IQueryable<Project> projects, ProjectStatus? status, DateOnly today) => status switch
    {
        ProjectStatus.Ended => projects.Where(p => p.EndsOn < today),
        ProjectStatus.Planned => projects.Where(p => p.StartsOn > today && (p.EndsOn == null || p.EndsOn >= today)),
        ProjectStatus.Active => projects.Where(p => (p.StartsOn == null || p.StartsOn <= today) && (p.EndsOn == null || p.EndsOn >= today)),
        _ => projects,
    };

    private static async Task<IResult> ByIdAsync(Guid id, HttpContext http, NewsDb db, TimeProvider clock, IOptions<SiteOptions> site, CancellationToken ct)
    {
        if (await Projects.Whole(db.Projects.AsNoTracking()).SingleOrDefaultAsync(p => p.PublicId == id, ct) is not { } project) return Problems.NotFound("project");
        var json = ProjectJson.Of(project, clock.Today(), site.Value.Absolute);
        // The status turns with the days, and funders' names with their organisations
        return Etags.OkOrNotModified(http, json, Etags.OfContent(project.Version, json));
    }

    private static async Task<IResult> AddAsync(ProjectDraft draft, HttpContext http, NewsDb db, Projects projects, TimeProvider clock, IOptions<SiteOptions> site, CancellationToken ct)
    {
        var (project, errors) = await projects.AddAsync(draft, Actor.Of(http.User), ct);
        if (project is null) return Problems.Invalid(FieldError.ByField(errors, ApiLanguage.Of(http)));
        return Results.Created($"/api/v1/projects/{project.PublicId}", await ReadAsync(project, http, db, clock, site, ct));
    }

    private static async Task<IResult> SaveAsync(Guid id, ProjectDraft draft, HttpContext http, NewsDb db, Projects projects, TimeProvider clock, IOptions<SiteOptions> site, CancellationToken ct)
    {
        if (Etags.Expected(http, out var refusal) is not { } version) return refusal!;
        var project = await Projects.Whole(db.Projects).SingleOrDefaultAsync(p => p.PublicId == id, ct);
        if (project is null) return Problems.NotFound("project");
        if (project.Version != version) return Etags.Outdated();
        try
        {
            var errors = await projects.SaveAsync(project, draft, Actor.Of(http.User), ct);
            if (errors.Count > 0) return Problems.Invalid(FieldError.ByField(errors, ApiLanguage.Of(http)));
        }
        catch (DbUpdateConcurrencyException)
        {
            return Etags.Outdated();
        }
        return Results.Ok(await ReadAsync(project, http, db, clock, site, ct));
    }

    private static async Task<ProjectJson> ReadAsync(Project project, HttpContext http, NewsDb db, TimeProvider clock, IOptions<SiteOptions> site, CancellationToken ct)
    {
        db.ChangeTracker.Clear();
        var json = ProjectJson.Of(await Projects.Whole(db.Projects.AsNoTracking()).SingleAsync(p => p.Id == project.Id, ct), clock.Today(), site.Value.Absolute);
        http.Response.Headers.ETag = Etags.OfContent(json.Version, json);
        return json;
    }
}
