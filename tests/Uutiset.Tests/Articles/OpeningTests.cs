using System.Net;
using System.Net.Http.Json;
using System.Text.Json;
using Microsoft.EntityFrameworkCore;
using Uutiset.Accounts;
using Uutiset.Articles;
using Uutiset.Articles.Openings;
using Uutiset.People;
using Uutiset.Tests.Site;
using Uutiset.Vocabulary;

namespace Uutiset.Tests.Articles;

/// <summary>Places to influence: written in the desk and by the API, answered by organisations, shown with the gaps by region.</summary>
public abstract class OpeningTests(Newsroom newsroom)
{
    private DateOnly Today => newsroom.Clock.Today();

    private Task<Organisation> OrganisationAsync(string name, bool listed, params string[] regions) => newsroom.InDbAsync(async db =>
    {
        var organisation = new Organisation { Name = name, Slug = global::Uutiset.Finnish.Slug.From(name), Listed = listed, Regions = [.. regions.Select(r => new OrganisationRegion { RegionCode = r })] };
        db.Organisations.Add(organisation);
        await db.SaveChangesAsync();
        return organisation;
    });

    private static async Task<JsonElement> AddAsync(HttpClient editor, object draft)
    {
        using var answer = await editor.PostAsJsonAsync("/api/v1/openings", draft);
        Assert.True(answer.StatusCode == HttpStatusCode.Created, await answer.Content.ReadAsStringAsync());
        return await answer.JsonAsync();
    }

