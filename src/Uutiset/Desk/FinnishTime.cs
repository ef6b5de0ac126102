using System.Globalization;

namespace Uutiset.Desk;

/// <summary>Instants as people in Finland read them. Written by hand: sv-FI gives 2021-09-02 and en-FI 02/09/2021, which nobody here writes.</summary>
internal static class FinnishTime
{
    private static readonly TimeZoneInfo Helsinki = TimeZoneInfo.FindSystemTimeZoneById("Europe/Helsinki");

    public static DateTime ToLocal(DateTime utc) => TimeZoneInfo.ConvertTimeFromUtc(DateTime.SpecifyKind(utc, DateTimeKind.Utc), Helsinki);

    /// <summary>The hour that daylight saving skips counts as the hour after it; of the hour that comes twice the first one is meant.</summary>
    public static DateTime ToUtc(DateTime local)
    {
        local = DateTime.SpecifyKind(local, DateTimeKind.Unspecified);
        if (Helsinki.IsInvalidTime(local)) local = local.AddHours(1);
        var offset = Helsinki.IsAmbiguousTime(local) ? Helsinki.GetAmbiguousTimeOffsets(local).Max() : Helsinki.GetUtcOffset(local);
        return DateTime.SpecifyKind(local - offset, DateTimeKind.Utc);
    }

    public static string Date(DateTime utc, string lang) => Date(DateOnly.FromDateTime(ToLocal(utc)), lang);

    public static string Date(DateOnly day, string lang) =>
        day.ToString(lang == "en" ? "d MMMM yyyy" : "d'.'M'.'yyyy", CultureInfo.InvariantCulture);

    public static string Time(DateTime utc, string lang) =>
        ToLocal(utc).ToString(lang switch { "sv" => "'kl.' H'.'mm", "en" => "H':'mm", _ => "'klo' H'.'mm" }, CultureInfo.InvariantCulture);

    public static string DateAndTime(DateTime utc, string lang) => $"{Date(utc, lang)}{(lang == "en" ? ", " : " ")}{Time(utc, lang)}";

    // A no-break space between thousands (SFS 4175); en takes a comma
    public static string Number(long n, string lang) =>
        n.ToString("#,0", CultureInfo.InvariantCulture).Replace(",", lang == "en" ? "," : "\u00a0", StringComparison.Ordinal);
}
