using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;
using Uutiset.Data;

namespace Uutiset.Subscribers;

/// <summary>When an address last got a mail that anybody could ask for: list bombing stops at one a day (S42), and at one in thirty where the reader has said that they want no mail.</summary>
internal sealed class AskedAddress
{
    public const int Days = 1;
    public const int DaysWhenSuppressed = 30;

    public string AddressKey { get; set; } = "";
    public DateTime AtUtc { get; set; }

    internal sealed class Mapping : IEntityTypeConfiguration<AskedAddress>
    {
        public void Configure(EntityTypeBuilder<AskedAddress> row)
        {
            row.HasKey(a => a.AddressKey);
            row.HasIndex(a => a.AtUtc);
        }
    }

    /// <summary>
    /// Takes the address's one mail of the day, or of the thirty days. One statement, so that of two requests at the same moment one gets it on either
    /// engine: the second waits for the first one's transaction and then finds the row too young.
    /// </summary>
    public static async Task<bool> TakeTurnAsync(NewsDb db, string addressKey, DateTime nowUtc, CancellationToken ct)
    {
        var days = await db.Suppressions.AnyAsync(s => s.AddressKey == addressKey, ct) ? DaysWhenSuppressed : Days;
        var earlier = nowUtc.AddDays(-days);
        return await db.Database.ExecuteSqlAsync(
            $"""
            insert into asked_address (address_key, at_utc) values ({addressKey}, {nowUtc})
            on conflict (address_key) do update set at_utc = excluded.at_utc where asked_address.at_utc <= {earlier}
            """, ct) == 1;
    }
}
