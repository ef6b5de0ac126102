using Microsoft.EntityFrameworkCore;
using Uutiset.Data;

namespace Uutiset.Articles;

/// <summary>An attachment of a published article that somebody should look at.</summary>
/// <param name="Kind">"ending": its last day is near. "captions": a recording without captions, which is due on the day.</param>
internal sealed record MaterialToSee(long ArticleId, Guid ArticlePublicId, string ArticleTitle, string ArticleLang, long? OwnerId, string Title, string Kind, DateOnly Day);

/// <summary>Which attachments need attention, for the desk's front page and for the reminder.</summary>
internal static class Materials
{
    public const int DaysBefore = 7;
    public const string Ending = "ending";
    public const string Captionless = "captions";

    public static async Task<IReadOnlyList<MaterialToSee>> ToSeeAsync(NewsDb db, DateTime nowUtc, DateOnly today, CancellationToken ct)
    {
        var last = today.AddDays(DaysBefore);
        // A recording that was public for longer than a year without captions has been told of often enough
        var since = nowUtc.AddDays(-366);
        var rows = await db.Articles.AsNoTracking().VisibleAt(nowUtc)
            .SelectMany(a => a.Attachments, (a, t) => new { a.Id, a.PublicId, a.Title, a.Lang, a.OwnerId, a.PublishedUtc, Attachment = t })
            .Where(x => (x.Attachment.AvailableUntil >= today && x.Attachment.AvailableUntil <= last)
                || (x.Attachment.Kind == Attachment.Video && x.PublishedUtc >= since && (x.Attachment.Captions == null || x.Attachment.Captions == Captions.Missing)
                    && (x.Attachment.AvailableUntil == null || x.Attachment.AvailableUntil >= today)))
            .ToListAsync(ct);
        var found = new List<MaterialToSee>();
        foreach (var row in rows)
        {
            var attachment = row.Attachment;
            void Add(string kind, DateOnly day) => found.Add(new(row.Id, row.PublicId, row.Title, row.Lang, row.OwnerId, attachment.Title, kind, day));
            if (attachment.AvailableUntil is { } until && until >= today && until <= last) Add(Ending, until);
            var from = attachment.AvailableFrom ?? Vocabulary.Dates.DayOf(row.PublishedUtc!.Value);
            var due = from.AddDays(Attachment.DaysWithoutCaptions);
            if (Attachment.LacksCaptions(attachment.Kind, attachment.Captions, from, attachment.AvailableUntil) && due <= last) Add(Captionless, due);
        }
        return [.. found.OrderBy(m => m.Day).ThenBy(m => m.ArticleId)];
    }
}
