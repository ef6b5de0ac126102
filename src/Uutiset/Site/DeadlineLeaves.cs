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
        var (lang, today) = (texts.Lang, Dates.DayOf(nowUtc));
        // While nobody knows the closing, the leaf is that of the opening
        var isOpening = deadline.Closes is null;
        var (day, byMonth) = isOpening ? (deadline.Opens ?? today, deadline.OpensPrecision == DatePrecision.Month) : (deadline.Closes!.Value, deadline.Precision == DatePrecision.Month);
        var closed = deadline.IsClosedAt(nowUtc);
        return new(
            deadline.Title, byMonth ? Dates.Iso(day)[..7] : isOpening ? Dates.Iso(day) : Iso(day, deadline.ClosesAt), byMonth ? null : day.Day.ToString(CultureInfo.InvariantCulture),
            ShortMonth(day.Month, lang), day.Year.ToString(CultureInfo.InvariantCulture),
            isOpening ? Opening(deadline, today, texts)! : byMonth ? Dates.Month(day, lang) : $"{Weekday(day, lang)} {DeadlineDay.Of(deadline).In(lang)}",
            isOpening ? texts["left.unknown"] : Left(day, byMonth, today, closed, texts))
        {
            Closed = closed,
            Soon = !isOpening && !closed && !byMonth && day.DayNumber - today.DayNumber <= 7,
            Opens = !isOpening && deadline.OpensAfter(today) ? Opening(deadline, today, texts) : null,
            Moved = Move(deadline, texts),
            Source = Source(deadline, texts),
            Articles = articles ?? [],
        };
    }

    /// <summary>"Avautuu maaliskuussa 2020", "Avautui 1.3.2020".</summary>
    private static string? Opening(Deadline deadline, DateOnly today, SiteTexts texts) =>
        OpeningDay.Of(deadline, texts.Lang) is { } day ? texts.Get(deadline.OpensAfter(today) ? "deadline.opens" : "deadline.opened", ("day", day)) : null;

    /// <summary>All of it as one line, for feeds: "Määräaika 30.4.2020 klo 16.15: Avustushaku".</summary>
    public static string Sentence(Deadline deadline, DateTime nowUtc, SiteTexts texts)
    {
        var opening = Opening(deadline, Dates.DayOf(nowUtc), texts);
        if (deadline.Closes is null) return $"{deadline.Title}: {opening}. {texts["left.unknown"]}.";
        var sentence = texts.Get("deadline.sentence", ("day", DeadlineDay.Of(deadline).In(texts.Lang)), ("title", deadline.Title));
        return deadline.OpensAfter(Dates.DayOf(nowUtc)) ? $"{sentence}. {opening}." : sentence;
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

    /// <summary>Of one that was moved the source tells of the move.</summary>
    public static string SourceWord(Deadline deadline) => deadline is { MovedUtc: null, Supersedes: null } ? "deadline.source.open" : "deadline.source.moved";

    private static Link? Source(Deadline deadline, SiteTexts texts) => deadline.SourceUrl is { } url ? new(url, texts[SourceWord(deadline)]) : null;

    public static string Weekday(DateOnly day, string lang) => Weekdays[lang switch { "sv" => 1, "en" => 2, _ => 0 }][(int)day.DayOfWeek];

    private static string Left(DateOnly closes, bool byMonth, DateOnly today, bool closed, SiteTexts texts)
    {
        if (closed) return texts["left.closed"];
        if (byMonth)
        {
            var months = (closes.Year - today.Year) * 12 + closes.Month - today.Month;
            return months == 0 ? texts["left.thisMonth"] : texts.Get("left.months", ("count", months));
        }
        var days = closes.DayNumber - today.DayNumber;
        return days <= 0 ? texts["left.today"] : texts.Get("left.days", ("count", days));
    }

    private static string Iso(DateOnly closes, TimeOnly? at) => at is { } time ? Dates.Iso(Dates.ToUtc(closes, time)) : Dates.Iso(closes);

    /// <summary>marras(kuu), nov, Nov: what fits a leaf.</summary>
    private static string ShortMonth(int month, string lang)
    {
        var name = MonthNames.Alone(month, lang);
        return lang is "sv" or "en" ? (name.Length <= 4 ? name : name[..3]) : name[..^3];
    }
}
