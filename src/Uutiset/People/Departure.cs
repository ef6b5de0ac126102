using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;
using Uutiset.Accounts;

namespace Uutiset.People;

/// <summary>Somebody left: what stood before, so that it can be put back.</summary>
internal sealed class Departure
{
    public long Id { get; set; }
    public long PersonId { get; set; }
    public Person? Person { get; set; }
    /// <summary>The account that was closed; null when there was none open.</summary>
    public long? UserId { get; set; }
    public DateTime AtUtc { get; set; }
    public string By { get; set; } = "";
    /// <summary>Former contact day, successor and open memberships, as JSON.</summary>
    public string Before { get; set; } = "";
    public DateTime? UndoneUtc { get; set; }

    internal sealed class Mapping : IEntityTypeConfiguration<Departure>
    {
        public void Configure(EntityTypeBuilder<Departure> departure)
        {
            departure.HasOne(d => d.Person).WithMany().HasForeignKey(d => d.PersonId);
            departure.HasOne<User>().WithMany().HasForeignKey(d => d.UserId).OnDelete(DeleteBehavior.SetNull);
        }
    }
}
