using System.Globalization;
using Uutiset.Articles;
using Uutiset.Themes.Pages;
using Uutiset.Vocabulary;

namespace Uutiset.Site;

/// <summary>Deadlines as calendar leaves.</summary>
internal static class DeadlineLeaves
{
    private static readonly string[][] Weekdays =
    [
        ["sunnuntai", "maanantai", "tiistai", "keskiviikko", "torstai", "perjantai", "lauantai"],
        ["söndag", "måndag", "tisdag", "onsdag", "torsdag", "fredag", "lördag"],
        ["Sunday", "Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday"],
    ];

    public static DeadlineLeaf Leaf(Deadline deadline, DateTime nowUtc, SiteTexts texts, IReadOnlyList<Link>? articles = null)
    {
        var (lang, today, byMonth) = (texts.Lang, Dates.DayOf(nowUtc), deadline.Precision == DatePrecision.Month);
        var closed = deadline.IsClosedAt(nowUtc);
        return new(
            deadline.Title, byMonth ? Dates.Iso(deadline.Closes)[..7] : Iso(deadline), byMonth ? null : deadline.Closes.Day.ToString(CultureInfo.InvariantCulture),
            ShortMonth(deadline.Closes.Month, lang), deadline.Closes.Year.ToString(CultureInfo.InvariantCulture),
            byMonth ? Dates.Month(deadline.Closes, lang) : $"{Weekday(deadline.Closes, lang)} {DeadlineDay.Of(deadline).In(lang)}",
            Left(deadline, today, closed, texts))
        {
            Closed = closed,
            Soon = !closed && !byMonth && deadline.Closes.DayNumber - today.DayNumber <= 7,
            Opens = deadline.Opens is { } opens && opens > today ? texts.Get("deadline.opens", ("day", Dates.Day(opens, lang))) : null,
            Moved = Move(deadline, texts),
            Source = Source(deadline, texts),
            Articles = articles ?? [],
        };
    }

    /// <summary>"Määräaika muuttui 31.3. → 30.4.2020", with every day between when the history is loaded; null for one that never moved.</summary>
    public static DeadlineMove? Move(Deadline deadline, SiteTexts texts, bool named = false)
    {
        var days = deadline.Former.Prepend(deadline).Reverse().Select(DeadlineDay.Of).ToArray();
        if (days.Length < 2) return null;
        var written = days.Zip(days.Skip(1), (day, next) => day.Before(next, texts.Lang)).ToArray();
        return new(written[^1], days[^1].In(texts.Lang))
        {
            Earlier = written[..^1],
            Title = named ? deadline.Title : null,
            Source = named ? Source(deadline, texts) : null,
        };
    }

    /// <summary>The same as one sentence, for feeds and calendars.</summary>
    public static string? MoveSentence(Deadline deadline, SiteTexts texts) =>
        Move(deadline, texts) is { } move ? texts.Get("deadline.moved.sentence", ("days", string.Join(" → ", [.. move.Earlier, move.From, move.To]))) : null;

    private static Link? Source(Deadline deadline, SiteTexts texts) => deadline.SourceUrl is { } url ? new(url, texts["deadline.source.open"]) : null;

    public static string Weekday(DateOnly day, string lang) => Weekdays[lang switch { "sv" => 1, "en" => 2, _ => 0 }][(int)day.DayOfWeek];

    private static string Left(Deadline deadline, DateOnly today, bool closed, SiteTexts texts)
    {
        if (closed) return texts["left.closed"];
        if (deadline.Precision == DatePrecision.Month)
        {
            var months = (deadline.Closes.Year - today.Year) * 12 + deadline.Closes.Month - today.Month;
            return months == 0 ? texts["left.thisMonth"] : texts.Get("left.months", ("count", months));
        }
        var days = deadline.Closes.DayNumber - today.DayNumber;
        return days <= 0 ? texts["left.today"] : texts.Get("left.days", ("count", days));
    }

    private static string Iso(Deadline deadline) =>
        deadline.ClosesAt is { } time ? Dates.Iso(Dates.ToUtc(deadline.Closes, time)) : Dates.Iso(deadline.Closes);

    /// <summary>marras(kuu), nov, Nov: what fits a leaf.</summary>
    private static string ShortMonth(int month, string lang)
    {
        var name = MonthNames.Alone(month, lang);
        return lang is "sv" or "en" ? (name.Length <= 4 ? name : name[..3]) : name[..^3];
    }
}
