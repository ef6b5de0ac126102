using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace Uutiset.Subscribers.Seats;

internal enum HandOverReason { Left, Bounced, Away }

/// <summary>Nobody is left to decide for an organisation, and the others have been asked who goes on.</summary>
internal sealed class HandOver
{
    public long Id { get; set; }
    public Guid PublicId { get; set; } = Guid.CreateVersion7();
    public long SubscriptionId { get; set; }
    public Subscription? Subscription { get; set; }
    /// <summary>The seat that is to be filled; null: its reader has been erased.</summary>
    public long? ContactId { get; set; }
    public Contact? Contact { get; set; }
    public HandOverReason Reason { get; set; }
    public DateTime AskedUtc { get; set; }
    /// <summary>Somebody went on, or there was somebody again.</summary>
    public DateTime? ClosedUtc { get; set; }
    public long? TakenById { get; set; }

    /// <summary>For the ledger of whoever goes on.</summary>
    public static string Told(Contact? before) => before is null ? "hand-over from a seat that was erased; seat: owner" : $"hand-over from seat {before.PublicId}: owner";

    internal sealed class Mapping : IEntityTypeConfiguration<HandOver>
    {
        public void Configure(EntityTypeBuilder<HandOver> row)
        {
            row.HasIndex(h => h.PublicId).IsUnique();
            row.HasIndex(h => new { h.ClosedUtc, h.AskedUtc });
            row.HasOne(h => h.Subscription).WithMany().HasForeignKey(h => h.SubscriptionId);
            row.HasOne(h => h.Contact).WithMany().HasForeignKey(h => h.ContactId).OnDelete(DeleteBehavior.SetNull);
            row.HasOne<Contact>().WithMany().HasForeignKey(h => h.TakenById).OnDelete(DeleteBehavior.SetNull);
        }
    }
}
