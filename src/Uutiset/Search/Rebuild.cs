using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;
using Uutiset.Data;

namespace Uutiset.Search;

/// <summary>The index on its way to another analysis; the old entries answer until the new ones are there.</summary>
internal sealed class Rebuild : HeldRow
{
    /// <summary>Which the index will have. A node with another one leaves it alone.</summary>
    public string Analysis { get; set; } = "";
    /// <summary>Up to here the entries are new.</summary>
    public long LastArticleId { get; set; }
    public int Done { get; set; }
    /// <summary>When it was begun: what is published meanwhile comes into the index as it is.</summary>
    public int Total { get; set; }
    public DateTime BegunUtc { get; set; }
    public DateTime? FinishedUtc { get; set; }

    internal sealed class Mapping : IEntityTypeConfiguration<Rebuild>
    {
        public void Configure(EntityTypeBuilder<Rebuild> rebuild) =>
            // Nodes that start together begin one
            rebuild.HasIndex(r => r.Analysis).IsUnique().HasFilter("finished_utc is null");
    }
}
