using System.Net;
using System.Net.Http.Json;
using Microsoft.EntityFrameworkCore;
using Uutiset.Accounts;
using Uutiset.Articles;
using Uutiset.Site.Redirects;
using Uutiset.Tests.Articles;
using Uutiset.Tests.People;
using Uutiset.Tests.Vocabulary;
using Uutiset.Vocabulary;

namespace Uutiset.Tests.Site;

public abstract class RedirectTests(Newsroom newsroom)
{
    [Fact]
    public async Task An_old_address_leads_on_in_every_form_in_which_readers_have_it()
    {
        var mark = TermDesk.Mark();
        using var editor = await newsroom.SignedInAsync(Role.Editor);
        using var added = await editor.SubmitAsync("/desk/redirects/new", new() { ["Form.From"] = $"https://www.vanha.example.fi/Arkisto/ääkköset-{mark}/", ["Form.To"] = "/tiedotteet" });
        Assert.Equal(HttpStatusCode.Redirect, added.StatusCode);
        foreach (var (path, to) in new[] { ($"/arkisto/%C3%A4%C3%A4kk%C3%B6set-{mark}", "/tiedotteet"), ($"/Arkisto/ääkköset-{mark}/", "/tiedotteet"), ($"/arkisto/ääkköset-{mark}?utm=1", "/tiedotteet"), ($"/sv/arkisto/ääkköset-{mark}", "/sv/tiedotteet") })
            Assert.Equal((HttpStatusCode.MovedPermanently, to), await LeadsAsync(path));
        Assert.Contains("ääkköset-" + mark, WebUtility.HtmlDecode(await editor.GetStringAsync("/desk/redirects?q=" + mark)), StringComparison.Ordinal);
        Assert.Equal(1, await newsroom.InDbAsync(db => db.AuditEvents.CountAsync(e => e.What == "redirect.added" && e.Content!.Detail!.Contains(mark))));
        // With its query, which is more exact; outside; and gone
        await AddAsync($"/vanha-{mark}/sivu.php?id=7", "https://example.org/ä?x=1");
        await AddAsync($"/vanha-{mark}/sivu.php", null);
        Assert.Equal((HttpStatusCode.MovedPermanently, "https://example.org/%C3%A4?x=1"), await LeadsAsync($"/vanha-{mark}/sivu.php?id=7"));
        Assert.Equal(HttpStatusCode.Gone, await newsroom.StatusAsync($"/vanha-{mark}/sivu.php?id=8"));
        Assert.Equal(HttpStatusCode.NotFound, await newsroom.StatusAsync($"/vanha-{mark}/muu.php"));
    }

    [Fact]
    public async Task A_page_wins_over_a_redirect_and_a_withdrawn_ones_address_may_lead_on()
    {
        var mark = Offices.Mark();
        var article = await newsroom.PrintAsync("Vanha ohje " + mark);
        var path = "/uutiset/" + article.Slug;
        await AddAsync(path, "/arkisto");
        Assert.Equal(HttpStatusCode.OK, await newsroom.StatusAsync(path));
        await newsroom.InDbAsync(async db =>
        {
            (await db.Articles.SingleAsync(a => a.Id == article.Id)).Status = ArticleStatus.Withdrawn;
            await db.SaveChangesAsync();
        });
        Assert.Equal((HttpStatusCode.MovedPermanently, "/arkisto"), await LeadsAsync(path));
    }

