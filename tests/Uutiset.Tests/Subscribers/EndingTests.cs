using System.Net;
using Microsoft.EntityFrameworkCore;
using Uutiset.Mailing;
using Uutiset.Subscribers;

namespace Uutiset.Tests.Subscribers;

public abstract class EndingTests(Newsroom newsroom) : IDisposable
{
    private readonly Visitor visitor = new(newsroom);

    [Fact]
    public async Task Opening_the_link_ends_nothing_and_the_button_does()
    {
        var path = await visitor.ConfirmedAsync("nappi@example.fi") + "/peru";
        foreach (var method in new[] { HttpMethod.Get, HttpMethod.Head })
            Assert.Equal(HttpStatusCode.OK, (await visitor.Http.SendAsync(new HttpRequestMessage(method, path))).StatusCode);
        Assert.Equal(ContactState.Confirmed, (await visitor.ContactAsync("nappi@example.fi")).State);

        Assert.Equal(HttpStatusCode.OK, (await visitor.PostAsync(path)).StatusCode);
        Assert.Equal(ContactState.Withdrawn, (await visitor.ContactAsync("nappi@example.fi")).State);
    }

    [Fact]
    public async Task One_click_works_without_cookie_origin_or_redirect_and_twice()
    {
        var path = await visitor.ConfirmedAsync("palvelin@example.fi") + "/peru";
        for (var time = 0; time < 2; time++)
        {
            var answer = await visitor.PostAsync(path, ("List-Unsubscribe", "One-Click"));
            Assert.Equal(HttpStatusCode.OK, answer.StatusCode);
            Assert.False(answer.Headers.Contains("Set-Cookie"));
        }
        var withdrawn = Assert.Single(await visitor.LedgerAsync("palvelin@example.fi"), e => e.Kind == ConsentKind.Withdrawn);
        Assert.Equal("one-click", withdrawn.Method);
    }

    [Fact]
    public async Task One_click_may_come_as_multipart()
    {
        var path = await visitor.ConfirmedAsync("moniosa@example.fi") + "/peru";
        using var body = new MultipartFormDataContent { { new StringContent("One-Click"), "List-Unsubscribe" } };
        Assert.Equal(HttpStatusCode.OK, (await visitor.Http.PostAsync(path, body)).StatusCode);
        Assert.Equal(ContactState.Withdrawn, (await visitor.ContactAsync("moniosa@example.fi")).State);
    }

    [Fact]
    public async Task What_is_still_queued_is_not_sent()
    {
        var path = await visitor.ConfirmedAsync("jono@example.fi") + "/peru";
        var contact = await visitor.ContactAsync("jono@example.fi");
        var queued = await QueueAsync(contact);
        await visitor.PostAsync(path, ("List-Unsubscribe", "One-Click"));
        var state = await newsroom.InDbAsync(db => db.Deliveries.Where(d => d.Id == queued).Select(d => d.State).SingleAsync());
        Assert.True(state is DeliveryState.Suppressed or DeliveryState.Cancelled, state.ToString());
    }

    [Fact]
    public async Task Ending_for_oneself_leaves_the_organisation_and_ends_every_seat_of_the_address()
    {
        var path = await visitor.ConfirmedAsync("oma@koivula.example.fi", "Koivulan tuki ry");
        var subscription = (await visitor.ContactAsync("oma@koivula.example.fi")).SubscriptionId;
        await AddSeatAsync(subscription, "toinen@koivula.example.fi");
        var elsewhere = await visitor.ConfirmedAsync("muu@example.fi", "Muu yhdistys ry");
        await AddSeatAsync((await visitor.ContactAsync("muu@example.fi")).SubscriptionId, "oma@koivula.example.fi");

        await visitor.PostAsync(path + "/peru");
        var states = await newsroom.InDbAsync(db => db.Contacts.Where(c => c.Email == "oma@koivula.example.fi").Select(c => c.State).ToListAsync());
        Assert.Equal([ContactState.Withdrawn, ContactState.Withdrawn], states);
        Assert.Equal(ContactState.Confirmed, (await visitor.ContactAsync("toinen@koivula.example.fi")).State);
        Assert.Null((await visitor.ContactAsync("toinen@koivula.example.fi")).Subscription!.EndedUtc);
        Assert.Equal(HttpStatusCode.OK, (await visitor.Http.GetAsync(elsewhere)).StatusCode);
    }

