using Microsoft.AspNetCore.Mvc;
using Microsoft.EntityFrameworkCore;
using Uutiset.Accounts;
using Uutiset.Accounts.Auditing;
using Uutiset.Accounts.Api;
using Uutiset.Articles.Openings;
using Uutiset.Data;
using Uutiset.Vocabulary;

namespace Uutiset.Articles;

/// <summary><c>/api/v1/deadlines</c>: without a key those that published articles tell.</summary>
internal static class DeadlineApi
{
    public static void MapDeadlineApi(this WebApplication app)
    {
        var api = app.MapApi("/deadlines", "Deadlines");
        api.MapGet("/", ListAsync).AllowAnonymous().WithSummary("Deadlines by closing day, or by the opening while the closing is not known; ?from= leaves out those that closed earlier, ?region= and ?tag= those that no such article tells").Produces<Paged<DeadlineJson>>();
        api.MapGet("/{id:guid}", ByIdAsync).AllowAnonymous().WithSummary("One deadline with its former days").Produces<DeadlineJson>();
        api.MapPost("/", CreateAsync).Needs(Permission.ArticlesWrite).WithSummary("Makes a deadline that articles can tell").Produces<DeadlineJson>(StatusCodes.Status201Created);
        api.MapPut("/{id:guid}", MoveAsync).Needs(Permission.ArticlesPublish).WithSummary("Moves a deadline for every article that tells it").Produces<DeadlineJson>();
    }

    private static async Task<IQueryable<Deadline>> SeenAsync(NewsDb db, ArticleRights rights, HttpContext http, PublicDates.Filter filter, DateTime nowUtc, CancellationToken ct) =>
        http.User.Has(Permission.ArticlesWrite) && filter.IsOpen ? (await rights.ReachOfAsync(http.User, ct)).SeenDeadlines(db) : db.DeadlinesToldAt(nowUtc, filter);

    private static async Task<IResult> ListAsync(
        [FromQuery] string? region, [FromQuery] string? tag, DateOnly? from, [AsParameters] Paging paging, HttpContext http, NewsDb db, ArticleRights rights, Terms terms, TimeProvider clock, CancellationToken ct)
    {
        http.Response.Headers.Vary = "Authorization";
        var (filter, errors) = PublicDates.Filter.Read(region, tag, await terms.IndexAsync(ct));
        if (errors.Count > 0) return Problems.Of(StatusCodes.Status400BadRequest, "A filter has a value that does not exist; see errors.", errors);
        var now = clock.GetUtcNow().UtcDateTime;
        var deadlines = await SeenAsync(db, rights, http, filter, now, ct);
        if (from is { } day) deadlines = deadlines.Where(d => d.Closes == null || d.Closes >= day);
        var total = await deadlines.CountAsync(ct);
        var page = await deadlines.AsNoTracking().NextFirst(clock.Today()).Skip(paging.Skip).Take(paging.Size).ToListAsync(ct);
        await db.WithHistoryAsync(page, ct);
        return Results.Ok(paging.Of(page.ConvertAll(d => DeadlineJson.Of(d, now)), total));
    }

    private static async Task<IResult> ByIdAsync(Guid id, HttpContext http, NewsDb db, ArticleRights rights, TimeProvider clock, CancellationToken ct)
    {
        http.Response.Headers.Vary = "Authorization";
        var now = clock.GetUtcNow().UtcDateTime;
        return await JsonAsync(await SeenAsync(db, rights, http, PublicDates.Filter.None, now, ct), id, db, now, ct) is { } json
            ? Etags.OkOrNotModified(http, json, Etags.OfContent(json.Version!.Value, json)) : Problems.NotFound("deadline");
    }

    private static async Task<DeadlineJson?> JsonAsync(IQueryable<Deadline> among, Guid id, NewsDb db, DateTime nowUtc, CancellationToken ct)
    {
        if (await among.AsNoTracking().SingleOrDefaultAsync(d => d.PublicId == id, ct) is not { } deadline) return null;
        await db.WithHistoryAsync([deadline], ct);
        return DeadlineJson.Of(deadline, nowUtc);
    }

    private static async Task<IResult> CreateAsync(DraftDeadline draft, HttpContext http, NewsDb db, Audit audit, TimeProvider clock, CancellationToken ct)
    {
        var (checkedDraft, errors) = Check(draft with { DeadlineId = null, Supersedes = null });
        if (checkedDraft is null) return Problems.Invalid(FieldError.ByField(errors, ApiLanguage.Of(http)));
        var deadline = new Deadline();
        DeadlineMoves.Fill(deadline, checkedDraft, clock.GetUtcNow().UtcDateTime);
        db.Deadlines.Add(deadline);
        audit.Write(db, Actor.Of(http.User), "deadline.added", $"deadline:{deadline.PublicId}", deadline.Title, AuditChanges.Of(db, deadline));
        await db.SaveChangesAsync(ct);
        var json = DeadlineJson.Of(deadline, clock.GetUtcNow().UtcDateTime);
        http.Response.Headers.ETag = Etags.OfContent(deadline.Version, json);
        return Results.Created($"/api/v1/deadlines/{deadline.PublicId}", json);
    }

    private static async Task<IResult> MoveAsync(Guid id, DraftDeadline draft, HttpContext http, NewsDb db, MovingDeadlines moving, TimeProvider clock, CancellationToken ct)
    {
        if (Etags.Expected(http, out var refusal) is not { } version) return refusal!;
        var title = await db.InForce().Where(d => d.PublicId == id).Select(d => d.Title).SingleOrDefaultAsync(ct);
        if (title is null) return Problems.NotFound("deadline");
        var (checkedDraft, errors) = Check(draft with { DeadlineId = null, Supersedes = null, Title = draft.Title ?? title });
        if (checkedDraft is null) return Problems.Invalid(FieldError.ByField(errors, ApiLanguage.Of(http)));
        switch (await moving.MoveAsync(id, version, checkedDraft, http.User, ct))
        {
            case MoveOutcome.Missing: return Problems.NotFound("deadline");
            case MoveOutcome.Forbidden: return Problems.Of(StatusCodes.Status403Forbidden, "This deadline is told by articles that you may not edit.");
            case MoveOutcome.Outdated: return Etags.Outdated();
        }
        var json = (await JsonAsync(db.InForce(), id, db, clock.GetUtcNow().UtcDateTime, ct))!;
        http.Response.Headers.ETag = Etags.OfContent(json.Version!.Value, json);
        return Results.Ok(json);
    }

    /// <summary>The same rules as for a deadline within an article.</summary>
    internal static (DraftDeadline? Deadline, IReadOnlyList<FieldError> Errors) Check(DraftDeadline draft)
    {
        var errors = new DraftErrors();
        var none = new DraftTargets(new TermIndex([]), new Dictionary<Guid, People.Person>(), new Dictionary<Guid, long>(), new Dictionary<Guid, Deadline>(),
            new Dictionary<Guid, Event>(), new Dictionary<Guid, People.Organisation>(), new Dictionary<Guid, People.Project>(), new Dictionary<Guid, Media.MediaItem>(), new HashSet<Guid>());
        var result = new DraftDeadlines(none, new DraftContext(), errors, "fi").Check(draft, "deadline");
        if (result is null) errors.Missing("deadline.title", "Määräajan nimi", "Tidsfristens namn", "The title of the deadline");
        return (errors.Found.Count == 0 ? result : null, [.. errors.Found.Select(e => e with { Field = e.Field["deadline.".Length..] })]);
    }
}
