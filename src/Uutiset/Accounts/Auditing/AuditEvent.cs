using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace Uutiset.Accounts.Auditing;

/// <summary>Who did what, when, to which object. Never changed, never deleted: triggers see to it on both engines.</summary>
internal sealed class AuditEvent
{
    public long Id { get; set; }
    public DateTime AtUtc { get; set; }
    /// <summary>"user:3", "key:2" or "system"; null for somebody without an account. A name would have to be forgotten one day, a number need not.</summary>
    public string? Actor { get; set; }
    /// <summary>"article.published"; each has a sentence <c>audit.what.X</c> among the desk's texts.</summary>
    public string What { get; set; } = "";
    /// <summary>"article:0198…"</summary>
    public string? Object { get; set; }
    /// <summary>Null once it has been forgotten.</summary>
    public AuditContent? Content { get; set; }

    internal sealed class Mapping : IEntityTypeConfiguration<AuditEvent>
    {
        public void Configure(EntityTypeBuilder<AuditEvent> row)
        {
            row.HasIndex(e => e.AtUtc);
            row.HasIndex(e => e.Actor);
            row.HasIndex(e => e.What);
            row.HasIndex(e => e.Object);
            row.HasOne(e => e.Content).WithOne().HasForeignKey<AuditContent>(c => c.EventId).OnDelete(DeleteBehavior.Restrict);
        }
    }
}

/// <summary>
/// The part of an event that may hold personal data, in a row of its own: it can be forgotten (GDPR 17, 5(1)(e)) while the event and the
/// chain stand, since the chain holds only its salted hash.
/// </summary>
internal sealed class AuditContent
{
    public long EventId { get; set; }
    /// <summary>128 random bits: without them nobody could tell from the hash that is left what stood here, not even by trying every name.</summary>
    public string Salt { get; set; } = "";
    public string Who { get; set; } = "";
    /// <summary>The network that it came from, never the whole address of a person (DP-10).</summary>
    public string? Address { get; set; }
    public string? Detail { get; set; }
    /// <summary><see cref="AuditChange"/>s as JSON.</summary>
    public string? Changes { get; set; }

    internal sealed class Mapping : IEntityTypeConfiguration<AuditContent>
    {
        public void Configure(EntityTypeBuilder<AuditContent> row)
        {
            row.HasKey(c => c.EventId);
            row.Property(c => c.EventId).ValueGeneratedNever();
            row.HasIndex(c => c.Salt).IsUnique();
        }
    }
}

internal sealed class AuditLink : ChainLink
{
    internal sealed class Mapping : IEntityTypeConfiguration<AuditLink>
    {
        public void Configure(EntityTypeBuilder<AuditLink> row) => Map<AuditLink, AuditEvent>(row);
    }
}

/// <summary>Says which event forgot another's content. Without this row a trigger keeps the content, and without the content's hash in the chain it would be found out.</summary>
internal sealed class AuditErasure
{
    public long EventId { get; set; }
    public long ByEventId { get; set; }

    internal sealed class Mapping : IEntityTypeConfiguration<AuditErasure>
    {
        public void Configure(EntityTypeBuilder<AuditErasure> row)
        {
            row.HasKey(e => e.EventId);
            row.Property(e => e.EventId).ValueGeneratedNever();
            row.HasIndex(e => e.ByEventId);
            row.HasOne<AuditEvent>().WithMany().HasForeignKey(e => e.EventId).OnDelete(DeleteBehavior.Restrict);
            row.HasOne<AuditEvent>().WithMany().HasForeignKey(e => e.ByEventId).OnDelete(DeleteBehavior.Restrict);
        }
    }
}
