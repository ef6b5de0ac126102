using Microsoft.Playwright;
using static Microsoft.Playwright.Assertions;

namespace Uutiset.Tests.Browser;

/// <summary>Somebody searches the archive by keyboard, on a phone and on a desk, with script and without.</summary>
public sealed class ArchiveJourneyTests(DemoNewsroom newsroom, Chromium chromium) : IClassFixture<DemoNewsroom>
{
    private static readonly int[] Widths = [360, 1280];

    [Fact]
    public async Task Suggestions_are_a_combobox_that_the_keyboard_commands()
    {
        await using var context = await chromium.OpenAsync(newsroom.BaseUrl);
        var page = await context.NewPageAsync();
        await page.GotoAsync("/arkisto");
        var field = page.GetByRole(AriaRole.Combobox, new() { Name = "Mitä etsit?" });
        await field.PressSequentiallyAsync("kumpp");
        var list = page.GetByRole(AriaRole.Listbox, new() { Name = "Ehdotukset" });
        await Expect(list.GetByRole(AriaRole.Option).First).ToBeVisibleAsync();
        await Expect(field).ToHaveAttributeAsync("aria-expanded", "true");
        await Expect(page.GetByText("Ehdotuksia: ")).ToBeVisibleAsync();
        // Nothing is chosen until somebody chooses
        await Expect(list.GetByRole(AriaRole.Option, new() { Selected = true })).ToHaveCountAsync(0);
        var faults = await page.FaultsAsync(Widths);

        await field.PressAsync("ArrowDown");
        await Expect(list.GetByRole(AriaRole.Option).First).ToHaveAttributeAsync("aria-selected", "true");
        await Expect(field).ToHaveAttributeAsync("aria-activedescendant", "suggestions-0");
        await field.PressAsync("ArrowUp");
        await Expect(list.GetByRole(AriaRole.Option).Last).ToHaveAttributeAsync("aria-selected", "true");
        await field.PressAsync("Escape");
        await Expect(list).ToBeHiddenAsync();
        await Expect(field).ToHaveValueAsync("kumpp");

        await field.PressSequentiallyAsync("a");
        var word = list.GetByRole(AriaRole.Option).Filter(new() { HasText = "kumppanuuspöytä sana" });
        await Expect(word).ToBeVisibleAsync();
        for (var i = 0; i < 20 && await word.GetAttributeAsync("aria-selected") != "true"; i++) await field.PressAsync("ArrowDown");
        await field.PressAsync("Enter");
        await page.WaitForURLAsync("**/arkisto?q=kumppanuusp*");
        await Expect(page.GetByRole(AriaRole.Status).Filter(new() { HasText = "osuma" })).ToContainTextAsync("”kumppanuuspöytä”");
        faults.AddRange(await page.FaultsAsync(Widths));
        Assert.True(faults.Count == 0, string.Join('\n', faults));
    }

    [Fact]
    public async Task A_topic_leads_to_its_page_in_the_readers_language_and_a_slip_to_what_was_meant()
    {
        await using var context = await chromium.OpenAsync(newsroom.BaseUrl, "sv-FI", width: 360);
        var page = await context.NewPageAsync();
        await page.GotoAsync("/sv/arkisto");
        var field = page.GetByRole(AriaRole.Combobox);
        await field.PressSequentiallyAsync("Organisationsund");
        var topic = page.GetByRole(AriaRole.Option).Filter(new() { HasText = "ämne" }).First;
        await Expect(topic).ToBeVisibleAsync();
        await topic.ClickAsync();
        await page.WaitForURLAsync("**/sv/aiheet/*");

        await page.GotoAsync("/arkisto?q=kumpanuusp%C3%B6yt%C3%A4");
        await Expect(page.GetByText("Näytetään tulokset haulle ”kumppanuuspöytä”")).ToBeVisibleAsync();
        var faults = await page.FaultsAsync(Widths);
        await page.GetByRole(AriaRole.Link, new() { Name = "Etsi silti: kumpanuuspöytä" }).ClickAsync();
        await Expect(page.GetByText("Näillä ehdoilla ei löytynyt mitään.")).ToBeVisibleAsync();
        faults.AddRange(await page.FaultsAsync(Widths));
        Assert.True(faults.Count == 0, string.Join('\n', faults));
    }

    [Fact]
    public async Task Without_script_the_field_is_a_field()
    {
        await using var context = await chromium.OpenAsync(newsroom.BaseUrl, script: false);
        var page = await context.NewPageAsync();
        await page.GotoAsync("/arkisto");
        await page.Locator("#q").FillAsync("kumppanuuspöydässä");
        await page.Locator("#q").PressAsync("Enter");
        await page.WaitForURLAsync("**/arkisto?q=kumppanuusp*");
        await Expect(page.Locator(".hits li").First).ToBeVisibleAsync();
    }
}
