using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;
using Uutiset.Accounts;

namespace Uutiset.Articles;

/// <summary>One saved state of an article, an <see cref="ArticleDraft"/> as JSON. One that was public is never removed, and says from when until when it was.</summary>
internal sealed class Revision
{
    public long ArticleId { get; set; }
    public Article? Article { get; set; }
    public int Number { get; set; }
    /// <summary>The article's version that this save made: who began to write at a later one wrote onto this text.</summary>
    public int ArticleVersion { get; set; }
    public string Draft { get; set; } = "";
    public long? ByUserId { get; set; }
    public string By { get; set; } = "";
    public DateTime SavedUtc { get; set; }
    public DateTime? PublishedFromUtc { get; set; }
    public DateTime? PublishedUntilUtc { get; set; }

    internal sealed class Mapping : IEntityTypeConfiguration<Revision>
    {
        public void Configure(EntityTypeBuilder<Revision> revision)
        {
            revision.HasKey(r => new { r.ArticleId, r.Number });
            revision.HasOne(r => r.Article).WithMany().HasForeignKey(r => r.ArticleId);
        }
    }
}

internal static class Revisions
{
    /// <summary>What readers saw at that moment; none before the first publication and while the article was withdrawn.</summary>
    public static IQueryable<Revision> PublicAt(this IQueryable<Revision> revisions, DateTime momentUtc) =>
        revisions.Where(r => r.PublishedFromUtc <= momentUtc && (r.PublishedUntilUtc == null || r.PublishedUntilUtc > momentUtc));
}

/// <summary>What a person typed since their last save, one row for each article and person. No revision: it is gone once saved.</summary>
internal sealed class Autosave
{
    public long ArticleId { get; set; }
    public long UserId { get; set; }
    public string Draft { get; set; } = "";
    /// <summary>The article's version this text was typed onto; tells a conflict apart from a plain continuation.</summary>
    public int BasedOnVersion { get; set; }
    public DateTime SavedUtc { get; set; }

    internal sealed class Mapping : IEntityTypeConfiguration<Autosave>
    {
        public void Configure(EntityTypeBuilder<Autosave> autosave)
        {
            autosave.HasKey(a => new { a.ArticleId, a.UserId });
            autosave.HasOne<Article>().WithMany().HasForeignKey(a => a.ArticleId);
            autosave.HasOne<User>().WithMany().HasForeignKey(a => a.UserId);
        }
    }
}
