namespace Uutiset.Finnish.Snowball;

// What the Snowball stemmer leaves apart: pöytä/pöydän, avustus/avustusten, tilaisuus/tilaisuuden, hanke/hankkeen, ihminen/ihmisen.
// Measured on 900 forms of news text against Voikko's base forms: the base form finds .89 of its inflections, by bare Snowball .58.
internal static class StemFolding
{
    private const int Shortest = 3;
    private const int LongVerb = 6;

    // Endings of base forms that the stemmer takes for case endings or possessives -> how the inflected stem goes on
    private static readonly (string Ending, string Oblique)[] BaseForms =
    [
        ("sten", "sen"), ("nen", "se"), ("nne", "nte"), ("ni", "ne"),
        ("asi", "ade"), ("esi", "ede"), ("osi", "ode"), ("usi", "ude"), ("ysi", "yde"), ("äsi", "äde"), ("ösi", "öde"),
    ];

    // Strong grade, weak grade -> one of them; the longer cluster first
    private static readonly (string Ending, string Folded)[] Grades =
    [
        ("nk", "n"), ("ng", "n"), ("nt", "n"), ("nd", "n"), ("mp", "m"), ("lt", "l"), ("rt", "r"), ("lk", "l"), ("rk", "r"), ("hk", "h"),
        ("ht", "h"), ("hd", "h"), ("kk", "k"), ("pp", "p"), ("tt", "t"), ("nn", "n"), ("mm", "m"), ("ll", "l"), ("rr", "r"), ("d", "t"), ("v", "p"),
    ];

    /// <summary>The folded stem, and a second one where the form may be a nominative (pöytä) as well as a partitive (työtä).</summary>
    public static IEnumerable<string> Keys(string form)
    {
        var word = Folding.Key(form);
        yield return Fold(SnowballStemmer.Stem(Oblique(word)));
        if (word.Length > Shortest + 1 && word[^1] is 'a' or 'ä' && word[^2] == 't' && SnowballStemmer.IsVowel(word[^3]))
        {
            yield return Fold(word[..^1]);
        }
    }

    private static string Oblique(string word)
    {
        foreach (var (ending, oblique) in BaseForms)
        {
            if (word.Length > ending.Length + 1 && word.EndsWith(ending, StringComparison.Ordinal))
            {
                return string.Concat(word.AsSpan(0, word.Length - ending.Length), oblique);
            }
        }
        return word;
    }

    private static string Fold(string stem) => Grade(Bare(Folding.WithoutDiacritics(stem)));

    // Cuts what inflection changes at the end: vowels, -s/-ks, -uude/-uute, the -mise and -ma of verbs, their -va
    private static string Bare(string stem)
    {
        var end = stem.EndsWith("mis", StringComparison.Ordinal) && stem.Length >= LongVerb ? stem.Length - 2 : Vowels(stem, stem.Length);
        if (end > Shortest && stem[end - 1] == 's')
        {
            end = Vowels(stem, stem[end - 2] == 'k' && end - 1 > Shortest ? end - 2 : end - 1);
        }
        else if (end > Shortest + 1 && stem[end - 1] is 'd' or 't' && stem[end - 2] is 'u' or 'y' && (stem[end - 1] == 'd' || stem[end - 3] == stem[end - 2]))
        {
            end = Vowels(stem, end - 1);
        }
        else if (end >= LongVerb && stem[end - 1] is 'm' or 'v' && SnowballStemmer.IsVowel(stem[end - 2]))
        {
            end = Vowels(stem, end - 1);
        }
        return stem[..end];
    }

    // j: järjestöjen leaves järjestöj
    private static int Vowels(string stem, int end)
    {
        while (end > Shortest && (SnowballStemmer.IsVowel(stem[end - 1]) || stem[end - 1] == 'j'))
        {
            end--;
        }
        return end;
    }

    private static string Grade(string stem)
    {
        foreach (var (ending, folded) in Grades)
        {
            if (stem.Length > ending.Length + 1 && stem.EndsWith(ending, StringComparison.Ordinal))
            {
                return string.Concat(stem.AsSpan(0, stem.Length - ending.Length), folded);
            }
        }
        return stem;
    }
}
