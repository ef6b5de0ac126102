using Uutiset.Finnish;

namespace Uutiset.Search;

/// <summary>Which words a search looked for, where they are not those that were typed: the reader sees why a text without the typed form was found.</summary>
internal static class Understood
{
    /// <returns>Each word in its base form, its synonyms in brackets; nothing when all was looked for as it was typed.</returns>
    public static IReadOnlyList<string> Of(AnalyzedQuery asked)
    {
        var words = asked.Clauses.Where(c => !c.IsExcluded).Select(Told).ToList();
        return words.Exists(w => w.Differs) ? words.ConvertAll(w => w.Text) : [];
    }

    private static (string Text, bool Differs) Told(QueryClause clause)
    {
        var typed = clause.Alternatives[0];
        var text = string.Join(' ', typed.Words.Select(w => w.Match is WordMatch.Whole ? Base(w) : Truncated(w)));
        var differs = typed.Words.Any(w => w.Match is WordMatch.Whole && Base(w) != w.Text);
        string[] synonyms = [.. clause.Alternatives.Where(a => a.IsSynonym).Select(a => string.Join(' ', a.Words.Select(w => w.Text))).Distinct()];
        return (synonyms.Length == 0 ? text : $"{text} ({string.Join(", ", synonyms)})", differs || synonyms.Length > 0);
    }

    // A word in no dictionary is its own first key; one whose key merely lacks the hyphen is as it was typed
    private static string Base(QueryWord word) =>
        word.Keys[0] is { Kind: KeyKind.Typed } key && key.Text != Folding.Key(word.Text) ? key.Text : word.Text;

    private static string Truncated(QueryWord word) => (word.Match is WordMatch.Prefix ? "" : "*") + word.Text + (word.Match is WordMatch.Suffix ? "" : "*");
}
