using Microsoft.EntityFrameworkCore;
using Uutiset.Data;
using Uutiset.Desk;
using Uutiset.Desk.Picks;
using Uutiset.Vocabulary;

namespace Uutiset.Articles.Desk;

/// <summary>Events that other articles tell, for an article that tells one of them too: a report of what there was an invitation to.</summary>
internal static class EventSearch
{
    private const int Most = 8;
    private const int MostChoices = 200;

    /// <summary>Search as you type, over titles and places, the latest first.</summary>
    public static async Task<IReadOnlyList<Picked>> FindAsync(NewsDb db, ArticleReach reach, string? words, Guid except, DeskText text, CancellationToken ct)
    {
        var typed = (words ?? "").Trim();
        if (typed.Length is < 2 or > 100) return [];
        var events = reach.SeenEvents(db).Where(e => !db.Articles.Any(a => a.Id == e.ArticleId && a.PublicId == except)).WithWords(typed);
        var rows = await events.OrderByDescending(e => e.StartsOn).ThenByDescending(e => e.Id).Take(Most)
            .Select(e => new { e.PublicId, e.Title, e.StartsOn, e.StartsAt, e.Place, Lang = db.Articles.Where(a => a.Id == e.ArticleId).Select(a => a.Lang).FirstOrDefault() }).ToListAsync(ct);
        return [.. rows.Select(e => new Picked(e.PublicId, e.Title, e.Lang ?? "fi", Dates.DayAndTime(e.StartsOn, e.StartsAt, text.Lang) + (e.Place is { Length: > 0 } place ? ", " + place : "")))];
    }

    /// <summary>For a list without script: those of the last year and the coming ones.</summary>
    public static async Task<IReadOnlyList<EventChoice>> ChoicesAsync(NewsDb db, ArticleReach reach, ArticleForm form, DateOnly today, CancellationToken ct)
    {
        var own = form.Events.Select(e => e.EventId).OfType<Guid>().ToList();
        var since = today.AddYears(-1);
        return await reach.SeenEvents(db).Where(e => e.StartsOn >= since && !own.Contains(e.PublicId)).OrderByDescending(e => e.StartsOn).ThenByDescending(e => e.Id).Take(MostChoices)
            .Select(e => new EventChoice(e.PublicId, e.Title, e.StartsOn)).ToListAsync(ct);
    }

    /// <summary>Titles or places with all the words.</summary>
    public static IQueryable<Event> WithWords(this IQueryable<Event> events, string typed)
    {
        foreach (var word in WrittenWord.AllOf(typed))
        {
            events = events.Where(e => e.Title.Contains(word.Given) || e.Title.Contains(word.Lower) || e.Title.Contains(word.Capital)
                || e.Place!.Contains(word.Given) || e.Place.Contains(word.Lower) || e.Place.Contains(word.Capital));
        }
        return events;
    }
}
