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
        var closed = IsClosed(deadline, nowUtc);
        return new(
            deadline.Title, byMonth ? Dates.Iso(deadline.Closes)[..7] : Iso(deadline), byMonth ? null : deadline.Closes.Day.ToString(CultureInfo.InvariantCulture),
            ShortMonth(deadline.Closes.Month, lang), deadline.Closes.Year.ToString(CultureInfo.InvariantCulture),
            byMonth ? Dates.Month(deadline.Closes, lang) : $"{Weekday(deadline.Closes, lang)} {Dates.DayAndTime(deadline.Closes, deadline.ClosesAt, lang)}",
            Left(deadline, today, closed, texts))
        {
            Closed = closed,
            Soon = !closed && !byMonth && deadline.Closes.DayNumber - today.DayNumber <= 7,
            Opens = deadline.Opens is { } opens && opens > today ? texts.Get("deadline.opens", ("day", Dates.Day(opens, lang))) : null,
            Moved = deadline.Supersedes is { } former && former.Closes != deadline.Closes ? new(Dates.Day(former.Closes, lang), Dates.Day(deadline.Closes, lang)) : null,
            Source = deadline.SourceUrl is { } url ? new(url, texts["deadline.source.open"]) : null,
            Articles = articles ?? [],
        };
    }

    /// <summary>Closed after its time of day, or after the whole day or month when no time is told.</summary>
    public static bool IsClosed(Deadline deadline, DateTime nowUtc) => deadline switch
    {
        { Precision: DatePrecision.Month } => Dates.DayOf(nowUtc) is var today && (deadline.Closes.Year, deadline.Closes.Month).CompareTo((today.Year, today.Month)) < 0,
        { ClosesAt: { } time } => Dates.ToUtc(deadline.Closes, time) <= nowUtc,
        _ => deadline.Closes < Dates.DayOf(nowUtc),
    };

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
