using System.Net;
using Microsoft.EntityFrameworkCore;
using Uutiset.Accounts;
using Uutiset.Subscribers;
using Uutiset.Subscribers.Seats;
using Uutiset.Tests.Bulletins;
using Uutiset.Tests.People;
using Uutiset.Tests.Site;
using Uutiset.Vocabulary;

namespace Uutiset.Tests.Subscribers;

/// <summary>Whoever is asked to say yes sees to what, and what they saw is what is kept.</summary>
public abstract class AskingTests(Newsroom newsroom) : IDisposable
{
    private readonly Visitor visitor = new(newsroom);

    [Fact]
    public async Task The_page_tells_what_is_agreed_to_and_keeps_the_words_in_its_own_language()
    {
        const string Reader = "laura@sivukieli.example.fi";
        await visitor.SubscribeAsync(Reader, null, "fi", ("regions", "14"), ("frequency", "weekly"));
        var path = await visitor.ConfirmationPathAsync(Reader);
        var swedish = "/sv" + path;
        var page = await newsroom.PageAsync(swedish);
        var told = page.QuerySelectorAll("dl dt").ToDictionary(t => t.TextContent, t => t.NextElementSibling!.TextContent);
        Assert.Equal(("Sammandrag varje vecka", "finska", "alla"), (told["Hur ofta"], told["Språk"], told["Teman"]));
        Assert.Equal(Regions.Find("14")!.Short.In("sv"), told["Områden"]);

        // A press that comes from a page that said something else decides nothing
        using (var other = await visitor.PostAsync(swedish, ("shown", "abc")))
        {
            Assert.Equal(HttpStatusCode.Conflict, other.StatusCode);
            Assert.Contains("role=\"alert\"", await other.Content.ReadAsStringAsync(), StringComparison.Ordinal);
        }
        Assert.Equal(ContactState.Requested, (await visitor.ContactAsync(Reader)).State);
        using (var pressed = await visitor.PressAsync(swedish)) Assert.Equal(HttpStatusCode.OK, pressed.StatusCode);
        var lines = await visitor.LedgerAsync(Reader);
        var langs = await newsroom.InDbAsync(db => db.ConsentTexts.ToDictionaryAsync(t => t.Hash, t => t.Lang));
        Assert.Equal([(ConsentKind.Requested, "fi"), (ConsentKind.Confirmed, "sv")], lines.Select(l => (l.Kind, langs[l.TextHash!])));
        Assert.Equal("fi", (await visitor.ContactAsync(Reader)).Lang);
    }

    [Fact]
    public async Task A_name_that_a_stranger_typed_is_not_told_and_one_that_the_editors_know_is()
    {
        await visitor.SubscribeAsync("uhri@huijaus.example.fi", "Soita heti ja voita ry");
        Assert.DoesNotContain("Soita heti", await visitor.Http.GetStringAsync(await visitor.ConfirmationPathAsync("uhri@huijaus.example.fi")), StringComparison.Ordinal);
        var organisation = await newsroom.ListedAsync("Tunnettu tupa ry", "omistaja@tunnettu.example.fi");
        await newsroom.JoinAsync("liittyja@tunnettu.example.fi", organisation);
        Assert.Contains("Tunnettu tupa ry", await visitor.Http.GetStringAsync(await visitor.ConfirmationPathAsync("liittyja@tunnettu.example.fi")), StringComparison.Ordinal);
    }

