using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace Uutiset.Vocabulary;

internal enum TermScheme { Theme, Audience, Series, Programme }

internal enum TermState { Active, Proposed }

/// <summary>A tag. One slug over all schemes; labels per language; a merged term points at its heir and redirects there.</summary>
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
    public long? MergedIntoId { get; set; }

    public Localized Label => new(LabelFi, LabelSv, LabelEn);

    internal sealed class Mapping : IEntityTypeConfiguration<Term>
    {
        public void Configure(EntityTypeBuilder<Term> term)
        {
            term.Ignore(t => t.Label);
            term.HasIndex(t => t.Slug).IsUnique();
            term.HasIndex(t => t.PublicId).IsUnique();
            term.HasOne<Term>().WithMany().HasForeignKey(t => t.MergedIntoId).OnDelete(DeleteBehavior.Restrict);
        }
    }
}

/// <summary>The row that foreign keys and editorial introductions hang on; what a region is stands in <see cref="Regions"/>.</summary>
internal sealed class RegionRow
{
    public string Code { get; set; } = "";
    public string? IntroductionHtml { get; set; }

    internal sealed class Mapping : IEntityTypeConfiguration<RegionRow>
    {
        public void Configure(EntityTypeBuilder<RegionRow> region)
        {
            region.ToTable("region");
            region.HasKey(r => r.Code);
        }
    }
}
