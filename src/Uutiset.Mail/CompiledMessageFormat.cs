using System.Security.Cryptography;

namespace Uutiset.Mail;

/// <summary>"UM", version 1, slots, segments, literals, SHA-256 of all before it. Numbers are little-endian.</summary>
internal static class CompiledMessageFormat
{
    private const byte Version = 1;
    private const int HashLength = 32;

    public static byte[] Hash(SlotDefinition[] slots, Segment[] segments, byte[] literals) => SHA256.HashData(Content(slots, segments, literals));

    public static byte[] Write(SlotDefinition[] slots, Segment[] segments, byte[] literals)
    {
        var content = Content(slots, segments, literals);
        return [.. content, .. SHA256.HashData(content)];
    }

    public static CompiledMessage Read(ReadOnlySpan<byte> bytes)
    {
        if (bytes.Length < 3 + HashLength || bytes[0] != 'U' || bytes[1] != 'M' || bytes[2] != Version)
        {
            throw new MailFormatException("These bytes are no compiled message of version 1.");
        }
        var content = bytes[..^HashLength];
        if (!SHA256.HashData(content).AsSpan().SequenceEqual(bytes[^HashLength..]))
        {
            throw new MailFormatException("The compiled message was changed after it was stored.");
        }
        using var reader = new BinaryReader(new MemoryStream(content[3..].ToArray()));
        var slots = new SlotDefinition[reader.Read7BitEncodedInt()];
        for (var i = 0; i < slots.Length; i++)
        {
            slots[i] = new SlotDefinition(reader.ReadString(), (SlotKind)reader.ReadByte());
        }
        var segments = new Segment[reader.Read7BitEncodedInt()];
        var start = 0;
        for (var i = 0; i < segments.Length; i++)
        {
            segments[i] = new Segment(start, reader.Read7BitEncodedInt(), reader.Read7BitEncodedInt() - 1, (SlotPlace)reader.ReadByte());
            start += segments[i].Length;
        }
        return new CompiledMessage(slots, segments, reader.ReadBytes(start));
    }

    private static byte[] Content(SlotDefinition[] slots, Segment[] segments, byte[] literals)
    {
        using var stream = new MemoryStream(literals.Length + 512);
        using var writer = new BinaryWriter(stream);
        writer.Write("UM"u8);
        writer.Write(Version);
        writer.Write7BitEncodedInt(slots.Length);
        foreach (var slot in slots)
        {
            writer.Write(slot.Name);
            writer.Write((byte)slot.Kind);
        }
        writer.Write7BitEncodedInt(segments.Length);
        foreach (var segment in segments)
        {
            writer.Write7BitEncodedInt(segment.Length);
            writer.Write7BitEncodedInt(segment.Slot + 1);
            writer.Write((byte)segment.Place);
        }
        writer.Write(literals);
        writer.Flush();
        return stream.ToArray();
    }
}
