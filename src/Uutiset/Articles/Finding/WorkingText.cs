using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace Uutiset.Articles.Finding;

/// <summary>
/// By which words the desk finds an article, draft or public: those of its newest title and lead in their base forms. A row of its own,
/// so that looking through it does not read the texts; written with each revision.
/// </summary>
internal sealed class WorkingText
{
    public long ArticleId { get; set; }
    /// <summary>Index terms with a blank before and after each: <c> kumppanuuspöytä +pöytä </c>.</summary>
    public string Words { get; set; } = "";
    /// <summary>The same of the text that the public reads, for those who may read no other. Null: nothing was published, or nobody has looked since these are kept.</summary>
    public string? PublicWords { get; set; }

    internal sealed class Mapping : IEntityTypeConfiguration<WorkingText>
    {
        public void Configure(EntityTypeBuilder<WorkingText> text)
        {
            text.HasKey(t => t.ArticleId);
            text.HasOne<Article>().WithOne(a => a.WorkingText).HasForeignKey<WorkingText>(t => t.ArticleId);
        }
    }
}

internal enum FilingKind { Region, Term, Person, Author }

/// <summary>
/// What the newest text of an article is filed under, so that lists and rights can ask for it in SQL. The public copy's joins say what
/// readers see; a draft has none.
/// </summary>
/// <remarks>Key: a region's code, a term's slug as the draft has it, a person's public id, a typed author's name in lower case.</remarks>
internal sealed class Filing
{
    public long ArticleId { get; set; }
    public FilingKind Kind { get; set; }
    public string Key { get; set; } = "";

    internal sealed class Mapping : IEntityTypeConfiguration<Filing>
    {
        public void Configure(EntityTypeBuilder<Filing> filing)
        {
            filing.HasKey(f => new { f.ArticleId, f.Kind, f.Key });
            filing.HasIndex(f => new { f.Kind, f.Key, f.ArticleId });
            filing.HasOne<Article>().WithMany(a => a.Filings).HasForeignKey(f => f.ArticleId);
        }
    }
}
