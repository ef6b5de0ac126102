using Microsoft.EntityFrameworkCore;
using Microsoft.Playwright;
using Uutiset.Accounts;
using Uutiset.Articles;
using Uutiset.Tests.Media;
using static Microsoft.Playwright.Assertions;

namespace Uutiset.Tests.Browser;

/// <summary>Images come into an article by keyboard alone: one from this device, one from the library, each with its words.</summary>
public sealed class MediaJourneyTests(SqliteNewsroom newsroom, Chromium chromium) : IClassFixture<SqliteNewsroom>
{
    private const string Title = "Talkoot rannalla";
    private static readonly int[] Working = [360, 1280];

    [Fact]
    public async Task An_editor_adds_one_image_from_the_form_and_picks_another_by_keyboard_without_a_fault()
    {
        var faults = new List<string>();
        await using var context = await chromium.OpenAsync(newsroom.BaseUrl);
        var desk = await context.NewPageAsync();
        await desk.GotoAsync(await newsroom.SetUpLinkAsync(Role.Editor, "kuvaaja@example.fi"));
        await desk.FillAsync("input[name=Password]", Editors.Password);
        await desk.Locator("button.primary").PressAsync("Enter");
        await desk.Locator("main .front").WaitForAsync();

        // Two telephones call their pictures the same
        await desk.GotoAsync("/desk/media");
        await ChooseAsync("#files");
        await desk.Locator("form[data-upload] button.primary").PressAsync("Enter");
        await Expect(desk.Locator(".upload-list a").First).ToHaveTextAsync("Anna tekstit");
        await LookAsync();
        await desk.Locator(".upload-list a").First.PressAsync("Enter");
        await desk.WaitForURLAsync("**/desk/media/*-*");
        var library = Guid.Parse(new Uri(desk.Url).AbsolutePath.Split('/')[^1]);

        await CreditAsync();
        await desk.Locator(".actions-bottom button.primary").PressAsync("Enter");
        await Expect(desk.Locator(".notice-done")).ToBeVisibleAsync();

        await desk.GotoAsync("/desk/articles/new");
        await desk.Locator("[name='Form.Title']").FocusAsync();
        await desk.Keyboard.TypeAsync(Title);
        var open = desk.Locator("section[aria-labelledby=hero-heading] button.compact");
        await open.PressAsync("Enter");
        await Expect(desk.Locator("#media-dialog .media-grid button")).ToHaveCountAsync(1);
        await LookAsync();
        await ChooseAsync("#media-new");
        await Expect(desk.Locator("#media-dialog .upload-list")).ToContainTextAsync("image.jpg: lisätty");
        await Expect(desk.Locator("#media-dialog .media-grid button")).ToHaveCountAsync(2);
        await LookAsync();
        var added = Guid.Parse((await desk.Locator("#media-dialog .media-grid button[aria-pressed=true]").GetAttributeAsync("data-id"))!);
        Assert.NotEqual(library, added);
        await TabToAsync("#media-dialog button[value=ok]");
        await desk.Keyboard.PressAsync("Enter");
        await Expect(open).ToBeFocusedAsync();
        await Expect(desk.Locator("#Form_HeroMediaId")).ToHaveValueAsync(added.ToString());
        await Expect(desk.Locator("[data-picked] img")).ToBeVisibleAsync();

        await desk.Locator("#Form_BodyHtml-surface").FocusAsync();
        await desk.Keyboard.TypeAsync("Väki kokoontui rannalle.");
        await desk.Keyboard.PressAsync("Alt+F10");
        for (var i = 0; i < 20 && await FocusedAsync("data-tool") != "image"; i++) await desk.Keyboard.PressAsync("ArrowRight");
        await desk.Keyboard.PressAsync("Enter");
        await Expect(desk.Locator("#media-dialog .media-grid button")).ToHaveCountAsync(2);
        await TabToAsync($"#media-dialog button[data-id='{library}']");
        await desk.Keyboard.PressAsync("Space");
        await TabToAsync("#media-alt");
        await desk.Keyboard.TypeAsync("Kaksi ihmistä kantaa lautaa");
        await LookAsync();
        await desk.Keyboard.PressAsync("Enter");
        await Expect(desk.Locator($"#Form_BodyHtml-surface [data-ref='media:{library}'] img")).ToHaveAttributeAsync("alt", "Kaksi ihmistä kantaa lautaa");
        await LookAsync();

        // The main image has no words yet: it is named, and keeps the article in
        await desk.Locator("[formaction$='handler=Publish']").First.PressAsync("Enter");
        await Expect(desk.Locator("main .notice-error")).ToContainTextAsync("image.jpg");
        await LookAsync();
        var form = desk.Url;
        await desk.GotoAsync($"/desk/media/{added}");
        await desk.Locator("#Form_AltFi").FocusAsync();
        await desk.Keyboard.TypeAsync("Talkooväki rannalla");
        await CreditAsync();
        await desk.Locator(".actions-bottom button.primary").PressAsync("Enter");
        await Expect(desk.Locator(".notice-done")).ToBeVisibleAsync();
        await desk.GotoAsync(form);
        await desk.Locator("[formaction$='handler=Publish']").First.PressAsync("Enter");
        await Expect(desk.Locator(".notice-done")).ToContainTextAsync("Juttu on julkaistu.");

        var slug = await newsroom.InDbAsync(db => db.Articles.Where(a => a.Title == Title && a.Status == ArticleStatus.Published).Select(a => a.Slug).SingleAsync());
        await using var readers = await chromium.OpenAsync(newsroom.BaseUrl, script: false);
        var site = await readers.NewPageAsync();
        await site.GotoAsync("/uutiset/" + slug);
        await Expect(site.GetByAltText("Talkooväki rannalla")).ToBeVisibleAsync();
        await Expect(site.GetByAltText("Kaksi ihmistä kantaa lautaa")).ToBeVisibleAsync();
        Assert.True(faults.Count == 0, string.Join('\n', faults));

        async Task ChooseAsync(string field) =>
            await desk.Locator(field).SetInputFilesAsync(new FilePayload { Name = "image.jpg", MimeType = "image/jpeg", Buffer = await Files.ImageAsync("jpg", 600, 400) });

        async Task CreditAsync()
        {
            await desk.FillAsync("#Form_Credit", "Aino Esimerkki");
            await desk.FillAsync("#Form_Licence", "CC BY 4.0");
        }

        Task<string?> FocusedAsync(string attribute) => desk.EvaluateAsync<string?>("name => document.activeElement.getAttribute(name)", attribute);

        async Task TabToAsync(string wanted)
        {
            for (var i = 0; i < 40; i++)
            {
                if (await desk.EvaluateAsync<bool>("selector => document.activeElement.matches(selector)", wanted)) return;
                await desk.Keyboard.PressAsync("Tab");
            }
            Assert.Fail("No way by keyboard to " + wanted);
        }

        async Task LookAsync()
        {
            faults.AddRange(await desk.FaultsAsync(Working));
            await desk.SetViewportSizeAsync(1280, 900);
        }
    }
}
