using System.Globalization;
using System.Text;
using CsvHelper;
using Uutiset.Desk;

namespace Uutiset.Exchange.Contacts;

/// <summary>Every refused line as a file for a spreadsheet, written as they come: the number of the line, why, and what to do.</summary>
internal sealed class RefusalReport : IAsyncDisposable
{
    private readonly StreamWriter writer;

    private RefusalReport(StreamWriter writer) => this.writer = writer;

    /// <param name="from">Where the lines of whole batches end that an earlier run has written; 0: a new report.</param>
    public static async Task<RefusalReport> OpenAsync(string path, long from, DeskTexts texts, string lang, CancellationToken ct)
    {
        var file = new FileStream(path, FileMode.OpenOrCreate, FileAccess.Write, FileShare.Read);
        file.SetLength(from);
        file.Position = from;
        var report = new RefusalReport(new StreamWriter(file, new UTF8Encoding(encoderShouldEmitUTF8Identifier: from == 0)));
        if (from == 0) await report.writer.WriteAsync(Csv.Line([texts.Get(lang, "intake.report.line"), texts.Get(lang, "intake.report.why"), texts.Get(lang, "intake.report.do")]).AsMemory(), ct);
        return report;
    }

    /// <summary>As many lines as a page shows; none when there is no report.</summary>
    public static async Task<IReadOnlyList<RefusedLine>> FirstAsync(string path, CancellationToken ct)
    {
        if (!File.Exists(path)) return [];
        await using var file = new FileStream(path, FileMode.Open, FileAccess.Read, FileShare.ReadWrite);
        using var csv = CsvReader.Create(file, CsvReaderOptions.Default with { Separator = ';' });
        var lines = new List<RefusedLine>();
        while (lines.Count < ContactImportReport.Shown && await csv.ReadAsync(ct)) lines.Add(new(long.Parse(csv.GetString(0), CultureInfo.InvariantCulture), csv.GetString(1), csv.GetString(2)));
        return lines;
    }

    /// <returns>How long the file is now.</returns>
    public async Task<long> WriteAsync(IReadOnlyList<RefusedLine> lines, CancellationToken ct)
    {
        foreach (var line in lines) await writer.WriteAsync(Csv.Line([line.Line.ToString(CultureInfo.InvariantCulture), line.Why, line.Do]).AsMemory(), ct);
        await writer.FlushAsync(ct);
        return writer.BaseStream.Position;
    }

    public ValueTask DisposeAsync() => writer.DisposeAsync();
}
