using System.Net;
using Microsoft.EntityFrameworkCore;
using Uutiset.Accounts;
using Uutiset.Accounts.Auditing;
using Uutiset.Mailing;
using Uutiset.Subscribers;
using Uutiset.Subscribers.Ledger;
using Uutiset.Subscribers.Rights;
using Uutiset.Tests.Accounts;
using Uutiset.Tests.Articles;
using Uutiset.Tests.People;
using Uutiset.Vocabulary;
using Door = Uutiset.Subscribers.Door;

namespace Uutiset.Tests.Subscribers;

/// <summary>The ledger of one contact reads as a story from request to withdrawal, and a lawyer could file it.</summary>
public abstract class ConsentStoryTests(Newsroom newsroom) : IDisposable
{
    private readonly Visitor visitor = new(newsroom);

    private static string PageOf(Contact contact) => $"/desk/subscribers/contacts/{contact.PublicId}/consent";

    [Fact]
    public async Task The_page_tells_from_request_to_withdrawal_when_how_where_by_whom_and_what_was_shown()
    {
        const string Email = "tarina@example.fi";
        await visitor.SubscribeAsync(Email, "Tarinan toimijat ry", "fi", ("regions", "14"), ("tags", "sote-uudistus"));
        newsroom.Clock.Move(TimeSpan.FromHours(5));
        await visitor.PressAsync(await visitor.ConfirmationPathAsync(Email));
        newsroom.Clock.Move(TimeSpan.FromDays(40));
        await visitor.PostAsync(await visitor.PreferencesPathAsync(Email) + "/peru", ("List-Unsubscribe", "One-Click"));
        var (contact, lines) = (await visitor.ContactAsync(Email), await visitor.LedgerAsync(Email));
        // As the ledger has them: a minute may turn between two looks at the clock
        var (asked, confirmed, ended) = (lines[0].AtUtc, lines[1].AtUtc, lines[^1].AtUtc);
        Assert.InRange(newsroom.Clock.GetUtcNow().UtcDateTime - asked, TimeSpan.FromDays(40), TimeSpan.FromDays(41));
        var text = await newsroom.InDbAsync(db => db.ConsentTexts.SingleAsync(t => t.Hash == lines[0].TextHash));

        using var editor = await newsroom.SignedInAsync(Role.Editor);
        var page = await editor.SeeAsync(PageOf(contact));
        Assert.Contains(Email, page.QuerySelector("h1")!.TextContent, StringComparison.Ordinal);
        Assert.Contains("Europe/Helsinki", page.QuerySelector("main")!.TextContent, StringComparison.Ordinal);
        Assert.Contains("Tarinan toimijat ry", page.QuerySelector("main > .facts")!.TextContent, StringComparison.Ordinal);
        var told = page.QuerySelectorAll(".story > li").ToList();
        Assert.Equal([$"{Dates.DayAndTime(asked, "fi")}: tilausta pyydetty", $"{Dates.DayAndTime(confirmed, "fi")}: tilaus vahvistettu", $"{Dates.DayAndTime(ended, "fi")}: tilaus peruttu"],
            told.Select(li => li.QuerySelector("h3")!.TextContent));
        Assert.Matches(@"^\d{1,2}\.\d{1,2}\.\d{4} klo \d{1,2}\.\d\d: ", told[0].QuerySelector("h3")!.TextContent);
        Assert.All(["sivuston lomake", "tilaaja itse", newsroom.BaseUrl + "/tilaa", "Pohjois-Karjala", "sote-uudistus", "uusi, tilaajan itse nimeämä", lines[0].TextHash!],
            words => Assert.Contains(words, told[0].TextContent, StringComparison.OrdinalIgnoreCase));
        Assert.Contains("sähköpostiohjelman perumispainike", told[2].TextContent, StringComparison.Ordinal);
        // Folded on screen, whole on paper, and the same in both
        Assert.Equal([text.Text, text.Text], told[0].QuerySelectorAll("details.on-screen blockquote, .on-paper blockquote").Select(q => q.TextContent));
        Assert.Equal(text.Hash, ConsentLedger.HashOf(told[0].QuerySelector(".on-paper blockquote")!.TextContent));
        var links = await newsroom.InDbAsync(db => db.ConsentLinks.OrderBy(l => l.Seq).ToListAsync());
        foreach (var (line, li) in lines.Zip(told)) Assert.Contains(links.Single(l => l.EventId == line.Id) is var own ? $"Ketjun lenkki {own.Seq}: {own.Hash}" : "", li.TextContent, StringComparison.Ordinal);
        Assert.Contains($"Ketjun pää tarkistushetkellä: {links[^1].Seq}:{links[^1].Hash}", page.Body!.TextContent, StringComparison.Ordinal);
        Assert.Matches(@"Tarkistettu \d{1,2}\.\d{1,2}\.\d{4} klo \d{1,2}\.\d\d: jokainen rivi", page.Body.TextContent);
        Assert.Empty(page.QuerySelectorAll("main form, main button"));

        using var chosen = await editor.SubmitAsync("/desk/account", new() { ["lang"] = "sv" }, "/desk/account?handler=Language");
        var swedish = await editor.SeeAsync(PageOf(contact));
        Assert.Contains("Samtyckets skeden", swedish.QuerySelector("h1")!.TextContent, StringComparison.Ordinal);
        Assert.Equal($"{Dates.DayAndTime(asked, "sv")}: prenumeration begärd", swedish.QuerySelector(".story h3")!.TextContent);
        Assert.Contains("prenumeranten själv", swedish.QuerySelector(".story")!.TextContent, StringComparison.Ordinal);
        // In the language in which it was shown
        Assert.Equal("fi", swedish.QuerySelector(".story blockquote")!.GetAttribute("lang"));
    }

