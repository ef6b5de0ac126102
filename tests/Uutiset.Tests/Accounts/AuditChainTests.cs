using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;
using Uutiset.Accounts;
using Uutiset.Accounts.Auditing;
using Uutiset.Data;
using Uutiset.Tests.People;

namespace Uutiset.Tests.Accounts;

/// <summary>The chain holds while several nodes write, and shows what an intruder with the database in hand did to it (ASVS 16.4.2).</summary>
public abstract class AuditChainTests(Newsroom newsroom)
{
    /// <summary>As somebody would who may do anything in the database.</summary>
    protected abstract string[] LiftGuards { get; }

    protected abstract string[] SetGuards { get; }

    private Task<AuditVerdict> VerifyAsync(string? head = null) => newsroom.DoAsync<AuditVerifying, AuditVerdict>(v => v.VerifyAsync(head, CancellationToken.None));

    private static async Task WriteAsync(IServiceProvider services, string target, int rows = 1, bool commit = true)
    {
        await using var scope = services.CreateAsyncScope();
        var (db, audit) = (scope.ServiceProvider.GetRequiredService<NewsDb>(), scope.ServiceProvider.GetRequiredService<Audit>());
        await using var transaction = await db.Database.BeginTransactionAsync();
        for (var i = 0; i < rows; i++)
        {
            audit.Write(db, Actor.System, "person.saved", target, $"Rivi {i}");
            await db.SaveChangesAsync();
        }
        if (commit) await transaction.CommitAsync();
    }

    private Task<int> SqlAsync(string sql) => newsroom.InDbAsync(db => db.Database.ExecuteSqlRawAsync(sql));

