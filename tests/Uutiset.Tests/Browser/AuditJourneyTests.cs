using Microsoft.Playwright;
using Uutiset.Accounts;
using Uutiset.People;
using Uutiset.Tests.People;
using static Microsoft.Playwright.Assertions;

namespace Uutiset.Tests.Browser;

/// <summary>An administrator looks up who changed an organisation, by keyboard, from its page to the log and back.</summary>
public sealed class AuditJourneyTests(DemoNewsroom newsroom, Chromium chromium) : IClassFixture<DemoNewsroom>
{
    private static readonly int[] Working = [360, 1280];

    [Fact]
    public async Task The_log_tells_what_stood_there_before_without_a_fault_on_the_page()
    {
        var organisation = await newsroom.OrganisationAsync(new OrganisationDraft { Name = "Lokivaaran Omaiset ry", Regions = ["18"] });
        await using var context = await chromium.OpenAsync(newsroom.BaseUrl);
        var desk = await context.NewPageAsync();
        // Nothing in the name lets a line end within it
        await desk.GotoAsync(await newsroom.SetUpLinkAsync(Role.Admin, "loki@example.fi", name: "Lokinkirjoittaja_ja_sen_ylläpitäjä_Pohjoisvaarassa_ja_Lokivaarassa"));
        await desk.FillAsync("input[name=Password]", Editors.Password);
        await desk.ClickAsync("button.primary");
        await desk.WaitForURLAsync("**/desk");

        await desk.GotoAsync($"/desk/organisations/{organisation.PublicId}");
        await desk.GetByLabel("Puhelin").FillAsync("050 000 0042");
        await desk.GetByRole(AriaRole.Button, new() { Name = "Tallenna", Exact = true }).PressAsync("Enter");
        await desk.WaitForURLAsync("**/desk/organisations");
        await desk.GotoAsync($"/desk/organisations/{organisation.PublicId}");
        var faults = await desk.FaultsAsync(Working);
        await desk.GetByRole(AriaRole.Link, new() { Name = "Kuka on muuttanut tätä" }).PressAsync("Enter");
        await desk.WaitForURLAsync("**/desk/log?object=*");
        await Expect(desk.Locator("tbody tr")).ToHaveCountAsync(2);
        await desk.Locator("summary").First.PressAsync("Enter");
        await Expect(desk.Locator("ins").Filter(new() { HasText = "050 000 0042" })).ToBeVisibleAsync();
        faults.AddRange(await desk.FaultsAsync(Working));

        await desk.GetByRole(AriaRole.Link, new() { Name = "Poista rajaukset" }).PressAsync("Enter");
        await desk.GetByLabel("Mitä tehtiin").SelectOptionAsync("session.begun");
        await desk.GetByRole(AriaRole.Button, new() { Name = "Näytä" }).PressAsync("Enter");
        await Expect(desk.Locator("tbody th").First).ToHaveTextAsync("Kirjauduttu sisään");
        faults.AddRange(await desk.FaultsAsync(Working));
        Assert.True(faults.Count == 0, string.Join('\n', faults));
    }
}
