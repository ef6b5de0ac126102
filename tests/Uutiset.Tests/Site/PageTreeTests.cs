using System.Net;
using Microsoft.AspNetCore.Routing;
using Microsoft.AspNetCore.Routing.Patterns;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Uutiset.Accounts;
using Uutiset.Articles;
using Uutiset.Site.Menus;
using Uutiset.Site.Tree;
using Uutiset.Tests.Articles;
using Uutiset.Tests.People;
using Uutiset.Tests.Vocabulary;

namespace Uutiset.Tests.Site;

/// <summary>Standing pages, their places among each other, and the menus made of them.</summary>
public abstract class PageTreeTests(Newsroom newsroom)
{
    [Fact]
    public async Task A_page_is_begun_written_and_read_in_its_place()
    {
        var mark = TermDesk.Mark();
        using var editor = await newsroom.SignedInAsync(Role.Editor);
        var above = await BegunAsync(editor, "Meistä " + mark, null);
        var below = await BegunAsync(editor, "Ihmiset " + mark, above);
        Assert.Equal(HttpStatusCode.NotFound, await newsroom.StatusAsync("/meista-" + mark));
        await PublishAsync(above);
        await PublishAsync(below);
        var page = await newsroom.PageAsync("/ihmiset-" + mark);
        Assert.Equal("/meista-" + mark, page.QuerySelector(".trail a")!.GetAttribute("href"));
        Assert.Equal("Ihmiset " + mark, (await newsroom.PageAsync("/meista-" + mark)).QuerySelector($".after a[href='/ihmiset-{mark}']")!.TextContent);
        var json = (await newsroom.Client.JsonAsync("/api/v1/pages")).GetProperty("items").EnumerateArray().Single(p => p.GetProperty("id").GetGuid() == below);
        Assert.Equal((above, 0, "/ihmiset-" + mark), (json.GetProperty("parent").GetGuid(), json.GetProperty("position").GetInt32(), new Uri(json.GetProperty("texts")[0].GetProperty("url").GetString()!).AbsolutePath));
        // Withdrawn, it is gone from the page above, and the one below stands at the top for readers
        await newsroom.DoAsync<Publishing, Outcome>(p => p.WithdrawAsync(above, null, Actor.System, CancellationToken.None));
        var tree = (await newsroom.Client.JsonAsync("/api/v1/pages")).GetProperty("items").EnumerateArray().ToList();
        var atTop = tree.Where(p => p.GetProperty("parent").ValueKind == System.Text.Json.JsonValueKind.Null).ToList();
        Assert.Contains(atTop, p => p.GetProperty("id").GetGuid() == below);
        Assert.Equal(Enumerable.Range(0, atTop.Count), atTop.Select(p => p.GetProperty("position").GetInt32()));
        Assert.Null((await newsroom.PageAsync("/ihmiset-" + mark)).QuerySelector(".trail"));
        Assert.Contains("Ihmiset " + mark, WebUtility.HtmlDecode(await editor.GetStringAsync("/desk/pages")), StringComparison.Ordinal);
    }

    /// <summary>A page lives at the root of the site: it must never hide behind a word that the program answers to itself.</summary>
    [Fact]
    public void No_page_takes_a_word_that_the_program_answers_to()
    {
        // There a page takes the place of the text that the program writes itself
        string[] givesWay = ["saavutettavuus", "tietosuoja"];
        var words = newsroom.Services.GetRequiredService<IEnumerable<EndpointDataSource>>().SelectMany(s => s.Endpoints).OfType<RouteEndpoint>()
            .Select(e => e.RoutePattern.PathSegments).Where(s => s.Count > 0 && s[0].IsSimple).Select(s => s[0].Parts[0]).OfType<RoutePatternLiteralPart>()
            .Select(p => p.Content).Where(ArticleSlugs.IsWellFormed).Distinct().ToList();
        Assert.Contains("uutiset", words);
        Assert.Empty(words.Where(w => !ArticleSlugs.IsReserved(w)).Except(givesWay));
        Assert.DoesNotContain(givesWay, ArticleSlugs.IsReserved);
    }

