using Uutiset.Finnish.Snowball;

namespace Uutiset.Finnish;

internal sealed class QueryAnalysis
{
    private readonly Analysis analysis;
    private readonly IWordAnalysis words;
    private readonly Synonyms synonyms;

    public QueryAnalysis(Analysis analysis, IWordAnalysis words)
    {
        this.analysis = analysis;
        this.words = words;
        synonyms = Synonyms.Embedded(Words);
    }

    public SynonymList List(IEnumerable<SynonymPair> pairs) => new(Synonyms.Of(pairs, Words));

    public AnalyzedQuery Analyze(SearchQuery query, SynonymList? further)
    {
        var clauses = new List<QueryClause>();
        for (var i = 0; i < query.Terms.Count;)
        {
            var plain = query.Terms.Skip(i).TakeWhile(t => t.IsPlain).Select(t => t.Text).ToArray();
            if (plain.Length > 0)
            {
                // Read together, so that "sosiaali- ja terveyskeskus" is seen as a coordination
                clauses.AddRange(synonyms.Clauses(Words(string.Join(' ', plain), false), further?.Synonyms));
                i += plain.Length;
            }
            else if (Special(query.Terms[i++]) is { } clause)
            {
                clauses.Add(clause);
            }
        }
        return new AnalyzedQuery(clauses);
    }

    private QueryClause? Special(SearchTerm term)
    {
        if (term.IsOpenAtStart || term.IsOpenAtEnd)
        {
            var match = !term.IsOpenAtStart ? WordMatch.Prefix : !term.IsOpenAtEnd ? WordMatch.Suffix : WordMatch.Infix;
            var word = new QueryWord(term.Text, match, [new Key(words.Fold(term.Text), KeyKind.Typed)], !term.IsExcluded);
            return new QueryClause([new QueryAlternative([word], false, false)], term.IsExcluded);
        }
        var tokens = Tokenizer.Split(term.Text).ConvertAll(t => new QueryWord(t.Form, WordMatch.Whole, Keys(analysis.Analyze(t), t), false));
        return tokens.Count == 0 ? null : new QueryClause([new QueryAlternative(tokens, tokens.Count > 1, false)], term.IsExcluded);
    }

    /// <summary>The words of a plain search; connectors and what a question is asked with are dropped unless asked for or alone.</summary>
    private List<QueryWord> Words(string text, bool withConnectors)
    {
        var tokens = Tokenizer.Split(text);
        var analyzed = tokens.ConvertAll(analysis.Analyze);
        var said = Coordination.Keys(text, tokens, analyzed);
        var found = new List<QueryWord>();
        var all = withConnectors || tokens.TrueForAll(t => IsBeside(t.Form));
        for (var i = 0; i < tokens.Count; i++)
        {
            if (all || !IsBeside(tokens[i].Form))
            {
                var keys = said.TryGetValue(i, out var full) ? full : Keys(analyzed[i], tokens[i]);
                found.Add(new QueryWord(tokens[i].Form, WordMatch.Whole, keys, true));
            }
        }
        return found;
    }

    // ON and IT in capitals are names
    private static bool IsBeside(string form) => Folding.Lower(form) is var lower && (Coordination.IsConnector(lower) || AskingWords.Contain(lower) && (form.Length < 2 || !form.All(char.IsUpper)));

    private IReadOnlyList<Key> Keys(Word word, Token token)
    {
        var keys = new KeyList();
        // A known word that the dots restore is a better guess than any guess about the form without them
        foreach (var restored in word.IsKnown ? [] : Undotted.Restore(Folding.Lower(token.Form), words))
        {
            keys.AddBase(restored);
        }
        foreach (var text in word.Bases)
        {
            keys.AddBase(text);
        }
        // A name may look like another word in a case: Toimeksi is no toimi
        keys.AddBase(Folding.Lower(token.Form));
        if (!word.IsKnown)
        {
            // Both ways: Weckstrom finds Weckström by its folded key, Weckström finds Weckstrom by the plain one
            var plain = Folding.WithoutDiacritics(word.Keys[0].Text);
            keys.Add(plain, plain == word.Keys[0].Text ? KeyKind.Folded : KeyKind.OtherBase);
        }
        // Which language the searcher thinks in is not known; a stem meets only texts of its own language
        foreach (var stemmer in Stemmer.All)
        {
            keys.Add(stemmer.Key(Folding.Lower(token.Form)), KeyKind.Stem);
        }
        return keys.ToKeys();
    }
}
