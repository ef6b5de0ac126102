using System.Buffers;

namespace Uutiset.Finnish.Snowball;

/// <summary>
/// The English stemmer of the Snowball project, Porter's second (https://snowballstem.org/algorithms/english/stemmer.html), written anew
/// from its published description.
/// </summary>
public static class EnglishStemmer
{
    // A y that stands for a consonant is written large while the word is cut
    private static readonly SearchValues<char> Vowels = SearchValues.Create("aeiouy");
    private const string BeforeLi = "cdeghkmnrt";
    private static readonly string[] Doubles = ["bb", "dd", "ff", "gg", "mm", "nn", "pp", "rr", "tt"];
    private static readonly string[] WholeHeads = ["gener", "commun", "arsen"];
    private static readonly Dictionary<string, string> Exceptions = new()
    {
        ["skis"] = "ski", ["skies"] = "sky", ["dying"] = "die", ["lying"] = "lie", ["tying"] = "tie", ["idly"] = "idl", ["gently"] = "gentl", ["ugly"] = "ugli",
        ["early"] = "earli", ["only"] = "onli", ["singly"] = "singl", ["sky"] = "sky", ["news"] = "news", ["howe"] = "howe", ["atlas"] = "atlas", ["cosmos"] = "cosmos",
        ["bias"] = "bias", ["andes"] = "andes",
    };
    private static readonly HashSet<string> Uncut = ["inning", "outing", "canning", "herring", "earring", "proceed", "exceed", "succeed"];

    // Longest first; what is put in their place
    private static readonly (string From, string To)[] Second =
    [
        ("ization", "ize"), ("ational", "ate"), ("fulness", "ful"), ("ousness", "ous"), ("iveness", "ive"), ("tional", "tion"), ("biliti", "ble"), ("lessli", "less"),
        ("entli", "ent"), ("ation", "ate"), ("alism", "al"), ("aliti", "al"), ("ousli", "ous"), ("iviti", "ive"), ("fulli", "ful"), ("enci", "ence"), ("anci", "ance"),
        ("abli", "able"), ("izer", "ize"), ("ator", "ate"), ("alli", "al"), ("bli", "ble"), ("ogi", "og"), ("li", ""),
    ];
    private static readonly (string From, string To)[] Third =
        [("ational", "ate"), ("tional", "tion"), ("alize", "al"), ("icate", "ic"), ("iciti", "ic"), ("ative", ""), ("ical", "ic"), ("ness", ""), ("ful", "")];
    private static readonly string[] Fourth =
        ["ement", "ance", "ence", "able", "ible", "ment", "ant", "ent", "ism", "ate", "iti", "ous", "ive", "ize", "ion", "al", "er", "ic"];

    /// <summary>Cuts plural, verb and derivational endings off a word.</summary>
    /// <param name="word">One lower-case word; a straight apostrophe may stand in it.</param>
    /// <returns>The stem, which need not be a word.</returns>
    public static string Stem(string word)
    {
        ArgumentNullException.ThrowIfNull(word);
        if (word.Length <= 2)
        {
            return word;
        }
        if (Exceptions.TryGetValue(word, out var known))
        {
            return known;
        }
        var stem = Marked(word.StartsWith('\'') ? word[1..] : word);
        var (r1, r2) = Regions(stem);
        stem = Plural(Genitive(stem));
        if (!Uncut.Contains(stem))
        {
            stem = FinalE(Suffix(Derived(Derived(FinalY(Past(stem, r1)), r1, r2, Second), r1, r2, Third), r2), r1, r2);
        }
        return stem.Replace('Y', 'y');
    }

    private static string Marked(string word)
    {
        var marked = word.ToCharArray();
        for (var i = 0; i < marked.Length; i++)
        {
            if (marked[i] == 'y' && (i == 0 || IsVowel(marked[i - 1])))
            {
                marked[i] = 'Y';
            }
        }
        return new string(marked);
    }

    private static (int R1, int R2) Regions(string word)
    {
        var r1 = Array.Find(WholeHeads, h => word.StartsWith(h, StringComparison.Ordinal)) is { } head ? head.Length : After(word, 0);
        return (r1, After(word, r1));

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

    private static string Genitive(string word) =>
        Ends(word, "'s'") ? word[..^3] : Ends(word, "'s") ? word[..^2] : Ends(word, "'") ? word[..^1] : word;

    private static string Plural(string word)
    {
        if (Ends(word, "sses"))
        {
            return word[..^2];
        }
        if (Ends(word, "ied") || Ends(word, "ies"))
        {
            return word.Length > 4 ? word[..^2] : word[..^1];
        }
        return Ends(word, "s") && !Ends(word, "us") && !Ends(word, "ss") && word.AsSpan(0, Math.Max(0, word.Length - 2)).ContainsAny(Vowels) ? word[..^1] : word;
    }

    private static string Past(string word, int r1)
    {
        if (Array.Find(["eedly", "eed"], e => Ends(word, e)) is { } agreed)
        {
            return word.Length - agreed.Length >= r1 ? word[..^agreed.Length] + "ee" : word;
        }
        if (Array.Find(["ingly", "edly", "ing", "ed"], e => Ends(word, e)) is not { } ending || !word.AsSpan(0, word.Length - ending.Length).ContainsAny(Vowels))
        {
            return word;
        }
        var stem = word[..^ending.Length];
        if (Ends(stem, "at") || Ends(stem, "bl") || Ends(stem, "iz"))
        {
            return stem + "e";
        }
        return Array.Exists(Doubles, d => Ends(stem, d)) ? stem[..^1] : stem.Length <= r1 && EndsShort(stem) ? stem + "e" : stem;
    }

    private static string FinalY(string word) =>
        word.Length > 2 && word[^1] is 'y' or 'Y' && !IsVowel(word[^2]) ? word[..^1] + "i" : word;

    private static string Derived(string word, int r1, int r2, (string From, string To)[] endings)
    {
        var (from, to) = Array.Find(endings, e => Ends(word, e.From));
        if (from is null || word.Length - from.Length < r1)
        {
            return word;
        }
        var before = word.Length > from.Length ? word[^(from.Length + 1)] : ' ';
        var mayGo = from switch
        {
            "ogi" => before == 'l',
            "li" => BeforeLi.Contains(before, StringComparison.Ordinal),
            "ative" => word.Length - from.Length >= r2,
            _ => true,
        };
        return mayGo ? word[..^from.Length] + to : word;
    }

    private static string Suffix(string word, int r2)
    {
        if (Array.Find(Fourth, e => Ends(word, e)) is not { } ending || word.Length - ending.Length < r2)
        {
            return word;
        }
        return ending != "ion" || word.Length > 3 && word[^4] is 's' or 't' ? word[..^ending.Length] : word;
    }

    private static string FinalE(string word, int r1, int r2)
    {
        var at = word.Length - 1;
        if (Ends(word, "e"))
        {
            return at >= r2 || at >= r1 && !EndsShort(word[..at]) ? word[..at] : word;
        }
        return Ends(word, "ll") && at >= r2 ? word[..at] : word;
    }

    // A vowel between consonants, or at the beginning before one
    private static bool EndsShort(string word) =>
        word.Length == 2 ? IsVowel(word[0]) && !IsVowel(word[1])
        : word.Length > 2 && !IsVowel(word[^3]) && IsVowel(word[^2]) && !IsVowel(word[^1]) && word[^1] is not ('w' or 'x' or 'Y');

    private static bool Ends(string word, string ending) => word.EndsWith(ending, StringComparison.Ordinal);

    private static bool IsVowel(char c) => Vowels.Contains(c);
}
