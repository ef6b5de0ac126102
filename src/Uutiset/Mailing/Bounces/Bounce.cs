using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace Uutiset.Mailing.Bounces;

/// <summary>A failure or a complaint that a report told of one delivery. The same told again, by whichever way, is this row.</summary>
internal sealed class Bounce
{
    public long Id { get; set; }
    public long DeliveryId { get; set; }
    /// <summary>The delivery's, here too: how many of a sending fail is asked at each failure.</summary>
    public long? DispatchId { get; set; }
    public ReportKind Kind { get; set; }
    public Verdict Verdict { get; set; }
    public string? Status { get; set; }
    /// <summary>The other server's. They may name the reader, so they go with them.</summary>
    public string? Words { get; set; }
    public string Source { get; set; } = "";
    /// <summary>When it failed, as the report says.</summary>
    public DateTime AtUtc { get; set; }
    public DateTime ReceivedUtc { get; set; }
    /// <summary>Null: what follows from it has not been drawn yet.</summary>
    public DateTime? WeighedUtc { get; set; }
    /// <summary>Since when the address gets no mail because of this.</summary>
    public DateTime? SuppressedUtc { get; set; }

    internal sealed class Mapping : IEntityTypeConfiguration<Bounce>
    {
        public void Configure(EntityTypeBuilder<Bounce> bounce)
        {
            // One mail to one address fails once, however often and by how many ways that is told
            bounce.HasIndex(b => new { b.DeliveryId, b.Kind }).IsUnique();
            bounce.HasIndex(b => new { b.DispatchId, b.Verdict });
            bounce.HasIndex(b => b.WeighedUtc).HasFilter("weighed_utc is null");
            bounce.HasIndex(b => b.ReceivedUtc);
            bounce.HasOne<Delivery>().WithMany().HasForeignKey(b => b.DeliveryId);
        }
    }
}

internal enum HoldAnswer
{
    /// <summary>The addresses are wrong: they get no more mail.</summary>
    Addresses,
    /// <summary>Our own fault, or the relay's: nobody is suppressed.</summary>
    Ours,
}

/// <summary>Too many of a sending failed for good (<see cref="HardShare"/>): nobody is suppressed because of it until a person has looked.</summary>
internal sealed class DispatchHold
{
    public long DispatchId { get; set; }
    public DateTime AtUtc { get; set; }
    /// <summary>So many had failed, of so many that were settled.</summary>
    public int Failed { get; set; }
    public int Settled { get; set; }
    /// <summary>It stands for the whole sending: who has looked is not asked about it again.</summary>
    public HoldAnswer? Answer { get; set; }
    public DateTime? AnsweredUtc { get; set; }
    public string? By { get; set; }

    internal sealed class Mapping : IEntityTypeConfiguration<DispatchHold>
    {
        public void Configure(EntityTypeBuilder<DispatchHold> hold)
        {
            hold.HasKey(h => h.DispatchId);
            hold.Property(h => h.DispatchId).ValueGeneratedNever();
            hold.HasOne<Dispatch>().WithOne().HasForeignKey<DispatchHold>(h => h.DispatchId);
        }
    }
}
