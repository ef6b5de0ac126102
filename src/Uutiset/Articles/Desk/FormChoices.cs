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
    /// <summary>Those that are open, the next first, and then the closed ones, since articles tell afterwards too: the latest first, as old ones as there is room for.</summary>
    /// <param name="chosen">Offered however old they are.</param>
    public static async Task<IReadOnlyList<Deadline>> DeadlinesAsync(NewsDb db, ArticleReach reach, IReadOnlyCollection<Guid> chosen, DateOnly today, CancellationToken ct)
    {
        var rows = await reach.SeenDeadlines(db).AsNoTracking().OrderByDescending(d => chosen.Contains(d.PublicId)).ThenByDescending(d => d.Closes == null || d.Closes >= today)
            .ThenByDescending(d => d.Closes).ThenByDescending(d => d.Id).Take(MostDeadlines).ToListAsync(ct);
        var open = rows.Where(d => d.Closes is null || d.Closes >= today);
        return [.. open.OrderBy(d => d.Closes ?? d.Opens).ThenBy(d => d.Id), .. rows.Where(d => d.Closes < today).OrderByDescending(d => d.Closes).ThenByDescending(d => d.Id)];
    }

    private const int MostDeadlines = 300;

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
