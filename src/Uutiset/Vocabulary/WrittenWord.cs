namespace Uutiset.Vocabulary;

/// <summary>A word as it may stand in a name or title: folded, for columns that are compared in lower case, and in the three forms that most titles have.</summary>
internal sealed record WrittenWord(string Given, string Lower, string Capital)
{
    // Each word is six comparisons of every row
    private const int Most = 6;
    private const int Longest = 100;

    public static IEnumerable<WrittenWord> AllOf(string? text) =>
        (text ?? "").Normalize().Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries).Where(w => w.Length <= Longest).Take(Most).Select(Of);

    private static WrittenWord Of(string given)
    {
        var lower = given.ToLowerInvariant();
        return new WrittenWord(given, lower, char.ToUpperInvariant(lower[0]) + lower[1..]);
    }
}
