using CsvHelper;
using Uutiset.Desk;

namespace Uutiset.Exchange.Contacts;

/// <summary>The row that a reader stands on, by field or by the header's own name.</summary>
internal sealed class ContactCells(CsvReader csv, IReadOnlyList<string> headers, ContactColumns columns, SourceSystem system)
{
    private readonly Dictionary<string, int> byHeader = headers.Select((h, i) => (h, i)).DistinctBy(h => h.h, StringComparer.OrdinalIgnoreCase).ToDictionary(h => h.h, h => h.i, StringComparer.OrdinalIgnoreCase);

    public long Line => csv.LineNumber;

    /// <summary>Something stands to the right of the last column: a separator too many, or a quote too few.</summary>
    public bool IsTooLong => csv.FieldCount > headers.Count && Enumerable.Range(headers.Count, csv.FieldCount - headers.Count).Any(i => !string.IsNullOrWhiteSpace(csv.GetString(i)));

    public string this[ContactField field] => columns[field] is { } index && At(index) is { Length: > 0 } value ? value : Clean(system.Other(field, this) ?? "");

    /// <summary>Some column is of that field, whether or not anything stands in it.</summary>
    public bool Tells(ContactField field) => columns[field] is not null;

    public string Named(string header) => byHeader.TryGetValue(header, out var index) ? At(index) : "";

    // A line break of two characters is one space
    private string At(int index) => index < csv.FieldCount ? Csv.Uncell(Clean(csv.GetString(index))) : "";

    private static string Clean(string written) => string.Concat(written.Replace("\r\n", "\n", StringComparison.Ordinal).Select(c => char.IsControl(c) ? ' ' : c)).Trim();
}
