using Microsoft.EntityFrameworkCore;
using Microsoft.Playwright;
using Uutiset.Accounts;
using static Microsoft.Playwright.Assertions;

namespace Uutiset.Tests.Browser;

/// <summary>What has a date, as people use it: an editor moves a deadline and adds a place to influence, a reader without script finds both.</summary>
public sealed class DatesTests(DemoNewsroom newsroom, Chromium chromium) : IClassFixture<DemoNewsroom>
{
    [Fact]
    public async Task An_editor_moves_a_deadline_and_opens_a_place_to_influence_and_a_reader_meets_both_without_script()
    {
        await using var editor = await chromium.OpenAsync(newsroom.BaseUrl);
        await using var reader = await chromium.OpenAsync(newsroom.BaseUrl, script: false);
        var (desk, site) = (await editor.NewPageAsync(), await reader.NewPageAsync());
        await desk.GotoAsync(await newsroom.SetUpLinkAsync(Role.Editor, "paivat@example.fi"));
        await desk.FillAsync("input[name=Password]", Editors.Password);
        await desk.ClickAsync("button.primary");
        await desk.WaitForURLAsync("**/desk");

        const string title = "Ehdota edustajaa kumppanuuspöytään";
        await desk.GotoAsync("/desk/deadlines?q=edustajaa");
        var row = desk.Locator("li", new() { Has = desk.Locator("h2", new() { HasTextString = title }) });
        await row.Locator("summary").First.FocusAsync();
        await desk.Keyboard.PressAsync("Enter");
        await row.Locator("input[name=Closes]").FillAsync("30.4.2027");
        await row.Locator("input[name=SourceUrl]").FillAsync("https://example.org/uusi-paiva");
        await desk.Keyboard.PressAsync("Enter");
        await Expect(row.Locator("h3")).ToHaveTextAsync("Siirrot");
        await Expect(row).ToContainTextAsync("30.4.2027");

        await site.GotoAsync("/maaraajat");
        var leaf = site.Locator(".deadline", new() { HasTextString = title });
        await Expect(leaf.Locator(".deadline-moved ins")).ToHaveTextAsync("30.4.2027");
        await leaf.Locator(".deadline-articles a").First.ClickAsync();
        await Expect(site.Locator("aside .deadline-moved")).ToContainTextAsync("30.4.2027");

        await desk.GotoAsync("/desk/openings/new");
        await desk.FillAsync("[name='Form.Title']", "Kuuleminen kylien palveluista");
        await desk.FillAsync("[name='Form.DecidedBy']", "Lapin aluevaltuusto");
        await desk.FillAsync("[name='Form.Closes']", "31.5.2027");
        await desk.CheckAsync("[name='Form.Regions'][value='21']");
        await desk.ClickAsync(".actions-bottom .primary");
        await Expect(desk.Locator("h1")).ToHaveTextAsync("Kuuleminen kylien palveluista");
        var organisation = await newsroom.InDbAsync(db => db.Organisations.Where(o => o.Listed && !o.IsPublisher).OrderBy(o => o.Id).Select(o => o.Name).FirstAsync());
        var field = desk.GetByRole(AriaRole.Combobox, new() { Name = "Järjestö" });
        await field.PressSequentiallyAsync(organisation[..^1]);
        await desk.GetByRole(AriaRole.Option, new() { Name = organisation }).First.ClickAsync();
        await Expect(field).ToHaveValueAsync(organisation);
        await desk.ClickAsync("form[action$='=Answer'] button");
        await Expect(desk.Locator("ul.rows")).ToContainTextAsync(organisation);

        await site.GotoAsync("/vaikuta");
        await site.SelectOptionAsync("#region", "lappi");
        await site.ClickAsync(".narrow-form button");
        await site.ClickAsync("text=Kuuleminen kylien palveluista");
        await Expect(site.Locator("h1")).ToHaveTextAsync("Kuuleminen kylien palveluista");
        await Expect(site.Locator(".facts")).ToContainTextAsync("1 järjestö vastaamassa");
        await desk.GotoAsync(new Uri(site.Url).AbsolutePath);
        Assert.Empty(await desk.FaultsAsync([320, 1280]));
    }
}
