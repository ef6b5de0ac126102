using Uutiset.Vocabulary;

namespace Uutiset.Articles;

/// <summary>A closing time in words, as exactly as it is known.</summary>
internal sealed record DeadlineDay(DateOnly Closes, TimeOnly? At, DatePrecision Precision)
{
    public static DeadlineDay Of(Deadline deadline) => new(deadline.Closes, deadline.ClosesAt, deadline.Precision);

    /// <summary>maaliskuu 2020 · 30.4.2020 · 30.4.2020 klo 16.15.</summary>
    public string In(string lang) => Precision == DatePrecision.Month ? Dates.Month(Closes, lang) : Dates.DayAndTime(Closes, At, lang);

    /// <summary>Before an arrow to another day, which tells the year when it is the same: 31.3. → 30.4.2020.</summary>
    public string Before(DeadlineDay next, string lang) =>
        Precision == DatePrecision.Month || next.Precision == DatePrecision.Month || Closes.Year != next.Closes.Year ? In(lang)
            : Dates.DayOfYear(Closes, lang) + (At is { } time ? " " + Dates.AtTime(time, lang) : "");
}
