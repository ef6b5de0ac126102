using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;
using Uutiset.Desk.Changing;

namespace Uutiset.Articles.Bulk;

internal enum BulkKind { AddTags, RemoveTags, AddRegion, SetRegion, HandOver }

/// <summary>Why an article was left as it was.</summary>
internal enum BulkReason { NotYours, Changed, Gone, TooMany, Approved, HeirClosed, HeirElsewhere, TooFew }

/// <summary>One change of many articles. Its value: slugs of terms separated by ';', the code of a region (empty: the whole country), or the id of an account.</summary>
internal sealed class BulkChange : ManyChange<BulkChangeRow>
{
    public BulkKind Kind { get; set; }

    public override (string What, string Object, string Detail) Told(bool undoing, int rows) => (undoing ? "article.bulkUndone" : "article.bulkChanged", $"bulk:{PublicId}", $"{Kind} {Value}; {rows} articles");

    internal sealed class Mapping : IEntityTypeConfiguration<BulkChange>
    {
        public void Configure(EntityTypeBuilder<BulkChange> change) => change.MapChange<BulkChange, BulkChangeRow>();
    }
}

/// <summary>One article of a bulk change. An article that is removed keeps its row: its title tells what it was. What stood before: <see cref="FormerFiling"/> in JSON or the id of an account.</summary>
internal sealed class BulkChangeRow : ManyChangeRow
{
    /// <summary>As its maker was told it when the change was planned; while the article is there, lists tell what may be told of it now.</summary>
    public string Title { get; set; } = "";
    public BulkReason? Reason { get; set; }
    /// <summary>Readers see it at once: the article is public and nothing in its newest text waits to be published.</summary>
    public bool Public { get; set; }
    /// <summary>The article is public, but the change comes out with the next publication of its text.</summary>
    public bool Waits { get; set; }

    internal sealed class Mapping : IEntityTypeConfiguration<BulkChangeRow>
    {
        public void Configure(EntityTypeBuilder<BulkChangeRow> row) => row.MapChangeRow("article_id");
    }
}
