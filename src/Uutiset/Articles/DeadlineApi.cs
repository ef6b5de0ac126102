using Microsoft.EntityFrameworkCore;
using Uutiset.Accounts;
using Uutiset.Accounts.Api;
using Uutiset.Data;
using Uutiset.Vocabulary;

namespace Uutiset.Articles;

/// <summary><c>/api/v1/deadlines</c>: without a key those that published articles tell.</summary>
internal static class DeadlineApi
{
    public static void MapDeadlineApi(this WebApplication app)
    {
        var api = app.MapApi("/deadlines", "Deadlines");
        api.MapGet("/", ListAsync).AllowAnonymous().WithSummary("Deadlines by closing day; ?from= leaves out earlier ones").Produces<Paged<DeadlineJson>>();
        api.MapGet("/{id:guid}", ByIdAsync).AllowAnonymous().WithSummary("One deadline with its former days").Produces<DeadlineJson>();
        api.MapPost("/", CreateAsync).Needs(Permission.ArticlesWrite).WithSummary("Makes a deadline that articles can tell").Produces<DeadlineJson>(StatusCodes.Status201Created);
        api.MapPut("/{id:guid}", MoveAsync).Needs(Permission.ArticlesPublish).WithSummary("Moves a deadline for every article that tells it").Produces<DeadlineJson>();
    }

    /// <summary>Those in force: a former state is reached through the one that superseded it.</summary>
    public static IQueryable<Deadline> InForce(this NewsDb db) => db.Deadlines.Where(d => !db.Deadlines.Any(n => n.SupersedesId == d.Id));

    private static IQueryable<Deadline> Seen(NewsDb db, HttpContext http, DateTime nowUtc)
    {
        if (http.User.Has(Permission.ArticlesWrite)) return db.InForce();
        var visible = db.Articles.VisibleAt(nowUtc).SelectMany(a => a.Deadlines).Select(d => d.DeadlineId);
        return db.InForce().Where(d => visible.Contains(d.Id));
    }

    private static async Task<IResult> ListAsync(DateOnly? from, [AsParameters] Paging paging, HttpContext http, NewsDb db, TimeProvider clock, CancellationToken ct)
    {
        http.Response.Headers.Vary = "Authorization";
        var deadlines = Seen(db, http, clock.GetUtcNow().UtcDateTime);
        if (from is { } day) deadlines = deadlines.Where(d => d.Closes >= day);
        var total = await deadlines.CountAsync(ct);
        var page = await deadlines.AsNoTracking().Include(d => d.Supersedes).OrderBy(d => d.Closes).ThenBy(d => d.Id).Skip(paging.Skip).Take(paging.Size).ToListAsync(ct);
        return Results.Ok(paging.Of(page.ConvertAll(DeadlineJson.Of), total));
    }

    private static async Task<IResult> ByIdAsync(Guid id, HttpContext http, NewsDb db, TimeProvider clock, CancellationToken ct)
    {
        http.Response.Headers.Vary = "Authorization";
        var deadline = await Seen(db, http, clock.GetUtcNow().UtcDateTime).AsNoTracking().Include(d => d.Supersedes).SingleOrDefaultAsync(d => d.PublicId == id, ct);
        return deadline is null ? Problems.NotFound("deadline") : Etags.OkOrNotModified(http, DeadlineJson.Of(deadline), Etags.Of(deadline.Version));
    }

    private static async Task<IResult> CreateAsync(DraftDeadline draft, HttpContext http, NewsDb db, TimeProvider clock, CancellationToken ct)
    {
        var (checkedDraft, errors) = Check(draft with { DeadlineId = null, Supersedes = null });
        if (checkedDraft is null) return Problems.Invalid(FieldError.ByField(errors, ApiLanguage.Of(http)));
        var deadline = new Deadline();
        DeadlineMoves.Fill(deadline, checkedDraft, clock.GetUtcNow().UtcDateTime);
        db.Deadlines.Add(deadline);
        await db.SaveChangesAsync(ct);
        http.Response.Headers.ETag = Etags.Of(deadline.Version);
        return Results.Created($"/api/v1/deadlines/{deadline.PublicId}", DeadlineJson.Of(deadline));
    }

    private static async Task<IResult> MoveAsync(Guid id, DraftDeadline draft, HttpContext http, NewsDb db, Audit audit, TimeProvider clock, CancellationToken ct)
    {
        if (Etags.Expected(http, out var refusal) is not { } version) return refusal!;
        var deadline = await db.InForce().Include(d => d.Supersedes).SingleOrDefaultAsync(d => d.PublicId == id, ct);
        if (deadline is null) return Problems.NotFound("deadline");
        if (deadline.Version != version) return Etags.Outdated();
        var (checkedDraft, errors) = Check(draft with { DeadlineId = null, Supersedes = null, Title = draft.Title ?? deadline.Title });
        if (checkedDraft is null) return Problems.Invalid(FieldError.ByField(errors, ApiLanguage.Of(http)));
        if (DeadlineMoves.Move(db, deadline, checkedDraft, clock.GetUtcNow().UtcDateTime)) audit.Write(db, Actor.Of(http.User), "deadline.moved", $"deadline:{id}", Dates.Iso(deadline.Closes));
        try
        {
            await db.SaveChangesAsync(ct);
        }
        catch (DbUpdateConcurrencyException)
        {
            return Etags.Outdated();
        }
        http.Response.Headers.ETag = Etags.Of(deadline.Version);
        return Results.Ok(DeadlineJson.Of(deadline));
    }

    /// <summary>The same rules as for a deadline within an article.</summary>
    internal static (DraftDeadline? Deadline, IReadOnlyList<FieldError> Errors) Check(DraftDeadline draft)
    {
        var errors = new DraftErrors();
        var none = new DraftTargets(new TermIndex([]), new Dictionary<Guid, People.Person>(), new Dictionary<Guid, long>(), new Dictionary<Guid, Deadline>(),
            new Dictionary<Guid, Event>(), new Dictionary<Guid, People.Organisation>(), new Dictionary<Guid, People.Project>());
        var result = new DraftDeadlines(none, new DraftContext(), errors, "fi").Check(draft, "deadline");
        if (result is null) errors.Missing("deadline.title", "Määräajan nimi", "Tidsfristens namn", "The title of the deadline");
        return (errors.Found.Count == 0 ? result : null, [.. errors.Found.Select(e => e with { Field = e.Field["deadline.".Length..] })]);
    }
}
