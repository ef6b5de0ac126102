using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;
using Uutiset.Articles;
using Uutiset.People;
using Uutiset.Subscribers;

namespace Uutiset.Bulletins;

/// <summary>How far the editing has come. Once a dispatch exists, the bulletin's state is the dispatch's.</summary>
internal enum BulletinStage { Draft, InApproval, Approved }

internal sealed class Bulletin
{
    public long Id { get; set; }
    public Guid PublicId { get; set; } = Guid.CreateVersion7();
    /// <summary>Site-wide, given when the bulletin is frozen, never used again.</summary>
    public int? Number { get; set; }
    public BulletinStage Stage { get; set; }
    public long PublisherId { get; set; }
    public Organisation? Publisher { get; set; }
    public long? SeriesId { get; set; }
    /// <summary>
    /// Which one of the publisher's bulletins of the series it is: given with <see cref="Number"/>, one above all that went before, and never changed.
    /// Where two series or publishers became one, both may have sent a number already; none is given again.
    /// </summary>
    public int? IssueNumber { get; set; }
    /// <summary>An <see cref="Bulletins.Audience"/> as JSON.</summary>
    public string Audience { get; set; } = "{}";
    public long? CreatedById { get; set; }
    public string CreatedBy { get; set; } = "";
    public DateTime CreatedUtc { get; set; }
    public DateTime SavedUtc { get; set; }
    public DateTime? SentUtc { get; set; }
    public int Version { get; set; } = 1;
    public List<BulletinText> Texts { get; set; } = [];
    public List<BulletinItem> Items { get; set; } = [];

    internal sealed class Mapping : IEntityTypeConfiguration<Bulletin>
    {
        public void Configure(EntityTypeBuilder<Bulletin> bulletin)
        {
            bulletin.Property(b => b.Version).IsConcurrencyToken();
            bulletin.HasIndex(b => b.PublicId).IsUnique();
            bulletin.HasIndex(b => b.Number).IsUnique();
            bulletin.HasOne(b => b.Publisher).WithMany().HasForeignKey(b => b.PublisherId).OnDelete(DeleteBehavior.Restrict);
            bulletin.HasMany(b => b.Texts).WithOne().HasForeignKey(t => t.BulletinId);
            bulletin.HasMany(b => b.Items).WithOne().HasForeignKey(i => i.BulletinId);
        }
    }
}

/// <summary>What the editor writes for one language.</summary>
internal sealed class BulletinText
{
    public long BulletinId { get; set; }
    public string Lang { get; set; } = "fi";
    public string Subject { get; set; } = "";
    public string? Preheader { get; set; }
    public string? IntroHtml { get; set; }

    internal sealed class Mapping : IEntityTypeConfiguration<BulletinText>
    {
        public void Configure(EntityTypeBuilder<BulletinText> text) => text.HasKey(t => new { t.BulletinId, t.Lang });
    }
}

internal sealed class BulletinItem
{
    public long BulletinId { get; set; }
    public int Position { get; set; }
    public long ArticleId { get; set; }
    public Article? Article { get; set; }
    public string? Heading { get; set; }
    public string? NoteHtml { get; set; }

    internal sealed class Mapping : IEntityTypeConfiguration<BulletinItem>
    {
        public void Configure(EntityTypeBuilder<BulletinItem> item)
        {
            item.HasKey(i => new { i.BulletinId, i.Position });
            item.HasOne(i => i.Article).WithMany().HasForeignKey(i => i.ArticleId).OnDelete(DeleteBehavior.Restrict);
        }
    }
}

/// <summary>One rendered content of a frozen bulletin: a language in a format. What readers got, byte for byte.</summary>
internal sealed class Variant
{
    public long Id { get; set; }
    public long BulletinId { get; set; }
    public long DispatchId { get; set; }
    public string Lang { get; set; } = "fi";
    public MailFormat Format { get; set; }
    public string Subject { get; set; } = "";
    public string? Preheader { get; set; }
    /// <summary>Body of the web version at /tiedotteet/{number}.</summary>
    public string WebHtml { get; set; } = "";
    public string Text { get; set; } = "";
    /// <summary>The compiled message in Mailing's content table.</summary>
    public long ContentId { get; set; }

    internal sealed class Mapping : IEntityTypeConfiguration<Variant>
    {
        public void Configure(EntityTypeBuilder<Variant> variant)
        {
            variant.HasIndex(v => new { v.DispatchId, v.Lang, v.Format }).IsUnique();
            variant.HasOne<Bulletin>().WithMany().HasForeignKey(v => v.BulletinId).OnDelete(DeleteBehavior.Restrict);
            variant.HasOne<Mailing.Dispatch>().WithMany().HasForeignKey(v => v.DispatchId).OnDelete(DeleteBehavior.Restrict);
            variant.HasOne<Mailing.MailContent>().WithMany().HasForeignKey(v => v.ContentId).OnDelete(DeleteBehavior.Restrict);
        }
    }
}

/// <summary>Who got article X, and in which revision, is a join over this.</summary>
internal sealed class VariantItem
{
    public long VariantId { get; set; }
    public int Position { get; set; }
    public long ArticleId { get; set; }
    public int Revision { get; set; }

    internal sealed class Mapping : IEntityTypeConfiguration<VariantItem>
    {
        public void Configure(EntityTypeBuilder<VariantItem> item)
        {
            item.HasKey(i => new { i.VariantId, i.Position });
            item.HasIndex(i => i.ArticleId);
            item.HasOne<Variant>().WithMany().HasForeignKey(i => i.VariantId);
        }
    }
}

/// <summary>Somebody who was considered and does not get the bulletin, with the reason.</summary>
internal sealed class Exclusion
{
    public long Id { get; set; }
    public long DispatchId { get; set; }
    public long ContactId { get; set; }
    public string AddressKey { get; set; } = "";
    /// <summary>withdrawn, suppressed, unconfirmed, paused, series, region, theme, language, organisationType, frequency, duplicate, ended.</summary>
    public string Reason { get; set; } = "";

    internal sealed class Mapping : IEntityTypeConfiguration<Exclusion>
    {
        public void Configure(EntityTypeBuilder<Exclusion> row)
        {
            row.HasIndex(e => e.DispatchId);
            row.HasOne<Mailing.Dispatch>().WithMany().HasForeignKey(e => e.DispatchId);
        }
    }
}
