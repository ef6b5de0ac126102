using Microsoft.EntityFrameworkCore;
using Microsoft.Playwright;
using Uutiset.Accounts;
using Uutiset.Articles;
using Uutiset.People;
using Uutiset.Tests.Articles;
using Uutiset.Tests.People;
using Uutiset.Tests.Site;
using static Microsoft.Playwright.Assertions;

namespace Uutiset.Tests.Browser;

/// <summary>An editor tidies the list of organisations and says goodbye to a colleague, by keyboard where it counts.</summary>
public sealed class PeopleJourneyTests(DemoNewsroom newsroom, Chromium chromium) : IClassFixture<DemoNewsroom>
{
    private static readonly int[] Working = [360, 1280];

    [Fact]
    public async Task Two_organisations_become_one_and_an_agent_leaves_without_a_fault_on_any_page()
    {
        var one = await newsroom.OrganisationAsync(new OrganisationDraft { Name = "Järvenrannan Omaistuki ry", Email = "toimisto@example.fi" });
        await newsroom.OrganisationAsync(new OrganisationDraft { Name = "Järvenrannan Omaistukii ry", Website = "https://omaistuki.example.org" });
        await using var context = await chromium.OpenAsync(newsroom.BaseUrl);
        var desk = await context.NewPageAsync();
        await desk.GotoAsync(await newsroom.SetUpLinkAsync(Role.Admin, "vastaava@example.fi"));
        await desk.FillAsync("input[name=Password]", Editors.Password);
        await desk.ClickAsync("button.primary");
        await desk.WaitForURLAsync("**/desk");

        await desk.GotoAsync("/desk/organisations/look-alikes");
        var faults = await desk.FaultsAsync(Working);
        await desk.GetByRole(AriaRole.Row).Filter(new() { HasText = "Järvenrannan Omaistuki ry" }).GetByRole(AriaRole.Link, new() { Name = "Vertaa" }).PressAsync("Enter");
        await desk.WaitForURLAsync("**/merge?into=*");
        faults.AddRange(await desk.FaultsAsync(Working));
        await Expect(desk.GetByText("Puuttuva tieto täydentyy: verkkosivut")).ToBeVisibleAsync();
        await desk.Locator("form button.primary").PressAsync("Enter");
        await desk.WaitForURLAsync($"**/desk/organisations/{one.PublicId}");
        await Expect(desk.GetByLabel("Verkkosivut")).ToHaveValueAsync("https://omaistuki.example.org");
        faults.AddRange(await desk.FaultsAsync(Working));

        var leaver = await newsroom.InDbAsync(db => db.People.Where(p => p.Slug == "aino-kettusaari").Select(p => p.PublicId).SingleAsync());
        await desk.GotoAsync($"/desk/people/{leaver}");
        faults.AddRange(await desk.FaultsAsync(Working));
        await desk.GetByRole(AriaRole.Link, new() { Name = "Henkilö lähtee" }).PressAsync("Enter");
        await desk.WaitForURLAsync("**/leaving");
        // Looked for once the page stands
        await Expect(desk.Locator("#texts").GetByRole(AriaRole.Status)).ToContainTextAsync("käsin");
        faults.AddRange(await desk.FaultsAsync(Working));
        // By keyboard: a part of the name, one step down, and the choice is said aloud
        await desk.GetByRole(AriaRole.Combobox, new() { Name = "Jatkaja" }).PressSequentiallyAsync("lumij");
        await Expect(desk.GetByRole(AriaRole.Option)).ToHaveCountAsync(1);
        faults.AddRange(await desk.FaultsAsync(Working));
        await desk.Keyboard.PressAsync("ArrowDown");
        await desk.Keyboard.PressAsync("Enter");
        await Expect(desk.GetByRole(AriaRole.Combobox, new() { Name = "Jatkaja" })).ToHaveValueAsync("Eero Lumijärvi");
        await Expect(desk.Locator("[data-said]")).ToContainTextAsync("Valittu: Eero Lumijärvi");
        await desk.Locator("button.danger").PressAsync("Enter");
        await Expect(desk.GetByRole(AriaRole.Button, new() { Name = "Kumoa lähtö" })).ToBeVisibleAsync();
        faults.AddRange(await desk.FaultsAsync(Working));

        await using var readers = await chromium.OpenAsync(newsroom.BaseUrl, script: true);
        var site = await readers.NewPageAsync();
        await site.GotoAsync("/tekijat/aino-kettusaari");
        await Expect(site.GetByText("Asiaa hoitaa nyt:")).ToBeVisibleAsync();
        await Expect(site.GetByText("050 000 1501")).ToHaveCountAsync(0);
        faults.AddRange(await site.FaultsAsync(Working));

        await desk.GetByRole(AriaRole.Button, new() { Name = "Kumoa lähtö" }).PressAsync("Enter");
        await Expect(desk.Locator("button.danger")).ToBeVisibleAsync();
        await site.ReloadAsync();
        await Expect(site.GetByText("050 000 1501")).ToBeVisibleAsync();
        Assert.True(faults.Count == 0, string.Join('\n', faults));
    }

