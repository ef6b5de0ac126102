using System.Buffers;

namespace Uutiset.Finnish.Snowball;

/// <summary>
/// The Swedish stemmer of the Snowball project (https://snowballstem.org/algorithms/swedish/stemmer.html), written anew from its
/// published description.
/// </summary>
public static class SwedishStemmer
{
    internal static readonly SearchValues<char> Vowels = SearchValues.Create("aeiouyäåö");
    private const string BeforeS = "bcdfghjklmnoprtvy";
    // Longest first: the first that fits is the longest that fits
    private static readonly string[] Inflections =
    [
        "heterna", "hetens", "anden", "andes", "andet", "arens", "arnas", "ernas", "heten", "heter", "ornas", "ades", "ande", "aren", "arna", "arne",
        "aste", "erna", "erns", "orna", "ade", "are", "ast", "ens", "ern", "het", "ad", "ar", "as", "at", "en", "er", "es", "or", "a", "e",
    ];
    private static readonly string[] DoubleEnds = ["dd", "gd", "nn", "dt", "gt", "kt", "tt"];

    /// <summary>Cuts definite, plural and verb endings off a word.</summary>
    /// <param name="word">One lower-case word in NFC.</param>
    /// <returns>The stem, which need not be a word; never longer than the word.</returns>
    public static string Stem(string word)
    {
        ArgumentNullException.ThrowIfNull(word);
        var region = Region(word);
        var stem = Inflected(word, region);
        if (Array.Exists(DoubleEnds, e => EndsWith(stem, e, region)))
        {
            stem = stem[..^1];
        }
        return Derived(stem, region);
    }

    // After the first consonant that follows a vowel, but never within the first three letters
    private static int Region(string word)
    {
        var at = 0;
        while (at < word.Length && !IsVowel(word[at]))
        {
            at++;
        }
        while (at < word.Length && IsVowel(word[at]))
        {
            at++;
        }
        return Math.Max(3, at + 1);
    }

    private static string Inflected(string word, int region)
    {
        if (Array.Find(Inflections, e => EndsWith(word, e, region)) is { } ending)
        {
            return word[..^ending.Length];
        }
        return EndsWith(word, "s", region) && BeforeS.Contains(word[^2], StringComparison.Ordinal) ? word[..^1] : word;
    }

    private static string Derived(string stem, int region)
    {
        if (EndsWith(stem, "lig", region) || EndsWith(stem, "els", region))
        {
            return stem[..^3];
        }
        if (EndsWith(stem, "löst", region) || EndsWith(stem, "fullt", region))
        {
            return stem[..^1];
        }
        return EndsWith(stem, "ig", region) ? stem[..^2] : stem;
    }

    private static bool EndsWith(string word, string ending, int region) => word.Length - ending.Length >= region && word.EndsWith(ending, StringComparison.Ordinal);

    internal static bool IsVowel(char c) => Vowels.Contains(c);
}
