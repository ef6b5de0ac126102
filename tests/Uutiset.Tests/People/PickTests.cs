using System.Net;
using AngleSharp.Dom;
using AngleSharp.Html.Dom;
using AngleSharp.Html.Parser;
using Microsoft.EntityFrameworkCore;
using Uutiset.Accounts;
using Uutiset.Articles;
using Uutiset.People;
using Uutiset.Tests.Articles;
using Uutiset.Tests.Site;

namespace Uutiset.Tests.People;

/// <summary>Forms choose organisations, persons and projects by name, with and without script, however many there are.</summary>
public abstract class PickTests(Newsroom newsroom)
{
    [Fact]
    public async Task What_is_typed_is_looked_up_chosen_and_saved_without_script()
    {
        using var editor = await newsroom.SignedInAsync(Role.Editor);
        var mark = Offices.Mark();
        var wanted = await newsroom.OrganisationAsync(new OrganisationDraft { Name = $"Öljymäen Tuki {mark}", BusinessId = null });
        await newsroom.OrganisationAsync(new OrganisationDraft { Name = $"Öljymäen Nuoret {mark}" });
        await newsroom.OrganisationAsync(new OrganisationDraft { Name = $"Öljymäen Piilo {mark}", Listed = false });
        using var asked = await editor.SubmitAsync("/desk/projects/new", new()
        {
            ["Form.Name"] = "Haettu hanke " + mark, ["Form.Funders[0].Name"] = "", ["Form.Funders[1].OrganisationId.words"] = "öljymäen " + mark, ["Form.Funders[1].Amount"] = "100",
            ["find"] = "Form.Funders[1].OrganisationId",
        }, "/desk/projects/new?handler=Find");
        Assert.Equal(HttpStatusCode.OK, asked.StatusCode);
        var page = await ParseAsync(asked);
        Assert.False(await newsroom.InDbAsync(db => db.Projects.AnyAsync(p => p.Name == "Haettu hanke " + mark)));
        // What was typed stays, there and everywhere else; the row that nobody filled in is gone
        Assert.Equal(("Haettu hanke " + mark, "öljymäen " + mark, "100"), (Value(page, "Form.Name"), Value(page, "Form.Funders[0].OrganisationId.words"), Value(page, "Form.Funders[0].Amount")));
        var offered = page.QuerySelectorAll<IHtmlInputElement>("[name='Form.Funders[0].OrganisationId']").ToList();
        Assert.Equal(["radio", "radio"], offered.Select(o => o.Type));
        Assert.Equal([$"Öljymäen Nuoret {mark}", $"Öljymäen Tuki {mark}"], offered.Select(o => o.ParentElement!.QuerySelector("span:not(.quiet)")!.TextContent));

        using var saved = await editor.SubmitAsync("/desk/projects/new", new()
        {
            ["Form.Name"] = "Haettu hanke " + mark, ["Form.Funders[0].OrganisationId.words"] = "öljymäen " + mark, ["Form.Funders[0].OrganisationId.shown"] = Value(page, "Form.Funders[0].OrganisationId.shown"),
            ["Form.Funders[0].OrganisationId"] = offered[1].Value, ["Form.Funders[0].Amount"] = "100",
        }, page.QuerySelector("main form[method=post]")!.GetAttribute("action"));
        Assert.Equal(HttpStatusCode.Redirect, saved.StatusCode);
        Assert.Equal(wanted.Id, (await newsroom.InDbAsync(db => db.Projects.AsNoTracking().Include(p => p.Funders).SingleAsync(p => p.Name == "Haettu hanke " + mark))).Funders.Single().OrganisationId);
    }

