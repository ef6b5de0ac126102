using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;
using Uutiset.Accounts;
using Uutiset.People;
using Uutiset.Vocabulary;

namespace Uutiset.Articles.Openings;

internal enum OpeningKind { Hearing, Statement, Strategy, Negotiation, Grant }

/// <summary>
/// A place to influence (vaikuttamisen paikka): somebody decides something, and organisations can have their say until it closes. Its closing
/// day is a <see cref="Deadline"/>, so that it moves for articles and calendars at once; without one it stays open.
/// </summary>
internal sealed class Opening
{
    public long Id { get; set; }
    public Guid PublicId { get; set; } = Guid.CreateVersion7();
    public string Slug { get; set; } = "";
    public OpeningKind Kind { get; set; }
    public string Lang { get; set; } = "fi";
    public string Title { get; set; } = "";
    /// <summary>Plain text; an empty line begins a paragraph.</summary>
    public string Description { get; set; } = "";
    public string? DecidedBy { get; set; }
    public long? DeadlineId { get; set; }
    public Deadline? Deadline { get; set; }
    public string? MaterialUrl { get; set; }
    public string? AnswerUrl { get; set; }
    public bool IsPublic { get; set; }
    public long? OwnerId { get; set; }
    /// <summary>Whose it is; null only where the site has no publisher.</summary>
    public long? PublisherId { get; set; }
    public Organisation? Publisher { get; set; }
    public DateTime CreatedUtc { get; set; }
    public DateTime SavedUtc { get; set; }
    public string SavedBy { get; set; } = "";
    public int Version { get; set; } = 1;

    /// <summary>None: the whole country.</summary>
    public List<OpeningRegion> Regions { get; set; } = [];
    public List<OpeningTerm> Terms { get; set; } = [];
    public List<OpeningArticle> Articles { get; set; } = [];
    public List<OpeningAnswer> Answers { get; set; } = [];

    public bool IsOpenAt(DateTime nowUtc) => Deadline is null || !Deadline.IsClosedAt(nowUtc);

    public string Path => "/vaikuta/" + Slug;

    internal sealed class Mapping : IEntityTypeConfiguration<Opening>
    {
        public void Configure(EntityTypeBuilder<Opening> opening)
        {
            opening.Ignore(o => o.Path);
            opening.Property(o => o.Version).IsConcurrencyToken();
            opening.HasIndex(o => o.PublicId).IsUnique();
            opening.HasIndex(o => o.Slug).IsUnique();
            opening.HasOne(o => o.Deadline).WithMany().HasForeignKey(o => o.DeadlineId).OnDelete(DeleteBehavior.Restrict);
            opening.HasOne<User>().WithMany().HasForeignKey(o => o.OwnerId).OnDelete(DeleteBehavior.SetNull);
            opening.HasOne(o => o.Publisher).WithMany().HasForeignKey(o => o.PublisherId).OnDelete(DeleteBehavior.Restrict);
            opening.HasMany(o => o.Regions).WithOne().HasForeignKey(r => r.OpeningId);
            opening.HasMany(o => o.Terms).WithOne().HasForeignKey(t => t.OpeningId);
            opening.HasMany(o => o.Articles).WithOne().HasForeignKey(a => a.OpeningId);
            opening.HasMany(o => o.Answers).WithOne().HasForeignKey(a => a.OpeningId);
        }
    }
}

internal sealed class OpeningRegion
{
    public long OpeningId { get; set; }
    public string RegionCode { get; set; } = "";

    internal sealed class Mapping : IEntityTypeConfiguration<OpeningRegion>
    {
        public void Configure(EntityTypeBuilder<OpeningRegion> row)
        {
            row.HasKey(r => new { r.OpeningId, r.RegionCode });
            row.HasOne<RegionRow>().WithMany().HasForeignKey(r => r.RegionCode).OnDelete(DeleteBehavior.Restrict);
        }
    }
}

internal sealed class OpeningTerm
{
    public long OpeningId { get; set; }
    public long TermId { get; set; }
    public Term? Term { get; set; }

    internal sealed class Mapping : IEntityTypeConfiguration<OpeningTerm>
    {
        public void Configure(EntityTypeBuilder<OpeningTerm> row)
        {
            row.HasKey(r => new { r.OpeningId, r.TermId });
            row.HasOne(r => r.Term).WithMany().HasForeignKey(r => r.TermId).OnDelete(DeleteBehavior.Restrict);
        }
    }
}

/// <summary>An article about it.</summary>
internal sealed class OpeningArticle
{
    public long OpeningId { get; set; }
    public long ArticleId { get; set; }
    public Article? Article { get; set; }

    internal sealed class Mapping : IEntityTypeConfiguration<OpeningArticle>
    {
        public void Configure(EntityTypeBuilder<OpeningArticle> row)
        {
            row.HasKey(r => new { r.OpeningId, r.ArticleId });
            row.HasOne(r => r.Article).WithMany().HasForeignKey(r => r.ArticleId);
        }
    }
}

/// <summary>"Vastaamme": an organisation takes part.</summary>
internal sealed class OpeningAnswer
{
    public long OpeningId { get; set; }
    public long OrganisationId { get; set; }
    public Organisation? Organisation { get; set; }
    public DateTime MarkedUtc { get; set; }
    public string MarkedBy { get; set; } = "";

    internal sealed class Mapping : IEntityTypeConfiguration<OpeningAnswer>
    {
        public void Configure(EntityTypeBuilder<OpeningAnswer> row)
        {
            row.HasKey(r => new { r.OpeningId, r.OrganisationId });
            row.HasOne(r => r.Organisation).WithMany().HasForeignKey(r => r.OrganisationId);
        }
    }
}