    [Fact]
    public async Task Redirects_never_go_in_a_circle_and_never_in_two_steps()
    {
        var mark = TermDesk.Mark();
        string At(char name) => $"/{name}-{mark}";
        await AddAsync(At('b'), "/maaraajat");
        var first = await AddAsync(At('a'), At('b'));
        Assert.Equal("/maaraajat", first.GetProperty("to").GetString());
        // What was the end leads on: those before it are shortened
        await AddAsync(At('c'), At('d') + "?osa=1");
        await AddAsync(At('e'), At('f'));
        await AddAsync(At('f'), "/tilaisuudet");
        Assert.Equal((HttpStatusCode.MovedPermanently, "/tilaisuudet"), await LeadsAsync(At('e')));
        using var admin = await newsroom.WithKeyAsync("admin");
        await AddAsync(At('g'), At('h'));
        Assert.Equal(["to"], await RefusedAsync(admin, At('h'), At('g')));
        Assert.Equal(["to"], await RefusedAsync(admin, At('h'), "/sv" + At('g')));
        Assert.Equal(["to"], await RefusedAsync(admin, At('i'), newsroom.BaseUrl + At('i')));
        Assert.Equal(["from"], await RefusedAsync(admin, At('g') + "/", "/"));
        await AddAsync(At('j'), null);
        Assert.Equal(["to"], await RefusedAsync(admin, At('k'), At('j')));
        foreach (var from in new[] { "", "/", "//evil.example", "vanha", "/desk/articles", "/api/v1/articles", "/a\u0001b" }) Assert.Equal(["from"], await RefusedAsync(admin, from, "/arkisto"));
        foreach (var to in new[] { "javascript:alert(1)", "//evil.example", "/\\evil.example", "mailto:a@example.fi", "uusi" }) Assert.Equal(["to"], await RefusedAsync(admin, At('x'), to));
    }