    [Fact]
    public async Task A_place_to_influence_is_shown_with_who_decides_until_when_and_who_answers_and_its_day_moves_everywhere()
    {
        using var editor = await newsroom.WithKeyAsync("articles:write", "articles:publish");
        var article = await newsroom.PrintAsync("Strategiasta kerrottiin");
        var json = await AddAsync(editor, new
        {
            kind = "strategy", title = "Osallisuusstrategian kierros", description = "Ensimmäinen kappale.\n\nToinen kappale.", decidedBy = "Kainuun aluevaltuusto", regions = new[] { "20" }, tags = new[] { "digipalvelut" },
            closes = Today.AddDays(20), sourceUrl = "https://example.org/lahde", materialUrl = "https://example.org/luonnos", answerUrl = "https://example.org/vastaa", articleIds = new[] { article.PublicId }, isPublic = true,
        });
        var (id, slug) = (json.GetProperty("id").GetString(), json.GetProperty("slug").GetString());
        var kainuu = await OrganisationAsync("Kainuun Vastaajat ry", listed: true, "20");
        var unlisted = await OrganisationAsync("Listaamaton ry", listed: false, "20");
        Assert.Contains("Kainuu", (await newsroom.PageAsync("/vaikuta")).QuerySelectorAll("#aukot ~ .tags a").Select(a => a.TextContent));
        Assert.Equal(HttpStatusCode.OK, (await editor.PutAsync($"/api/v1/openings/{id}/answers/{kainuu.PublicId}", new { })).StatusCode);
        Assert.Equal(HttpStatusCode.NotFound, (await editor.PutAsync($"/api/v1/openings/{id}/answers/{unlisted.PublicId}", new { })).StatusCode);

        var page = await newsroom.PageAsync("/vaikuta/" + slug);
        Assert.Equal("Osallisuusstrategian kierros", page.QuerySelector("h1")!.TextContent);
        Assert.Equal(["Ensimmäinen kappale.", "Toinen kappale."], page.QuerySelectorAll(".opening-text").Select(p => p.TextContent));
        Assert.Contains("Päättäjä: Kainuun aluevaltuusto", page.QuerySelector(".facts")!.TextContent);
        Assert.Contains("1 järjestö vastaamassa", page.QuerySelector(".facts")!.TextContent);
        foreach (var address in new[] { "https://example.org/luonnos", "https://example.org/vastaa", "/organisaatiot/" + kainuu.Slug, "/uutiset/" + article.Slug }) Assert.NotNull(page.QuerySelector($"main a[href='{address}']"));
        var list = await newsroom.PageAsync("/vaikuta?region=kainuu&tag=digipalvelut&kind=strategy");
        Assert.Contains(list.QuerySelectorAll(".openings a"), a => a.GetAttribute("href") == "/vaikuta/" + slug);
        Assert.DoesNotContain("Osallisuusstrategian", (await newsroom.PageAsync("/vaikuta?region=lappi")).QuerySelector("main")!.TextContent);
        Assert.DoesNotContain("Osallisuusstrategian", (await newsroom.PageAsync("/vaikuta?kind=grant")).QuerySelector("main")!.TextContent);
        Assert.DoesNotContain("Kainuu", list.QuerySelectorAll("#aukot ~ .tags a").Select(a => a.TextContent));
        var row = list.QuerySelectorAll(".gaps tbody tr").Single(r => r.QuerySelector("th")!.TextContent == "Kainuu");
        Assert.Equal("1", row.QuerySelectorAll("td")[1].TextContent);

        // The day is a deadline like any other: on its page, in the calendars, and moved once for all
        Assert.Contains((await newsroom.PageAsync("/maaraajat")).QuerySelectorAll(".deadline-articles a"), a => a.GetAttribute("href") == "/vaikuta/" + slug);
        using var now = await editor.GetAsync($"/api/v1/openings/{id}");
        using var moved = await editor.PutAsync($"/api/v1/openings/{id}", new
        {
            kind = "strategy", title = "Osallisuusstrategian kierros", regions = new[] { "20" }, closes = Today.AddDays(27), sourceUrl = "https://example.org/jatkoaika", isPublic = true,
        }, now.Headers.ETag!.ToString());
        Assert.Equal("extended", (await moved.JsonAsync()).GetProperty("deadline").GetProperty("status").GetString());
        Assert.NotEmpty((await newsroom.PageAsync("/vaikuta/" + slug)).QuerySelectorAll(".deadline-moved"));
        foreach (var calendar in new[] { "/vaikuta.ics?region=kainuu", "/maaraajat.ics?region=kainuu" })
        {
            using var answer = await newsroom.Client.GetAsync(calendar);
            var entry = (await CalendarTests.ParseAsync(await answer.Content.ReadAsByteArrayAsync())).Single(e => e.Uid == json.GetProperty("deadline").GetProperty("deadlineId").GetString());
            Assert.Equal((Dates.Iso(Today.AddDays(27)), 1), (entry.Start, entry.Sequence));
        }
        // Another title is the deadline's too, for it bore the former one
        using var renamed = await editor.PutAsync($"/api/v1/openings/{id}", new
        {
            kind = "strategy", title = "Osallisuusstrategian toinen kierros", regions = new[] { "20" }, closes = Today.AddDays(27), sourceUrl = "https://example.org/jatkoaika", isPublic = true,
        }, moved.Headers.ETag!.ToString());
        Assert.Equal("Osallisuusstrategian toinen kierros", (await renamed.JsonAsync()).GetProperty("deadline").GetProperty("title").GetString());
        Assert.DoesNotContain("Osallisuusstrategian kierros", (await newsroom.PageAsync("/maaraajat")).QuerySelector("main")!.TextContent);
        Assert.Equal(HttpStatusCode.PreconditionFailed, (await editor.PutAsync($"/api/v1/openings/{id}", new { kind = "strategy", title = "Vanha" }, "\"1\"")).StatusCode);

        newsroom.Clock.Move(TimeSpan.FromDays(30));
        try
        {
            Assert.Equal("closed", (await newsroom.Client.JsonAsync($"/api/v1/openings/{id}")).GetProperty("status").GetString());
            Assert.Empty((await newsroom.PageAsync("/vaikuta/" + slug)).QuerySelectorAll("a[href='https://example.org/vastaa']"));
        }
        finally
        {
            newsroom.Clock.Move(TimeSpan.FromDays(-30));
        }
    }

