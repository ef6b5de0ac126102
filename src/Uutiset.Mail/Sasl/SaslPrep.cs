using System.Globalization;
using System.Text;

namespace Uutiset.Mail.Sasl;

/// <summary>RFC 4013, as far as passwords need it: the same password typed on two keyboards gives the same octets.</summary>
internal static class SaslPrep
{
    /// <exception cref="MailFormatException">A control character, or half a surrogate pair.</exception>
    public static string Prepare(string text)
    {
        if (Ascii.IsValid(text))
        {
            return text;
        }
        var mapped = new StringBuilder(text.Length);
        foreach (var c in text)
        {
            switch (CharUnicodeInfo.GetUnicodeCategory(c))
            {
                case UnicodeCategory.SpaceSeparator:
                    mapped.Append(' ');
                    break;
                case UnicodeCategory.Control:
                    throw new MailFormatException("The user name or the password has a control character.");
                // Soft hyphens, joiners, variation selectors: mapped to nothing (RFC 3454 B.1)
                case UnicodeCategory.Format:
                case UnicodeCategory.NonSpacingMark when c is >= '\ufe00' and <= '\ufe0f' or '\u034f':
                    break;
                default:
                    mapped.Append(c);
                    break;
            }
        }
        try
        {
            return mapped.ToString().Normalize(NormalizationForm.FormKC);
        }
        catch (ArgumentException e)
        {
            throw new MailFormatException("The user name or the password is no text.", e);
        }
    }
}
