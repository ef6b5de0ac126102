using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;
using Uutiset.Data;

namespace Uutiset.Subscribers.Rights;

/// <summary>
/// A no that stands until its reader says yes again. It holds no address and has no foreign key: the contact may be erased, imported again
/// or come back with an older copy of its table, and is still one that has left (DP-04).
/// </summary>
internal sealed class Withdrawal
{
    public string AddressKey { get; set; } = "";
    public long PublisherId { get; set; }
    /// <summary><see cref="Withdrawals.EverySeat"/>, or the one organisation whose owner or editor ended the seat.</summary>
    public long OrganisationId { get; set; }
    public DateTime AtUtc { get; set; }

    internal sealed class Mapping : IEntityTypeConfiguration<Withdrawal>
    {
        public void Configure(EntityTypeBuilder<Withdrawal> row)
        {
            row.HasKey(w => new { w.AddressKey, w.PublisherId, w.OrganisationId });
            row.HasIndex(w => w.PublisherId);
        }
    }
}

internal static class Withdrawals
{
    /// <summary>The reader's own no: it holds for every seat under the publisher.</summary>
    public const long EverySeat = 0;

    /// <summary>What stands in the way of this address in this organisation; null: a private reader.</summary>
    public static IQueryable<Withdrawal> Against(this NewsDb db, string addressKey, long publisher, long? organisation) =>
        db.Withdrawals.Where(w => w.AddressKey == addressKey && w.PublisherId == publisher && (w.OrganisationId == EverySeat || w.OrganisationId == organisation));

    /// <summary>Seats that somebody would write to, although a no stands that is younger than their yes.</summary>
    public static IQueryable<Contact> RefusedSeats(this NewsDb db) => db.Contacts.Where(c => (c.State == ContactState.Requested || c.State == ContactState.Confirmed)
        && db.Withdrawals.Any(w => w.AddressKey == c.AddressKey && w.PublisherId == c.Subscription!.PublisherId
            && (w.OrganisationId == EverySeat || w.OrganisationId == c.Subscription.OrganisationId) && w.AtUtc >= (c.ConfirmedUtc ?? c.CreatedUtc)));

    /// <summary>In the caller's transaction. Saying it again makes it younger: an older yes must not outweigh it.</summary>
    public static Task StandAsync(NewsDb db, string addressKey, long publisher, long organisation, DateTime nowUtc, CancellationToken ct)
    {
        var now = new DateTime(nowUtc.Ticks - nowUtc.Ticks % TimeSpan.TicksPerMillisecond, DateTimeKind.Utc);
        return db.Database.ExecuteSqlAsync(
            $"""
            insert into withdrawal (address_key, publisher_id, organisation_id, at_utc) values ({addressKey}, {publisher}, {organisation}, {now})
            on conflict (address_key, publisher_id, organisation_id) do update set at_utc = excluded.at_utc
            """, ct);
    }

    /// <summary>Two organisations are one from now on, and so are the refusals of their seats: of two the younger stands.</summary>
    public static async Task MoveAsync(NewsDb db, long from, long to, CancellationToken ct)
    {
        await db.Database.ExecuteSqlAsync(
            $"""
            insert into withdrawal (address_key, publisher_id, organisation_id, at_utc)
            select moved.address_key, moved.publisher_id, moved.organisation_id, max(moved.at_utc) from (
                select address_key, at_utc, case when publisher_id = {from} then {to} else publisher_id end as publisher_id, case when organisation_id = {from} then {to} else organisation_id end as organisation_id
                from withdrawal where publisher_id = {from} or organisation_id = {from}) moved
            where true group by moved.address_key, moved.publisher_id, moved.organisation_id
            on conflict (address_key, publisher_id, organisation_id) do update set at_utc = excluded.at_utc where withdrawal.at_utc < excluded.at_utc
            """, ct);
        await db.Withdrawals.Where(w => w.PublisherId == from || w.OrganisationId == from).ExecuteDeleteAsync(ct);
    }
}

/// <summary>A publisher's refusals, for whoever weighs all of its seats.</summary>
internal sealed class RefusalIndex
{
    private readonly Dictionary<(string Key, long Organisation), DateTime> standing;

    private RefusalIndex(Dictionary<(string, long), DateTime> standing) => this.standing = standing;

    public static async Task<RefusalIndex> ReadAsync(NewsDb db, long publisher, CancellationToken ct) =>
        new(await db.Withdrawals.AsNoTracking().Where(w => w.PublisherId == publisher).ToDictionaryAsync(w => (w.AddressKey, w.OrganisationId), w => w.AtUtc, ct));

    /// <param name="saidYesUtc">When the seat was confirmed; only a younger no stands against it.</param>
    public bool StandsAgainst(string addressKey, long? organisation, DateTime saidYesUtc) =>
        Stands(addressKey, Withdrawals.EverySeat, saidYesUtc) || organisation is { } id && Stands(addressKey, id, saidYesUtc);

    private bool Stands(string addressKey, long organisation, DateTime saidYesUtc) => standing.TryGetValue((addressKey, organisation), out var at) && at >= saidYesUtc;
}
