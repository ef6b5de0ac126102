using Microsoft.EntityFrameworkCore;
using Uutiset.Accounts;
using Uutiset.Accounts.Api;
using Uutiset.Articles.Versions;
using Uutiset.Data;
using Uutiset.Vocabulary;

namespace Uutiset.Articles;

/// <summary><c>/api/v1/articles</c>.</summary>
internal static class ArticleApi
{
    /// <param name="PublishAt">Null: now.</param>
    /// <param name="Correction">Of a published article: what readers were told wrongly, shown at it from now on. Not together with publishAt.</param>
    /// <param name="Minor">Of an article that is public: a small correction. Readers are told of no update and feeds are not dated anew. Null: only when they would read the same as before.</param>
    public sealed record Publication(DateTimeOffset? PublishAt = null, CorrectionDraft? Correction = null, bool? Minor = null);

    /// <param name="ReviewBy">The day by which it is looked at again; null: it need not be.</param>
    public sealed record Check(DateOnly? ReviewBy = null);

    public static void MapArticleApi(this WebApplication app)
    {
        var api = app.MapApi("/articles", "Articles");
        api.MapGet("/", ListAsync).AllowAnonymous().WithSummary("Published articles, newest first; with articles:write also ?status=").Produces<Paged<ArticleJson>>();
        api.MapGet("/{id:guid}", ByIdAsync).AllowAnonymous().WithSummary("One article; with articles:write the newest saved text").Produces<ArticleJson>();
        api.MapGet("/by-slug/{slug}", BySlugAsync).AllowAnonymous().WithSummary("One published article; 301 from a former slug, 410 when withdrawn").Produces<ArticleJson>();
        api.MapPost("/", CreateAsync).Needs(Permission.ArticlesWrite).WithSummary("Makes a draft").Produces<ArticleJson>(StatusCodes.Status201Created);
        api.MapPut("/{id:guid}", SaveAsync).Needs(Permission.ArticlesWrite).WithSummary("Saves a new text; what is published stays as it is").Produces<ArticleJson>();
        api.MapPut("/{id:guid}/publication", PublishAsync).Needs(Permission.ArticlesPublish).WithSummary("Publishes the newest text now or at an hour, or as a correction").Produces<ArticleJson>();
        api.MapDelete("/{id:guid}/publication", WithdrawAsync).Needs(Permission.ArticlesPublish).WithSummary("Withdraws; the address answers 410").Produces<ArticleJson>();
        api.MapPut("/{id:guid}/check", CheckAsync).Needs(Permission.ArticlesPublish).WithSummary("Looked at, still right: sets lastCheckedAt and reviewBy of a published article; readers are told of no update").Produces<ArticleJson>();
        api.MapGet("/{id:guid}/revisions", RevisionsAsync).Needs(Permission.ArticlesWrite).WithSummary("Every saved text, newest first; with ?at= the one that was public at that instant");
        api.MapGet("/{id:guid}/revisions/{number:int}", RevisionAsync).Needs(Permission.ArticlesWrite).WithSummary("One saved text as a draft").Produces<RevisionTextJson>();
        api.MapPost("/{id:guid}/revisions/{number:int}/restore", RestoreAsync).Needs(Permission.ArticlesWrite).WithSummary("Saves an old text as the newest").Produces<ArticleJson>();
    }

    private static async Task<IResult> ListAsync(
        [AsParameters] ArticleFilters filters, [AsParameters] Paging paging, HttpContext http, NewsDb db, Terms terms, ArticleReading reading, TimeProvider clock, CancellationToken ct)
    {
        if (!filters.IsPublic && !http.User.Has(Permission.ArticlesWrite))
            return Problems.Of(http.User.Identity?.IsAuthenticated == true ? StatusCodes.Status403Forbidden : StatusCodes.Status401Unauthorized);
        var (articles, errors) = await filters.ApplyAsync(db, await terms.IndexAsync(ct), clock.GetUtcNow().UtcDateTime, ct);
        if (articles is null) return Problems.Of(StatusCodes.Status400BadRequest, "A filter could not be understood; see errors.", errors);
        if (!filters.IsPublic) articles = Actor.Of(http.User).Own(articles, a => a.WorkingPublisherId);
        var total = await articles.CountAsync(ct);
        var ordered = filters.IsPublic ? articles.OrderByDescending(a => a.PublishedUtc).ThenByDescending(a => a.Id) : articles.OrderByDescending(a => a.SavedUtc).ThenByDescending(a => a.Id);
        var page = ordered.Skip(paging.Skip).Take(paging.Size);
        http.Response.Headers.Vary = "Authorization";
        return Results.Ok(paging.Of(filters.IsPublic ? await reading.PublicAsync(page, ct) : await reading.WorkingAsync(page, ct), total));
    }

