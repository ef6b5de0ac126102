using Microsoft.EntityFrameworkCore;
using Microsoft.Playwright;
using Uutiset.Accounts;
using static Microsoft.Playwright.Assertions;

namespace Uutiset.Tests.Browser;

/// <summary>An editor finds things by one field, narrows a list, tags several articles at once and takes it back, by keyboard where it counts.</summary>
public sealed class ListsJourneyTests(DemoNewsroom newsroom, Chromium chromium) : IClassFixture<DemoNewsroom>
{
    private static readonly int[] Working = [360, 1280];

    [Fact]
    public async Task Search_filters_bulk_tagging_and_undo_work_without_a_fault_on_any_page()
    {
        await using var context = await chromium.OpenAsync(newsroom.BaseUrl);
        var desk = await SignedInAsync(context, Role.Editor);
        await desk.Keyboard.PressAsync("/");
        await Expect(desk.Locator("#desk-q")).ToBeFocusedAsync();
        await desk.Keyboard.TypeAsync("avustukset");
        await desk.Keyboard.PressAsync("Enter");
        await desk.WaitForURLAsync("**/desk/search?q=avustukset");
        await Expect(desk.GetByRole(AriaRole.Heading, new() { Name = "Jutut", Exact = true })).ToBeVisibleAsync();
        var faults = await desk.FaultsAsync(Working);

        // One who has no use for the key turns it off
        await desk.GetByLabel("Kauttaviiva").UncheckAsync();
        await desk.Locator("h1").ClickAsync();
        await desk.Keyboard.PressAsync("/");
        await Expect(desk.Locator("#desk-q")).Not.ToBeFocusedAsync();

        await desk.GotoAsync("/desk/articles");
        await desk.GetByText("Lisää rajauksia").PressAsync("Enter");
        await desk.GetByLabel("Asiasana", new() { Exact = true }).SelectOptionAsync("jarjestoavustukset");
        await desk.GetByRole(AriaRole.Button, new() { Name = "Näytä" }).PressAsync("Enter");
        await Expect(desk.GetByRole(AriaRole.Link, new() { Name = "Poista rajaus: Järjestöavustukset" })).ToBeVisibleAsync();
        faults.AddRange(await desk.FaultsAsync(Working));
        await desk.SetViewportSizeAsync(1280, 900);
        await desk.GetByLabel("Valitse kaikki tämän sivun jutut").PressAsync("Space");
        var rows = await desk.Locator("table.articles tbody tr").CountAsync();
        await desk.Locator("#bulk summary").PressAsync("Enter");
        await Expect(desk.Locator("[data-ticked]")).ToHaveTextAsync(rows == 1 ? "1 juttu valittuna" : $"{rows} juttua valittuna");
        await desk.GetByLabel("Asiasanat", new() { Exact = true }).FillAsync("Tilat ja sopimussiirrot");
        faults.AddRange(await desk.FaultsAsync(Working));
        await desk.GetByRole(AriaRole.Button, new() { Name = "Katso, mitä muuttuisi" }).PressAsync("Enter");
        await desk.WaitForURLAsync("**/desk/articles/changes/*");
        faults.AddRange(await desk.FaultsAsync(Working));
        await desk.Locator("form button.primary").PressAsync("Enter");
        await Expect(desk.GetByText("muutettiin.")).ToBeVisibleAsync();
        Assert.True(await newsroom.InDbAsync(db => db.AuditEvents.CountAsync(e => e.What == "article.refiled")) > 0);
        faults.AddRange(await desk.FaultsAsync(Working));
        await desk.GetByRole(AriaRole.Button, new() { Name = "Kumoa" }).PressAsync("Enter");
        await Expect(desk.GetByText("palautettiin.")).ToBeVisibleAsync();
        faults.AddRange(await desk.FaultsAsync(Working));
        await desk.GotoAsync("/desk/articles/changes");
        faults.AddRange(await desk.FaultsAsync(Working));
        Assert.True(faults.Count == 0, string.Join('\n', faults));
    }

    [Fact]
    public async Task The_same_is_done_on_a_phone_without_script()
    {
        await using var context = await chromium.OpenAsync(newsroom.BaseUrl, width: 360, script: false);
        var desk = await SignedInAsync(context, Role.Editor);
        await desk.FillAsync("#desk-q", "järjestö");
        await desk.PressAsync("#desk-q", "Enter");
        await desk.WaitForURLAsync("**/desk/search?**");
        await Expect(desk.Locator(".found section").First).ToBeVisibleAsync();
        await desk.GotoAsync("/desk/articles");
        var box = desk.Locator("tbody input[type=checkbox]").First;
        await box.CheckAsync();
        await desk.Locator("#bulk summary").ClickAsync();
        await desk.GetByLabel("Mitä tehdään").SelectOptionAsync("AddRegion");
        await desk.Locator("#Bulk_Region").SelectOptionAsync("18");
        await desk.GetByRole(AriaRole.Button, new() { Name = "Katso, mitä muuttuisi" }).ClickAsync();
        await desk.WaitForURLAsync("**/desk/articles/changes/*");
        await Expect(desk.GetByText("1 juttu muuttuu.")).ToBeVisibleAsync();
        await desk.GetByRole(AriaRole.Button, new() { Name = "Muuta 1 juttu" }).ClickAsync();
        await Expect(desk.GetByText("1 juttu muutettiin.")).ToBeVisibleAsync();
    }

    private async Task<IPage> SignedInAsync(IBrowserContext context, Role role)
    {
        var page = await context.NewPageAsync();
        await page.GotoAsync(await newsroom.SetUpLinkAsync(role, $"{Guid.NewGuid():N}@example.fi"));
        await page.FillAsync("input[name=Password]", Editors.Password);
        await page.ClickAsync("button.primary");
        await page.WaitForURLAsync("**/desk");
        return page;
    }
}
