using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;
using Uutiset.People;

namespace Uutiset.Subscribers.Joining;

/// <summary>A request to join that nobody answered in time. Who asked is forgotten; that it happened is counted.</summary>
internal sealed class UnansweredJoin
{
    public long Id { get; set; }
    public long OrganisationId { get; set; }
    public long PublisherId { get; set; }
    public DateTime EndedUtc { get; set; }

    internal sealed class Mapping : IEntityTypeConfiguration<UnansweredJoin>
    {
        public void Configure(EntityTypeBuilder<UnansweredJoin> row)
        {
            row.HasIndex(u => new { u.PublisherId, u.EndedUtc });
            row.HasOne<Organisation>().WithMany().HasForeignKey(u => u.OrganisationId).OnDelete(DeleteBehavior.Cascade);
            row.HasOne<Organisation>().WithMany().HasForeignKey(u => u.PublisherId).OnDelete(DeleteBehavior.Cascade);
        }
    }
}
