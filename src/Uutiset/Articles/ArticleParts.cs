using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;
using Uutiset.People;
using Uutiset.Vocabulary;

namespace Uutiset.Articles;

/// <summary>The writer as they were at publication: a later change of job does not rewrite old articles.</summary>
internal sealed class Byline
{
    public long ArticleId { get; set; }
    public int Position { get; set; }
    public long? PersonId { get; set; }
    public string Name { get; set; } = "";
    public string? Title { get; set; }
    public string? Organisation { get; set; }
    public string? Project { get; set; }
    public string? Phone { get; set; }
    public string? Email { get; set; }

    internal sealed class Mapping : IEntityTypeConfiguration<Byline>
    {
        public void Configure(EntityTypeBuilder<Byline> byline)
        {
            byline.HasKey(b => new { b.ArticleId, b.Position });
            byline.HasOne<Person>().WithMany().HasForeignKey(b => b.PersonId).OnDelete(DeleteBehavior.SetNull);
        }
    }
}

internal sealed class ArticleTerm
{
    public long ArticleId { get; set; }
    public long TermId { get; set; }
    public int Position { get; set; }
    public Term? Term { get; set; }

    internal sealed class Mapping : IEntityTypeConfiguration<ArticleTerm>
    {
        public void Configure(EntityTypeBuilder<ArticleTerm> row)
        {
            row.HasKey(r => new { r.ArticleId, r.TermId });
            row.HasOne(r => r.Term).WithMany().HasForeignKey(r => r.TermId).OnDelete(DeleteBehavior.Restrict);
        }
    }
}

/// <summary>No rows at all means the whole country.</summary>
internal sealed class ArticleRegion
{
    public long ArticleId { get; set; }
    public string RegionCode { get; set; } = "";

    internal sealed class Mapping : IEntityTypeConfiguration<ArticleRegion>
    {
        public void Configure(EntityTypeBuilder<ArticleRegion> row)
        {
            row.HasKey(r => new { r.ArticleId, r.RegionCode });
            row.HasOne<RegionRow>().WithMany().HasForeignKey(r => r.RegionCode).OnDelete(DeleteBehavior.Restrict);
        }
    }
}

/// <summary>
/// "Lue lisää" (an address outside), "Lue myös" (an article of ours), what the text rests on, who tells more (an address), and the article that
/// this one goes on from, corrects, or takes the place of with newer information.
/// </summary>
internal enum LinkKind { ReadMore, Related, Source, Contact, Follows, Corrects, Supersedes }

/// <summary>A related article of ours (target) or an address outside (url and title).</summary>
internal sealed class ArticleLink
{
    public long ArticleId { get; set; }
    public int Position { get; set; }
    public LinkKind Kind { get; set; }
    public long? TargetId { get; set; }
    public string? Url { get; set; }
    public string? Title { get; set; }
    /// <summary>Who published what lies there, and on which day.</summary>
    public string? Publisher { get; set; }
    public DateOnly? DatedOn { get; set; }

    internal sealed class Mapping : IEntityTypeConfiguration<ArticleLink>
    {
        public void Configure(EntityTypeBuilder<ArticleLink> link)
        {
            link.HasKey(l => new { l.ArticleId, l.Position });
            link.HasOne<Article>().WithMany().HasForeignKey(l => l.TargetId).OnDelete(DeleteBehavior.Cascade);
        }
    }
}

/// <summary>Every address an article has had, over all languages: the current one answers, the others redirect.</summary>
internal sealed class ArticleSlug
{
    public string Slug { get; set; } = "";
    public long ArticleId { get; set; }
    public Article? Article { get; set; }

    internal sealed class Mapping : IEntityTypeConfiguration<ArticleSlug>
    {
        public void Configure(EntityTypeBuilder<ArticleSlug> slug)
        {
            slug.HasKey(s => s.Slug);
            slug.HasOne(s => s.Article).WithMany().HasForeignKey(s => s.ArticleId);
        }
    }
}
