namespace Uutiset.Finnish;

// "jarjestojen" typed on a keyboard without ä and ö: put the dots back where that makes a known word
internal static class Undotted
{
    // Known words are asked for at 80 us each; 96 candidates keep the dearest word under 8 ms
    private const int MostCandidates = 96;
    private const int MostSubsets = 6;
    private const int MostWords = 3;

    public static IEnumerable<string> Restore(string form, IWordAnalysis words)
    {
        var open = Enumerable.Range(0, form.Length).Where(i => form[i] is 'a' or 'o').ToArray();
        if (open.Length == 0 || form.AsSpan().ContainsAny("äöå"))
        {
            return [];
        }
        return Masks(open.Length).Distinct().Take(MostCandidates)
            .Select(mask => words.Known(Dotted(form, open, mask)))
            .OfType<Word>().Take(MostWords).SelectMany(w => w.Bases).Distinct(StringComparer.Ordinal);
    }

    // Vowel harmony: a word has either a, o or ä, ö; only a compound changes, at a seam. So all, then one run of dots; short words by every subset.
    private static IEnumerable<long> Masks(int count)
    {
        if (count > 40)
        {
            yield break;
        }
        for (var length = count; length > 0; length--)
        {
            for (var start = 0; start + length <= count; start++)
            {
                yield return ((1L << length) - 1) << start;
            }
        }
        if (count <= MostSubsets)
        {
            for (var mask = 1L; mask < 1L << count; mask++)
            {
                yield return mask;
            }
        }
    }

    private static string Dotted(string form, int[] open, long mask) => string.Create(form.Length, (form, open, mask), static (to, from) =>
    {
        from.form.CopyTo(to);
        for (var i = 0; i < from.open.Length; i++)
        {
            if ((from.mask >> i & 1) == 1)
            {
                to[from.open[i]] = to[from.open[i]] == 'a' ? 'ä' : 'ö';
            }
        }
    });
}
