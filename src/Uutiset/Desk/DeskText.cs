using System.Globalization;
using System.Security.Claims;
using Microsoft.AspNetCore.Http;
using Uutiset.Vocabulary;

namespace Uutiset.Desk;

/// <summary>The texts, dates and numbers of one request, in the language of whoever reads. On every page it is <c>T</c>.</summary>
internal sealed class DeskText(DeskTexts texts, IHttpContextAccessor http)
{
    private string? lang;

    public string Lang => lang ??= LanguageOf(http.HttpContext);

    public string this[string key] => texts.Get(Lang, key);

    public string this[string key, params object?[] values] => string.Format(CultureInfo.InvariantCulture, texts.Get(Lang, key), values);

    /// <summary>Picks <c>key.one</c> or <c>key.other</c>: whole sentences, never a glued ending.</summary>
    public string Count(string key, long n) => this[n == 1 ? key + ".one" : key + ".other", Number(n)];

    /// <summary>A validation message may be a key of ours or ready text from elsewhere.</summary>
    public string OrItself(string message) => texts.Find(Lang, message) ?? message;

    public string Date(DateTime utc) => Dates.Day(utc, Lang);

    public string DateAndTime(DateTime utc) => Dates.DayAndTime(utc, Lang);

    public string Date(DateTime? utc) => utc is { } at ? Date(at) : "–";

    public string DateAndTime(DateTime? utc) => utc is { } at ? DateAndTime(at) : "–";

    // A no-break space between thousands (SFS 4175); English takes a comma
    public string Number(long n) =>
        n.ToString("#,0", CultureInfo.InvariantCulture).Replace(",", Lang == "en" ? "," : "\u00a0", StringComparison.Ordinal);

    private static string LanguageOf(HttpContext? context)
    {
        if (context is null) return "fi";
        if (context.User.FindFirstValue("lang") is { } chosen && Languages.IsKnown(chosen)) return chosen;
        return Languages.Accepted(context.Request) ?? "fi";
    }
}
