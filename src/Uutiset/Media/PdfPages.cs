using System.Diagnostics;
using System.IO.Compression;
using System.Text;
using System.Text.RegularExpressions;

namespace Uutiset.Media;

/// <summary>How many pages a PDF has, by its page tree (ISO 32000-1, 7.7.3). A guess that an editor may put right, so nothing breaks on an odd file.</summary>
internal static partial class PdfPages
{
    private const int LargestFile = 32 * 1024 * 1024;
    private const int MostUnpacked = 32 * 1024 * 1024;
    // A hundred objects to a stream is usual: more pages than anybody gives to a reader
    private const int MostStreams = 1000;
    private static readonly TimeSpan Longest = TimeSpan.FromSeconds(5);

    public static async Task<int?> CountAsync(string path, CancellationToken ct)
    {
        if (new FileInfo(path).Length > LargestFile) return null;
        var bytes = await File.ReadAllBytesAsync(path, ct);
        try
        {
            return Count(bytes, ct);
        }
        // Made to keep the patterns busy: such a file has no number of pages, and harms nobody
        catch (RegexMatchTimeoutException)
        {
            return null;
        }
    }

    private static int? Count(byte[] bytes, CancellationToken ct)
    {
        var began = Stopwatch.GetTimestamp();
        var text = Encoding.Latin1.GetString(bytes);
        var (counts, leaves, room) = (0, 0, MostUnpacked);
        Look(text);
        // Since PDF 1.5 the page tree usually lies in packed object streams
        foreach (var stream in ObjectStream().Matches(text).Take(MostStreams))
        {
            if (room <= 0 || Stopwatch.GetElapsedTime(began) > Longest) break;
            ct.ThrowIfCancellationRequested();
            Look(Unpacked(bytes, stream.Index + stream.Length, ref room));
        }
        var pages = counts > 0 ? counts : leaves;
        return pages is > 0 and < 100_000 ? pages : null;

        void Look(string part)
        {
            foreach (Match tree in Tree().Matches(part))
                if (Pages().Match(tree.Value) is { Success: true } found && int.TryParse(found.Groups[1].ValueSpan, out var n)) counts = Math.Max(counts, n);
            leaves += Leaf().Count(part);
        }
    }

    // Where a stream ends is not looked for: what is packed says so itself
    private static string Unpacked(byte[] bytes, int at, ref int room)
    {
        using var source = new MemoryStream(bytes, at, bytes.Length - at, writable: false);
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
    private static partial Regex Pages();

    [GeneratedRegex(@"/Type\s*/Page\b(?!s)", RegexOptions.CultureInvariant)]
    private static partial Regex Leaf();
}
