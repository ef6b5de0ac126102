using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;
using Uutiset.Articles;

namespace Uutiset.Search;

/// <summary>The searchable plain text of a public article, written in the article's own transaction.</summary>
internal sealed class SearchDocument
{
    /// <summary>Published seconds x 2^20 + counter, so that row order is publication order. Another date is another row.</summary>
    public long Id { get; set; }
    public long ArticleId { get; set; }
    public Article? Article { get; set; }
    public string Lang { get; set; } = "fi";
    /// <summary>Its language and those of the summaries that stand at its end, as <see cref="Finnish.Analysis.Tokens"/> takes them.</summary>
    public string Languages { get; set; } = "fi";
    public string Title { get; set; } = "";
    public string Lead { get; set; } = "";
    /// <summary>Labels of terms and names of regions, one a line.</summary>
    public string Tags { get; set; } = "";
    /// <summary>Who wrote it, and when, in words; one a line.</summary>
    public string Byline { get; set; } = "";
    public string Body { get; set; } = "";
    /// <summary>Length of the whole text in words, for ranking.</summary>
    public int Words { get; set; }
    public DateTime PublishedUtc { get; set; }
    public DateTime VisibleUntilUtc { get; set; }
    /// <summary>What an engine without a tokenizer of ours is fed with; its trigger takes it and leaves null.</summary>
    public string? Terms { get; set; }

    public const int CounterBits = 20;

    public static long FirstId(DateTime publishedUtc) =>
        (long)Math.Floor((publishedUtc - DateTime.UnixEpoch).TotalSeconds) << CounterBits;

    internal sealed class Mapping : IEntityTypeConfiguration<SearchDocument>
    {
        public void Configure(EntityTypeBuilder<SearchDocument> document)
        {
            document.Property(d => d.Id).ValueGeneratedNever();
            document.HasIndex(d => d.ArticleId).IsUnique();
            document.HasOne(d => d.Article).WithMany().HasForeignKey(d => d.ArticleId);
        }
    }
}
