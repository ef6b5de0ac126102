using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace Uutiset.Subscribers;

internal enum ConsentKind { Requested, Confirmed, Changed, Withdrawn, Objected, Bounced, Imported }

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
    /// <summary>web, one-click, import, api, desk.</summary>
    public string Method { get; set; } = "";
    /// <summary>self, or who of the staff.</summary>
    public string Actor { get; set; } = "";
    public string? Detail { get; set; }

    internal sealed class Mapping : IEntityTypeConfiguration<ConsentEvent>
    {
        public void Configure(EntityTypeBuilder<ConsentEvent> row)
        {
            row.HasIndex(e => e.ContactId);
            row.HasIndex(e => e.AddressKey);
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
