using System.Net;
using System.Net.Http.Json;
using System.Text.RegularExpressions;
using Microsoft.EntityFrameworkCore;
using Uutiset.Mailing;
using Uutiset.Subscribers;
using Uutiset.Subscribers.Seats;
using Uutiset.Tests.Articles;
using Uutiset.Tests.Bulletins;
using Uutiset.Tests.Exchange;
using Uutiset.Tests.People;
using Uutiset.Vocabulary;

namespace Uutiset.Tests.Subscribers.Seats;

public abstract partial class SeatTests(Newsroom newsroom) : IDisposable
{
    private readonly Visitor visitor = new(newsroom);

    [Fact]
    public async Task An_owner_sees_who_sits_where_and_a_members_link_shows_nothing_of_others()
    {
        var owner = await visitor.ConfirmedAsync("omistaja@paikat.example.fi", "Paikkojen ry");
        var subscription = (await visitor.ContactAsync("omistaja@paikat.example.fi")).Subscription!;
        await Readers.ContactAsync(newsroom, subscription, "sihteeri@paikat.example.fi", c => (c.Seat, c.Duty) = (Seat.Member, "Järjestösihteeri"));
        await Readers.ContactAsync(newsroom, subscription, "palautuu@paikat.example.fi", c => (c.Seat, c.State) = (Seat.Member, ContactState.Bounced));
        await Readers.ContactAsync(newsroom, subscription, "kutsuttu@paikat.example.fi", c => (c.Seat, c.State) = (Seat.Member, ContactState.Requested));
        await Readers.ContactAsync(newsroom, subscription, "lahtenyt@paikat.example.fi", c => (c.Seat, c.State) = (Seat.Member, ContactState.Withdrawn));

        var answer = await visitor.Http.GetAsync(owner + "/paikat");
        Assert.Equal("no-store", answer.Headers.CacheControl?.ToString());
        var page = await answer.Content.ReadAsStringAsync();
        foreach (var shown in new[] { "omistaja@paikat.example.fi", "sihteeri@paikat.example.fi", "Järjestösihteeri", "Posti ei mene perille" }) Assert.Contains(shown, page);
        foreach (var hidden in new[] { "kutsuttu@", "lahtenyt@" }) Assert.DoesNotContain(hidden, page);
        Assert.Contains("/paikat\"", await visitor.Http.GetStringAsync(owner));

        var member = await visitor.PreferencesPathAsync("sihteeri@paikat.example.fi");
        Assert.DoesNotContain("/paikat", await visitor.Http.GetStringAsync(member));
        var refused = await visitor.Http.GetAsync(member + "/paikat");
        Assert.Equal(HttpStatusCode.NotFound, refused.StatusCode);
        Assert.DoesNotContain("omistaja@", await refused.Content.ReadAsStringAsync());
        // The same answer as for a link that never was
        Assert.Equal(Text(await (await visitor.Http.GetAsync("/tilaus/ei-ole/paikat")).Content.ReadAsStringAsync()), Text(await (await visitor.Http.GetAsync(member + "/paikat")).Content.ReadAsStringAsync()));
        foreach (var act in new[] { "promote", "stepDown", "invite" })
            Assert.Equal(HttpStatusCode.NotFound, (await visitor.PostAsync(member + "/paikat", ("act", act), ("email", "x@example.fi"))).StatusCode);
    }

