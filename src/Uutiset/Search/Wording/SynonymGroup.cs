using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;
using Uutiset.Finnish;

namespace Uutiset.Search.Wording;

/// <summary>Words that find one another in searches; or, one way, words that the first one also finds.</summary>
internal sealed class SynonymGroup
{
    public long Id { get; set; }
    /// <summary>One a line.</summary>
    public string Words { get; set; } = "";
    public bool IsOneWay { get; set; }
    public DateTime SavedUtc { get; set; }
    /// <summary>Empty: it came with the program.</summary>
    public string SavedBy { get; set; } = "";
    public int Version { get; set; } = 1;

    public IReadOnlyList<string> WordList => SynonymDraft.Lines(Words);

    public IEnumerable<SynonymPair> Pairs
    {
        get
        {
            var words = WordList;
            return words.Take(IsOneWay ? 1 : words.Count).SelectMany(typed => words.Where(found => found != typed).Select(found => new SynonymPair(typed, found)));
        }
    }

    internal sealed class Mapping : IEntityTypeConfiguration<SynonymGroup>
    {
        public void Configure(EntityTypeBuilder<SynonymGroup> group)
        {
            group.Ignore(g => g.WordList);
            group.Ignore(g => g.Pairs);
            group.Property(g => g.Version).IsConcurrencyToken();
        }
    }
}

/// <param name="Words">One a line; with OneWay the first finds the others.</param>
internal sealed record SynonymDraft(string? Words, bool IsOneWay)
{
    public static IReadOnlyList<string> Lines(string? text) => [.. (text ?? "").Normalize().Split('\n', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries)];
}
