using Microsoft.EntityFrameworkCore;
using Uutiset.Accounts;
using Uutiset.Data;
using Uutiset.Media;
using Uutiset.Media.Desk;
using Uutiset.Vocabulary;

namespace Uutiset.Articles.Desk;

/// <summary>What the form's lists offer, in at most eight commands whatever their length.</summary>
internal sealed record FormChoices(
    IReadOnlyList<PersonChoice> People,
    IReadOnlyList<ProjectChoice> Projects,
    IReadOnlyList<DeadlineChoice> Deadlines,
    IReadOnlyList<string> Tags,
    IReadOnlyList<(string Slug, string Label)> Audiences,
    IReadOnlyList<MediaItem> Images,
    IReadOnlyList<MediaItem> Files,
    IReadOnlyList<PublisherChoice> Publishers,
    IReadOnlyList<EventChoice> Events)
{
    public static async Task<FormChoices> LoadAsync(NewsDb db, Terms terms, ArticleForm form, Actor actor, DateOnly today, string lang, CancellationToken ct)
    {
        var people = await db.People.AsNoTracking().OrderBy(p => EF.Functions.Collate(p.Name, NewsDb.FinnishOrder))
            .Select(p => new PersonChoice(p.PublicId, p.Name, p.TitleFi)).ToListAsync(ct);
        var projects = await db.Projects.AsNoTracking().OrderBy(p => p.EndsOn != null && p.EndsOn < today).ThenBy(p => EF.Functions.Collate(p.Name, NewsDb.FinnishOrder))
            .Select(p => new ProjectChoice(p.PublicId, p.Name)).ToListAsync(ct);
        var chosen = form.Deadlines.Select(d => d.DeadlineId).OfType<Guid>().ToList();
        // Closed ones stay to choose for a month, since articles tell afterwards too
        var recent = today.AddMonths(-1);
        var deadlines = await db.InForce().AsNoTracking()
            .Where(d => d.Closes >= recent || chosen.Contains(d.PublicId))
            .OrderBy(d => d.Closes).ThenBy(d => d.Id).Take(200)
            .Select(d => new DeadlineChoice(d.PublicId, d.Title, d.Closes, d.ClosesAt, d.Precision)).ToListAsync(ct);
        var active = (await terms.IndexAsync(ct)).Active;
        return new FormChoices(people, projects, deadlines,
            [.. active.Where(t => t.Scheme != TermScheme.Audience).Select(t => t.Label.In(lang))],
            [.. active.Where(t => t.Scheme == TermScheme.Audience).Select(t => (t.Slug, t.Label.In(lang)))],
            await db.MediaItems.Where(m => m.Kind == MediaKind.Image).OfferedAsync([form.HeroMediaId], ct),
            await db.MediaItems.Where(m => m.Kind != MediaKind.Image).OfferedAsync(form.Attachments.Select(a => a.MediaId), ct),
            await db.PublishersToChooseAsync(actor, ct),
            await EventSearch.ChoicesAsync(db, actor, form, today, ct));
    }
}

internal sealed record ProjectChoice(Guid Id, string Name);

internal sealed record EventChoice(Guid Id, string Title, DateOnly Start);

internal sealed record PersonChoice(Guid Id, string Name, string Title);

internal sealed record DeadlineChoice(Guid Id, string Title, DateOnly Closes, TimeOnly? ClosesAt, DatePrecision Precision)
{
    public string Day(string lang) => new DeadlineDay(Closes, ClosesAt, Precision).In(lang);
}
