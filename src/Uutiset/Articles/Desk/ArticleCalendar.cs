using System.Security.Claims;
using Microsoft.EntityFrameworkCore;
using Uutiset.Accounts;
using Uutiset.Articles.Openings;
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
        var rows = await (await ReachAsync(services, user, ct)).Told(Own(db, user).Where(a => a.PublishAtUtc >= begin && a.PublishAtUtc < end).OrderBy(a => a.PublishAtUtc).Take(Most))
            .Select(t => new { t.Line, At = t.Article.PublishAtUtc!.Value }).ToListAsync(ct);
        return [.. rows.Select(a => Row(text, Dates.DayOf(a.At), TimeOnly.FromDateTime(Dates.InHelsinki(a.At)), a.Line))];
    }

    private static async Task<IReadOnlyList<DeskCalendarRow>> DeadlinesAsync(IServiceProvider services, ClaimsPrincipal user, DateOnly from, DateOnly to, CancellationToken ct)
    {
        var (db, text) = (services.GetRequiredService<NewsDb>(), services.GetRequiredService<DeskText>());
        var rows = await (await ReachAsync(services, user, ct)).SeenDeadlines(db).AsNoTracking().Where(d => (d.Closes ?? d.Opens) >= from && (d.Closes ?? d.Opens) <= to).OrderBy(d => d.Closes ?? d.Opens).ThenBy(d => d.Id).Take(Most).ToListAsync(ct);
        return [.. rows.Select(d => new DeskCalendarRow((d.Closes ?? d.Opens)!.Value, d.ClosesAt, d.Closes is null ? $"{d.Title} ({DeadlineWords.Of(d, text)})" : d.Title, "/desk/deadlines"))];
    }

    private static async Task<IReadOnlyList<DeskCalendarRow>> EventsAsync(IServiceProvider services, ClaimsPrincipal user, DateOnly from, DateOnly to, CancellationToken ct)
    {
        var (db, text, reach) = (services.GetRequiredService<NewsDb>(), services.GetRequiredService<DeskText>(), await ReachAsync(services, user, ct));
        var events = await reach.SeenEvents(db).Where(e => e.StartsOn <= to && (e.EndsOn ?? e.StartsOn) >= from)
            .OrderBy(e => e.StartsOn).ThenBy(e => e.StartsAt != null).ThenBy(e => e.StartsAt).ThenBy(e => e.Id).Take(Most).ToListAsync(ct);
        var articles = await reach.TellingAsync(db, events, ct);
        return [.. events.Select(e => (Event: e, Article: articles[e.Id].FirstOrDefault())).Select(e => e.Event.StartsOn >= from
            ? new DeskCalendarRow(e.Event.StartsOn, e.Event.StartsAt, e.Event.Title, e.Article?.Href, e.Article?.Lang)
            // Under way since before: it stands on the first of these days, and says which ones it has
            : new DeskCalendarRow(from, null, $"{e.Event.Title} ({Dates.Range(e.Event.StartsOn, e.Event.LastDay, text.Lang)})", e.Article?.Href, e.Article?.Lang))];
    }

    private static async Task<IReadOnlyList<DeskCalendarRow>> ReviewByAsync(IServiceProvider services, ClaimsPrincipal user, DateOnly from, DateOnly to, CancellationToken ct)
    {
        var (db, text) = (services.GetRequiredService<NewsDb>(), services.GetRequiredService<DeskText>());
        var rows = await (await ReachAsync(services, user, ct)).Told(Own(db, user).Where(a => a.ReviewBy >= from && a.ReviewBy <= to && a.Status == ArticleStatus.Published).OrderBy(a => a.ReviewBy).Take(Most))
            .Select(t => new { t.Line, Day = t.Article.ReviewBy!.Value }).ToListAsync(ct);
        return [.. rows.Select(a => Row(text, a.Day, null, a.Line))];
    }

    private static async Task<IReadOnlyList<DeskCalendarRow>> PromisesAsync(IServiceProvider services, ClaimsPrincipal user, DateOnly from, DateOnly to, CancellationToken ct)
    {
        var (db, text) = (services.GetRequiredService<NewsDb>(), services.GetRequiredService<DeskText>());
        var rows = await (await ReachAsync(services, user, ct)).Told(Own(db, user).WithOpenPromise(db).Where(a => a.FollowUpBy >= from && a.FollowUpBy <= to).OrderBy(a => a.FollowUpBy).Take(Most))
            .Select(t => new { t.Line, t.Article.FollowUp, Day = t.Article.FollowUpBy!.Value }).ToListAsync(ct);
        return [.. rows.Select(a => Row(text, a.Day, null, a.Line with { Title = a.FollowUp! }))];
    }

    private static async Task<IReadOnlyList<DeskCalendarRow>> EndingAsync(IServiceProvider services, ClaimsPrincipal user, DateOnly from, DateOnly to, CancellationToken ct)
    {
        var (db, text) = (services.GetRequiredService<NewsDb>(), services.GetRequiredService<DeskText>());
        var (begin, end) = (Dates.ToUtc(from, TimeOnly.MinValue), Dates.ToUtc(to.AddDays(1), TimeOnly.MinValue));
        // Midnight ends the day before it
        var rows = await (await ReachAsync(services, user, ct)).Told(Own(db, user).Where(a => a.ExpiresUtc > begin && a.ExpiresUtc <= end && a.Status == ArticleStatus.Published).OrderBy(a => a.ExpiresUtc).Take(Most))
            .Select(t => new { t.Line, At = t.Article.ExpiresUtc!.Value }).ToListAsync(ct);
        return [.. rows.Select(a => (a.Line, Local: Dates.InHelsinki(a.At))).Select(a => Row(
            text, DateOnly.FromDateTime(a.Local.AddTicks(-1)), a.Local.TimeOfDay == TimeSpan.Zero ? null : TimeOnly.FromDateTime(a.Local), a.Line))];
    }

    /// <summary>Attachments of articles that are public are told to everybody; the link goes where they may go.</summary>
    private static async Task<IReadOnlyList<DeskCalendarRow>> AttachmentsAsync(IServiceProvider services, ClaimsPrincipal user, DateOnly from, DateOnly to, CancellationToken ct)
    {
        var (db, text) = (services.GetRequiredService<NewsDb>(), services.GetRequiredService<DeskText>());
        var own = (await ReachAsync(services, user, ct)).Told(Own(db, user).Where(a => a.Status == ArticleStatus.Published));
        var rows = await (from attachment in db.Set<Attachment>().AsNoTracking()
                          join told in own on attachment.ArticleId equals told.Article.Id
                          where attachment.AvailableUntil >= @from && attachment.AvailableUntil <= to
                          orderby attachment.AvailableUntil, told.Article.Id, attachment.Position
                          select new { told.Line, attachment.Title, Day = attachment.AvailableUntil!.Value }).Take(Most).ToListAsync(ct);
        return [.. rows.Select(a => Row(text, a.Day, null, a.Line with { Title = a.Title }))];
    }

    private static IQueryable<Article> Own(NewsDb db, ClaimsPrincipal user) => Actor.Of(user).Own(db.Articles.AsNoTracking(), a => a.WorkingPublisherId);

    private static Task<ArticleReach> ReachAsync(IServiceProvider services, ClaimsPrincipal user, CancellationToken ct) => services.GetRequiredService<ArticleRights>().ReachOfAsync(user, ct);

    private static DeskCalendarRow Row(DeskText text, DateOnly day, TimeOnly? time, ToldLine article) =>
        new(day, time, article.Title.Length > 0 ? article.Title : text["articles.untitled"], article.Href, article.Lang);
}
