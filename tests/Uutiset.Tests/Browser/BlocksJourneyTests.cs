using Microsoft.EntityFrameworkCore;
using Microsoft.Playwright;
using Uutiset.Accounts;
using Uutiset.Articles;
using Uutiset.Tests.Site;
using static Microsoft.Playwright.Assertions;

namespace Uutiset.Tests.Browser;

/// <summary>Boxes, tables and references written by keyboard alone, in the real editor.</summary>
public sealed class BlocksJourneyTests(SqliteNewsroom newsroom, Chromium chromium) : IClassFixture<SqliteNewsroom>
{
    private const string Title = "Taulukoita ja laatikoita";
    private static readonly int[] Working = [360, 1280];
    private readonly List<string> faults = [];

    [Fact]
    public async Task A_box_a_table_and_a_reference_are_made_and_changed_by_keyboard_without_a_fault_on_a_phone_and_on_a_desk()
    {
        await using var context = await chromium.OpenAsync(newsroom.BaseUrl);
        var page = await context.NewPageAsync();
        await page.GotoAsync(await newsroom.SetUpLinkAsync(Role.Editor, "laatikot@example.fi"));
        await page.FillAsync("input[name=Password]", Editors.Password);
        await page.ClickAsync("button.primary");
        await page.WaitForURLAsync("**/desk");
        var deadline = await newsroom.InDbAsync(async db =>
        {
            var made = db.Deadlines.Add(new Deadline { Title = "Avustushaku", Closes = new DateOnly(2030, 4, 30), SavedUtc = newsroom.Clock.GetUtcNow().UtcDateTime }).Entity;
            await db.SaveChangesAsync();
            return made.PublicId;
        });
        await page.GotoAsync("/desk/articles/new");
        await page.FillAsync("[name='Form.Title']", Title);
        await page.ClickAsync("#rows-deadlines summary");
        await page.ClickAsync("#rows-deadlines [data-add]");
        await page.SelectOptionAsync("#rows-deadlines select[data-known]", $"{deadline}");
        await page.FocusAsync("#Form_BodyHtml-surface");

        await BoxAsync(page);
        await TableAsync(page);
        await page.Keyboard.PressAsync("Control+End");
        await ToolAsync(page, "reference");
        await LookAsync(page, "#reference-dialog[open]");
        await Expect(page.Locator("#reference-which option")).ToContainTextAsync("Määräaika: ");
        await page.Keyboard.PressAsync("Tab");
        await page.Keyboard.PressAsync("Enter");
        await Expect(page.Locator(".surface div[data-ref]")).ToContainTextAsync("Avustushaku");
        await LookAsync(page, ".surface aside");

        await Expect(page.Locator("#save-line")).ToContainTextAsync("Tallennettu klo");
        await page.ClickAsync(".edit-strip button.primary");
        await Expect(page.Locator(".notice-done")).ToContainTextAsync("Juttu on julkaistu.");
        // Opened again, the editor has all of it
        await Expect(page.Locator(".surface aside[data-block=region]")).ToContainTextAsync("Alueella: Kainuu");
        await Expect(page.Locator(".surface caption")).ToHaveTextAsync("Haut ja päivät");
        var article = await newsroom.InDbAsync(db => db.Articles.AsNoTracking().SingleAsync(a => a.Title == Title));
        Assert.Equal(
            "<aside data-block=\"region\" data-region=\"20\"><p>Kainuussa haku jatkuu.</p></aside>"
            + "<table><caption>Haut ja päivät</caption><thead><tr><th scope=\"col\">Haku</th><th scope=\"col\">Päivä</th></tr></thead>"
            + "<tbody><tr><th scope=\"row\">Yleinen</th><td>30.4.</td></tr></tbody></table>"
            + $"<div data-ref=\"deadline:{deadline}\"></div>", article.BodyHtml);
        await page.GotoAsync(article.Path);
        await Expect(page.Locator(".box-label")).ToHaveTextAsync("Mitä tämä tarkoittaa Kainuussa");
        await Expect(page.Locator(".prose .deadline-title")).ToHaveTextAsync("Avustushaku");
        faults.AddRange(await page.FaultsAsync([320, 1280]));
        Assert.True(faults.Count == 0, string.Join('\n', faults));
    }