    private static async Task<IResult> ByIdAsync(Guid id, HttpContext http, NewsDb db, ArticleReading reading, TimeProvider clock, CancellationToken ct)
    {
        http.Response.Headers.Vary = "Authorization";
        var actor = Actor.Of(http.User);
        if (http.User.Has(Permission.ArticlesWrite) && (await reading.WorkingAsync(actor.Own(db.Articles.Where(a => a.PublicId == id), a => a.WorkingPublisherId), ct)).SingleOrDefault() is { } working) return Tagged(http, working);
        // Of another publisher's article, what everybody may see
        if (http.User.Has(Permission.ArticlesWrite) && actor.PublisherId is null) return Problems.NotFound("article");
        var found = await reading.PublicAsync(db.Articles.VisibleAt(clock.GetUtcNow().UtcDateTime).Where(a => a.PublicId == id), ct);
        return found is [var article] ? Tagged(http, article) : Problems.NotFound("article");
    }

    private static async Task<IResult> BySlugAsync(string slug, HttpContext http, NewsDb db, ArticleReading reading, TimeProvider clock, CancellationToken ct)
    {
        var found = await reading.PublicAsync(db.Articles.VisibleAt(clock.GetUtcNow().UtcDateTime).Where(a => a.Slug == slug), ct);
        if (found is [var article]) return Tagged(http, article);
        var known = await db.ArticleSlugs.AsNoTracking().Include(s => s.Article).SingleOrDefaultAsync(s => s.Slug == slug, ct);
        if (known?.Article is not { } now) return Problems.NotFound("article");
        return now.Slug != slug && await db.Articles.VisibleAt(clock.GetUtcNow().UtcDateTime).AnyAsync(a => a.Id == now.Id, ct)
            ? Results.Redirect($"/api/v1/articles/by-slug/{now.Slug}", permanent: true)
            : Problems.Of(StatusCodes.Status410Gone, "The article has been withdrawn.");
    }

    private static async Task<IResult> CreateAsync(ArticleDraft draft, HttpContext http, Drafting drafting, ArticleReading reading, NewsDb db, CancellationToken ct)
    {
        var outcome = await drafting.CreateAsync(draft, http.User.Has(Permission.ArticlesPublish), Actor.Of(http.User), ct);
        return await AnswerAsync(outcome, http, reading, db, ct, created: true);
    }

    private static async Task<IResult> SaveAsync(Guid id, ArticleDraft draft, HttpContext http, Drafting drafting, ArticleReading reading, NewsDb db, CancellationToken ct)
    {
        if (Etags.Expected(http, out var refusal) is not { } version) return refusal!;
        var outcome = await drafting.SaveAsync(id, draft, version, http.User.Has(Permission.ArticlesPublish), Actor.Of(http.User), ct);
        return await AnswerAsync(outcome, http, reading, db, ct);
    }

    private static async Task<IResult> PublishAsync(Guid id, Publication publication, HttpContext http, Publishing publishing, ArticleReading reading, NewsDb db, CancellationToken ct)
    {
        if (Etags.Named(http, out var refusal) is var version && refusal is not null) return refusal;
        if (publication is { PublishAt: not null, Correction: not null })
            return Problems.Invalid(FieldError.ByField([new FieldError("publishAt", "Oikaisu julkaistaan heti: jätä publishAt pois.", "En rättelse publiceras genast: utelämna publishAt.", "A correction is published at once: leave publishAt out.")], ApiLanguage.Of(http)));
        if (publication is { Minor: true, Correction: not null })
            return Problems.Invalid(FieldError.ByField([new FieldError("minor", "Oikaisusta kerrotaan lukijoille: jätä minor pois.", "Läsarna informeras om en rättelse: utelämna minor.", "Readers are told of a correction: leave minor out.")], ApiLanguage.Of(http)));
        var outcome = publication.Correction is { } correction
            ? await publishing.CorrectAsync(id, version, correction, Actor.Of(http.User), ct)
            : await publishing.PublishAsync(id, version, publication.PublishAt?.UtcDateTime, publication.Minor, Actor.Of(http.User), ct);
        return await AnswerAsync(outcome, http, reading, db, ct);
    }

