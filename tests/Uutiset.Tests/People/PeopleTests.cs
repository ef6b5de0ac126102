using System.Net;
using System.Net.Http.Json;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Uutiset.Accounts;
using Uutiset.Articles;
using Uutiset.People;
using Uutiset.Tests.Articles;
using Uutiset.Vocabulary;

namespace Uutiset.Tests.People;

public abstract class PeopleTests(Newsroom newsroom)
{
    [Theory]
    [InlineData("SOSTE", "soste")]
    [InlineData("Etelä-Karjalan muutosagentit", "etelä-karjalan")]
    [InlineData("ÄÄNEKOSKEN ÖLJYT", "Öljyt äänekosken")]
    [InlineData("hyvinvointi ja Åland", "HYVINVOINTI ÅLAND")]
    public async Task An_organisation_is_found_in_whatever_case_its_name_or_the_word_is_written(string name, string typed)
    {
        var mark = Offices.Mark();
        var made = await newsroom.OrganisationAsync(new OrganisationDraft { Name = $"{name} {mark}", Listed = true });
        Assert.Equal([made.Id], await newsroom.InDbAsync(db => db.Organisations.WithName($"{typed} {mark.ToUpperInvariant()}").Select(o => o.Id).ToListAsync()));
        Assert.Equal(1, (await newsroom.Client.JsonAsync($"/api/v1/organisations?q={Uri.EscapeDataString($"{typed} {mark}")}")).GetProperty("total").GetInt32());
    }

    [Fact]
    public async Task An_agent_keeps_their_own_details_and_gives_themselves_no_regions()
    {
        var email = $"{Guid.NewGuid():N}@example.fi";
        using var agent = await newsroom.SignedInAsync(Role.Agent, email);
        var person = await PersonAsync(new PersonDraft { Name = "Aino Aluetyö", TitleFi = "Muutosagentti", Account = email, Regions = ["14"] });
        using var saved = await agent.SubmitAsync($"/desk/people/{person}", new()
        {
            ["Form.Name"] = "Aino Aluetyö", ["Form.TitleFi"] = "Muutosagentti", ["Form.Phone"] = "050 123 4567", ["Form.Regions"] = "07", ["Form.Account"] = "", ["Version"] = "1",
        });
        Assert.Equal(HttpStatusCode.Redirect, saved.StatusCode);
        var now = await newsroom.InDbAsync(db => db.People.AsNoTracking().Include(p => p.Regions).SingleAsync(p => p.PublicId == person));
        Assert.Equal(("050 123 4567", true, "14"), (now.Phone, now.UserId is not null, Assert.Single(now.Regions).RegionCode));
    }

