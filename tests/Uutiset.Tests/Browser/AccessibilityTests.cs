using System.Collections.Concurrent;
using Microsoft.EntityFrameworkCore;
using Microsoft.Playwright;
using Uutiset.Accounts;

namespace Uutiset.Tests.Browser;

public sealed class AccessibilityTests(DemoNewsroom newsroom, Chromium chromium) : IClassFixture<DemoNewsroom>
{
    // A small phone, a phone, a desk
    private static readonly int[] Reading = [320, 1280];
    private static readonly int[] Working = [360, 1280];

    [Theory]
    [InlineData("fi")]
    [InlineData("sv")]
    public async Task Every_kind_of_public_page_is_without_fault_in_light_and_dark_on_a_phone_and_on_a_desk(string lang)
    {
        await using var context = await chromium.OpenAsync(newsroom.BaseUrl, lang == "sv" ? "sv-FI" : "fi-FI");
        // The language changes the words: where they are longer, the narrowest window shows it
        var faults = await InspectAsync(context, newsroom.PublicPages(lang), lang == "fi" ? Reading : Reading[..1]);

        var form = await context.NewPageAsync();
        await form.GotoAsync(lang == "sv" ? "/sv/tilaa" : "/tilaa");
        newsroom.Clock.Move(TimeSpan.FromSeconds(3));
        await form.ClickAsync("#send");
        await form.Locator("[aria-invalid=true]").First.WaitForAsync();
        faults.AddRange(await form.FaultsAsync(Reading));

        Assert.True(faults.Count == 0, string.Join('\n', faults));
    }

    [Fact]
    public async Task Every_page_of_the_desk_is_without_fault_on_a_phone_and_on_a_desk()
    {
        await using var context = await chromium.OpenAsync(newsroom.BaseUrl);
        var faults = new List<string>();
        await newsroom.SignedInAsync(context, "paakayttaja@example.fi", async page => faults.AddRange(await page.FaultsAsync(Working)));
        faults.AddRange(await InspectAsync(context, [.. await DeskPages.AllAsync(newsroom), "/kirjaudu"], Working));
        Assert.True(faults.Count == 0, string.Join('\n', faults));
    }

