using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Playwright;
using Uutiset.Accounts;
using Uutiset.Articles;
using static Microsoft.Playwright.Assertions;

namespace Uutiset.Tests.Browser;

/// <summary>A text between two people: sent to review, commented at a passage, returned, corrected and approved.</summary>
public sealed class WorkflowJourneyTests(SqliteNewsroom newsroom, Chromium chromium) : IClassFixture<SqliteNewsroom>
{
    private const string Title = "Kumppanuuspöytä kokoontuu Heinävedellä";
    private static readonly int[] Working = [360, 1280];

    [Fact]
    public async Task A_text_is_reviewed_commented_returned_and_approved_without_a_fault_on_a_phone_and_on_a_desk()
    {
        var faults = new List<string>();
        await using var hers = await chromium.OpenAsync(newsroom.BaseUrl);
        await using var his = await chromium.OpenAsync(newsroom.BaseUrl);
        var (agent, editor) = (await SignedInAsync(hers, Role.Agent, "agentti@example.fi"), await SignedInAsync(his, Role.Editor, "tarkastaja@example.fi"));

        await agent.GotoAsync("/desk/articles/new");
        await agent.FillAsync("[name='Form.Title']", Title);
        await agent.FillAsync("[name='Form.Lead']", "Pöydän ääressä istuu kaksitoista järjestöä.");
        await agent.ClickAsync("#Form_BodyHtml-surface");
        await agent.Keyboard.TypeAsync("Seuraava kokous pidetään keväällä. Kutsu lähtee kaikille.");
        await agent.ClickAsync(".workflow button");
        await agent.FillAsync("#Message", "Onko aika oikein?");
        await LookAsync(agent);
        await agent.ClickAsync("button:text-is('Lähetä tarkastettavaksi')");
        await Expect(agent.Locator(".notice-done")).ToContainTextAsync("lähetetty tarkastettavaksi");

        await editor.GotoAsync("/desk");
        await Expect(editor.Locator(".bell")).ToContainTextAsync("1 uusi ilmoitus");
        await LookAsync(editor);
        await editor.GotoAsync("/desk/notices");
        await LookAsync(editor);
        await editor.ClickAsync(".notices button.link");
        await editor.WaitForURLAsync("**/review");
        await editor.EvaluateAsync("""
            () => {
              const words = [...document.querySelectorAll('#review-body p')].at(-1).firstChild;
              const from = words.data.indexOf('keväällä');
              getSelection().setBaseAndExtent(words, from, words, from + 'keväällä'.length);
            }
            """);
        await Expect(editor.Locator("#Exact")).ToHaveValueAsync("keväällä");
        await editor.FillAsync("#Text", "Minä päivänä?");
        await editor.ClickAsync("#comment-form button");
        await Expect(editor.Locator("mark[data-comment]")).ToHaveTextAsync("keväällä");
        await LookAsync(editor);
        await editor.ClickAsync("summary:text-is('Palauta kirjoittajalle')");
        await editor.FillAsync("#Note", "Lisää päivä.");
        await editor.ClickAsync("button:text-is('Palauta')");
        await Expect(editor.Locator(".notice-done")).ToContainTextAsync("palautettu");

        var id = await newsroom.InDbAsync(db => db.Articles.Where(a => a.WorkingTitle == Title).Select(a => a.PublicId).SingleAsync());
        await agent.GotoAsync($"/desk/articles/{id}");
        await Expect(agent.Locator(".workflow .threads")).ToContainTextAsync("Minä päivänä?");
        // The passage is marked in the editor's own text
        await Expect(agent.Locator("[data-passages]")).ToHaveAttributeAsync("data-marked", "1");
        await LookAsync(agent);
        await agent.ClickAsync(".workflow button");
        await agent.ClickAsync(".thread summary");
        await agent.FillAsync("[name=answer]", "Huhtikuun neljäs.");
        await agent.ClickAsync(".thread form button >> nth=0");
        await Expect(agent.Locator(".thread .comment")).ToHaveCountAsync(2);
        await agent.ClickAsync("button:text-is('Lähetä tarkastettavaksi')");

        await editor.GotoAsync("/desk/review");
        await LookAsync(editor);
        await editor.ClickAsync($"main table a:text-is('{Title}')");
        await editor.ClickAsync("button:has-text('Merkitse käsitellyksi')");
        await Expect(editor.Locator("mark[data-comment]")).ToHaveCountAsync(0);
        await editor.ClickAsync("summary:text-is('Tee uusi linkki')");
        await editor.FillAsync("#ForWhom", "Liisa Lainattu");
        await editor.CheckAsync("[name=MayAnswer]");
        await editor.ClickAsync("button:text-is('Tee linkki')");
        var link = await editor.Locator("code.once").TextContentAsync();
        await LookAsync(editor);

        await using var outside = await chromium.OpenAsync(newsroom.BaseUrl, script: false);
        var guest = await outside.NewPageAsync();
        await guest.GotoAsync(link!);
        await Expect(guest.Locator("h1")).ToHaveTextAsync(Title);
        await guest.ClickAsync("button[value=approve]");
        await Expect(guest.Locator("#vastaus .success")).ToBeVisibleAsync();
        var looked = await hers.NewPageAsync();
        await looked.GotoAsync(link!);
        await LookAsync(looked);

        await editor.ReloadAsync();
        await Expect(editor.Locator(".thread").Filter(new() { HasText = "Liisa Lainattu" })).ToContainTextAsync("Hyväksyn lainaukset.");
        await editor.ClickAsync("button:text-is('Hyväksy ja julkaise')");
        await Expect(editor.Locator(".notice-done")).ToContainTextAsync("Juttu on julkaistu.");
        Assert.Equal(ArticleStatus.Published, await newsroom.InDbAsync(db => db.Articles.Where(a => a.WorkingTitle == Title).Select(a => a.Status).SingleAsync()));

        foreach (var page in new[] { "/desk/calendar", "/desk/calendar?view=list", "/desk/account" })
        {
            await editor.GotoAsync(page);
            await LookAsync(editor);
        }
        Assert.True(faults.Count == 0, string.Join('\n', faults));

        async Task LookAsync(IPage page)
        {
            faults.AddRange(await page.FaultsAsync(Working));
            await page.SetViewportSizeAsync(1280, 900);
        }
    }

