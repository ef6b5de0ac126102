using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace Uutiset.Data;

/// <summary>Written in the transaction of whatever the public can see; page caches follow the sequence.</summary>
internal sealed class Change
{
    public long Seq { get; set; }
    /// <summary>What changed, separated by blanks.</summary>
    public string Keys { get; set; } = "";

    internal sealed class Mapping : IEntityTypeConfiguration<Change>
    {
        public void Configure(EntityTypeBuilder<Change> change) => change.HasKey(c => c.Seq);
    }
}

/// <summary>A timed job. One node holds it at a time; running it twice does no harm.</summary>
internal sealed class Job
{
    public string Name { get; set; } = "";
    public DateTime DueUtc { get; set; }
    public string? HeldBy { get; set; }

    internal sealed class Mapping : IEntityTypeConfiguration<Job>
    {
        public void Configure(EntityTypeBuilder<Job> job) => job.HasKey(j => j.Name);
    }
}
