using System.Text;

namespace Uutiset.Bulletins;

/// <summary>A file for a spreadsheet: a semicolon and a BOM, since Finnish Excel expects them; streamed, however long it is (S28).</summary>
internal static class Csv
{
    public static async Task WriteAsync(HttpResponse response, string file, string heading, IAsyncEnumerable<string?[]> rows, CancellationToken ct)
    {
        response.ContentType = "text/csv; charset=utf-8";
        response.Headers.ContentDisposition = $"attachment; filename=\"{file}\"";
        await using var writer = new StreamWriter(response.Body, new UTF8Encoding(encoderShouldEmitUTF8Identifier: true), leaveOpen: true);
        await writer.WriteAsync((heading + "\r\n").AsMemory(), ct);
        await foreach (var row in rows.WithCancellation(ct)) await writer.WriteAsync((string.Join(';', row.Select(Cell)) + "\r\n").AsMemory(), ct);
    }

    /// <summary>A spreadsheet runs what begins like a formula; an apostrophe makes it text. A mail server's reply is a stranger's text.</summary>
    internal static string Cell(string? value)
    {
        if (string.IsNullOrEmpty(value)) return "";
        if (value[0] is '=' or '+' or '-' or '@' or '\t' or '\r' or '\u2212') value = "'" + value;
        return value.AsSpan().IndexOfAny(";\"\r\n") < 0 ? value : "\"" + value.Replace("\"", "\"\"", StringComparison.Ordinal) + "\"";
    }
}
