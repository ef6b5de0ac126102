using System.Net;
using Microsoft.EntityFrameworkCore;
using Uutiset.Mailing;
using Uutiset.Tests.Site;

namespace Uutiset.Tests.Bulletins;

public abstract class DispatchVerbTests(Newsroom newsroom)
{
    [Fact]
    public async Task A_sending_is_not_cancelled_without_a_word_in_the_log()
    {
        await newsroom.BulletinAsync(71, started: false);
        var id = await newsroom.InDbAsync(db => db.Bulletins.Where(b => b.Number == 71).Select(b => b.PublicId).SingleAsync());
        using var key = await newsroom.WithKeyAsync("bulletins:send");
        async Task<(HttpStatusCode, DispatchState, int)> CancelAsync()
        {
            using var answer = await key.PostAsync($"/api/v1/bulletins/{id}/dispatch/cancel", null);
            return (answer.StatusCode, await newsroom.InDbAsync(db => db.Dispatches.Select(d => d.State).SingleAsync()), await newsroom.InDbAsync(db => db.AuditEvents.CountAsync(e => e.What == "dispatch.cancel" && e.Object == $"bulletin:{id}")));
        }
        newsroom.Meanwhile.Refuse("insert into audit_event");
        Assert.Equal((HttpStatusCode.InternalServerError, DispatchState.Scheduled, 0), await CancelAsync());
        Assert.Equal((HttpStatusCode.OK, DispatchState.Cancelled, 1), await CancelAsync());
        Assert.Equal((HttpStatusCode.Conflict, DispatchState.Cancelled, 1), await CancelAsync());
    }

    public sealed class OnSqlite(SqliteNewsroom newsroom) : DispatchVerbTests(newsroom), IClassFixture<SqliteNewsroom>;

    public sealed class OnPostgres(PostgresNewsroom newsroom) : DispatchVerbTests(newsroom), IClassFixture<PostgresNewsroom>;
}