    [Fact]
    public async Task What_is_not_public_is_seen_nowhere_and_what_is_wrong_is_named()
    {
        using var editor = await newsroom.WithKeyAsync("articles:write", "articles:publish");
        using var writer = await newsroom.WithKeyAsync("articles:write");
        // A key that may not publish cannot make anything public (S15)
        var hidden = await AddAsync(writer, new { kind = "hearing", title = "Salainen kuuleminen", regions = new[] { "06" }, closes = Today.AddDays(5), isPublic = true });
        Assert.False(hidden.GetProperty("isPublic").GetBoolean());
        foreach (var surface in new[] { "/vaikuta", "/maaraajat", "/maaraajat.ics", "/vaikuta.ics", "/api/v1/openings", "/api/v1/deadlines", "/alueet/satakunta" })
            Assert.DoesNotContain("Salainen", await newsroom.Client.GetStringAsync(surface));
        Assert.Equal(HttpStatusCode.NotFound, await newsroom.StatusAsync("/vaikuta/" + hidden.GetProperty("slug").GetString()));
        Assert.Equal(HttpStatusCode.NotFound, await newsroom.StatusAsync("/api/v1/openings/" + hidden.GetProperty("id").GetString()));

        // Nor change what an editor made public, nor move a day that the public was told
        var shown = await AddAsync(editor, new { kind = "hearing", title = "Julkinen kuuleminen", closes = Today.AddDays(5), isPublic = true });
        var (open, day) = ($"/api/v1/openings/{shown.GetProperty("id").GetString()}", shown.GetProperty("deadline").GetProperty("deadlineId").GetGuid());
        Assert.Equal(HttpStatusCode.Forbidden, (await writer.PutAsync(open, new { kind = "hearing", title = "Kaapattu", closes = Today.AddDays(9) }, "\"1\"")).StatusCode);
        var draft = $"/api/v1/openings/{hidden.GetProperty("id").GetString()}";
        var secret = hidden.GetProperty("id").GetGuid();
        await newsroom.InDbAsync(async db =>
        {
            (await db.Openings.SingleAsync(o => o.PublicId == secret)).DeadlineId = await db.Deadlines.Where(d => d.PublicId == day).Select(d => d.Id).SingleAsync();
            await db.SaveChangesAsync();
        });
        using var moving = await writer.PutAsync(draft, new { kind = "hearing", title = "Salainen kuuleminen", closes = Today.AddDays(9) }, "\"1\"");
        Assert.Equal(["closes"], (await moving.JsonAsync()).ErrorFields());
        Assert.Equal(HttpStatusCode.OK, (await writer.PutAsync(draft, new { kind = "hearing", title = "Salainen kuuleminen", closes = Today.AddDays(5), decidedBy = "Kunta" }, "\"1\"")).StatusCode);
        // One of the whole country concerns every region, in the lists of deadlines too
        foreach (var calendar in new[] { "/maaraajat.ics?region=kainuu", "/api/v1/deadlines?region=20&pageSize=100" }) Assert.Contains("Julkinen kuuleminen", await newsroom.Client.GetStringAsync(calendar));

        using var wrong = await editor.PostAsJsonAsync("/api/v1/openings", new
        {
            kind = "grant", title = "", regions = new[] { "77" }, tags = new[] { "ei-ole" }, answerUrl = "javascript:alert(1)", decidedBy = new string('a', 201), articleIds = Enumerable.Range(0, 51).Select(_ => Guid.NewGuid()),
        });
        Assert.Equal((HttpStatusCode)422, wrong.StatusCode);
        Assert.Equal(["answerUrl", "articleIds", "decidedBy", "regions", "tags", "title"], (await wrong.JsonAsync()).ErrorFields());
        Assert.Equal(HttpStatusCode.BadRequest, await newsroom.StatusAsync("/api/v1/openings?kind=7"));
    }

