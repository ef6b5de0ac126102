using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;
using Uutiset.Articles;

namespace Uutiset.Search;

/// <summary>The searchable plain text of a public article, written in the article's own transaction.</summary>
internal sealed class SearchDocument
{
    /// <summary>Published seconds x 2^20 + counter, so that row order is publication order.</summary>
    public long Id { get; set; }
    public long ArticleId { get; set; }
    public string Lang { get; set; } = "fi";
    public string Title { get; set; } = "";
    public string Lead { get; set; } = "";
    public string Tags { get; set; } = "";
    public string Byline { get; set; } = "";
    public string Body { get; set; } = "";
    public DateTime PublishedUtc { get; set; }
    public DateTime VisibleUntilUtc { get; set; }

    internal sealed class Mapping : IEntityTypeConfiguration<SearchDocument>
    {
        public void Configure(EntityTypeBuilder<SearchDocument> document)
        {
            document.Property(d => d.Id).ValueGeneratedNever();
            document.HasIndex(d => d.ArticleId).IsUnique();
            document.HasOne<Article>().WithMany().HasForeignKey(d => d.ArticleId);
        }
    }
}