    [Fact]
    public async Task A_whole_name_chooses_a_part_of_one_is_asked_about_and_words_typed_since_take_the_place_of_what_was_chosen()
    {
        using var editor = await newsroom.SignedInAsync(Role.Editor);
        var mark = Offices.Mark();
        var (first, second) = (await newsroom.OrganisationAsync(new OrganisationDraft { Name = "Ensimmäinen " + mark }), await newsroom.OrganisationAsync(new OrganisationDraft { Name = "Toinen " + mark }));
        var person = await newsroom.PersonAsync(new PersonDraft { Name = "Jäsen " + mark, TitleFi = "Agentti", Memberships = [new MembershipDraft(first.PublicId)] });
        var path = $"/desk/people/{person.PublicId}";
        async Task<(HttpStatusCode Status, IHtmlDocument Page, List<long> Organisations)> SaveAsync(string words, string shown, Guid? id)
        {
            using var answer = await editor.SubmitAsync(path, new()
            {
                ["Version"] = $"{await newsroom.InDbAsync(db => db.People.Where(p => p.Id == person.Id).Select(p => p.Version).SingleAsync())}", ["Form.Name"] = person.Name, ["Form.TitleFi"] = "Agentti",
                ["Form.Memberships[0].OrganisationId"] = $"{id}", ["Form.Memberships[0].OrganisationId.words"] = words, ["Form.Memberships[0].OrganisationId.shown"] = shown,
            });
            return (answer.StatusCode, await ParseAsync(answer), await newsroom.InDbAsync(db => db.Memberships.Where(m => m.PersonId == person.Id).Select(m => m.OrganisationId).ToListAsync()));
        }
        var partly = await SaveAsync("toinen", first.Name, first.PublicId);
        Assert.Equal((HttpStatusCode.UnprocessableEntity, "toinen", first.Id), (partly.Status, Value(partly.Page, "Form.Memberships[0].OrganisationId.words"), partly.Organisations.Single()));
        Assert.Contains("Valitse löytyneistä", partly.Page.QuerySelector("#Form_Memberships_0__OrganisationId-error")!.TextContent, StringComparison.Ordinal);
        Assert.Contains(partly.Page.QuerySelectorAll("[name='Form.Memberships[0].OrganisationId']"), o => o.GetAttribute("value") == $"{second.PublicId}");
        var unknown = await SaveAsync("Olematon " + mark, first.Name, first.PublicId);
        Assert.Equal((HttpStatusCode.UnprocessableEntity, "Olematon " + mark, first.Id), (unknown.Status, Value(unknown.Page, "Form.Memberships[0].OrganisationId.words"), unknown.Organisations.Single()));
        var whole = await SaveAsync("TOINEN " + mark, first.Name, first.PublicId);
        Assert.Equal((HttpStatusCode.Redirect, second.Id), (whole.Status, whole.Organisations.Single()));
        // Untouched, it stays; emptied, it goes
        Assert.Equal(second.Id, (await SaveAsync(second.Name, second.Name, second.PublicId)).Organisations.Single());
        Assert.Empty((await SaveAsync("", second.Name, second.PublicId)).Organisations);
    }

    [Fact]
    public async Task Several_are_kept_ticked_and_the_list_of_those_found_has_a_length()
    {
        using var editor = await newsroom.SignedInAsync(Role.Editor);
        var mark = Offices.Mark();
        var kept = await newsroom.OrganisationAsync(new OrganisationDraft { Name = "Pysyvä " + mark });
        await newsroom.InDbAsync(db =>
        {
            db.Organisations.AddRange(Enumerable.Range(0, 30).Select(i => new Organisation { Name = $"Monta {mark} x{i:00}", Slug = $"monta-{mark}-{i}", Listed = true }));
            return db.SaveChangesAsync();
        });
        using var asked = await editor.SubmitAsync("/desk/projects/new", new() { ["Form.Name"] = "x", ["Form.PartnerIds"] = $"{kept.PublicId}", ["Form.PartnerIds.words"] = mark, ["find"] = "Form.PartnerIds" }, "/desk/projects/new?handler=Find");
        var ticks = (await ParseAsync(asked)).QuerySelectorAll<IHtmlInputElement>("[name='Form.PartnerIds']").ToList();
        // Ten that are found, and the one that stays ticked
        Assert.Equal((11, kept.PublicId.ToString()), (ticks.Count, ticks.Single(t => t.IsChecked).Value));
        var json = await editor.JsonAsync($"/desk/pick/organisation?q={mark}");
        Assert.Equal(10, json.GetArrayLength());
        Assert.Equal($"Monta {mark} x07", (await editor.JsonAsync($"/desk/pick/organisation?q=monta {mark} x07"))[0].GetProperty("title").GetString());
        Assert.Equal(0, (await editor.JsonAsync("/desk/pick/organisation?q=m")).GetArrayLength());
        Assert.Equal(HttpStatusCode.NotFound, (await editor.GetAsync("/desk/pick/account?q=aino")).StatusCode);
        Assert.Equal(HttpStatusCode.Redirect, (await newsroom.Client.GetAsync($"/desk/pick/organisation?q={mark}")).StatusCode);
    }

    [Fact]
    public async Task A_writer_who_is_known_is_chosen_and_one_who_is_not_is_a_name()
    {
        using var editor = await newsroom.SignedInAsync(Role.Editor);
        var mark = Offices.Mark();
        var person = await newsroom.PersonAsync(new PersonDraft { Name = "Kirjoittaja Tuttu " + mark, TitleFi = "Agentti" });
        async Task<(HttpStatusCode Status, IHtmlDocument Page, ArticleDraft? Draft)> SaveAsync(string words, string to = "")
        {
            using var begun = await editor.GetAsync("/desk/articles/new");
            var page = begun.Headers.Location!.OriginalString.Split('?')[0];
            var id = Guid.Parse(page.Split('/')[^1]);
            using var answer = await editor.SubmitAsync(page, new() { ["Version"] = "0", ["Form.Type"] = "News", ["Form.Lang"] = "fi", ["Form.Title"] = "Juttu " + mark, ["Form.Authors.index"] = "0", ["Form.Authors[0].PersonId.words"] = words, ["find"] = "Form.Authors[0].PersonId" }, page + to);
            var draft = await newsroom.InDbAsync(db => db.Revisions.Where(r => r.Article!.PublicId == id).OrderByDescending(r => r.Number).Select(r => r.Draft).FirstOrDefaultAsync());
            return (answer.StatusCode, await ParseAsync(answer), draft is null ? null : ArticleDraft.FromJson(draft));
        }
        Assert.Equal(person.PublicId, Assert.Single((await SaveAsync("kirjoittaja tuttu " + mark)).Draft!.Authors).PersonId);
        var guest = Assert.Single((await SaveAsync("Vieras Kynä " + mark)).Draft!.Authors);
        Assert.Equal((null, "Vieras Kynä " + mark), (guest.PersonId, guest.Name));
        var (status, page, none) = await SaveAsync("tuttu " + mark);
        Assert.Equal((HttpStatusCode.UnprocessableEntity, null), (status, none));
        Assert.Contains("tyhjennä tämä kohta", page.QuerySelector("#Form_Authors_0__PersonId-error")!.TextContent, StringComparison.Ordinal);
        var (found, choices, nothing) = await SaveAsync("tuttu " + mark, "?handler=Find");
        Assert.Equal((HttpStatusCode.OK, null), (found, nothing));
        Assert.Equal($"{person.PublicId}", choices.QuerySelector("input[type=radio][name='Form.Authors[0].PersonId']")!.GetAttribute("value"));
    }

