using Microsoft.EntityFrameworkCore;
using Microsoft.Playwright;
using Uutiset.Accounts;
using static Microsoft.Playwright.Assertions;

namespace Uutiset.Tests.Browser;

/// <summary>An editor takes a list on a phone, by keyboard: sends it, maps a column, tries it, takes it and fetches the report.</summary>
public sealed class ImportJourneyTests(SqliteNewsroom newsroom, Chromium chromium) : IClassFixture<SqliteNewsroom>
{
    private const int Phone = 360;
    private const int MostStops = 200;
    private readonly List<string> faults = [];

    [Theory]
    [InlineData("fi-FI", "Lähetä tiedosto", "Kokeile tallentamatta", "Tuo yhteystiedot", "Tuonti on valmis")]
    [InlineData("sv-FI", "Skicka filen", "Prova utan att spara", "Importera kontakterna", "Importen är klar")]
    public async Task A_list_is_sent_mapped_tried_taken_and_its_report_fetched(string locale, string send, string tryIt, string take, string done)
    {
        var domain = locale[..2] + "tuonti.example.fi";
        await using var context = await chromium.OpenAsync(newsroom.BaseUrl, locale, Phone);
        var page = await context.NewPageAsync();
        var (link, lang) = (await newsroom.SetUpLinkAsync(Role.Editor, $"toimittaja@{domain}"), locale[..2]);
        await newsroom.InDbAsync(db => db.Users.Where(u => u.Email == "toimittaja@" + domain).ExecuteUpdateAsync(s => s.SetProperty(u => u.Lang, lang)));
        await page.GotoAsync(link);
        await page.Locator("[name=Password]").FillAsync(Editors.Password);
        await page.Keyboard.PressAsync("Enter");
        await page.WaitForURLAsync("**/desk");

        await page.GotoAsync("/desk/subscribers/import");
        await LookAsync(page, ".upload");
        await ReachAsync(page, page.Locator("#file"));
        await page.Locator("#file").SetInputFilesAsync(new FilePayload
        {
            Name = "jäsenet.csv", MimeType = "text/csv", Buffer = System.Text.Encoding.UTF8.GetBytes($"Yhteys;Nimi;Suostumusaika;Suostumuksen lähde\naino@{domain};Aino;2024-01-02;Kokous\nväärä;Väinö;;\n"),
        });
        await PressAsync(page, page.GetByRole(AriaRole.Button, new() { Name = send }));
        await LookAsync(page, "#map-email");
        await ReachAsync(page, page.Locator("#map-email"));
        await page.Keyboard.TypeAsync("Yhteys");
        await Expect(page.Locator("#map-email")).ToHaveValueAsync("Yhteys");
        await PressAsync(page, page.GetByRole(AriaRole.Button, new() { Name = tryIt }));
        await Expect(page.GetByRole(AriaRole.Button, new() { Name = take })).ToBeVisibleAsync(new() { Timeout = 30_000 });
        await LookAsync(page, "#refused");
        Assert.Equal(0, await newsroom.InDbAsync(db => db.Contacts.CountAsync(c => c.Email == "aino@" + domain)));
        await PressAsync(page, page.GetByRole(AriaRole.Button, new() { Name = take }));
        await Expect(page.Locator("main [role=status]").Filter(new() { HasText = done })).ToBeVisibleAsync(new() { Timeout = 30_000 });
        await LookAsync(page, "#refused");
        Assert.Equal(1, await newsroom.InDbAsync(db => db.Contacts.CountAsync(c => c.Email == "aino@" + domain)));
        var report = page.Locator("a[href$='handler=Csv']");
        await ReachAsync(page, report);
        var download = await page.RunAndWaitForDownloadAsync(() => page.Keyboard.PressAsync("Enter"));
        Assert.Contains("\r\n3;", await File.ReadAllTextAsync(await download.PathAsync()));
        Assert.True(faults.Count == 0, string.Join('\n', faults));
    }

    private static async Task PressAsync(IPage page, ILocator what)
    {
        await ReachAsync(page, what);
        await page.Keyboard.PressAsync("Enter");
        await page.WaitForLoadStateAsync();
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
}