    [Fact]
    public async Task An_agent_edits_those_of_their_region_and_marks_who_answers()
    {
        var email = $"{Guid.NewGuid():N}@example.fi";
        using var agent = await newsroom.SignedInAsync(Role.Agent, email);
        var userId = await newsroom.InDbAsync(db => db.Users.Where(u => u.Email == email).Select(u => u.Id).SingleAsync());
        await newsroom.WriterAsync("Vaula Vaikuttaja", "vaula-vaikuttaja", p => (p.UserId, p.Regions) = (userId, [new PersonRegion { RegionCode = "18" }]));
        using var editor = await newsroom.WithKeyAsync("articles:write", "articles:publish");
        var own = (await AddAsync(editor, new { kind = "hearing", title = "Oman alueen kuuleminen", regions = new[] { "18" }, isPublic = true })).GetProperty("id").GetString();
        var others = (await AddAsync(editor, new { kind = "hearing", title = "Muiden kuuleminen", regions = new[] { "05" }, isPublic = true })).GetProperty("id").GetString();
        var secret = (await AddAsync(editor, new { kind = "hearing", title = "Muiden salaisuus", regions = new[] { "05" } })).GetProperty("id").GetString();
        var whole = (await AddAsync(editor, new { kind = "hearing", title = "Koko maan kuuleminen", isPublic = true })).GetProperty("id").GetString();
        var organisation = await OrganisationAsync("Soiton Ystävät ry", listed: true, "18");
        Dictionary<string, string> Form(string title) => new() { ["Version"] = "1", ["Form.Kind"] = "Hearing", ["Form.Lang"] = "fi", ["Form.Title"] = title, ["Form.Regions"] = "18", ["Form.Closes"] = "30.4.2027", ["Form.IsPublic"] = "true" };

        using (var saved = await agent.SubmitAsync($"/desk/openings/{own}", Form("Oman alueen kuuleminen, uusi nimi"))) Assert.Equal(HttpStatusCode.Redirect, saved.StatusCode);
        using (var refused = await agent.SubmitAsync($"/desk/openings/{own}", Form("Ei enää"), $"/desk/openings/{others}")) Assert.Equal(HttpStatusCode.Forbidden, refused.StatusCode);
        Assert.Equal("Muiden kuuleminen", (await newsroom.Client.JsonAsync($"/api/v1/openings/{others}")).GetProperty("title").GetString());
        using (var marked = await agent.SubmitAsync($"/desk/openings/{own}", new() { ["organisation"] = organisation.PublicId.ToString() }, $"/desk/openings/{own}?handler=Answer")) Assert.Equal(HttpStatusCode.Redirect, marked.StatusCode);
        var json = await newsroom.Client.JsonAsync($"/api/v1/openings/{own}");
        Assert.Equal(("Oman alueen kuuleminen, uusi nimi", "Soiton Ystävät ry"), (json.GetProperty("title").GetString(), json.GetProperty("answering")[0].GetProperty("name").GetString()));
        Assert.Contains("Soiton Ystävät ry", WebUtility.HtmlDecode(await agent.GetStringAsync($"/desk/openings/{own}")));
        using (var added = await agent.SubmitAsync("/desk/openings/new", Form("Agentin oma paikka"))) Assert.StartsWith("/desk/openings/", added.Headers.Location!.OriginalString);
        using (var empty = await agent.SubmitAsync("/desk/openings/new", Form(" "))) Assert.Equal((HttpStatusCode)422, empty.StatusCode);
        var list = WebUtility.HtmlDecode(await agent.GetStringAsync("/desk/openings"));
        Assert.Contains("Agentin oma paikka", list);
        Assert.DoesNotContain("Muiden salaisuus", list);
        Assert.Equal(HttpStatusCode.Forbidden, (await agent.GetAsync($"/desk/openings/{secret}")).StatusCode);
        Assert.Contains("muita kuin sinun alueitasi", await agent.GetStringAsync($"/desk/openings/{others}"));
        Assert.Contains("koskee koko maata", await agent.GetStringAsync($"/desk/openings/{whole}"));
        Assert.Contains("Alueet, joilta vastaaja puuttuu", list);
        Assert.Contains(await newsroom.InDbAsync(db => db.AuditEvents.Select(e => e.What).ToListAsync()), w => w == "opening.answered");
    }

