using System.Globalization;
using System.Text.RegularExpressions;

namespace Uutiset.Vocabulary;

/// <summary>
/// A date as somebody wrote it: <c>10.8.2022 09:30</c>, <c>21.9.2021 10.30</c>, <c>27.6.</c>, <c>30. huhtikuuta</c>,
/// <c>1.2.2020 klo 9</c>, <c>2 september 2021 kl. 9.05</c>, <c>2021-09-02</c>. .NET's own parser fails on three of these.
/// </summary>
internal sealed partial record WrittenDate(DateOnly Day, TimeOnly? Time)
{
    private const int Longest = 80;

    /// <summary>Midnight when no time was written.</summary>
    public DateTime Utc => Dates.ToUtc(Day, Time ?? TimeOnly.MinValue);

    /// <param name="near">A date without a year is the one nearest to this day.</param>
    public static bool TryRead(string? text, DateOnly near, out WrittenDate date)
    {
        date = new WrittenDate(default, null);
        // No limit in time: on a machine that is busy with something else, a good date would fail
        if (text?.Length > Longest) return false;
        var match = Pattern().Match((text ?? "").Normalize().Replace('\u00A0', ' '));
        if (!match.Success) return false;
        var month = match.Groups["m"].Success ? Number("m") : MonthNames.Read(match.Groups["name"].Value);
        if (!TryDay(match.Groups["y"].Success ? Number("y") : null, month, Number("d"), near, out var day)) return false;
        TimeOnly? time = null;
        if (match.Groups["hour"].Success)
        {
            var (hour, minute) = (Number("hour"), match.Groups["min"].Success ? Number("min") : 0);
            if (hour > 23 || minute > 59) return false;
            time = new TimeOnly(hour, minute);
        }
        date = new WrittenDate(day, time);
        return true;

        int Number(string group) => int.Parse(match.Groups[group].ValueSpan, NumberStyles.None, CultureInfo.InvariantCulture);
    }

    /// <summary>A month without a day, <c>maaliskuu 2026</c> or <c>3/2026</c>, as its first day.</summary>
    public static bool TryReadMonth(string? text, out DateOnly first)
    {
        first = default;
        var match = MonthPattern().Match((text ?? "").Normalize().Replace('\u00A0', ' ').Trim());
        if (!match.Success) return false;
        var month = match.Groups["m"].Success ? int.Parse(match.Groups["m"].ValueSpan, NumberStyles.None, CultureInfo.InvariantCulture) : MonthNames.Read(match.Groups["name"].Value);
        return TryMake(int.Parse(match.Groups["y"].ValueSpan, NumberStyles.None, CultureInfo.InvariantCulture), month, 1, out first);
    }

    private static bool TryDay(int? year, int month, int day, DateOnly near, out DateOnly date)
    {
        if (year is { } y) return TryMake(y, month, day, out date);
        var candidates = new List<DateOnly>();
        for (var guess = near.Year - 1; guess <= near.Year + 1; guess++)
            if (TryMake(guess, month, day, out var found)) candidates.Add(found);
        date = candidates.OrderBy(d => Math.Abs(d.DayNumber - near.DayNumber)).FirstOrDefault();
        return candidates.Count > 0;
    }

    private static bool TryMake(int year, int month, int day, out DateOnly date)
    {
        date = default;
        if (year is < 1900 or > 2200 || month is < 1 or > 12 || day < 1 || day > DateTime.DaysInMonth(year, month)) return false;
        date = new DateOnly(year, month, day);
        return true;
    }

    [GeneratedRegex("""
        ^\s*(?:
            (?<y>[0-9]{4})-(?<m>[0-9]{2})-(?<d>[0-9]{2})
          | (?<d>[0-9]{1,2})\.\s?(?<m>[0-9]{1,2})\.(?:\s?(?<y>[0-9]{4}))?
          | (?<d>[0-9]{1,2})\.?\s+(?<name>\p{L}+)(?:\s+(?<y>[0-9]{4}))?
        )
        (?:(?:\s*,)?(?:\s+|T)(?:klo\s|kl\.?\s|at\s)?\s*(?<hour>[0-9]{1,2})(?:[.:](?<min>[0-9]{2})(?::[0-9]{2})?)?)?\s*$
        """, RegexOptions.IgnorePatternWhitespace | RegexOptions.IgnoreCase | RegexOptions.CultureInvariant)]
    private static partial Regex Pattern();

    [GeneratedRegex(@"^(?:(?<m>[0-9]{1,2})/|(?<name>\p{L}+)\s+)(?<y>[0-9]{4})\z", RegexOptions.CultureInvariant)]
    private static partial Regex MonthPattern();
}
