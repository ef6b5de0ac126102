using Microsoft.EntityFrameworkCore;
using Microsoft.Playwright;
using Uutiset.Accounts;
using Uutiset.Subscribers;
using Uutiset.Tests.Bulletins;
using static Microsoft.Playwright.Assertions;

namespace Uutiset.Tests.Browser;

/// <summary>An editor finds the organisations of a region, names an audience, changes all of them at once and takes it back: on a phone, by keyboard.</summary>
public sealed class SubscribersJourneyTests(SqliteNewsroom newsroom, Chromium chromium) : IClassFixture<SqliteNewsroom>
{
    private const int Phone = 360;
    private const int MostStops = 200;
    private readonly List<string> faults = [];

    [Fact]
    public async Task Finding_a_segment_a_change_of_many_and_its_undoing_are_done_on_a_phone_by_keyboard()
    {
        for (var i = 0; i < 3; i++)
        {
            var subscription = await Readers.SubscriptionAsync(newsroom, $"Matkan yhdistys {i}", type: i == 2 ? "school" : "patient", regions: i == 2 ? ["05"] : ["14"]);
            await Readers.ContactAsync(newsroom, subscription, $"lukija{i}@matka.example.fi", c => c.Seat = Seat.Owner);
            if (i == 2) await Readers.ContactAsync(newsroom, subscription, "jasen@matka.example.fi", c => c.Seat = Seat.Member);
        }
        var link = await newsroom.SetUpLinkAsync(Role.Editor, "matka@example.fi");
        await using var context = await chromium.OpenAsync(newsroom.BaseUrl, "fi-FI", Phone);
        var page = await context.NewPageAsync();
        await page.GotoAsync(link);
        await page.Locator("input[type=password]").First.FillAsync(Editors.Password);
        await page.Keyboard.PressAsync("Enter");
        await page.WaitForURLAsync("**/desk");

        // Those of one region
        await page.GotoAsync("/desk/subscribers");
        await LookAsync(page, "tbody tr");
        await ChooseAsync(page, "#filter-region", "14");
        await PressAsync(page, page.Locator("form.filters button"));
        await Expect(page.Locator("tbody tr")).ToHaveCountAsync(2);
        await LookAsync(page, "tbody tr");

        // Changed all at once: a plan, the change, and back
        await PressAsync(page, page.Locator("#bulk > summary"));
        await PressAsync(page, page.Locator("#Bulk_Scope"), "ArrowDown");
        await ChooseAsync(page, "#Bulk_What", "AddRegion");
        await ChooseAsync(page, "#Bulk_Region", "05");
        await LookAsync(page, "#bulk fieldset");
        await PressAsync(page, page.Locator("#bulk > button"));
        await Expect(page.Locator("#bulk-change")).ToContainTextAsync("2 tilausta muuttuu.");
        await LookAsync(page, "#bulk-change");
        await PressAsync(page, page.Locator("#bulk-change form button"));
        await Expect(page.Locator("#bulk-change [role=status]")).ToContainTextAsync("2 tilausta muutettiin.");
        Assert.Equal(2, await newsroom.InDbAsync(db => db.Subscriptions.CountAsync(s => s.Regions.Any(r => r.RegionCode == "05") && s.Regions.Any(r => r.RegionCode == "14"))));
        await LookAsync(page, "#bulk-change");
        await PressAsync(page, page.Locator("#bulk-change form button"));
        await Expect(page.Locator("#bulk-change [role=status]")).ToContainTextAsync("2 tilausta palautettiin.");
        Assert.Equal(0, await newsroom.InDbAsync(db => db.Subscriptions.CountAsync(s => s.Regions.Any(r => r.RegionCode == "05") && s.Regions.Any(r => r.RegionCode == "14"))));

        // One of them, and what has happened
        await page.GotoAsync("/desk/subscribers?q=Matkan");
        await PressAsync(page, page.Locator("tbody th a").First);
        await LookAsync(page, "#history");

        // Its owner leaves: the link, and the button of the one who goes on
        await PressAsync(page, page.Locator("td.row-actions a"));
        await LookAsync(page, "main ul.rows button");
        await PressAsync(page, page.Locator("main ul.rows button"));
        await Expect(page.Locator("[role=status]").First).ToContainTextAsync("jasen@matka.example.fi päättää nyt järjestön tilauksesta.");
        Assert.Equal(Seat.Owner, await newsroom.InDbAsync(db => db.Contacts.Where(c => c.Email == "jasen@matka.example.fi").Select(c => c.Seat).SingleAsync()));
        await newsroom.InDbAsync(db => db.Contacts.Where(c => c.Email == "jasen@matka.example.fi").ExecuteDeleteAsync());

        // An audience with a name, counted while it is chosen
        await page.GotoAsync("/desk/segments/new");
        await Expect(page.Locator("#count")).ToContainTextAsync("Tavoittaa tänään 3 lukijaa.");
        await ReachAsync(page, page.Locator("#Form_Name"));
        await page.Keyboard.TypeAsync("Potilasjärjestöt");
        await PressAsync(page, page.Locator("#audience-fields details:nth-of-type(3) > summary"));
        await PressAsync(page, page.Locator("input[value=patient]"), "Space");
        await Expect(page.Locator("#count")).ToContainTextAsync("Tavoittaa tänään 2 lukijaa.");
        await LookAsync(page, "#count");
        await PressAsync(page, page.Locator("button[value=save]"));
        await Expect(page.Locator("h1")).ToHaveTextAsync("Potilasjärjestöt");
        await LookAsync(page, "#reach");
        Assert.True(faults.Count == 0, string.Join('\n', faults));
    }

    private async Task LookAsync(IPage page, string shown)
    {
        await Expect(page.Locator(shown).First).ToBeVisibleAsync();
        faults.AddRange(await page.FaultsAsync([Phone]));
    }

    private static async Task PressAsync(IPage page, ILocator what, string key = "Enter")
    {
        await ReachAsync(page, what);
        await page.Keyboard.PressAsync(key);
        await page.WaitForLoadStateAsync();
    }

    /// <summary>A choice of a list, one arrow after another: from its letters alone several lists have more than one.</summary>
    private static async Task ChooseAsync(IPage page, string list, string value)
    {
        var at = await page.Locator(list).EvaluateAsync<int>("(l, v) => [...l.options].findIndex(o => o.value === v)", value);
        await ReachAsync(page, page.Locator(list));
        await page.Keyboard.PressAsync("Home");
        for (var step = 0; step < at; step++) await page.Keyboard.PressAsync("ArrowDown");
        await Expect(page.Locator(list)).ToHaveValueAsync(value);
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
}