    [Fact]
    public async Task Saving_the_form_keeps_links_to_articles_that_it_does_not_show_and_a_colleagues_change_is_chosen_against()
    {
        using var key = await newsroom.WithKeyAsync("articles:write", "articles:publish");
        using var made = await key.PostAsJsonAsync("/api/v1/articles", new { title = "Vielä luonnos", lead = "Ingressi." });
        var draft = (await made.JsonAsync()).GetProperty("id").GetGuid();
        var json = await AddAsync(key, new { kind = "hearing", title = "Kuuleminen, johon liittyy luonnos", regions = new[] { "18" }, articleIds = new[] { draft }, isPublic = true });
        var (id, path) = (json.GetProperty("id").GetGuid(), "/desk/openings/" + json.GetProperty("id").GetString());
        using var editor = await newsroom.SignedInAsync(Role.Editor);
        Dictionary<string, string> Form(string title, int version) => new() { ["Version"] = $"{version}", ["Form.Kind"] = "Hearing", ["Form.Lang"] = "fi", ["Form.Title"] = title, ["Form.Regions"] = "18", ["Form.IsPublic"] = "true" };
        static string Of(AngleSharp.Html.Dom.IHtmlDocument page, string field) => page.QuerySelector($"input[name='{field}']")!.GetAttribute("value")!;
        var before = Of(await editor.SeeAsync(path), "Merge.Before");
        using var saved = await editor.SubmitAsync(path, Form("Uusi nimi", 1));
        Assert.Equal(HttpStatusCode.Redirect, saved.StatusCode);
        Assert.Equal([draft], await newsroom.InDbAsync(db => db.Openings.Where(o => o.PublicId == id).SelectMany(o => o.Articles).Select(a => a.Article!.PublicId).ToListAsync()));

        async Task<AngleSharp.Html.Dom.IHtmlDocument> LateAsync(Dictionary<string, string> fields)
        {
            using var late = await editor.SubmitAsync(path, fields);
            Assert.Equal(HttpStatusCode.UnprocessableEntity, late.StatusCode);
            return new AngleSharp.Html.Parser.HtmlParser().ParseDocument(await late.Content.ReadAsStringAsync());
        }
        var typed = Form("Myöhästynyt nimi", 1);
        (typed["Merge.Before"], typed["Form.DecidedBy"]) = (before, "Kunnanvaltuusto");
        var page = await LateAsync(typed);
        Assert.Equal("Myöhästynyt nimi", page.QuerySelector("input[name='Form.Title']")!.GetAttribute("value"));
        Assert.Equal(["Myöhästynyt nimi", "Uusi nimi"], page.QuerySelectorAll("#merge-Title .merge-line").Select(l => l.TextContent));
        Assert.Single(page.QuerySelectorAll(".merge-part"));
        // Pressed again, nothing is overwritten either: somebody has to choose
        await LateAsync(typed);
        Assert.Equal("Uusi nimi", (await newsroom.Client.JsonAsync($"/api/v1/openings/{id}")).GetProperty("title").GetString());
        (typed["Merge.Seen"], typed["Merge.Choice[Title]"]) = ("2", "theirs");
        using var chosen = await editor.SubmitAsync(path, typed);
        Assert.Equal(HttpStatusCode.Redirect, chosen.StatusCode);
        var now = await newsroom.Client.JsonAsync($"/api/v1/openings/{id}");
        Assert.Equal(("Uusi nimi", "Kunnanvaltuusto"), (now.GetProperty("title").GetString(), now.GetProperty("decidedBy").GetString()));

        // A day that was moved on the deadlines' own page is not moved back by a form that shows the former one
        var dated = Form("Uusi nimi", 3);
        dated["Form.Closes"] = "30.4.2090";
        using (var told = await editor.SubmitAsync(path, dated)) Assert.Equal(HttpStatusCode.Redirect, told.StatusCode);
        page = await editor.SeeAsync(path);
        (dated["Version"], dated["Merge.Before"], dated["Form.Title"]) = (Of(page, "Version"), Of(page, "Merge.Before"), "Taas uusi nimi");
        var seen = await newsroom.Client.JsonAsync($"/api/v1/openings/{id}");
        var deadline = seen.GetProperty("deadline").GetProperty("deadlineId").GetGuid();
        Assert.Equal(HttpStatusCode.OK, (await key.PutAsync($"/api/v1/deadlines/{deadline}", new { closes = "2090-05-31" }, "\"1\"")).StatusCode);
        Assert.Equal(["30.4.2090", "31.5.2090"], (await LateAsync(dated)).QuerySelectorAll("#merge-Closes .merge-line").Select(l => l.TextContent));
        // Nor by a script that read the place before
        using var late = await key.PutAsync($"/api/v1/openings/{id}", new { kind = "hearing", title = "Skriptin nimi", regions = new[] { "14" }, closes = "2090-04-30" }, $"\"{seen.GetProperty("version").GetInt32()}\"");
        Assert.Equal(HttpStatusCode.PreconditionFailed, late.StatusCode);
        Assert.Equal("2090-05-31", (await newsroom.Client.JsonAsync($"/api/v1/deadlines/{deadline}")).GetProperty("closes").GetString());
    }

