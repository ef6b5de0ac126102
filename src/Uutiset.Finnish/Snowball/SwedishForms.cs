namespace Uutiset.Finnish.Snowball;

/// <summary>
/// Swedish stems for a search. Snowball's algorithm leaves alone definite forms (<c>området</c>, <c>mötena</c>, <c>frågan</c>) and cuts a noun
/// where its plural keeps the ending (<c>konferens</c>, <c>konferenser</c>): here such forms meet, and so do an adjective's neuter, a doubled
/// m or n (<c>program</c>, <c>programmet</c>), a noun in -an (<c>ansökan</c>) with its plural (<c>ansökningar</c>) and the irregular words.
/// </summary>
internal static class SwedishForms
{
    // Shorter, and tidning (newspaper) would become tid (time)
    private const int ShortestVerb = 4;

    // Shorter, and svart (black) would become svar (answer)
    private const int ShortestNeuter = 6;

    // -et belongs to the word itself: universitet, paket, raket, fakultet, budget, planet, magnet, internet
    private static readonly string[] BeforeOwnEt = ["it", "pak", "rak", "kult", "budg", "plan", "magn", "intern", "h"];

    // utlåtandet is of utlåtande, utlandet of utland
    private static readonly string[] OwnAnd = ["land", "band", "rand", "sand"];

    /// <param name="word">One lower-case word in NFC.</param>
    public static string Stem(string word)
    {
        var stem = SwedishIrregulars.Base(word) ?? word;
        // Snowball cuts once: what is left of konferenser and balansen are konferens and balans, which alone would be cut as well
        for (var cut = Cut(stem); cut != stem; cut = Cut(stem)) stem = cut;
        if (stem.EndsWith("ning", StringComparison.Ordinal) && stem.Length - 4 >= ShortestVerb && !SwedishStemmer.IsVowel(stem[^5])) return stem[..^4];
        return stem switch
        {
            [.., 'm', 'm'] or [.., 'n', 'n'] => stem[..^1],
            [.., 'l' or 'm' or 'n' or 'r' or 'g', 't'] when stem.Length >= ShortestNeuter => stem[..^1],
            _ => stem,
        };
    }

    private static string Cut(string word) => SwedishStemmer.Stem(Indefinite(word));

    private static string Indefinite(string word)
    {
        var form = IsGenitive(word) ? word[..^1] : word;
        if (form.EndsWith("andet", StringComparison.Ordinal) && form.Length >= 8 && !Array.Exists(OwnAnd, a => form.AsSpan(0, form.Length - 2).EndsWith(a))) return form[..^1];
        if (Without("ena", "na") is { } many) return many;
        if (Without("et", "et") is { } one && !Array.Exists(BeforeOwnEt, b => one.EndsWith(b, StringComparison.Ordinal))) return one;
        return Without("an", "n") ?? form;

        string? Without(string ending, string cut) =>
            form.Length - ending.Length >= 3 && form.EndsWith(ending, StringComparison.Ordinal) && form.AsSpan(0, form.Length - ending.Length).ContainsAny(SwedishStemmer.Vowels)
                ? form[..^cut.Length] : null;
    }

    // Jakobstads, föreningars; plats, insats and resurs end in their own s, and lose it with all their forms
    private static bool IsGenitive(string word) => word.Length >= 5 && word[^1] == 's' && word[^2] is 'a' or 'd' or 'e' or 'g' or 'k' or 'l' or 'm' or 'n' or 'p' or 'r' or 't';
}
