namespace Uutiset.Vocabulary;

/// <summary>A word as it may stand in a name or title. SQLite folds the case of ASCII only, so "öljy" must be looked for as "Öljy" too.</summary>
internal sealed record WrittenWord(string Given, string Lower, string Capital)
{
    public static WrittenWord? Of(string? text)
    {
        var given = (text ?? "").Trim().Normalize();
        if (given.Length is 0 or > 100) return null;
        var lower = given.ToLowerInvariant();
        return new WrittenWord(given, lower, char.ToUpperInvariant(lower[0]) + lower[1..]);
    }
}