    [Fact]
    public async Task Two_nodes_that_write_at_once_make_one_chain_without_a_gap()
    {
        var data = newsroom.Services.GetRequiredService<IOptions<DataOptions>>().Value;
        await using var other = App.Build(builder =>
        {
            builder.Configuration.AddInMemoryCollection([new("Data:Engine", data.Engine.ToString()), new("Data:Connection", data.Connection), new("Data:Folder", data.Folder)]);
            builder.Services.AddSingleton<TimeProvider>(newsroom.Clock);
        });
        await other.Services.GetRequiredService<Migrator>().MigrateAsync(CancellationToken.None);
        await Task.WhenAll(Enumerable.Range(0, 24).Select(i => WriteAsync(i % 2 == 0 ? newsroom.Services : other.Services, "person:rinnan", rows: i % 3 + 1, commit: i % 8 != 0)));
        Assert.Equal(Enumerable.Range(0, 24).Where(i => i % 8 != 0).Sum(i => i % 3 + 1), await newsroom.InDbAsync(db => db.AuditEvents.CountAsync(e => e.Object == "person:rinnan")));
        var verdict = await VerifyAsync();
        Assert.Null(verdict.Broken);
        Assert.Equal(await newsroom.InDbAsync(db => db.AuditEvents.LongCountAsync()), verdict.Rows);
        await WriteAsync(newsroom.Services, "person:myöhemmin");
        Assert.Null((await VerifyAsync(verdict.Head)).Broken);
        Assert.Contains("not in the chain", (await VerifyAsync("1:abc")).Broken, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_row_that_was_rolled_back_to_a_savepoint_leaves_no_hole()
    {
        await newsroom.InDbAsync(async db =>
        {
            var audit = newsroom.Services.GetRequiredService<Audit>();
            await using var transaction = await db.Database.BeginTransactionAsync();
            await transaction.CreateSavepointAsync("ennen");
            audit.Write(db, Actor.System, "person.saved", "person:peruttu");
            await db.SaveChangesAsync();
            await transaction.RollbackToSavepointAsync("ennen");
            db.ChangeTracker.Clear();
            audit.Write(db, Actor.System, "person.saved", "person:pidetty");
            await db.SaveChangesAsync();
            await transaction.CommitAsync();
        });
        Assert.Equal(["person:pidetty"], await newsroom.InDbAsync(db => db.AuditEvents.Where(e => e.Object == "person:peruttu" || e.Object == "person:pidetty").Select(e => e.Object).ToListAsync()));
        Assert.Null((await VerifyAsync()).Broken);
    }

    [Theory]
    [InlineData("update audit_event set what = 'x'")]
    [InlineData("delete from audit_event")]
    [InlineData("update audit_content set who = 'x'")]
    [InlineData("delete from audit_content")]
    [InlineData("update audit_link set hash = 'x'")]
    [InlineData("delete from audit_link")]
    public async Task The_database_itself_refuses_to_change_what_was_written(string sql)
    {
        await WriteAsync(newsroom.Services, "person:pysyvä");
        Assert.Contains("append-only", (await Assert.ThrowsAnyAsync<System.Data.Common.DbException>(() => SqlAsync(sql))).Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task What_an_intruder_changes_removes_or_adds_is_named()
    {
        for (var i = 0; i < 3; i++) await WriteAsync(newsroom.Services, "person:kohde");
        var id = await newsroom.InDbAsync(db => db.AuditEvents.Where(e => e.Object == "person:kohde").OrderBy(e => e.Id).Skip(1).Select(e => e.Id).FirstAsync());
        Assert.Null((await VerifyAsync()).Broken);
        foreach (var sql in LiftGuards) await SqlAsync(sql);
        await FoundAsync($"update audit_content set detail = 'muuta' where event_id = {id}", $"update audit_content set detail = 'Rivi 0' where event_id = {id}", $"row {id} ", "content was changed");
        await FoundAsync($"update audit_event set actor = 'user:9' where id = {id}", $"update audit_event set actor = 'system' where id = {id}", $"row {id} ", "was changed");
        await FoundAsync($"update audit_link set seq = -seq where event_id = {id}", $"update audit_link set seq = -seq where event_id = {id}", "link", "is missing");
        // A content that is gone with an erasure row of the intruder's own making: no event of the chain says so
        await SqlAsync($"insert into audit_erasure (event_id, by_event_id) values ({id}, {id})");
        await newsroom.InDbAsync(async db =>
        {
            var kept = await db.AuditContents.AsNoTracking().SingleAsync(c => c.EventId == id);
            await SqlAsync($"delete from audit_content where event_id = {id}");
            Assert.Contains($"row {id} ", (await VerifyAsync()).Broken, StringComparison.Ordinal);
            db.Add(kept);
            await db.SaveChangesAsync();
        });
        await SqlAsync($"delete from audit_erasure where event_id = {id}");
        await FoundAsync("insert into audit_event (at_utc, what) values ('2026-01-01 00:00:00', 'article.published')", "delete from audit_event where id not in (select event_id from audit_link)", "row", "outside the chain");
        foreach (var sql in SetGuards) await SqlAsync(sql);
        Assert.Null((await VerifyAsync()).Broken);
    }

    [Fact]
    public async Task Old_names_and_values_are_forgotten_and_the_chain_stands()
    {
        await WriteAsync(newsroom.Services, "person:vanha", rows: 3);
        var before = await VerifyAsync();
        newsroom.Clock.Move(TimeSpan.FromDays(40 * 30));
        await WriteAsync(newsroom.Services, "person:uusi");
        Assert.InRange(await newsroom.DoAsync<AuditForgetting, int>(f => f.ForgetOldAsync(CancellationToken.None)), 3, int.MaxValue);
        Assert.False(await newsroom.InDbAsync(db => db.AuditEvents.AnyAsync(e => e.Object == "person:vanha" && e.Content != null)));
        Assert.True(await newsroom.InDbAsync(db => db.AuditEvents.AnyAsync(e => e.Object == "person:uusi" && e.Content != null)));
        Assert.Equal(1, await newsroom.DoAsync<AuditForgetting, int>(f => f.ForgetAsync("person:uusi", CancellationToken.None)));
        var after = await VerifyAsync(before.Head);
        Assert.Null(after.Broken);
        Assert.True(after.Rows > before.Rows);
        using var admin = await newsroom.SignedInAsync(Role.Admin);
        Assert.Contains("unohdettu", await admin.GetStringAsync("/desk/log?object=person:vanha"), StringComparison.Ordinal);
    }

    [Fact]
    public async Task What_is_forgotten_while_the_chain_is_followed_raises_no_alarm()
    {
        await WriteAsync(newsroom.Services, "person:juurinyt", rows: 3);
        var forgetting = newsroom.Meanwhile.Before("from audit_link", async () => Assert.Equal(3, await newsroom.DoAsync<AuditForgetting, int>(f => f.ForgetAsync("person:juurinyt", CancellationToken.None))));
        Assert.Null((await VerifyAsync()).Broken);
        await forgetting;
        Assert.Null((await VerifyAsync()).Broken);
    }

    private async Task FoundAsync(string harm, string undo, params string[] told)
    {
        await SqlAsync(harm);
        var verdict = await VerifyAsync();
        Assert.All(told, words => Assert.Contains(words, verdict.Broken ?? "", StringComparison.Ordinal));
        await SqlAsync(undo);
        Assert.Null((await VerifyAsync()).Broken);
    }

    public sealed class OnSqlite(SqliteNewsroom newsroom) : AuditChainTests(newsroom), IClassFixture<SqliteNewsroom>
    {
        private static readonly string[] Guards = [.. new[] { "event", "link", "content", "erasure" }.SelectMany(t => new[] { $"audit_{t}_not_updated", $"audit_{t}_not_deleted", $"audit_{t}_not_replaced" }), "audit_content_not_returned"];

        protected override string[] LiftGuards => [.. Guards.Select(g => $"drop trigger {g}")];

        // Set again as the schema step has them, for the tests of this class that come later
        protected override string[] SetGuards => [.. Step().Where(line => line.StartsWith("create trigger", StringComparison.Ordinal))];

        private static string[] Step()
        {
            using var reader = new StreamReader(typeof(App).Assembly.GetManifestResourceStream(typeof(App).Assembly.GetManifestResourceNames().Single(n => n.StartsWith("Uutiset.Data.Sqlite.", StringComparison.Ordinal) && n.EndsWith("audit_chain.sql", StringComparison.Ordinal)))!);
            return reader.ReadToEnd().Split('\n');
        }
    }

    public sealed class OnPostgres(PostgresNewsroom newsroom) : AuditChainTests(newsroom), IClassFixture<PostgresNewsroom>
    {
        private static readonly string[] Tables = ["audit_event", "audit_link", "audit_content", "audit_erasure"];

        protected override string[] LiftGuards => [.. Tables.Select(t => $"alter table {t} disable trigger user")];

        protected override string[] SetGuards => [.. Tables.Select(t => $"alter table {t} enable trigger user")];
    }
}