    [Fact]
    public async Task Pages_move_by_buttons_and_never_below_themselves()
    {
        var mark = TermDesk.Mark();
        using var editor = await newsroom.SignedInAsync(Role.Editor);
        var top = await BegunAsync(editor, "Juuri " + mark, null);
        var (first, second, third) = (await BegunAsync(editor, "Yksi " + mark, top), await BegunAsync(editor, "Kaksi " + mark, top), await BegunAsync(editor, "Kolme " + mark, top));
        async Task<string[]> Below() => [.. (await TreeAsync()).All.Single(n => n.Original.PublicId == top).Children.Select(c => c.Original.Title.Split(' ')[0])];
        using var up = await editor.SubmitAsync("/desk/pages", [], $"/desk/pages?handler=Up&id={third}");
        using var down = await editor.SubmitAsync("/desk/pages", [], $"/desk/pages?handler=Down&id={first}");
        Assert.Equal(["Kolme", "Yksi", "Kaksi"], await Below());
        using var under = await editor.SubmitAsync("/desk/pages", new() { ["under"] = first.ToString() }, $"/desk/pages?handler=Under&id={second}");
        Assert.Equal(["Kolme", "Yksi"], await Below());
        using var circle = await editor.SubmitAsync("/desk/pages", new() { ["under"] = second.ToString() }, $"/desk/pages?handler=Under&id={top}");
        Assert.Equal(HttpStatusCode.UnprocessableEntity, circle.StatusCode);
        using var free = await editor.SubmitAsync("/desk/pages", new() { ["under"] = "" }, $"/desk/pages?handler=Under&id={second}");
        Assert.Equal(0, (await TreeAsync()).All.Single(n => n.Original.PublicId == second).Depth);
        // No button that would do nothing
        var offered = await editor.GetStringAsync("/desk/pages");
        Assert.Equal((false, true, true, false), (Offered("Up", third), Offered("Down", third), Offered("Up", first), Offered("Down", first)));
        bool Offered(string handler, Guid page) => WebUtility.HtmlDecode(offered).Contains($"/desk/pages?handler={handler}&id={page}", StringComparison.Ordinal);
        using var missing = await editor.SubmitAsync("/desk/pages", [], $"/desk/pages?handler=Up&id={Guid.NewGuid()}");
        Assert.Equal(HttpStatusCode.NotFound, missing.StatusCode);
        Assert.Equal(4, await newsroom.InDbAsync(db => db.AuditEvents.CountAsync(e => e.What == "page.moved" && (e.Object == $"article:{first}" || e.Object == $"article:{second}" || e.Object == $"article:{third}"))));
        using var agent = await newsroom.SignedInAsync(Role.Agent);
        Assert.Equal(HttpStatusCode.Forbidden, (await agent.GetAsync("/desk/pages")).StatusCode);
    }

    [Fact]
    public async Task A_translation_stands_where_its_original_does_and_is_linked_in_its_language()
    {
        var mark = TermDesk.Mark();
        using var editor = await newsroom.SignedInAsync(Role.Editor);
        var above = await BegunAsync(editor, "Toiminta " + mark, null);
        var below = await BegunAsync(editor, "Tavat " + mark, above);
        var swedish = await BegunAsync(editor, "Verksamhet " + mark, null, "sv");
        await newsroom.InDbAsync(async db =>
        {
            (await db.Articles.SingleAsync(a => a.PublicId == swedish)).TranslationOfId = (await db.Articles.SingleAsync(a => a.PublicId == above)).Id;
            await db.SaveChangesAsync();
        });
        foreach (var id in new[] { above, below }) await PublishAsync(id);
        Assert.Equal("fi", (await newsroom.PageAsync("/sv/tavat-" + mark)).QuerySelector(".trail a")!.GetAttribute("lang"));
        await newsroom.InDbAsync(async db =>
        {
            var page = await db.Articles.SingleAsync(a => a.PublicId == swedish);
            (page.Status, page.PublishedUtc, page.Slug, page.Title) = (ArticleStatus.Published, newsroom.Clock.GetUtcNow().UtcDateTime.AddMinutes(-1), "verksamhet-" + mark, "Verksamhet " + mark);
            db.ArticleSlugs.Add(new ArticleSlug { Slug = page.Slug, ArticleId = page.Id });
            await db.SaveChangesAsync();
        });
        Assert.Equal(("/sv/verksamhet-" + mark, "Verksamhet " + mark), ((await newsroom.PageAsync("/sv/tavat-" + mark)).QuerySelector(".trail a") is { } a) ? (a.GetAttribute("href"), a.TextContent) : default);
        Assert.Equal("/toiminta-" + mark, (await newsroom.PageAsync("/tavat-" + mark)).QuerySelector(".trail a")!.GetAttribute("href"));
        Assert.Single((await newsroom.PageAsync("/sv/verksamhet-" + mark)).QuerySelectorAll($".after a[href='/sv/tavat-{mark}']"));
    }

