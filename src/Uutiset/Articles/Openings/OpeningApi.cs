using Microsoft.AspNetCore.Mvc;
using Microsoft.EntityFrameworkCore;
using Uutiset.Accounts;
using Uutiset.Accounts.Api;
using Uutiset.Data;
using Uutiset.Vocabulary;

namespace Uutiset.Articles.Openings;

/// <summary><c>/api/v1/openings</c>: places to influence. Without a key those that are public.</summary>
internal static class OpeningApi
{
    public static void MapOpeningApi(this WebApplication app)
    {
        var api = app.MapApi("/openings", "Openings");
        api.MapGet("/", ListAsync).AllowAnonymous().WithSummary("Places to influence by closing day; ?region=, ?tag=, ?kind= and ?status=open|closed").Produces<Paged<OpeningJson>>();
        api.MapGet("/{id:guid}", ByIdAsync).AllowAnonymous().WithSummary("One place to influence, with who takes part").Produces<OpeningJson>();
        api.MapPost("/", AddAsync).Needs(Permission.ArticlesWrite).WithSummary("Adds a place to influence; isPublic needs articles:publish").Produces<OpeningJson>(StatusCodes.Status201Created);
        api.MapPut("/{id:guid}", SaveAsync).Needs(Permission.ArticlesWrite).WithSummary("Changes one, of a public one with articles:publish; another closing day moves its deadline").Produces<OpeningJson>();
        api.MapPut("/{id:guid}/answers/{organisation:guid}", AnswerAsync).Needs(Permission.ArticlesPublish).WithSummary("Marks that a listed organisation takes part").Produces<OpeningJson>();
        api.MapDelete("/{id:guid}/answers/{organisation:guid}", UnanswerAsync).Needs(Permission.ArticlesPublish).WithSummary("Takes the mark away").Produces<OpeningJson>();
    }

    private static async Task<IResult> ListAsync(
        [FromQuery] string? region, [FromQuery] string? tag, [FromQuery] string? kind, [FromQuery] string? status, [AsParameters] Paging paging, HttpContext http, NewsDb db, Terms terms,
        OpeningReading reading, ArticleRights rights, TimeProvider clock, CancellationToken ct)
    {
        http.Response.Headers.Vary = "Authorization";
        var (filter, errors) = PublicDates.Filter.Read(region, tag, await terms.IndexAsync(ct));
        OpeningKind? only = null;
        if (kind is { Length: > 0 })
        {
            if (char.IsLetter(kind[0]) && Enum.TryParse<OpeningKind>(kind, ignoreCase: true, out var known)) only = known;
            else errors["kind"] = ["must be hearing, statement, strategy, negotiation or grant"];
        }
        if (status is not (null or "" or "open" or "closed")) errors["status"] = ["must be open or closed"];
        if (errors.Count > 0) return Problems.Of(StatusCodes.Status400BadRequest, "A filter has a value that does not exist; see errors.", errors);
        var openings = filter.IsOpen && only is null ? await SeenAsync(http, db, rights, ct) : OpeningReading.Public(db, filter, only);
        // A month is stored by its last day, a day lasts to its end: by the day is exact enough for a list, status tells the hour
        if (status is "open" or "closed") openings = openings.ClosedAt(db, clock.GetUtcNow().UtcDateTime, status == "closed");
        var total = await openings.CountAsync(ct);
        var page = openings.NextFirst(clock.Today()).Skip(paging.Skip).Take(paging.Size);
        return Results.Ok(paging.Of(await reading.JsonAsync(page, ct), total));
    }

    /// <summary>What is public, and to who writes what they may edit too.</summary>
    private static async Task<IQueryable<Opening>> SeenAsync(HttpContext http, NewsDb db, ArticleRights rights, CancellationToken ct) =>
        http.User.Has(Permission.ArticlesWrite) ? (await rights.ReachOfAsync(http.User, ct)).Seen(db.Openings) : db.Openings.Where(o => o.IsPublic);

    private static async Task<IResult> ByIdAsync(Guid id, HttpContext http, NewsDb db, OpeningReading reading, ArticleRights rights, CancellationToken ct)
    {
        http.Response.Headers.Vary = "Authorization";
        return (await reading.JsonAsync((await SeenAsync(http, db, rights, ct)).Where(o => o.PublicId == id), ct)).SingleOrDefault() is { } json
            ? Etags.OkOrNotModified(http, json, Etags.OfContent(json.Version, json)) : Problems.NotFound("opening");
    }

    private static Task<IResult> AddAsync(OpeningDraft draft, HttpContext http, SavingOpenings saving, OpeningReading reading, NewsDb db, CancellationToken ct) =>
        StoreAsync(null, draft, 0, http, saving, reading, db, ct);

    private static async Task<IResult> SaveAsync(Guid id, OpeningDraft draft, HttpContext http, SavingOpenings saving, OpeningReading reading, NewsDb db, CancellationToken ct) =>
        Etags.Expected(http, out var refusal) is { } version ? await StoreAsync(id, draft, version, http, saving, reading, db, ct) : refusal!;

    private static async Task<IResult> StoreAsync(Guid? id, OpeningDraft draft, int version, HttpContext http, SavingOpenings saving, OpeningReading reading, NewsDb db, CancellationToken ct)
    {
        var (outcome, opening, errors) = await saving.SaveAsync(id, draft, version, http.User, ct);
        return outcome == OpeningOutcome.Refused ? Problems.Invalid(FieldError.ByField(errors, ApiLanguage.Of(http))) : await AnswerWithAsync(outcome, opening?.PublicId ?? id, http, reading, db, id is null, ct);
    }

    private static async Task<IResult> AnswerAsync(Guid id, Guid organisation, HttpContext http, SavingOpenings saving, OpeningReading reading, NewsDb db, CancellationToken ct) =>
        await AnswerWithAsync(await saving.AnswerAsync(id, organisation, takesPart: true, http.User, ct), id, http, reading, db, created: false, ct);

    private static async Task<IResult> UnanswerAsync(Guid id, Guid organisation, HttpContext http, SavingOpenings saving, OpeningReading reading, NewsDb db, CancellationToken ct) =>
        await AnswerWithAsync(await saving.AnswerAsync(id, organisation, takesPart: false, http.User, ct), id, http, reading, db, created: false, ct);

    private static async Task<IResult> AnswerWithAsync(OpeningOutcome outcome, Guid? id, HttpContext http, OpeningReading reading, NewsDb db, bool created, CancellationToken ct)
    {
        switch (outcome)
        {
            case OpeningOutcome.Missing: return Problems.NotFound("opening or listed organisation");
            case OpeningOutcome.Forbidden: return Problems.Of(StatusCodes.Status403Forbidden, "This place to influence, or its deadline, is not yours to edit.");
            case OpeningOutcome.Outdated: return Etags.Outdated();
        }
        var json = (await reading.JsonAsync(db.Openings.Where(o => o.PublicId == id), ct)).Single();
        http.Response.Headers.ETag = Etags.OfContent(json.Version, json);
        return created ? Results.Created($"/api/v1/openings/{id}", json) : Results.Ok(json);
    }
}
