using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;
using Uutiset.Articles;

namespace Uutiset.Site.Tree;

/// <summary>
/// Where a standing page is among the others. The page itself is an article of type page, with versions, review and translations like any
/// other; a translation stands where its original does. One without a row stands last at the top.
/// </summary>
internal sealed class PagePlace
{
    public long ArticleId { get; set; }
    /// <summary>The page above; null: at the top.</summary>
    public long? ParentId { get; set; }
    public int Position { get; set; }

    internal sealed class Mapping : IEntityTypeConfiguration<PagePlace>
    {
        public void Configure(EntityTypeBuilder<PagePlace> place)
        {
            place.HasKey(p => p.ArticleId);
            place.Property(p => p.ArticleId).ValueGeneratedNever();
            place.HasOne<Article>().WithOne().HasForeignKey<PagePlace>(p => p.ArticleId).OnDelete(DeleteBehavior.Cascade);
            place.HasOne<Article>().WithMany().HasForeignKey(p => p.ParentId).OnDelete(DeleteBehavior.SetNull);
        }
    }
}
