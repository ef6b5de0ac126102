using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;
using Uutiset.Data;

namespace Uutiset.Subscribers.Rights;

/// <summary>Moved: the reader has left the address for another one. It is no refusal of theirs, and they may come back to it.</summary>
internal enum WithdrawalKind { Ended, Moved }

/// <summary>
/// What stands against lists until its reader says yes again. It holds no address and has no foreign key: the contact may be erased, imported
/// again or come back with an older copy of its table, and is still one that has left (DP-04).
/// </summary>
internal sealed class Withdrawal
{
    /// <summary>Of an address; <see cref="Withdrawals.Organisation"/>: the organisation itself has ended it, whomever of it a list names.</summary>
    public string AddressKey { get; set; } = "";
    public long PublisherId { get; set; }
    /// <summary><see cref="Withdrawals.EverySeat"/>, or the one organisation whose owner or editor ended the seat.</summary>
    public long OrganisationId { get; set; }
    /// <summary><see cref="Withdrawals.Everything"/>, or the one series that the seat was of.</summary>
    public long SeriesId { get; set; }
    public WithdrawalKind Kind { get; set; }
    public DateTime AtUtc { get; set; }

    /// <summary>Whether a list or an invitation may not begin this: a no to everything is one to each series, and who gets everything gets each series.</summary>
    /// <param name="organisation">Null: a private reader.</param>
    /// <param name="series">Null: everything.</param>
    public bool Bars(long? organisation, long? series) =>
        (OrganisationId == Withdrawals.EverySeat || OrganisationId == organisation) && (SeriesId == Withdrawals.Everything || series is null || SeriesId == series);

    /// <summary>Whether a seat that sits there is ended by it: another series that the organisation follows goes on.</summary>
    public bool Ends(long? organisation, long? series) => OrganisationId == Withdrawals.EverySeat
        ? SeriesId == Withdrawals.Everything || SeriesId == series
        : OrganisationId == organisation && SeriesId == (series ?? Withdrawals.Everything);

    internal sealed class Mapping : IEntityTypeConfiguration<Withdrawal>
    {
        public void Configure(EntityTypeBuilder<Withdrawal> row)
        {
            row.HasKey(w => new { w.AddressKey, w.PublisherId, w.OrganisationId, w.SeriesId });
            row.HasIndex(w => w.PublisherId);
        }
    }
}

internal static class Withdrawals
{
    /// <summary>The reader's own no: it holds for every seat under the publisher.</summary>
    public const long EverySeat = 0;
    public const long Everything = 0;
    /// <summary>Nobody's address.</summary>
    public const string Organisation = "";

    private const long Nothing = -1;

    /// <summary>As <see cref="Withdrawal.Bars"/>.</summary>
    public static IQueryable<Withdrawal> Against(this NewsDb db, string addressKey, long publisher, long? organisation, long? series) =>
        db.Withdrawals.Where(w => w.AddressKey == addressKey && w.PublisherId == publisher && (w.OrganisationId == EverySeat || w.OrganisationId == organisation)
            && (w.SeriesId == Everything || series == null || w.SeriesId == series));

    /// <summary>Seats that somebody would write to, although a no stands that is younger than their yes. As <see cref="Withdrawal.Ends"/>.</summary>
    public static IQueryable<Contact> RefusedSeats(this NewsDb db) => db.Contacts.Where(c => (c.State == ContactState.Requested || c.State == ContactState.Confirmed)
        && db.Withdrawals.Any(w => w.AddressKey == c.AddressKey && w.PublisherId == c.Subscription!.PublisherId && w.AtUtc >= (c.ConfirmedUtc ?? c.CreatedUtc)
            && (w.OrganisationId == EverySeat && (w.SeriesId == Everything || w.SeriesId == c.Subscription.SeriesId)
                || w.OrganisationId == c.Subscription.OrganisationId && w.SeriesId == (c.Subscription.SeriesId ?? Everything))));

    /// <summary>
    /// In the caller's transaction. Saying it again makes it younger: an older yes must not outweigh it. A no outweighs the trace of an address
    /// that was left, and never the other way round.
    /// </summary>
    public static Task StandAsync(NewsDb db, string addressKey, long publisher, long organisation, long? series, DateTime nowUtc, CancellationToken ct, WithdrawalKind kind = WithdrawalKind.Ended)
    {
        var (now, what, whose) = (new DateTime(nowUtc.Ticks - nowUtc.Ticks % TimeSpan.TicksPerMillisecond, DateTimeKind.Utc), kind == WithdrawalKind.Moved ? "moved" : "ended", series ?? Everything);
        return db.Database.ExecuteSqlAsync(
            $"""
            insert into withdrawal (address_key, publisher_id, organisation_id, series_id, kind, at_utc) values ({addressKey}, {publisher}, {organisation}, {whose}, {what}, {now})
            on conflict (address_key, publisher_id, organisation_id, series_id) do update set at_utc = excluded.at_utc, kind = excluded.kind
            where withdrawal.kind = excluded.kind or excluded.kind = 'ended'
            """, ct);
    }

