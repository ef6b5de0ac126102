using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Playwright;
using Uutiset.Accounts;
using Uutiset.Articles;
using static Microsoft.Playwright.Assertions;

namespace Uutiset.Tests.Browser;

/// <summary>An article is translated beside its original, the original changes, readers change from one language to the other.</summary>
public sealed class TranslationJourneyTests(SqliteNewsroom newsroom, Chromium chromium) : IClassFixture<SqliteNewsroom>
{
    private static readonly int[] Working = [360, 1280];
    private static readonly Actor Aino = new("Aino Esimerkki");

    [Fact]
    public async Task An_article_is_translated_beside_its_original_without_a_fault_on_a_phone_and_on_a_desk()
    {
        var faults = new List<string>();
        var id = await PublishedAsync(new ArticleDraft
        {
            Title = "Kumppanuuspöytä kokoontuu keväällä", Lead = "Pöydän ääressä istuu kaksitoista järjestöä.", BodyHtml = "<p>Avustusta jaetaan sata euroa.</p><h2>Miten haetaan</h2><p>Lomakkeella.</p>",
            Summaries = [new("en", "The partnership table meets in spring", "Twelve NGOs sit at the table.")], Events = [new DraftEvent("Kevään kokous", new DateOnly(2090, 4, 14))],
        });
        await using var hers = await chromium.OpenAsync(newsroom.BaseUrl);
        var editor = await SignedInAsync(hers);
        await editor.GotoAsync($"/desk/articles/{id}");
        await LookAsync(editor);
        await editor.ClickAsync("a:text-is('Käännä tai liitä versioita')");
        await LookAsync(editor);
        await editor.ClickAsync("button:text-is('Käännä ruotsiksi')");
        await Expect(editor.Locator(".notice-done")).ToContainTextAsync("Uusi kieliversio on aloitettu.");

        // Beside the form on a desk, above it and foldable on a phone
        async Task<(float Right, float Bottom, float Left, float Top)> PlacesAsync()
        {
            var (source, text) = ((await editor.Locator(".source").BoundingBoxAsync())!, (await editor.Locator(".edit-text").BoundingBoxAsync())!);
            return (source.X + source.Width, source.Y + source.Height, text.X, text.Y);
        }
        await editor.SetViewportSizeAsync(1280, 900);
        Assert.True(await PlacesAsync() is var wide && wide.Right <= wide.Left);
        await editor.SetViewportSizeAsync(360, 740);
        Assert.True(await PlacesAsync() is var narrow && narrow.Bottom <= narrow.Top);
        await editor.ClickAsync(".source summary >> nth=0");
        await Expect(editor.Locator(".source .version")).ToBeHiddenAsync();
        await editor.ClickAsync(".source summary >> nth=0");
        await editor.SetViewportSizeAsync(1280, 900);

        await editor.FillAsync("[name='Form.Title']", "Partnerskapsbordet möts på våren");
        await editor.ClickAsync("#Form_BodyHtml-surface");
        await editor.Keyboard.TypeAsync("Understödet är hundra euro.");
        await Expect(editor.Locator("#save-line")).ToContainTextAsync("Tallennettu");
        var translation = editor.Url;
        await ChangedAsync(id, d => d with { BodyHtml = d.BodyHtml!.Replace("sata", "tuhat", StringComparison.Ordinal) });
        await editor.ReloadAsync();
        await Expect(editor.Locator("[name='Form.Title']")).ToHaveValueAsync("Partnerskapsbordet möts på våren");
        await editor.ClickAsync("summary:text-is('Näytä muuttuneet sanat')");
        await Expect(editor.Locator(".source-changed ins")).ToHaveTextAsync("tuhat");
        await LookAsync(editor);
        await editor.ClickAsync("button:text-is('Tallenna ja merkitse ajantasaiseksi')");
        await Expect(editor.Locator(".notice-done")).ToContainTextAsync("merkitty ajantasaiseksi");
        await Expect(editor.Locator(".source-changed")).ToHaveCountAsync(0);
        await editor.ClickAsync(".edit-strip button.primary");
        await Expect(editor.Locator(".notice-done")).ToContainTextAsync("Juttu on julkaistu.");

        await using var outside = await chromium.OpenAsync(newsroom.BaseUrl, script: false);
        var reader = await outside.NewPageAsync();
        var slug = await newsroom.InDbAsync(db => db.Articles.Where(a => a.PublicId == id).Select(a => a.Slug).SingleAsync());
        await reader.GotoAsync("/uutiset/" + slug);
        await reader.ClickAsync(".languages a[lang=sv]");
        await Expect(reader.Locator("h1")).ToHaveTextAsync("Partnerskapsbordet möts på våren");
        Assert.Equal("sv", await reader.Locator("html").GetAttributeAsync("lang"));
        await reader.ClickAsync(".translations a[lang=fi]");
        await reader.ClickAsync(".translations a[lang=en]");
        await Expect(reader.Locator("section.summary h2")).ToHaveTextAsync("The partnership table meets in spring");
        var looked = await hers.NewPageAsync();
        foreach (var page in new[] { "/uutiset/" + slug, "/sv/uutiset/" + slug, "/en/uutiset/" + slug, "/en/", new Uri(translation).PathAndQuery, new Uri(translation).PathAndQuery + "/translations?q=Kumppanuus" })
        {
            await looked.GotoAsync(page);
            await LookAsync(looked);
        }
        Assert.True(faults.Count == 0, string.Join('\n', faults));

        async Task LookAsync(IPage page)
        {
            faults.AddRange(await page.FaultsAsync(Working));
            await page.SetViewportSizeAsync(1280, 900);
        }
    }

    private async Task<Guid> PublishedAsync(ArticleDraft draft)
    {
        await using var scope = newsroom.Services.CreateAsyncScope();
        var made = Assert.IsType<Outcome.Done>(await scope.ServiceProvider.GetRequiredService<Drafting>().CreateAsync(draft, mayPublish: true, Aino, CancellationToken.None));
        Assert.IsType<Outcome.Done>(await scope.ServiceProvider.GetRequiredService<Publishing>().PublishAsync(made.Article.PublicId, null, null, Aino, CancellationToken.None));
        return made.Article.PublicId;
    }

    private async Task ChangedAsync(Guid id, Func<ArticleDraft, ArticleDraft> change)
    {
        await using var scope = newsroom.Services.CreateAsyncScope();
        var (version, draft) = await newsroom.InDbAsync(async db =>
        {
            var article = await db.Articles.SingleAsync(a => a.PublicId == id);
            return (article.Version, ArticleDraft.FromJson((await db.Revisions.SingleAsync(r => r.ArticleId == article.Id && r.Number == article.WorkingRevision)).Draft));
        });
        Assert.IsType<Outcome.Done>(await scope.ServiceProvider.GetRequiredService<Drafting>().SaveAsync(id, change(draft), version, mayPublish: true, Aino, CancellationToken.None));
    }

    private async Task<IPage> SignedInAsync(IBrowserContext context)
    {
        var page = await context.NewPageAsync();
        await page.GotoAsync(await newsroom.SetUpLinkAsync(Role.Editor, "kaantaja@example.fi"));
        await page.FillAsync("input[name=Password]", Editors.Password);
        await page.ClickAsync("button.primary");
        await page.Locator("main .front").WaitForAsync();
        return page;
    }
}
