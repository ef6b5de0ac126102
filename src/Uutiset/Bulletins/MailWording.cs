using System.Globalization;
using Uutiset.Articles;
using Uutiset.Vocabulary;

namespace Uutiset.Bulletins;

/// <summary>Sentences of a bulletin that the program writes itself: whole ones per language, never a glued ending.</summary>
internal static class MailWording
{
    public static readonly Localized TestMark = new("[Testi]", "[Test]", "[Test]");

    private static readonly Localized Issue = new("Tiedote {0} · {1}", "Utskick {0} · {1}", "Bulletin {0} · {1}");
    private static readonly Localized InSeries = new("{0} nro {1}", "{0} nr {1}", "{0} no. {1}");
    private static readonly Localized Closes = new("Määräaika {0}: {1}", "Sista dag {0}: {1}", "Deadline {0}: {1}");
    private static readonly Localized Opens = new("Avautuu {0}: {1}", "Öppnar {0}: {1}", "Opens {0}: {1}");
    private static readonly Localized Opened = new("Avautui {0}: {1}", "Öppnade {0}: {1}", "Opened {0}: {1}");
    private static readonly Localized Happens = new("Tilaisuus {0}: {1}", "Evenemang {0}: {1}", "Event {0}: {1}");
    private static readonly Localized ForOrganisation = new(
        "Saat tämän viestin, koska {0} on tilannut tiedotteemme tähän osoitteeseen.",
        "Du får det här meddelandet eftersom {0} prenumererar på våra utskick till den här adressen.",
        "You get this message because {0} has subscribed to our bulletins at this address.");
    private static readonly Localized ForReader = new(
        "Saat tämän viestin, koska olet tilannut tiedotteemme tähän osoitteeseen.",
        "Du får det här meddelandet eftersom du prenumererar på våra utskick till den här adressen.",
        "You get this message because you have subscribed to our bulletins at this address.");
    private static readonly Localized ByRegion = new("Tilauksen alueet, joita tämä koskee: {0}.", "Områden i prenumerationen som detta gäller: {0}.", "Counties of the subscription that this concerns: {0}.");
    private static readonly Localized ByTheme = new("Tilauksen aiheet, joita tämä koskee: {0}.", "Ämnen i prenumerationen som detta gäller: {0}.", "Topics of the subscription that this concerns: {0}.");

    /// <param name="series">As <see cref="OfSeries"/> says it.</param>
    public static string IssueLine(string? series, int? number, DateTime utc, string lang)
    {
        var line = number is { } n ? Say(Issue, lang, n.ToString(CultureInfo.InvariantCulture), Dates.Day(utc, lang)) : Dates.Day(utc, lang);
        return series is null ? line : $"{series} · {line}";
    }

    /// <summary>"Viikkokirje nro 12"; before it has a number, the series alone.</summary>
    public static string? OfSeries(Localized? series, int? issue, string lang) =>
        series is null || issue is not { } n ? series?.In(lang) : Say(InSeries, lang, series.In(lang), n.ToString(CultureInfo.InvariantCulture));

    /// <param name="type">As the theme words it.</param>
    public static string Kicker(string type, IEnumerable<string> regions, string lang) =>
        string.Join(" · ", new[] { type }.Concat(regions.Select(Regions.Find).OfType<Region>().OrderBy(r => r.Code, StringComparer.Ordinal).Select(r => r.Short.In(lang)).Take(3)));

    /// <summary>The day, or no more than is known of it.</summary>
    public static string? Published(DateTime? utc, DatePrecision precision, string lang) => (utc, precision) switch
    {
        (null, _) or (_, DatePrecision.Unknown) => null,
        ({ } at, DatePrecision.Month) => Dates.Month(Dates.DayOf(at), lang),
        ({ } at, _) => Dates.Day(at, lang),
    };

    /// <summary>When it closes or, while nobody knows, when it opens.</summary>
    public static string Deadline(Deadline deadline, DateOnly today, string lang) =>
        deadline.Closes is null && OpeningDay.Of(deadline, lang) is { } opening
            ? Say(deadline.OpensAfter(today) ? Opens : Opened, lang, opening, deadline.Title) : Say(Closes, lang, DeadlineDay.Of(deadline).In(lang), deadline.Title);

    public static string Event(Event happening, string lang)
    {
        var when = happening.LastDay > happening.StartsOn ? Dates.Range(happening.StartsOn, happening.LastDay, lang) : Dates.DayAndTime(happening.StartsOn, happening.StartsAt, lang);
        return Say(Happens, lang, happening.Place is { } place ? $"{when}, {place}" : when, happening.Title);
    }

    public static string Reason(string? organisation, IEnumerable<string> regions, IEnumerable<string> themes, string lang)
    {
        var sentence = organisation is null ? ForReader.In(lang) : Say(ForOrganisation, lang, organisation);
        var places = string.Join(", ", regions.Select(Regions.Find).OfType<Region>().Select(r => r.Short.In(lang)));
        var words = string.Join(", ", themes);
        if (places.Length > 0) sentence += " " + Say(ByRegion, lang, places);
        if (words.Length > 0) sentence += " " + Say(ByTheme, lang, words);
        return sentence;
    }

    private static string Say(Localized sentence, string lang, params object[] values) => string.Format(CultureInfo.InvariantCulture, sentence.In(lang), values);
}