    [Fact]
    public async Task An_organisation_tells_its_numbers_in_both_registers()
    {
        var mark = Offices.Mark();
        await newsroom.OrganisationAsync(new OrganisationDraft { Name = "Rekisteröity " + mark, BusinessId = "7654321-2", RegistryNumber = "200.123" });
        await newsroom.OrganisationAsync(new OrganisationDraft { Name = "Rekisteröimätön " + mark });
        var text = await newsroom.Client.GetStringAsync("/organisaatiot/rekisteroity-" + mark);
        Assert.Contains("Y-tunnus 7654321-2", text, StringComparison.Ordinal);
        Assert.Contains("Rekisterinumero (PRH) 200.123", text, StringComparison.Ordinal);
        Assert.DoesNotContain("Rekisterinumero", await newsroom.Client.GetStringAsync("/organisaatiot/rekisteroimaton-" + mark), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Lists_beside_articles_answer()
    {
        using var editor = await newsroom.WithKeyAsync("articles:write");
        Assert.Equal(23, (await newsroom.Client.JsonAsync("/api/v1/regions")).GetProperty("total").GetInt32());
        Assert.Contains((await newsroom.Client.JsonAsync("/api/v1/tags?scheme=audience")).GetProperty("items").EnumerateArray(), t => t.GetProperty("slug").GetString() == "jarjestoille");
        var made = await editor.PostAsJsonAsync("/api/v1/organisations", new { name = "Kokeen Järjestö ry", type = "network", regions = new[] { "14" }, businessId = "1234567-1", website = "www.example.org" });
        Assert.Equal(HttpStatusCode.Created, made.StatusCode);
        Assert.Contains("Kokeen Järjestö ry", await newsroom.Client.GetStringAsync("/api/v1/organisations?q=kokeen"));
        Assert.Equal(["businessId", "name", "regions", "type", "website"], (await (await editor.PostAsJsonAsync("/api/v1/organisations",
            new { type = "kerho", businessId = "1234567-2", regions = new[] { "91" }, website = "javascript:alert(1)" })).JsonAsync()).ErrorFields());
        Assert.Equal(HttpStatusCode.Created, (await editor.PostAsJsonAsync("/api/v1/projects", new { name = "Kokeen hanke", startsOn = "2026-01-01", endsOn = "2027-12-31" })).StatusCode);
        Assert.Contains("Kokeen hanke", await newsroom.Client.GetStringAsync("/api/v1/projects"));
        Assert.Equal(HttpStatusCode.OK, (await newsroom.Client.GetAsync("/api/v1/authors")).StatusCode);
    }

    [Fact]
    public async Task An_agent_neither_changes_a_colleague_nor_becomes_one()
    {
        var (mine, colleagues) = ($"{Guid.NewGuid():N}@example.fi", $"{Guid.NewGuid():N}@example.fi");
        using var agent = await newsroom.SignedInAsync(Role.Agent, mine);
        using var colleague = await newsroom.SignedInAsync(Role.Agent, colleagues);
        var person = await PersonAsync(new PersonDraft { Name = "Kaisa Kollega", TitleFi = "Muutosagentti", Account = colleagues });
        Assert.Equal(HttpStatusCode.Forbidden, (await agent.GetAsync($"/desk/people/{person}")).StatusCode);
        using var changed = await agent.SubmitAsync("/desk/people/new", new() { ["Form.Name"] = "Muu Nimi", ["Form.TitleFi"] = "x" }, $"/desk/people/{person}");
        Assert.Equal(HttpStatusCode.Forbidden, changed.StatusCode);

        using var added = await agent.SubmitAsync("/desk/people/new", new() { ["Form.Name"] = "Uusi Kirjoittaja", ["Form.TitleFi"] = "Vieras", ["Form.Account"] = mine, ["Form.Regions"] = "07" });
        Assert.Equal(HttpStatusCode.Redirect, added.StatusCode);
        Assert.Null((await newsroom.InDbAsync(db => db.People.AsNoTracking().SingleAsync(p => p.Name == "Uusi Kirjoittaja"))).UserId);
    }

    [Fact]
    public async Task No_list_of_the_desk_leads_an_agent_to_what_they_may_not_open()
    {
        var mark = Offices.Mark();
        var (agent, _, _) = await newsroom.AgentAsync("14");
        using var browser = agent;
        foreach (var (name, region) in new[] { ("Oma", "14"), ("Vieras", "07") })
        {
            var organisation = await newsroom.OrganisationAsync(new OrganisationDraft { Name = $"{name} ry {mark}", Regions = [region] });
            await newsroom.PersonAsync(new PersonDraft { Name = $"{name} {mark}", TitleFi = "Muutosagentti", Regions = [region], ContactUntil = newsroom.Clock.Today().AddDays(5) });
            await newsroom.InDbAsync(async db =>
            {
                db.Projects.Add(new Project { Name = $"{name} hanke {mark}", Slug = $"{name}-hanke-{mark}".ToLowerInvariant(), OrganisationId = organisation.Id, ReviewBy = newsroom.Clock.Today() });
                await db.SaveChangesAsync();
            });
        }
        await newsroom.PublicAsync(new ArticleDraft { Title = "Vieras juttu " + mark, Regions = ["07"], Attachments = [new DraftAttachment("Tallenne " + mark, "https://example.org/t", Kind: "slides", AvailableUntil: newsroom.Clock.Today().AddDays(2))] });
        foreach (var (path, own) in new[] { ("/desk/people?q=" + mark, 1), ("/desk/organisations?q=" + mark, 1), ("/desk/projects?q=" + mark, 1), ("/desk/search?q=" + mark, 3), ("/desk/reviews", 2), ("/desk", 0) })
        {
            var links = (await browser.SeeAsync(path)).QuerySelectorAll("main a[href]").Where(a => a.TextContent.Contains(mark, StringComparison.Ordinal)).Select(a => (Text: a.TextContent.Trim(), Href: a.GetAttribute("href")!)).ToList();
            Assert.Equal(own, links.Count(l => l.Text.StartsWith("Oma", StringComparison.Ordinal) && l.Href.StartsWith("/desk/", StringComparison.Ordinal)));
            Assert.Contains(links, l => path != "/desk" || l.Text.StartsWith("Tallenne", StringComparison.Ordinal) && l.Href.StartsWith("/uutiset/", StringComparison.Ordinal));
            foreach (var (text, href) in links)
            {
                using var answer = await browser.GetAsync(href);
                Assert.True(answer.StatusCode == HttpStatusCode.OK, $"{path} leads to {text} at {href}: {answer.StatusCode}");
            }
        }
    }

    [Fact]
    public async Task Who_publishes_is_decided_by_editors()
    {
        using var agent = await newsroom.SignedInAsync(Role.Agent);
        using var editor = await newsroom.SignedInAsync(Role.Editor);
        var publisher = await newsroom.InDbAsync(db => db.Organisations.Where(o => o.IsPublisher).Select(o => o.PublicId).FirstAsync());
        Assert.Equal(HttpStatusCode.Forbidden, (await agent.GetAsync($"/desk/organisations/{publisher}")).StatusCode);
        using var made = await agent.SubmitAsync("/desk/organisations/new", new() { ["Form.Name"] = "Agentin Yhdistys ry", ["Form.Listed"] = "true", ["Form.IsPublisher"] = "true" });
        using var script = await newsroom.WithKeyAsync("articles:write");
        using var posted = await script.PostAsJsonAsync("/api/v1/organisations", new { name = "Skriptin Yhdistys ry", isPublisher = true });
        Assert.Equal((HttpStatusCode.Redirect, HttpStatusCode.Created), (made.StatusCode, posted.StatusCode));
        using var editors = await editor.SubmitAsync("/desk/organisations/new", new() { ["Form.Name"] = "Toimittajan Yhdistys ry", ["Form.IsPublisher"] = "true" });
        var publishers = await newsroom.InDbAsync(db => db.Organisations.Where(o => o.IsPublisher && o.Name.EndsWith("Yhdistys ry")).Select(o => o.Name).ToListAsync());
        Assert.Equal(["Toimittajan Yhdistys ry"], publishers);
    }

    [Fact]
    public async Task Names_that_come_twice_in_the_same_moment_get_addresses_of_their_own()
    {
        using var script = await newsroom.WithKeyAsync("articles:write");
        foreach (var noun in new[] { "organisations", "projects" })
        {
            for (var round = 0; round < 3; round++)
            {
                var name = $"Samanniminen {round}";
                var answers = await Task.WhenAll(Enumerable.Range(0, 5).Select(_ => script.PostAsJsonAsync("/api/v1/" + noun, new { name })));
                Assert.All(answers, a => Assert.Equal(HttpStatusCode.Created, a.StatusCode));
                var slugs = await Task.WhenAll(answers.Select(async a => (await a.JsonAsync()).GetProperty("slug").GetString()));
                Assert.Equal(5, slugs.Distinct().Count());
            }
        }
    }

    [Fact]
    public async Task A_name_of_invisible_characters_is_no_name()
    {
        await using var scope = newsroom.Services.CreateAsyncScope();
        var (_, errors) = await scope.ServiceProvider.GetRequiredService<Organisations>().AddAsync(new OrganisationDraft { Name = "\u0001\uFFFD" }, Actor.System, CancellationToken.None);
        Assert.Equal("name", Assert.Single(errors).Field);
    }

    [Fact]
    public async Task Invisible_marks_are_taken_out_of_a_name()
    {
        using var editor = await newsroom.WithKeyAsync("articles:write");
        using var made = await editor.PostAsJsonAsync("/api/v1/organisations", new { name = "\uFEFFNäkyvän\u202E \u200B nimen\u2028seura\u0007 ry" });
        Assert.Equal("Näkyvän nimen seura ry", (await made.JsonAsync()).GetProperty("name").GetString());
    }

    [Fact]
    public async Task An_organisation_is_found_by_any_word_of_its_Finnish_or_Swedish_name()
    {
        using var editor = await newsroom.WithKeyAsync("articles:write");
        using var made = await editor.PostAsJsonAsync("/api/v1/organisations", new { name = "Ääniyhdistys Ystävä", nameSv = "Föreningen Österbottens röst" });
        foreach (var words in new[] { "ystävä", "österbottens", "RÖST föreningen", "ääniyhdistys" })
            Assert.Contains("Ystävä", await newsroom.Client.GetStringAsync("/api/v1/organisations?q=" + Uri.EscapeDataString(words)), StringComparison.Ordinal);
        Assert.Equal(0, (await newsroom.Client.JsonAsync("/api/v1/organisations?q=" + Uri.EscapeDataString("ystävä puuttuva"))).GetProperty("total").GetInt32());
    }

    private async Task<Guid> PersonAsync(PersonDraft draft)
    {
        await using var scope = newsroom.Services.CreateAsyncScope();
        var (person, errors) = await scope.ServiceProvider.GetRequiredService<Persons>().AddAsync(draft, Actor.System, CancellationToken.None);
        Assert.Empty(errors);
        return person!.PublicId;
    }

    public sealed class OnSqlite(SqliteNewsroom newsroom) : PeopleTests(newsroom), IClassFixture<SqliteNewsroom>;

    public sealed class OnPostgres(PostgresNewsroom newsroom) : PeopleTests(newsroom), IClassFixture<PostgresNewsroom>;
}
