using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace Uutiset.Accounts.Auditing;

/// <summary>A link of a chain: its hash is made of the row, the hash of what of the row may be forgotten, and the hash before.</summary>
internal abstract class ChainLink
{
    /// <summary>1, 2, 3 … without a gap, in the order of commits.</summary>
    public long Seq { get; set; }
    public long EventId { get; set; }
    /// <summary>Salted; empty for a row that never had anything to forget.</summary>
    public string ContentHash { get; set; } = "";
    public string Hash { get; set; } = "";

    protected static void Map<TLink, TRow>(EntityTypeBuilder<TLink> link) where TLink : ChainLink where TRow : class
    {
        link.HasKey(nameof(Seq));
        link.Property(l => l.Seq).ValueGeneratedNever();
        link.HasIndex(nameof(EventId)).IsUnique();
        link.HasOne<TRow>().WithMany().HasForeignKey(nameof(EventId)).OnDelete(DeleteBehavior.Restrict);
    }
}

/// <summary>A chain whose rows from before it have no links yet. A schema step alone adds one: a chain is made of a whole table once.</summary>
internal sealed class UnlinkedChain
{
    public string Name { get; set; } = "";

    internal sealed class Mapping : IEntityTypeConfiguration<UnlinkedChain>
    {
        public void Configure(EntityTypeBuilder<UnlinkedChain> chain) => chain.HasKey(c => c.Name);
    }
}
