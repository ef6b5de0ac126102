namespace Uutiset.Finnish;

/// <summary>
/// Known words, found by a misspelled one. Every word is kept under its skeleton (ä = a, ö = o, w = v, double letters single) and under the
/// skeleton with any one letter left out, so that a lookup reads about as many places as the word has letters, however many words there are.
/// Immutable; about 150 bytes a word.
/// </summary>
public sealed class Spelling
{
    /// <summary>Words beyond are left out: 30 MB is what a search may cost that nobody spelled right.</summary>
    public const int MostWords = 200_000;

    // Of three letters nearly every word is one letter away from many others
    private const int Shortest = 3;

    private readonly string[] words;
    private readonly uint[] places;
    private readonly int[] owners;

    /// <param name="known">Lower case; those that are too short, too long or not of letters are left out, and so is what comes after the first 200,000.</param>
    public Spelling(IEnumerable<string> known)
    {
        ArgumentNullException.ThrowIfNull(known);
        words = [.. known.Where(IsWord).Distinct(StringComparer.Ordinal).Take(MostWords)];
        Array.Sort(words, StringComparer.Ordinal);
        var all = new List<uint>(words.Length * 10);
        var of = new List<int>(words.Length * 10);
        for (var i = 0; i < words.Length; i++)
        {
            foreach (var place in Places(words[i]))
            {
                all.Add(place);
                of.Add(i);
            }
        }
        places = [.. all];
        owners = [.. of];
        Array.Sort(places, owners);
    }

    /// <summary>How many words there are to choose from.</summary>
    public int Count => words.Length;

    /// <summary>Whether a word is among them as it is.</summary>
    /// <param name="word">Lower case.</param>
    public bool Knows(string word) => Array.BinarySearch(words, word, StringComparer.Ordinal) >= 0;

    /// <summary>Words that the typed one may have been meant for, the likeliest first; never the typed one itself.</summary>
    /// <param name="typed">Lower case, without hyphens.</param>
    /// <param name="most">How many at most.</param>
    public IReadOnlyList<SpellingGuess> Guesses(string typed, int most)
    {
        ArgumentNullException.ThrowIfNull(typed);
        if (!IsWord(typed)) return [];
        var found = new Dictionary<int, double>();
        foreach (var place in Places(typed))
        {
            for (var at = First(place); at < places.Length && places[at] == place; at++)
            {
                var word = owners[at];
                if (!found.ContainsKey(word)) found[word] = SpellingDistance.Between(typed, words[word]);
            }
        }
        var limit = Limit(typed.Length);
        return [.. found.Where(f => f.Value > 0 && f.Value <= limit).Select(f => new SpellingGuess(words[f.Key], f.Value))
            .OrderBy(g => g.Distance).ThenBy(g => g.Word, StringComparer.Ordinal).Take(most)];
    }

    // A whole wrong letter in four is too much to guess at; in five and more one, at the beginning as well, and a dot beside it
    internal static double Limit(int letters) => letters switch { 3 => .5, 4 => 1, _ => 1.6 };

    private static bool IsWord(string text) => text.Length is >= Shortest and <= Key.MaxLength && text.All(char.IsLetter);

    private int First(uint place)
    {
        var at = Array.BinarySearch(places, place);
        if (at < 0) return places.Length;
        while (at > 0 && places[at - 1] == place) at--;
        return at;
    }

    // Different words may meet in one place: the distance tells them apart
    private static HashSet<uint> Places(string word)
    {
        var skeleton = new List<char>(word.Length);
        foreach (var letter in word.Select(Plain).Where(letter => skeleton.Count == 0 || skeleton[^1] != letter)) skeleton.Add(letter);
        var result = new HashSet<uint>();
        for (var without = -1; without < skeleton.Count; without++) result.Add(Place(skeleton, without));
        return result;
    }

    // FNV-1a; letters that meet where one was left out count once, as in a skeleton
    private static uint Place(List<char> skeleton, int without)
    {
        var (hash, last) = (2166136261u, '\0');
        for (var i = 0; i < skeleton.Count; i++)
        {
            if (i == without || skeleton[i] == last) continue;
            last = skeleton[i];
            hash = (hash ^ last) * 16777619;
        }
        return hash;
    }

    private static char Plain(char letter) => letter switch { 'ä' or 'å' => 'a', 'ö' => 'o', 'w' => 'v', _ => letter };
}

/// <summary>A word that was perhaps meant.</summary>
/// <param name="Word">As the list has it.</param>
/// <param name="Distance">How much was written otherwise: 1 is one letter, less is a slip that is made often.</param>
public sealed record SpellingGuess(string Word, double Distance);
