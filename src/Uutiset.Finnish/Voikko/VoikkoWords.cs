namespace Uutiset.Finnish.Voikko;

// All base forms of a form, with the verb of a participle and the parts of a compound
internal sealed class VoikkoWords : IWordAnalysis
{
    // FST tags of the participles: -va, -ttava, -nut, -ttu, agent -ma, -maton
    private static readonly string[] Participles = ["[Rv]", "[Ra]", "[Ru]", "[Rt]", "[Rm]", "[Re]"];
    private readonly VoikkoPool pool;
    private readonly FormCache cache;

    public VoikkoWords(VoikkoPool pool)
    {
        this.pool = pool;
        cache = new FormCache(form => Known(form) ?? new UnknownWords(this).Guess(form));
    }

    public string Version => "voikko-3";

    public bool IsDegraded => false;

    public Word Analyze(string form) => cache.Get(form);

    public Word? Known(string form)
    {
        var analyses = pool.Analyze(form);
        return analyses.Count == 0 ? null : Read(form, analyses);
    }

    public string Fold(string form) => Folding.Key(form);

    public IReadOnlyList<string> Suggestions(string form) => pool.Suggest(form);

    /// <summary>Base forms when the form is a noun, an adjective or a name, else none.</summary>
    public IEnumerable<string> Nominals(string form) => pool.Analyze(form)
        .Where(a => a.Class is "nimisana" or "laatusana" or "nimisana_laatusana" or "paikannimi")
        .Select(a => a.BaseForm);

    public bool IsAbbreviation(string form) => pool.Analyze(form).Any(a => a.Class == "lyhenne");

    public void Dispose() => pool.Dispose();

    private Word Read(string form, IReadOnlyList<VoikkoAnalysis> analyses)
    {
        var keys = new KeyList();
        var compounds = new List<Compound>();
        var own = Folding.Key(form);
        var read = analyses.Select(a => (Analysis: a, Units: WordBases.Units(a.WordBases))).ToArray();
        // Fewer parts make the likelier reading: monenlaista is monenlainen before it is a law of many, Siilinjärvi no lake
        var fewest = read.Min(r => r.Units.Count);
        foreach (var (analysis, units) in read.OrderByDescending(r => Folding.Key(r.Analysis.BaseForm) == own).ThenBy(r => r.Units.Count))
        {
            keys.AddBase(analysis.BaseForm);
            if (analysis.Class is "etunimi" or "sukunimi" or "paikannimi" or "nimi")
            {
                keys.AddFolded(analysis.BaseForm);
            }
            if (units.Count > 0 && units[^1].Verb is { } verb && IsParticiple(analysis.FstOutput))
            {
                keys.AddBase(verb);
            }
            if (units.Count > 1 && units.Count == fewest)
            {
                compounds.Add(Compounds(analysis.BaseForm, units, keys));
            }
        }
        // "lasten- ja nuorisotyö": the first half alone is a genitive, found by its own base form
        foreach (var key in form.EndsWith('-') ? Known(form.TrimEnd('-'))?.Keys ?? [] : [])
        {
            keys.Add(key.Text, key.Kind is KeyKind.Typed ? KeyKind.OtherBase : key.Kind);
        }
        return new Word(true, keys.ToKeys(), [.. compounds.DistinctBy(c => string.Join('+', c.Units))]);
    }

    private Compound Compounds(string baseForm, IReadOnlyList<Unit> units, KeyList keys)
    {
        var written = units.Select(u => Folding.Key(u.Surface)).ToArray();
        var heads = string.Concat(written[..^1]);
        var whole = Folding.Key(baseForm);
        // The base form spells the last unit's base form out; where it does not fit (Uusimaa: Uudella-), WORDBASES must do
        written[^1] = whole.StartsWith(heads, StringComparison.Ordinal) && whole.Length > heads.Length
            ? whole[heads.Length..]
            : Folding.Key(units[^1].Lemma ?? units[^1].Surface);
        for (var last = 0; last < units.Count; last++)
        {
            var bases = last == units.Count - 1 ? [written[^1]] : PartBases(units[last]);
            for (var first = last; first >= (last == units.Count - 1 ? 1 : 0); first--)
            {
                var head = string.Concat(written[first..last]);
                foreach (var part in bases)
                {
                    keys.Add(head + part, KeyKind.Part);
                }
            }
        }
        return new Compound(written);
    }

    private string[] PartBases(Unit unit)
    {
        if (unit.Lemma is { } lemma)
        {
            return [lemma];
        }
        var bases = pool.Analyze(Folding.Lower(unit.Surface)).Select(a => a.BaseForm).Distinct(StringComparer.Ordinal).Take(3).ToArray();
        return bases.Length > 0 ? bases : [unit.Surface];
    }

    private static bool IsParticiple(string fst)
    {
        var last = fst.LastIndexOf("[Bc]", StringComparison.Ordinal);
        return Participles.Any(tag => fst.IndexOf(tag, Math.Max(0, last), StringComparison.Ordinal) >= 0);
    }
}