    /// <summary>A public place of region 18, whose day an article of region 05 tells too.</summary>
    private async Task<(string Path, Guid Id, Guid Deadline)> ToldTwiceAsync(HttpClient key, string title, TimeOnly? hour = null)
    {
        var json = await AddAsync(key, new { kind = "hearing", title, regions = new[] { "18" }, closes = new DateOnly(2090, 3, 31), closesAt = hour, isPublic = true });
        var deadline = json.GetProperty("deadline").GetProperty("deadlineId").GetGuid();
        await newsroom.PublicAsync(new ArticleDraft { Title = "Juttu: " + title, Regions = ["05"], Deadlines = [new DraftDeadline(deadline)] });
        return ("/desk/openings/" + json.GetProperty("id").GetString(), json.GetProperty("id").GetGuid(), deadline);
    }

    private static Dictionary<string, string> Typed(string title, string closes) =>
        new() { ["Version"] = "1", ["Form.Kind"] = "Hearing", ["Form.Lang"] = "fi", ["Form.Title"] = title, ["Form.Regions"] = "18", ["Form.Closes"] = closes, ["Form.IsPublic"] = "true" };

    private Task<Guid?> DeadlineOfAsync(Guid opening) => newsroom.InDbAsync(db => db.Openings.Where(o => o.PublicId == opening).Select(o => (Guid?)o.Deadline!.PublicId).SingleAsync());

    [Fact]
    public async Task A_day_is_emptied_by_those_who_may_move_it_and_one_that_nobody_was_told_leaves_no_trace()
    {
        const string Title = "Kuuleminen, jonka päivän muutkin kertovat";
        using var key = await newsroom.WithKeyAsync("articles:write", "articles:publish");
        var (path, id, deadline) = await ToldTwiceAsync(key, Title);
        var (agent, _, _) = await newsroom.AgentAsync("18");
        using var browser = agent;
        using (var emptied = await browser.SubmitAsync(path, Typed(Title, ""))) Assert.Equal(HttpStatusCode.UnprocessableEntity, emptied.StatusCode);
        Assert.Equal(deadline, await DeadlineOfAsync(id));
        // Whoever may move it may take it away; what readers were told stays with the article
        using (var emptied = await key.PutAsync($"/api/v1/openings/{id}", new { kind = "hearing", title = Title, regions = new[] { "18" }, isPublic = true }, "\"1\"")) Assert.Equal(HttpStatusCode.OK, emptied.StatusCode);
        Assert.Null(await DeadlineOfAsync(id));
        Assert.Equal(new DateOnly(2090, 3, 31), await newsroom.InDbAsync(db => db.Deadlines.Where(d => d.PublicId == deadline).Select(d => d.Closes).SingleAsync()));

        using var writer = await newsroom.WithKeyAsync("articles:write");
        var hidden = await AddAsync(writer, new { kind = "hearing", title = "Jäljetön kuuleminen", closes = Today.AddDays(5) });
        var draft = $"/api/v1/openings/{hidden.GetProperty("id").GetString()}";
        Assert.Equal(HttpStatusCode.OK, (await writer.PutAsync(draft, new { kind = "hearing", title = "Jäljetön kuuleminen", closes = Today.AddDays(9) }, "\"1\"")).StatusCode);
        Assert.Equal(2, await newsroom.InDbAsync(db => db.Deadlines.CountAsync(d => d.Title == "Jäljetön kuuleminen")));
        var version = (await writer.JsonAsync(draft)).GetProperty("version").GetInt32();
        Assert.Equal(HttpStatusCode.OK, (await writer.PutAsync(draft, new { kind = "hearing", title = "Jäljetön kuuleminen" }, $"\"{version}\"")).StatusCode);
        Assert.Equal(0, await newsroom.InDbAsync(db => db.Deadlines.CountAsync(d => d.Title == "Jäljetön kuuleminen")));
    }