    [Theory]
    [InlineData("in time")]
    [InlineData("not at all")]
    [InlineData("too late")]
    [InlineData("without script")]
    public async Task Whoever_looks_through_the_texts_or_does_not_wait_for_it_has_them_changed_with_what_was_chosen(string answer)
    {
        var mark = Offices.Mark();
        var office = await newsroom.OrganisationAsync(new OrganisationDraft { Name = "Työnantaja " + mark, Phone = "040 999 9999" });
        var leaver = await newsroom.PersonAsync(new PersonDraft { Name = "Lähtijä " + mark, Phone = "050 666 6666", Memberships = [new(office.PublicId)] });
        var article = await newsroom.PublicAsync(new ArticleDraft { Title = "Kirjoitettu " + mark, Authors = [new DraftAuthor(null, leaver.Name, Phone: "050 666 6666")] });
        await using var context = await chromium.OpenAsync(newsroom.BaseUrl, width: 360, script: answer != "without script");
        var desk = await context.NewPageAsync();
        await desk.GotoAsync(await newsroom.SetUpLinkAsync(Role.Admin, $"lahto-{mark}@example.fi"));
        await desk.FillAsync("input[name=Password]", Editors.Password);
        await desk.ClickAsync("button.primary");
        await desk.WaitForURLAsync("**/desk");
        var asked = new TaskCompletionSource();
        await desk.RouteAsync("**/leaving?texts=true", async route =>
        {
            asked.TrySetResult();
            if (answer == "not at all") await route.AbortAsync();
            else if (answer != "too late") await route.ContinueAsync();
        });
        await desk.GotoAsync($"/desk/people/{leaver.PublicId}/leaving");
        var (texts, replaces, look) = (desk.Locator("#texts"), desk.Locator("input[type=checkbox][name=Replace]"), desk.GetByRole(AriaRole.Button, new() { Name = "Etsi teksteistä" }));
        await Expect(replaces).ToBeCheckedAsync();
        if (answer == "not at all") await Expect(texts.GetByRole(AriaRole.Status)).ToHaveTextAsync("Haku ei onnistunut. Yritä uudelleen.");
        if (answer is "not at all" or "without script")
        {
            // Asking again takes what was chosen along
            await replaces.UncheckAsync();
            await look.PressAsync("Enter");
            await desk.WaitForURLAsync("**/leaving?handler=Texts*");
            await Expect(replaces).Not.ToBeCheckedAsync();
            await replaces.CheckAsync();
        }
        if (answer == "too late") await asked.Task.WaitAsync(TimeSpan.FromSeconds(15));
        else await Expect(texts.GetByRole(AriaRole.Link, new() { Name = "Kirjoitettu " + mark })).ToBeVisibleAsync();
        if (answer != "without script") Assert.Empty(await desk.FaultsAsync(Working));
        await desk.Locator("button.danger").PressAsync("Enter");
        await Expect(desk.GetByRole(AriaRole.Button, new() { Name = "Kumoa lähtö" })).ToBeVisibleAsync();
        Assert.Equal("040 999 9999", await newsroom.InDbAsync(db => db.Bylines.Where(b => b.ArticleId == article.Id).Select(b => b.Phone).SingleAsync()));
    }
}
