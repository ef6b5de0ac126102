using System.Buffers.Binary;
using System.Text;

namespace Uutiset.Media;

/// <summary>One box of an ISO base media file (MP4, M4A, MOV): a length, a type of four letters, and what it holds.</summary>
internal readonly record struct MovieBox(long Start, int Header, long End, string Type)
{
    public long Content => Start + Header;

    public long Length => End - Content;
}

/// <summary>Reads and blanks the boxes of an ISO base media file in place (ISO/IEC 14496-12, 4.2). Whatever does not add up throws <see cref="InvalidDataException"/>.</summary>
internal sealed class MovieBoxes(FileStream file)
{
    // A film of hours has some thousands; tables of samples are read whole
    private const int MostBoxes = 100_000;
    private const int LargestTable = 16 * 1024 * 1024;
    private static readonly byte[] Nothing = new byte[81920];
    private int seen;
    private long blanked;

    public async Task<IReadOnlyList<MovieBox>> WithinAsync(long from, long to, CancellationToken ct)
    {
        var boxes = new List<MovieBox>();
        var head = new byte[16];
        // QuickTime ends a list with four zero bytes: too few for a box
        while (to - from >= 8)
        {
            if (++seen > MostBoxes) throw new InvalidDataException("Too many boxes");
            await ReadAsync(from, head.AsMemory(0, (int)Math.Min(16, to - from)), ct);
            var (size, header) = ((long)BinaryPrimitives.ReadUInt32BigEndian(head), 8);
            if (size == 1 && to - from >= 16) (size, header) = (BinaryPrimitives.ReadInt64BigEndian(head.AsSpan(8)), 16);
            // The last box may leave its length open
            else if (size == 0) size = to - from;
            if (size < header || size > to - from) throw new InvalidDataException("A box is longer than what holds it");
            boxes.Add(new MovieBox(from, header, from + size, Encoding.Latin1.GetString(head, 4, 4)));
            from += size;
        }
        return boxes;
    }

    public Task<IReadOnlyList<MovieBox>> WithinAsync(MovieBox box, CancellationToken ct) => WithinAsync(box.Content, box.End, ct);

    public async Task<byte[]> ContentAsync(MovieBox box, CancellationToken ct)
    {
        if (box.Length > LargestTable) throw new InvalidDataException("A table is too large");
        var content = new byte[box.Length];
        await ReadAsync(box.Content, content, ct);
        return content;
    }

    /// <summary>Turns a box into free space of the same length, so that nothing else has to move.</summary>
    public async Task BlankAsync(MovieBox box, CancellationToken ct)
    {
        file.Position = box.Start + 4;
        await file.WriteAsync("free"u8.ToArray(), ct);
        await BlankAsync(box.Content, box.Length, ct);
    }

    public async Task BlankAsync(long from, long length, CancellationToken ct)
    {
        // A forged table may name the same bytes again and again
        blanked += length;
        if (from < 0 || length < 0 || length > file.Length - from || blanked > 2 * file.Length) throw new InvalidDataException("Samples lie outside the file");
        file.Position = from;
        for (; length > 0; length -= Nothing.Length) await file.WriteAsync(Nothing.AsMemory(0, (int)Math.Min(length, Nothing.Length)), ct);
    }

    private async Task ReadAsync(long from, Memory<byte> into, CancellationToken ct)
    {
        file.Position = from;
        await file.ReadExactlyAsync(into, ct);
    }
}
