using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace Uutiset.Mailing;

internal enum DispatchKind { First, Addition, Correction, DeadlineNote }

internal enum DispatchState { Scheduled, Sending, Paused, Sent, Cancelled }

/// <summary>One sending of a bulletin to a frozen list of addresses.</summary>
internal sealed class Dispatch
{
    /// <summary>The <see cref="Notice"/> of one that stood in a copy of the database.</summary>
    public const string PutBack = "put-back";

    public long Id { get; set; }
    public Guid PublicId { get; set; } = Guid.CreateVersion7();
    /// <summary>The bulletin, by number only: Mailing does not know bulletins.</summary>
    public long BulletinId { get; set; }
    public DispatchKind Kind { get; set; }
    public DispatchState State { get; set; }
    public int Frozen { get; set; }
    public int Excluded { get; set; }
    public DateTime SendAtUtc { get; set; }
    public DateTime? StartedUtc { get; set; }
    public DateTime? FinishedUtc { get; set; }
    public string By { get; set; } = "";
    /// <summary>Since when its deliveries say no longer to whom they went: only the counts are left.</summary>
    public DateTime? ForgottenUtc { get; set; }
    /// <summary>Why it is paused, when the sender paused it itself.</summary>
    public string? Notice { get; set; }
    /// <summary>Since when it is paused so.</summary>
    public DateTime? HeldUtc { get; set; }
    /// <summary>Since when no server takes anything of it.</summary>
    public DateTime? FailingUtc { get; set; }

    internal sealed class Mapping : IEntityTypeConfiguration<Dispatch>
    {
        public void Configure(EntityTypeBuilder<Dispatch> dispatch)
        {
            dispatch.HasIndex(d => d.PublicId).IsUnique();
            // Two clicks on Send, or two nodes: the second freeze breaks here and nothing is mailed twice
            dispatch.HasIndex(d => new { d.BulletinId, d.Kind }).IsUnique().HasFilter("kind = 'first'");
            dispatch.HasIndex(d => d.State);
        }
    }
}

/// <summary>A compiled message with its slots open: stored, so that a restart sends identical mail.</summary>
internal sealed class MailContent
{
    public long Id { get; set; }
    public byte[] Compiled { get; set; } = [];
    public string Sha256 { get; set; } = "";
    public DateTime CreatedUtc { get; set; }
}

/// <summary>
/// An address that gets no mail, whoever asks; only its reader lifts it, by confirming a new request of their own. Holds no address,
/// only its keyed hash, and survives erasure, import and restore.
/// </summary>
internal sealed class Suppression
{
    public string AddressKey { get; set; } = "";
    public string Reason { get; set; } = "";
    public DateTime AtUtc { get; set; }
    public string? Note { get; set; }
    public string By { get; set; } = "";

    internal sealed class Mapping : IEntityTypeConfiguration<Suppression>
    {
        public void Configure(EntityTypeBuilder<Suppression> row) => row.HasKey(s => s.AddressKey);
    }
}