    [Fact]
    public async Task The_reader_reads_the_same_words_on_their_own_page()
    {
        var path = await visitor.ConfirmedAsync("samat@example.fi", null, ("regions", "14"), ("tags", "sote-uudistus"));
        var page = WebUtility.HtmlDecode(await visitor.Http.GetStringAsync(path + "/tiedot"));
        Assert.All(["tilausta pyydetty", "sinä itse", "Pohjois-Karjala"], words => Assert.Contains(words, page, StringComparison.Ordinal));
        Assert.DoesNotContain("regions:", page, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_theme_is_told_as_it_was_called_even_when_it_is_gone()
    {
        var term = await newsroom.InDbAsync(async db =>
        {
            var row = db.Terms.Add(new Term { Scheme = TermScheme.Theme, State = TermState.Active, Slug = "haipyva-aihe", LabelFi = "Häipyvä aihe" }).Entity;
            await db.SaveChangesAsync();
            return row.Id;
        });
        await visitor.ConfirmedAsync("teema@example.fi", null, ("tags", "haipyva-aihe"));
        Assert.Contains("terms: haipyva-aihe;", (await visitor.LedgerAsync("teema@example.fi"))[0].Detail, StringComparison.Ordinal);
        using var editor = await newsroom.SignedInAsync(Role.Editor);
        var contact = await visitor.ContactAsync("teema@example.fi");
        Assert.Contains("Häipyvä aihe", await editor.SeeAsync(PageOf(contact)) is var before ? before.Body!.TextContent : "", StringComparison.Ordinal);
        await newsroom.InDbAsync(async db =>
        {
            await db.Set<SubscriptionTerm>().Where(t => t.TermId == term).ExecuteDeleteAsync();
            await db.Set<ContactTerm>().Where(t => t.TermId == term).ExecuteDeleteAsync();
            await db.Terms.Where(t => t.Id == term).ExecuteDeleteAsync();
        });
        Assert.Contains("haipyva-aihe", await editor.SeeAsync(PageOf(contact)) is var after ? after.Body!.TextContent : "", StringComparison.Ordinal);
    }

    [Fact]
    public async Task Who_speaks_for_one_publisher_reads_its_own_subscribers_only()
    {
        var (_, second) = await newsroom.TwoPublishersAsync();
        await visitor.ConfirmedAsync("oma@kaksin.example.fi", null, ("from", second.Slug));
        await visitor.ConfirmedAsync("muun@kaksin.example.fi", null, ("from", "julkaisija"));
        var (own, others) = (await visitor.ContactAsync("oma@kaksin.example.fi"), await visitor.ContactAsync("muun@kaksin.example.fi"));
        using var bound = await newsroom.SignedInAsync(Role.Editor, publisher: second.Id);
        Assert.Equal(HttpStatusCode.OK, (await bound.GetAsync(PageOf(own))).StatusCode);
        Assert.Equal(HttpStatusCode.Forbidden, (await bound.GetAsync(PageOf(others))).StatusCode);
        using var agent = await newsroom.SignedInAsync(Role.Agent);
        Assert.Equal(HttpStatusCode.Forbidden, (await agent.GetAsync(PageOf(own))).StatusCode);

        // What is left of the erased is nobody's any longer, and for the whole site
        await newsroom.DoAsync<Erasing, Erasure?>(e => e.EraseAsync(newsroom.Get<AddressKeys>().Of(own.Email), Door.Of("cli", Actor.System), null, CancellationToken.None));
        Assert.Equal(HttpStatusCode.NotFound, (await bound.GetAsync(PageOf(own))).StatusCode);
        using var editor = await newsroom.SignedInAsync(Role.Editor);
        var page = await editor.SeeAsync(PageOf(own));
        Assert.DoesNotContain(own.Email, page.Body!.TextContent, StringComparison.Ordinal);
        Assert.EndsWith("tiedot poistettu", page.QuerySelectorAll(".story h3")[^1].TextContent, StringComparison.Ordinal);
        Assert.Contains("poistettu, kun henkilön tiedot poistettiin", page.QuerySelector(".story > li")!.TextContent, StringComparison.Ordinal);
        Assert.Contains("jokainen rivi vastaa", page.Body.TextContent, StringComparison.Ordinal);
        Assert.Null((await newsroom.DoAsync<ConsentVerifying, ChainVerdict>(v => v.VerifyAsync(null, CancellationToken.None))).Broken);
        Assert.Equal(HttpStatusCode.NotFound, (await editor.GetAsync($"/desk/subscribers/contacts/{Guid.NewGuid()}/consent")).StatusCode);
        Assert.Equal(HttpStatusCode.NotFound, (await editor.GetAsync($"/desk/subscribers/contacts/{Guid.Empty}/consent")).StatusCode);
    }

    public void Dispose()
    {
        visitor.Dispose();
        GC.SuppressFinalize(this);
    }

    public sealed class OnSqlite(SqliteNewsroom newsroom) : ConsentStoryTests(newsroom), IClassFixture<SqliteNewsroom>;

    public sealed class OnPostgres(PostgresNewsroom newsroom) : ConsentStoryTests(newsroom), IClassFixture<PostgresNewsroom>;
}
