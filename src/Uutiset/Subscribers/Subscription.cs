using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;
using Uutiset.People;
using Uutiset.Vocabulary;

namespace Uutiset.Subscribers;

internal enum Frequency { Immediate, Weekly, Monthly }

/// <summary>What an organisation, or a private reader (organisation null), wants from a publisher. Its contacts hold the seats.</summary>
internal sealed class Subscription
{
    public long Id { get; set; }
    public Guid PublicId { get; set; } = Guid.CreateVersion7();
    public long? OrganisationId { get; set; }
    public Organisation? Organisation { get; set; }
    /// <summary>An organisation of the same name that was there before. A typed name proves nothing: an editor joins the two, or tells them apart.</summary>
    public long? ResemblesId { get; set; }
    /// <summary>Written beside the name by the same stranger: it becomes the organisation's when an editor lists it.</summary>
    public string? TypedBusinessId { get; set; }
    public long PublisherId { get; set; }
    /// <summary>Null: everything the publisher sends.</summary>
    public long? SeriesId { get; set; }
    public DateTime CreatedUtc { get; set; }
    public DateTime? EndedUtc { get; set; }
    /// <summary>No mail to any seat before this day.</summary>
    public DateOnly? PausedUntil { get; set; }
    /// <summary>When an owner last said that everything is still right.</summary>
    public DateTime? CheckedUtc { get; set; }
    /// <summary>When they were last asked.</summary>
    public DateTime? CheckAskedUtc { get; set; }
    /// <summary>Raised by whoever changes what all seats get, who compares it first.</summary>
    public int Version { get; set; } = 1;
    public List<SubscriptionRegion> Regions { get; set; } = [];
    public List<SubscriptionTerm> Terms { get; set; } = [];
    public List<Contact> Contacts { get; set; } = [];

    internal sealed class Mapping : IEntityTypeConfiguration<Subscription>
    {
        public void Configure(EntityTypeBuilder<Subscription> subscription)
        {
            subscription.HasIndex(s => s.PublicId).IsUnique();
            // Both at once: SQLite, which may look by one index only, would otherwise read all of a publisher's for each organisation
            subscription.HasIndex(s => new { s.OrganisationId, s.PublisherId });
            subscription.HasOne(s => s.Organisation).WithMany().HasForeignKey(s => s.OrganisationId).OnDelete(DeleteBehavior.Restrict);
            subscription.HasOne<Organisation>().WithMany().HasForeignKey(s => s.ResemblesId).OnDelete(DeleteBehavior.SetNull);
            subscription.HasOne<Organisation>().WithMany().HasForeignKey(s => s.PublisherId).OnDelete(DeleteBehavior.Restrict);
            subscription.HasOne<Term>().WithMany().HasForeignKey(s => s.SeriesId).OnDelete(DeleteBehavior.Restrict);
            subscription.HasMany(s => s.Regions).WithOne().HasForeignKey(r => r.SubscriptionId);
            subscription.HasMany(s => s.Terms).WithOne().HasForeignKey(r => r.SubscriptionId);
            subscription.HasMany(s => s.Contacts).WithOne(c => c.Subscription).HasForeignKey(c => c.SubscriptionId);
        }
    }
}

internal sealed class SubscriptionRegion
{
    public long SubscriptionId { get; set; }
    public string RegionCode { get; set; } = "";

    internal sealed class Mapping : IEntityTypeConfiguration<SubscriptionRegion>
    {
        public void Configure(EntityTypeBuilder<SubscriptionRegion> row)
        {
            row.HasKey(r => new { r.SubscriptionId, r.RegionCode });
            row.HasOne<RegionRow>().WithMany().HasForeignKey(r => r.RegionCode).OnDelete(DeleteBehavior.Restrict);
        }
    }
}

internal sealed class SubscriptionTerm
{
    public long SubscriptionId { get; set; }
    public long TermId { get; set; }

    internal sealed class Mapping : IEntityTypeConfiguration<SubscriptionTerm>
    {
        public void Configure(EntityTypeBuilder<SubscriptionTerm> row)
        {
            row.HasKey(r => new { r.SubscriptionId, r.TermId });
            row.HasOne<Term>().WithMany().HasForeignKey(r => r.TermId).OnDelete(DeleteBehavior.Restrict);
        }
    }
}
