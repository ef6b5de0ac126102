using System.Net;
using System.Text.RegularExpressions;
using Microsoft.EntityFrameworkCore;
using Microsoft.Playwright;
using Uutiset.Accounts;
using Uutiset.Subscribers;
using Uutiset.Tests.Bulletins;
using Uutiset.Tests.Mail;
using static Microsoft.Playwright.Assertions;

namespace Uutiset.Tests.Browser;

/// <summary>The whole job as people do it: from an editor's keyboard to real mailboxes and out of them again.</summary>
public sealed partial class JourneyTests(PostfixNewsroom newsroom, Chromium chromium) : IClassFixture<PostfixNewsroom>, IAsyncDisposable
{
    private const string Title = "Kylätaloilla avataan syksyllä neuvontapisteitä";
    private const string First = "Syksyn ensimmäinen kirje järjestöille";
    private const string Second = "Syksyn toinen kirje järjestöille";

    public ValueTask DisposeAsync() => newsroom.Postfix.DisposeAsync();

    [Fact]
    public async Task An_article_is_written_found_and_mailed_and_its_readers_leave_when_they_want()
    {
        await using var editor = await chromium.OpenAsync(newsroom.BaseUrl);
        await using var reader = await chromium.OpenAsync(newsroom.BaseUrl, script: false);
        var (desk, site) = (await editor.NewPageAsync(), await reader.NewPageAsync());

        await SignInAsync(desk);
        await WriteAsync(desk);
        await FindAsync(site);
        foreach (var n in new[] { 1, 2, 3 }) await SubscribeAsync(site, $"reader{n}@example.fi");

        await SendBulletinAsync(desk, First, readers: 3);
        var mail = await TheOnlyAsync("reader1@example.fi", First);
        Assert.Empty(mail.Defects);
        Assert.Equal(["multipart/alternative", "text/plain", "text/html"], mail.PartTypes);
        Assert.Contains(Title, mail.Text, StringComparison.Ordinal);
        Assert.Contains(Title, mail.Html, StringComparison.Ordinal);
        Assert.Contains("Hyvät yhdistykset", mail.Text, StringComparison.Ordinal);

        await ClickOnceAsync(mail);
        await LeaveByThePageAsync(site, await TheOnlyAsync("reader2@example.fi", First));

        await SendBulletinAsync(desk, Second, readers: 1);
        await TheOnlyAsync("reader3@example.fi", Second);
        foreach (var gone in new[] { "reader1@example.fi", "reader2@example.fi" })
            Assert.DoesNotContain(await PythonParser.ParseAsync(newsroom.Postfix.MailOf(gone)), m => m.Subject == Second);
        await TheOnlyAsync("reader1@example.fi", First);
    }

    private async Task SignInAsync(IPage desk)
    {
        await desk.GotoAsync(await newsroom.SetUpLinkAsync(Role.Editor, "paatoimittaja@example.fi"));
        await desk.FillAsync("input[name=Password]", Editors.Password);
        await desk.ClickAsync("button.primary");
        await desk.WaitForURLAsync("**/desk");
    }

    private static async Task WriteAsync(IPage desk)
    {
        await desk.GotoAsync("/desk/articles/new");
        await desk.FillAsync("[name='Form.Title']", Title);
        await desk.FillAsync("[name='Form.Lead']", "Yhdistykset päivystävät maaseudulla kerran viikossa. Neuvoa saa ilman ajanvarausta.");
        await desk.ClickAsync("#Form_BodyHtml-surface");
        await Tool("h2");
        await desk.Keyboard.TypeAsync("Apua läheltä");
        await desk.Keyboard.PressAsync("Enter");
        await desk.Keyboard.TypeAsync("Vertaisryhmiin pääsee mukaan syyskuusta alkaen. Vapaaehtoiset opastavat:");
        await desk.Keyboard.PressAsync("Enter");
        await Tool("bullets");
        await desk.Keyboard.TypeAsync("verkkopankin käytössä");
        await desk.Keyboard.PressAsync("Enter");
        await desk.Keyboard.TypeAsync("avustushakemuksen täyttämisessä");
        await desk.Keyboard.PressAsync("Enter");
        await desk.Keyboard.PressAsync("Enter");
        await desk.Keyboard.TypeAsync("Kukaan ei jää yksin lomakkeen kanssa.");
        await Tool("quote");
        await desk.FillAsync("#quote-speaker", "Helmi Koivuranta");
        await desk.FillAsync("#quote-role", "kyläyhdistyksen puheenjohtaja");
        await desk.ClickAsync("#quote-dialog button[value=ok]");
        // The autosave's own word, which only the server gives
        await Expect(desk.Locator("#save-line")).ToContainTextAsync("Tallennettu klo");
        await desk.ClickAsync(".edit-strip button.primary");
        await Expect(desk.Locator(".notice-done")).ToContainTextAsync("Juttu on julkaistu.");

        Task Tool(string name) => desk.ClickAsync($"[data-tool={name}]");
    }

