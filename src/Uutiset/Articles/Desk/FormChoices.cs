using Microsoft.EntityFrameworkCore;
using Uutiset.Accounts;
using Uutiset.Data;
using Uutiset.Media;
using Uutiset.Media.Desk;
using Uutiset.Vocabulary;

namespace Uutiset.Articles.Desk;

/// <summary>What the form's lists offer, in at most five commands whatever their length.</summary>
internal sealed record FormChoices(
    IReadOnlyList<DeadlineChoice> Deadlines,
    IReadOnlyList<string> Tags,
    IReadOnlyList<(string Slug, string Label)> Audiences,
    IReadOnlyList<MediaItem> Images,
    IReadOnlyList<MediaItem> Files,
    IReadOnlyList<PublisherChoice> Publishers)
{
    public static async Task<FormChoices> LoadAsync(NewsDb db, Terms terms, ArticleForm form, Actor actor, DateOnly today, string lang, CancellationToken ct)
    {
        var chosen = form.Deadlines.Select(d => d.DeadlineId).OfType<Guid>().ToList();
        // Closed ones stay to choose for a month, since articles tell afterwards too
        var recent = today.AddMonths(-1);
        var deadlines = await db.InForce().AsNoTracking()
            .Where(d => d.Closes >= recent || chosen.Contains(d.PublicId))
            .OrderBy(d => d.Closes).ThenBy(d => d.Id).Take(200)
            .Select(d => new DeadlineChoice(d.PublicId, d.Title, d.Closes, d.ClosesAt, d.Precision)).ToListAsync(ct);
        var active = (await terms.IndexAsync(ct)).Active;
        return new FormChoices(deadlines,
            [.. active.Where(t => t.Scheme != TermScheme.Audience).Select(t => t.Label.In(lang))],
            [.. active.Where(t => t.Scheme == TermScheme.Audience).Select(t => (t.Slug, t.Label.In(lang)))],
            await db.MediaItems.Where(m => m.Kind == MediaKind.Image).OfferedAsync([form.HeroMediaId], ct),
            await db.MediaItems.Where(m => m.Kind != MediaKind.Image).OfferedAsync(form.Attachments.Select(a => a.MediaId), ct),
            await db.PublishersToChooseAsync(actor, ct));
    }
}

internal sealed record DeadlineChoice(Guid Id, string Title, DateOnly Closes, TimeOnly? ClosesAt, DatePrecision Precision)
{
    public string Day(string lang) => new DeadlineDay(Closes, ClosesAt, Precision).In(lang);
}
