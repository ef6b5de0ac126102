using Uutiset.Vocabulary;

namespace Uutiset.Articles;

/// <summary>A closing time in words, as exactly as it is known.</summary>
internal sealed record DeadlineDay(DateOnly? Closes, TimeOnly? At, DatePrecision Precision)
{
    private static readonly Localized NotKnown = new("ei vielä tiedossa", "inte känd ännu", "not known yet");

    public static DeadlineDay Of(Deadline deadline) => new(deadline.Closes, deadline.ClosesAt, deadline.Precision);

    public static DeadlineDay Of(DraftDeadline draft) => new(draft.Closes, draft.ClosesAt, draft.Precision ?? DatePrecision.Day);

    // A day with an hour is the same to whoever calls it precise to the minute, as the form does, and to a script that says nothing of it
    public bool Equals(DeadlineDay? other) => other is not null && (Closes, At, IsMonth) == (other.Closes, other.At, other.IsMonth);

    public override int GetHashCode() => HashCode.Combine(Closes, At, IsMonth);

    private bool IsMonth => Precision == DatePrecision.Month;

    /// <summary>maaliskuu 2020 · 30.4.2020 · 30.4.2020 klo 16.15 · ei vielä tiedossa.</summary>
    public string In(string lang) =>
        Closes is not { } day ? NotKnown.In(lang) : Precision == DatePrecision.Month ? Dates.Month(day, lang) : Dates.DayAndTime(day, At, lang);

    /// <summary>Before an arrow to another day, which tells the year when it is the same: 31.3. → 30.4.2020.</summary>
    public string Before(DeadlineDay next, string lang) =>
        Closes is not { } day || Precision == DatePrecision.Month || next.Precision == DatePrecision.Month || day.Year != next.Closes?.Year ? In(lang)
            : Dates.DayOfYear(day, lang) + (At is { } time ? " " + Dates.AtTime(time, lang) : "");
}

/// <summary>When something opens, within a sentence: "avautuu 1.3.2020", "avautuu maaliskuussa 2020".</summary>
internal static class OpeningDay
{
    public static string In(DateOnly opens, DatePrecision? precision, string lang) => precision == DatePrecision.Month ? Dates.InMonth(opens, lang) : Dates.Day(opens, lang);

    public static string? Of(Deadline deadline, string lang) => deadline.Opens is { } opens ? In(opens, deadline.OpensPrecision, lang) : null;
}
