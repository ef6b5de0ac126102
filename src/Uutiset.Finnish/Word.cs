namespace Uutiset.Finnish;

// Units of a compound as it is written, the last one in its base form: ["päihde", "huolto"]
internal sealed record Compound(IReadOnlyList<string> Units)
{
    public IEnumerable<string> Tails => Enumerable.Range(1, Math.Max(0, Units.Count - 1)).Select(i => string.Concat(Units.Skip(i)));
    public IEnumerable<string> Heads => Enumerable.Range(1, Math.Max(0, Units.Count - 1)).Select(i => string.Concat(Units.Take(i)));
}

// Analysis of one lower-cased form, immutable: it is cached
internal sealed record Word(bool IsKnown, IReadOnlyList<Key> Keys, IReadOnlyList<Compound> Compounds)
{
    public IEnumerable<string> Bases => Keys.Where(k => k.Kind is KeyKind.Typed or KeyKind.OtherBase).Select(k => k.Text);
}

internal interface IWordAnalysis : IDisposable
{
    string Version { get; }

    bool IsDegraded { get; }

    /// <summary>Keys of a lower-cased form; a trailing hyphen marks the first half of a coordination (”sosiaali-”).</summary>
    Word Analyze(string form);

    /// <summary>The same, or null when the form is in no dictionary and would be guessed.</summary>
    Word? Known(string form);

    /// <summary>How this analysis writes keys, for truncated words, which are compared without being analysed.</summary>
    string Fold(string form);

    /// <summary>Forms of the language that a form in no dictionary may have been meant to be, the likeliest first.</summary>
    IReadOnlyList<string> Suggestions(string form);
}

// Keeps the first, most trusted kind of each text
internal sealed class KeyList
{
    // Measured on compounds of five parts: 14 neighbouring parts; more would only be noise
    private const int Most = 24;
    private readonly List<Key> keys = [];

    public void Add(string form, KeyKind kind)
    {
        var text = Folding.Key(form);
        // "a-luokka": one letter is no part that anybody looks for
        if (text.Length == 0 || kind is KeyKind.Part && text.Length == 1)
        {
            return;
        }
        var at = keys.FindIndex(k => k.Text == text && k.IsLike(kind));
        if (at < 0 && keys.Count < Most)
        {
            keys.Add(new Key(text, kind));
        }
        else if (at >= 0 && kind < keys[at].Kind)
        {
            keys[at] = new Key(text, kind);
        }
    }

    public void AddBase(string form) => Add(form, keys.Count == 0 ? KeyKind.Typed : KeyKind.OtherBase);

    /// <summary>A name without its diacritics, when it has any.</summary>
    public void AddFolded(string form)
    {
        var key = Folding.Key(form);
        var plain = Folding.WithoutDiacritics(key);
        if (plain != key)
        {
            Add(plain, KeyKind.Folded);
        }
    }

    public IReadOnlyList<Key> ToKeys() => [.. keys.OrderBy(k => k.Kind)];
}
