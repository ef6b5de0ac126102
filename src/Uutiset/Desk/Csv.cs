using System.Text;

namespace Uutiset.Desk;

/// <summary>A file for a spreadsheet: a semicolon and a BOM, since Finnish Excel expects them; streamed, however long it is (S28).</summary>
internal static class Csv
{
    public static Task WriteAsync(HttpResponse response, string file, string heading, IAsyncEnumerable<string?[]> rows, CancellationToken ct)
    {
        response.ContentType = "text/csv; charset=utf-8";
        response.Headers.ContentDisposition = $"attachment; filename=\"{file}\"";
        return WriteAsync(response.Body, heading, rows, ct);
    }

    public static async Task WriteAsync(Stream file, string heading, IAsyncEnumerable<string?[]> rows, CancellationToken ct)
    {
        await using var writer = new StreamWriter(file, new UTF8Encoding(encoderShouldEmitUTF8Identifier: true), leaveOpen: true);
        await writer.WriteAsync((heading + "\r\n").AsMemory(), ct);
        await foreach (var row in rows.WithCancellation(ct)) await writer.WriteAsync(Line(row).AsMemory(), ct);
    }

    public static string Line(IEnumerable<string?> cells) => string.Join(';', cells.Select(Cell)) + "\r\n";

    /// <summary>A spreadsheet runs what begins like a formula; an apostrophe makes it text. A mail server's reply is a stranger's text.</summary>
    internal static string Cell(string? value)
    {
        if (string.IsNullOrEmpty(value)) return "";
        if (IsFormula(value)) value = "'" + value;
        return value.AsSpan().IndexOfAny(";\"\r\n") < 0 ? value : "\"" + value.Replace("\"", "\"\"", StringComparison.Ordinal) + "\"";
    }

    /// <summary>What stood in a cell before it was made safe: our own files are read again.</summary>
    internal static string Uncell(string value) => value is ['\'', .. var rest] && IsFormula(rest) ? rest : value;

    private static bool IsFormula(string value) => value is ['=' or '+' or '-' or '@' or '\t' or '\r' or '\u2212', ..];
}
