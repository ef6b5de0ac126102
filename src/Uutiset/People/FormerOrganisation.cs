using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace Uutiset.People;

/// <summary>
/// What is left of an organisation that was merged into another: its id and address lead to the heir, and its names still find it.
/// Its row itself is gone, so that nothing can hang on it again, on either engine.
/// </summary>
internal sealed class FormerOrganisation
{
    public Guid PublicId { get; set; }
    public string Slug { get; set; } = "";
    public string Name { get; set; } = "";
    public string? NameSv { get; set; }
    /// <summary>The fields that it had, as JSON: the heir keeps its own where both had one.</summary>
    public string Fields { get; set; } = "";
    public long HeirId { get; set; }
    public Organisation? Heir { get; set; }
    public DateTime MergedUtc { get; set; }
    public string MergedBy { get; set; } = "";

    internal sealed class Mapping : IEntityTypeConfiguration<FormerOrganisation>
    {
        public void Configure(EntityTypeBuilder<FormerOrganisation> former)
        {
            former.HasKey(f => f.PublicId);
            former.HasIndex(f => f.Slug).IsUnique();
            former.HasOne(f => f.Heir).WithMany().HasForeignKey(f => f.HeirId).OnDelete(DeleteBehavior.Restrict);
        }
    }
}
