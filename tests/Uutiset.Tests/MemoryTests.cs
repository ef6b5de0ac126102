using Microsoft.EntityFrameworkCore.Diagnostics;
using Uutiset.Accounts;
using Uutiset.Accounts.Auditing;
using Uutiset.Exchange.Contacts;
using Uutiset.Subscribers;
using Uutiset.Subscribers.Ledger;
using Uutiset.Tests.Exchange;
using Uutiset.Tests.People;
using Uutiset.Tests.Subscribers;
using Door = Uutiset.Subscribers.Door;

namespace Uutiset.Tests;

/// <summary>Long work holds a page of its rows at a time, however many there are.</summary>
public abstract class MemoryTests(Newsroom newsroom)
{
    [Fact]
    public async Task A_list_is_taken_in_constant_memory()
    {
        const int Rows = 5_000;
        using var file = new MemoryStream();
        await using (var text = new StreamWriter(file, leaveOpen: true))
        {
            await text.WriteLineAsync("organisation;email;consentAt;consentSource");
            // Refused ones too: a report that is kept would grow with them
            for (var n = 0; n < Rows; n++) await text.WriteLineAsync(n % 2 == 0 ? $"Muisti {n % 50} ry;m{n}@muisti.example.fi;2024-01-02;Lomake" : $"Muisti ry;ei osoite {n};;");
        }
        long early = 0, late = 0;
        var report = await newsroom.DoAsync<ContactImport, ContactImportReport>(async import => (await import.TakeAsync(file, null, Actor.System, rows =>
        {
            if (rows == 1_000) early = GC.GetTotalMemory(forceFullCollection: true);
            if (rows == Rows) late = GC.GetTotalMemory(forceFullCollection: true);
        })).Report!);
        Assert.Equal((Rows / 2, Rows / 2, ContactImportReport.Shown), (report.Confirmed, report.RefusedCount, report.Refused.Count));
        Assert.InRange(late - early, long.MinValue, 4 << 20);
    }

    [Collection(nameof(Alone))]
    public sealed class OnSqlite(SqliteNewsroom newsroom) : MemoryTests(newsroom), IClassFixture<SqliteNewsroom>;

    [Collection(nameof(Alone))]
    public sealed class OnPostgres(PostgresNewsroom newsroom) : MemoryTests(newsroom), IClassFixture<PostgresNewsroom>;
}

/// <summary>Counted in rows, and so beside all other tests.</summary>
public abstract class HeldRowsTests(Newsroom newsroom, HeldRows rows)
{
    [Fact]
    public async Task A_long_ledger_is_followed_in_constant_memory()
    {
        const int Many = 12_000;
        for (var i = 0; i < Many; i += 2_000)
        {
            await newsroom.InDbAsync(async db =>
            {
                db.ChangeTracker.AutoDetectChangesEnabled = false;
                for (var n = 0; n < 2_000; n++) newsroom.Get<ConsentLedger>().Write(db, new Contact { AddressKey = "pitkä" }, ConsentKind.Changed, Door.Web("https://example.fi/tilaa"));
                await db.SaveChangesAsync();
            });
        }
        rows.Clear();
        var verdict = await newsroom.DoAsync<ConsentVerifying, ChainVerdict>(verifying => verifying.VerifyAsync(null, CancellationToken.None));
        Assert.Null(verdict.Broken);
        Assert.InRange(rows.Read, Many, Many * 2);
        // A page is two thousand; those before may be in somebody's hands while the next is read, longer in code that is not yet optimised
        Assert.InRange(rows.MostHeld, 1, 7_000);
    }

    public sealed class OnSqlite(WatchedSqliteNewsroom newsroom) : HeldRowsTests(newsroom, newsroom.Rows), IClassFixture<WatchedSqliteNewsroom>;

    public sealed class OnPostgres(WatchedPostgresNewsroom newsroom) : HeldRowsTests(newsroom, newsroom.Rows), IClassFixture<WatchedPostgresNewsroom>;
}

/// <summary>
/// Counts which of the links that were read somebody still holds. Bytes would tell less: what hundreds of other newsrooms leave behind
/// is in every figure of a process.
/// </summary>
public sealed class HeldRows : IMaterializationInterceptor
{
    private readonly List<WeakReference> rows = [];

    internal int Read => rows.Count;

    internal int MostHeld { get; private set; }

    internal void Clear() => (MostHeld, _) = (0, rows.RemoveAll(_ => true));

    public object InitializedInstance(MaterializationInterceptionData materializationData, object entity)
    {
        if (entity is not ConsentLink) return entity;
        rows.Add(new WeakReference(entity));
        if (rows.Count % 2_000 == 0)
        {
            GC.Collect();
            MostHeld = Math.Max(MostHeld, rows.Count(r => r.IsAlive));
        }
        return entity;
    }
}

public sealed class WatchedSqliteNewsroom : SqliteNewsroom
{
    public HeldRows Rows { get; } = new();

    protected override IEnumerable<IInterceptor> Interceptors => [Rows];
}

public sealed class WatchedPostgresNewsroom : PostgresNewsroom
{
    public HeldRows Rows { get; } = new();

    protected override IEnumerable<IInterceptor> Interceptors => [Rows];
}
