using System.Net;
using Microsoft.EntityFrameworkCore;
using Uutiset.Accounts;
using Uutiset.Articles;
using Uutiset.Articles.Bulk;
using Uutiset.Desk.Changing;
using Uutiset.Tests.People;
using Uutiset.Tests.Subscribers;

namespace Uutiset.Tests.Articles;

/// <summary>Changes of many articles at once: looked at first, done as revisions, undone as a whole.</summary>
public abstract class BulkTests(Newsroom newsroom)
{
    [Fact]
    public async Task A_tag_reaches_readers_search_and_feed_of_published_articles_without_an_update_mark_and_waits_where_other_changes_wait()
    {
        var mark = Offices.Mark();
        var draft = await newsroom.DraftAsync(new ArticleDraft { Title = "Luonnos " + mark });
        var shown = await newsroom.PublicAsync(new ArticleDraft { Title = "Julkinen " + mark, Tags = ["digipalvelut"], BodyHtml = "<blockquote data-speaker=\"Maija Metsälampi\"><p>Näin on hyvä.</p></blockquote>" });
        var changing = await newsroom.PublicAsync(new ArticleDraft { Title = "Muuttuva " + mark });
        await SaveAsync(changing, d => d with { Lead = "Vielä kesken." });
        using var editor = await newsroom.SignedInAsync(Role.Editor);
        var change = await PlanAsync(editor, $"?q={mark}", new() { ["Bulk.Scope"] = "all", ["Bulk.What"] = "AddTags", ["Bulk.Tags"] = "Ikäihmiset" });

        var plan = await editor.SeeAsync(change);
        Assert.Contains("3 juttua muuttuu.", plan.Body!.TextContent, StringComparison.Ordinal);
        Assert.Contains("Niistä 1 on julkaistu", plan.Body.TextContent, StringComparison.Ordinal);
        Assert.Contains("1 julkaistun jutun muutos tulee näkyviin vasta", plan.Body.TextContent, StringComparison.Ordinal);
        Assert.Empty((await newsroom.WorkingAsync(draft)).Tags);

        var done = await PressAsync(editor, change);
        Assert.Contains("3 juttua muutettiin.", done, StringComparison.Ordinal);
        Assert.Equal(["ikaihmiset"], (await newsroom.WorkingAsync(draft)).Tags);
        Assert.Equal(["digipalvelut", "ikaihmiset"], (await newsroom.WorkingAsync(shown)).Tags);
        var (now, other) = (await newsroom.NowAsync(shown), await newsroom.NowAsync(changing));
        Assert.Equal(["digipalvelut", "ikaihmiset"], now.Terms.Select(t => t.Term!.Slug).Order());
        Assert.Null(now.UpdatedUtc);
        Assert.False(now.HasUnpublishedChanges);
        Assert.Empty(other.Terms);
        Assert.Equal(ArticleStatus.Published, other.Status);
        Assert.Contains("Ikäihmiset", await newsroom.InDbAsync(db => db.SearchDocuments.Where(d => d.ArticleId == shown.Id).Select(d => d.Tags).SingleAsync()), StringComparison.Ordinal);
        Assert.Contains(now.Slug, await newsroom.Client.GetStringAsync("/aiheet/ikaihmiset"), StringComparison.Ordinal);
        Assert.DoesNotContain(other.Slug, await newsroom.Client.GetStringAsync("/aiheet/ikaihmiset"), StringComparison.Ordinal);
        Assert.DoesNotContain("Vielä kesken.", await newsroom.Client.GetStringAsync("/uutiset/" + other.Slug), StringComparison.Ordinal);
        var bulk = $"{IdOf(change)}";
        Assert.Equal(3, await newsroom.InDbAsync(db => db.AuditEvents.CountAsync(e => e.What == "article.refiled" && e.Content!.Detail!.Contains(bulk))));
        Assert.Equal(1, await newsroom.InDbAsync(db => db.AuditEvents.CountAsync(e => e.What == "article.bulkChanged" && e.Object == "bulk:" + bulk)));

        // The same again has nothing to do
        Assert.Contains("Mikään juttu ei muuttuisi. 3 juttua on jo tällaisia.", (await editor.SeeAsync(await PlanAsync(editor, $"?q={mark}", new() { ["Bulk.Scope"] = "all", ["Bulk.What"] = "AddTags", ["Bulk.Tags"] = "ikaihmiset" }))).Body!.TextContent, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Undoing_puts_every_article_back_but_those_that_somebody_changed_since_and_names_them()
    {
        var mark = Offices.Mark();
        var one = await newsroom.PublicAsync(new ArticleDraft { Title = "Palautuva " + mark, Regions = ["05"] });
        var two = await newsroom.DraftAsync(new ArticleDraft { Title = "Koskettu " + mark, Regions = ["06"] });
        using var editor = await newsroom.SignedInAsync(Role.Editor);
        var change = await PlanAsync(editor, $"?q={mark}", new() { ["Bulk.Scope"] = "all", ["Bulk.What"] = "SetRegion", ["Bulk.Region"] = "07" });
        await PressAsync(editor, change);
        Assert.Equal(["07"], (await newsroom.NowAsync(one)).Regions.Select(r => r.RegionCode));
        await SaveAsync(two, d => d with { Lead = "Joku kirjoitti tähän." });

        var undone = await PressAsync(editor, change, "?handler=Undo");
        Assert.Contains("1 juttu palautettiin.", undone, StringComparison.Ordinal);
        Assert.Contains("1 juttu jäi palauttamatta", undone, StringComparison.Ordinal);
        Assert.Contains(two.WorkingTitle, undone, StringComparison.Ordinal);
        Assert.Contains("Joku on muuttanut juttua sillä välin.", undone, StringComparison.Ordinal);
        Assert.Equal(["05"], (await newsroom.NowAsync(one)).Regions.Select(r => r.RegionCode));
        Assert.Equal(["05"], (await newsroom.WorkingAsync(one)).Regions);
        Assert.Equal(["07"], (await newsroom.WorkingAsync(two)).Regions);
        Assert.Equal("Joku kirjoitti tähän.", (await newsroom.WorkingAsync(two)).Lead);
        // Once is enough
        Assert.DoesNotContain("handler=Undo", await editor.GetStringAsync(change), StringComparison.Ordinal);
        Assert.Contains("Kumottu", await editor.GetStringAsync("/desk/articles/changes"), StringComparison.Ordinal);
    }

    [Fact]
    public async Task After_a_week_nothing_is_undone_any_more()
    {
        var mark = Offices.Mark();
        var article = await newsroom.DraftAsync(new ArticleDraft { Title = "Vanha muutos " + mark });
        using var editor = await newsroom.SignedInAsync(Role.Editor);
        var change = await PlanAsync(editor, $"?q={mark}", new() { ["Bulk.Scope"] = "page", ["Bulk.Shown"] = await MarkAsync(article), ["Bulk.What"] = "AddRegion", ["Bulk.Region"] = "09" });
        Assert.Contains("handler=Undo", await PressAsync(editor, change), StringComparison.Ordinal);
        var (id, ago) = (IdOf(change), newsroom.Clock.GetUtcNow().UtcDateTime.AddDays(-8));
        await newsroom.InDbAsync(db => db.BulkChanges.Where(c => c.PublicId == id).ExecuteUpdateAsync(s => s.SetProperty(c => c.DoneUtc, ago)));
        Assert.DoesNotContain("handler=Undo", await editor.GetStringAsync(change), StringComparison.Ordinal);
        Assert.Contains("Muutosta ei voi enää kumota.", await PressAsync(editor, change, "?handler=Undo"), StringComparison.Ordinal);
        Assert.Equal(["09"], (await newsroom.WorkingAsync(article)).Regions);
    }

    [Fact]
    public async Task An_agent_changes_what_is_theirs_hands_over_only_what_they_own_and_publishes_only_in_their_regions()
    {
        var mark = Offices.Mark();
        var (agent, me, _) = await newsroom.AgentAsync("16");
        using var browser = agent;
        var own = await newsroom.DraftAsync(new ArticleDraft { Title = "Oma " + mark }, me);
        var region = await newsroom.PublicAsync(new ArticleDraft { Title = "Alueen " + mark, Regions = ["16"] });
        var shared = await newsroom.PublicAsync(new ArticleDraft { Title = "Yhteinen " + mark, Regions = ["16", "17"] });
        var foreign = await newsroom.PublicAsync(new ArticleDraft { Title = "Vieras " + mark, Regions = ["02"] });
        var tagging = await PlanAsync(browser, $"?q={mark}", new() { ["Bulk.Scope"] = "all", ["Bulk.What"] = "AddTags", ["Bulk.Tags"] = "Ikäihmiset, Digipalvelut" });
        var done = await PressAsync(browser, tagging);
        Assert.Contains("3 juttua muutettiin.", done, StringComparison.Ordinal);
        Assert.Contains("Juttu ei ole sinun muutettavissasi.", done, StringComparison.Ordinal);
        Assert.Contains(foreign.WorkingTitle, done, StringComparison.Ordinal);
        Assert.Equal(2, (await newsroom.NowAsync(region)).Terms.Count);
        // The other region's readers are another agent's
        Assert.Empty((await newsroom.NowAsync(shared)).Terms);
        Assert.Equal(2, (await newsroom.WorkingAsync(shared)).Tags.Count);
        Assert.Empty((await newsroom.WorkingAsync(foreign)).Tags);

        var (next, nextId, _) = await newsroom.AgentAsync("16");
        using var nextBrowser = next;
        var heir = await newsroom.InDbAsync(db => db.Users.Where(u => u.Id == nextId).Select(u => u.PublicId).SingleAsync());
        var handing = await PressAsync(browser, await PlanAsync(browser, $"?q={mark}", new() { ["Bulk.Scope"] = "all", ["Bulk.What"] = "HandOver", ["Bulk.Owner"] = heir.ToString() }));
        Assert.Contains("1 juttu muutettiin.", handing, StringComparison.Ordinal);
        Assert.Contains("3 juttua jätettiin ennalleen", handing, StringComparison.Ordinal);
        Assert.Equal(nextId, (await newsroom.NowAsync(own)).OwnerId);
        // What somebody else began is theirs to carry out and, for an agent, to look at
        Assert.Equal(HttpStatusCode.Forbidden, (await next.GetAsync(tagging)).StatusCode);
    }

    [Fact]
    public async Task What_changed_since_the_list_or_since_the_plan_is_left_alone_and_named()
    {
        var mark = Offices.Mark();
        var (one, two, three) = (await newsroom.DraftAsync(new ArticleDraft { Title = "Yksi " + mark }), await newsroom.DraftAsync(new ArticleDraft { Title = "Kaksi " + mark }), await newsroom.DraftAsync(new ArticleDraft { Title = "Kolme " + mark }));
        using var editor = await newsroom.SignedInAsync(Role.Editor);
        var (first, second, third) = (await MarkAsync(one), await MarkAsync(two), await MarkAsync(three));
        await SaveAsync(one, d => d with { Lead = "Luettelon jälkeen." });
        var change = await PlanRowsAsync(editor, "", [new("Bulk.Scope", "chosen"), new("Bulk.Ticked", first), new("Bulk.Ticked", second), new("Bulk.Ticked", third), new("Bulk.What", "AddTags"), new("Bulk.Tags", "Ikäihmiset")]);
        await SaveAsync(two, d => d with { Lead = "Suunnitelman jälkeen." });
        var done = await PressAsync(editor, change);
        Assert.Contains("1 juttu muutettiin.", done, StringComparison.Ordinal);
        Assert.Contains(one.WorkingTitle, done, StringComparison.Ordinal);
        Assert.Contains(two.WorkingTitle, done, StringComparison.Ordinal);
        Assert.Equal((0, 0, 1), ((await newsroom.WorkingAsync(one)).Tags.Count, (await newsroom.WorkingAsync(two)).Tags.Count, (await newsroom.WorkingAsync(three)).Tags.Count));
    }

    [Fact]
    public async Task What_will_not_do_is_said_at_its_field_and_nothing_is_planned()
    {
        var article = await newsroom.DraftAsync(new ArticleDraft { Title = "Ennallaan " + Offices.Mark() });
        using var editor = await newsroom.SignedInAsync(Role.Editor);
        var mark = await MarkAsync(article);
        foreach (var (what, field, value, id) in new[] { ("AddTags", "Tags", "olematon sana", "Bulk_Tags"), ("AddTags", "Tags", " , ", "Bulk_Tags"), ("AddRegion", "Region", "none", "Bulk_Region"), ("HandOver", "Owner", $"{Guid.NewGuid()}", "Bulk_Owner") })
        {
            using var refused = await editor.SubmitAsync("/desk/articles", new() { ["Bulk.Scope"] = "chosen", ["Bulk.Ticked"] = mark, ["Bulk.What"] = what, ["Bulk." + field] = value }, "/desk/articles?handler=Plan");
            Assert.Equal(HttpStatusCode.UnprocessableEntity, refused.StatusCode);
            var page = new AngleSharp.Html.Parser.HtmlParser().ParseDocument(await refused.Content.ReadAsStringAsync());
            Assert.Equal("true", page.QuerySelector("#" + id)!.GetAttribute("aria-invalid"));
            Assert.NotNull(page.QuerySelector($".notice-error a[href='#{id}']"));
        }
        using var none = await editor.SubmitAsync("/desk/articles", new() { ["Bulk.Scope"] = "chosen", ["Bulk.What"] = "AddRegion", ["Bulk.Region"] = "09" }, "/desk/articles?handler=Plan");
        Assert.Contains("Yhtään juttua ei ole rastittu.", await none.Content.ReadAsStringAsync(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_change_that_a_killed_process_left_half_done_is_gone_on_with()
    {
        var mark = Offices.Mark();
        for (var i = 0; i < 45; i++) await newsroom.DraftAsync(new ArticleDraft { Title = $"Erä {i} {mark}" });
        using var editor = await newsroom.SignedInAsync(Role.Editor);
        var change = await PlanAsync(editor, $"?q={mark}", new() { ["Bulk.Scope"] = "all", ["Bulk.What"] = "AddTags", ["Bulk.Tags"] = "Ikäihmiset" });
        var (id, held) = (IdOf(change), newsroom.Clock.GetUtcNow().UtcDateTime.AddMinutes(1));
        var key = await newsroom.InDbAsync(db => db.BulkChanges.Where(c => c.PublicId == id).Select(c => c.Id).SingleAsync());
        // As it stands when the power goes after the first batch
        await newsroom.InDbAsync(db => db.BulkChanges.Where(c => c.Id == key).ExecuteUpdateAsync(s => s.SetProperty(c => c.State, ChangeState.Running).SetProperty(c => c.HeldUntilUtc, held)));
        var runner = newsroom.Get<ChangeRunner<BulkChange, BulkChangeRow>>();
        Assert.True(await runner.StepAsync(key, CancellationToken.None));
        Assert.InRange(await TaggedAsync(mark), 1, 44);
        Assert.Contains("Muutetaan:", await editor.GetStringAsync(change), StringComparison.Ordinal);
        await runner.GoOnAsync(CancellationToken.None);
        Assert.InRange(await TaggedAsync(mark), 1, 44);
        newsroom.Clock.Move(TimeSpan.FromMinutes(2));
        // The site's own look may come first
        for (var i = 0; i < 100 && await TaggedAsync(mark) < 45; i++)
        {
            await runner.GoOnAsync(CancellationToken.None);
            await Task.Delay(50);
        }
        Assert.Equal(45, await TaggedAsync(mark));
        Assert.Contains("45 juttua muutettiin.", (await editor.SeeAsync(change)).Body!.TextContent, StringComparison.Ordinal);
        Assert.Contains("45 juttua palautettiin.", await PressAsync(editor, change, "?handler=Undo"), StringComparison.Ordinal);
        Assert.Equal(0, await TaggedAsync(mark));
    }

    private static Guid IdOf(string change) => Guid.Parse(change[(change.LastIndexOf('/') + 1)..]);

    private Task<int> TaggedAsync(string mark) => newsroom.InDbAsync(db => db.Articles.CountAsync(a => a.WorkingTitle.EndsWith(mark) && a.Filings.Any(f => f.Key == "ikaihmiset")));

    internal static Task<string> PlanAsync(HttpClient browser, string query, Dictionary<string, string> fields) => PlanRowsAsync(browser, query, [.. fields]);

    private static async Task<string> PlanRowsAsync(HttpClient browser, string query, List<KeyValuePair<string, string>> fields)
    {
        fields.Add(new("__RequestVerificationToken", await browser.FormTokenAsync("/desk/articles" + query)));
        using var form = new FormUrlEncodedContent(fields);
        using var planned = await browser.PostAsync("/desk/articles" + (query.Length == 0 ? "?" : query + "&") + "handler=Plan", form);
        Assert.True(planned.StatusCode == HttpStatusCode.Redirect, await planned.Content.ReadAsStringAsync());
        return planned.Headers.Location!.OriginalString;
    }

    internal static async Task<string> PressAsync(HttpClient browser, string change, string handler = "")
    {
        using var pressed = await browser.SubmitAsync("/desk/articles", new(), change + handler);
        Assert.Equal(HttpStatusCode.Redirect, pressed.StatusCode);
        // A slow machine may need longer than the page waits
        for (var i = 0; ; i++)
        {
            var html = await browser.GetStringAsync(change);
            if (i == 200 || !html.Contains("data-working", StringComparison.Ordinal)) return new AngleSharp.Html.Parser.HtmlParser().ParseDocument(html).Body!.InnerHtml;
            await Task.Delay(100);
        }
    }

    private async Task<string> MarkAsync(Article article) => $"{article.PublicId}:{(await newsroom.NowAsync(article)).Version}";

    private async Task SaveAsync(Article article, Func<ArticleDraft, ArticleDraft> edit) => Assert.IsType<Outcome.Done>(await newsroom.DoAsync<Drafting, Outcome>(async d =>
        await d.SaveAsync(article.PublicId, edit(await newsroom.WorkingAsync(article)), (await newsroom.NowAsync(article)).Version, true, Actor.System, CancellationToken.None)));

    public sealed class OnSqlite(SqliteNewsroom n) : BulkTests(n), IClassFixture<SqliteNewsroom>;

    public sealed class OnPostgres(PostgresNewsroom n) : BulkTests(n), IClassFixture<PostgresNewsroom>;
}
