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

/// <summary>Run after all others and one by one: what other tests hold would be in the figures.</summary>
[CollectionDefinition(nameof(MemoryTests), DisableParallelization = true)]
public sealed class Alone;

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

    [Fact]
    public async Task A_long_ledger_is_followed_in_constant_memory()
    {
        const int Many = 4_000;
        var words = new string('ä', 1_000);
        for (var i = 0; i < Many; i += 1_000)
        {
            await newsroom.InDbAsync(async db =>
            {
                db.ChangeTracker.AutoDetectChangesEnabled = false;
                for (var n = 0; n < 1_000; n++) newsroom.Get<ConsentLedger>().Write(db, new Contact { AddressKey = "pitkä" }, ConsentKind.Changed, Door.Web("https://example.fi/tilaa"), detail: words);
                await db.SaveChangesAsync();
            });
        }
        var (least, most, pages, watching) = (long.MaxValue, 0L, 0, true);
        Watch();
        var verdict = await newsroom.DoAsync<ConsentVerifying, ChainVerdict>(verifying => verifying.VerifyAsync(null, CancellationToken.None));
        watching = false;
        Assert.Null(verdict.Broken);
        Assert.True(verdict.Rows >= Many);
        Assert.True(pages >= 3, $"{pages} pages");
        // All of them at once are over 30 MB; a page of two thousand is 5
        Assert.InRange(most - least, 0, 16L << 20);

        void Watch() => _ = newsroom.Meanwhile.Before("from consent_link as", () =>
        {
            var now = GC.GetTotalMemory(forceFullCollection: true);
            (least, most, pages) = (Math.Min(least, now), Math.Max(most, now), pages + 1);
            if (watching) Watch();
            return Task.CompletedTask;
        });
    }

    [Collection(nameof(MemoryTests))]
    public sealed class OnSqlite(SqliteNewsroom newsroom) : MemoryTests(newsroom), IClassFixture<SqliteNewsroom>;

    [Collection(nameof(MemoryTests))]
    public sealed class OnPostgres(PostgresNewsroom newsroom) : MemoryTests(newsroom), IClassFixture<PostgresNewsroom>;
}