    [Fact]
    public async Task A_form_is_as_long_and_costs_as_much_however_many_organisations_and_persons_there_are()
    {
        using var editor = await newsroom.SignedInAsync(Role.Editor);
        var mark = Offices.Mark();
        var organisation = await newsroom.OrganisationAsync(new OrganisationDraft { Name = "Mitta " + mark });
        var person = await newsroom.PersonAsync(new PersonDraft { Name = "Mitta " + mark, TitleFi = "Agentti", Memberships = [new MembershipDraft(organisation.PublicId)] });
        var project = await newsroom.InDbAsync(async db =>
        {
            var made = db.Projects.Add(new Project { Name = "Mitta " + mark, Slug = mark, OrganisationId = organisation.Id, Funders = { new ProjectFunder { OrganisationId = organisation.Id } }, People = { new ProjectPerson { PersonId = person.Id } } }).Entity;
            await db.SaveChangesAsync();
            return made;
        });
        var article = await newsroom.DraftAsync(new ArticleDraft { Title = "Mitta " + mark, ProjectId = project.PublicId, Authors = [new DraftAuthor(person.PublicId, null)] }, await newsroom.InDbAsync(db => db.Users.OrderByDescending(u => u.Id).Select(u => u.Id).FirstAsync()));
        string[] pages = [$"/desk/projects/{project.PublicId}", $"/desk/people/{person.PublicId}", $"/desk/people/{person.PublicId}/leaving", $"/desk/organisations/{organisation.PublicId}", $"/desk/articles/{article.PublicId}"];
        // After a search the page has another address, to which its form would be sent without one of its own
        foreach (var page in pages) Assert.Contains(page, (await editor.SeeAsync(page)).QuerySelectorAll("main form[method=post]").Select(f => f.GetAttribute("action")));
        async Task<List<(int Commands, int Length)>> MeasureAsync()
        {
            var measured = new List<(int, int)>();
            foreach (var page in pages) measured.Add((await CommandCounter.CountAsync(editor, page), (await editor.GetStringAsync(page)).Length));
            return measured;
        }
        var few = await MeasureAsync();
        await newsroom.InDbAsync(db =>
        {
            db.Organisations.AddRange(Enumerable.Range(0, 300).Select(i => new Organisation { Name = $"Lisäjärjestö {mark} {i}", Slug = $"lisa-{mark}-{i}", Listed = true }));
            db.People.AddRange(Enumerable.Range(0, 100).Select(i => new Person { Name = $"Lisähenkilö {mark} {i}", Slug = $"lisa-{mark}-{i}", TitleFi = "Agentti" }));
            db.Projects.AddRange(Enumerable.Range(0, 100).Select(i => new Project { Name = $"Lisähanke {mark} {i}", Slug = $"lisa-{mark}-{i}" }));
            return db.SaveChangesAsync();
        });
        var many = await MeasureAsync();
        foreach (var (page, before, after) in pages.Zip(few, many))
        {
            Assert.True(before.Commands == after.Commands, $"{page}: {before.Commands} commands, then {after.Commands}");
            Assert.True(Math.Abs(before.Length - after.Length) < 200, $"{page}: {before.Length} characters, then {after.Length}");
        }
    }

    private static async Task<IHtmlDocument> ParseAsync(HttpResponseMessage answer) => new HtmlParser().ParseDocument(await answer.Content.ReadAsStringAsync());

    private static string Value(IHtmlDocument page, string name) => page.QuerySelector<IHtmlInputElement>($"[name='{name}']")!.Value;

    public sealed class OnSqlite(SqliteNewsroom newsroom) : PickTests(newsroom), IClassFixture<SqliteNewsroom>;

    public sealed class OnPostgres(PostgresNewsroom newsroom) : PickTests(newsroom), IClassFixture<PostgresNewsroom>;
}
