using System.Security.Cryptography;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;
using Uutiset.Accounts.Auditing;

namespace Uutiset.Subscribers;

internal enum ConsentKind { Requested, Confirmed, Changed, Withdrawn, Objected, Bounced, Imported, Suppressed, Lifted, Erased, Asked }

/// <summary>One line of the consent ledger (GDPR 7(1)). The database refuses to change or remove one; it has no foreign key, so it outlives its contact.</summary>
internal sealed class ConsentEvent
{
    public long Id { get; set; }
    public Guid ContactId { get; set; }
    public string AddressKey { get; set; } = "";
    public ConsentKind Kind { get; set; }
    public DateTime AtUtc { get; set; }
    /// <summary>SHA-256 of the text shown, a row of <see cref="ConsentText"/>.</summary>
    public string? TextHash { get; set; }
    public string? FormUrl { get; set; }
    /// <summary>web, one-click, mail, import, api, desk, time.</summary>
    public string Method { get; set; } = "";
    /// <summary>self, or who of the staff.</summary>
    public string Actor { get; set; } = "";
    /// <summary>Null when there are none, or when the person was erased.</summary>
    public ConsentDetail? Words { get; set; }
    public string? Detail => Words?.Text;

    internal sealed class Mapping : IEntityTypeConfiguration<ConsentEvent>
    {
        public void Configure(EntityTypeBuilder<ConsentEvent> row)
        {
            row.HasIndex(e => e.ContactId);
            row.HasIndex(e => e.AddressKey);
            row.Ignore(e => e.Detail);
            row.HasOne(e => e.Words).WithOne().HasForeignKey<ConsentDetail>(d => d.EventId).OnDelete(DeleteBehavior.Restrict);
        }
    }
}

/// <summary>The words of a line: they may hold a name (where a consent was given, and by whom), so they can be erased while the line stands.</summary>
internal sealed class ConsentDetail
{
    public long EventId { get; set; }
    /// <summary>128 random bits: without them nobody could tell from the hash that the chain keeps what stood here, not even by trying every name.</summary>
    public string Salt { get; set; } = Convert.ToHexStringLower(RandomNumberGenerator.GetBytes(16));
    public string Text { get; set; } = "";

    internal sealed class Mapping : IEntityTypeConfiguration<ConsentDetail>
    {
        public void Configure(EntityTypeBuilder<ConsentDetail> row)
        {
            row.HasKey(d => d.EventId);
            row.Property(d => d.EventId).ValueGeneratedNever();
        }
    }
}

internal sealed class ConsentText
{
    public string Hash { get; set; } = "";
    public string Lang { get; set; } = "";
    public string Text { get; set; } = "";
    public DateTime FirstShownUtc { get; set; }

    internal sealed class Mapping : IEntityTypeConfiguration<ConsentText>
    {
        public void Configure(EntityTypeBuilder<ConsentText> row) => row.HasKey(t => t.Hash);
    }
}

internal sealed class ConsentLink : ChainLink
{
    internal sealed class Mapping : IEntityTypeConfiguration<ConsentLink>
    {
        public void Configure(EntityTypeBuilder<ConsentLink> row) => Map<ConsentLink, ConsentEvent>(row);
    }
}
