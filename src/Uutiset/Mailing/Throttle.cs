using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;
using Uutiset.Data;
using Uutiset.Mailing.Engines;

namespace Uutiset.Mailing;

/// <summary>Until when a server or a recipient domain has had what it takes: a token bucket kept as the time of its next token.</summary>
internal sealed class Throttle
{
    // A clock that was set back must not hold mail up for as long as it was wrong
    public static readonly TimeSpan Believable = TimeSpan.FromMinutes(2);

    /// <summary><c>server:HOST:PORT</c> or <c>domain:DOMAIN</c>.</summary>
    public string Key { get; set; } = "";

    public DateTime NextUtc { get; set; }

    internal sealed class Mapping : IEntityTypeConfiguration<Throttle>
    {
        public void Configure(EntityTypeBuilder<Throttle> row) => row.HasKey(t => t.Key);
    }

    /// <summary>Takes places one interval apart, in the caller's transaction; until its end nobody else does.</summary>
    /// <returns>The first one's time.</returns>
    public static async Task<DateTime> TakeAsync(NewsDb db, ISendingEngine engine, string key, DateTime now, TimeSpan interval, int count, CancellationToken ct)
    {
        var next = await LockedAsync(db, engine, key, now, interval, ct);
        await SetAsync(db, key, next + interval * count, ct);
        return next;
    }

    /// <summary>The time of the next free place, now or later; held until the end of the transaction.</summary>
    public static async Task<DateTime> LockedAsync(NewsDb db, ISendingEngine engine, string key, DateTime now, TimeSpan interval, CancellationToken ct)
    {
        await db.Database.ExecuteSqlAsync($"insert into throttle (key, next_utc) values ({key}, {now}) on conflict (key) do nothing", ct);
#pragma warning disable EF1002 // the engine's own words after a parameter
        var row = await db.Throttles.FromSqlRaw($"select * from throttle where key = {{0}} {engine.ForUpdate}", key).AsNoTracking().SingleAsync(ct);
#pragma warning restore EF1002
        return row.NextUtc > now && row.NextUtc < now + Believable + interval * 2 ? row.NextUtc : now;
    }

    public static Task SetAsync(NewsDb db, string key, DateTime next, CancellationToken ct) =>
        db.Throttles.Where(t => t.Key == key).ExecuteUpdateAsync(u => u.SetProperty(t => t.NextUtc, next), ct);
}
