using System.Text.RegularExpressions;
using Microsoft.EntityFrameworkCore;
using Microsoft.Playwright;
using Uutiset.Subscribers;
using Uutiset.Tests.Bulletins;
using Uutiset.Tests.Subscribers;
using static Microsoft.Playwright.Assertions;

namespace Uutiset.Tests.Browser;

/// <summary>
/// An association's secretary adds a colleague and later leaves for themselves alone; the colleague goes on. On a phone, by keyboard, in both
/// languages; presses and typed fields are counted, since these are tasks for people who have an hour a week.
/// </summary>
public sealed partial class SeatsJourneyTests(SqliteNewsroom newsroom, Chromium chromium) : IClassFixture<SqliteNewsroom>, IDisposable
{
    private const int Phone = 360;
    private const int MostStops = 200;
    private readonly Visitor visitor = new(newsroom);
    private readonly List<string> faults = [];
    private int presses;
    private int typed;

    [Theory]
    [InlineData("fi", "Lähetä kysymys", "Minä jatkan")]
    [InlineData("sv", "Skicka frågan", "Jag tar över")]
    public async Task A_contact_is_added_one_leaves_for_themselves_alone_and_another_goes_on(string lang, string ask, string goOn)
    {
        var (prefix, domain) = (lang == "fi" ? "" : "/sv", lang + "matka.example.fi");
        var preferences = prefix + await visitor.ConfirmedAsync("sihteeri@" + domain, $"Matkan {lang} ry", ("regions", "14"), ("lang", lang));
        var owner = await visitor.ContactAsync("sihteeri@" + domain);
        var member = await Readers.ContactAsync(newsroom, owner.Subscription!, "jasen@" + domain, c => (c.Seat, c.Lang) = (Seat.Member, lang));
        await using var context = await chromium.OpenAsync(newsroom.BaseUrl, lang == "fi" ? "fi-FI" : "sv-FI", Phone);
        var page = await context.NewPageAsync();

        // Adding a contact: the link in a bulletin, the page of seats, two fields, one button
        await GoAsync(page, preferences);
        await PressAsync(page, page.Locator("a[href$='/paikat']"));
        await LookAsync(page, "#email");
        await TypeAsync(page, "#email", "uusi@" + domain);
        await TypeAsync(page, "#duty", lang == "fi" ? "Puheenjohtaja" : "Ordförande");
        await PressAsync(page, page.GetByRole(AriaRole.Button, new() { Name = ask }));
        await LookAsync(page, "[role=status]");
        Assert.Equal((3, 2), Counted());
        await GoAsync(page, await visitor.ConfirmationPathAsync("uusi@" + domain));
        await PressAsync(page, page.Locator("main form button"));
        await Expect(page.Locator("main h1")).ToBeVisibleAsync();
        Assert.Equal((2, 0), Counted());
        Assert.Equal(ContactState.Confirmed, (await visitor.ContactAsync("uusi@" + domain)).State);
        await page.GotoAsync(preferences + "/paikat");
        await Expect(page.Locator(".seats > li")).ToHaveCountAsync(3);
        await LookAsync(page, ".seats");
        await page.Locator("#email").FillAsync("ei osoite");
        await page.GetByRole(AriaRole.Button, new() { Name = ask }).PressAsync("Enter");
        await LookAsync(page, "#email-error");

        // A pause is one field and one button
        await page.GotoAsync(preferences);
        await page.Locator("#paused").FillAsync(Uutiset.Vocabulary.Dates.Iso(Uutiset.Vocabulary.Dates.DayOf(newsroom.Clock.GetUtcNow().UtcDateTime).AddDays(14)));
        await PressAsync(page, page.Locator("form.form button[type=submit]"));
        await LookAsync(page, ".notice");
        Counted();

        // Leaving for oneself: the link in the mail and the button; the organisation goes on
        await GoAsync(page, preferences + "/peru");
        await LookAsync(page, "main form button");
        await PressAsync(page, page.Locator("main form button"));
        await Expect(page.Locator("main h1")).ToBeVisibleAsync();
        Assert.Equal((2, 0), Counted());
        Assert.Equal(ContactState.Withdrawn, (await visitor.ContactAsync("sihteeri@" + domain)).State);
        Assert.Null((await visitor.ContactAsync("jasen@" + domain)).Subscription!.EndedUtc);

        // Going on: the link in the mail and the button
        await GoAsync(page, Link().Match((await visitor.MailAsync("jasen@" + domain))[^1]).Value);
        await LookAsync(page, ".handed-over");
        await PressAsync(page, page.GetByRole(AriaRole.Button, new() { Name = goOn }));
        await Expect(page.Locator("main a[href$='/paikat']")).ToBeVisibleAsync();
        await LookAsync(page, "main h1");
        Assert.Equal((2, 0), Counted());
        Assert.Equal(Seat.Owner, await newsroom.InDbAsync(db => db.Contacts.Where(c => c.Id == member.Id).Select(c => c.Seat).SingleAsync()));
        await page.GotoAsync(prefix + await visitor.PreferencesPathAsync("jasen@" + domain) + "/paikat");
        await page.Locator(".seat-actions a").Last.PressAsync("Enter");
        await LookAsync(page, "main form button");
        Assert.True(faults.Count == 0, string.Join('\n', faults));
    }

    private async Task GoAsync(IPage page, string link)
    {
        presses++;
        await page.GotoAsync(link);
    }

    private async Task PressAsync(IPage page, ILocator what)
    {
        await ReachAsync(page, what);
        presses++;
        await page.Keyboard.PressAsync("Enter");
        await page.WaitForLoadStateAsync();
    }

    private async Task TypeAsync(IPage page, string field, string text)
    {
        await ReachAsync(page, page.Locator(field));
        typed++;
        await page.Keyboard.TypeAsync(text);
    }

    /// <summary>As somebody without a mouse comes there: from one stop to the next.</summary>
    private static async Task ReachAsync(IPage page, ILocator what)
    {
        for (var stop = 0; stop < MostStops; stop++)
        {
            if (await what.EvaluateAsync<bool>("e => e === document.activeElement")) return;
            await page.Keyboard.PressAsync("Tab");
        }
        Assert.Fail($"{what} was not reached by keyboard on {page.Url}");
    }

    private async Task LookAsync(IPage page, string shown)
    {
        await Expect(page.Locator(shown).First).ToBeVisibleAsync();
        faults.AddRange(await page.FaultsAsync([Phone]));
    }

    private (int Presses, int Typed) Counted()
    {
        var counted = (presses, typed);
        (presses, typed) = (0, 0);
        return counted;
    }

    public void Dispose() => visitor.Dispose();

    [GeneratedRegex("(?:/sv)?/tilaus/[a-z2-7]+/jatkaja/[0-9a-f-]{36}")]
    private static partial Regex Link();
}
