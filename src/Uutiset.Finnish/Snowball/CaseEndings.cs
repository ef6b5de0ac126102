using System.Text;

namespace Uutiset.Finnish.Snowball;

// The case endings of the Snowball stemmer; one that fails its condition in the table gives way to a shorter one
internal static class CaseEndings
{
    private static readonly string[] Longest =
    [
        "siin", "seen", "tten",
        "han", "hen", "hin", "hon", "hän", "hön", "den", "tta", "ttä", "ssa", "ssä", "sta", "stä",
        "lla", "llä", "lta", "ltä", "lle", "ksi", "ine",
        "ta", "tä", "na", "nä",
        "n", "a", "ä",
    ];

    public static bool Remove(StringBuilder stem, int p1)
    {
        var ending = Array.Find(Longest, e => SnowballStemmer.EndsWith(stem, e, p1, stem.Length) && Fits(stem, e, p1));
        if (ending is null)
        {
            return false;
        }
        var at = stem.Length - ending.Length;
        if (!Allowed(stem, ending, at))
        {
            return false;
        }
        // Illative "aan" and genitive "ien" lose their vowel as well
        var whole = ending == "n" && at > 0 && (SnowballStemmer.EndsLong(stem, 0, at) || SnowballStemmer.EndsWith(stem, "ie", 0, at));
        stem.Length = whole ? at - 1 : at;
        return true;
    }

    private static bool Fits(StringBuilder stem, string ending, int p1)
    {
        var at = stem.Length - ending.Length;
        return ending switch
        {
            "siin" or "den" or "tten" => at - 2 >= p1 && stem[at - 1] == 'i' && SnowballStemmer.IsVowel(stem[at - 2]) && stem[at - 2] != 'y',
            "seen" => SnowballStemmer.EndsLong(stem, p1, at),
            _ => true,
        };
    }

    private static bool Allowed(StringBuilder stem, string ending, int at) => ending switch
    {
        ['h', var vowel, 'n'] => at > 0 && stem[at - 1] == vowel,
        "a" or "ä" => at > 1 && SnowballStemmer.IsVowel(stem[at - 1]) && SnowballStemmer.IsConsonant(stem[at - 2]),
        "tta" or "ttä" => at > 0 && stem[at - 1] == 'e',
        _ => true,
    };
}
