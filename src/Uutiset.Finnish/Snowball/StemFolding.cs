namespace Uutiset.Finnish.Snowball;

// What the Snowball stemmer leaves apart: pöytä/pöydän, kauppa/kaupan, avustus/avustuksen, hanke/hankkeen, ihminen/ihmisen
internal static class StemFolding
{
    private const int Shortest = 3;

    // Strong grade, weak grade -> one of them; the longer cluster first
    private static readonly (string Ending, string Folded)[] Grades =
    [
        ("nk", "n"), ("ng", "n"), ("nt", "n"), ("nd", "n"), ("mp", "m"), ("lt", "l"), ("rt", "r"), ("lk", "l"), ("rk", "r"), ("hk", "h"),
        ("ht", "h"), ("hd", "h"), ("kk", "k"), ("pp", "p"), ("tt", "t"), ("nn", "n"), ("mm", "m"), ("ll", "l"), ("rr", "r"), ("d", "t"), ("v", "p"),
    ];

    public static string Key(string form)
    {
        var word = Folding.Key(form);
        // ihminen : ihmisen : ihmistä
        if (word.Length > 4 && word.EndsWith("nen", StringComparison.Ordinal))
        {
            word = word[..^3] + "se";
        }
        return Grade(Bare(Folding.WithoutDiacritics(SnowballStemmer.Stem(word))));
    }

    private static string Bare(string stem)
    {
        var end = Vowels(stem, stem.Length);
        if (end > Shortest && stem[end - 1] == 's')
        {
            end--;
            if (end > Shortest && stem[end - 1] == 'k')
            {
                end--;
            }
            end = Vowels(stem, end);
        }
        return stem[..end];
    }

    private static int Vowels(string stem, int end)
    {
        while (end > Shortest && SnowballStemmer.IsVowel(stem[end - 1]))
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