    [Fact]
    public async Task An_owner_who_was_dismissed_does_not_come_back_by_themselves_when_the_subscription_has_ended()
    {
        const string Chief = "paattaja@erotettu.example.fi", Dismissed = "erotettu@erotettu.example.fi";
        var organisation = await newsroom.ListedAsync("Erotettujen seura ry", Chief);
        var chief = await visitor.ContactAsync(Chief);
        var subscription = await newsroom.InDbAsync(db => db.Subscriptions.SingleAsync(s => s.Id == chief.SubscriptionId));
        var seat = await Readers.ContactAsync(newsroom, subscription, Dismissed, c => c.Seat = Seat.Owner);
        var path = await visitor.PreferencesPathAsync(Chief);
        await newsroom.DoAsync<SeatKeeping, bool>(async keeping =>
        {
            await keeping.EndAsync(chief, (await keeping.FindAsync(chief, seat.PublicId, CancellationToken.None))!, "https://example.fi", CancellationToken.None);
            return true;
        });
        newsroom.Clock.Move(TimeSpan.FromMinutes(1));
        await visitor.PostAsync(path + "/peru?kaikki=1");
        newsroom.Clock.Move(TimeSpan.FromDays(2));

        await newsroom.JoinAsync(Dismissed, organisation);
        Assert.Contains("Osoitteesi on vahvistettu", await newsroom.ConfirmAsync(Dismissed), StringComparison.Ordinal);
        Assert.NotNull(await newsroom.InDbAsync(db => db.Subscriptions.Where(s => s.Id == subscription.Id).Select(s => s.EndedUtc).SingleAsync()));
        // The one who ended it may begin it again
        await newsroom.JoinAsync(Chief, organisation);
        Assert.Contains("Tilaus on vahvistettu", await newsroom.ConfirmAsync(Chief), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Who_is_to_go_on_is_told_for_whom_and_is_asked_again_on_another_day_and_nothing_begins_before_the_yes()
    {
        const string Leaver = "lahtija@jatkuva.example.fi", Next = "seuraava@jatkuva.example.fi";
        await newsroom.ListedAsync("Jatkuva polku ry", Leaver);
        var leaver = await visitor.ContactAsync(Leaver);
        Assert.Equal(SuccessorOutcome.Asked, await NameAsync());
        var mail = (await visitor.MailAsync(Next))[^1];
        Assert.Contains("Jatkuva polku ry", mail, StringComparison.Ordinal);
        Assert.Contains("p=C3=A4=C3=A4t=C3=A4t j=C3=A4rjest=C3=B6n", mail.Replace("\r\n", " ", StringComparison.Ordinal), StringComparison.Ordinal);
        Assert.Equal(SuccessorOutcome.AskedToday, await NameAsync());
        newsroom.Clock.Move(TimeSpan.FromDays(1.1));
        Assert.Equal(SuccessorOutcome.Asked, await NameAsync());
        Assert.Equal(2, (await visitor.MailAsync(Next)).Count);

        // The organisation's last reader leaves: what ended begins when the other one says yes, not when they are asked
        await visitor.PostAsync(await visitor.PreferencesPathAsync(Leaver) + "/peru");
        newsroom.Clock.Move(TimeSpan.FromDays(1.1));
        Assert.Equal(SuccessorOutcome.Asked, await NameAsync());
        Assert.Equal(ContactState.Requested, (await visitor.ContactAsync(Next)).State);
        using (var pressed = await visitor.PressAsync(await visitor.ConfirmationPathAsync(Next))) Assert.Equal(HttpStatusCode.OK, pressed.StatusCode);
        var next = await visitor.ContactAsync(Next);
        Assert.Equal((ContactState.Confirmed, Seat.Owner, leaver.SubscriptionId, null), (next.State, next.Seat, next.SubscriptionId, next.Subscription!.EndedUtc));

        Task<SuccessorOutcome> NameAsync() => newsroom.DoAsync<NamingSuccessor, SuccessorOutcome>(async naming =>
        {
            var contact = await newsroom.InDbAsync(db => db.Contacts.Include(c => c.Subscription).SingleAsync(c => c.Id == leaver.Id));
            return (await naming.NameAsync(contact, Next, "Seppo Seuraava", Door.Of("desk", Actor.System), Actor.System, CancellationToken.None)).Outcome;
        });
    }

    [Fact]
    public async Task A_wish_that_the_form_does_not_offer_is_shown_to_who_has_it_and_stays()
    {
        var path = await visitor.ConfirmedAsync("kohderyhma@toive.example.fi");
        var contact = await visitor.ContactAsync("kohderyhma@toive.example.fi");
        await newsroom.InDbAsync(async db =>
        {
            var audience = db.Terms.Add(new Term { Scheme = TermScheme.Audience, LabelFi = "Kyläyhdistykset", Slug = "kylayhdistykset" }).Entity;
            await db.SaveChangesAsync();
            db.Add(new SubscriptionTerm { SubscriptionId = contact.SubscriptionId, TermId = audience.Id });
            await db.SaveChangesAsync();
        });
        Assert.DoesNotContain("kylayhdistykset", await visitor.Http.GetStringAsync("/tilaa"), StringComparison.Ordinal);
        var chosen = (await newsroom.PageAsync(path)).QuerySelectorAll("input[name='tags'][checked]").Select(i => ("tags", i.GetAttribute("value")!)).ToArray();
        Assert.Equal([("tags", "kylayhdistykset")], chosen);
        using (await visitor.PostAsync(path, [.. await visitor.FormAsync(path), ("lang", "sv"), .. chosen])) { }
        var after = await visitor.ContactAsync(contact.Email);
        Assert.Equal(("sv", 1), (after.Lang, after.Subscription!.Terms.Count));
    }

    [Fact]
    public async Task An_address_that_may_not_be_moved_to_keeps_its_mail_of_the_day()
    {
        await visitor.PostAsync(await visitor.ConfirmedAsync("lopettanut@vuoro.example.fi") + "/peru");
        newsroom.Clock.Move(TimeSpan.FromDays(2));
        var path = await visitor.ConfirmedAsync("muuttaja@vuoro.example.fi");
        var before = (await visitor.MailAsync("lopettanut@vuoro.example.fi")).Count;
        await visitor.PostAsync(path + "/osoite", ("email", "lopettanut@vuoro.example.fi"));
        Assert.Equal(before, (await visitor.MailAsync("lopettanut@vuoro.example.fi")).Count);
        await visitor.SubscribeAsync("lopettanut@vuoro.example.fi");
        Assert.Equal(before + 1, (await visitor.MailAsync("lopettanut@vuoro.example.fi")).Count);
    }

    public void Dispose()
    {
        visitor.Dispose();
        GC.SuppressFinalize(this);
    }

    public sealed class OnSqlite(SqliteNewsroom newsroom) : AskingTests(newsroom), IClassFixture<SqliteNewsroom>;

    public sealed class OnPostgres(PostgresNewsroom newsroom) : AskingTests(newsroom), IClassFixture<PostgresNewsroom>;
}
