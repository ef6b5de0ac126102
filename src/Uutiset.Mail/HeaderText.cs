using System.Globalization;

namespace Uutiset.Mail;

/// <summary>What no header value, name or address may contain (S39: a line end in a subject adds recipients or a whole second mail).</summary>
public static class HeaderText
{
    /// <summary>Longer values are no text that a person wrote.</summary>
    public const int MaxLength = 2000;

    /// <summary>Whether a value holds a control character, a line end of any kind, half a surrogate pair or a mark that turns the direction of text.</summary>
    public static bool HasForbidden(string? value)
    {
        for (var i = 0; i < value?.Length; i++)
        {
            var c = value[i];
            if (char.IsHighSurrogate(c) && i + 1 < value.Length && char.IsLowSurrogate(value[i + 1]))
            {
                i++;
            }
            else if (IsForbidden(c))
            {
                return true;
            }
        }
        return false;
    }

    internal static void Require(string value, string what, int maxLength = MaxLength)
    {
        if (value.Length > maxLength)
        {
            throw new MailFormatException($"The {what} is over {maxLength} characters.");
        }
        if (HasForbidden(value))
        {
            throw new MailFormatException($"The {what} has a line end or another control character.");
        }
    }

    // C0, DEL and C1 controls, Unicode's own line ends, half a surrogate pair, and the overrides that make "fi.pankki" read as "ikknap.if".
    private static bool IsForbidden(char c) =>
        char.GetUnicodeCategory(c) is UnicodeCategory.Control or UnicodeCategory.LineSeparator
            or UnicodeCategory.ParagraphSeparator or UnicodeCategory.Surrogate
        || c is >= '\u202A' and <= '\u202E' or >= '\u2066' and <= '\u2069';
}
