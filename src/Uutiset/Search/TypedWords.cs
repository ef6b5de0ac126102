using System.Text.RegularExpressions;

namespace Uutiset.Search;

/// <summary>The words of a query where they stand, so that one can be put right and all the rest stays as it was typed.</summary>
internal sealed partial record TypedWords(string Text, IReadOnlyList<TypedWord> Words)
{
    // Each costs a question to the index; nobody misspells a dozen words of which the rest finds something
    private const int Most = 8;

    /// <summary>Excluded and truncated words are not there to be corrected: they say themselves how they are meant.</summary>
    public static TypedWords Of(string text) => new(text, [.. Word().Matches(text)
        .Where(m => !(m.Index > 0 && text[m.Index - 1] is '*' or '-' or '−') && !(m.Index + m.Length < text.Length && text[m.Index + m.Length] is '*' or '@'))
        .Take(Most).Select(m => new TypedWord(m.Index, m.Value))]);

    public string With(TypedWord word, string better) => Text[..word.At] + Cased(better, word.Text) + Text[(word.At + word.Text.Length)..];

    /// <summary>Words that stand side by side with nothing but space between them.</summary>
    public IEnumerable<(TypedWord First, TypedWord Second)> Neighbours =>
        Words.Zip(Words.Skip(1)).Where(p => string.IsNullOrWhiteSpace(Text[(p.First.At + p.First.Text.Length)..p.Second.At]));

    public string Joined(TypedWord first, TypedWord second) => Text[..(first.At + first.Text.Length)] + Text[second.At..];

    private static string Cased(string word, string like) =>
        like.Length > 1 && like.All(char.IsUpper) ? word.ToUpperInvariant() : char.IsUpper(like[0]) ? char.ToUpperInvariant(word[0]) + word[1..] : word;

    [GeneratedRegex(@"[\p{L}\p{M}][\p{L}\p{M}\p{Nd}'’-]*", RegexOptions.CultureInvariant)]
    private static partial Regex Word();
}

internal sealed record TypedWord(int At, string Text);
