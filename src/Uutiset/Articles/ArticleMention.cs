using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;
using Uutiset.People;

namespace Uutiset.Articles;

/// <summary>An organisation that the article tells of; its page lists the article.</summary>
internal sealed class ArticleMention
{
    public long ArticleId { get; set; }
    public long OrganisationId { get; set; }
    public int Position { get; set; }
    public Organisation? Organisation { get; set; }

    internal sealed class Mapping : IEntityTypeConfiguration<ArticleMention>
    {
        public void Configure(EntityTypeBuilder<ArticleMention> row)
        {
            row.HasKey(r => new { r.ArticleId, r.OrganisationId });
            row.HasOne(r => r.Organisation).WithMany().HasForeignKey(r => r.OrganisationId).OnDelete(DeleteBehavior.Restrict);
        }
    }
}
