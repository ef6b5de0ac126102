using System.Text;
using System.Text.Unicode;

namespace Uutiset.Mail.Reading;

/// <summary>The fields down to an empty line (RFC 5322 2.2), unfolded, as they come: encoded words stay. Lines that are no field are passed over.</summary>
internal sealed class HeaderBlock
{
    private readonly List<(string Name, string Value)> _fields = [];

    private HeaderBlock()
    {
    }

    public bool IsEmpty => _fields.Count == 0;

    /// <summary>The value of the first field of that name, trimmed; null when there is none.</summary>
    public string? First(string name)
    {
        var at = _fields.FindIndex(f => f.Name.Equals(name, StringComparison.OrdinalIgnoreCase));
        return at < 0 ? null : _fields[at].Value;
    }

    public IEnumerable<string> All(string name) => _fields.Where(f => f.Name.Equals(name, StringComparison.OrdinalIgnoreCase)).Select(f => f.Value);

    public bool Has(string name) => First(name) is not null;

    /// <summary>Reads one header; <paramref name="rest"/> begins behind the empty line.</summary>
    /// <exception cref="MailFormatException">It is over the limits.</exception>
    public static HeaderBlock Read(ReadOnlyMemory<byte> source, MimeLimits limits, out ReadOnlyMemory<byte> rest)
    {
        var block = new HeaderBlock();
        var bytes = source.Span;
        var (start, position) = (0, 0);
        while (position < bytes.Length)
        {
            var end = Lines.EndOf(bytes, position);
            if (position > start && bytes[position] is not ((byte)' ' or (byte)'\t'))
            {
                block.Add(bytes[start..position], limits);
                start = position;
            }
            if (Lines.IsEmpty(bytes[position..end]))
            {
                rest = source[end..];
                return block;
            }
            position = end;
            if (position > limits.MaxHeaderBytes)
            {
                throw new MailFormatException($"A header has over {limits.MaxHeaderBytes} octets.");
            }
        }
        block.Add(bytes[start..], limits);
        rest = ReadOnlyMemory<byte>.Empty;
        return block;
    }

    private void Add(ReadOnlySpan<byte> field, MimeLimits limits)
    {
        var colon = field.IndexOf((byte)':');
        var name = colon < 0 ? [] : field[..colon].TrimEnd(" \t"u8);
        // An mbox's "From " line, a dump's odd lines: not a field, and no reason to lose the rest
        if (name.IsEmpty || name.ContainsAnyExceptInRange((byte)'!', (byte)'~'))
        {
            return;
        }
        if (_fields.Count == limits.MaxFields)
        {
            throw new MailFormatException($"A header has over {limits.MaxFields} fields.");
        }
        _fields.Add((Encoding.ASCII.GetString(name), Unfolded(field[(colon + 1)..])));
    }

    // Line ends go, the blank after them stays; what is no UTF-8 is read as the old servers write it
    private static string Unfolded(ReadOnlySpan<byte> value)
    {
        var text = (Utf8.IsValid(value) ? Encoding.UTF8 : Encoding.Latin1).GetString(value);
        return (text.Any(char.IsControl) ? string.Concat(text.Where(c => c is not ('\r' or '\n')).Select(c => char.IsControl(c) ? ' ' : c)) : text).Trim();
    }
}
