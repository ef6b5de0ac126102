using Uutiset.Finnish.Snowball;
using Uutiset.Finnish.Voikko;

namespace Uutiset.Finnish;

/// <summary>
/// Turns Finnish text into words and the keys under which they are found. One instance serves all threads; it caches
/// forms, unknown ones as well.
/// </summary>
public sealed class Analysis : IDisposable
{
    private readonly IWordAnalysis words;
    private readonly Lazy<QueryAnalysis> queries;

    private Analysis(IWordAnalysis words, string? reason)
    {
        this.words = words;
        DegradedReason = reason;
        queries = new Lazy<QueryAnalysis>(() => new QueryAnalysis(this, words));
    }

    /// <summary>Name and number of the rules, for example <c>voikko-3</c>. An index built with another one has to be rebuilt.</summary>
    public string Version => words.Version;

    /// <summary>True when libvoikko is missing and stems stand in for base forms: fewer inflections and no compound parts are found.</summary>
    public bool IsDegraded => words.IsDegraded;

    /// <summary>Why it is degraded, in English, for logs and <c>doctor</c>; null when it is not, or was asked to be.</summary>
    public string? DegradedReason { get; }

    /// <summary>What repairs a degraded analysis on Debian.</summary>
    public static string InstallLine => "apt-get install libvoikko1 voikko-fi";

    /// <summary>Analysis with libvoikko and voikko-fi when they are there, else <see cref="Managed"/>. Never throws for a missing library.</summary>
    /// <param name="libraryPath">File name or path of libvoikko; null tries the names of Debian, macOS and Windows.</param>
    /// <param name="dictionaryPath">Folder searched for the dictionary before the system's; null for the system's only.</param>
    public static Analysis Open(string? libraryPath = null, string? dictionaryPath = null) =>
        VoikkoPool.Open(libraryPath, dictionaryPath, out var refusal) is { } pool
            ? new Analysis(new VoikkoWords(pool), null)
            : new Analysis(new StemmedWords(), refusal);

    /// <summary>Analysis by the managed Snowball stemmer alone, on any platform.</summary>
    public static Analysis Managed() => new(new StemmedWords(), null);

    /// <summary>Every word of a plain text, in its order, with its keys. Markup is taken for text.</summary>
    /// <param name="text">Any UTF-16, lone surrogates included; offsets of the tokens count its UTF-16 units.</param>
    /// <param name="languages">Languages that it is written in, with a blank between them: <c>fi</c>, <c>sv</c>, <c>en</c>. Any other is read as Finnish.</param>
    public IReadOnlyList<AnalyzedToken> Tokens(string text, string languages = "fi")
    {
        ArgumentNullException.ThrowIfNull(text);
        ArgumentNullException.ThrowIfNull(languages);
        var tokens = Tokenizer.Split(text);
        var stemmers = Stemmer.Of(languages);
        var isFinnish = stemmers.Count == 0 || languages.Contains("fi", StringComparison.Ordinal);
        var analyzed = tokens.ConvertAll(t => stemmers.Count == 0 ? Analyze(t) : Stemmed(t, stemmers, isFinnish));
        var coordinated = Coordination.Keys(text, tokens, analyzed);
        var result = new AnalyzedToken[tokens.Count];
        for (var i = 0; i < result.Length; i++)
        {
            var keys = analyzed[i].Keys;
            if (coordinated.TryGetValue(i, out var more))
            {
                keys = [.. keys.Concat(more).OrderBy(k => k.Kind).DistinctBy(k => (k.Text, Key.IsMarked(k.Kind) ? k.Kind : KeyKind.Typed))];
            }
            result[i] = new AnalyzedToken(tokens[i].Start, tokens[i].Length, i, keys);
        }
        return result;
    }

    /// <summary>What a search means: its words with their keys, synonyms added.</summary>
    /// <param name="query">A parsed query; see <see cref="SearchQuery.Parse"/>.</param>
    /// <param name="further">Synonyms beside those that come with the library; null for none.</param>
    public AnalyzedQuery Query(SearchQuery query, SynonymList? further = null)
    {
        ArgumentNullException.ThrowIfNull(query);
        return queries.Value.Analyze(query, further);
    }

