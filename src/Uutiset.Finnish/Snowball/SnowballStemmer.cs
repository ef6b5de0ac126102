using System.Text;

namespace Uutiset.Finnish.Snowball;

/// <summary>
/// The Finnish stemmer of the Snowball project (https://snowballstem.org/algorithms/finnish/stemmer.html),
/// written anew from its published description. The endings follow Karlsson, <i>Finnish: An Essential Grammar</i>.
/// </summary>
public static class SnowballStemmer
{
    private const string Vowels = "aeiouyäö";
    private const string Consonants = "bcdfghjklmnpqrstvwxz";
    private static readonly string[] Particles = ["kin", "kaan", "kään", "ko", "kö", "han", "hän", "pa", "pä", "sti"];
    private static readonly string[] Possessives = ["nsa", "nsä", "mme", "nne", "si", "ni", "an", "än", "en"];
    private static readonly string[] Comparatives =
        ["impi", "impa", "impä", "immi", "imma", "immä", "mpi", "mpa", "mpä", "mmi", "mma", "mmä", "eja", "ejä"];

    /// <summary>Cuts clitics, possessives, case endings, degree and plural off a word.</summary>
    /// <param name="word">One lower-case word in NFC.</param>
    /// <returns>The stem, which need not be a word; never longer than the word, and empty only for an empty one.</returns>
    public static string Stem(string word)
    {
        ArgumentNullException.ThrowIfNull(word);
        var stem = new StringBuilder(word);
        var (p1, p2) = Regions(word);
        Particle(stem, p1, p2);
        Possessive(stem, p1);
        var ended = CaseEndings.Remove(stem, p1);
        Degree(stem, p2);
        if (ended)
        {
            Cut(stem, p1, "i", "j");
        }
        else
        {
            NominativePlural(stem, p1, p2);
        }
        Tidy(stem, p1);
        return stem.ToString();
    }

    internal static bool IsVowel(char c) => Vowels.Contains(c, StringComparison.Ordinal);

    internal static bool IsConsonant(char c) => Consonants.Contains(c, StringComparison.Ordinal);

    internal static bool EndsWith(StringBuilder stem, string ending, int from, int end)
    {
        if (end - ending.Length < from)
        {
            return false;
        }
        for (var i = 0; i < ending.Length; i++)
        {
            if (stem[end - ending.Length + i] != ending[i])
            {
                return false;
            }
        }
        return true;
    }

    internal static bool EndsLong(StringBuilder stem, int from, int end) =>
        end - 2 >= from && stem[end - 1] == stem[end - 2] && IsVowel(stem[end - 1]) && stem[end - 1] != 'y';

    // R1 begins after the first consonant that follows a vowel, R2 after the next such one
    private static (int P1, int P2) Regions(string word)
    {
        var p1 = After(word, 0);
        return (p1, After(word, p1));

        static int After(string word, int at)
        {
            while (at < word.Length && !IsVowel(word[at]))
            {
                at++;
            }
            while (at < word.Length && IsVowel(word[at]))
            {
                at++;
            }
            return Math.Min(at + 1, word.Length);
        }
    }

    private static string? Longest(StringBuilder stem, int from, string[] endings) =>
        endings.Where(e => EndsWith(stem, e, from, stem.Length)).MaxBy(e => e.Length);

    private static bool Cut(StringBuilder stem, int from, params string[] endings)
    {
        if (Longest(stem, from, endings) is not { } ending)
        {
            return false;
        }
        stem.Length -= ending.Length;
        return true;
    }

    private static void Particle(StringBuilder stem, int p1, int p2)
    {
        if (Longest(stem, p1, Particles) is not { } particle)
        {
            return;
        }
        var at = stem.Length - particle.Length;
        if (particle == "sti" ? p2 <= at : at > 0 && (IsVowel(stem[at - 1]) || stem[at - 1] is 'n' or 't'))
        {
            stem.Length = at;
        }
    }

    private static void Possessive(StringBuilder stem, int p1)
    {
        if (Longest(stem, p1, Possessives) is not { } possessive)
        {
            return;
        }
        var at = stem.Length - possessive.Length;
        var mayGo = possessive switch
        {
            "si" => !EndsWith(stem, "k", 0, at),
            "an" => Before(stem, at, "ta", "ssa", "sta", "lla", "lta", "na"),
            "än" => Before(stem, at, "tä", "ssä", "stä", "llä", "ltä", "nä"),
            "en" => Before(stem, at, "lle", "ine"),
            _ => true,
        };
        if (!mayGo)
        {
            return;
        }
        stem.Length = at;
        if (possessive == "ni" && EndsWith(stem, "kse", 0, at))
        {
            stem[at - 1] = 'i';
        }
    }

    private static bool Before(StringBuilder stem, int at, params string[] endings) => Array.Exists(endings, e => EndsWith(stem, e, 0, at));

    private static void Degree(StringBuilder stem, int p2)
    {
        if (Longest(stem, p2, Comparatives) is { } degree
            && !(degree.Length == 3 && degree[0] == 'm' && EndsWith(stem, "po", 0, stem.Length - 3)))
        {
            stem.Length -= degree.Length;
        }
    }

    private static void NominativePlural(StringBuilder stem, int p1, int p2)
    {
        if (!EndsWith(stem, "t", p1, stem.Length) || stem.Length - 2 < p1 || !IsVowel(stem[^2]))
        {
            return;
        }
        stem.Length--;
        if (Longest(stem, p2, ["mma", "imma"]) is { } degree
            && (degree == "imma" || !EndsWith(stem, "po", 0, stem.Length - 3)))
        {
            stem.Length -= degree.Length;
        }
    }

    private static void Tidy(StringBuilder stem, int p1)
    {
        if (stem.Length < p1)
        {
            return;
        }
        if (EndsLong(stem, p1, stem.Length))
        {
            stem.Length--;
        }
        if (stem.Length - 2 >= p1 && stem[^1] is 'a' or 'ä' or 'e' or 'i' && IsConsonant(stem[^2]))
        {
            stem.Length--;
        }
        if (EndsWith(stem, "oj", p1, stem.Length) || EndsWith(stem, "uj", p1, stem.Length))
        {
            stem.Length--;
        }
        if (EndsWith(stem, "jo", p1, stem.Length))
        {
            stem.Length--;
        }
        Undouble(stem);
    }

    // The last consonant, also one with vowels behind it, is written once
    private static void Undouble(StringBuilder stem)
    {
        var at = stem.Length - 1;
        while (at >= 0 && IsVowel(stem[at]))
        {
            at--;
        }
        if (at > 0 && IsConsonant(stem[at]) && stem[at - 1] == stem[at])
        {
            stem.Remove(at, 1);
        }
    }
}
