using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace Uutiset.Mailing;

internal enum DeliveryState { Pending, Leased, Transmitting, Accepted, Deferred, Rejected, InDoubt, Suppressed, Cancelled }

internal enum Lane { Single, Bulk }

/// <summary>
/// One message to one address. States move pending, leased, transmitting, then accepted, deferred, rejected or inDoubt;
/// suppressed and cancelled end one that was not yet transmitting.
/// </summary>
internal sealed class Delivery
{
    /// <summary>The <see cref="Reply"/> where the sender ended before the server had answered.</summary>
    public const string SenderEnded = "The sender stopped before the server had answered.";

    /// <summary>The <see cref="Reply"/> of one that waited in a copy of the database that was put back.</summary>
    public const string PutBack = "The database was put back from a copy; this may have been sent after the copy was taken.";

    public long Id { get; set; }
    /// <summary>Null: a single mail (confirmation, set-up, test).</summary>
    public long? DispatchId { get; set; }
    public long? VariantId { get; set; }
    public long ContentId { get; set; }
    public MailContent? Content { get; set; }
    /// <summary>The subscriber's contact, by number only: Mailing does not know subscribers.</summary>
    public long? ContactId { get; set; }
    public Lane Lane { get; set; }
    public string Address { get; set; } = "";
    public string AddressKey { get; set; } = "";
    /// <summary>Values of the content's slots for this recipient, as JSON.</summary>
    public string Slots { get; set; } = "{}";
    /// <summary>Message-ID header, made from the delivery's id at the first transmission and the same at every attempt.</summary>
    public string? MessageId { get; set; }
    public DeliveryState State { get; set; }
    public int Attempts { get; set; }
    /// <summary>The mail's Date. A bulletin's is the hour it is sent at, which may lie ahead.</summary>
    public DateTime QueuedUtc { get; set; }
    /// <summary>Not before this moment.</summary>
    public DateTime NextUtc { get; set; }
    public string? LeasedBy { get; set; }
    public DateTime? SettledUtc { get; set; }
    public string? Code { get; set; }
    public string? Reply { get; set; }
    public DateTime? BouncedUtc { get; set; }
    public DateTime? ComplainedUtc { get; set; }
    /// <summary>Asks the reader whether their own new request stands: passes a suppression older than itself, since only the answer can lift it.</summary>
    public bool OptIn { get; set; }
    /// <summary>The reader left while the message was under way: whatever the server answers, there is no further attempt.</summary>
    public DateTime? WithdrawnUtc { get; set; }
    /// <summary>In doubt, and an editor has looked at it and left it so.</summary>
    public DateTime? LeftUtc { get; set; }

    internal sealed class Mapping : IEntityTypeConfiguration<Delivery>
    {
        public void Configure(EntityTypeBuilder<Delivery> delivery)
        {
            delivery.HasIndex(d => new { d.DispatchId, d.AddressKey }).IsUnique();
            // Single mails, and a dispatch's, as they are leased
            delivery.HasIndex(d => new { d.State, d.Lane, d.NextUtc }).HasFilter("dispatch_id is null");
            delivery.HasIndex(d => new { d.DispatchId, d.State, d.NextUtc, d.Id });
            delivery.HasIndex(d => d.LeasedBy).HasFilter("leased_by is not null");
            delivery.HasIndex(d => d.ContactId);
            delivery.HasOne<Dispatch>().WithMany().HasForeignKey(d => d.DispatchId).OnDelete(DeleteBehavior.Restrict);
            delivery.HasOne(d => d.Content).WithMany().HasForeignKey(d => d.ContentId).OnDelete(DeleteBehavior.Restrict);
        }
    }
}

/// <summary>What a server said to one try.</summary>
internal sealed class Attempt
{
    public long Id { get; set; }
    public long DeliveryId { get; set; }
    public DateTime AtUtc { get; set; }
    public string Server { get; set; } = "";
    public bool Tls { get; set; }
    public DeliveryState Outcome { get; set; }
    public string? Code { get; set; }
    public string? Reply { get; set; }

    internal sealed class Mapping : IEntityTypeConfiguration<Attempt>
    {
        public void Configure(EntityTypeBuilder<Attempt> attempt)
        {
            attempt.HasIndex(a => a.DeliveryId);
            attempt.HasOne<Delivery>().WithMany().HasForeignKey(a => a.DeliveryId);
        }
    }
}
