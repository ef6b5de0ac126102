using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;
using Uutiset.Accounts;

namespace Uutiset.Articles.Bulk;

internal enum BulkKind { AddTags, RemoveTags, AddRegion, SetRegion, HandOver }

internal enum BulkState { Planned, Running, Done, Undoing, Undone }

internal enum BulkRowState { Planned, Unchanged, Done, Refused, Undone, Kept }

/// <summary>Why an article was left as it was.</summary>
internal enum BulkReason { NotYours, Changed, Gone, TooMany, Approved, HeirClosed, HeirElsewhere, TooFew }

/// <summary>
/// One change of many articles: planned and looked at first, done a few articles a transaction, undone as a whole for a week. It is stored
/// with what stood before, so that neither a restart in the middle nor one before the undoing loses anything.
/// </summary>
internal sealed class BulkChange
{
    /// <summary>How long it can be undone.</summary>
    public static readonly TimeSpan Undoable = TimeSpan.FromDays(7);

    /// <summary>How long one tells what it did; the audit log and the revisions tell it for ever.</summary>
    public static readonly TimeSpan Kept = TimeSpan.FromDays(30);

    public long Id { get; set; }
    public Guid PublicId { get; set; } = Guid.CreateVersion7();
    public BulkKind Kind { get; set; }
    /// <summary>Slugs of terms separated by ';', the code of a region (empty: the whole country), or the id of an account.</summary>
    public string Value { get; set; } = "";
    public BulkState State { get; set; }
    public long? ById { get; set; }
    public string By { get; set; } = "";
    public DateTime PlannedUtc { get; set; }
    public DateTime? DoneUtc { get; set; }
    public long? UndoneById { get; set; }
    public string? UndoneBy { get; set; }
    public DateTime? UndoneUtc { get; set; }
    /// <summary>Until then one process is at work on it.</summary>
    public DateTime? HeldUntilUtc { get; set; }
    public List<BulkChangeRow> Rows { get; set; } = [];

    public bool IsAtWork => State is BulkState.Running or BulkState.Undoing;

    public bool MayBeUndoneAt(DateTime nowUtc) => State == BulkState.Done && DoneUtc is { } done && nowUtc < done + Undoable;

    internal sealed class Mapping : IEntityTypeConfiguration<BulkChange>
    {
        public void Configure(EntityTypeBuilder<BulkChange> change)
        {
            change.Ignore(c => c.IsAtWork);
            change.HasIndex(c => c.PublicId).IsUnique();
            change.HasIndex(c => c.State);
            change.HasMany(c => c.Rows).WithOne().HasForeignKey(r => r.ChangeId);
            change.HasOne<User>().WithMany().HasForeignKey(c => c.ById).OnDelete(DeleteBehavior.SetNull);
            change.HasOne<User>().WithMany().HasForeignKey(c => c.UndoneById).OnDelete(DeleteBehavior.SetNull);
        }
    }
}

/// <summary>One article of a bulk change. An article that is removed keeps its row: its title tells what it was.</summary>
internal sealed class BulkChangeRow
{
    public long ChangeId { get; set; }
    public long ArticleId { get; set; }
    /// <summary>As its maker was told it when the change was planned; while the article is there, lists tell what may be told of it now.</summary>
    public string Title { get; set; } = "";
    /// <summary>The article's version that was looked at when the change was planned.</summary>
    public int Version { get; set; }
    public BulkRowState State { get; set; }
    public BulkReason? Reason { get; set; }
    /// <summary>Readers see it at once: the article is public and nothing in its newest text waits to be published.</summary>
    public bool Public { get; set; }
    /// <summary>The article is public, but the change comes out with the next publication of its text.</summary>
    public bool Waits { get; set; }
    /// <summary>What stood before, as <see cref="FormerFiling"/> in JSON or the id of an account.</summary>
    public string? Before { get; set; }
    public int? VersionAfter { get; set; }

    internal sealed class Mapping : IEntityTypeConfiguration<BulkChangeRow>
    {
        public void Configure(EntityTypeBuilder<BulkChangeRow> row)
        {
            row.HasKey(r => new { r.ChangeId, r.ArticleId });
            row.HasIndex(r => new { r.ChangeId, r.State });
        }
    }
}
