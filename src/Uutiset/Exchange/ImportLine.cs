using System.Runtime.CompilerServices;
using System.Text.Json;
using Uutiset.Articles;

namespace Uutiset.Exchange;

/// <param name="Why">Why the line cannot be read at all; then there is no draft.</param>
/// <param name="OriginalSource">The sourceId of the article that this one translates: a file knows no ids of ours.</param>
internal sealed record ImportLine(int Number, ArticleDraft? Draft, bool Publish, string? Why, string? OriginalSource = null)
{
    /// <summary>A version of another article, which must be stored before it.</summary>
    public bool IsTranslation => OriginalSource is not null || Draft?.TranslationOf is not null;

    // Three times the bound of a body, so that the body's own message is given for anything likely
    private const int Longest = 6 * 1024 * 1024;

    public static async IAsyncEnumerable<ImportLine> ReadAsync(TextReader lines, [EnumeratorCancellation] CancellationToken ct)
    {
        for (var number = 1; await lines.ReadLineAsync(ct) is { } line; number++)
            if (!string.IsNullOrWhiteSpace(line)) yield return Parse(number, line);
    }

    public static ImportLine Parse(int number, string line)
    {
        if (line.Length > Longest) return new ImportLine(number, null, false, $"the line is longer than {Longest} characters");
        try
        {
            var draft = JsonSerializer.Deserialize<ArticleDraft>(line, ArticleDraft.Json);
            using var document = JsonDocument.Parse(line);
            var status = document.RootElement.TryGetProperty("status", out var given) ? given.GetString() : null;
            return status is null or "draft" or "published"
                ? new ImportLine(number, draft, status == "published", null, document.RootElement.TryGetProperty("translationOfSource", out var original) ? original.GetString() : null)
                : new ImportLine(number, null, false, $"status \"{status}\" cannot be imported; leave it out or write \"published\".");
        }
        catch (Exception e) when (e is JsonException or InvalidOperationException)
        {
            return new ImportLine(number, null, false, $"no article in JSON: {e.Message}");
        }
    }
}