    /// <summary>The reader has said yes to this seat themselves, and by that its organisation is a subscriber again.</summary>
    /// <param name="seat">With its subscription.</param>
    public static Task LiftAsync(this NewsDb db, Contact seat, CancellationToken ct)
    {
        var (key, publisher, organisation, series) = (seat.AddressKey, seat.Subscription!.PublisherId, seat.Subscription.OrganisationId, seat.Subscription.SeriesId);
        return db.Withdrawals.Where(w => w.PublisherId == publisher && (w.AddressKey == key && w.OrganisationId == EverySeat
            || (w.AddressKey == key || w.AddressKey == Organisation) && w.OrganisationId == organisation && (series == null || w.SeriesId == series))).ExecuteDeleteAsync(ct);
    }

    /// <summary>Somebody of the organisation has agreed since it ended this.</summary>
    public static Task ReopenAsync(this NewsDb db, long publisher, long organisation, long? series, DateTime consentUtc, CancellationToken ct) =>
        db.Withdrawals.Where(w => w.AddressKey == Organisation && w.PublisherId == publisher && w.OrganisationId == organisation
            && (series == null || w.SeriesId == series) && w.AtUtc < consentUtc).ExecuteDeleteAsync(ct);

    /// <summary>Two organisations are one from now on, and so are the refusals of their seats: of two the younger stands.</summary>
    public static Task MoveAsync(NewsDb db, long from, long to, CancellationToken ct) => MoveAsync(db, (from, to), (Nothing, Nothing), ct);

    /// <summary>Two series are one from now on.</summary>
    public static Task MoveSeriesAsync(NewsDb db, long from, long to, CancellationToken ct) => MoveAsync(db, (Nothing, Nothing), (from, to), ct);

    private static async Task MoveAsync(NewsDb db, (long From, long To) organisation, (long From, long To) series, CancellationToken ct)
    {
        await db.Database.ExecuteSqlAsync(
            $"""
            insert into withdrawal (address_key, publisher_id, organisation_id, series_id, kind, at_utc)
            select moved.address_key, moved.publisher_id, moved.organisation_id, moved.series_id, min(moved.kind), max(moved.at_utc) from (
                select address_key, kind, at_utc, case when publisher_id = {organisation.From} then {organisation.To} else publisher_id end as publisher_id,
                    case when organisation_id = {organisation.From} then {organisation.To} else organisation_id end as organisation_id,
                    case when series_id = {series.From} then {series.To} else series_id end as series_id
                from withdrawal where publisher_id = {organisation.From} or organisation_id = {organisation.From} or series_id = {series.From}) moved
            where true group by moved.address_key, moved.publisher_id, moved.organisation_id, moved.series_id
            on conflict (address_key, publisher_id, organisation_id, series_id) do update
            set at_utc = case when withdrawal.at_utc < excluded.at_utc then excluded.at_utc else withdrawal.at_utc end,
                kind = case when withdrawal.kind = 'ended' then withdrawal.kind else excluded.kind end
            """, ct);
        await db.Withdrawals.Where(w => w.PublisherId == organisation.From || w.OrganisationId == organisation.From || w.SeriesId == series.From).ExecuteDeleteAsync(ct);
    }
}

/// <summary>A publisher's refusals, for whoever weighs all of its seats.</summary>
internal sealed class RefusalIndex
{
    private readonly Dictionary<(string Key, long Organisation, long Series), DateTime> standing;

    private RefusalIndex(Dictionary<(string, long, long), DateTime> standing) => this.standing = standing;

    public static async Task<RefusalIndex> ReadAsync(NewsDb db, long publisher, CancellationToken ct) =>
        new(await db.Withdrawals.AsNoTracking().Where(w => w.PublisherId == publisher).ToDictionaryAsync(w => (w.AddressKey, w.OrganisationId, w.SeriesId), w => w.AtUtc, ct));

    /// <summary>As <see cref="Withdrawal.Ends"/>.</summary>
    /// <param name="saidYesUtc">When the seat was confirmed; only a younger no stands against it.</param>
    public bool StandsAgainst(string addressKey, long? organisation, long? series, DateTime saidYesUtc) =>
        Stands(addressKey, Withdrawals.EverySeat, Withdrawals.Everything, saidYesUtc)
        || series is { } one && Stands(addressKey, Withdrawals.EverySeat, one, saidYesUtc)
        || organisation is { } id && Stands(addressKey, id, series ?? Withdrawals.Everything, saidYesUtc);

    private bool Stands(string addressKey, long organisation, long series, DateTime saidYesUtc) => standing.TryGetValue((addressKey, organisation, series), out var at) && at >= saidYesUtc;
}
