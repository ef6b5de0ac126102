using Microsoft.EntityFrameworkCore;
using Microsoft.Playwright;
using Uutiset.People;
using Uutiset.Subscribers;
using Uutiset.Tests.People;
using Uutiset.Tests.Subscribers;
using static Microsoft.Playwright.Assertions;

namespace Uutiset.Tests.Browser;

/// <summary>A secretary subscribes their organisation on a phone, by keyboard: at most six fields to type or choose, with script and without.</summary>
public sealed class SubscribeJourneyTests(DemoNewsroom newsroom, Chromium chromium) : IClassFixture<DemoNewsroom>
{
    private const int MostFields = 6;
    private const int MostPresses = 12;
    private const int MostTabs = 120;
    private static readonly int[] Phone = [360];

    [Theory]
    [InlineData("fi", true)]
    [InlineData("sv", true)]
    [InlineData("fi", false)]
    [InlineData("sv", false)]
    public async Task An_organisation_is_subscribed_by_keyboard_on_a_phone(string lang, bool script)
    {
        var (prefix, name, email) = (lang == "sv" ? "/sv" : "", $"Rantakylän väki {lang} {(script ? 1 : 2)} ry", $"toimisto@rantakyla-{lang}{(script ? 1 : 2)}.example.fi");
        var organisation = await newsroom.OrganisationAsync(new OrganisationDraft { Name = name, Regions = ["15"] });
        await using var context = await chromium.OpenAsync(newsroom.BaseUrl, lang == "sv" ? "sv-FI" : "fi-FI", width: 360, script: script);
        var page = await context.NewPageAsync();
        var (fields, presses, faults) = (0, 0, new List<string>());
        await page.GotoAsync(prefix + "/tilaa");
        newsroom.Clock.Move(TimeSpan.FromSeconds(3));

        await ComeToAsync("#organisation");
        await page.Keyboard.TypeAsync($"väki {lang} {(script ? 1 : 2)}");
        fields++;
        if (script)
        {
            await Expect(page.GetByRole(AriaRole.Option)).ToHaveCountAsync(2);
            await LookAsync();
            await page.Keyboard.PressAsync("ArrowDown");
            await PressAsync("Enter");
            await Expect(page.Locator("#organisation")).ToHaveValueAsync(name);
            await Expect(page.GetByRole(AriaRole.Status)).ToContainTextAsync(name);
        }
        else
        {
            await ComeToAsync("button[name=find]");
            await PressAsync("Enter");
            // The answer begins at the choice
            await Expect(page.Locator("#found-0")).ToBeFocusedAsync();
            await PressAsync("Space");
            fields++;
        }
        await ComeToAsync("#email");
        await page.Keyboard.TypeAsync(email);
        fields++;
        foreach (var choice in new[] { "input[name=regions][value='15']", "input[name=tags]", "#consent" })
        {
            await ComeToAsync(choice);
            await PressAsync("Space");
            fields++;
        }
        // Back from the box to what one would get: everything chosen is still there after it
        await ComeToAsync("button[name=sample]", back: true);
        await PressAsync("Enter");
        await Expect(page.Locator("#nayte li").First).ToBeVisibleAsync();
        await Expect(page.Locator("#email")).ToHaveValueAsync(email);
        await Expect(page.Locator($"input[name=choice][value='{organisation.PublicId}']")).ToBeCheckedAsync();
        await Expect(page.Locator("#consent")).ToBeCheckedAsync();
        await LookAsync();
        await ComeToAsync("#send");
        await PressAsync("Enter");
        await Expect(page.Locator("h1")).ToHaveTextAsync(lang == "sv" ? "Kontrollera din e-post" : "Tarkista sähköpostisi");

        using var visitor = new Visitor(newsroom);
        await page.GotoAsync(await visitor.ConfirmationPathAsync(email));
        await LookAsync();
        await ComeToAsync("main form button");
        await PressAsync("Enter");
        await Expect(page.Locator("h1")).ToHaveTextAsync(lang == "sv" ? "Din adress är bekräftad" : "Osoitteesi on vahvistettu");
        await LookAsync();

        Assert.True(faults.Count == 0, string.Join('\n', faults));
        Assert.InRange(fields, 1, MostFields);
        Assert.InRange(presses, 1, MostPresses);
        var request = await newsroom.RequestOfAsync(email);
        Assert.Equal((organisation.Id, ContactKind.Role), (request.OrganisationId, request.Contact!.Kind));
        Assert.NotNull(request.AskedUtc);
        Assert.Equal(["15"], await newsroom.InDbAsync(db => db.Set<SubscriptionRegion>().Where(r => r.SubscriptionId == request.Contact.SubscriptionId).Select(r => r.RegionCode).ToListAsync()));

        async Task ComeToAsync(string selector, bool back = false)
        {
            var there = page.Locator(selector).First;
            for (var i = 0; i < MostTabs && await page.Locator(":focus").And(there).CountAsync() == 0; i++) await page.Keyboard.PressAsync(back ? "Shift+Tab" : "Tab");
            await Expect(there).ToBeFocusedAsync();
        }

        async Task PressAsync(string key)
        {
            presses++;
            await page.Keyboard.PressAsync(key);
        }

        // Without script there is nobody on the page to ask; the pages are the same ones
        async Task LookAsync()
        {
            if (script) faults.AddRange(await page.FaultsAsync(Phone));
        }
    }

    [Theory]
    [InlineData("fi")]
    [InlineData("sv")]
    public async Task The_choices_and_an_owners_answer_are_without_fault(string lang)
    {
        var (prefix, owner) = (lang == "sv" ? "/sv" : "", $"omistaja@koivukyla-{lang}.example.fi");
        var organisation = await newsroom.ListedAsync($"Koivukylän {lang} tuki ry", owner);
        await newsroom.JoinAsync($"pyytaja@koivukyla-{lang}.example.fi", organisation);
        await newsroom.ConfirmAsync($"pyytaja@koivukyla-{lang}.example.fi");
        await using var context = await chromium.OpenAsync(newsroom.BaseUrl, lang == "sv" ? "sv-FI" : "fi-FI", width: 360);
        var page = await context.NewPageAsync();
        await page.GotoAsync(prefix + "/tilaa");
        newsroom.Clock.Move(TimeSpan.FromSeconds(3));
        await page.FillAsync("#organisation", $"Koivukylän {lang}");
        await page.ClickAsync("#send");
        await page.Locator("#found-list").WaitForAsync();
        var faults = await page.FaultsAsync(Phone);

        using var visitor = new Visitor(newsroom);
        await page.GotoAsync(prefix + await visitor.JoiningPathAsync(owner));
        faults.AddRange(await page.FaultsAsync(Phone));
        await page.Locator("button[value=yes]").PressAsync("Enter");
        await Expect(page.GetByRole(AriaRole.Status)).ToBeVisibleAsync();
        faults.AddRange(await page.FaultsAsync(Phone));
        Assert.True(faults.Count == 0, string.Join('\n', faults));
        Assert.Equal(ContactState.Confirmed, (await visitor.ContactAsync($"pyytaja@koivukyla-{lang}.example.fi")).State);
    }
}
