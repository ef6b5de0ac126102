using System.Globalization;
using System.Text.RegularExpressions;
using Uutiset.Vocabulary;

namespace Uutiset.People;

/// <summary>Days of projects as they are typed and shown: "31.12.2025", "joulukuu 2025", "2025".</summary>
internal static partial class ProjectDays
{
    /// <summary>A start that is known to the year only is the year's first day, an end its last: so the status is right.</summary>
    public static DateOnly? First(DateOnly? day, DayPrecision precision) => day is not { } d ? null : precision switch
    {
        DayPrecision.Year => new DateOnly(d.Year, 1, 1),
        DayPrecision.Month => new DateOnly(d.Year, d.Month, 1),
        _ => d,
    };

    public static DateOnly? Last(DateOnly? day, DayPrecision precision) => day is not { } d ? null : precision switch
    {
        DayPrecision.Year => new DateOnly(d.Year, 12, 31),
        DayPrecision.Month => new DateOnly(d.Year, d.Month, DateTime.DaysInMonth(d.Year, d.Month)),
        _ => d,
    };

    public static bool TryRead(string? typed, DateOnly today, out DateOnly? day, out DayPrecision precision)
    {
        (day, precision) = (null, DayPrecision.Day);
        if (string.IsNullOrWhiteSpace(typed)) return true;
        if (Year().IsMatch(typed.Trim()))
        {
            (day, precision) = (new DateOnly(int.Parse(typed.Trim(), CultureInfo.InvariantCulture), 1, 1), DayPrecision.Year);
            return true;
        }
        if (WrittenDate.TryReadMonth(typed, out var first))
        {
            (day, precision) = (first, DayPrecision.Month);
            return true;
        }
        if (!WrittenDate.TryRead(typed, today, out var date)) return false;
        day = date.Day;
        return true;
    }

    public static string Written(DateOnly day, DayPrecision precision, string lang) => precision switch
    {
        DayPrecision.Year => day.Year.ToString(CultureInfo.InvariantCulture),
        DayPrecision.Month => Dates.Month(day, lang),
        _ => Dates.Day(day, lang),
    };

    /// <summary>For the datetime attribute: 2025, 2025-12, 2025-12-31.</summary>
    public static string Iso(DateOnly day, DayPrecision precision) => Dates.Iso(day)[..(precision switch { DayPrecision.Year => 4, DayPrecision.Month => 7, _ => 10 })];

    [GeneratedRegex("^(?:19|20|21)[0-9]{2}\\z", RegexOptions.CultureInvariant)]
    private static partial Regex Year();
}