    [Fact]
    public async Task Only_an_owner_ends_the_organisation()
    {
        var owner = await visitor.ConfirmedAsync("puheenjohtaja@lehto.example.fi", "Lehdon kaverit ry");
        var subscription = (await visitor.ContactAsync("puheenjohtaja@lehto.example.fi")).SubscriptionId;
        foreach (var address in new[] { "eka@lehto.example.fi", "toka@lehto.example.fi" }) await AddSeatAsync(subscription, address);

        await visitor.PostAsync(await visitor.PreferencesPathAsync("eka@lehto.example.fi") + "/peru?kaikki=1");
        Assert.Equal(ContactState.Withdrawn, (await visitor.ContactAsync("eka@lehto.example.fi")).State);
        Assert.Equal(ContactState.Confirmed, (await visitor.ContactAsync("toka@lehto.example.fi")).State);

        Assert.Contains("Peru järjestön tilaus", await visitor.Http.GetStringAsync(owner + "/peru?kaikki=1"));
        await visitor.PostAsync(owner + "/peru?kaikki=1");
        var ended = await visitor.ContactAsync("toka@lehto.example.fi");
        Assert.Equal(ContactState.Withdrawn, ended.State);
        Assert.NotNull(ended.Subscription!.EndedUtc);
    }

    [Fact]
    public async Task A_wrong_or_revoked_link_opens_nothing()
    {
        var path = await visitor.ConfirmedAsync("vanha@example.fi");
        var wrong = path[..^1] + (path[^1] == 'a' ? 'b' : 'a');
        Assert.Equal(HttpStatusCode.NotFound, (await visitor.Http.GetAsync(wrong)).StatusCode);
        await newsroom.InDbAsync(async db => await db.Contacts.Where(c => c.Email == "vanha@example.fi").ExecuteUpdateAsync(c => c.SetProperty(x => x.TokenVersion, 2)));
        Assert.Equal(HttpStatusCode.NotFound, (await visitor.Http.GetAsync(path)).StatusCode);
        Assert.Equal(HttpStatusCode.NotFound, (await visitor.PostAsync(path + "/peru", ("List-Unsubscribe", "One-Click"))).StatusCode);
        Assert.Equal(ContactState.Confirmed, (await visitor.ContactAsync("vanha@example.fi")).State);
    }

    [Theory]
    [InlineData("update consent_event set kind = 'confirmed'")]
    [InlineData("delete from consent_event")]
    [InlineData("update consent_text set text = ''")]
    [InlineData("delete from consent_text")]
    [InlineData("update consent_detail set text = '-'")]
    [InlineData("delete from consent_detail")]
    public async Task The_database_refuses_to_change_the_ledger(string sql)
    {
        await visitor.ConfirmedAsync($"todiste{sql.Length}@example.fi");
        var before = await newsroom.InDbAsync(db => db.ConsentEvents.CountAsync());
        var refusal = await Assert.ThrowsAnyAsync<System.Data.Common.DbException>(() => newsroom.InDbAsync(db => db.Database.ExecuteSqlRawAsync(sql)));
        Assert.Contains("append-only", refusal.Message);
        Assert.Equal(before, await newsroom.InDbAsync(db => db.ConsentEvents.CountAsync()));
    }

    private Task<long> QueueAsync(Contact contact) => newsroom.InDbAsync(async db =>
    {
        await newsroom.Get<Outbox>().QueueAsync(db, new SingleMail(contact.Email, "fi", "Odottaa", "<p>x</p>", "x", contact.Id), CancellationToken.None);
        var delivery = db.ChangeTracker.Entries<Delivery>().Single().Entity;
        delivery.NextUtc = delivery.NextUtc.AddDays(30);
        await db.SaveChangesAsync();
        return delivery.Id;
    });

    private Task AddSeatAsync(long subscription, string email) => newsroom.InDbAsync(async db =>
    {
        db.Contacts.Add(new Contact
        {
            SubscriptionId = subscription, Email = email, AddressKey = newsroom.Get<AddressKeys>().Of(email), Seat = Seat.Member,
            State = ContactState.Confirmed, CreatedUtc = newsroom.Clock.GetUtcNow().UtcDateTime,
        });
        await db.SaveChangesAsync();
    });

    public void Dispose()
    {
        visitor.Dispose();
        GC.SuppressFinalize(this);
    }

    public sealed class OnSqlite(SqliteNewsroom newsroom) : EndingTests(newsroom), IClassFixture<SqliteNewsroom>;

    public sealed class OnPostgres(PostgresNewsroom newsroom) : EndingTests(newsroom), IClassFixture<PostgresNewsroom>;
}
