using System.Globalization;

namespace Uutiset.Vocabulary;

/// <summary>Days and times as people in Finland read them: one formatter for site, desk and mail. Everything shown is in Europe/Helsinki.</summary>
internal static class Dates
{
    public static readonly TimeZoneInfo Helsinki = TimeZoneInfo.FindSystemTimeZoneById("Europe/Helsinki");

    public static DateTime InHelsinki(DateTime utc) => TimeZoneInfo.ConvertTimeFromUtc(utc, Helsinki);

    public static DateOnly DayOf(DateTime utc) => DateOnly.FromDateTime(InHelsinki(utc));

    public static DateOnly Today(this TimeProvider clock) => DayOf(clock.GetUtcNow().UtcDateTime);

    /// <summary>
    /// A wall-clock time as an instant. An hour that does not exist (29.3.2026 klo 3.30) counts as the hour after it; one that
    /// comes twice (25.10.2026 klo 3.30) is the first of the two, so that what is scheduled happens once.
    /// </summary>
    public static DateTime ToUtc(DateOnly day, TimeOnly time)
    {
        var local = day.ToDateTime(time, DateTimeKind.Unspecified);
        var offset = Helsinki.IsInvalidTime(local) ? Helsinki.BaseUtcOffset
            : Helsinki.IsAmbiguousTime(local) ? Helsinki.GetAmbiguousTimeOffsets(local).Max()
            : Helsinki.GetUtcOffset(local);
        return DateTime.SpecifyKind(local - offset, DateTimeKind.Utc);
    }

    /// <summary>2.9.2021 · 2.9.2021 · 2 September 2021. .NET's sv-FI would say 2021-09-02 and en-FI 02/09/2021.</summary>
    public static string Day(DateOnly day, string lang) =>
        lang == "en" ? Long(day, lang) : string.Create(CultureInfo.InvariantCulture, $"{day.Day}.{day.Month}.{day.Year}");

    public static string Day(DateTime utc, string lang) => Day(DayOf(utc), lang);

    /// <summary>2. syyskuuta 2021 · 2 september 2021 · 2 September 2021.</summary>
    public static string Long(DateOnly day, string lang) =>
        string.Create(CultureInfo.InvariantCulture, $"{day.Day}{(lang == "fi" ? "." : "")} {MonthNames.InDate(day.Month, lang)} {day.Year}");

    /// <summary>2.9. · 2.9. · 2 September: where the year stands beside it.</summary>
    public static string DayOfYear(DateOnly day, string lang) =>
        lang == "en" ? string.Create(CultureInfo.InvariantCulture, $"{day.Day} {MonthNames.InDate(day.Month, lang)}") : string.Create(CultureInfo.InvariantCulture, $"{day.Day}.{day.Month}.");

    /// <summary>syyskuu 2021 · september 2021 · September 2021.</summary>
    public static string Month(DateOnly day, string lang) =>
        string.Create(CultureInfo.InvariantCulture, $"{MonthNames.Alone(day.Month, lang)} {day.Year}");

    /// <summary>maaliskuussa 2020 · i mars 2020 · in March 2020.</summary>
    public static string InMonth(DateOnly day, string lang) =>
        lang switch { "sv" => "i ", "en" => "in ", _ => "" } + string.Create(CultureInfo.InvariantCulture, $"{MonthNames.Alone(day.Month, lang)}{(lang is "sv" or "en" ? "" : "ssa")} {day.Year}");

    /// <summary>9.05: a dot, and no zero before the hour.</summary>
    public static string Time(TimeOnly time) => string.Create(CultureInfo.InvariantCulture, $"{time.Hour}.{time.Minute:00}");

    /// <summary>klo 9.05 · kl. 9.05 · at 9.05.</summary>
    public static string AtTime(TimeOnly time, string lang) => (lang switch { "sv" => "kl. ", "en" => "at ", _ => "klo " }) + Time(time);

    public static string AtTime(DateTime utc, string lang) => AtTime(TimeOnly.FromDateTime(InHelsinki(utc)), lang);

    /// <summary>2.9.2021 klo 9.05 · 2.9.2021 kl. 9.05 · 2 September 2021 at 9.05.</summary>
    public static string DayAndTime(DateTime utc, string lang)
    {
        var local = InHelsinki(utc);
        return DayAndTime(DateOnly.FromDateTime(local), TimeOnly.FromDateTime(local), lang);
    }

    public static string DayAndTime(DateOnly day, TimeOnly? time, string lang) =>
        time is { } t ? Day(day, lang) + " " + AtTime(t, lang) : Day(day, lang);

    /// <summary>1.–5.9.2021 · 28.8.–2.9.2021 · 30.12.2021–2.1.2022; in English 1–5 September 2021.</summary>
    public static string Range(DateOnly from, DateOnly to, string lang)
    {
        if (to <= from) return Day(from, lang);
        if (from.Year != to.Year) return lang == "en" ? $"{Long(from, lang)} – {Long(to, lang)}" : $"{Day(from, lang)}–{Day(to, lang)}";
        if (from.Month == to.Month) return Invariant($"{from.Day}{(lang == "en" ? "" : ".")}–") + Day(to, lang);
        return lang == "en"
            ? Invariant($"{from.Day} {MonthNames.InDate(from.Month, lang)} – ") + Day(to, lang)
            : Invariant($"{from.Day}.{from.Month}.–") + Day(to, lang);
    }

    /// <summary>For the datetime attribute and JSON: 2021-09-21T10:30:00+03:00.</summary>
    public static string Iso(DateTime utc)
    {
        var local = InHelsinki(utc);
        return new DateTimeOffset(local, Helsinki.GetUtcOffset(utc)).ToString("yyyy-MM-dd'T'HH:mm:sszzz", CultureInfo.InvariantCulture);
    }

    public static string Iso(DateOnly day) => day.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture);

    private static string Invariant(FormattableString text) => FormattableString.Invariant(text);
}
