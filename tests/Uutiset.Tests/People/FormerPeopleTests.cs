using System.Net;
using System.Text.Json.Nodes;
using Microsoft.EntityFrameworkCore;
using Uutiset.Accounts;
using Uutiset.Articles;
using Uutiset.People;
using Uutiset.Tests.Articles;
using Uutiset.Tests.Site;
using Uutiset.Vocabulary;

namespace Uutiset.Tests.People;

/// <summary>Somebody whose every membership has ended writes no more, whether or not anybody set a last day for their phone number.</summary>
public abstract class FormerPeopleTests(Newsroom newsroom)
{
    [Fact]
    public async Task When_the_last_membership_ends_the_organisation_answers_and_no_list_names_the_person()
    {
        var (mark, today) = (Offices.Mark(), newsroom.Clock.Today());
        var organisation = await newsroom.OrganisationAsync(new OrganisationDraft { Name = "Työnantaja " + mark, Phone = "040 999 9999", Email = "toimisto@example.fi" });
        var person = await newsroom.PersonAsync(new PersonDraft
        {
            Name = "Päättyvä " + mark, TitleFi = "Muutosagentti", Phone = "050 222 2222", Email = $"oma-{mark}@example.fi", Regions = ["12"],
            Memberships = [new(organisation.PublicId, From: today.AddYears(-1), Until: today.AddDays(2))],
        });
        var article = await newsroom.PublicAsync(new ArticleDraft { Title = "Juttu " + mark, Authors = [new DraftAuthor(person.PublicId, null)], Contacts = [new DraftAuthor(person.PublicId, null)] });
        string[] pages = ["/tekijat/" + person.Slug, "/uutiset/" + (await newsroom.NowAsync(article)).Slug];
        string[] lists = ["/organisaatiot/" + organisation.Slug, "/alueet/" + Regions.Find("12")!.Slug];
        foreach (var page in pages) Assert.Contains("050 222 2222", (await newsroom.PageAsync(page)).Body!.TextContent, StringComparison.Ordinal);
        foreach (var list in lists) Assert.Contains(person.Name, await ListedAsync(list), StringComparison.Ordinal);

        newsroom.Clock.Move(TimeSpan.FromDays(3));
        foreach (var page in pages)
        {
            var text = (await newsroom.PageAsync(page)).Body!.TextContent;
            Assert.Contains("040 999 9999", text, StringComparison.Ordinal);
            foreach (var own in new[] { "050 222 2222", $"oma-{mark}@example.fi" }) Assert.DoesNotContain(own, text, StringComparison.Ordinal);
        }
        foreach (var list in lists) Assert.DoesNotContain(person.Name, await ListedAsync(list), StringComparison.Ordinal);
        foreach (var api in new[] { $"/api/v1/articles/{article.PublicId}", $"/api/v1/authors/{person.PublicId}" })
            Assert.DoesNotContain("050 222 2222", await newsroom.Client.GetStringAsync(api), StringComparison.Ordinal);
        Assert.Contains(person.Name, await newsroom.Client.GetStringAsync("/api/v1/authors?pageSize=100&former=true"), StringComparison.Ordinal);
        Assert.DoesNotContain(person.Name, await newsroom.Client.GetStringAsync("/api/v1/authors?pageSize=100&former=false"), StringComparison.Ordinal);
        // Somebody who goes on elsewhere writes on
        var elsewhere = await newsroom.PersonAsync(new PersonDraft
        {
            Name = "Siirtynyt " + mark, TitleFi = "Muutosagentti", Phone = "050 333 3333", Memberships = [new(organisation.PublicId, Until: today), new(organisation.PublicId, "Suunnittelija", From: today)],
        });
        Assert.Contains("050 333 3333", (await newsroom.PageAsync("/tekijat/" + elsewhere.Slug)).Body!.TextContent, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_script_that_sends_back_what_it_read_leaves_their_own_details_alone()
    {
        var mark = Offices.Mark();
        var organisation = await newsroom.OrganisationAsync(new OrganisationDraft { Name = "Työnantaja " + mark, Phone = "040 999 9999", Email = "toimisto@example.fi" });
        var person = await newsroom.PersonAsync(new PersonDraft
        {
            Name = "Lähtenyt " + mark, TitleFi = "Muutosagentti", Phone = "050 222 2222", Email = $"oma-{mark}@example.fi", Memberships = [new(organisation.PublicId)], ContactUntil = newsroom.Clock.Today().AddDays(-1),
        });
        using var script = await newsroom.WithKeyAsync("articles:write");
        var address = $"/api/v1/authors/{person.PublicId}";
        async Task<(string?, string?)> SentBackAsync(Action<JsonObject> change)
        {
            using var read = await script.GetAsync(address);
            var body = JsonNode.Parse(await read.Content.ReadAsStringAsync())!.AsObject();
            change(body);
            using var saved = await script.PutAsync(address, body, read.Headers.ETag!.Tag);
            Assert.Equal(HttpStatusCode.OK, saved.StatusCode);
            return await newsroom.InDbAsync(async db => await db.People.Where(p => p.Id == person.Id).Select(p => new { p.Phone, p.Email }).SingleAsync() is var p ? (p.Phone, p.Email) : default);
        }

        Assert.Equal(("050 222 2222", person.Email), await SentBackAsync(body => body["titleFi"] = "Suunnittelija"));
        Assert.Equal(("050 333 3333", person.Email), await SentBackAsync(body => body["phone"] = "050 333 3333"));
        Assert.Equal(("050 333 3333", null), await SentBackAsync(body => body["email"] = ""));
    }

    [Fact]
    public async Task An_organisation_keeps_what_was_written_for_it_when_the_writer_moves_on_and_when_it_gets_another_name()
    {
        var (mark, today) = (Offices.Mark(), newsroom.Clock.Today());
        var from = await newsroom.OrganisationAsync(new OrganisationDraft { Name = "Entinen " + mark, NameEn = "Former " + mark });
        var to = await newsroom.OrganisationAsync(new OrganisationDraft { Name = "Nykyinen " + mark });
        var person = await newsroom.PersonAsync(new PersonDraft { Name = "Vaihtaja " + mark, TitleFi = "Muutosagentti", Memberships = [new(from.PublicId)] });
        var article = await newsroom.PublicAsync(new ArticleDraft { Title = "Silloinen juttu " + mark, Authors = [new DraftAuthor(person.PublicId, null)] });
        await newsroom.InDbAsync(async db =>
        {
            var now = await db.People.Include(p => p.Memberships).SingleAsync(p => p.Id == person.Id);
            now.Memberships[0].UntilOn = today;
            now.Memberships.Add(new Membership { OrganisationId = to.Id, FromOn = today.AddDays(1) });
            now.OrganisationId = to.Id;
            (await db.Articles.SingleAsync(a => a.Id == article.Id)).PublisherId = null;
            await db.SaveChangesAsync();
        });
        async Task<bool> TellsAsync(string lang, Organisation organisation) => (await newsroom.PageAsync($"{lang}/organisaatiot/{organisation.Slug}")).Body!.TextContent.Contains(article.WorkingTitle, StringComparison.Ordinal);
        Assert.Equal((true, false), (await TellsAsync("", from), await TellsAsync("", to)));
        await newsroom.InDbAsync(async db =>
        {
            (await db.Organisations.SingleAsync(o => o.Id == from.Id)).Name = "Uusi nimi " + mark;
            await db.SaveChangesAsync();
        });
        Assert.Equal((true, false), (await TellsAsync("/sv", from), await TellsAsync("/sv", to)));
        // A publisher is named in the reader's language
        var own = await newsroom.PrintAsync("Oma tiedote " + mark, a => a.PublisherId = from.Id);
        Assert.Contains("Former " + mark, (await newsroom.PageAsync("/en/uutiset/" + own.Slug)).Body!.TextContent, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Agents_of_a_region_stand_in_the_order_of_the_Finnish_alphabet()
    {
        var mark = Offices.Mark();
        foreach (var name in new[] { "Öst", "Åberg", "Zetterberg", "Äijälä" }) await newsroom.PersonAsync(new PersonDraft { Name = $"{name} {mark}", TitleFi = "Muutosagentti", Regions = ["19"] });
        var agents = (await newsroom.PageAsync("/alueet/" + Regions.Find("19")!.Slug)).QuerySelectorAll(".byline-name").Select(n => n.TextContent.Trim()).Where(n => n.EndsWith(mark, StringComparison.Ordinal));
        Assert.Equal(["Zetterberg", "Åberg", "Äijälä", "Öst"], agents.Select(n => n.Split(' ')[0]));
    }

    [Fact]
    public async Task The_desks_list_of_people_is_narrowed_by_region_and_by_who_writes_now()
    {
        var (mark, today) = (Offices.Mark(), newsroom.Clock.Today());
        var (kainuu, lappi, gone) = ($"Kainuulainen {mark}", $"Lappilainen {mark}", $"Entinen {mark}");
        await newsroom.PersonAsync(new PersonDraft { Name = kainuu, TitleFi = "Muutosagentti", Regions = ["18"] });
        await newsroom.PersonAsync(new PersonDraft { Name = lappi, TitleFi = "Muutosagentti", Regions = ["21"] });
        await newsroom.PersonAsync(new PersonDraft { Name = gone, TitleFi = "Muutosagentti", ContactUntil = today.AddDays(-1) });
        using var editor = await newsroom.SignedInAsync(Role.Editor);
        async Task<string[]> FoundAsync(string query) =>
            [.. (await editor.SeeAsync($"/desk/people?q={mark}{query}")).QuerySelectorAll("tbody th a").Select(a => a.TextContent.Trim())];

        Assert.Equal([kainuu, lappi, gone], await FoundAsync(""));
        Assert.Equal([kainuu], await FoundAsync("&region=18"));
        Assert.Equal([gone], await FoundAsync("&region=none"));
        Assert.Equal([kainuu, lappi], await FoundAsync("&state=writing"));
        Assert.Equal([gone], await FoundAsync("&state=former"));
        Assert.Empty(await FoundAsync("&state=former&region=18"));
        var narrowed = await editor.SeeAsync($"/desk/people?q={mark}&state=writing&region=18");
        Assert.Equal($"/desk/people?q={mark}&region=18", narrowed.QuerySelector("[aria-label='Poista rajaus: Nykyiset']")!.GetAttribute("href"));
    }

    private async Task<string> ListedAsync(string path)
    {
        var page = await newsroom.PageAsync(path);
        // What the person wrote stays in the list of articles, under their name
        return string.Join(' ', page.QuerySelectorAll(".link-list, .side").Select(l => l.TextContent));
    }

    public sealed class OnSqlite(SqliteNewsroom newsroom) : FormerPeopleTests(newsroom), IClassFixture<SqliteNewsroom>;

    public sealed class OnPostgres(PostgresNewsroom newsroom) : FormerPeopleTests(newsroom), IClassFixture<PostgresNewsroom>;
}
