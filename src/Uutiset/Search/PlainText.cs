using System.Text;
using AngleSharp.Dom;
using AngleSharp.Html.Parser;

namespace Uutiset.Search;

/// <summary>The words of an article's HTML, blocks on lines of their own so that no phrase reaches over two of them.</summary>
internal static class PlainText
{
    // PostgreSQL counts 16,383 word positions and a vector holds 1 MB; 100,000 characters are 13,000 Finnish words
    public const int Longest = 100_000;

    public static string Of(string html)
    {
        using var document = new HtmlParser().ParseDocument(html);
        var text = new StringBuilder();
        if (document.Body is { } body) Append(body, text);
        var lines = text.ToString().Split('\n').Select(Collapse).Where(l => l.Length > 0);
        return Cut(string.Join('\n', lines), Longest);
    }

    public static string Cut(string text, int length) =>
        text.Length <= length ? text : text[..(char.IsHighSurrogate(text[length - 1]) ? length - 1 : length)];

    private static void Append(INode node, StringBuilder text)
    {
        foreach (var child in node.ChildNodes)
        {
            if (child is IText words) text.Append(words.Data.Replace('\n', ' '));
            if (child is not IElement element || element.LocalName is "script" or "style" or "template") continue;
            var separates = !IsInline(element.LocalName);
            if (separates) text.Append('\n');
            Append(element, text);
            if (separates) text.Append('\n');
        }
    }

    private static bool IsInline(string name) => name is "a" or "abbr" or "b" or "bdi" or "cite" or "code" or "em" or "i" or "mark" or "q"
        or "s" or "small" or "span" or "strong" or "sub" or "sup" or "time" or "u" or "wbr";

    private static string Collapse(string line) => string.Join(' ', line.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries));
}