    [Fact]
    public async Task A_menu_begins_with_the_usual_lines_and_shows_pages_only_while_they_are_public()
    {
        var mark = TermDesk.Mark();
        using var editor = await newsroom.SignedInAsync(Role.Editor);
        async Task<string[]> Header(string prefix = "") => [.. (await newsroom.PageAsync(prefix + "/arkisto")).QuerySelectorAll("nav.sections a").Select(a => a.GetAttribute("href")!)];
        async Task PostAsync(string query, Dictionary<string, string>? fields = null)
        {
            using var answer = await editor.SubmitAsync("/desk/menus", fields ?? [], "/desk/menus" + query);
            Assert.Equal(HttpStatusCode.Redirect, answer.StatusCode);
        }
        var usual = await Header();
        var page = await BegunAsync(editor, "Yhteys " + mark, null);
        await PublishAsync(page);
        await PostAsync("", new() { ["Form.Menu"] = "Header", ["Form.Target"] = Menus.Page + page });
        await PostAsync("", new() { ["Form.Menu"] = "Header", ["Form.Address"] = "https://example.org/", ["Form.Label"] = "Muualla " + mark, ["Form.LabelSv"] = "Annanstans " + mark });
        var header = await Header();
        Assert.Equal([.. usual, "/yhteys-" + mark, "https://example.org/"], header);
        Assert.Equal("Annanstans " + mark, (await newsroom.PageAsync("/sv/arkisto")).QuerySelector("nav.sections a[href='https://example.org/']")!.TextContent);
        async Task PressAsync(string handler, string? href)
        {
            using var answer = await (await editor.MenuButtonAsync(handler, "Header", href)).PressAsync(editor);
            Assert.Equal(HttpStatusCode.Redirect, answer.StatusCode);
        }
        await PressAsync("Remove", usual[0]);
        await PressAsync("Up", "/yhteys-" + mark);
        header = await Header();
        Assert.Equal([.. usual[1..^1], "/yhteys-" + mark, usual[^1], "https://example.org/"], header);
        Assert.Equal("/sv" + usual[1], (await Header("/sv"))[0]);
        Assert.Equal("/yhteys-" + mark, new Uri((await newsroom.Client.JsonAsync("/api/v1/menus")).GetProperty("header").EnumerateArray().Single(l => l.GetProperty("title").GetString() == "Yhteys " + mark).GetProperty("url").GetString()!).AbsolutePath);
        await newsroom.DoAsync<Publishing, Outcome>(p => p.WithdrawAsync(page, null, Actor.System, CancellationToken.None));
        await newsroom.Services.GetRequiredService<Uutiset.Site.FrameWatch>().LookAsync(CancellationToken.None);
        Assert.DoesNotContain("/yhteys-" + mark, await Header());
        Assert.Contains("eivät näe kohtaa", WebUtility.HtmlDecode(await editor.GetStringAsync("/desk/menus")), StringComparison.Ordinal);
        using var twice = await editor.SubmitAsync("/desk/menus", new() { ["Form.Menu"] = "Header", ["Form.Target"] = usual[1] });
        using var script = await editor.SubmitAsync("/desk/menus", new() { ["Form.Menu"] = "Header", ["Form.Address"] = "javascript:alert(1)", ["Form.Label"] = "X" });
        using var nameless = await editor.SubmitAsync("/desk/menus", new() { ["Form.Menu"] = "Footer", ["Form.Address"] = "https://example.org/b" });
        Assert.Equal((HttpStatusCode.UnprocessableEntity, HttpStatusCode.UnprocessableEntity, HttpStatusCode.UnprocessableEntity), (twice.StatusCode, script.StatusCode, nameless.StatusCode));
        await PressAsync("Reset", null);
        Assert.Equal(usual, await Header());
        Assert.Equal(["menu.added", "menu.added", "menu.removed", "menu.moved", "menu.reset"], await newsroom.InDbAsync(db => db.AuditEvents.Where(e => e.Object == "menu:header").OrderBy(e => e.Id).Select(e => e.What).ToListAsync()));
        using var agent = await newsroom.SignedInAsync(Role.Agent);
        Assert.Equal(HttpStatusCode.Forbidden, (await agent.GetAsync("/desk/menus")).StatusCode);
    }