    [Fact]
    public async Task Who_is_invited_is_asked_and_sits_with_the_duty_only_after_their_own_yes()
    {
        var owner = await visitor.ConfirmedAsync("omistaja@kutsu.example.fi", "Kutsun ry");
        var answer = await visitor.PostAsync(owner + "/paikat", ("act", "invite"), ("email", "uusi@kutsu.example.fi"), ("duty", "  Hallituksen\tpuheenjohtaja "), ("kind", "person"));
        Assert.Equal(HttpStatusCode.SeeOther, answer.StatusCode);
        Assert.DoesNotContain("uusi@kutsu", await visitor.Http.GetStringAsync(owner + "/paikat"));
        Assert.DoesNotContain("puheenjohtaja", Assert.Single(await visitor.MailAsync("uusi@kutsu.example.fi")));

        await visitor.PressAsync(await visitor.ConfirmationPathAsync("uusi@kutsu.example.fi"));
        var seat = await visitor.ContactAsync("uusi@kutsu.example.fi");
        Assert.Equal((ContactState.Confirmed, Seat.Member, ContactKind.Person, "Hallituksen puheenjohtaja"), (seat.State, seat.Seat, seat.Kind, seat.Duty));
        Assert.Equal((await visitor.ContactAsync("omistaja@kutsu.example.fi")).SubscriptionId, seat.SubscriptionId);
        Assert.Contains("Hallituksen puheenjohtaja", await visitor.Http.GetStringAsync(owner + "/paikat"));
        Assert.StartsWith("owner:", (await visitor.LedgerAsync("uusi@kutsu.example.fi"))[0].Actor);
    }

    [Fact]
    public async Task An_invitation_is_answered_alike_whatever_the_address_has_said_before()
    {
        var owner = await visitor.ConfirmedAsync("omistaja@sama.example.fi", "Sama vastaus ry");
        await visitor.ConfirmedAsync("tilaa-jo@sama.example.fi");
        await visitor.PostAsync(await visitor.ConfirmedAsync("kieltanyt@sama.example.fi") + "/peru");
        await newsroom.InDbAsync(async db =>
        {
            db.Suppressions.Add(new Suppression { AddressKey = newsroom.Get<AddressKeys>().Of("torjuttu@sama.example.fi"), Reason = "objected", AtUtc = newsroom.Clock.GetUtcNow().UtcDateTime });
            await db.SaveChangesAsync();
        });
        var answers = new HashSet<string>();
        foreach (var email in new[] { "tuntematon@sama.example.fi", "kieltanyt@sama.example.fi", "torjuttu@sama.example.fi", "omistaja@sama.example.fi" })
        {
            using var network = new Visitor(newsroom);
            var waited = System.Diagnostics.Stopwatch.StartNew();
            var answer = await network.PostAsync(owner + "/paikat", ("act", "invite"), ("email", email), ("kind", "person"));
            Assert.InRange(waited.ElapsedMilliseconds, 390, 6000);
            var page = await network.Http.GetStringAsync(answer.Headers.Location);
            answers.Add($"{answer.StatusCode} {answer.Headers.Location} {Text(page)}");
        }
        Assert.Single(answers);
        Assert.DoesNotContain(await visitor.MailAsync("kieltanyt@sama.example.fi"), m => m.Contains("Subject: Haluatko", StringComparison.Ordinal));
        Assert.Empty(await visitor.MailAsync("torjuttu@sama.example.fi"));
    }

    [Fact]
    public async Task The_last_owner_names_another_one_before_stepping_down()
    {
        var owner = await visitor.ConfirmedAsync("vanha@vaihto.example.fi", "Vaihdon ry");
        var subscription = (await visitor.ContactAsync("vanha@vaihto.example.fi")).Subscription!;
        var member = await Readers.ContactAsync(newsroom, subscription, "tuleva@vaihto.example.fi", c => c.Seat = Seat.Member);

        var refused = await visitor.PostAsync(owner + "/paikat", ("act", "stepDown"));
        Assert.Contains("ainoa omistaja", await visitor.Http.GetStringAsync(refused.Headers.Location));
        Assert.Equal(Seat.Owner, (await visitor.ContactAsync("vanha@vaihto.example.fi")).Seat);

        await visitor.PostAsync(owner + "/paikat", ("act", "promote"), ("seat", member.PublicId.ToString()));
        Assert.Equal(Seat.Owner, (await visitor.ContactAsync("tuleva@vaihto.example.fi")).Seat);
        var both = new[] { owner, await visitor.PreferencesPathAsync("tuleva@vaihto.example.fi") };
        // Two owners who step down at the same moment: one of them stays
        await Task.WhenAll(both.Select(path => visitor.PostAsync(path + "/paikat", ("act", "stepDown"))));
        Assert.Equal(1, await newsroom.InDbAsync(db => db.Contacts.CountAsync(c => c.SubscriptionId == subscription.Id && c.Seat == Seat.Owner)));
        Assert.Equal("seat: owner", (await visitor.LedgerAsync("tuleva@vaihto.example.fi"))[0].Detail);
    }