    [Fact]
    public async Task The_month_with_something_in_it_is_a_table_on_a_desk_and_a_list_on_a_phone()
    {
        await using var context = await chromium.OpenAsync(newsroom.BaseUrl);
        var page = await SignedInAsync(context, Role.Editor, "kalenteri@example.fi");
        await using (var scope = newsroom.Services.CreateAsyncScope())
        {
            var made = await scope.ServiceProvider.GetRequiredService<Drafting>().CreateAsync(new ArticleDraft { Title = "Kevään kokous", Lead = "Ingressi." }, mayPublish: true, new Actor("Aino"), CancellationToken.None);
            var id = Assert.IsType<Outcome.Done>(made).Article.PublicId;
            await scope.ServiceProvider.GetRequiredService<Publishing>().PublishAsync(id, null, new DateTime(2031, 5, 14, 6, 0, 0, DateTimeKind.Utc), new Actor("Aino"), CancellationToken.None);
        }
        await page.GotoAsync("/desk/calendar?month=2031-05");
        var faults = await page.FaultsAsync(Working);
        Assert.True(faults.Count == 0, string.Join('\n', faults));
        await page.SetViewportSizeAsync(360, 740);
        // Only the days that have something, each with its whole date
        await Expect(page.Locator(".calendar-day:visible")).ToHaveTextAsync("ke 14.5.");
        await Expect(page.Locator(".calendar-rows")).ToContainTextAsync("klo 9.00");
    }

    private async Task<IPage> SignedInAsync(IBrowserContext context, Role role, string email)
    {
        var page = await context.NewPageAsync();
        await page.GotoAsync(await newsroom.SetUpLinkAsync(role, email));
        await page.FillAsync("input[name=Password]", Editors.Password);
        await page.ClickAsync("button.primary");
        await page.Locator("main .front").WaitForAsync();
        return page;
    }
}
