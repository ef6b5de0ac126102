using System.IO.Compression;
using System.Text;
using System.Text.RegularExpressions;

namespace Uutiset.Media;

/// <summary>How many pages a PDF has, by its page tree (ISO 32000-1, 7.7.3). A guess that an editor may put right, so nothing breaks on an odd file.</summary>
internal static partial class PdfPages
{
    private const int LargestFile = 32 * 1024 * 1024;
    private const int MostUnpacked = 32 * 1024 * 1024;

    public static async Task<int?> CountAsync(string path, CancellationToken ct)
    {
        if (new FileInfo(path).Length > LargestFile) return null;
        var bytes = await File.ReadAllBytesAsync(path, ct);
        var text = Encoding.Latin1.GetString(bytes);
        var (counts, leaves, room) = (0, 0, MostUnpacked);
        Look(text);
        // Since PDF 1.5 the page tree usually lies in packed object streams
        foreach (Match stream in ObjectStream().Matches(text))
        {
            if (room <= 0) break;
            Look(Unpacked(bytes.AsMemory(stream.Index + stream.Length), ref room));
        }
        var pages = counts > 0 ? counts : leaves;
        return pages is > 0 and < 100_000 ? pages : null;

        void Look(string part)
        {
            foreach (Match tree in Tree().Matches(part))
                if (Count().Match(tree.Value) is { Success: true } found && int.TryParse(found.Groups[1].ValueSpan, out var n)) counts = Math.Max(counts, n);
            leaves += Leaf().Count(part);
        }
    }

    private static string Unpacked(ReadOnlyMemory<byte> packed, ref int room)
    {
        using var source = new MemoryStream(packed.ToArray(), writable: false);
        using var inflating = new ZLibStream(source, CompressionMode.Decompress);
        using var unpacked = new MemoryStream();
        var buffer = new byte[8192];
        try
        {
            for (int read; room > 0 && (read = inflating.Read(buffer)) > 0; room -= read) unpacked.Write(buffer, 0, read);
        }
        catch (InvalidDataException)
        {
            // Encrypted, or packed some other way: what was read so far counts
        }
        return Encoding.Latin1.GetString(unpacked.GetBuffer(), 0, (int)unpacked.Length);
    }

    [GeneratedRegex(@"/Type\s*/ObjStm\b[^>]{0,400}>>\s*stream\r?\n", RegexOptions.CultureInvariant, matchTimeoutMilliseconds: 2000)]
    private static partial Regex ObjectStream();

    // The dictionary around /Type /Pages, with the dictionaries inside it cut short
    [GeneratedRegex(@"<<[^<>]*(?:<<[^<>]*>>[^<>]*)*/Type\s*/Pages\b[^<>]*(?:<<[^<>]*>>[^<>]*)*>>", RegexOptions.CultureInvariant, matchTimeoutMilliseconds: 2000)]
    private static partial Regex Tree();

    [GeneratedRegex(@"/Count\s+([0-9]{1,6})", RegexOptions.CultureInvariant)]
    private static partial Regex Count();

    [GeneratedRegex(@"/Type\s*/Page\b(?!s)", RegexOptions.CultureInvariant)]
    private static partial Regex Leaf();
}
