namespace Uutiset.Finnish.Snowball;

/// <summary>
/// Swedish stems for a search: the definite forms that Snowball's algorithm leaves alone (<c>området</c>, <c>mötena</c>, <c>frågan</c>) are
/// brought to a form that it cuts, and a noun in -an (<c>ansökan</c>) meets its plural (<c>ansökningar</c>).
/// </summary>
internal static class SwedishForms
{
    // Shorter, and tidning (newspaper) would become tid (time)
    private const int ShortestVerb = 4;
    // -et belongs to the word itself: universitet, paket, raket, fakultet, budget, planet, magnet, internet
    private static readonly string[] BeforeOwnEt = ["it", "pak", "rak", "kult", "budg", "plan", "magn", "intern", "h"];

    /// <param name="word">One lower-case word in NFC.</param>
    public static string Stem(string word)
    {
        var stem = SwedishStemmer.Stem(Indefinite(word));
        return stem.EndsWith("ning", StringComparison.Ordinal) && stem.Length - 4 >= ShortestVerb && !SwedishStemmer.IsVowel(stem[^5]) ? stem[..^4] : stem;
    }

    private static string Indefinite(string word)
    {
        var form = word.EndsWith("ets", StringComparison.Ordinal) || word.EndsWith("ans", StringComparison.Ordinal) || word.EndsWith("enas", StringComparison.Ordinal) ? word[..^1] : word;
        if (Without("ena", "na") is { } many) return many;
        if (Without("et", "et") is { } one && !Array.Exists(BeforeOwnEt, b => one.EndsWith(b, StringComparison.Ordinal))) return one;
        return Without("an", "an") ?? word;

        string? Without(string ending, string cut) =>
            form.Length - ending.Length >= 3 && form.EndsWith(ending, StringComparison.Ordinal) && form.AsSpan(0, form.Length - ending.Length).ContainsAny(SwedishStemmer.Vowels)
                ? form[..^cut.Length] : null;
    }
}
