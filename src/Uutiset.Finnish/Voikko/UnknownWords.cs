using System.Buffers;
using Uutiset.Finnish.Snowball;

namespace Uutiset.Finnish.Voikko;

// Rules for the 8 % of running words that no dictionary knows: names, acronyms with endings, new compounds
internal sealed class UnknownWords(VoikkoWords words)
{
    private const int ShortestTail = 4;
    private static readonly string[] LocalCases = ["ssa", "ssä", "sta", "stä", "lla", "llä", "lta", "ltä", "lle"];
    private static readonly SearchValues<char> Vowels = SearchValues.Create("aeiouyäöå");

    public Word Guess(string form)
    {
        if (form.EndsWith('-'))
        {
            return words.Analyze(form.TrimEnd('-'));
        }
        var cut = form.IndexOfAny([':', '\'']);
        if (cut > 0 && Endings.Is(form.AsSpan(cut + 1)))
        {
            return words.Analyze(form[..cut]);
        }
        return Hyphenated(form) ?? Abbreviation(form) ?? WithKnownTail(form) ?? Opaque(form);
    }

    // Hahl-Weckströmin, POSOTE20-hankkeen: the last half inflects
    private Word? Hyphenated(string form)
    {
        var halves = form.Split('-', StringSplitOptions.RemoveEmptyEntries);
        if (halves.Length < 2)
        {
            return null;
        }
        var keys = new KeyList();
        var head = string.Concat(halves[..^1]);
        var last = words.Analyze(halves[^1]);
        foreach (var ending in last.Bases)
        {
            keys.AddBase(head + ending);
        }
        keys.AddBase(form);
        foreach (var part in halves.SelectMany(half => words.Analyze(half).Keys))
        {
            keys.Add(part.Text, part.Kind is KeyKind.Folded ? KeyKind.Folded : KeyKind.Part);
        }
        AddFolded(keys);
        var units = last.Compounds.Count > 0 ? last.Compounds[0].Units : [last.Keys[0].Text];
        return new Word(false, keys.ToKeys(), [new Compound([.. halves[..^1].Select(Folding.Key), .. units])]);
    }

    // soten, hyteä: an abbreviation that lives as a word
    private Word? Abbreviation(string form)
    {
        for (var length = form.Length - 1; length >= 3; length--)
        {
            if (Endings.Is(form.AsSpan(length)) && words.IsAbbreviation(form[..length]))
            {
                var keys = new KeyList();
                keys.AddBase(form[..length]);
                keys.AddBase(form);
                return new Word(false, keys.ToKeys(), []);
            }
        }
        return null;
    }

    // sotekeskuksessa: the longest tail that is a known noun or adjective
    private Word? WithKnownTail(string form)
    {
        for (var at = 2; at <= form.Length - ShortestTail; at++)
        {
            if (!form.AsSpan(0, at).ContainsAny(Vowels) || words.Nominals(form[at..]).ToArray() is not { Length: > 0 } tails)
            {
                continue;
            }
            var keys = new KeyList();
            var head = form[..at];
            foreach (var tail in tails)
            {
                keys.AddBase(head + tail);
            }
            keys.AddBase(form);
            AddWithoutLocalCase(keys, form);
            keys.Add(head, KeyKind.Part);
            foreach (var part in words.Analyze(form[at..]).Keys)
            {
                keys.Add(part.Text, KeyKind.Part);
            }
            AddFolded(keys);
            return new Word(false, keys.ToKeys(), [new Compound([Folding.Key(head), Folding.Key(tails[0])])]);
        }
        return null;
    }

    private static Word Opaque(string form)
    {
        var keys = new KeyList();
        keys.AddBase(form);
        keys.AddBase(SnowballStemmer.Stem(Folding.Key(form)));
        AddWithoutLocalCase(keys, form);
        AddFolded(keys);
        return new Word(false, keys.ToKeys(), []);
    }

    // A name in a local case: Åbossa, Hyvaksilta with the i that links a consonant.
    private static void AddWithoutLocalCase(KeyList keys, string form)
    {
        if (Array.Find(LocalCases, ending => form.Length >= ending.Length + 3 && form.EndsWith(ending, StringComparison.Ordinal)) is { } found)
        {
            var name = form[..^found.Length];
            keys.AddBase(name);
            keys.AddBase(name.TrimEnd('i'));
        }
    }

    private static void AddFolded(KeyList keys)
    {
        foreach (var key in keys.ToKeys().Where(k => k.Kind is not (KeyKind.Part or KeyKind.Folded)))
        {
            keys.AddFolded(key.Text);
        }
    }
}
