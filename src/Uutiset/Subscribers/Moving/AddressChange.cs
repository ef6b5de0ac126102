using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace Uutiset.Subscribers.Moving;

/// <summary>Where a reader wants their mail from now on. Nothing changes until that address has said so itself; forgotten with the requests that nobody confirmed.</summary>
internal sealed class AddressChange
{
    public long Id { get; set; }
    public long ContactId { get; set; }
    public Contact? Contact { get; set; }
    public string Email { get; set; } = "";
    public string AddressKey { get; set; } = "";
    public DateTime AskedUtc { get; set; }

    internal sealed class Mapping : IEntityTypeConfiguration<AddressChange>
    {
        public void Configure(EntityTypeBuilder<AddressChange> row)
        {
            row.HasIndex(a => a.AddressKey);
            row.HasOne(a => a.Contact).WithMany().HasForeignKey(a => a.ContactId);
        }
    }
}
