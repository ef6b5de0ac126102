using System.Buffers;
using System.Text;

namespace Uutiset.Mail.Dkim;

/// <summary>Which header fields of one message go under its signature, and in what order.</summary>
internal sealed class SignedFields
{
    // Named once more than they occur (RFC 6376 5.4.2): whoever adds a second Subject, or a Reply-To where there was none, breaks the
    // signature. Mail programs show the first, verifiers check the last.
    private static readonly string[] Oversigned =
    [
        "from", "to", "subject", "date", "reply-to", "cc", "message-id", "mime-version", "content-type",
        "list-unsubscribe", "list-unsubscribe-post",
    ];

    // As they are. Relays add some of these to mail that lacks them, so their absence is not signed.
    private static readonly string[] SignedAsTheyAre =
    [
        "sender", "in-reply-to", "references", "content-transfer-encoding", "content-language", "list-id", "list-help", "list-owner",
        "list-archive", "feedback-id", "auto-submitted", "precedence",
    ];

    private readonly List<Range> _signed = new(32);
    private readonly List<string> _names = new(48);

    public SignedFields(ReadOnlySpan<byte> message)
    {
        var headerEnd = message.IndexOf("\r\n\r\n"u8);
        // Without the last CRLF two verifiers hash two different bodies; no message travels without it
        if (headerEnd < 0 || !message.EndsWith("\r\n"u8))
        {
            throw new MailFormatException("There is no empty line between header and body, or no CRLF at the end.");
        }
        BodyStart = headerEnd + 4;
        var fields = Split(message[..(headerEnd + 2)]);
        foreach (var name in Oversigned)
        {
            var count = Add(message, fields, name);
            _names.Add(name);
            if (name == "from" && count != 1)
            {
                throw new MailFormatException($"A message has one From, not {count} (RFC 5322 3.6).");
            }
        }
        foreach (var name in SignedAsTheyAre)
        {
            Add(message, fields, name);
        }
    }

    /// <summary>Where the body begins.</summary>
    public int BodyStart { get; }

    /// <summary>The <c>h=</c> tag: a name for each field signed, and one more for each that is oversigned.</summary>
    public IReadOnlyList<string> Names => _names;

    public void WriteRelaxed(ReadOnlySpan<byte> message, IBufferWriter<byte> output)
    {
        foreach (var field in _signed)
        {
            RelaxedForm.Field(message[field], output);
            output.Write("\r\n"u8);
        }
    }

    // Of several fields with one name the last is taken first (RFC 6376 5.4.2).
    private int Add(ReadOnlySpan<byte> message, List<(Range Field, int NameLength)> fields, string name)
    {
        var count = 0;
        for (var i = fields.Count - 1; i >= 0; i--)
        {
            var (field, length) = fields[i];
            if (length == name.Length && Ascii.EqualsIgnoreCase(message.Slice(field.Start.Value, length), name))
            {
                _signed.Add(field);
                _names.Add(name);
                count++;
            }
        }
        return count;
    }

    private static List<(Range Field, int NameLength)> Split(ReadOnlySpan<byte> header)
    {
        List<(Range, int)> fields = new(32);
        for (var start = 0; start < header.Length;)
        {
            var end = start;
            do
            {
                end += header[end..].IndexOf("\r\n"u8) + 2;
            }
            while (end < header.Length && header[end] is (byte)' ' or (byte)'\t');
            var colon = header[start..end].IndexOf((byte)':');
            if (colon <= 0 || header[start] is (byte)' ' or (byte)'\t')
            {
                throw new MailFormatException("A line of the header is no field.");
            }
            fields.Add((start..end, header.Slice(start, colon).TrimEnd(" \t"u8).Length));
            start = end;
        }
        return fields;
    }
}