    [Fact]
    public async Task An_editors_page_takes_the_place_of_the_one_that_the_program_makes()
    {
        using var editor = await newsroom.SignedInAsync(Role.Editor);
        var page = await BegunAsync(editor, "Saavutettavuus", null);
        await PublishAsync(page);
        Assert.Contains("Sivun oma teksti.", (await newsroom.PageAsync("/saavutettavuus")).Body!.TextContent, StringComparison.Ordinal);
        await newsroom.DoAsync<Publishing, Outcome>(p => p.WithdrawAsync(page, null, Actor.System, CancellationToken.None));
        Assert.Equal(HttpStatusCode.OK, await newsroom.StatusAsync("/saavutettavuus"));
    }

    [Fact]
    public async Task A_page_costs_the_same_number_of_commands_however_many_there_are()
    {
        var mark = TermDesk.Mark();
        using var editor = await newsroom.SignedInAsync(Role.Editor);
        var top = await BegunAsync(editor, "Hinta " + mark, null);
        await PublishAsync(top);
        var (page, desk) = (await CommandCounter.CountAsync(newsroom, "/hinta-" + mark), await CommandCounter.CountAsync(editor, "/desk/pages"));
        for (var i = 0; i < 6; i++) await BegunAsync(editor, $"Osa {i} {mark}", top);
        Assert.Equal((page, desk), (await CommandCounter.CountAsync(newsroom, "/hinta-" + mark), await CommandCounter.CountAsync(editor, "/desk/pages")));
    }

    private static async Task<Guid> BegunAsync(HttpClient editor, string title, Guid? under, string lang = "fi")
    {
        using var answer = await editor.SubmitAsync("/desk/pages", new() { ["Form.Title"] = title, ["Form.Lang"] = lang, ["Form.Under"] = under?.ToString() ?? "" });
        return Guid.Parse(answer.Headers.Location!.OriginalString.Split('/')[^1]);
    }

    private async Task PublishAsync(Guid id)
    {
        var draft = await newsroom.InDbAsync(async db => ArticleDraft.FromJson(await db.Revisions.Where(r => r.Article!.PublicId == id).OrderByDescending(r => r.Number).Select(r => r.Draft).FirstAsync()));
        Assert.IsType<Outcome.Done>(await newsroom.DoAsync<Drafting, Outcome>(d => d.SaveAsync(id, draft with { BodyHtml = "<p>Sivun oma teksti.</p>" }, 1, true, Actor.System, CancellationToken.None)));
        Assert.IsType<Outcome.Done>(await newsroom.DoAsync<Publishing, Outcome>(p => p.PublishAsync(id, null, null, Actor.System, CancellationToken.None)));
    }

    private Task<PageTree> TreeAsync() => newsroom.InDbAsync(db => PageTree.ReadAsync(db, newsroom.Clock.GetUtcNow().UtcDateTime, CancellationToken.None));

    public sealed class OnSqlite(SqliteNewsroom newsroom) : PageTreeTests(newsroom), IClassFixture<SqliteNewsroom>;

    public sealed class OnPostgres(PostgresNewsroom newsroom) : PageTreeTests(newsroom), IClassFixture<PostgresNewsroom>;
}
