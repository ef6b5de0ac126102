using Microsoft.EntityFrameworkCore;
using Uutiset.Accounts;
using Uutiset.Accounts.Api;
using Uutiset.Articles.Versions;
using Uutiset.Data;
using Uutiset.Vocabulary;

namespace Uutiset.Articles.Translations;

/// <summary><c>/api/v1/articles/{id}/translations</c>: the versions of one item in other languages and in easy language.</summary>
internal static class TranslationApi
{
    /// <param name="Lang">BCP 47 tag without a variant.</param>
    public sealed record NewTranslation(string? Lang, bool EasyLanguage = false);

    /// <param name="SourceRevision">Of the original: the version says what that one says.</param>
    public sealed record CheckedSource(int SourceRevision);

    /// <param name="NewestSourceRevision">The original's newest saved text; greater than sourceRevision: it was saved since.</param>
    /// <param name="Changes">What differs between the two, in lines and words.</param>
    public sealed record SourceState(Guid TranslationOf, int SourceRevision, int NewestSourceRevision, DateTime CheckedAt, string CheckedBy, IReadOnlyList<ComparedField> Changes);

    public static void MapTranslationApi(this WebApplication app)
    {
        var api = app.MapApi("/articles/{id:guid}", "Articles");
        api.MapGet("/translations", ListAsync).Needs(Permission.ArticlesWrite).WithSummary("Every version of the item, drafts too, the original first");
        api.MapPost("/translations", StartAsync).Needs(Permission.ArticlesWrite).WithSummary("Begins a version in another language with the original's facts and none of its texts").Produces<ArticleJson>(StatusCodes.Status201Created);
        api.MapGet("/translation", SourceAsync).Needs(Permission.ArticlesWrite).WithSummary("What became of the original since this version was compared with it").Produces<SourceState>();
        api.MapPut("/translation", CheckedAsync).Needs(Permission.ArticlesWrite).WithSummary("Notes with which revision of the original this version was compared").Produces<SourceState>();
    }

    private static async Task<IResult> ListAsync(Guid id, HttpContext http, NewsDb db, TranslationGroups groups, ArticleRights rights, CancellationToken ct)
    {
        if (await db.Articles.Where(a => a.PublicId == id).Select(a => (long?)a.Id).FirstOrDefaultAsync(ct) is not { } key) return Problems.NotFound("article");
        var group = await groups.OfAsync(key, await rights.ReachOfAsync(http.User, ct), ct);
        return Results.Ok(new { items = group.Members.Select(m => new { m.Id, m.Lang, m.EasyLanguage, m.Title, m.Status, original = m.IsOriginal, m.SourceRevision, sourceChanged = group.IsBehind(m) }) });
    }

    private static async Task<IResult> StartAsync(Guid id, NewTranslation wanted, HttpContext http, Translating translating, ArticleReading reading, NewsDb db, CancellationToken ct) =>
        await ArticleApi.AnswerAsync(await translating.StartAsync(id, wanted.Lang ?? "", wanted.EasyLanguage, Actor.Of(http.User), ct), http, reading, db, ct, created: true);

    private static async Task<IResult> SourceAsync(Guid id, HttpContext http, NewsDb db, TranslationGroups groups, CancellationToken ct) =>
        await StateAsync(id, http, db, groups, ct) is { } state ? Results.Ok(state) : Problems.NotFound("translation");

    private static async Task<IResult> CheckedAsync(Guid id, CheckedSource seen, HttpContext http, Translating translating, NewsDb db, TranslationGroups groups, CancellationToken ct)
    {
        if (await StateAsync(id, http, db, groups, ct) is null) return Problems.NotFound("translation");
        return await translating.CheckedAsync(id, seen.SourceRevision, Actor.Of(http.User), ct)
            ? Results.Ok(await StateAsync(id, http, db, groups, ct))
            : Problems.Invalid("sourceRevision", "the original has no such revision");
    }

    private static async Task<SourceState?> StateAsync(Guid id, HttpContext http, NewsDb db, TranslationGroups groups, CancellationToken ct)
    {
        var place = await db.Translations.AsNoTracking().FirstOrDefaultAsync(t => db.Articles.Any(a => a.Id == t.ArticleId && a.PublicId == id), ct);
        if (place is null || await groups.SourceAsync(http.User, place.ArticleId, ApiLanguage.Of(http), ct) is not { } source) return null;
        return new SourceState(source.Original.PublicId, place.SourceRevision, source.Revision, place.CheckedUtc, place.CheckedBy, source.Changes);
    }
}