    [Fact]
    public async Task An_hour_that_a_script_gave_stands_in_the_form_as_it_is()
    {
        const string Title = "Kuuleminen, joka päättyy kello 16";
        using var key = await newsroom.WithKeyAsync("articles:write", "articles:publish");
        var (path, id, deadline) = await ToldTwiceAsync(key, Title, new TimeOnly(16, 0));
        var (agent, _, _) = await newsroom.AgentAsync("18");
        using var browser = agent;
        var typed = Typed(Title, (await browser.SeeAsync(path)).QuerySelector("input[name='Form.Closes']")!.GetAttribute("value")!);
        Assert.Equal("31.3.2090 klo 16.00", typed["Form.Closes"]);
        typed["Form.DecidedBy"] = "Kunnanvaltuusto";
        using (var saved = await browser.SubmitAsync(path, typed)) Assert.Equal(HttpStatusCode.Redirect, saved.StatusCode);
        Assert.Equal(deadline, await DeadlineOfAsync(id));
        Assert.Equal(1, await newsroom.InDbAsync(db => db.Deadlines.Where(d => d.PublicId == deadline && d.SupersedesId == null).Select(d => d.Version).SingleAsync()));
    }

    [Fact]
    public async Task Places_of_one_title_that_come_in_the_same_moment_get_an_address_each()
    {
        using var key = await newsroom.WithKeyAsync("articles:write", "articles:publish");
        var made = await Task.WhenAll(Enumerable.Range(0, 4).Select(_ => AddAsync(key, new { kind = "hearing", title = "Yhtä aikaa kirjattu kuuleminen" })));
        Assert.Equal(["yhta-aikaa-kirjattu-kuuleminen", "yhta-aikaa-kirjattu-kuuleminen-2", "yhta-aikaa-kirjattu-kuuleminen-3", "yhta-aikaa-kirjattu-kuuleminen-4"],
            made.Select(m => m.GetProperty("slug").GetString()).Order(StringComparer.Ordinal));
    }

    [Fact]
    public async Task A_place_is_closed_from_its_hour_on_in_lists_too()
    {
        const string Title = "Aamulla sulkeutunut kuuleminen";
        using var key = await newsroom.WithKeyAsync("articles:write", "articles:publish");
        await AddAsync(key, new { kind = "negotiation", title = Title, closes = Today, closesAt = new TimeOnly(0, 0), isPublic = true });
        async Task<string[]> TitlesAsync(string status) =>
            [.. (await newsroom.Client.JsonAsync($"/api/v1/openings?kind=negotiation&status={status}&pageSize=100")).GetProperty("items").EnumerateArray().Select(o => o.GetProperty("title").GetString()!)];
        Assert.DoesNotContain(Title, await TitlesAsync("open"));
        Assert.Contains(Title, await TitlesAsync("closed"));
        // The desk's search leads to the list where its deadline stands
        using var editor = await newsroom.SignedInAsync(Role.Editor);
        var links = (await editor.SeeAsync("/desk/search?q=aamulla")).QuerySelectorAll(".found li a").Select(a => a.GetAttribute("href")!).Where(h => h.StartsWith("/desk/deadlines?q=Aamulla", StringComparison.Ordinal));
        Assert.Contains($"<h2>{Title}", WebUtility.HtmlDecode(await editor.GetStringAsync(links.First())), StringComparison.Ordinal);
    }

    [Fact]
    public void An_organisation_of_the_hus_area_answers_for_each_of_its_counties()
    {
        var answer = new OpeningAnswer { Organisation = new Organisation { Regions = [new OrganisationRegion { RegionCode = "HUS" }] } };
        var gaps = RegionGaps.Of([new Opening { Answers = [answer] }]);
        Assert.Equal(["01", "02", "03", "04", "90", "HUS"], gaps.Where(g => g.Unanswered == 0).Select(g => g.Region.Code).Order(StringComparer.Ordinal));
    }

    public sealed class OnSqlite(SqliteNewsroom newsroom) : OpeningTests(newsroom), IClassFixture<SqliteNewsroom>;

    public sealed class OnPostgres(PostgresNewsroom newsroom) : OpeningTests(newsroom), IClassFixture<PostgresNewsroom>;
}
