using System.Globalization;
using Uutiset.Articles;
using Uutiset.Vocabulary;

namespace Uutiset.Search;

/// <summary>When something was published, in the words that people look for it with: <c>2.9.2021 syyskuu 2021 syksy 2021</c>.</summary>
internal static class DateWords
{
    // Who speaks of the spring begins it after the holidays, and the autumn when work goes on
    private static readonly string[][] Seasons =
        [["talvi", "kevät"], ["talvi", "kevät"], ["kevät"], ["kevät"], ["kevät"], ["kesä"], ["kesä"], ["kesä", "syksy"], ["syksy"], ["syksy"], ["syksy"], ["syksy", "talvi"]];

    private static readonly Dictionary<string, Localized> Names = new()
    {
        ["talvi"] = new("talvi", "vinter", "winter"), ["kevät"] = new("kevät", "vår", "spring"), ["kesä"] = new("kesä", "sommar", "summer"), ["syksy"] = new("syksy", "höst", "autumn"),
    };

    /// <returns>Empty when the day is not known.</returns>
    public static string Of(DateTime publishedUtc, DatePrecision precision, string lang)
    {
        var day = Dates.DayOf(publishedUtc);
        var year = day.Year.ToString(CultureInfo.InvariantCulture);
        var month = $"{MonthNames.Alone(day.Month, lang)} {year} {string.Join(' ', Seasons[day.Month - 1].Select(s => $"{Names[s].In(lang)} {year}"))}";
        return precision switch
        {
            DatePrecision.Unknown => "",
            DatePrecision.Month => month,
            _ => $"{day.Day}.{day.Month}.{year} {month}",
        };
    }
}
