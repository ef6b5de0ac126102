using System.Buffers;
using System.Text;
using CsvHelper;

namespace Uutiset.Exchange.Contacts;

/// <param name="Code">Of the text <c>intake.file.CODE</c>.</param>
internal sealed record FileProblem(string Code, params object[] Values);

/// <summary>
/// How a file is to be read, found by reading all of it once: a list that cannot be read to its end is refused before its first row is
/// written. Memory stays the same however long the file is.
/// </summary>
internal sealed record ContactFile(Encoding Encoding, char? Separator, IReadOnlyList<string> Headers, long Rows, IReadOnlyList<IReadOnlyList<string>> First)
{
    /// <summary>Of one row. A quote that is never closed makes the rest of the file one row.</summary>
    public const int LongestRow = 256 * 1024;

    /// <summary>Of one row; somebody has to choose among them.</summary>
    public const int MostColumns = 200;

    private const int FirstRows = 5;
    private const int Head = 64 * 1024;

    public static Task<(ContactFile? File, FileProblem? Problem)> LookAsync(Stream file, CancellationToken ct) => LookAsync(file, whole: true, ct);

    /// <param name="file">Can be read twice.</param>
    /// <param name="whole">False for a file that has been looked at before: of its rows only the first are read.</param>
    public static async Task<(ContactFile? File, FileProblem? Problem)> LookAsync(Stream file, bool whole, CancellationToken ct)
    {
        var (encoding, problem) = await EncodingAsync(file, ct);
        if (problem is not null) return (null, problem);
        var look = new ContactFile(encoding!, await SeparatorAsync(file, encoding!, ct), [], 0, []);
        long line = 0;
        using var csv = look.Open(file, open => line = open);
        try
        {
            var (rows, first) = (0L, new List<IReadOnlyList<string>>());
            while ((whole || rows < FirstRows) && await csv.ReadAsync(ct))
            {
                rows++;
                if (first.Count < FirstRows) first.Add([.. Enumerable.Range(0, csv.FieldCount).Select(csv.GetString)]);
            }
            if (line > 0) return (null, new("open", line));
            var headers = (csv.Headers ?? []).Select(h => h.Trim('\uFEFF', ' ')).ToList();
            if (whole && headers.Count > MostColumns) return (null, new("columns", headers.Count, MostColumns));
            return headers.Count == 0 ? (null, new("empty")) : (look with { Headers = headers, Rows = rows, First = first }, null);
        }
        catch (CsvFormatException e)
        {
            return (null, new("broken", Math.Max(1, e.LineNumber), LongestRow / 1024));
        }
    }

    /// <param name="unclosed">Told the line where a quote begins that never ends.</param>
    public CsvReader Open(Stream file, Action<long>? unclosed = null)
    {
        file.Position = 0;
        return CsvReader.Create(file, CsvReaderOptions.Default with
        {
            Separator = Separator,
            Encoding = Encoding,
            TrackLineNumbers = true,
            TrimWhitespace = true,
            MaxRecordSize = LongestRow,
            OnMalformedRecord = unclosed is null ? null : record =>
            {
                if (record.Reason == CsvMalformedReason.UnterminatedQuote) unclosed(record.LineNumber);
            },
        }, leaveOpen: true);
    }

    private static async Task<(Encoding?, FileProblem?)> EncodingAsync(Stream file, CancellationToken ct)
    {
        file.Position = 0;
        var buffer = ArrayPool<byte>.Shared.Rent(Head);
        var (decoder, chars) = (new UTF8Encoding(false, throwOnInvalidBytes: true).GetDecoder(), new char[buffer.Length + 1]);
        try
        {
            var (isUtf8, isFirst) = (true, true);
            while (await file.ReadAtLeastAsync(buffer.AsMemory(0, Head), Head, throwOnEndOfStream: false, ct) is > 0 and var read)
            {
                if (isFirst && read >= 2 && (buffer[0], buffer[1]) is (0xFF, 0xFE) or (0xFE, 0xFF)) return (buffer[0] == 0xFF ? Encoding.Unicode : Encoding.BigEndianUnicode, null);
                isFirst = false;
                if (buffer.AsSpan(0, read).Contains((byte)0)) return (null, new("binary"));
                if (isUtf8) isUtf8 = IsValid(decoder, buffer.AsSpan(0, read), chars, last: read < Head);
            }
            // What Excel writes where it does not write UTF-8
            return isFirst ? (null, new("empty")) : (isUtf8 ? Encoding.UTF8 : CodePagesEncodingProvider.Instance.GetEncoding(1252)!, null);
        }
        finally
        {
            ArrayPool<byte>.Shared.Return(buffer);
        }
    }

    private static bool IsValid(Decoder decoder, ReadOnlySpan<byte> bytes, char[] chars, bool last)
    {
        try
        {
            decoder.GetChars(bytes, chars, last);
            return true;
        }
        catch (DecoderFallbackException)
        {
            return false;
        }
    }

    // From the header: rows with lists in them ("14;13") would mislead a guess. Null: Excel's line "sep=;" says it
    private static async Task<char?> SeparatorAsync(Stream file, Encoding encoding, CancellationToken ct)
    {
        file.Position = 0;
        var buffer = new byte[Head];
        var read = await file.ReadAtLeastAsync(buffer, Head, throwOnEndOfStream: false, ct);
        var head = encoding.GetString(buffer, 0, read).TrimStart('\uFEFF', '\r', '\n');
        if (head.StartsWith("sep=", StringComparison.OrdinalIgnoreCase)) return null;
        var (quoted, counts) = (false, new Dictionary<char, int> { [';'] = 0, ['\t'] = 0, [','] = 0 });
        foreach (var c in head)
        {
            if (c == '"') quoted = !quoted;
            else if (quoted) continue;
            else if (c is '\r' or '\n') break;
            else if (counts.TryGetValue(c, out var count)) counts[c] = count + 1;
        }
        return counts.MaxBy(c => c.Value).Key;
    }
}
