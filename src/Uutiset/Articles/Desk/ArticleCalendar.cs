using System.Security.Claims;
using Microsoft.EntityFrameworkCore;
using Uutiset.Accounts;
using Uutiset.Data;
using Uutiset.Desk;
using Uutiset.Vocabulary;

namespace Uutiset.Articles.Desk;

/// <summary>What articles put into the desk's calendar: when they come out, what they announce, and when they want to be looked at again.</summary>
internal static class ArticleCalendar
{
    // More on one page than anybody reads; a month has some hundreds at most
    private const int Most = 500;

    public static void AddArticleCalendar(this IServiceCollection services)
    {
        services.AddSingleton(new DeskCalendarSource("calendar.article", Permission.ArticlesWrite, 10, ScheduledAsync));
        services.AddSingleton(new DeskCalendarSource("calendar.deadline", Permission.ArticlesWrite, 20, DeadlinesAsync));
        services.AddSingleton(new DeskCalendarSource("calendar.event", Permission.ArticlesWrite, 30, EventsAsync));
        services.AddSingleton(new DeskCalendarSource("calendar.reviewBy", Permission.ArticlesWrite, 40, ReviewByAsync));
    }

    private static async Task<IReadOnlyList<DeskCalendarRow>> ScheduledAsync(IServiceProvider services, ClaimsPrincipal user, DateOnly from, DateOnly to, CancellationToken ct)
    {
        var (db, text) = (services.GetRequiredService<NewsDb>(), services.GetRequiredService<DeskText>());
        var (begin, end) = (Dates.ToUtc(from, TimeOnly.MinValue), Dates.ToUtc(to.AddDays(1), TimeOnly.MinValue));
        var rows = await Actor.Of(user).Own(db.Articles.AsNoTracking(), a => a.WorkingPublisherId).Where(a => a.PublishAtUtc >= begin && a.PublishAtUtc < end).OrderBy(a => a.PublishAtUtc).Take(Most)
            .Select(a => new { a.PublicId, a.WorkingTitle, a.Lang, At = a.PublishAtUtc!.Value }).ToListAsync(ct);
        return [.. rows.Select(a => new DeskCalendarRow(Dates.DayOf(a.At), TimeOnly.FromDateTime(Dates.InHelsinki(a.At)), Titled(text, a.WorkingTitle), $"/desk/articles/{a.PublicId}", a.Lang))];
    }

    private static async Task<IReadOnlyList<DeskCalendarRow>> DeadlinesAsync(IServiceProvider services, ClaimsPrincipal user, DateOnly from, DateOnly to, CancellationToken ct)
    {
        var (db, text) = (services.GetRequiredService<NewsDb>(), services.GetRequiredService<DeskText>());
        var rows = await db.InForce().AsNoTracking().Where(d => (d.Closes ?? d.Opens) >= from && (d.Closes ?? d.Opens) <= to).OrderBy(d => d.Closes ?? d.Opens).ThenBy(d => d.Id).Take(Most).ToListAsync(ct);
        return [.. rows.Select(d => new DeskCalendarRow((d.Closes ?? d.Opens)!.Value, d.ClosesAt, d.Closes is null ? $"{d.Title} ({DeadlineWords.Of(d, text)})" : d.Title, "/desk/deadlines"))];
    }

    private static async Task<IReadOnlyList<DeskCalendarRow>> EventsAsync(IServiceProvider services, ClaimsPrincipal user, DateOnly from, DateOnly to, CancellationToken ct)
    {
        var db = services.GetRequiredService<NewsDb>();
        // What is public anybody may see; another publisher's article is read where the public reads it
        var (seen, publisher) = (db.Articles.OwnOrPublic(Actor.Of(user)), Actor.Of(user).PublisherId);
        var rows = await (from e in db.Events.AsNoTracking()
                          // One that its article no longer tells keeps its row, for those who were sent it
                          where e.StartsOn >= @from && e.StartsOn <= to && db.Set<ArticleEvent>().Any(r => r.EventId == e.Id && (publisher == null || seen.Any(a => a.Id == r.ArticleId)))
                          orderby e.StartsOn, e.StartsAt != null, e.StartsAt, e.Id
                          select new
                          {
                              Event = e,
                              Article = db.Set<ArticleEvent>().Where(r => r.EventId == e.Id).Join(seen, r => r.ArticleId, a => a.Id, (r, a) => new { a.Id, a.PublicId, a.Lang, a.WorkingPublisherId, a.Type, a.Slug }).OrderBy(a => a.Id).FirstOrDefault(),
                          }).Take(Most).ToListAsync(ct);
        return [.. rows.Select(e => new DeskCalendarRow(e.Event.StartsOn, e.Event.StartsAt, e.Event.Title, e.Article is null ? null : publisher == null || e.Article.WorkingPublisherId == publisher ? $"/desk/articles/{e.Article.PublicId}" : Article.PathOf(e.Article.Type, e.Article.Slug), e.Article?.Lang))];
    }

    private static async Task<IReadOnlyList<DeskCalendarRow>> ReviewByAsync(IServiceProvider services, ClaimsPrincipal user, DateOnly from, DateOnly to, CancellationToken ct)
    {
        var (db, text) = (services.GetRequiredService<NewsDb>(), services.GetRequiredService<DeskText>());
        var rows = await Actor.Of(user).Own(db.Articles.AsNoTracking(), a => a.WorkingPublisherId).Where(a => a.ReviewBy >= from && a.ReviewBy <= to && a.Status == ArticleStatus.Published).OrderBy(a => a.ReviewBy).Take(Most)
            .Select(a => new { a.PublicId, a.WorkingTitle, a.Lang, Day = a.ReviewBy!.Value }).ToListAsync(ct);
        return [.. rows.Select(a => new DeskCalendarRow(a.Day, null, Titled(text, a.WorkingTitle), $"/desk/articles/{a.PublicId}", a.Lang))];
    }

    private static string Titled(DeskText text, string title) => title.Length > 0 ? title : text["articles.untitled"];
}
