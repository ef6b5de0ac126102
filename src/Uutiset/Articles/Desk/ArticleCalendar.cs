using System.Security.Claims;
using Microsoft.EntityFrameworkCore;
using Uutiset.Accounts;
using Uutiset.Data;
using Uutiset.Desk;
using Uutiset.Vocabulary;

namespace Uutiset.Articles.Desk;

/// <summary>What articles put into the desk's calendar: when they come out and end, what they announce and promise, and when they want to be looked at again.</summary>
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
        services.AddSingleton(new DeskCalendarSource("calendar.promise", Permission.ArticlesWrite, 50, PromisesAsync));
        services.AddSingleton(new DeskCalendarSource("calendar.expires", Permission.ArticlesWrite, 60, EndingAsync));
        services.AddSingleton(new DeskCalendarSource("calendar.attachment", Permission.ArticlesWrite, 70, AttachmentsAsync));
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
        var db = services.GetRequiredService<NewsDb>();
        var rows = await db.InForce().AsNoTracking().Where(d => d.Closes >= from && d.Closes <= to).OrderBy(d => d.Closes).ThenBy(d => d.Id).Take(Most).ToListAsync(ct);
        return [.. rows.Select(d => new DeskCalendarRow(d.Closes, d.ClosesAt, d.Title, "/desk/deadlines"))];
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

    private static async Task<IReadOnlyList<DeskCalendarRow>> PromisesAsync(IServiceProvider services, ClaimsPrincipal user, DateOnly from, DateOnly to, CancellationToken ct)
    {
        var db = services.GetRequiredService<NewsDb>();
        var rows = await Actor.Of(user).Own(db.Articles.AsNoTracking(), a => a.WorkingPublisherId).WithOpenPromise(db).Where(a => a.FollowUpBy >= from && a.FollowUpBy <= to).OrderBy(a => a.FollowUpBy).Take(Most)
            .Select(a => new { a.PublicId, a.FollowUp, a.Lang, Day = a.FollowUpBy!.Value }).ToListAsync(ct);
        return [.. rows.Select(a => new DeskCalendarRow(a.Day, null, a.FollowUp!, $"/desk/articles/{a.PublicId}", a.Lang))];
    }

    private static async Task<IReadOnlyList<DeskCalendarRow>> EndingAsync(IServiceProvider services, ClaimsPrincipal user, DateOnly from, DateOnly to, CancellationToken ct)
    {
        var (db, text) = (services.GetRequiredService<NewsDb>(), services.GetRequiredService<DeskText>());
        var (begin, end) = (Dates.ToUtc(from, TimeOnly.MinValue), Dates.ToUtc(to.AddDays(1), TimeOnly.MinValue));
        // Midnight ends the day before it
        var rows = await Actor.Of(user).Own(db.Articles.AsNoTracking(), a => a.WorkingPublisherId).Where(a => a.ExpiresUtc > begin && a.ExpiresUtc <= end && a.Status == ArticleStatus.Published).OrderBy(a => a.ExpiresUtc).Take(Most)
            .Select(a => new { a.PublicId, a.WorkingTitle, a.Lang, At = a.ExpiresUtc!.Value }).ToListAsync(ct);
        return [.. rows.Select(a => (Article: a, Local: Dates.InHelsinki(a.At))).Select(a => new DeskCalendarRow(
            DateOnly.FromDateTime(a.Local.AddTicks(-1)), a.Local.TimeOfDay == TimeSpan.Zero ? null : TimeOnly.FromDateTime(a.Local), Titled(text, a.Article.WorkingTitle), $"/desk/articles/{a.Article.PublicId}", a.Article.Lang))];
    }

    private static async Task<IReadOnlyList<DeskCalendarRow>> AttachmentsAsync(IServiceProvider services, ClaimsPrincipal user, DateOnly from, DateOnly to, CancellationToken ct)
    {
        var db = services.GetRequiredService<NewsDb>();
        var own = Actor.Of(user).Own(db.Articles.AsNoTracking(), a => a.WorkingPublisherId).Where(a => a.Status == ArticleStatus.Published);
        var rows = await (from attachment in db.Set<Attachment>().AsNoTracking()
                          join a in own on attachment.ArticleId equals a.Id
                          where attachment.AvailableUntil >= @from && attachment.AvailableUntil <= to
                          orderby attachment.AvailableUntil, a.Id, attachment.Position
                          select new { a.PublicId, a.Lang, attachment.Title, Day = attachment.AvailableUntil!.Value }).Take(Most).ToListAsync(ct);
        return [.. rows.Select(a => new DeskCalendarRow(a.Day, null, a.Title, $"/desk/articles/{a.PublicId}", a.Lang))];
    }

    private static string Titled(DeskText text, string title) => title.Length > 0 ? title : text["articles.untitled"];
}