    private static async Task FindAsync(IPage site)
    {
        await site.GotoAsync("/arkisto");
        await site.FillAsync("#q", "vertaisryhmä");
        await site.ClickAsync(".archive-query button");
        await Expect(site.Locator(".hits > li")).ToHaveCountAsync(1);
        await Expect(site.Locator(".hits mark").First).ToHaveTextAsync("Vertaisryhmiin");
        await site.GetByRole(AriaRole.Link, new() { Name = Title }).ClickAsync();
        await Expect(site.Locator("h1")).ToHaveTextAsync(Title);
        await Expect(site.Locator("main h2").First).ToHaveTextAsync("Apua läheltä");
        await Expect(site.Locator("main ul > li").Filter(new() { HasText = "avustushakemuksen täyttämisessä" })).ToHaveCountAsync(1);
        await Expect(site.Locator("main blockquote")).ToContainTextAsync("Kukaan ei jää yksin");
        await Expect(site.Locator("main figure, main blockquote").Filter(new() { HasText = "Helmi Koivuranta" }).First).ToBeVisibleAsync();
    }

    private async Task SubscribeAsync(IPage site, string email)
    {
        await site.GotoAsync("/tilaa");
        await site.CheckAsync("input[name=who][value=private]");
        await site.FillAsync("#email", email);
        await site.CheckAsync("#consent");
        // What is filled in under two seconds was not filled in by a person
        newsroom.Clock.Move(TimeSpan.FromSeconds(3));
        await site.ClickAsync("#send");
        var asked = Assert.Single(await PythonParser.ParseAsync(await newsroom.Postfix.WaitForMail(email)));
        await site.GotoAsync(ConfirmLink().Match(asked.Text).Value);
        Assert.Equal(ContactState.Requested, await StateAsync(email));
        await site.ClickAsync("main form button[type=submit]");
        await Expect(site.Locator("main h1")).ToBeVisibleAsync();
        Assert.Equal(ContactState.Confirmed, await StateAsync(email));
    }

    private static async Task SendBulletinAsync(IPage desk, string subject, int readers)
    {
        await desk.GotoAsync("/desk/bulletins");
        await desk.ClickAsync(".page-head button.primary");
        await desk.FillAsync("[name='Form.Texts[0].Subject']", subject);
        await desk.FillAsync("[name='Form.Texts[0].Preheader']", "Neuvontaa lähellä kotia");
        await desk.FillAsync("[name='Form.Texts[0].Intro']", "Hyvät yhdistykset,\n\ntässä kuun tärkein uutinen.");
        await desk.GetByRole(AriaRole.Button, new() { Name = $"Lisää tiedotteeseen: {Title}" }).ClickAsync();
        await Expect(desk.Locator(".bulletin-items h3")).ToHaveTextAsync(Title);
        await Expect(desk.Locator("#count")).ToContainTextAsync($"{readers} ");
        await desk.ClickAsync("button[name=act][value=send]");
        await desk.ClickAsync(".actions-bottom button.primary");
        await desk.WaitForURLAsync("**/progress*");
        await Expect(desk.Locator("[data-text=state]")).ToHaveTextAsync("Lähetetty", new() { Timeout = 30_000 });
        await Expect(desk.Locator("[data-number=accepted]")).ToHaveTextAsync($"{readers}");
    }

    private static async Task LeaveByThePageAsync(IPage site, ParsedMail mail)
    {
        await site.GotoAsync(EndLink().Match(mail.Text).Value);
        await site.ClickAsync("main form button[type=submit]");
        await Expect(site.Locator("main h1")).ToBeVisibleAsync();
    }

    /// <summary>As a mail program does it (RFC 8058): one POST, no cookie, no page.</summary>
    private async Task ClickOnceAsync(ParsedMail mail)
    {
        Assert.Equal("List-Unsubscribe=One-Click", mail.Headers["list-unsubscribe-post"]);
        using var body = new FormUrlEncodedContent([new("List-Unsubscribe", "One-Click")]);
        using var answer = await newsroom.Client.PostAsync(HeaderLink().Match(mail.Headers["list-unsubscribe"]).Value, body);
        Assert.Equal(HttpStatusCode.OK, answer.StatusCode);
        Assert.Equal(ContactState.Withdrawn, await StateAsync("reader1@example.fi"));
    }

    /// <summary>The one mail with this subject in a mailbox; there must not be two.</summary>
    private async Task<ParsedMail> TheOnlyAsync(string email, string subject)
    {
        await newsroom.Postfix.WaitForMail(email, 2);
        return Assert.Single(await PythonParser.ParseAsync(newsroom.Postfix.MailOf(email)), m => m.Subject == subject);
    }

    private Task<ContactState> StateAsync(string email) => newsroom.InDbAsync(db => db.Contacts.Where(c => c.Email == email).Select(c => c.State).SingleAsync());

    [GeneratedRegex(@"http://\S+/tilaus/vahvista/\w+")]
    private static partial Regex ConfirmLink();

    [GeneratedRegex(@"http://\S+/tilaus/\w+/peru")]
    private static partial Regex EndLink();

    [GeneratedRegex("(?<=<)http[^>]+(?=>)")]
    private static partial Regex HeaderLink();
}
