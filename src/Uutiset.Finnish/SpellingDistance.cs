namespace Uutiset.Finnish;

/// <summary>How far one spelling is from another: letters left out, put in, exchanged and swapped, those that are often mistaken at less.</summary>
internal static class SpellingDistance
{
    private const double Letter = 1, Cheap = .3, Doubled = .4, Swapped = .7;

    // Who mistypes begins right nine times of ten
    private const double FirstLetter = .2;

    public static double Between(string typed, string meant)
    {
        // Optimal string alignment: two rows before the one that is being filled, because of swaps
        double[] before = new double[meant.Length + 1], above = new double[meant.Length + 1], row = new double[meant.Length + 1];
        for (var j = 1; j <= meant.Length; j++) above[j] = above[j - 1] + One(meant, j - 1);
        for (var i = 1; i <= typed.Length; i++)
        {
            row[0] = above[0] + One(typed, i - 1);
            for (var j = 1; j <= meant.Length; j++)
            {
                var least = Math.Min(above[j] + One(typed, i - 1), row[j - 1] + One(meant, j - 1));
                least = Math.Min(least, above[j - 1] + Exchange(typed[i - 1], meant[j - 1]));
                if (i > 1 && j > 1 && typed[i - 1] == meant[j - 2] && typed[i - 2] == meant[j - 1]) least = Math.Min(least, before[j - 2] + Swapped);
                row[j] = least;
            }
            (before, above, row) = (above, row, before);
        }
        return above[meant.Length] + (Exchange(typed[0], meant[0]) > Cheap ? FirstLetter : 0);
    }

    private static double One(string word, int at) => at > 0 && word[at] == word[at - 1] ? Doubled : Letter;

    private static double Exchange(char one, char other) => one == other ? 0 : (one < other ? (one, other) : (other, one)) switch
    {
        ('a', 'ä') or ('o', 'ö') or ('a', 'å') or ('o', 'å') or ('v', 'w') or ('ä', 'å') => Cheap,
        _ => Letter,
    };
}
