using Microsoft.EntityFrameworkCore;
using Uutiset.Accounts;
using Uutiset.Accounts.Api;
using Uutiset.Data;
using Uutiset.Vocabulary;

namespace Uutiset.People;

/// <summary><c>/api/v1/organisations</c>. The id of one that was merged leads to its heir.</summary>
internal static class OrganisationApi
{
    public static void MapOrganisationApi(this WebApplication app)
    {
        var api = app.MapApi("/organisations", "People");
        api.MapGet("/", ListAsync).AllowAnonymous().WithSummary("Organisations by name; ?q=, ?type=, ?region=; without a key listed ones only").Produces<Paged<OrganisationJson>>();
        api.MapGet("/{id:guid}", ByIdAsync).AllowAnonymous().WithSummary("One organisation").Produces<OrganisationJson>().Produces(StatusCodes.Status301MovedPermanently);
        api.MapPost("/", AddAsync).Needs(Permission.PeopleWrite).WithSummary("Adds a listed organisation").Produces<OrganisationJson>(StatusCodes.Status201Created);
        api.MapPut("/{id:guid}", SaveAsync).Needs(Permission.PeopleWrite).WithSummary("Changes an organisation").Produces<OrganisationJson>();
    }

    // What a subscriber typed is nobody's to see until an editor has listed it
    private static IQueryable<Organisation> Seen(NewsDb db, HttpContext http)
    {
        http.Response.Headers.Vary = "Authorization";
        var all = http.User.Has(Permission.SubscribersRead);
        return db.Organisations.Where(o => all || o.Listed).Include(o => o.Regions).Include(o => o.Parent).AsSplitQuery();
    }

    private static async Task<IResult> ListAsync([AsParameters] Paging paging, string? q, string? type, string? region, HttpContext http, NewsDb db, CancellationToken ct)
    {
        var rows = Seen(db, http).AsNoTracking().WithName(q);
        if (type is not null) rows = rows.Where(o => o.Type == type);
        if (region is not null) rows = rows.Where(o => o.Regions.Any(r => r.RegionCode == region));
        var total = await rows.CountAsync(ct);
        var page = await rows.OrderBy(o => EF.Functions.Collate(o.Name, NewsDb.FinnishOrder)).ThenBy(o => o.Id).Skip(paging.Skip).Take(paging.Size).ToListAsync(ct);
        return Results.Ok(paging.Of(page.ConvertAll(OrganisationJson.Of), total));
    }

    private static async Task<IResult> ByIdAsync(Guid id, HttpContext http, NewsDb db, CancellationToken ct)
    {
        if (await Seen(db, http).AsNoTracking().SingleOrDefaultAsync(o => o.PublicId == id, ct) is { } organisation)
            return Etags.OkOrNotModified(http, OrganisationJson.Of(organisation), Etags.OfContent(organisation.Version, OrganisationJson.Of(organisation)));
        var heir = await db.FormerOrganisations.Where(f => f.PublicId == id).Select(f => (Guid?)f.Heir!.PublicId).SingleOrDefaultAsync(ct);
        return heir is null ? Problems.NotFound("organisation") : Results.Redirect($"/api/v1/organisations/{heir}", permanent: true);
    }

    private static async Task<IResult> AddAsync(OrganisationDraft draft, HttpContext http, Organisations organisations, CancellationToken ct)
    {
        var (organisation, errors) = await organisations.AddAsync(http.User.Allowed(draft), Actor.Of(http.User), ct);
        if (organisation is null) return Problems.Invalid(FieldError.ByField(errors, ApiLanguage.Of(http)));
        var json = OrganisationJson.Of(organisation);
        http.Response.Headers.ETag = Etags.OfContent(organisation.Version, json);
        return Results.Created($"/api/v1/organisations/{organisation.PublicId}", json);
    }

    private static async Task<IResult> SaveAsync(Guid id, OrganisationDraft draft, HttpContext http, NewsDb db, Organisations organisations, CancellationToken ct)
    {
        if (Etags.Expected(http, out var refusal) is not { } version) return refusal!;
        var organisation = await Seen(db, http).SingleOrDefaultAsync(o => o.PublicId == id, ct);
        if (organisation is null) return Problems.NotFound("organisation");
        if (!await db.MayEditAsync(http.User, organisation, ct)) return Problems.Of(StatusCodes.Status403Forbidden, "A publisher speaks for the site: editors keep its details.");
        if (organisation.Version != version) return Etags.Outdated();
        try
        {
            var errors = await organisations.SaveAsync(organisation, http.User.Allowed(draft), Actor.Of(http.User), ct);
            if (errors.Count > 0) return Problems.Invalid(FieldError.ByField(errors, ApiLanguage.Of(http)));
        }
        catch (DbUpdateConcurrencyException)
        {
            return Etags.Outdated();
        }
        var json = OrganisationJson.Of(organisation);
        http.Response.Headers.ETag = Etags.OfContent(organisation.Version, json);
        return Results.Ok(json);
    }
}
