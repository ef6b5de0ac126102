using System.Collections.Frozen;

namespace Uutiset.Vocabulary;

/// <summary>An immutable look at the whole vocabulary: finds a term by slug, label in any language or synonym, following merges.</summary>
internal sealed class TermIndex
{
    private readonly FrozenDictionary<string, TermEntry> byWord;
    private readonly FrozenDictionary<long, TermEntry> byId;
    private readonly FrozenDictionary<long, TermEntry> known;
    private readonly FrozenSet<string> rejected;

    public TermIndex(IReadOnlyCollection<TermEntry> all)
    {
        // With a rejected term go the addresses that it had
        var refused = all.Where(e => e.State == TermState.Rejected).Select(e => e.Id).ToHashSet();
        for (var more = true; more;) more = all.Any(e => e.MergedIntoId is { } heir && refused.Contains(heir) && refused.Add(e.Id));
        var entries = all.Where(e => !refused.Contains(e.Id)).ToList();
        rejected = all.Where(e => refused.Contains(e.Id)).SelectMany(e => e.Labels.Append(e.Slug)).Where(w => w.Length > 0).Select(Key).ToFrozenSet();
        byId = entries.ToFrozenDictionary(e => e.Id);
        known = all.ToFrozenDictionary(e => e.Id);
        var words = new Dictionary<string, TermEntry>();
        // A slug or label of its own wins over somebody else's synonym
        foreach (var (word, entry) in entries.Select(e => (e.Slug, e)).Concat(entries.SelectMany(e => e.Labels, (e, l) => (l, e)))
            .Concat(entries.SelectMany(e => e.Synonyms, (e, s) => (s, e))))
            words.TryAdd(Key(word), entry);
        byWord = words.ToFrozenDictionary();
        Active = [.. entries.Where(e => e.State == TermState.Active && e.MergedIntoId == null)];
    }

    public IReadOnlyList<TermEntry> Active { get; }

    public TermEntry? Find(string? slugOrLabel) =>
        slugOrLabel is not null && byWord.TryGetValue(Key(slugOrLabel), out var entry) ? Heir(entry) : null;

    /// <summary>An editor has said no to this word: an import leaves it out, and a draft that has it loses it. Not for one that somebody uses otherwise.</summary>
    public bool WasRejected(string slugOrLabel) => Key(slugOrLabel) is var key && rejected.Contains(key) && !byWord.ContainsKey(key);

    public TermEntry? Find(long id) => byId.GetValueOrDefault(id) is { } entry ? Heir(entry) : null;

    /// <summary>Also one that was rejected since: for what was filed under it before, and is what it is.</summary>
    public TermEntry? Known(long id) => Find(id) ?? known.GetValueOrDefault(id);

    /// <summary>Every slug that means this term: its own and those of terms merged into it, as older drafts still have them.</summary>
    public IReadOnlyList<string> SlugsOf(long id) => [.. byId.Values.Where(e => Heir(e).Id == id).Select(e => e.Slug)];

    /// <summary>Labels that look like what was written, the nearest first; for "did you mean".</summary>
    public IReadOnlyList<string> Nearest(string text, string lang, int count = 3)
    {
        var key = Key(text);
        if (key.Length is 0 or > 100) return [];
        return [.. Active
            .Select(e => (Label: e.Label.In(lang), Distance: e.Labels.Concat(e.Synonyms).Append(e.Slug).Min(w => Distance(key, Key(w)))))
            .Where(e => e.Distance <= 0.6).OrderBy(e => e.Distance).ThenBy(e => e.Label, StringComparer.Ordinal)
            .Take(count).Select(e => e.Label)];
    }

    private TermEntry Heir(TermEntry entry)
    {
        // A merged term points at its last heir; the bound stops a loop that a careless hand made in the database
        for (var step = 0; step < 10 && entry.MergedIntoId is { } heir && byId.TryGetValue(heir, out var next); step++) entry = next;
        return entry;
    }

    internal static string Key(string text) => string.Join(' ', text.Normalize().ToLowerInvariant().Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries));

    /// <summary>Edits needed for each letter: 0 the same, 1 nothing in common. A word that begins the other is near.</summary>
    private static double Distance(string a, string b)
    {
        if (b.Length == 0) return 1;
        if (a.Length >= 3 && (b.Contains(a, StringComparison.Ordinal) || a.Contains(b, StringComparison.Ordinal))) return 0.1;
        var row = Enumerable.Range(0, b.Length + 1).ToArray();
        for (var i = 1; i <= a.Length; i++)
        {
            var diagonal = row[0];
            row[0] = i;
            for (var j = 1; j <= b.Length; j++)
            {
                var substitution = diagonal + (a[i - 1] == b[j - 1] ? 0 : 1);
                diagonal = row[j];
                row[j] = Math.Min(substitution, 1 + Math.Min(row[j], row[j - 1]));
            }
        }
        return row[b.Length] / (double)Math.Max(a.Length, b.Length);
    }
}

internal sealed record TermEntry(
    long Id, string Slug, TermScheme Scheme, TermState State, Localized Label, IReadOnlyList<string> Synonyms, long? MergedIntoId)
{
    public IEnumerable<string> Labels => Label.All;
}
