using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Uutiset.Accounts;
using Uutiset.Accounts.Auditing;
using Uutiset.Data;
using Uutiset.Tests.People;

namespace Uutiset.Tests.Accounts;

public abstract class AuditChainTests(Newsroom newsroom) : ChainTests(newsroom)
{
    protected override string Name => "audit";

    private protected override Task<ChainVerdict> VerifyAsync(IServiceProvider services, string? head) => services.GetRequiredService<AuditVerifying>().VerifyAsync(head, CancellationToken.None);

    private protected override void Write(IServiceProvider services, NewsDb db, string mark) => services.GetRequiredService<Audit>().Write(db, Actor.System, "person.saved", mark, "Rivi");

    private protected override Task<List<string>> LinkedAsync(NewsDb db, string mark) =>
        db.AuditLinks.Join(db.AuditEvents, l => l.EventId, e => e.Id, (l, e) => new { l.Seq, e.Object }).Where(x => x.Object!.StartsWith(mark)).OrderBy(x => x.Seq).Select(x => x.Object!).ToListAsync();

    [Theory]
    [InlineData("update audit_event set what = 'x'")]
    [InlineData("delete from audit_event")]
    [InlineData("update audit_content set who = 'x'")]
    [InlineData("delete from audit_content")]
    [InlineData("update audit_link set hash = 'x'")]
    [InlineData("delete from audit_link")]
    public async Task The_database_itself_refuses_to_change_what_was_written(string sql)
    {
        await WriteAsync(Newsroom.Services, "person:pysyvä");
        await RefusedAsync(sql);
    }

    [Fact]
    public async Task What_an_intruder_changes_removes_or_adds_is_named()
    {
        for (var i = 0; i < 3; i++) await WriteAsync(Newsroom.Services, "person:kohde");
        var id = await Newsroom.InDbAsync(db => db.AuditEvents.Where(e => e.Object == "person:kohde").OrderBy(e => e.Id).Skip(1).Select(e => e.Id).FirstAsync());
        Assert.Null((await VerifyAsync()).Broken);
        await FoundAsync($"update audit_content set detail = 'muuta' where event_id = {id}", $"row {id} ", "content was changed");
        await FoundAsync($"update audit_event set actor = 'user:9' where id = {id}", $"row {id} ", "was changed");
        await FoundAsync($"update audit_link set seq = -seq where event_id = {id}", "link", "is missing");
        // A content that is gone with an erasure row of the intruder's own making: no event of the chain says so
        await FoundAsync($"insert into audit_erasure (event_id, by_event_id) values ({id}, {id}); delete from audit_content where event_id = {id}", $"row {id} ", "its content is gone");
        await FoundAsync("insert into audit_event (at_utc, what) values ('2026-01-01 00:00:00', 'article.published')", "row", "outside the chain");
        Assert.Null((await VerifyAsync()).Broken);
    }

    [Fact]
    public async Task Old_names_and_values_are_forgotten_and_the_chain_stands()
    {
        await WriteAsync(Newsroom.Services, "person:vanha", rows: 3);
        var before = await VerifyAsync();
        Newsroom.Clock.Move(TimeSpan.FromDays(40 * 30));
        await WriteAsync(Newsroom.Services, "person:uusi");
        Assert.InRange(await Newsroom.DoAsync<AuditForgetting, int>(f => f.ForgetOldAsync(CancellationToken.None)), 3, int.MaxValue);
        Assert.False(await Newsroom.InDbAsync(db => db.AuditEvents.AnyAsync(e => e.Object == "person:vanha" && e.Content != null)));
        Assert.True(await Newsroom.InDbAsync(db => db.AuditEvents.AnyAsync(e => e.Object == "person:uusi" && e.Content != null)));
        Assert.Equal(1, await Newsroom.DoAsync<AuditForgetting, int>(f => f.ForgetAsync("person:uusi", CancellationToken.None)));
        var after = await VerifyAsync(before.Head);
        Assert.Null(after.Broken);
        Assert.True(after.Rows > before.Rows);
        using var admin = await Newsroom.SignedInAsync(Role.Admin);
        Assert.Contains("unohdettu", await admin.GetStringAsync("/desk/log?object=person:vanha"), StringComparison.Ordinal);
    }

    [Fact]
    public async Task What_is_forgotten_while_the_chain_is_followed_raises_no_alarm()
    {
        await WriteAsync(Newsroom.Services, "person:juurinyt", rows: 3);
        var forgetting = Newsroom.Meanwhile.Before("from audit_link", async () => Assert.Equal(3, await Newsroom.DoAsync<AuditForgetting, int>(f => f.ForgetAsync("person:juurinyt", CancellationToken.None))));
        Assert.Null((await VerifyAsync()).Broken);
        await forgetting;
        Assert.Null((await VerifyAsync()).Broken);
    }

    public sealed class OnSqlite(SqliteNewsroom newsroom) : AuditChainTests(newsroom), IClassFixture<SqliteNewsroom>;

    public sealed class OnPostgres(PostgresNewsroom newsroom) : AuditChainTests(newsroom), IClassFixture<PostgresNewsroom>;
}
