using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;
using Uutiset.Accounts;
using Uutiset.Data;

namespace Uutiset.Desk.Changing;

internal enum ChangeState { Planned, Running, Done, Undoing, Undone }

internal enum ChangeRowState { Planned, Unchanged, Done, Refused, Undone, Kept }

/// <summary>
/// One change of many things at once: planned and looked at first, done a few a transaction, undone as a whole for a week. It is stored
/// with what stood before, so that neither a restart in the middle nor one before the undoing loses anything.
/// </summary>
internal abstract class ManyChange : HeldRow
{
    /// <summary>How long it can be undone.</summary>
    public static readonly TimeSpan Undoable = TimeSpan.FromDays(7);

    /// <summary>How long one tells what it did; the audit log, and what the room itself writes of each thing, tell it longer.</summary>
    public static readonly TimeSpan Kept = TimeSpan.FromDays(30);

    public Guid PublicId { get; set; } = Guid.CreateVersion7();
    /// <summary>What is put, taken or set, in codes of the room's own.</summary>
    public string Value { get; set; } = "";
    public ChangeState State { get; set; }
    public long? ById { get; set; }
    public string By { get; set; } = "";
    public DateTime PlannedUtc { get; set; }
    public DateTime? DoneUtc { get; set; }
    public long? UndoneById { get; set; }
    public string? UndoneBy { get; set; }
    public DateTime? UndoneUtc { get; set; }

    public bool IsAtWork => State is ChangeState.Running or ChangeState.Undoing;

    public bool IsUndoing => State is ChangeState.Undoing or ChangeState.Undone;

    public bool MayBeUndoneAt(DateTime nowUtc) => State == ChangeState.Done && DoneUtc is { } done && nowUtc < done + Undoable;

    /// <summary>Who does it, or who undoes it.</summary>
    public Actor Doer(bool undoing) => undoing ? new Actor(UndoneBy!, UndoneById) : new Actor(By, ById);

    /// <summary>For the audit log, when it is begun.</summary>
    public abstract (string What, string Object, string Detail) Told(bool undoing, int rows);
}

internal abstract class ManyChange<TRow> : ManyChange where TRow : ManyChangeRow
{
    public List<TRow> Rows { get; set; } = [];
}

/// <summary>One thing of a change.</summary>
internal abstract class ManyChangeRow
{
    public long ChangeId { get; set; }
    public long ItemId { get; set; }
    /// <summary>The thing's version that was looked at.</summary>
    public int Version { get; set; }
    public ChangeRowState State { get; set; }
    /// <summary>What stood before.</summary>
    public string? Before { get; set; }
    public int? VersionAfter { get; set; }

    public void Settle(bool undoing, int versionAfter) => (State, VersionAfter) = (undoing ? ChangeRowState.Undone : ChangeRowState.Done, versionAfter);
}

internal static class ChangeMapping
{
    public static void MapChange<TChange, TRow>(this EntityTypeBuilder<TChange> change) where TChange : ManyChange<TRow> where TRow : ManyChangeRow
    {
        change.Ignore(c => c.IsAtWork);
        change.Ignore(c => c.IsUndoing);
        change.HasIndex(nameof(ManyChange.PublicId)).IsUnique();
        change.HasIndex(nameof(ManyChange.State));
        change.HasMany(c => c.Rows).WithOne().HasForeignKey(nameof(ManyChangeRow.ChangeId));
        change.HasOne<User>().WithMany().HasForeignKey(nameof(ManyChange.ById)).OnDelete(DeleteBehavior.SetNull);
        change.HasOne<User>().WithMany().HasForeignKey(nameof(ManyChange.UndoneById)).OnDelete(DeleteBehavior.SetNull);
    }

    /// <param name="item">The column that names the thing.</param>
    public static void MapChangeRow<TRow>(this EntityTypeBuilder<TRow> row, string item) where TRow : ManyChangeRow
    {
        row.HasKey(nameof(ManyChangeRow.ChangeId), nameof(ManyChangeRow.ItemId));
        row.Property(r => r.ItemId).HasColumnName(item);
        row.HasIndex(nameof(ManyChangeRow.ChangeId), nameof(ManyChangeRow.State));
    }
}