    private async Task BoxAsync(IPage page)
    {
        await page.Keyboard.TypeAsync("Kainuussa haku jatkuu.");
        await ToolAsync(page, "box");
        await LookAsync(page, "#box-dialog[open]");
        await page.Keyboard.PressAsync("Enter");
        await Expect(page.Locator(".surface aside[data-block=fact]")).ToHaveCountAsync(1);
        // The same button changes the box that the cursor is in: the fourth kind, then the region
        await ToolAsync(page, "box");
        await page.Keyboard.PressAsync("ArrowUp");
        await page.Keyboard.PressAsync("Tab");
        await page.Keyboard.TypeAsync("Kainuu");
        await page.Keyboard.PressAsync("Tab");
        await page.Keyboard.PressAsync("Enter");
        await Expect(page.Locator(".surface aside[data-block=region] .box-label")).ToHaveTextAsync("Alueella: Kainuu");
        // The dialog gives focus back a moment after it has closed
        await Expect(page.Locator("#Form_BodyHtml-surface")).ToBeFocusedAsync();
        await page.Keyboard.PressAsync("Control+End");
        await page.WaitForFunctionAsync("() => { const at = getSelection().anchorNode; return !(at.nodeType === 1 ? at : at.parentElement).closest('aside'); }");
    }

    private async Task TableAsync(IPage page)
    {
        await ToolAsync(page, "table");
        await LookAsync(page, "#table-dialog[open]");
        await page.Keyboard.TypeAsync("Haut");
        await page.Keyboard.PressAsync("Enter");
        await Expect(page.Locator(".surface th")).ToHaveCountAsync(3);
        await Expect(page.Locator(".toolbar-table")).ToBeVisibleAsync();
        foreach (var (words, key) in new[] { ("Haku", "Tab"), ("Päivä", "Tab"), ("", "Tab"), ("Yleinen", "Tab"), ("30.4.", "Tab") })
        {
            if (words.Length > 0) await page.Keyboard.TypeAsync(words);
            await page.Keyboard.PressAsync(key);
        }
        // The third column goes, and the two rows that nobody needs; one row comes and goes again
        await ToolAsync(page, "columnRemove", "table");
        await Expect(page.Locator(".surface th")).ToHaveCountAsync(2);
        await ToolAsync(page, "rowBelow", "table");
        await Expect(page.Locator(".surface tr")).ToHaveCountAsync(5);
        foreach (var left in new[] { 4, 3, 2 })
        {
            await ToolAsync(page, "rowRemove", "table");
            await Expect(page.Locator(".surface tr")).ToHaveCountAsync(left);
        }
        await ToolAsync(page, "headColumn", "table");
        await Expect(page.Locator(".surface tr:nth-of-type(2) th")).ToHaveTextAsync("Yleinen");
        await LookAsync(page, ".toolbar-table");
        await ToolAsync(page, "caption", "table");
        // The tool gives focus back a moment after it was used
        await Expect(page.Locator("#Form_BodyHtml-surface")).ToBeFocusedAsync();
        await page.WaitForFunctionAsync("() => { const at = getSelection().anchorNode; return !!(at.nodeType === 1 ? at : at.parentElement).closest('caption'); }");
        await page.Keyboard.TypeAsync(" ja päivät");
        await page.Keyboard.PressAsync("Control+End");
        await Expect(page.Locator(".toolbar-table")).ToBeHiddenAsync();
    }

    /// <summary>By keyboard: Alt+F10 to the toolbar, arrows to the tool, Enter.</summary>
    private static async Task ToolAsync(IPage page, string tool, string? context = null)
    {
        await page.Keyboard.PressAsync("Alt+F10");
        for (var i = 0; i < 30; i++)
        {
            if (await page.EvaluateAsync<string?>("document.activeElement.dataset.tool") == tool) break;
            await page.Keyboard.PressAsync("ArrowRight");
        }
        Assert.Equal((tool, context), (await page.EvaluateAsync<string?>("document.activeElement.dataset.tool"), await page.EvaluateAsync<string?>("document.activeElement.closest('[role=toolbar]').dataset.context ?? null")));
        await page.Keyboard.PressAsync("Enter");
    }

    private async Task LookAsync(IPage page, string shown)
    {
        await page.Locator(shown).First.WaitForAsync();
        faults.AddRange(await page.FaultsAsync(Working));
        await page.SetViewportSizeAsync(1280, 900);
    }
}
