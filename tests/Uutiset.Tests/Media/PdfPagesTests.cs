using System.Diagnostics;
using System.IO.Compression;
using System.Text;
using Uutiset.Media;

namespace Uutiset.Tests.Media;

/// <summary>PDFs made to be dear to count.</summary>
public sealed class PdfPagesTests
{
    [Fact]
    public async Task The_page_tree_is_found_in_a_packed_stream()
    {
        using var packed = new MemoryStream();
        await using (var zip = new ZLibStream(packed, CompressionLevel.Optimal, leaveOpen: true))
            await zip.WriteAsync("<< /Type /Pages /Kids [3 0 R] /Count 17 >>"u8.ToArray());
        Assert.Equal(17, await CountAsync([.. "%PDF-1.5\n1 0 obj << /Type /ObjStm /N 1 >> stream\n"u8, .. packed.ToArray(), .. "\nendstream endobj\n"u8]));
    }

    [Fact]
    public async Task Thousands_of_streams_that_hold_nothing_do_not_copy_the_file_thousands_of_times()
    {
        var file = Encoding.Latin1.GetBytes(string.Concat(Enumerable.Repeat("<< /Type /ObjStm >> stream\n" + new string('x', 4000) + "\n", 2000)));
        var before = GC.GetTotalAllocatedBytes();
        Assert.Null(await CountAsync(file));
        // 8 MB; each stream used to copy what follows it, 8 GB together
        Assert.InRange(GC.GetTotalAllocatedBytes() - before, 0, 2_000_000_000);
    }

    [Fact]
    public async Task Text_that_keeps_the_pattern_busy_has_no_number_and_breaks_nothing()
    {
        var clock = Stopwatch.StartNew();
        Assert.Null(await CountAsync(Encoding.Latin1.GetBytes("<<" + string.Concat(Enumerable.Repeat("/Type/Pages ", 100_000)))));
        Assert.InRange(clock.Elapsed, TimeSpan.Zero, TimeSpan.FromSeconds(30));
    }

    private static async Task<int?> CountAsync(byte[] pdf)
    {
        var path = Path.GetTempFileName();
        try
        {
            await File.WriteAllBytesAsync(path, pdf);
            return await PdfPages.CountAsync(path, CancellationToken.None);
        }
        finally
        {
            File.Delete(path);
        }
    }
}
