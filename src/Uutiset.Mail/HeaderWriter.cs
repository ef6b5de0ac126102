using System.Buffers;
using System.Text;

namespace Uutiset.Mail;

/// <summary>Header fields on lines of at most 78 characters (RFC 5322 2.1.1), folded before a blank only (2.2.3).</summary>
internal static class HeaderWriter
{
    private const int MaxLine = 78;
    private const int MaxLineAfterEncodedWord = 76; // RFC 2047 2

    /// <summary>A whole field of free text: Subject and the like.</summary>
    public static void Unstructured(IBufferWriter<byte> output, string name, string value)
    {
        HeaderText.Require(value, name + " header");
        var column = Write(output, name + ": ");
        if (!IsPlain(value))
        {
            EncodedWords.Write(output, value, column);
        }
        else
        {
            Fold(output, value, column);
        }
        output.Write("\r\n"u8);
    }

    /// <summary>A whole field that is ASCII by its grammar; no encoding, no folding.</summary>
    public static void Raw(IBufferWriter<byte> output, string name, string value)
    {
        HeaderText.Require(value, name + " header");
        if (!Ascii.IsValid(value) || name.Length + 2 + value.Length > 998)
        {
            throw new MailFormatException($"The {name} header takes at most 998 ASCII characters.");
        }
        Write(output, name + ": " + value + "\r\n");
    }

    /// <summary>One address, with its name in quotes or encoded words; returns the column after it.</summary>
    public static int Address(IBufferWriter<byte> output, Mailbox mailbox, int column)
    {
        if (mailbox.Name is null)
        {
            return column + Write(output, mailbox.Address);
        }
        column = Phrase(output, mailbox.Name, column);
        return Bracketed(output, mailbox.Address, column);
    }

    /// <summary>A display name: quoted when ASCII, so that its commas and brackets stay text; encoded words otherwise.</summary>
    public static int Phrase(IBufferWriter<byte> output, string name, int column)
    {
        var quoted = "\"" + name.Replace("\\", "\\\\", StringComparison.Ordinal).Replace("\"", "\\\"", StringComparison.Ordinal) + "\"";
        return Ascii.IsValid(name) && !name.Contains("=?", StringComparison.Ordinal) && column + quoted.Length <= MaxLine
            ? column + Write(output, quoted)
            : EncodedWords.Write(output, name, column);
    }

    /// <summary>Blank and <c>&lt;value&gt;</c>, on a line of its own when it does not fit.</summary>
    public static int Bracketed(IBufferWriter<byte> output, string value, int column)
    {
        var fits = column + value.Length + 3 <= MaxLineAfterEncodedWord;
        var written = Write(output, (fits ? " <" : "\r\n <") + value + ">");
        return fits ? column + written : written - 2;
    }

    private static void Fold(IBufferWriter<byte> output, string value, int column)
    {
        var first = true;
        foreach (var word in value.Split(' '))
        {
            if (!first)
            {
                var fits = column + 1 + word.Length <= MaxLine;
                output.Write(fits ? " "u8 : "\r\n "u8);
                column = fits ? column + 1 : 1;
            }
            column += Write(output, word);
            first = false;
        }
    }

    // Double blanks would change in folding and DKIM, "=?" would be decoded by the reader, a long word could not be folded.
    private static bool IsPlain(string value) =>
        Ascii.IsValid(value)
        && !value.Contains("=?", StringComparison.Ordinal)
        && value.Split(' ').All(word => word.Length is > 0 and <= 40);

    // Only an address that needs SMTPUTF8 has anything but ASCII here (RFC 6532 3.2)
    private static int Write(IBufferWriter<byte> output, string text)
    {
        Encoding.UTF8.GetBytes(text, output);
        return text.Length;
    }
}
