using Microsoft.EntityFrameworkCore;
using Uutiset.Data;

namespace Uutiset.Articles;

/// <summary>An attachment of a published article that somebody should look at.</summary>
/// <param name="Kind">"ending": its last day is near. "captions": a recording without captions, which is due on the day.</param>
internal sealed record MaterialToSee(long ArticleId, Guid ArticlePublicId, string ArticleTitle, string ArticleLang, long? OwnerId, long? PublisherId, string Title, string Kind, DateOnly Day);

/// <summary>Which attachments need attention, for the desk's front page and for the reminder.</summary>
internal static class Materials
{
    public const int DaysBefore = 7;
    public const string Ending = "ending";
    public const string Captionless = "captions";

    /// <param name="among">Whose are asked for.</param>
    public static async Task<IReadOnlyList<MaterialToSee>> ToSeeAsync(IQueryable<Article> among, NewsDb db, DateTime nowUtc, DateOnly today, CancellationToken ct)
    {
        var last = today.AddDays(DaysBefore);
        // A recording that was public for longer than a year without captions has been told of often enough
        var since = nowUtc.AddDays(-366);
        // Attachments first: few of them are due, and reading every public article to find out took longer than the rest of the front page
        var due = await db.Set<Attachment>().AsNoTracking().Where(t => (t.AvailableUntil >= today && t.AvailableUntil <= last)
            || (t.Kind == Attachment.Video && (t.Captions == null || t.Captions == Captions.Missing) && (t.AvailableUntil == null || t.AvailableUntil >= today))).ToListAsync(ct);
        var ids = due.ConvertAll(t => t.ArticleId);
        var articles = await among.AsNoTracking().VisibleAt(nowUtc).Where(a => ids.Contains(a.Id))
            .Select(a => new { a.Id, a.PublicId, a.Title, a.Lang, a.OwnerId, a.WorkingPublisherId, a.PublishedUtc }).ToDictionaryAsync(a => a.Id, ct);
        var rows = due.Where(t => articles.TryGetValue(t.ArticleId, out var a) && (t.AvailableUntil >= today && t.AvailableUntil <= last || a.PublishedUtc >= since))
            .Select(t => (Attachment: t, Article: articles[t.ArticleId]));
        var found = new List<MaterialToSee>();
        foreach (var (attachment, row) in rows)
        {
            void Add(string kind, DateOnly day) => found.Add(new(row.Id, row.PublicId, row.Title, row.Lang, row.OwnerId, row.WorkingPublisherId, attachment.Title, kind, day));
            if (attachment.AvailableUntil is { } until && until >= today && until <= last) Add(Ending, until);
            var from = attachment.AvailableFrom ?? Vocabulary.Dates.DayOf(row.PublishedUtc!.Value);
            // Promised for an earlier day, they are due then
            var captionsBy = from.AddDays(Attachment.DaysWithoutCaptions) is var latest && attachment.CaptionsUntil < latest ? attachment.CaptionsUntil.Value : latest;
            if (Attachment.LacksCaptions(attachment.Kind, attachment.Captions, from, attachment.AvailableUntil) && captionsBy <= last) Add(Captionless, captionsBy);
        }
        return [.. found.OrderBy(m => m.Day).ThenBy(m => m.ArticleId)];
    }
}
