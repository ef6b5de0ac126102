using System.Buffers;
using Uutiset.Mail.Reading;

namespace Uutiset.Mail;

/// <summary>
/// A message ready but for its slots: literal bytes and typed gaps. Immutable, safe for several threads. Stored with the
/// bulletin by <see cref="ToBytes"/>, so that a restart sends identical mail.
/// </summary>
public sealed class CompiledMessage
{
    private readonly SlotDefinition[] _slots;
    private readonly Segment[] _segments;
    private readonly byte[] _literals;

    internal CompiledMessage(SlotDefinition[] slots, Segment[] segments, byte[] literals)
    {
        _slots = slots;
        _segments = segments;
        _literals = literals;
        Sha256 = Convert.ToHexStringLower(CompiledMessageFormat.Hash(slots, segments, literals));
    }

    /// <summary>SHA-256 of content and slots, lower-case hex: what was frozen is what is sent.</summary>
    public string Sha256 { get; }

    /// <summary>Octets without the slots.</summary>
    public int LiteralLength => _literals.Length;

    /// <summary>The names that must be given a value before filling.</summary>
    public IReadOnlyList<string> SlotNames => [.. _slots.Select(s => s.Name)];

    /// <summary>A field that stands before the first slot, the same for every recipient: From, and Reply-To when there is one. Decoded; null when it is not there.</summary>
    public string? Field(string name) =>
        HeaderBlock.Read(_literals.AsMemory(0, _segments.Length == 0 ? 0 : _segments[0].Length), new MimeLimits(), out _).First(name) is { } value ? EncodedText.Decode(value) : null;

    internal ReadOnlySpan<SlotDefinition> Slots => _slots;

    /// <summary>An empty set of values. May be used again for the next recipient: setting replaces.</summary>
    public SlotValues CreateValues() => new(_slots);

    /// <summary>Writes the message for one recipient: CRLF lines of at most 76 in the body, no line begins with a dot.</summary>
    /// <exception cref="InvalidOperationException">A slot has no value, or the values belong to another message.</exception>
    public void Fill(SlotValues values, IBufferWriter<byte> output)
    {
        values.RequireFor(_slots);
        foreach (var segment in _segments)
        {
            output.Write(_literals.AsSpan(segment.Start, segment.Length));
            if (segment.Slot >= 0)
            {
                values.Write(segment.Slot, segment.Place, output);
            }
        }
    }

    /// <summary>The message for one recipient as an array of its own.</summary>
    public byte[] Fill(SlotValues? values = null)
    {
        var output = new ArrayBufferWriter<byte>(_literals.Length + 1024);
        Fill(values ?? CreateValues(), output);
        return output.WrittenSpan.ToArray();
    }

    /// <summary>The stored form: a version octet, the content and its SHA-256.</summary>
    public byte[] ToBytes() => CompiledMessageFormat.Write(_slots, _segments, _literals);

    /// <summary>Reads the stored form.</summary>
    /// <exception cref="MailFormatException">Another version, or the bytes were changed.</exception>
    public static CompiledMessage FromBytes(ReadOnlySpan<byte> bytes) => CompiledMessageFormat.Read(bytes);
}