    [Fact]
    public async Task Ending_anothers_seat_takes_a_second_press_and_ends_nothing_of_theirs_elsewhere()
    {
        var owner = await visitor.ConfirmedAsync("omistaja@loppu.example.fi", "Loppuvan paikan ry");
        var own = await visitor.ContactAsync("omistaja@loppu.example.fi");
        var seat = await Readers.ContactAsync(newsroom, own.Subscription!, "jasen@loppu.example.fi", c => c.Seat = Seat.Member);
        var elsewhere = await Readers.ContactAsync(newsroom, await Readers.SubscriptionAsync(newsroom, "Muualla ry"), "jasen@loppu.example.fi");
        var path = $"{owner}/paikat/{seat.PublicId}/lopeta";

        Assert.Contains("jasen@loppu.example.fi", await visitor.Http.GetStringAsync(path));
        Assert.Equal(ContactState.Confirmed, await StateAsync(seat.Id));
        Assert.Equal(HttpStatusCode.SeeOther, (await visitor.PostAsync(path)).StatusCode);
        Assert.Equal((ContactState.Withdrawn, ContactState.Confirmed), (await StateAsync(seat.Id), await StateAsync(elsewhere.Id)));
        // Neither one's own seat nor another organisation's is reached this way
        foreach (var foreign in new[] { own.PublicId, elsewhere.PublicId }) await visitor.PostAsync($"{owner}/paikat/{foreign}/lopeta");
        Assert.Equal((ContactState.Confirmed, ContactState.Confirmed), (await StateAsync(own.Id), await StateAsync(elsewhere.Id)));
    }

    [Fact]
    public async Task A_duty_is_told_by_the_api_and_an_import()
    {
        using var key = await newsroom.WithKeyAsync("admin");
        using var made = await key.PostAsJsonAsync("/api/v1/contacts", new { email = "tehtava@example.fi", kind = "person", lang = "fi", duty = "Toiminnanjohtaja" });
        Assert.Equal(HttpStatusCode.Created, made.StatusCode);
        Assert.Equal("Toiminnanjohtaja", (await made.JsonAsync()).GetProperty("duty").GetString());
        using var refused = await key.PostAsJsonAsync("/api/v1/contacts", new { email = "tehtava2@example.fi", duty = new string('x', 101) });
        Assert.Equal(HttpStatusCode.UnprocessableEntity, refused.StatusCode);

        var file = System.Text.Encoding.UTF8.GetBytes("email;organisation;duty;consentAt;consentSource\ntuotu-tehtava@example.fi;Tuotujen ry;Rahastonhoitaja;2024-05-01;Kokous\n");
        var report = await newsroom.DoAsync<Uutiset.Exchange.Contacts.ContactImport, Uutiset.Exchange.Contacts.ContactImportReport>(i => i.RunAsync(file, null, new("Testi"), null, CancellationToken.None));
        Assert.Equal(1, report.Confirmed);
        Assert.Equal("Rahastonhoitaja", (await visitor.ContactAsync("tuotu-tehtava@example.fi")).Duty);
    }

    private Task<ContactState> StateAsync(long id) => newsroom.InDbAsync(db => db.Contacts.Where(c => c.Id == id).Select(c => c.State).SingleAsync());

    // Links carry the reader's own token, which is theirs already
    private static string Text(string html) => Tokens().Replace(new AngleSharp.Html.Parser.HtmlParser().ParseDocument(html).QuerySelector("main")!.TextContent, " ").Trim();

    public void Dispose()
    {
        visitor.Dispose();
        GC.SuppressFinalize(this);
    }

    [GeneratedRegex(@"\s+")]
    private static partial Regex Tokens();

    public sealed class OnSqlite(SqliteNewsroom newsroom) : SeatTests(newsroom), IClassFixture<SqliteNewsroom>;

    public sealed class OnPostgres(PostgresNewsroom newsroom) : SeatTests(newsroom), IClassFixture<PostgresNewsroom>;
}
