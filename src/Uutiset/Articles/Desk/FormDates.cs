using System.Globalization;
using Uutiset.Media;
using Uutiset.Vocabulary;

namespace Uutiset.Articles.Desk;

/// <summary>Days as they are typed in the form ("30.4.2026 klo 16", "maaliskuu 2026"), and as they are shown in it again.</summary>
internal sealed class FormDates(DateOnly today)
{
    public List<FieldError> Errors { get; } = [];

    public WrittenDate? Read(string field, string typed)
    {
        if (string.IsNullOrWhiteSpace(typed)) return null;
        if (WrittenDate.TryRead(typed, today, out var date))
        {
            // Not an hour later without a word: whoever typed it meant a moment, and this one does not exist
            if (date.Time is not { } hour || ClockChanges.Skipped(field, date.Day, hour) is not { } skipped) return date;
            Errors.Add(skipped);
            return null;
        }
        Errors.Add(new FieldError(field,
            $"Päivää ”{Shown(typed)}” ei ymmärretty. Kirjoita se esimerkiksi näin: 30.4.2026 tai 30.4.2026 klo 16.",
            $"Dagen ”{Shown(typed)}” gick inte att förstå. Skriv den till exempel så här: 30.4.2026 eller 30.4.2026 kl. 16.",
            $"The day “{Shown(typed)}” was not understood. Write it for example like this: 30.4.2026 or 30.4.2026 at 16."));
        return null;
    }

    /// <summary>An opening may be known to the month only.</summary>
    public (DateOnly? Day, DatePrecision? Precision) ReadOpening(string field, string typed) =>
        WrittenDate.TryReadMonth(typed, out var first) ? (first, DatePrecision.Month) : (Read(field, typed)?.Day, null);

    /// <summary>A deadline may be known to the month only; it then closes at the month's end.</summary>
    public (WrittenDate? Date, DatePrecision Precision) ReadDeadline(string field, string typed)
    {
        if (WrittenDate.TryReadMonth(typed, out var first))
            return (new WrittenDate(first.AddMonths(1).AddDays(-1), null), DatePrecision.Month);
        var date = Read(field, typed);
        return (date, date?.Time is null ? DatePrecision.Day : DatePrecision.Minute);
    }

    /// <summary>When a text was first published: to the minute, the day or the month, or not before a day.</summary>
    /// <param name="before">What the form was filled from: left as it was, it keeps the seconds that a program gave it.</param>
    public (DateTimeOffset? At, DatePrecision? Precision) ReadPublished(string field, string typed, bool unknown, ArticleDraft before)
    {
        if (typed.Trim() == WrittenAt(before.PublishedAt, before.PublishedPrecision) && unknown == (before.PublishedPrecision == DatePrecision.Unknown)) return (before.PublishedAt, before.PublishedPrecision);
        if (string.IsNullOrWhiteSpace(typed)) return (null, unknown ? DatePrecision.Unknown : null);
        if (WrittenDate.TryReadMonth(typed, out var first)) return (Start(first), unknown ? DatePrecision.Unknown : DatePrecision.Month);
        if (Read(field, typed) is not { } date) return (null, null);
        return date.Time is null ? (Start(date.Day), unknown ? DatePrecision.Unknown : DatePrecision.Day) : (new DateTimeOffset(date.Utc, TimeSpan.Zero), unknown ? DatePrecision.Unknown : DatePrecision.Minute);

        static DateTimeOffset Start(DateOnly day) => new(Dates.ToUtc(day, TimeOnly.MinValue), TimeSpan.Zero);
    }

    public static string WrittenAt(DateTimeOffset? at, DatePrecision? precision)
    {
        if (at is not { } moment) return "";
        var local = Dates.InHelsinki(moment.UtcDateTime);
        var day = DateOnly.FromDateTime(local);
        return precision switch
        {
            DatePrecision.Month => Dates.Month(day, "fi"),
            DatePrecision.Day or DatePrecision.Unknown => Written(day),
            _ => Written(day, TimeOnly.FromDateTime(local)),
        };
    }

    /// <summary>A whole number, such as pages; nothing typed is none.</summary>
    public int? ReadNumber(string field, string typed)
    {
        if (string.IsNullOrWhiteSpace(typed)) return null;
        if (int.TryParse(typed.Trim(), NumberStyles.None, CultureInfo.InvariantCulture, out var number)) return number;
        Errors.Add(new FieldError(field, "Kirjoita luku numeroin.", "Skriv talet med siffror.", "Write the number in digits."));
        return null;
    }

    /// <summary>The size of a file, such as "1,2 Mt"; nothing typed is none.</summary>
    public long? ReadSize(string field, string typed)
    {
        if (string.IsNullOrWhiteSpace(typed)) return null;
        if (FileWords.ReadSize(typed) is { } bytes) return bytes;
        Errors.Add(new FieldError(field, "Kirjoita koko näin: 840 kt tai 1,2 Mt.", "Skriv storleken så här: 840 kB eller 1,2 MB.", "Write the size like this: 840 kB or 1.2 MB."));
        return null;
    }

    /// <summary>The moment at which something ends; a day without an hour is its last whole one.</summary>
    /// <param name="before">What the field showed: left as it was, it keeps the seconds that a program gave it.</param>
    public DateTimeOffset? ReadEnd(string field, string typed, DateTimeOffset? before)
    {
        if (before is not null && typed.Trim() == WrittenEnd(before)) return before;
        if (Read(field, typed) is not { } end) return null;
        return new DateTimeOffset(end.Time is null ? Dates.ToUtc(end.Day.AddDays(1), TimeOnly.MinValue) : end.Utc, TimeSpan.Zero);
    }

    public static string WrittenEnd(DateTimeOffset? end)
    {
        if (end is not { } at) return "";
        var local = Dates.InHelsinki(at.UtcDateTime);
        return local.TimeOfDay == TimeSpan.Zero ? Written(DateOnly.FromDateTime(local).AddDays(-1)) : Written(DateOnly.FromDateTime(local), TimeOnly.FromDateTime(local));
    }

    /// <summary>A day that a program gave to the second: the form shows and takes the day alone.</summary>
    /// <param name="before">What the field showed: left as it was, it keeps its seconds.</param>
    public DateTimeOffset? ReadDay(string field, string typed, DateTimeOffset? before)
    {
        if (before is not null && typed.Trim() == WrittenDay(before)) return before;
        return Read(field, typed) is { } date ? new DateTimeOffset(Dates.ToUtc(date.Day, TimeOnly.MinValue), TimeSpan.Zero) : null;
    }

    public static string WrittenDay(DateTimeOffset? at) => at is { } moment ? Written(Dates.DayOf(moment.UtcDateTime)) : "";

    public static string Written(DateOnly? day, TimeOnly? time = null) =>
        day is not { } d ? "" : time is { } t ? $"{Dates.Day(d, "fi")} klo {Dates.Time(t)}" : Dates.Day(d, "fi");

    public static string Written(DateOnly? closes, TimeOnly? at, DatePrecision? precision) =>
        closes is { } day && precision == DatePrecision.Month ? Dates.Month(day, "fi") : Written(closes, at);

    private static string Shown(string typed) => typed.Length > 40 ? typed[..40] + "…" : typed;
}
