using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace Uutiset.Vocabulary;

internal enum TermScheme { Theme, Audience, Series, Programme }

/// <summary>A rejected one is remembered, so that the next import of the same word brings nothing back.</summary>
internal enum TermState { Active, Proposed, Rejected }

/// <summary>A tag. One slug over all schemes; labels per language; a merged term, and a former slug of one, points at its heir and redirects there.</summary>
internal sealed class Term
{
    public long Id { get; set; }
    public Guid PublicId { get; set; } = Guid.CreateVersion7();
    public TermScheme Scheme { get; set; }
    public TermState State { get; set; }
    public string Slug { get; set; } = "";
    public string LabelFi { get; set; } = "";
    public string? LabelSv { get; set; }
    public string? LabelEn { get; set; }
    /// <summary>Other words for the same thing, separated by ';'. Accepted as input and by search.</summary>
    public string Synonyms { get; set; } = "";
    /// <summary>Always the last heir: whatever was merged into this one follows it when it is merged itself.</summary>
    public long? MergedIntoId { get; set; }
    /// <summary>No term of its own: an address that the heir has had, so that whoever knew it by that still finds it.</summary>
    public bool IsFormerAddress { get; set; }
    /// <summary>The wider term of the same scheme that this one is a part of.</summary>
    public long? BroaderId { get; set; }
    /// <summary>The same thing in a vocabulary outside, such as YSO.</summary>
    public string? Uri { get; set; }
    /// <summary>Some paragraphs for the page, before the articles.</summary>
    public string? IntroductionHtml { get; set; }
    public string? IntroductionSvHtml { get; set; }
    public string? IntroductionEnHtml { get; set; }
    /// <summary>Concurrency token. The ETag outside.</summary>
    public int Version { get; set; } = 1;

    public Localized Label => new(LabelFi, LabelSv, LabelEn);

    public Introduction Introduction
    {
        get => new(IntroductionHtml, IntroductionSvHtml, IntroductionEnHtml);
        set => (IntroductionHtml, IntroductionSvHtml, IntroductionEnHtml) = (value.Fi, value.Sv, value.En);
    }

    public IReadOnlyList<string> SynonymList => Synonyms.Split(';', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries);

    /// <summary>Every word that means it.</summary>
    public IEnumerable<string> Words => Label.All.Concat(SynonymList);

    internal sealed class Mapping : IEntityTypeConfiguration<Term>
    {
        public void Configure(EntityTypeBuilder<Term> term)
        {
            term.Ignore(t => t.Label).Ignore(t => t.Introduction).Ignore(t => t.SynonymList).Ignore(t => t.Words);
            term.Property(t => t.Version).IsConcurrencyToken();
            term.HasIndex(t => t.Slug).IsUnique();
            term.HasIndex(t => t.PublicId).IsUnique();
            term.HasOne<Term>().WithMany().HasForeignKey(t => t.MergedIntoId).OnDelete(DeleteBehavior.Restrict);
            term.HasOne<Term>().WithMany().HasForeignKey(t => t.BroaderId).OnDelete(DeleteBehavior.Restrict);
        }
    }
}

/// <summary>The row that foreign keys and editorial introductions hang on; what a region is stands in <see cref="Regions"/>.</summary>
internal sealed class RegionRow
{
    public string Code { get; set; } = "";
    /// <summary>Some paragraphs for the page, before the articles.</summary>
    public string? IntroductionHtml { get; set; }
    public string? IntroductionSvHtml { get; set; }
    public string? IntroductionEnHtml { get; set; }
    /// <summary>Concurrency token, the ETag outside.</summary>
    public int Version { get; set; } = 1;

    public Introduction Introduction
    {
        get => new(IntroductionHtml, IntroductionSvHtml, IntroductionEnHtml);
        set => (IntroductionHtml, IntroductionSvHtml, IntroductionEnHtml) = (value.Fi, value.Sv, value.En);
    }

    internal sealed class Mapping : IEntityTypeConfiguration<RegionRow>
    {
        public void Configure(EntityTypeBuilder<RegionRow> region)
        {
            region.ToTable("region");
            region.HasKey(r => r.Code);
            region.Ignore(r => r.Introduction);
            region.Property(r => r.Version).IsConcurrencyToken();
        }
    }
}
