using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;
using Uutiset.Accounts;

namespace Uutiset.Articles.Workflow;

/// <summary>What somebody in the newsroom, or a guest with a preview link, says about an article or a passage of it. Never shown to readers.</summary>
internal sealed class ArticleComment
{
    public long Id { get; set; }
    public Guid PublicId { get; set; } = Guid.CreateVersion7();
    public long ArticleId { get; set; }
    public Article? Article { get; set; }
    /// <summary>The comment that this one answers; a thread is one deep.</summary>
    public long? ThreadId { get; set; }
    public long? ById { get; set; }
    public string By { get; set; } = "";
    /// <summary>Somebody outside, through this link.</summary>
    public long? PreviewLinkId { get; set; }
    public string Text { get; set; } = "";
    public DateTime AtUtc { get; set; }
    /// <summary>The passage as W3C Web Annotation's TextQuoteSelector: it is found again in a text that has changed around it. Null: the whole article.</summary>
    public string? Exact { get; set; }
    public string? Prefix { get; set; }
    public string? Suffix { get; set; }
    public string? ResolvedBy { get; set; }
    public DateTime? ResolvedUtc { get; set; }

    public TextQuote? Quote => Exact is null ? null : new TextQuote(Exact, Prefix, Suffix);

    internal sealed class Mapping : IEntityTypeConfiguration<ArticleComment>
    {
        public void Configure(EntityTypeBuilder<ArticleComment> comment)
        {
            comment.Ignore(c => c.Quote);
            comment.HasIndex(c => c.PublicId).IsUnique();
            comment.HasIndex(c => c.ArticleId);
            comment.HasIndex(c => c.ThreadId);
            comment.HasIndex(c => c.ById);
            comment.HasOne(c => c.Article).WithMany().HasForeignKey(c => c.ArticleId);
            comment.HasOne<ArticleComment>().WithMany().HasForeignKey(c => c.ThreadId).OnDelete(DeleteBehavior.Cascade);
            comment.HasOne<User>().WithMany().HasForeignKey(c => c.ById).OnDelete(DeleteBehavior.SetNull);
            comment.HasOne<PreviewLink>().WithMany().HasForeignKey(c => c.PreviewLinkId).OnDelete(DeleteBehavior.SetNull);
        }
    }
}
