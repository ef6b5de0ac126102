using System.Net;
using System.Net.Http.Json;
using System.Text.Json;
using Microsoft.EntityFrameworkCore;
using Uutiset.Accounts;
using Uutiset.Articles;
using Uutiset.People;
using Uutiset.Tests.Articles;
using Uutiset.Tests.Site;

namespace Uutiset.Tests.People;

public abstract class ProjectTests(Newsroom newsroom)
{
    [Fact]
    public async Task A_link_that_names_nothing_is_asked_about_until_somebody_lets_it_stand()
    {
        using var script = await newsroom.WithKeyAsync("articles:write");
        static object Draft(bool keeps) => new { name = "Linkkihanke " + Offices.Mark(), links = new[] { new { url = "https://example.org/t", title = "Lisätietoa tämän linkin takaa ohjelmasta" } }, keepsVagueLinks = keeps };
        using var asked = await script.PostAsJsonAsync("/api/v1/projects", Draft(keeps: false));
        Assert.Equal(["links[0].title"], (await asked.JsonAsync()).ErrorFields());
        using var kept = await script.PostAsJsonAsync("/api/v1/projects", Draft(keeps: true));
        Assert.Equal(HttpStatusCode.Created, kept.StatusCode);
    }

    [Fact]
    public async Task A_project_comes_back_from_the_API_and_stands_on_its_page_with_its_funding()
    {
        using var script = await newsroom.WithKeyAsync("articles:write");
        var mark = Offices.Mark();
        var owner = await newsroom.OrganisationAsync(new OrganisationDraft { Name = "Hallinnoija " + mark });
        var partner = await newsroom.OrganisationAsync(new OrganisationDraft { Name = "Kumppani " + mark });
        var person = await newsroom.PersonAsync(new PersonDraft { Name = "Tekijä " + mark, TitleFi = "Hankekoordinaattori", Email = "tekija@example.fi" });
        using var made = await script.PostAsJsonAsync("/api/v1/projects", new
        {
            name = "Hanke " + mark, nameSv = "Projekt " + mark, organisationId = owner.PublicId, partnerIds = new[] { partner.PublicId, owner.PublicId }, personIds = new[] { person.PublicId },
            startsOn = "2021-03-15", startsPrecision = "month", endsOn = "2090-01-01", endsPrecision = "year",
            funders = new object[] { new { name = "Rahasto", amount = 9_400_000m }, new { organisationId = partner.PublicId, amount = 120_000.5m } }, fundingText = "Rahasto rahoittaa.",
            descriptionHtml = "<p onclick='x()'>Kuvaus</p><script>alert(1)</script><ul><li>yksi</li><li>kaksi</li></ul>", links = new[] { new { url = "https://example.org/h", title = "Loppuraportti" } },
        });
        Assert.Equal(HttpStatusCode.Created, made.StatusCode);
        var json = await made.JsonAsync();
        Assert.Equal(("active", "2021-03-01", "2090-12-31", "year", 9_520_000.5m), (json.GetProperty("status").GetString(), json.GetProperty("startsOn").GetString(), json.GetProperty("endsOn").GetString(),
            json.GetProperty("endsPrecision").GetString(), json.GetProperty("funding").GetDecimal()));
        Assert.Equal("<p>Kuvaus</p><ul><li>yksi</li><li>kaksi</li></ul>", json.GetProperty("descriptionHtml").GetString());
        Assert.Equal(partner.PublicId, Assert.Single(json.GetProperty("partnerIds").EnumerateArray()).GetGuid());

        var id = await newsroom.InDbAsync(db => db.Projects.Where(p => p.Name == "Hanke " + mark).Select(p => p.Id).SingleAsync());
        var article = await newsroom.PrintAsync("Hankkeen juttu " + mark, a => a.ProjectId = id);
        var page = await newsroom.PageAsync("/hankkeet/" + json.GetProperty("slug").GetString());
        var text = page.Body!.TextContent;
        foreach (var part in new[] { "maaliskuu 2021 – 2090", "Rahasto: 9,4\u00a0milj.\u00a0euroa", "120\u00a0000,50\u00a0euroa", "Rahasto rahoittaa.", "Tekijä " + mark, "Loppuraportti", "Hankkeen juttu " + mark, "Käynnissä" })
            Assert.Contains(part, text, StringComparison.Ordinal);
        Assert.Contains("9,4\u00a0miljoner\u00a0euro", (await newsroom.PageAsync("/sv/hankkeet/" + json.GetProperty("slug").GetString())).Body!.TextContent, StringComparison.Ordinal);
        Assert.Contains(page.QuerySelectorAll("a"), a => a.GetAttribute("href") == "/organisaatiot/" + owner.Slug);
        Assert.Contains((await newsroom.PageAsync("/uutiset/" + article.Slug)).QuerySelectorAll(".article-publisher a"), a => a.GetAttribute("href") == "/hankkeet/" + json.GetProperty("slug").GetString());
        Assert.Contains("Hankkeen juttu " + mark, await newsroom.Client.GetStringAsync($"/hankkeet/{json.GetProperty("slug").GetString()}/syote.atom"), StringComparison.Ordinal);
        Assert.Contains("/hankkeet/" + json.GetProperty("slug").GetString(), await newsroom.Client.GetStringAsync("/sitemap.xml"), StringComparison.Ordinal);
    }

