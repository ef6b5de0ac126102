using Microsoft.EntityFrameworkCore;
using Uutiset.Accounts;
using Uutiset.Accounts.Api;
using Uutiset.Data;
using Uutiset.Vocabulary;

namespace Uutiset.People;

/// <summary><c>/api/v1/authors</c>, <c>/api/v1/organisations</c>, <c>/api/v1/projects</c>.</summary>
internal static class PeopleApi
{
    public sealed record AuthorJson(
        Guid Id, string Slug, string Name, string Title, string? TitleSv, string? TitleEn, Guid? OrganisationId, string? Organisation, string? Project, string? Phone, string? Email,
        IReadOnlyList<string> Regions);

    public sealed record ProjectJson(Guid Id, string Slug, string Name, Guid? OrganisationId, DateOnly? StartsOn, DateOnly? EndsOn);

    public static void MapPeopleApi(this WebApplication app)
    {
        app.MapApi("/authors", "People").MapGet("/", AuthorsAsync).AllowAnonymous().WithSummary("Those who write, by name").Produces<Paged<AuthorJson>>();
        var organisations = app.MapApi("/organisations", "People");
        organisations.MapGet("/", OrganisationsAsync).AllowAnonymous().WithSummary("Organisations by name; without a key listed ones only").Produces<Paged<OrganisationJson>>();
        organisations.MapGet("/{id:guid}", OrganisationAsync).AllowAnonymous().WithSummary("One organisation").Produces<OrganisationJson>();
        organisations.MapPost("/", AddOrganisationAsync).Needs(Permission.PeopleWrite).WithSummary("Adds a listed organisation").Produces<OrganisationJson>(StatusCodes.Status201Created);
        var projects = app.MapApi("/projects", "People");
        projects.MapGet("/", ProjectsAsync).AllowAnonymous().WithSummary("Projects by name").Produces<Paged<ProjectJson>>();
        projects.MapPost("/", AddProjectAsync).Needs(Permission.PeopleWrite).WithSummary("Adds a project").Produces<ProjectJson>(StatusCodes.Status201Created);
    }

    private static async Task<IResult> AuthorsAsync([AsParameters] Paging paging, NewsDb db, TimeProvider clock, CancellationToken ct)
    {
        var total = await db.People.CountAsync(ct);
        var rows = await db.People.AsNoTracking().Include(p => p.Organisation).Include(p => p.Regions).AsSplitQuery()
            .OrderBy(p => EF.Functions.Collate(p.Name, NewsDb.FinnishOrder)).ThenBy(p => p.Id).Skip(paging.Skip).Take(paging.Size).ToListAsync(ct);
        var today = clock.Today();
        return Results.Ok(paging.Of(rows.ConvertAll(p => Json(p, today)), total));
    }

    // After their last day the organisation answers instead
    private static AuthorJson Json(Person p, DateOnly today)
    {
        var reachable = p.ContactUntil is not { } until || today <= until;
        return new AuthorJson(p.PublicId, p.Slug, p.Name, p.TitleFi, p.TitleSv, p.TitleEn, p.Organisation?.PublicId, p.Organisation?.Name, p.Project,
            reachable ? p.Phone : p.Organisation?.Phone, reachable ? p.Email : p.Organisation?.Email, [.. p.Regions.Select(r => r.RegionCode).Order(StringComparer.Ordinal)]);
    }

    private static async Task<IResult> OrganisationsAsync([AsParameters] Paging paging, string? q, HttpContext http, NewsDb db, CancellationToken ct)
    {
        var rows = Seen(db, http).WithName(q);
        var total = await rows.CountAsync(ct);
        var page = await rows.Include(o => o.Regions).OrderBy(o => EF.Functions.Collate(o.Name, NewsDb.FinnishOrder)).ThenBy(o => o.Id).Skip(paging.Skip).Take(paging.Size).ToListAsync(ct);
        return Results.Ok(paging.Of(page.ConvertAll(OrganisationJson.Of), total));
    }

    private static async Task<IResult> OrganisationAsync(Guid id, HttpContext http, NewsDb db, CancellationToken ct) =>
        await Seen(db, http).Include(o => o.Regions).SingleOrDefaultAsync(o => o.PublicId == id, ct) is { } organisation
            ? Results.Ok(OrganisationJson.Of(organisation)) : Problems.NotFound("organisation");

    // What a subscriber typed is nobody's to see until an editor has listed it
    private static IQueryable<Organisation> Seen(NewsDb db, HttpContext http)
    {
        http.Response.Headers.Vary = "Authorization";
        var all = http.User.Has(Permission.SubscribersRead);
        return db.Organisations.AsNoTracking().Where(o => all || o.Listed);
    }

    private static async Task<IResult> AddOrganisationAsync(OrganisationDraft draft, HttpContext http, Organisations organisations, CancellationToken ct)
    {
        var (organisation, errors) = await organisations.AddAsync(http.User.Allowed(draft), Actor.Of(http.User), ct);
        return organisation is null
            ? Problems.Invalid(FieldError.ByField(errors, ApiLanguage.Of(http)))
            : Results.Created($"/api/v1/organisations/{organisation.PublicId}", OrganisationJson.Of(organisation));
    }

    private static async Task<IResult> ProjectsAsync([AsParameters] Paging paging, NewsDb db, CancellationToken ct)
    {
        var total = await db.Projects.CountAsync(ct);
        var rows = await db.Projects.AsNoTracking().OrderBy(p => EF.Functions.Collate(p.Name, NewsDb.FinnishOrder)).ThenBy(p => p.Id).Skip(paging.Skip).Take(paging.Size).ToListAsync(ct);
        var ids = rows.Select(p => p.OrganisationId).OfType<long>().ToList();
        var organisations = await db.Organisations.Where(o => ids.Contains(o.Id)).ToDictionaryAsync(o => o.Id, o => o.PublicId, ct);
        return Results.Ok(paging.Of(rows.ConvertAll(p =>
            new ProjectJson(p.PublicId, p.Slug, p.Name, p.OrganisationId is { } id ? organisations[id] : null, p.StartsOn, p.EndsOn)), total));
    }

    private static async Task<IResult> AddProjectAsync(ProjectDraft draft, HttpContext http, Projects projects, CancellationToken ct)
    {
        var (project, errors) = await projects.AddAsync(draft, Actor.Of(http.User), ct);
        return project is null
            ? Problems.Invalid(FieldError.ByField(errors, ApiLanguage.Of(http)))
            : Results.Created($"/api/v1/projects/{project.PublicId}", new ProjectJson(project.PublicId, project.Slug, project.Name, draft.OrganisationId, project.StartsOn, project.EndsOn));
    }
}
