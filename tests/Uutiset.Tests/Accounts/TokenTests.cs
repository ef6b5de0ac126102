using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Uutiset.Accounts;

namespace Uutiset.Tests.Accounts;

public abstract class TokenTests(Newsroom newsroom)
{
    public sealed class OnSqlite(SqliteNewsroom newsroom) : TokenTests(newsroom), IClassFixture<SqliteNewsroom>;

    public sealed class OnPostgres(PostgresNewsroom newsroom) : TokenTests(newsroom), IClassFixture<PostgresNewsroom>;

    private CapabilityTokens Capabilities => newsroom.Services.GetRequiredService<CapabilityTokens>();

    private OneTimeTokens OneTime => newsroom.Services.GetRequiredService<OneTimeTokens>();

    private Task<string> IssueAsync(long subject, TimeSpan lifetime) => newsroom.InDbAsync(async db =>
    {
        var token = await OneTime.IssueAsync(db, "testi", subject, lifetime, CancellationToken.None);
        await db.SaveChangesAsync();
        return token;
    });

    [Theory]
    [InlineData(1, 0)]
    [InlineData(30_000, 7)]
    [InlineData(long.MaxValue, int.MaxValue)]
    public void Capability_token_tells_id_and_version_and_fits_an_envelope_sender(long id, int version)
    {
        var token = Capabilities.Make("preferences", id, version);
        Assert.True(Capabilities.TryRead("preferences", token.ToUpperInvariant(), out var readId, out var readVersion));
        Assert.Equal((id, version), (readId, readVersion));
        Assert.InRange(("b+" + token).Length, 1, 64);
    }

    [Fact]
    public void Capability_token_opens_nothing_but_its_purpose_and_bears_no_change()
    {
        var token = Capabilities.Make("preferences", 42, 1);
        Assert.False(Capabilities.TryRead("verp", token, out _, out _));
        for (var i = 0; i < token.Length; i++)
        {
            var changed = token[..i] + (token[i] == 'a' ? 'b' : 'a') + token[(i + 1)..];
            Assert.False(Capabilities.TryRead("preferences", changed, out _, out _), changed);
        }
        foreach (var nonsense in new[] { null, "", "a", token + "a", token[..^1], "../../etc/passwd", new string('a', 10_000) })
            Assert.False(Capabilities.TryRead("preferences", nonsense, out _, out _));
    }

    [Fact]
    public async Task One_time_token_is_redeemed_by_one_of_many_at_once()
    {
        var token = await IssueAsync(7, TimeSpan.FromHours(1));
        var results = await Task.WhenAll(Enumerable.Range(0, 8).Select(_ => newsroom.InDbAsync(db => OneTime.RedeemAsync(db, "testi", token, CancellationToken.None))));
        Assert.Equal(7, Assert.Single(results, r => r is not null));
        Assert.Null(await newsroom.InDbAsync(db => OneTime.PeekAsync(db, "testi", token, CancellationToken.None)));
        Assert.Equal(7, await newsroom.InDbAsync(db => OneTime.FindUsedAsync(db, "testi", token, CancellationToken.None)));
    }

    [Fact]
    public async Task One_time_token_is_bound_to_its_purpose_and_expires()
    {
        var token = await IssueAsync(8, TimeSpan.FromHours(1));
        Assert.Null(await newsroom.InDbAsync(db => OneTime.RedeemAsync(db, "muu", token, CancellationToken.None)));
        Assert.Equal(8, await newsroom.InDbAsync(db => OneTime.PeekAsync(db, "testi", token, CancellationToken.None)));
        newsroom.Clock.Move(TimeSpan.FromMinutes(61));
        Assert.Null(await newsroom.InDbAsync(db => OneTime.RedeemAsync(db, "testi", token, CancellationToken.None)));
    }

    [Fact]
    public async Task Database_holds_no_token_that_could_be_used()
    {
        var token = await IssueAsync(9, TimeSpan.FromHours(1));
        var rows = await newsroom.InDbAsync(db => db.OneTimeTokens.AsNoTracking().Select(t => t.Hash).ToListAsync());
        Assert.DoesNotContain(token, rows);
    }
}
