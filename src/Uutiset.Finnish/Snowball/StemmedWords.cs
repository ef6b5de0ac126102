namespace Uutiset.Finnish.Snowball;

// Stands in where libvoikko is missing: stems folded over gradation, final vowels and diacritics; compounds only at hyphens
internal sealed class StemmedWords : IWordAnalysis
{
    private readonly FormCache cache;

    public StemmedWords() => cache = new FormCache(Stems);

    public string Version => "snowball-3";

    public bool IsDegraded => true;

    public Word Analyze(string form) => cache.Get(form);

    // Nothing is ever unknown: keys are without diacritics already, so there is nothing to restore
    public Word? Known(string form) => Analyze(form);

    public string Fold(string form) => Folding.WithoutDiacritics(Folding.Key(form));

    public IReadOnlyList<string> Suggestions(string form) => [];

    public void Dispose()
    {
    }

    private Word Stems(string form)
    {
        form = form.TrimEnd('-');
        var cut = form.IndexOfAny([':', '\'']);
        if (cut > 0 && Endings.Is(form.AsSpan(cut + 1)))
        {
            form = form[..cut];
        }
        var keys = new KeyList();
        var halves = form.Split('-', StringSplitOptions.RemoveEmptyEntries);
        var head = string.Concat(halves.SkipLast(1).Select(Fold));
        var stems = StemFolding.Keys(halves.Length == 0 ? form : halves[^1]).ToArray();
        foreach (var stem in stems)
        {
            keys.AddBase(head + stem);
        }
        // The whole form serves truncation: stems of "koivussa" no longer begin with "koivu"
        keys.AddBase(Fold(form));
        if (halves.Length < 2)
        {
            return new Word(true, keys.ToKeys(), []);
        }
        foreach (var stem in halves.SelectMany(StemFolding.Keys))
        {
            keys.Add(stem, KeyKind.Part);
        }
        return new Word(true, keys.ToKeys(), [new Compound([.. halves.SkipLast(1).Select(Fold), stems[0]])]);
    }
}
