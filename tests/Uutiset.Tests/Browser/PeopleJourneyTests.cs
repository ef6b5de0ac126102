using Microsoft.EntityFrameworkCore;
using Microsoft.Playwright;
using Uutiset.Accounts;
using Uutiset.People;
using Uutiset.Tests.People;
using static Microsoft.Playwright.Assertions;

namespace Uutiset.Tests.Browser;

/// <summary>An editor tidies the list of organisations and says goodbye to a colleague, by keyboard where it counts.</summary>
public sealed class PeopleJourneyTests(DemoNewsroom newsroom, Chromium chromium) : IClassFixture<DemoNewsroom>
{
    private static readonly int[] Working = [360, 1280];

    [Fact]
    public async Task Two_organisations_become_one_and_an_agent_leaves_without_a_fault_on_any_page()
    {
        var one = await newsroom.OrganisationAsync(new OrganisationDraft { Name = "Järvenrannan Omaistuki ry", Email = "toimisto@example.fi" });
        await newsroom.OrganisationAsync(new OrganisationDraft { Name = "Järvenrannan Omaistukii ry", Website = "https://omaistuki.example.org" });
        await using var context = await chromium.OpenAsync(newsroom.BaseUrl);
        var desk = await context.NewPageAsync();
        await desk.GotoAsync(await newsroom.SetUpLinkAsync(Role.Admin, "vastaava@example.fi"));
        await desk.FillAsync("input[name=Password]", Editors.Password);
        await desk.ClickAsync("button.primary");
        await desk.WaitForURLAsync("**/desk");

        await desk.GotoAsync("/desk/organisations/look-alikes");
        var faults = await desk.FaultsAsync(Working);
        await desk.GetByRole(AriaRole.Row).Filter(new() { HasText = "Järvenrannan Omaistuki ry" }).GetByRole(AriaRole.Link, new() { Name = "Vertaa" }).PressAsync("Enter");
        await desk.WaitForURLAsync("**/merge?into=*");
        faults.AddRange(await desk.FaultsAsync(Working));
        await Expect(desk.GetByText("Puuttuva tieto täydentyy: verkkosivut")).ToBeVisibleAsync();
        await desk.Locator("form button.primary").PressAsync("Enter");
        await desk.WaitForURLAsync($"**/desk/organisations/{one.PublicId}");
        await Expect(desk.GetByLabel("Verkkosivut")).ToHaveValueAsync("https://omaistuki.example.org");
        faults.AddRange(await desk.FaultsAsync(Working));

        var leaver = await newsroom.InDbAsync(db => db.People.Where(p => p.Slug == "aino-kettusaari").Select(p => p.PublicId).SingleAsync());
        await desk.GotoAsync($"/desk/people/{leaver}");
        faults.AddRange(await desk.FaultsAsync(Working));
        await desk.GetByRole(AriaRole.Link, new() { Name = "Henkilö lähtee" }).PressAsync("Enter");
        await desk.WaitForURLAsync("**/leaving");
        // Looked for once the page stands
        await Expect(desk.Locator("#texts").GetByRole(AriaRole.Status)).ToContainTextAsync("käsin");
        faults.AddRange(await desk.FaultsAsync(Working));
        // By keyboard: a part of the name, one step down, and the choice is said aloud
        await desk.GetByRole(AriaRole.Combobox, new() { Name = "Jatkaja" }).PressSequentiallyAsync("lumij");
        await Expect(desk.GetByRole(AriaRole.Option)).ToHaveCountAsync(1);
        faults.AddRange(await desk.FaultsAsync(Working));
        await desk.Keyboard.PressAsync("ArrowDown");
        await desk.Keyboard.PressAsync("Enter");
        await Expect(desk.GetByRole(AriaRole.Combobox, new() { Name = "Jatkaja" })).ToHaveValueAsync("Eero Lumijärvi");
        await Expect(desk.Locator("[data-said]")).ToContainTextAsync("Valittu: Eero Lumijärvi");
        await desk.Locator("button.danger").PressAsync("Enter");
        await Expect(desk.GetByRole(AriaRole.Button, new() { Name = "Kumoa lähtö" })).ToBeVisibleAsync();
        faults.AddRange(await desk.FaultsAsync(Working));

        await using var readers = await chromium.OpenAsync(newsroom.BaseUrl, script: true);
        var site = await readers.NewPageAsync();
        await site.GotoAsync("/tekijat/aino-kettusaari");
        await Expect(site.GetByText("Asiaa hoitaa nyt:")).ToBeVisibleAsync();
        await Expect(site.GetByText("050 000 1501")).ToHaveCountAsync(0);
        faults.AddRange(await site.FaultsAsync(Working));

        await desk.GetByRole(AriaRole.Button, new() { Name = "Kumoa lähtö" }).PressAsync("Enter");
        await Expect(desk.Locator("button.danger")).ToBeVisibleAsync();
        await site.ReloadAsync();
        await Expect(site.GetByText("050 000 1501")).ToBeVisibleAsync();
        Assert.True(faults.Count == 0, string.Join('\n', faults));
    }
}
