using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;
using Uutiset.Vocabulary;

namespace Uutiset.Subscribers;

internal enum ContactKind { Role, Person }

internal enum Seat { Owner, Member }

internal enum MailFormat { Html, Text }

internal enum ContactState { Requested, Confirmed, Withdrawn, Bounced, Suppressed }

/// <summary>A seat in a subscription: an address, how it wants its mail, and narrower wishes than its organisation's.</summary>
internal sealed class Contact
{
    public long Id { get; set; }
    public Guid PublicId { get; set; } = Guid.CreateVersion7();
    public long SubscriptionId { get; set; }
    public Subscription? Subscription { get; set; }
    public string Email { get; set; } = "";
    /// <summary>Keyed hash of the normalised address: equality without the address.</summary>
    public string AddressKey { get; set; } = "";
    public string? Name { get; set; }
    /// <summary>What somebody does in the organisation, as the organisation says (DP-02).</summary>
    public string? Duty { get; set; }
    public ContactKind Kind { get; set; }
    public Seat Seat { get; set; }
    public string Lang { get; set; } = "fi";
    public Frequency Frequency { get; set; }
    public MailFormat Format { get; set; }
    public ContactState State { get; set; }
    /// <summary>Raised to revoke every capability link mailed so far.</summary>
    public int TokenVersion { get; set; } = 1;
    /// <summary>Links up to this version lie in the mailbox of an address that the seat has left.</summary>
    public int? LeftVersion { get; set; }
    /// <summary>The other seat with which this one has become one when its reader moved there.</summary>
    public long? MovedToId { get; set; }
    public DateTime CreatedUtc { get; set; }
    public DateTime? ConfirmedUtc { get; set; }
    public DateTime? WithdrawnUtc { get; set; }
    /// <summary>Nothing was heard of the reader for long: when they were asked whether they still want the bulletins.</summary>
    public DateTime? StayAskedUtc { get; set; }
    public DateTime? StayRemindedUtc { get; set; }
    /// <summary>No mail before this day.</summary>
    public DateOnly? PausedUntil { get; set; }
    /// <summary>Raised by whoever changes the seat's own wishes, who compares it first. No concurrency token: leaving must never fail because of it.</summary>
    public int Version { get; set; } = 1;
    public List<ContactRegion> Regions { get; set; } = [];
    public List<ContactTerm> Terms { get; set; } = [];

    internal sealed class Mapping : IEntityTypeConfiguration<Contact>
    {
        public void Configure(EntityTypeBuilder<Contact> contact)
        {
            contact.HasIndex(c => c.PublicId).IsUnique();
            contact.HasIndex(c => new { c.SubscriptionId, c.AddressKey }).IsUnique();
            contact.HasIndex(c => c.AddressKey);
            contact.HasIndex(c => c.State);
            contact.HasIndex(c => c.StayAskedUtc);
            contact.HasOne<Contact>().WithMany().HasForeignKey(c => c.MovedToId).OnDelete(DeleteBehavior.SetNull);
            // All that a list asks of how seats stand: 30,000 of them are then read without their rows
            contact.HasIndex(c => new { c.SubscriptionId, c.State, c.Lang, c.PausedUntil, c.AddressKey });
            contact.HasMany(c => c.Regions).WithOne().HasForeignKey(r => r.ContactId);
            contact.HasMany(c => c.Terms).WithOne().HasForeignKey(r => r.ContactId);
        }
    }
}

internal sealed class ContactRegion
{
    public long ContactId { get; set; }
    public string RegionCode { get; set; } = "";

    internal sealed class Mapping : IEntityTypeConfiguration<ContactRegion>
    {
        public void Configure(EntityTypeBuilder<ContactRegion> row)
        {
            row.HasKey(r => new { r.ContactId, r.RegionCode });
            row.HasOne<RegionRow>().WithMany().HasForeignKey(r => r.RegionCode).OnDelete(DeleteBehavior.Restrict);
        }
    }
}

internal sealed class ContactTerm
{
    public long ContactId { get; set; }
    public long TermId { get; set; }

    internal sealed class Mapping : IEntityTypeConfiguration<ContactTerm>
    {
        public void Configure(EntityTypeBuilder<ContactTerm> row)
        {
            row.HasKey(r => new { r.ContactId, r.TermId });
            row.HasOne<Term>().WithMany().HasForeignKey(r => r.TermId).OnDelete(DeleteBehavior.Restrict);
        }
    }
}
