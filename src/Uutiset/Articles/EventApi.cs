using Microsoft.AspNetCore.Mvc;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Options;
using Uutiset.Accounts.Api;
using Uutiset.Data;
using Uutiset.Vocabulary;

namespace Uutiset.Articles;

/// <summary>An event as the API promises it, with the published articles that tell it.</summary>
/// <param name="Start">First day; <paramref name="StartsAt"/> its hour in Finland, when it is known.</param>
/// <param name="Past">Its last day is over.</param>
/// <param name="Materials">Attachments of its articles that belong to it; addresses only on the days when they may be seen.</param>
internal sealed record EventJson(
    Guid EventId, string Title, DateOnly Start, TimeOnly? StartsAt, DateOnly? End, TimeOnly? EndsAt, string? Place, string? Region, string? Url, string? OnlineUrl,
    string? RegistrationUrl, DateOnly? RegistrationUntil, bool Past, IReadOnlyList<DraftAttachment> Materials, IReadOnlyList<EventArticleJson> Articles);

internal sealed record EventArticleJson(Guid Id, string Title, string Lang, string Url);

/// <summary><c>/api/v1/events</c>: events of published articles. They are written with their article.</summary>
internal static class EventApi
{
    public static void MapEventApi(this WebApplication app)
    {
        var api = app.MapApi("/events", "Events");
        api.MapGet("/", ListAsync).AllowAnonymous().WithSummary("Events of published articles by their first day; ?from= and ?to= are days, both included").Produces<Paged<EventJson>>();
        api.MapGet("/{id:guid}", ByIdAsync).AllowAnonymous().WithSummary("One event").Produces<EventJson>();
    }

    private static async Task<IResult> ListAsync(
        [FromQuery] string? region, [FromQuery] string? tag, DateOnly? from, DateOnly? to, [AsParameters] Paging paging, NewsDb db, Terms terms, IOptions<SiteOptions> site, TimeProvider clock,
        CancellationToken ct)
    {
        var (filter, errors) = PublicDates.Filter.Read(region, tag, await terms.IndexAsync(ct));
        if (errors.Count > 0) return Problems.Of(StatusCodes.Status400BadRequest, "A filter has a value that does not exist; see errors.", errors);
        var events = db.EventsToldAt(clock.GetUtcNow().UtcDateTime, filter);
        if (from is { } first) events = events.Where(e => (e.EndsOn ?? e.StartsOn) >= first);
        if (to is { } last) events = events.Where(e => e.StartsOn <= last);
        var total = await events.CountAsync(ct);
        return Results.Ok(paging.Of(await JsonAsync(events.OrderBy(e => e.StartsOn).ThenBy(e => e.Id).Skip(paging.Skip).Take(paging.Size), db, site.Value, clock, ct), total));
    }

    private static async Task<IResult> ByIdAsync(Guid id, HttpContext http, NewsDb db, IOptions<SiteOptions> site, TimeProvider clock, CancellationToken ct)
    {
        var found = await JsonAsync(db.EventsToldAt(clock.GetUtcNow().UtcDateTime, PublicDates.Filter.None).Where(e => e.PublicId == id), db, site.Value, clock, ct);
        return found is [var json] ? Etags.OkOrNotModified(http, json, Etags.OfContent(1, json)) : Problems.NotFound("event");
    }

    private static async Task<IReadOnlyList<EventJson>> JsonAsync(IQueryable<Event> page, NewsDb db, SiteOptions site, TimeProvider clock, CancellationToken ct)
    {
        var events = await page.AsNoTracking().ToListAsync(ct);
        var (ids, now, today) = (events.ConvertAll(e => e.Id), clock.GetUtcNow().UtcDateTime, clock.Today());
        var articles = (await db.Articles.VisibleAt(now).SelectMany(a => a.Events, (a, e) => new { e.EventId, a.PublicId, a.Title, a.Lang, a.Type, a.Slug, a.PublishedUtc })
            .Where(x => ids.Contains(x.EventId)).OrderByDescending(x => x.PublishedUtc).ToListAsync(ct)).ToLookup(x => x.EventId);
        var materials = (await db.Articles.AsNoTracking().VisibleAt(now).SelectMany(a => a.Attachments).Where(a => a.EventId != null && ids.Contains(a.EventId.Value))
            .Include(a => a.Event).OrderBy(a => a.Position).ToListAsync(ct)).ToLookup(a => a.EventId!.Value);
        return [.. events.Select(e => new EventJson(
            e.PublicId, e.Title, e.StartsOn, e.StartsAt, e.EndsOn, e.EndsAt, e.Place, e.RegionCode, e.Url, e.OnlineUrl, e.RegistrationUrl, e.RegistrationUntil, e.LastDay < today,
            [.. materials[e.Id].Select(m => ArticleReading.OfAttachment(m, today))],
            [.. articles[e.Id].Select(a => new EventArticleJson(a.PublicId, a.Title, a.Lang, site.Absolute(Article.PathOf(a.Type, a.Slug))))]))];
    }
}
