using Microsoft.EntityFrameworkCore;
using Uutiset.Accounts;
using Uutiset.Articles.Openings;
using Uutiset.Data;
using Uutiset.Media;
using Uutiset.Media.Desk;
using Uutiset.Vocabulary;

namespace Uutiset.Articles.Desk;

/// <summary>What the form's lists offer, in a fixed number of commands whatever their length.</summary>
internal sealed record FormChoices(
    IReadOnlyList<Deadline> Deadlines,
    IReadOnlyList<string> Tags,
    IReadOnlyList<(string Slug, string Label)> Audiences,
    IReadOnlyList<MediaItem> Images,
    IReadOnlyList<MediaItem> Files,
    IReadOnlyList<MediaItem> Captions,
    IReadOnlyList<PublisherChoice> Publishers,
    IReadOnlyList<EventChoice> Events)
{
    /// <param name="chosen">Offered however old they are.</param>
    public static Task<List<Deadline>> DeadlinesAsync(NewsDb db, ArticleReach reach, IReadOnlyCollection<Guid> chosen, DateOnly today, CancellationToken ct)
    {
        // Closed ones stay to choose for a month, since articles tell afterwards too
        var recent = today.AddMonths(-1);
        return reach.SeenDeadlines(db).AsNoTracking().Where(d => d.Closes == null || d.Closes >= recent || chosen.Contains(d.PublicId)).NextFirst(today).Take(200).ToListAsync(ct);
    }

    public static async Task<FormChoices> LoadAsync(NewsDb db, Terms terms, ArticleForm form, Actor actor, ArticleReach reach, DateOnly today, string lang, CancellationToken ct)
    {
        var chosen = form.Deadlines.Select(d => d.DeadlineId).OfType<Guid>().ToList();
        var deadlines = await DeadlinesAsync(db, reach, chosen, today, ct);
        var active = (await terms.IndexAsync(ct)).Active;
        return new FormChoices(deadlines,
            [.. active.Where(t => t.Scheme != TermScheme.Audience).Select(t => t.Label.In(lang))],
            [.. active.Where(t => t.Scheme == TermScheme.Audience).Select(t => (t.Slug, t.Label.In(lang)))],
            await db.MediaItems.Where(m => m.Kind == MediaKind.Image).OfferedAsync(form.Attachments.Select(a => a.PosterId).Append(form.HeroMediaId), ct),
            await db.MediaItems.Where(m => m.Kind != MediaKind.Image).OfferedAsync(form.Attachments.SelectMany(a => new[] { a.MediaId, a.TranscriptId }), ct),
            await db.MediaItems.Where(m => m.ContentType == FileType.Captions).OfferedAsync(form.Attachments.SelectMany(a => new[] { a.CaptionsFi, a.CaptionsSv, a.CaptionsEn }), ct),
            await db.PublishersToChooseAsync(actor, ct),
            await EventSearch.ChoicesAsync(db, reach, form, today, ct));
    }
}

internal sealed record EventChoice(Guid Id, string Title, DateOnly Start);
