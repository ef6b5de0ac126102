using System.Buffers;
using Uutiset.Finnish.Snowball;

namespace Uutiset.Finnish.Voikko;

// Rules for the 8 % of running words that no dictionary knows: names, acronyms with endings, new compounds
internal sealed class UnknownWords(VoikkoWords words)
{
    private const int ShortestTail = 4;
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
            AddNames(keys, form);
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

    private Word Opaque(string form)
    {
        var keys = new KeyList();
        keys.AddBase(form);
        keys.AddBase(SnowballStemmer.Stem(Folding.Key(form)));
        AddNames(keys, form);
        // Zoom, as a name; zoomissa is of zoomi, which the dictionary has
        foreach (var noun in Vowels.Contains(form[^1]) ? [] : words.Nominals(form + "i"))
        {
            keys.AddBase(noun);
        }
        AddFolded(keys);
        return new Word(false, keys.ToKeys(), []);
    }

    private static void AddNames(KeyList keys, string form)
    {
        foreach (var name in NameForms.Bases(form))
        {
            keys.AddBase(name);
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
