namespace Uutiset.Vocabulary.Body;

/// <summary>Some paragraphs typed as plain text: an empty line parts them, lines that begin with "- " are a list, and addresses become links.</summary>
internal static class TypedText
{
    /// <param name="stored">Markup whose text was not touched stays as it is: it may have come through the API with more than plain text can say.</param>
    /// <returns>Markup for the cleaner, which makes links of addresses; null of nothing.</returns>
    public static string? Markup(string? text, string lang, string? stored)
    {
        var plain = text?.ReplaceLineEndings("\n").Trim();
        if (string.IsNullOrEmpty(plain)) return null;
        if (plain == PlainText.Of(stored, lang)) return stored;
        return string.Concat(plain.Split("\n\n", StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries).Select(Paragraph));
    }

    private static string Paragraph(string text)
    {
        var lines = text.Split('\n').Select(System.Net.WebUtility.HtmlEncode).ToList();
        return lines.TrueForAll(l => l!.StartsWith("- ", StringComparison.Ordinal))
            ? $"<ul>{string.Concat(lines.Select(l => $"<li>{l![2..]}</li>"))}</ul>"
            : $"<p>{string.Join("<br>", lines)}</p>";
    }
}
