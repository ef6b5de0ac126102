using Microsoft.EntityFrameworkCore;
using Uutiset.Data;
using Uutiset.Finnish;

namespace Uutiset.Search;

/// <summary>Other spellings of a query, from the words that the archive has. Whether one finds anything under the same filters is the caller's to see.</summary>
internal sealed class Corrections(IArchiveIndex index, Analysis analysis, ArchiveWords words)
{
    // Each is another search
    private const int MostSpellings = 3;

    // Whoever typed a rare word right does not want to be asked about it
    private const int TimesAsFrequent = 20;

    // Of a list of spellings those are counted that could come first
    private const int MostGuesses = 8;

    // A word that is e times as frequent may be a twentieth of a letter further away
    private const double OfFrequency = .05;

    private readonly DemandMaking demands = new(index);

    /// <summary>Two words as one (<c>sosiaali turva</c>), or one as two: Finnish writes together what many write apart.</summary>
    public async Task<IReadOnlyList<string>> JoinedAsync(NewsDb db, string q, CancellationToken ct)
    {
        var typed = TypedWords.Of(q);
        var known = await words.ReadAsync(db, ct);
        var result = new List<string>();
        foreach (var (first, second) in typed.Neighbours)
        {
            if (await CountAsync(db, first.Text + second.Text, ct) > 0) result.Add(typed.Joined(first, second));
        }
        foreach (var word in typed.Words)
        {
            var key = Folding.Key(word.Text);
            if (known.Knows(key)) continue;
            // The longest beginning: the other half is then the rarer chance
            for (var at = key.Length - 3; at >= 3; at--)
            {
                if (!known.Knows(key[..at]) || !known.Knows(key[at..])) continue;
                result.Add(typed.With(word, $"{key[..at]} {key[at..]}"));
                break;
            }
        }
        return [.. result.Take(MostSpellings)];
    }

    /// <summary>The query with words that the archive does not have put right, the likeliest first.</summary>
    public async Task<IReadOnlyList<string>> CorrectedAsync(NewsDb db, string q, CancellationToken ct)
    {
        var known = await words.ReadAsync(db, ct);
        var result = new List<string> { q };
        // From the last word on, so that the places of those before it stay
        foreach (var word in TypedWords.Of(q).Words.Reverse())
        {
            var guesses = await GuessesAsync(db, known, word.Text, ct);
            if (guesses.Count == 0) continue;
            result = [.. guesses.SelectMany(guess => result.Select(text => new TypedWords(text, []).With(word, guess))).Take(MostSpellings)];
        }
        return [.. result.Where(text => text != q)];
    }

    private async Task<IReadOnlyList<string>> GuessesAsync(NewsDb db, Spelling known, string word, CancellationToken ct)
    {
        var keys = analysis.Query(word).Clauses.SelectMany(c => c.Alternatives[0].Words).SelectMany(w => w.Keys)
            .Where(k => k.Kind is KeyKind.Typed or KeyKind.OtherBase).Select(k => k.Text).Append(Folding.Key(word)).Distinct().Take(6).ToList();
        // The dictionary knows how the form was meant to end, the archive's own words what no dictionary has
        var near = keys.SelectMany(key => known.Guesses(key, MostGuesses)).Concat(analysis.Suggestions(word)).Where(g => !keys.Contains(g.Word))
            .GroupBy(g => g.Word).Select(g => g.MinBy(x => x.Distance)!).OrderBy(g => g.Distance).ThenBy(g => g.Word, StringComparer.Ordinal).Take(MostGuesses).ToList();
        if (near.Count == 0) return [];
        var having = await CountAsync(db, word, ct);
        var counted = new List<(SpellingGuess Guess, int Count)>();
        foreach (var guess in near) counted.Add((guess, await CountAsync(db, guess.Word, ct)));
        return [.. counted.Where(c => c.Count > 0 && c.Count >= TimesAsFrequent * having)
            .OrderBy(c => c.Guess.Distance - OfFrequency * Math.Log(c.Count)).ThenBy(c => c.Guess.Word, StringComparer.Ordinal).Take(MostSpellings).Select(c => c.Guess.Word)];
    }

    private async Task<int> CountAsync(NewsDb db, string word, CancellationToken ct)
    {
        var asked = analysis.Query(word);
        return asked.IsEmpty ? 0 : await index.Matches(db, await demands.MakeAsync(db, asked, false, 0, ct, ranked: false)).CountAsync(ct);
    }
}
