using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace Uutiset.Articles.Translations;

/// <summary>
/// An article's place among the versions of one item, as its newest saved text has it: what the public sees follows at publication. One
/// article is the original and has no row; each of the others has one, and no language twice.
/// </summary>
internal sealed class Translation
{
    public long ArticleId { get; set; }
    public long OriginalId { get; set; }
    public Article? Original { get; set; }
    public string Lang { get; set; } = "fi";
    /// <summary>In easy language: its own version, also beside a full one of the same language.</summary>
    public bool EasyLanguage { get; set; }
    /// <summary>The revision of the original that this one was last compared with.</summary>
    public int SourceRevision { get; set; }
    public DateTime CheckedUtc { get; set; }
    public string CheckedBy { get; set; } = "";

    internal sealed class Mapping : IEntityTypeConfiguration<Translation>
    {
        public void Configure(EntityTypeBuilder<Translation> row)
        {
            row.HasKey(t => t.ArticleId);
            row.Property(t => t.ArticleId).ValueGeneratedNever();
            row.HasIndex(t => new { t.OriginalId, t.Lang, t.EasyLanguage }).IsUnique();
            row.HasOne(t => t.Original).WithMany().HasForeignKey(t => t.OriginalId);
        }
    }
}

/// <summary>A title and a few sentences for readers of a language that has no full version.</summary>
internal sealed class ArticleSummary
{
    public long ArticleId { get; set; }
    public string Lang { get; set; } = "sv";
    public string Title { get; set; } = "";
    public string Text { get; set; } = "";

    internal sealed class Mapping : IEntityTypeConfiguration<ArticleSummary>
    {
        public void Configure(EntityTypeBuilder<ArticleSummary> row)
        {
            row.HasKey(s => new { s.ArticleId, s.Lang });
            row.HasOne<Article>().WithMany(a => a.Summaries).HasForeignKey(s => s.ArticleId);
        }
    }
}

/// <param name="Lang">BCP 47 tag, another than the article's.</param>
/// <param name="Title">The title in that language.</param>
/// <param name="Text">A few sentences, at most 1,000 characters.</param>
internal sealed record DraftSummary(string? Lang, string? Title, string? Text)
{
    public const int Longest = 1000;
}