    [Fact]
    public async Task An_ended_project_says_so_and_names_who_goes_on()
    {
        var mark = Offices.Mark();
        var next = await ProjectAsync(new { name = "Jatkohanke " + mark });
        var ended = await ProjectAsync(new { name = "Päättynyt hanke " + mark, endsOn = "2021-06-30", successorId = next.GetProperty("id").GetGuid() });
        var page = await newsroom.PageAsync("/hankkeet/" + ended.GetProperty("slug").GetString());
        var banner = page.QuerySelector(".notice")!;
        Assert.Contains("Hanke on päättynyt (30.6.2021)", banner.TextContent, StringComparison.Ordinal);
        Assert.Equal("/hankkeet/" + next.GetProperty("slug").GetString(), banner.QuerySelector("a")!.GetAttribute("href"));
        var index = await newsroom.PageAsync("/hankkeet");
        string HeadingOf(string name) => index.QuerySelectorAll(".link-list").Single(l => l.TextContent.Contains(name, StringComparison.Ordinal)).PreviousElementSibling!.TextContent;
        Assert.Equal(("Käynnissä", "Päättynyt"), (HeadingOf("Jatkohanke " + mark), HeadingOf("Päättynyt hanke " + mark)));
        Assert.Contains("Päättynyt hanke " + mark, JsonSerializer.Serialize(await newsroom.Client.JsonAsync("/api/v1/projects?status=ended&pageSize=100"), Plain), StringComparison.Ordinal);
        Assert.DoesNotContain("Päättynyt hanke " + mark, JsonSerializer.Serialize(await newsroom.Client.JsonAsync("/api/v1/projects?status=active&pageSize=100"), Plain), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Each_text_of_a_project_is_marked_by_its_own_language_and_a_running_project_names_its_successor()
    {
        var mark = Offices.Mark();
        var next = await ProjectAsync(new { name = "Seuraava hanke " + mark });
        var project = await ProjectAsync(new
        {
            name = "Kielihanke " + mark, nameSv = "Språkprojekt " + mark, successorId = next.GetProperty("id").GetGuid(),
            descriptionHtml = "<p>Suomeksi.</p>", descriptionEnHtml = "<p>In English.</p>", fundingTextSv = "Fonden finansierar.",
        });
        Assert.Equal(("<p>In English.</p>", "Fonden finansierar."), (project.GetProperty("descriptionEnHtml").GetString(), project.GetProperty("fundingTextSv").GetString()));
        var slug = project.GetProperty("slug").GetString();
        async Task<(string Text, string? Lang, string Funding, string? FundingLang, string? TitleLang, string? NextLang)> ReadAsync(string path)
        {
            var page = await newsroom.PageAsync(path + "/hankkeet/" + slug);
            var (text, funding, following) = (page.QuerySelector(".prose")!, page.QuerySelector(".funding p")!, page.QuerySelectorAll(".page-head a").Single(a => a.TextContent.StartsWith("Seuraava", StringComparison.Ordinal)));
            return (text.TextContent, text.GetAttribute("lang"), funding.TextContent, funding.GetAttribute("lang"), page.QuerySelector("h1")!.GetAttribute("lang"), following.GetAttribute("lang"));
        }
        Assert.Equal(("Suomeksi.", null, "Fonden finansierar.", "sv", null, null), await ReadAsync(""));
        Assert.Equal(("Suomeksi.", "fi", "Fonden finansierar.", null, null, "fi"), await ReadAsync("/sv"));
        Assert.Equal(("In English.", null, "Fonden finansierar.", "sv", "fi", "fi"), await ReadAsync("/en"));
    }

    [Fact]
    public async Task A_project_is_changed_on_the_version_that_was_read_and_by_those_who_may()
    {
        var project = await ProjectAsync(new { name = "Muuttuva hanke " + Offices.Mark() });
        var address = $"/api/v1/projects/{project.GetProperty("id").GetGuid()}";
        using var script = await newsroom.WithKeyAsync("articles:write");
        using var read = await newsroom.Client.GetAsync(address);
        var tag = read.Headers.ETag!.Tag;
        using var stranger = await newsroom.Client.PutAsync(address, new { name = "Kaapattu" }, tag);
        using var blind = await script.PutAsync(address, new { name = "Uusi nimi" });
        using var done = await script.PutAsync(address, new { name = "Uusi nimi", links = new[] { new { url = "https://example.org", title = "Sivut" } } }, tag);
        using var late = await script.PutAsync(address, new { name = "Myöhässä" }, tag);
        using var bad = await script.PutAsync(address, new { name = "", endsOn = "2020-01-01", startsOn = "2021-01-01", links = new[] { new { url = "javascript:alert(1)", title = "" } }, umbrellaId = project.GetProperty("id").GetGuid() }, done.Headers.ETag!.Tag);
        Assert.Equal((HttpStatusCode.Unauthorized, (HttpStatusCode)428, HttpStatusCode.OK, HttpStatusCode.PreconditionFailed, HttpStatusCode.UnprocessableEntity),
            (stranger.StatusCode, blind.StatusCode, done.StatusCode, late.StatusCode, bad.StatusCode));
        Assert.Equal(["endsOn", "links[0].title", "links[0].url", "name", "umbrellaId"], (await bad.JsonAsync()).ErrorFields());
        using var again = new HttpRequestMessage(HttpMethod.Get, address);
        again.Headers.TryAddWithoutValidation("If-None-Match", done.Headers.ETag.Tag);
        Assert.Equal(HttpStatusCode.NotModified, (await newsroom.Client.SendAsync(again)).StatusCode);
    }

    [Fact]
    public async Task The_desk_saves_what_was_typed_and_shows_it_again()
    {
        using var editor = await newsroom.SignedInAsync(Role.Editor);
        var mark = Offices.Mark();
        using var made = await editor.SubmitAsync("/desk/projects/new", new()
        {
            ["Form.Name"] = "Deskin hanke " + mark, ["Form.Starts"] = "2024", ["Form.Ends"] = "joulukuu 2090", ["Form.Funders[0].Name"] = "Rahasto", ["Form.Funders[0].Amount"] = "1,2 milj.",
            ["Form.Funders[1].Name"] = "", ["Form.Links[0].Url"] = "", ["Form.ReviewBy"] = "1.1.2020", ["Form.DescriptionHtml"] = "<p>Kuvaus</p>",
            ["Form.DescriptionEnHtml"] = "<p>Description</p>", ["Form.FundingTextEn"] = "A fund pays.",
        });
        Assert.Equal(HttpStatusCode.Redirect, made.StatusCode);
        var project = await newsroom.InDbAsync(db => db.Projects.AsNoTracking().Include(p => p.Funders).SingleAsync(p => p.Name == "Deskin hanke " + mark));
        Assert.Equal((new DateOnly(2090, 12, 31), DayPrecision.Month, 1_200_000m), (project.EndsOn!.Value, project.EndsPrecision, Assert.Single(project.Funders).Amount!.Value));
        Assert.Equal(("<p>Description</p>", "A fund pays."), (project.DescriptionEnHtml, project.FundingTextEn));
        var html = WebUtility.HtmlDecode(await editor.GetStringAsync($"/desk/projects/{project.PublicId}"));
        foreach (var shown in new[] { "<p>Description</p>", "A fund pays.", "\"2024\"", "\"joulukuu 2090\"", "\"1 200 000\"" }) Assert.Contains(shown, html, StringComparison.Ordinal);
        Assert.Contains("Deskin hanke " + mark, WebUtility.HtmlDecode(await editor.GetStringAsync("/desk/reviews")), StringComparison.Ordinal);
        using var wrong = await editor.SubmitAsync($"/desk/projects/{project.PublicId}", new() { ["Version"] = "1", ["Form.Name"] = "x", ["Form.Ends"] = "joskus", ["Form.Funders[0].Name"] = "Rahasto", ["Form.Funders[0].Amount"] = "paljon" });
        var refused = await wrong.Content.ReadAsStringAsync();
        Assert.Equal(HttpStatusCode.UnprocessableEntity, wrong.StatusCode);
        foreach (var field in new[] { "Form_Ends", "Form_Funders_0__Amount" }) Assert.Contains($"id=\"{field}-error\"", refused, StringComparison.Ordinal);
    }

    [Fact]
    public async Task An_article_gets_its_project_in_the_editor()
    {
        using var editor = await newsroom.SignedInAsync(Role.Editor);
        var project = await ProjectAsync(new { name = "Jutun hanke " + Offices.Mark() });
        using var begun = await editor.GetAsync("/desk/articles/new");
        var page = begun.Headers.Location!.OriginalString;
        var id = project.GetProperty("id").GetGuid();
        using var saved = await editor.SubmitAsync(page, new() { ["Version"] = "0", ["Form.Type"] = "News", ["Form.Lang"] = "fi", ["Form.Title"] = "Hankejuttu", ["Form.ProjectId"] = $"{id}" });
        Assert.Equal(HttpStatusCode.Redirect, saved.StatusCode);
        var article = Guid.Parse(page.Split('?')[0].Split('/')[^1]);
        var draft = ArticleDraft.FromJson(await newsroom.InDbAsync(db => db.Revisions.Where(r => r.Article!.PublicId == article).OrderByDescending(r => r.Number).Select(r => r.Draft).FirstAsync()));
        Assert.Equal(id, draft.ProjectId);
    }

    private static readonly JsonSerializerOptions Plain = new() { Encoder = System.Text.Encodings.Web.JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    private async Task<JsonElement> ProjectAsync(object body)
    {
        using var script = await newsroom.WithKeyAsync("articles:write");
        using var made = await script.PostAsJsonAsync("/api/v1/projects", body);
        Assert.Equal(HttpStatusCode.Created, made.StatusCode);
        return await made.JsonAsync();
    }

    public sealed class OnSqlite(SqliteNewsroom newsroom) : ProjectTests(newsroom), IClassFixture<SqliteNewsroom>;

    public sealed class OnPostgres(PostgresNewsroom newsroom) : ProjectTests(newsroom), IClassFixture<PostgresNewsroom>;
}
