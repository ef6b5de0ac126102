using Microsoft.Playwright;
using Uutiset.Accounts;
using Uutiset.Tests.Vocabulary;
using Uutiset.Vocabulary;
using static Microsoft.Playwright.Assertions;

namespace Uutiset.Tests.Browser;

/// <summary>An editor tidies the vocabulary, leads an old address on, and puts a page into the menu, by keyboard where it counts.</summary>
public sealed class SiteJourneyTests(DemoNewsroom newsroom, Chromium chromium) : IClassFixture<DemoNewsroom>
{
    private static readonly int[] Working = [360, 1280];

    [Fact]
    public async Task Terms_redirects_pages_and_menus_are_kept_without_a_fault_on_any_page()
    {
        await newsroom.ProposedAsync("Vanhustyö", "vanhustyo");
        await using var context = await chromium.OpenAsync(newsroom.BaseUrl);
        var desk = await context.NewPageAsync();
        await desk.GotoAsync(await newsroom.SetUpLinkAsync(Role.Admin, "sanasto@example.fi"));
        await desk.FillAsync("input[name=Password]", Editors.Password);
        await desk.ClickAsync("button.primary");
        await desk.WaitForURLAsync("**/desk");
        var faults = new List<string>();
        async Task LookAsync() => faults.AddRange(await desk.FaultsAsync(Working));

        await desk.GotoAsync("/desk/terms");
        await LookAsync();
        await desk.GotoAsync("/desk/terms?state=Proposed");
        await LookAsync();
        await desk.GetByRole(AriaRole.Row).Filter(new() { HasText = "Vanhustyö" }).GetByRole(AriaRole.Link, new() { Name = "Yhdistä" }).PressAsync("Enter");
        await desk.WaitForURLAsync("**/desk/terms/*#yhdista");
        await LookAsync();
        await desk.GetByLabel("Yhdistä tähän").SelectOptionAsync(new SelectOptionValue { Label = "Ikäihmiset" });
        await desk.GetByRole(AriaRole.Button, new() { Name = "Katso, mitä siirtyy" }).PressAsync("Enter");
        await desk.WaitForURLAsync("**/merge?into=*");
        await LookAsync();
        await desk.GetByRole(AriaRole.Button, new() { Name = "Yhdistä asiasanaan Ikäihmiset" }).PressAsync("Enter");
        await Expect(desk.Locator(".notice-done")).ToContainTextAsync("Yhdistetty asiasanaan Ikäihmiset");
        await LookAsync();
        await desk.GotoAsync("/desk/terms/new");
        await desk.ClickAsync("main form[method=post] button.primary");
        await desk.Locator("main .notice-error").WaitForAsync();
        await LookAsync();

        await desk.GotoAsync("/desk/redirects");
        await LookAsync();
        await desk.GetByRole(AriaRole.Link, new() { Name = "Lisää ohjaus" }).PressAsync("Enter");
        await desk.GetByLabel("Vanha osoite").FillAsync("/vanha/sivu");
        await desk.GetByLabel("Uusi osoite").FillAsync("/vanha/sivu");
        await desk.Keyboard.PressAsync("Enter");
        await desk.Locator("main .notice-error").WaitForAsync();
        await LookAsync();
        await desk.GetByLabel("Uusi osoite").FillAsync("/maaraajat");
        await desk.Keyboard.PressAsync("Enter");
        await desk.Locator(".notice-done").WaitForAsync();
        await LookAsync();
        await desk.GotoAsync("/desk/redirects?automatic=true");
        await LookAsync();

        await desk.GotoAsync("/desk/pages");
        await desk.GetByLabel("Sivun otsikko").FillAsync("Näin meidät tavoittaa");
        await LookAsync();
        await desk.Keyboard.PressAsync("Tab");
        await desk.GetByRole(AriaRole.Button, new() { Name = "Lisää ja kirjoita" }).PressAsync("Enter");
        await desk.WaitForURLAsync("**/desk/articles/*");
        await desk.GotoAsync("/desk/pages");
        await desk.GetByRole(AriaRole.Button, new() { Name = "Siirrä ylemmäs: Näin meidät tavoittaa" }).PressAsync("Enter");
        await desk.Locator(".notice-done").WaitForAsync();
        await LookAsync();
        await desk.GotoAsync("/desk/menus");
        await LookAsync();
        await desk.GetByLabel("Mihin kohta vie").SelectOptionAsync(new SelectOptionValue { Value = "/tekijat" });
        await desk.GetByRole(AriaRole.Button, new() { Name = "Lisää valikkoon" }).PressAsync("Enter");
        await desk.Locator(".notice-done").WaitForAsync();
        await LookAsync();
        await desk.GotoAsync("/desk/settings");
        await LookAsync();

        await using var readers = await chromium.OpenAsync(newsroom.BaseUrl, script: true);
        var site = await readers.NewPageAsync();
        await site.GotoAsync("/vanha/sivu");
        await Expect(site).ToHaveURLAsync(newsroom.BaseUrl + "/maaraajat");
        await Expect(site.Locator("nav.sections a[href='/tekijat']")).ToBeVisibleAsync();
        faults.AddRange(await site.FaultsAsync(Working));
        await site.GotoAsync("/aiheet/vanhustyo");
        await Expect(site).ToHaveURLAsync(newsroom.BaseUrl + "/aiheet/ikaihmiset");
        await site.GotoAsync(await ChildPageAsync());
        await Expect(site.Locator(".trail a")).ToBeVisibleAsync();
        faults.AddRange(await site.FaultsAsync(Working));
        Assert.True(faults.Count == 0, string.Join('\n', faults));
    }

    /// <summary>A page of the sample content that lies below another.</summary>
    private Task<string> ChildPageAsync() => newsroom.InDbAsync(async db =>
    {
        var tree = await Uutiset.Site.Tree.PageTree.ReadAsync(db, newsroom.Clock.GetUtcNow().UtcDateTime, CancellationToken.None);
        return tree.All.First(n => n.Depth > 0 && n.For("fi") is not null).For("fi")!.Path;
    });
}
