using System.Text.RegularExpressions;
using Microsoft.AspNetCore.Html;
using Microsoft.AspNetCore.Mvc.Rendering;

namespace Uutiset.Desk.Tags;

/// <summary>A message that ends with an address of the desk leads there: "… Kirjoita molemmat kuvan tietoihin: /desk/media/ID". Through the API the address is read as it is.</summary>
internal static partial class ErrorWords
{
    public static (string Words, TagBuilder? Link) Of(string message, DeskText text)
    {
        if (Ending().Match(message) is not { Success: true } found) return (message, null);
        var link = new TagBuilder("a");
        link.Attributes["href"] = found.Groups["address"].Value;
        link.InnerHtml.Append(text["desk.error.open"]);
        return (message[..found.Index] + ".", link);
    }

    public static IHtmlContentBuilder AppendWords(this IHtmlContentBuilder content, string message, DeskText text)
    {
        var (words, link) = Of(message, text);
        content.Append(words);
        return link is null ? content : content.Append(" ").AppendHtml(link);
    }

    [GeneratedRegex(@": (?<address>/desk/[a-z]+/[0-9a-f-]{36})\z", RegexOptions.CultureInvariant)]
    private static partial Regex Ending();
}