    private static async Task<IResult> CheckAsync(Guid id, Check check, HttpContext http, Checking checking, ArticleReading reading, NewsDb db, CancellationToken ct)
    {
        if (Etags.Named(http, out var refusal) is var version && refusal is not null) return refusal;
        return await AnswerAsync(await checking.StillRightAsync(id, version, check.ReviewBy, Actor.Of(http.User), ct), http, reading, db, ct);
    }

    private static async Task<IResult> WithdrawAsync(Guid id, HttpContext http, Publishing publishing, ArticleReading reading, NewsDb db, CancellationToken ct)
    {
        if (Etags.Named(http, out var refusal) is var version && refusal is not null) return refusal;
        return await AnswerAsync(await publishing.WithdrawAsync(id, version, Actor.Of(http.User), ct), http, reading, db, ct);
    }

    private static async Task<IResult> RevisionsAsync(Guid id, DateTimeOffset? at, NewsDb db, CancellationToken ct)
    {
        var article = await db.Articles.AsNoTracking().SingleOrDefaultAsync(a => a.PublicId == id, ct);
        if (article is null) return Problems.NotFound("article");
        var revisions = db.Revisions.AsNoTracking().Where(r => r.ArticleId == article.Id);
        if (at is { } moment) revisions = revisions.PublicAt(moment.UtcDateTime);
        var rows = await revisions.OrderByDescending(r => r.Number).ToListAsync(ct);
        return Results.Ok(new { items = rows.ConvertAll(r => new RevisionJson(r.Number, ArticleDraft.FromJson(r.Draft).Title, r.By, r.SavedUtc, r.PublishedFromUtc, r.PublishedUntilUtc)) });
    }

    private static async Task<IResult> RevisionAsync(Guid id, int number, NewsDb db, CancellationToken ct)
    {
        var row = await db.Revisions.AsNoTracking().SingleOrDefaultAsync(r => r.Article!.PublicId == id && r.Number == number, ct);
        return row is null ? Problems.NotFound("revision")
            : Results.Ok(new RevisionTextJson(row.Number, row.By, row.SavedUtc, row.PublishedFromUtc, row.PublishedUntilUtc, ArticleDraft.FromJson(row.Draft)));
    }

    private static async Task<IResult> RestoreAsync(Guid id, int number, HttpContext http, Drafting drafting, ArticleReading reading, NewsDb db, CancellationToken ct)
    {
        if (Etags.Named(http, out var refusal) is var version && refusal is not null) return refusal;
        return await AnswerAsync(await drafting.RestoreAsync(id, number, version, http.User.Has(Permission.ArticlesPublish), Actor.Of(http.User), ct), http, reading, db, ct);
    }

    internal static async Task<IResult> AnswerAsync(Outcome outcome, HttpContext http, ArticleReading reading, NewsDb db, CancellationToken ct, bool created = false)
    {
        switch (outcome)
        {
            case Outcome.Done done:
                var id = done.Article.PublicId;
                var json = (await reading.WorkingAsync(db.Articles.Where(a => a.PublicId == id), ct)).Single();
                http.Response.Headers.ETag = TagOf(json);
                return created ? Results.Created($"/api/v1/articles/{id}", json) : Results.Ok(json);
            case Outcome.Refused refused:
                return Problems.Invalid(FieldError.ByField(refused.Errors, ApiLanguage.Of(http)));
            case Outcome.Conflict:
                return Etags.Outdated();
            default:
                return Problems.NotFound("article");
        }
    }

    private static IResult Tagged(HttpContext http, ArticleJson json) => Etags.OkOrNotModified(http, json, TagOf(json));

    private static string TagOf(ArticleJson json) => Etags.OfContent(json.Version, json);
}
