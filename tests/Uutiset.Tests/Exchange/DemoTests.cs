using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Uutiset.Articles;
using Uutiset.Exchange;
using Uutiset.Mailing;
using Uutiset.Subscribers;
using Uutiset.Subscribers.Seats;
using Uutiset.Tests.People;

namespace Uutiset.Tests.Exchange;

public abstract class DemoTests(Newsroom newsroom)
{
    [Fact]
    public async Task The_demo_is_a_whole_newsroom_its_bulletins_reach_the_mail_drop_and_its_invented_readers_are_never_asked()
    {
        await SeedAsync();
        Assert.InRange(await newsroom.InDbAsync(db => db.Articles.CountAsync(a => a.Status == ArticleStatus.Published)), 30, 40);
        Assert.Equal(6, await newsroom.InDbAsync(db => db.People.CountAsync()));
        Assert.Equal(5, await newsroom.InDbAsync(db => db.Organisations.CountAsync(o => o.IsPublisher)));
        Assert.Equal(12, await newsroom.InDbAsync(db => db.Subscriptions.CountAsync()));
        var contacts = await newsroom.InDbAsync(db => db.Contacts.CountAsync(c => c.State == ContactState.Confirmed));

        // Bounded: two bulletins to a handful of addresses
        for (var i = 0; i < 300 && await newsroom.InDbAsync(db => db.Dispatches.CountAsync(d => d.State == DispatchState.Sent)) < 2; i++) await Task.Delay(100);
        Assert.Equal(2, await newsroom.InDbAsync(db => db.Dispatches.CountAsync(d => d.State == DispatchState.Sent)));
        Assert.Equal(2 * contacts, await newsroom.InDbAsync(db => db.Deliveries.CountAsync(d => d.State == DeliveryState.Accepted)));

        // A deadline that moved is one deadline with a past
        Assert.True(await newsroom.InDbAsync(db => db.Deadlines.AnyAsync(d => d.SupersedesId != null)));

        var again = await SeedAsync();
        Assert.Contains("nothing was added", again, StringComparison.Ordinal);

        // Nobody answers the yearly check for an organisation that there is not
        var invented = await NeverAskedAsync();
        Assert.True(invented > 5);
        newsroom.Clock.Move(TimeSpan.FromDays(800));
        await newsroom.DoAsync<YearlyCheck, int>(c => c.AskAsync(CancellationToken.None));
        Assert.Equal(invented, await NeverAskedAsync());
    }

    private Task<int> NeverAskedAsync() => newsroom.InDbAsync(db => db.Subscriptions.CountAsync(s => s.OrganisationId != null && s.CheckAskedUtc == YearlyCheck.Never));

    private async Task<string> SeedAsync()
    {
        await using var scope = newsroom.Services.CreateAsyncScope();
        return await scope.ServiceProvider.GetRequiredService<Demo>().SeedAsync(CancellationToken.None);
    }

    public sealed class OnSqlite(SqliteNewsroom newsroom) : DemoTests(newsroom), IClassFixture<SqliteNewsroom>;

    public sealed class OnPostgres(PostgresNewsroom newsroom) : DemoTests(newsroom), IClassFixture<PostgresNewsroom>;
}
