using System.Globalization;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;
using Uutiset.People;

namespace Uutiset.Bulletins.Segmenting;

/// <summary>An audience with a name, to be chosen again. Bulletins take a copy of it.</summary>
internal sealed class Segment
{
    public const int LongestName = 100;

    public long Id { get; set; }
    public Guid PublicId { get; set; } = Guid.CreateVersion7();
    public long PublisherId { get; set; }
    public string Name { get; set; } = "";
    /// <summary>An <see cref="Bulletins.Audience"/> as JSON.</summary>
    public string Audience { get; set; } = "{}";
    public DateTime SavedUtc { get; set; }
    public int Version { get; set; } = 1;

    /// <summary>The name when there is one like it already: "Lappi 2".</summary>
    public static string Again(string name, int number) => string.Create(CultureInfo.InvariantCulture, $"{name[..Math.Min(name.Length, LongestName - 4)]} {number}");

    internal sealed class Mapping : IEntityTypeConfiguration<Segment>
    {
        public void Configure(EntityTypeBuilder<Segment> segment)
        {
            segment.Property(s => s.Version).IsConcurrencyToken();
            segment.HasIndex(s => s.PublicId).IsUnique();
            segment.HasIndex(s => new { s.PublisherId, s.Name }).IsUnique();
            segment.HasOne<Organisation>().WithMany().HasForeignKey(s => s.PublisherId).OnDelete(DeleteBehavior.Restrict);
        }
    }
}
