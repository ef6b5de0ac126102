using System.Text;

namespace Uutiset.Vocabulary.Body;

/// <summary>Some paragraphs typed as plain text: an empty line parts them, lines that begin with "- " are a list, and addresses become links.</summary>
internal static class TypedText
{
    /// <param name="stored">Markup of paragraphs whose text was not touched stays as it is: it may have come through the API with more than plain text can say.</param>
    /// <returns>Markup for the cleaner, which makes links of addresses; null of nothing.</returns>
    public static string? Markup(string? text, string lang, string? stored)
    {
        var plain = text?.ReplaceLineEndings("\n").Trim();
        if (string.IsNullOrEmpty(plain)) return null;
        if (plain == PlainText.Of(stored, lang)) return stored;
        var known = HtmlCleaner.Read(stored, lang).Select(b => (Parts: Parts(PlainText.Of([b])), Markup: BodyWriter.Write([b]))).Where(k => k.Parts.Length > 0).ToList();
        var (typed, markup) = (Parts(plain), new StringBuilder());
        for (var i = 0; i < typed.Length;)
        {
            var kept = known.Find(k => k.Parts.AsSpan().SequenceEqual(typed.AsSpan(i, Math.Min(k.Parts.Length, typed.Length - i))));
            markup.Append(kept.Markup ?? Paragraph(typed[i]));
            i += kept.Parts?.Length ?? 1;
        }
        return markup.ToString();
    }

    private static string[] Parts(string text) => text.Split("\n\n", StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries);

    private static string Paragraph(string text)
    {
        var lines = text.Split('\n').Select(System.Net.WebUtility.HtmlEncode).ToList();
        return lines.TrueForAll(l => l!.StartsWith("- ", StringComparison.Ordinal))
            ? $"<ul>{string.Concat(lines.Select(l => $"<li>{l![2..]}</li>"))}</ul>"
            : $"<p>{string.Join("<br>", lines)}</p>";
    }
}