    [Fact]
    public async Task What_a_refused_form_a_dialog_two_texts_and_the_phones_menu_show_is_without_fault_too()
    {
        await using var context = await chromium.OpenAsync(newsroom.BaseUrl);
        var page = await newsroom.SignedInAsync(context, "tilat@example.fi");
        var faults = new List<string>();

        foreach (var form in new[] { "/desk/people/new", "/desk/organisations/new", "/desk/keys", "/desk/users", "/desk/articles/new" })
        {
            await page.GotoAsync(form);
            await page.ClickAsync("main form[method=post] button.primary >> nth=-1");
            await RefusedAsync();
        }
        await page.GotoAsync("/desk/deadlines");
        await page.ClickAsync(".deadline-list summary >> nth=0");
        await page.ClickAsync(".deadline-list details[open] button");
        await RefusedAsync();

        await page.GotoAsync("/desk/bulletins");
        await page.ClickAsync(".page-head button.primary");
        await page.WaitForURLAsync("**/desk/bulletins/*");
        await page.GotoAsync(page.Url + "/send");
        await LookAsync(".notice-error");

        var article = await newsroom.InDbAsync(db => db.Articles.Where(a => a.Slug == "tyopajat-nuorten-mielenterveys").Select(a => a.PublicId).SingleAsync());
        await page.GotoAsync($"/desk/articles/{article}");
        var late = await context.NewPageAsync();
        await late.GotoAsync($"/desk/articles/{article}");
        await page.ClickAsync("#Form_BodyHtml-surface");
        await page.ClickAsync("[data-tool=link]");
        await LookAsync("dialog[open]");
        await page.Keyboard.PressAsync("Escape");
        await page.FillAsync("[name='Form.Title']", "Ensimmäisen tallentajan otsikko");
        await page.ClickAsync(".edit-buttons button >> nth=0");
        await page.Locator(".notice-done").WaitForAsync();
        await late.FillAsync("[name='Form.Title']", "Toisen tallentajan otsikko");
        await late.ClickAsync(".edit-buttons button >> nth=0");
        page = late;
        await LookAsync(".conflict");
        // Put together, read through, and published as a correction of what readers saw
        await page.ClickAsync("[formaction$='handler=Merge']");
        await page.Locator(".notice-done").WaitForAsync();
        await page.ClickAsync("summary:has-text('Julkaise oikaisuna')");
        await page.ClickAsync("[formaction$='handler=Correct']");
        await RefusedAsync();
        await page.FillAsync("#CorrectionWrong", "työpaja pidetään Joensuussa");
        await page.FillAsync("#CorrectionRight", "työpaja pidetään Lieksassa");
        await page.ClickAsync("[formaction$='handler=Correct']");
        await page.Locator(".notice-done").WaitForAsync();
        await page.GotoAsync($"/desk/articles/{article}/versions");
        await LookAsync(".compared del");
        await page.GotoAsync($"/desk/received/article/{article}");
        await LookAsync(".page-head");
        await page.GotoAsync("/uutiset/tyopajat-nuorten-mielenterveys");
        await LookAsync(".correction");
        await page.ClickAsync(".correction a");
        await LookAsync(".article-head .notice");

        await page.GotoAsync("/desk");
        await page.SetViewportSizeAsync(360, 740);
        await page.ClickAsync(".desk-bar button");
        await page.Locator("#menu a >> nth=0").WaitForAsync();
        faults.AddRange(await page.FaultsAsync([360]));
        Assert.True(faults.Count == 0, string.Join('\n', faults));

        async Task RefusedAsync()
        {
            await LookAsync("main .notice-error");
            // Whoever does not see the page begins at what is wrong, and gets from there to the field
            Assert.Equal("alert", await page.EvaluateAsync<string>("document.activeElement.getAttribute('role')"));
            Assert.Equal("", await page.EvaluateAsync<string>("[...document.querySelectorAll('[role=alert] a')].map(a => a.getAttribute('href')).filter(h => !document.querySelector(h)).join()"));
        }

        async Task LookAsync(string shown)
        {
            await page.Locator(shown).First.WaitForAsync();
            faults.AddRange(await page.FaultsAsync(Working));
            await page.SetViewportSizeAsync(1280, 900);
        }
    }

    [Fact]
    public async Task A_visitor_gets_no_cookie_leaves_nothing_behind_and_is_told_to_nobody()
    {
        await using var context = await chromium.OpenAsync(newsroom.BaseUrl);
        var (own, foreign) = (new ConcurrentBag<string>(), new ConcurrentBag<string>());
        context.Request += (_, request) => (request.Url.StartsWith(newsroom.BaseUrl + "/", StringComparison.Ordinal) ? own : foreign).Add(request.Url);
        var page = await context.NewPageAsync();
        foreach (var path in newsroom.PublicPages("fi").Concat(newsroom.PublicPages("sv")))
        {
            await page.GotoAsync(path);
            Assert.Equal(0, await page.EvaluateAsync<int>("async () => localStorage.length + sessionStorage.length + (await indexedDB.databases()).length + (await caches.keys()).length"));
        }
        Assert.Empty(await context.CookiesAsync());
        Assert.Empty(foreign);
        // The pages did ask for what they are made of: themselves, styles and type
        Assert.Contains(own, u => u.Contains(".woff2", StringComparison.Ordinal));
    }

    private static async Task<List<string>> InspectAsync(IBrowserContext context, IReadOnlyList<string> paths, int[] widths)
    {
        var faults = new ConcurrentBag<string>();
        await context.OnEachAsync( paths, async (page, path) =>
        {
            var answer = await page.GotoAsync(path);
            var expected = path.Contains("olematon", StringComparison.Ordinal) ? 404 : path.EndsWith(DemoNewsroom.Withdrawn, StringComparison.Ordinal) ? 410 : 200;
            if (answer!.Status != expected) faults.Add($"{path}: {answer.Status}");
            foreach (var fault in await page.FaultsAsync(widths, whole: path == paths[0])) faults.Add(fault);
        });
        return [.. faults.Order(StringComparer.Ordinal)];
    }
}