    /// <summary>Analyses synonyms for <see cref="Query(string, SynonymList)"/>: a new list holds from the next search on, without a new index.</summary>
    /// <param name="pairs">Any text; a pair with an empty side is left out.</param>
    public SynonymList Synonyms(IEnumerable<SynonymPair> pairs)
    {
        ArgumentNullException.ThrowIfNull(pairs);
        return queries.Value.List(pairs);
    }

    /// <summary>Parses and analyses a search in one step.</summary>
    /// <param name="query">What somebody typed; any text.</param>
    /// <param name="further">Synonyms beside those that come with the library; null for none.</param>
    public AnalyzedQuery Query(string query, SynonymList? further = null) => Query(SearchQuery.Parse(query), further);

    /// <summary>What the dictionary would write for a misspelt form, in the same inflection, the likeliest first; none for a form that it knows, or without libvoikko.</summary>
    /// <param name="form">One word, in any case; over <see cref="Key.MaxLength"/> letters it is no word. Costs up to 40 ms, most forms 10.</param>
    public IReadOnlyList<SpellingGuess> Suggestions(string form)
    {
        ArgumentNullException.ThrowIfNull(form);
        if (form.Length is 0 or > Key.MaxLength || !form.All(c => char.IsLetter(c) || c is '-' or '\'' or '’')) return [];
        var lower = Folding.Lower(form);
        return [.. words.Suggestions(lower).Select(s => new SpellingGuess(Folding.Lower(s), SpellingDistance.Between(lower, Folding.Lower(s))))
            .Where(g => g.Distance > 0 && g.Distance <= Spelling.Limit(lower.Length)).DistinctBy(g => g.Word)
            .OrderBy(g => g.Distance).ThenBy(g => g.Word, StringComparer.Ordinal)];
    }

    /// <summary>Closes libvoikko's handles.</summary>
    public void Dispose() => words.Dispose();

    internal Word Analyze(Token token)
    {
        var form = token.Form;
        if (form.Length > Key.MaxLength)
        {
            // Pasted data: guessing at it would cost the square of its length
            return Only(form);
        }
        if (!form.Any(char.IsLetter))
        {
            return Numbers(form);
        }
        var acronym = Endings.AcronymLength(form);
        var lower = Folding.Lower(acronym > 0 ? form[..acronym] : form);
        return words.Analyze(token.HyphenAfter ? lower + "-" : lower);
    }

    // A word of a language with a stemmer: its own form, its stem, and where it may be a Finnish name, what Finnish makes of it
    private Word Stemmed(Token token, IReadOnlyList<Stemmer> stemmers, bool isFinnish)
    {
        if (token.Form.Length > Key.MaxLength || !token.Form.Any(char.IsLetter))
        {
            return Analyze(token);
        }
        var lower = Folding.Lower(token.Form);
        var finnish = isFinnish || char.IsUpper(token.Form[0]) ? Analyze(token) : null;
        var keys = new KeyList();
        foreach (var key in isFinnish ? finnish!.Keys : [])
        {
            keys.Add(key.Text, key.Kind);
        }
        keys.AddBase(lower);
        keys.AddFolded(lower);
        foreach (var key in finnish?.Keys ?? [])
        {
            keys.Add(key.Text, key.Kind is KeyKind.Typed ? KeyKind.OtherBase : key.Kind);
        }
        foreach (var stemmer in stemmers)
        {
            keys.Add(stemmer.Key(lower), KeyKind.Stem);
            // EU-bidragen: each half is a word
            foreach (var half in lower.Split('-', StringSplitOptions.RemoveEmptyEntries) is { Length: > 1 } halves ? halves : [])
            {
                keys.Add(half, KeyKind.Part);
                keys.Add(stemmer.Key(half), KeyKind.Stem);
            }
        }
        return new Word(true, keys.ToKeys(), finnish?.Compounds ?? []);
    }

    private static Word Only(string form)
    {
        var keys = new KeyList();
        keys.AddBase(form);
        return new Word(true, keys.ToKeys(), []);
    }

    // 10.3.2020 is found by 2020
    private static Word Numbers(string form)
    {
        var keys = new KeyList();
        keys.AddBase(form);
        foreach (var group in form.Split('.', ','))
        {
            keys.Add(group, KeyKind.Part);
        }
        return new Word(true, keys.ToKeys(), []);
    }
}
