using Microsoft.EntityFrameworkCore;
using Uutiset.Accounts;
using Uutiset.Accounts.Api;
using Uutiset.Data;
using Uutiset.Vocabulary;

namespace Uutiset.People;

/// <summary><c>/api/v1/authors</c>: those who write.</summary>
internal static class PeopleApi
{
    public sealed record MembershipJson(Guid OrganisationId, string Organisation, string? TitleFi, string? TitleSv, string? TitleEn, DateOnly? From, DateOnly? Until);

    /// <param name="IntroductionHtml">In Finnish: HTML for the page, before the articles. Null: none.</param>
    /// <param name="IntroductionSvHtml">The same in Swedish; a page without one in its language shows another.</param>
    /// <param name="IntroductionEnHtml">The same in English.</param>
    public sealed record AuthorJson(
        Guid Id, string Slug, string Name, string Title, string? TitleSv, string? TitleEn, Guid? OrganisationId, string? Organisation, string? Project, string? Phone, string? Email,
        IReadOnlyList<string> Regions, IReadOnlyList<MembershipJson> Memberships, DateOnly? ContactUntil, Guid? SuccessorId, string? Successor, Guid? PhotoId, bool Former, int Version,
        string? IntroductionHtml, string? IntroductionSvHtml, string? IntroductionEnHtml);

    public static void MapPeopleApi(this WebApplication app)
    {
        var authors = app.MapApi("/authors", "People");
        authors.MapGet("/", ListAsync).AllowAnonymous().WithSummary("Those who write, by name; ?region= and ?former=").Produces<Paged<AuthorJson>>();
        authors.MapGet("/{id:guid}", ByIdAsync).AllowAnonymous().WithSummary("One who writes").Produces<AuthorJson>();
        authors.MapPost("/", AddAsync).Needs(Permission.PeopleWrite).WithSummary("Adds somebody who writes").Produces<AuthorJson>(StatusCodes.Status201Created);
        authors.MapPut("/{id:guid}", SaveAsync).Needs(Permission.PeopleWrite).WithSummary("Changes details, memberships and successor").Produces<AuthorJson>();
        app.MapOrganisationApi();
        app.MapProjectApi();
    }

    private static IQueryable<Person> Whole(NewsDb db) =>
        db.People.AsSplitQuery().Include(p => p.Organisation).Include(p => p.Successor).Include(p => p.Regions).Include(p => p.Memberships).ThenInclude(m => m.Organisation);

    private static async Task<IResult> ListAsync([AsParameters] Paging paging, string? region, bool? former, NewsDb db, TimeProvider clock, CancellationToken ct)
    {
        var today = clock.Today();
        var people = Whole(db).AsNoTracking();
        if (region is not null) people = people.Where(p => p.Regions.Any(r => r.RegionCode == region));
        if (former is { } left) people = left ? people.Former(today) : people.Writing(today);
        var total = await people.CountAsync(ct);
        var rows = await people.OrderBy(p => EF.Functions.Collate(p.Name, NewsDb.FinnishOrder)).ThenBy(p => p.Id).Skip(paging.Skip).Take(paging.Size).ToListAsync(ct);
        return Results.Ok(paging.Of(rows.ConvertAll(p => Json(p, today)), total));
    }

    private static async Task<IResult> ByIdAsync(Guid id, HttpContext http, NewsDb db, TimeProvider clock, CancellationToken ct)
    {
        if (await Whole(db).AsNoTracking().SingleOrDefaultAsync(p => p.PublicId == id, ct) is not { } person) return Problems.NotFound("author");
        var json = Json(person, clock.Today());
        // The organisation's details answer for somebody who left, and change without them
        return Etags.OkOrNotModified(http, json, Etags.OfContent(person.Version, json));
    }

    private static async Task<IResult> AddAsync(PersonDraft draft, HttpContext http, NewsDb db, Persons persons, TimeProvider clock, CancellationToken ct)
    {
        var (person, errors) = await persons.AddAsync(http.User.Allowed(draft, null, null), Actor.Of(http.User), ct);
        if (person is null) return Problems.Invalid(FieldError.ByField(errors, ApiLanguage.Of(http)));
        var json = await ReadAsync(person, http, db, clock, ct);
        return Results.Created($"/api/v1/authors/{person.PublicId}", json);
    }

    private static async Task<IResult> SaveAsync(Guid id, PersonDraft draft, HttpContext http, NewsDb db, Persons persons, TimeProvider clock, CancellationToken ct)
    {
        if (Etags.Expected(http, out var refusal) is not { } version) return refusal!;
        var person = await db.People.Include(p => p.Organisation).Include(p => p.Regions).Include(p => p.Memberships).AsSplitQuery().SingleOrDefaultAsync(p => p.PublicId == id, ct);
        if (person is null) return Problems.NotFound("author");
        if (!await db.MayEditAsync(http.User, person, ct)) return Problems.Of(StatusCodes.Status403Forbidden, "This person has an account: they, and editors, keep the details.");
        if (person.Version != version) return Etags.Outdated();
        var account = await db.Users.Where(u => u.Id == person.UserId).Select(u => u.Email).SingleOrDefaultAsync(ct);
        try
        {
            // The account is the desk's to choose
            var errors = await persons.SaveAsync(person, http.User.Allowed(WithOwn(draft, person, clock.Today()), person, account) with { Account = account }, Actor.Of(http.User), ct);
            if (errors.Count > 0) return Problems.Invalid(FieldError.ByField(errors, ApiLanguage.Of(http)));
        }
        catch (DbUpdateConcurrencyException)
        {
            return Etags.Outdated();
        }
        return Results.Ok(await ReadAsync(person, http, db, clock, ct));
    }

    // What was shown in their place comes back with the rest, and does not become their own
    private static PersonDraft WithOwn(PersonDraft draft, Person person, DateOnly today)
    {
        var (phone, email) = person.Contact(today);
        return draft with { Phone = draft.Phone == phone ? person.Phone : draft.Phone, Email = draft.Email == email ? person.Email : draft.Email };
    }

    private static async Task<AuthorJson> ReadAsync(Person person, HttpContext http, NewsDb db, TimeProvider clock, CancellationToken ct)
    {
        var json = Json(await Whole(db).AsNoTracking().SingleAsync(p => p.Id == person.Id, ct), clock.Today());
        http.Response.Headers.ETag = Etags.OfContent(person.Version, json);
        return json;
    }

    // After their last day the organisation answers instead
    private static AuthorJson Json(Person p, DateOnly today)
    {
        var (phone, email) = p.Contact(today);
        return new AuthorJson(p.PublicId, p.Slug, p.Name, p.TitleFi, p.TitleSv, p.TitleEn, p.Organisation?.PublicId, p.Organisation?.Name, p.Project,
            phone, email, [.. p.Regions.Select(r => r.RegionCode).Order(StringComparer.Ordinal)],
            [.. p.Memberships.OrderByDescending(m => m.FromOn).ThenByDescending(m => m.Id).Select(m => new MembershipJson(m.Organisation!.PublicId, m.Organisation.Name, m.TitleFi, m.TitleSv, m.TitleEn, m.FromOn, m.UntilOn))],
            p.ContactUntil, p.Successor?.PublicId, p.Successor?.Name, p.PhotoId, p.IsFormer(today), p.Version, p.IntroductionHtml, p.IntroductionSvHtml, p.IntroductionEnHtml);
    }
}
