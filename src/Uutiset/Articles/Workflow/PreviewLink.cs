using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;
using Uutiset.Accounts;

namespace Uutiset.Articles.Workflow;

/// <summary>A link by which one person outside, such as somebody who is quoted, reads the working copy until it ends.</summary>
internal sealed class PreviewLink
{
    public long Id { get; set; }
    public long ArticleId { get; set; }
    public Article? Article { get; set; }
    /// <summary>A stolen database opens no article (ASVS 11.5.1).</summary>
    public string Hash { get; set; } = "";
    /// <summary>Whom it was made for; what they say carries this name.</summary>
    public string ForWhom { get; set; } = "";
    public bool MayAnswer { get; set; }
    public long? ById { get; set; }
    public string By { get; set; } = "";
    public DateTime CreatedUtc { get; set; }
    public DateTime ExpiresUtc { get; set; }
    public DateTime? RevokedUtc { get; set; }
    public DateTime? OpenedUtc { get; set; }

    public bool WorksAt(DateTime nowUtc) => RevokedUtc is null && ExpiresUtc > nowUtc;

    internal sealed class Mapping : IEntityTypeConfiguration<PreviewLink>
    {
        public void Configure(EntityTypeBuilder<PreviewLink> link)
        {
            link.HasIndex(l => l.Hash).IsUnique();
            link.HasIndex(l => l.ArticleId);
            link.HasIndex(l => l.ById);
            link.HasOne(l => l.Article).WithMany().HasForeignKey(l => l.ArticleId);
            link.HasOne<User>().WithMany().HasForeignKey(l => l.ById).OnDelete(DeleteBehavior.SetNull);
        }
    }
}

internal static class WorkingLinks
{
    /// <summary>As <see cref="PreviewLink.WorksAt"/> asks of one.</summary>
    public static IQueryable<PreviewLink> WorkingAt(this IQueryable<PreviewLink> links, DateTime nowUtc) => links.Where(l => l.RevokedUtc == null && l.ExpiresUtc > nowUtc);
}