    [Fact]
    public async Task A_redirect_to_a_former_address_leads_to_the_present_one()
    {
        var mark = TermDesk.Mark();
        var (old, heir) = (await newsroom.AddTermAsync(new TermDraft { Label = "Entinen " + mark }), await newsroom.AddTermAsync(new TermDraft { Label = "Nykyinen " + mark }));
        await newsroom.MergeTermsAsync(old, heir);
        Assert.Equal("/aiheet/" + heir.Slug, (await AddAsync("/kategoria/" + mark, "/aiheet/" + old.Slug)).GetProperty("to").GetString());
        var article = await newsroom.PrintAsync("Muutettu " + mark);
        await newsroom.InDbAsync(async db =>
        {
            db.ArticleSlugs.Add(new ArticleSlug { Slug = "ennen-" + mark, ArticleId = article.Id });
            await db.SaveChangesAsync();
        });
        Assert.Equal("/uutiset/" + article.Slug, (await AddAsync("/juttu/" + mark, "/uutiset/ennen-" + mark)).GetProperty("to").GetString());
        // Those that came by themselves are told beside those made by hand
        using var editor = await newsroom.SignedInAsync(Role.Editor);
        var automatic = await editor.GetStringAsync("/desk/redirects?automatic=true&q=" + mark);
        Assert.All(["/uutiset/ennen-" + mark, "/aiheet/" + old.Slug], said => Assert.Contains(said, automatic, StringComparison.Ordinal));
        Assert.Contains("2 ohjausta", automatic, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_redirect_is_changed_and_removed_by_those_who_may_and_not_over_somebody_elses_change()
    {
        var mark = TermDesk.Mark();
        using var editor = await newsroom.SignedInAsync(Role.Editor);
        var id = (await AddAsync("/siirto-" + mark, "/arkisto")).GetProperty("id").GetString();
        var page = "/desk/redirects/" + id;
        using var changed = await editor.SubmitAsync(page, new() { ["Version"] = "1", ["Form.From"] = "/siirto-" + mark, ["Form.To"] = "/aiheet" });
        using var late = await editor.SubmitAsync(page, new() { ["Version"] = "1", ["Form.From"] = "/siirto-" + mark, ["Form.To"] = "/alueet" });
        Assert.Equal((HttpStatusCode.Redirect, HttpStatusCode.UnprocessableEntity), (changed.StatusCode, late.StatusCode));
        Assert.Equal((HttpStatusCode.MovedPermanently, "/aiheet"), await LeadsAsync("/siirto-" + mark));
        using var removed = await editor.SubmitAsync(page, [], page + "?handler=Remove");
        Assert.Equal(HttpStatusCode.Redirect, removed.StatusCode);
        Assert.Equal(HttpStatusCode.NotFound, await newsroom.StatusAsync("/siirto-" + mark));
        Assert.Equal(["redirect.added", "redirect.changed", "redirect.removed"], await newsroom.InDbAsync(db => db.AuditEvents.Where(e => e.Object == "redirect:" + id).OrderBy(e => e.Id).Select(e => e.What).ToListAsync()));
        using var agent = await newsroom.SignedInAsync(Role.Agent);
        Assert.Equal(HttpStatusCode.Forbidden, (await agent.GetAsync("/desk/redirects")).StatusCode);
        using var writer = await newsroom.WithKeyAsync("articles:publish");
        Assert.Equal(HttpStatusCode.Forbidden, (await writer.GetAsync("/api/v1/redirects")).StatusCode);
    }

    [Fact]
    public async Task An_old_sites_address_leads_on_by_its_query_though_a_page_stands_at_its_path()
    {
        var number = Random.Shared.Next(1, int.MaxValue);
        using var editor = await newsroom.SignedInAsync(Role.Editor);
        using var added = await editor.SubmitAsync("/desk/redirects/new", new() { ["Form.From"] = $"https://www.vanha.example.fi/?p={number}", ["Form.To"] = "/tiedotteet" });
        Assert.Equal(HttpStatusCode.Redirect, added.StatusCode);
        await AddAsync($"/arkisto/?cat={number}", "/aiheet");
        await AddAsync($"/index.php?p={number}", "/alueet");
        await AddAsync($"/arkisto?aihe=Yö-{number}", "/vaikuta");
        await AddAsync($"/?page_id={number}", null);
        await AddAsync($"/sv/?p={number}0", "/sv/aiheet");
        foreach (var (path, to) in new[]
        {
            ($"/?p={number}", "/tiedotteet"), ($"/?P={number}&fbclid=Iw1&utm_source=x", "/tiedotteet"), ($"/sv/?p={number}", "/sv/tiedotteet"), ($"/en?p={number}", "/en/tiedotteet"),
            ($"/arkisto?cat={number}", "/aiheet"), ($"/arkisto?aihe=Y%C3%B6-{number}", "/vaikuta"), ($"/index.php?p={number}&utm_medium=mail", "/alueet"), ($"/sv?p={number}0", "/sv/aiheet"),
        })
            Assert.Equal((HttpStatusCode.MovedPermanently, to), await LeadsAsync(path));
        Assert.Equal(HttpStatusCode.Gone, await newsroom.StatusAsync($"/?page_id={number}"));
        // Another query is the page as before
        foreach (var path in new[] { "/", "/sv", $"/?p={number}1", $"/?p={number}0", $"/?x=1&p={number}", "/arkisto?cat=0", "/?fbclid=1", "/?p=%00" }) Assert.Equal(HttpStatusCode.OK, await newsroom.StatusAsync(path));
        using var admin = await newsroom.WithKeyAsync("admin");
        foreach (var from in new[] { "/sv", "/sv/", "/?", "/desk?p=1", "/kirjaudu?p=1" }) Assert.Equal(["from"], await RefusedAsync(admin, from, "/arkisto"));
    }

    [Fact]
    public async Task A_circle_is_seen_in_every_form_in_which_an_address_answers()
    {
        var mark = TermDesk.Mark();
        string At(char name) => $"/{name}-{mark}";
        using var admin = await newsroom.WithKeyAsync("admin");
        // What has no redirect with its query is led on by the one without
        await AddAsync(At('a'), At('b') + "?osa=1");
        Assert.Equal(["to"], await RefusedAsync(admin, At('b'), At('a')));
        Assert.Equal(["to"], await RefusedAsync(admin, At('c'), At('c') + "?osa=1"));
        await AddAsync(At('d'), At('e'));
        Assert.Equal(["to"], await RefusedAsync(admin, At('e'), At('d') + "?utm_source=x"));
        // In one language alone
        await AddAsync("/sv" + At('f'), "/sv" + At('g'));
        Assert.Equal(["to"], await RefusedAsync(admin, At('g'), At('f')));
        // Escaped, in capitals, with a query and a fragment: still the same address, and one step
        await AddAsync(At('h'), $"/Vanha/Ääkkönen-{mark}?sivu=2#osa");
        await AddAsync(At('i'), $"/sv/vanha/ääkkönen-{mark}");
        await AddAsync($"/vanha/ääkkönen-{mark}", "/tilaisuudet");
        Assert.Equal(((HttpStatusCode.MovedPermanently, "/tilaisuudet"), (HttpStatusCode.MovedPermanently, "/sv/tilaisuudet")), (await LeadsAsync(At('h')), await LeadsAsync(At('i'))));
        await AddAsync(At('j'), At('h') + "?sivu=3");
        Assert.Equal((HttpStatusCode.MovedPermanently, "/tilaisuudet"), await LeadsAsync(At('j')));
    }

    [Fact]
    public async Task Two_who_lead_two_addresses_to_each_other_at_once_do_not_both_succeed()
    {
        var mark = TermDesk.Mark();
        using var admin = await newsroom.WithKeyAsync("admin");
        var second = HttpStatusCode.OK;
        var other = newsroom.Meanwhile.Before("insert into redirect", async () =>
        {
            using var answer = await admin.PostAsJsonAsync("/api/v1/redirects", new { from = "/b-" + mark, to = "/a-" + mark });
            second = answer.StatusCode;
        });
        using var first = await admin.PostAsJsonAsync("/api/v1/redirects", new { from = "/a-" + mark, to = "/b-" + mark });
        await other;
        Assert.Equal((HttpStatusCode.Created, HttpStatusCode.UnprocessableEntity), (first.StatusCode, second));
        Assert.Equal("/b-" + mark, (await LeadsAsync("/a-" + mark)).Item2);
    }

    [Fact]
    public async Task Two_who_remove_one_at_once_both_find_it_gone_and_the_log_tells_it_once()
    {
        var id = (await AddAsync("/kahdesti-" + TermDesk.Mark(), "/arkisto")).GetProperty("id").GetString();
        using var admin = await newsroom.WithKeyAsync("admin");
        var second = HttpStatusCode.OK;
        var other = newsroom.Meanwhile.Before("delete from redirect", async () => second = (await admin.DeleteAsync("/api/v1/redirects/" + id)).StatusCode);
        using var first = await admin.DeleteAsync("/api/v1/redirects/" + id);
        await other;
        Assert.Equal((HttpStatusCode.NoContent, HttpStatusCode.NoContent), (first.StatusCode, second));
        Assert.Equal(1, await newsroom.InDbAsync(db => db.AuditEvents.CountAsync(e => e.What == "redirect.removed" && e.Object == "redirect:" + id)));
    }

    private static async Task<string[]> RefusedAsync(HttpClient admin, string from, string to)
    {
        using var answer = await admin.PostAsJsonAsync("/api/v1/redirects", new { from, to });
        Assert.Equal(HttpStatusCode.UnprocessableEntity, answer.StatusCode);
        return (await answer.JsonAsync()).ErrorFields();
    }

    private async Task<System.Text.Json.JsonElement> AddAsync(string from, string? to)
    {
        using var admin = await newsroom.WithKeyAsync("admin");
        using var answer = await admin.PostAsJsonAsync("/api/v1/redirects", new { from, to });
        Assert.Equal(HttpStatusCode.Created, answer.StatusCode);
        return await answer.JsonAsync();
    }

    private async Task<(HttpStatusCode, string?)> LeadsAsync(string path)
    {
        using var answer = await newsroom.Client.GetAsync(path);
        return (answer.StatusCode, answer.Headers.Location?.OriginalString);
    }

    public sealed class OnSqlite(SqliteNewsroom newsroom) : RedirectTests(newsroom), IClassFixture<SqliteNewsroom>;

    public sealed class OnPostgres(PostgresNewsroom newsroom) : RedirectTests(newsroom), IClassFixture<PostgresNewsroom>;
}

public sealed class RedirectPathTests
{
    [Theory]
    [InlineData("/Vanha/Sivu/", "/vanha/sivu")]
    [InlineData("https://www.example.fi/a%20b?Id=2#osa", "/a b?id=2")]
    [InlineData("/ä", "/ä")]
    [InlineData("/?p=12", "/?p=12")]
    [InlineData("/sv/?p=12", "/sv?p=12")]
    [InlineData("/svenska", "/svenska")]
    [InlineData("/haku?sana=Y%C3%B6", "/haku?sana=yö")]
    [InlineData("/sv/", null)]
    [InlineData("/desk?p=12", null)]
    [InlineData("/", null)]
    [InlineData("//example.fi/x", null)]
    [InlineData("/kirjaudu", null)]
    [InlineData("ftp://example.fi/x", null)]
    public void A_source_has_one_form(string typed, string? stored) => Assert.Equal(stored, RedirectPath.Of(typed));
}
