namespace Uutiset.Finnish.Snowball;

/// <summary>A language that is searched by stems.</summary>
internal sealed record Stemmer(string Language, Func<string, string> Stem)
{
    public static IReadOnlyList<Stemmer> All { get; } = [new("sv", SwedishForms.Stem), new("en", EnglishStemmer.Stem)];

    private static readonly Stemmer[] None = [];
    private static readonly Stemmer[] Swedish = [All[0]];
    private static readonly Stemmer[] English = [All[1]];

    /// <summary>Those of the languages that have one.</summary>
    public static IReadOnlyList<Stemmer> Of(string languages) =>
        (languages.Contains("sv", StringComparison.Ordinal), languages.Contains("en", StringComparison.Ordinal)) switch
        {
            (true, true) => All,
            (true, false) => Swedish,
            (false, true) => English,
            _ => None,
        };

    /// <summary>The stem as a key: without what is hung on by a colon or an apostrophe, without diacritics, after the language's letters.</summary>
    /// <param name="lower">A lower-cased form.</param>
    public string Key(string lower)
    {
        var cut = lower.AsSpan().IndexOfAny(':', '\'', '’');
        return Language + Folding.WithoutDiacritics(Stem(Folding.Key(cut > 0 ? lower[..cut] : lower)));
    }
}
