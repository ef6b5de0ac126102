using System.Net;
using System.Text.RegularExpressions;
using Microsoft.EntityFrameworkCore;
using Uutiset.Subscribers;
using Uutiset.Subscribers.Seats;
using Uutiset.Tests.Bulletins;
using Uutiset.Tests.People;

namespace Uutiset.Tests.Subscribers.Seats;

public abstract partial class YearlyCheckTests(Newsroom newsroom) : IDisposable
{
    private readonly Visitor visitor = new(newsroom);

    [Fact]
    public async Task Owners_are_asked_once_a_year_and_answer_with_one_button()
    {
        await visitor.ConfirmedAsync("omistaja@vuosi.example.fi", "Vuoden ry", ("regions", "14"));
        await visitor.ConfirmedAsync("yksityinen@vuosi.example.fi");
        var subscription = (await visitor.ContactAsync("omistaja@vuosi.example.fi")).Subscription!;
        await Readers.ContactAsync(newsroom, subscription, "jasen@vuosi.example.fi", c => c.Seat = Seat.Member);
        await AskAsync();
        Assert.Single(await visitor.MailAsync("omistaja@vuosi.example.fi"));

        newsroom.Clock.Move(TimeSpan.FromDays(366));
        for (var turn = 0; turn < 2; turn++) await AskAsync();
        Assert.Equal(2, (await visitor.MailAsync("omistaja@vuosi.example.fi")).Count);
        Assert.Single(await visitor.MailAsync("yksityinen@vuosi.example.fi"));
        Assert.Empty(await visitor.MailAsync("jasen@vuosi.example.fi"));
        var path = Link().Match((await visitor.MailAsync("omistaja@vuosi.example.fi"))[^1]).Value;

        var page = await visitor.Http.GetStringAsync(path);
        foreach (var told in new[] { "Vuoden ry", "Pohjois-Karjala", "jasen@vuosi.example.fi" }) Assert.Contains(told, page);
        Assert.Null((await visitor.ContactAsync("omistaja@vuosi.example.fi")).Subscription!.CheckedUtc);
        Assert.Contains("Kiitos tarkistuksesta", await (await visitor.PostAsync(path)).Content.ReadAsStringAsync());
        Assert.NotNull((await visitor.ContactAsync("omistaja@vuosi.example.fi")).Subscription!.CheckedUtc);
        Assert.Equal("checked: still right", (await visitor.LedgerAsync("omistaja@vuosi.example.fi"))[^1].Detail);

        // A year from the answer, not from the question
        newsroom.Clock.Move(TimeSpan.FromDays(364));
        await AskAsync();
        Assert.Equal(2, (await visitor.MailAsync("omistaja@vuosi.example.fi")).Count);
        newsroom.Clock.Move(TimeSpan.FromDays(2));
        await AskAsync();
        Assert.Equal(3, (await visitor.MailAsync("omistaja@vuosi.example.fi")).Count);
    }

    [Fact]
    public async Task A_members_link_is_not_asked_and_shows_nothing()
    {
        await visitor.ConfirmedAsync("omistaja@jasenet.example.fi", "Jäsenten ry");
        await Readers.ContactAsync(newsroom, (await visitor.ContactAsync("omistaja@jasenet.example.fi")).Subscription!, "jasen@jasenet.example.fi", c => c.Seat = Seat.Member);
        var path = await visitor.PreferencesPathAsync("jasen@jasenet.example.fi") + "/tarkistus";
        Assert.Equal(HttpStatusCode.NotFound, (await visitor.Http.GetAsync(path)).StatusCode);
        Assert.Equal(HttpStatusCode.NotFound, (await visitor.PostAsync(path)).StatusCode);
    }

    private Task<int> AskAsync() => newsroom.DoAsync<YearlyCheck, int>(c => c.AskAsync(CancellationToken.None));

    public void Dispose()
    {
        visitor.Dispose();
        GC.SuppressFinalize(this);
    }

    [GeneratedRegex("/tilaus/[a-z2-7]+/tarkistus")]
    private static partial Regex Link();

    public sealed class OnSqlite(SqliteNewsroom newsroom) : YearlyCheckTests(newsroom), IClassFixture<SqliteNewsroom>;

    public sealed class OnPostgres(PostgresNewsroom newsroom) : YearlyCheckTests(newsroom), IClassFixture<PostgresNewsroom>;
}
