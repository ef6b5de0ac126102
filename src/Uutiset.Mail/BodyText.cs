namespace Uutiset.Mail;

/// <summary>The source of a part before encoding.</summary>
internal static class BodyText
{
    /// <summary>LF as the only line end, none at the end. Other controls (a vertical tab pasted from a word processor) become blanks: in HTML they are errors.</summary>
    public static string Normalize(string source)
    {
        var text = source.Replace("\r\n", "\n", StringComparison.Ordinal).Replace('\r', '\n');
        if (text.Any(c => char.IsControl(c) && c is not ('\n' or '\t')))
        {
            text = string.Concat(text.Select(c => char.IsControl(c) && c is not ('\n' or '\t') ? ' ' : c));
        }
        return text.TrimEnd('\n');
    }

    /// <summary>Inside a tag only a checked address may stand, right after the quote that opens an attribute: text there could add an attribute or be a javascript: address.</summary>
    public static void RequireSafePlaces(SlotSet slots, string html)
    {
        var before = "";
        foreach (var (literal, slot) in slots.Split(html))
        {
            if (slot is null)
            {
                before += literal;
                continue;
            }
            var inTag = before.LastIndexOf('<') > before.LastIndexOf('>');
            if (inTag && (slot.Kind == SlotKind.Text || before[^1] is not ('"' or '\'')))
            {
                throw new MailFormatException($"The slot {slot.Name} stands inside a tag: only an address, right after the opening quote, may.");
            }
            before = inTag ? before + "x" : "";
        }
    }
}
