using System.Text.Encodings.Web;
using System.Text.Json;

namespace Uutiset.Mailing.Engines;

/// <summary>Rows as <see cref="ISendingEngine.Rows"/> reads them. They go into a parameter and onto no page, so only what JSON itself needs is escaped.</summary>
internal static class JsonRows
{
    private static readonly JsonSerializerOptions Plain = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    public static string Of(IEnumerable<object?[]> rows) => JsonSerializer.Serialize(rows, Plain);

    /// <summary>One value of such a row that is JSON itself.</summary>
    public static string Of(IReadOnlyDictionary<string, string> values) => JsonSerializer.Serialize(values, Plain);
}
