using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;
using Uutiset.People;

namespace Uutiset.Subscribers.Joining;

/// <summary>
/// Somebody asks to sit in the subscription of an organisation of the list. Until a yes the contact sits in a subscription of its own,
/// where nothing of the organisation is to be seen and, not being confirmed, it gets nothing.
/// </summary>
internal sealed class JoinRequest
{
    public long Id { get; set; }
    public Guid PublicId { get; set; } = Guid.CreateVersion7();
    public long ContactId { get; set; }
    public Contact? Contact { get; set; }
    public long OrganisationId { get; set; }
    public Organisation? Organisation { get; set; }
    public DateTime CreatedUtc { get; set; }
    /// <summary>When the reader had said yes themselves, and the organisation was asked; null: not yet.</summary>
    public DateTime? AskedUtc { get; set; }
    public DateTime? DecidedUtc { get; set; }
    /// <summary>The seat of an owner, or who of the staff.</summary>
    public string? DecidedBy { get; set; }
    public bool? Accepted { get; set; }

    internal sealed class Mapping : IEntityTypeConfiguration<JoinRequest>
    {
        public void Configure(EntityTypeBuilder<JoinRequest> request)
        {
            request.HasIndex(r => r.PublicId).IsUnique();
            request.HasOne(r => r.Contact).WithMany().HasForeignKey(r => r.ContactId);
            request.HasOne(r => r.Organisation).WithMany().HasForeignKey(r => r.OrganisationId).OnDelete(DeleteBehavior.Restrict);
        }
    }
}
