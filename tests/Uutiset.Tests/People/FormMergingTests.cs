using System.Net;
using AngleSharp.Html.Dom;
using AngleSharp.Html.Parser;
using Microsoft.EntityFrameworkCore;
using Uutiset.Accounts;
using Uutiset.People;
using Uutiset.People.Desk;
using Uutiset.Tests.Articles;

namespace Uutiset.Tests.People;

/// <summary>Two people in the same form: nobody's words are lost, and nothing is saved before somebody has chosen.</summary>
public abstract class FormMergingTests(Newsroom newsroom)
{
    [Fact]
    public async Task A_person_that_a_colleague_saved_meanwhile_is_saved_only_with_a_choice_for_each_field()
    {
        var mark = Offices.Mark();
        var organisation = await newsroom.OrganisationAsync(new OrganisationDraft { Name = "Kollegan Yhdistys " + mark });
        var person = await newsroom.PersonAsync(new PersonDraft { Name = "Yhteinen " + mark, TitleFi = "Muutosagentti", Phone = "050 111 1111", Project = "Hanke A" });
        var path = $"/desk/people/{person.PublicId}";
        using var editor = await newsroom.SignedInAsync(Role.Editor);
        using var colleague = await newsroom.SignedInAsync(Role.Editor);
        var mine = Fields(await editor.SeeAsync(path));
        var theirs = Fields(await colleague.SeeAsync(path));
        theirs["Form.Phone"] = "050 222 2222";
        theirs["Form.Project"] = "Hanke B";
        theirs["Form.Memberships[0].OrganisationId"] = $"{organisation.PublicId}";
        using (var saved = await PostAsync(colleague, path, theirs)) Assert.Equal(HttpStatusCode.Redirect, saved.StatusCode);
        mine["Form.Phone"] = "050 333 3333";
        mine["Form.Email"] = "uusi@example.fi";

        using var refused = await PostAsync(editor, path, mine);
        Assert.Equal(HttpStatusCode.UnprocessableEntity, refused.StatusCode);
        var page = new HtmlParser().ParseDocument(await refused.Content.ReadAsStringAsync());
        var parts = page.QuerySelectorAll(".merge-part");
        Assert.Equal(["Järjestöt ja tehtävät", "Hanke", "Puhelin"], parts.Select(p => p.QuerySelector("legend")!.FirstChild!.TextContent.Trim()));
        Assert.Contains("Aino Esimerkki tallensi", page.QuerySelector(".conflict")!.TextContent, StringComparison.Ordinal);
        Assert.Contains("Kollegan Yhdistys " + mark, parts[0].TextContent, StringComparison.Ordinal);
        Assert.Contains("050 222 2222", parts[2].TextContent, StringComparison.Ordinal);
        Assert.Contains("050 333 3333", parts[2].TextContent, StringComparison.Ordinal);
        // Only the colleague touched these: theirs is chosen beforehand; nobody has chosen a phone
        Assert.Equal(["theirs", "theirs"], page.QuerySelectorAll(".merge-part input[checked]").Select(i => i.GetAttribute("value")));
        var typed = Fields(page);
        Assert.Equal(("050 333 3333", "uusi@example.fi"), (typed["Form.Phone"], typed["Form.Email"]));

        // The second click alone overwrites nothing
        using (var again = await PostAsync(editor, path, typed)) Assert.Equal(HttpStatusCode.UnprocessableEntity, again.StatusCode);
        Assert.Equal("050 222 2222", (await NowAsync(person)).Phone);
        typed["Merge.Choice[Phone]"] = "mine";
        using var done = await PostAsync(editor, path, typed);
        Assert.Equal(HttpStatusCode.Redirect, done.StatusCode);
        var now = await NowAsync(person);
        Assert.Equal(("050 333 3333", "Hanke B", "uusi@example.fi", organisation.Id), (now.Phone, now.Project, now.Email, Assert.Single(now.Memberships).OrganisationId));
    }

    [Fact]
    public async Task Without_script_or_the_hidden_text_every_difference_is_asked_and_a_choice_of_an_older_version_counts_for_nothing()
    {
        var person = await newsroom.PersonAsync(new PersonDraft { Name = "Kysytty " + Offices.Mark(), TitleFi = "Muutosagentti", Phone = "050 111 1111" });
        var path = $"/desk/people/{person.PublicId}";
        using var editor = await newsroom.SignedInAsync(Role.Editor);
        var mine = Fields(await editor.SeeAsync(path));
        mine["Merge.Before"] = "{ no json";
        await SaveAsync(person, "050 222 2222");
        var shown = Fields(await RefusedAsync(editor, path, mine));
        Assert.False(shown.ContainsKey("Merge.Choice[Phone]"));
        shown["Merge.Choice[Phone]"] = "mine";
        await SaveAsync(person, "050 444 4444");
        var newer = await RefusedAsync(editor, path, shown);
        Assert.Contains("050 444 4444", newer.QuerySelector(".merge-part")!.TextContent, StringComparison.Ordinal);
        var last = Fields(newer);
        last["Merge.Choice[Phone]"] = "theirs";
        using var done = await PostAsync(editor, path, last);
        Assert.Equal(HttpStatusCode.Redirect, done.StatusCode);
        Assert.Equal("050 444 4444", (await NowAsync(person)).Phone);
    }

    [Fact]
    public async Task Organisations_and_projects_ask_the_same_way()
    {
        var mark = Offices.Mark();
        using var editor = await newsroom.SignedInAsync(Role.Editor);
        using var colleague = await newsroom.SignedInAsync(Role.Editor);
        var organisation = await newsroom.OrganisationAsync(new OrganisationDraft { Name = "Yhdistys " + mark, Type = "association", Phone = "1" });
        var (project, _) = await newsroom.DoAsync<Projects, (Project? Project, IReadOnlyList<Uutiset.Vocabulary.FieldError> Errors)>(p => p.AddAsync(
            new ProjectDraft { Name = "Hanke " + mark, FundingText = "A", DescriptionHtml = "<p>Yksi.</p><p>Kaksi.</p>" }, Actor.System, CancellationToken.None));
        foreach (var (path, field, label) in new[] { ($"/desk/organisations/{organisation.PublicId}", "Phone", "Puhelin"), ($"/desk/projects/{project!.PublicId}", "FundingText", "Rahoituksen teksti") })
        {
            var (mine, theirs) = (Fields(await editor.SeeAsync(path)), Fields(await colleague.SeeAsync(path)));
            theirs["Form." + field] = "Kollegan";
            mine["Form." + field] = "Oma";
            using (var saved = await PostAsync(colleague, path, theirs)) Assert.Equal(HttpStatusCode.Redirect, saved.StatusCode);
            var page = await RefusedAsync(editor, path, mine);
            var part = Assert.Single(page.QuerySelectorAll(".merge-part"));
            Assert.Equal(label, part.QuerySelector("legend")!.FirstChild!.TextContent.Trim());
            var chosen = Fields(page);
            chosen[$"Merge.Choice[{field}]"] = "theirs";
            // A slip elsewhere is told with the chosen text in its field
            chosen["Form.Name"] = "";
            var slip = await RefusedAsync(editor, path, chosen);
            Assert.Empty(slip.QuerySelectorAll(".merge-part"));
            var last = Fields(slip);
            Assert.Equal("Kollegan", last["Form." + field]);
            last["Form.Name"] = "Nimi " + mark;
            using var done = await PostAsync(editor, path, last);
            Assert.Equal(HttpStatusCode.Redirect, done.StatusCode);
        }
        Assert.Equal(("Kollegan", "Nimi " + mark), await newsroom.InDbAsync(async db => (await db.Projects.Where(p => p.Id == project!.Id).Select(p => p.FundingText).SingleAsync(), await db.Organisations.Where(o => o.Id == organisation.Id).Select(o => o.Name).SingleAsync())));
    }

    [Fact]
    public async Task So_do_terms_redirects_files_and_the_sites_own_facts()
    {
        var mark = Offices.Mark();
        using var admin = await newsroom.SignedInAsync(Role.Admin);
        using var colleague = await newsroom.SignedInAsync(Role.Admin);
        foreach (var (made, form) in new (string, Dictionary<string, string>)[] { ("terms", new() { ["Form.Scheme"] = "Theme", ["Form.Label"] = "Sana " + mark }), ("redirects", new() { ["Form.From"] = "/kahden-" + mark, ["Form.To"] = "/arkisto" }) })
            using (var added = await admin.SubmitAsync($"/desk/{made}/new", form)) Assert.Equal(HttpStatusCode.Redirect, added.StatusCode);
        var (term, redirect, file) = await newsroom.InDbAsync(async db =>
        {
            var document = db.Add(new Uutiset.Media.MediaItem { Kind = Uutiset.Media.MediaKind.Document, OriginalName = mark + ".pdf", ContentType = "application/pdf", Sha256 = mark }).Entity;
            await db.SaveChangesAsync();
            return (await db.Terms.SingleAsync(t => t.LabelFi == "Sana " + mark), await db.Redirects.SingleAsync(r => r.FromPath == "/kahden-" + mark), document);
        });
        foreach (var (path, field, choose) in new[] { ($"/desk/terms/{term.PublicId}", "LabelSv", "Form.LabelSv"), ($"/desk/redirects/{redirect.PublicId}", "To", "Form.To"), ($"/desk/media/{file.PublicId}", "Caption", "Form.Caption"), ("/desk/settings", "Gaps", "Form.Gaps.Fi") })
        {
            var (mine, theirs) = (Fields(await admin.SeeAsync(path)), Fields(await colleague.SeeAsync(path)));
            (mine[choose], theirs[choose]) = ("/oma", "/kollegan");
            using (var saved = await PostAsync(colleague, path, theirs)) Assert.Equal(HttpStatusCode.Redirect, saved.StatusCode);
            var page = await RefusedAsync(admin, path, mine);
            var part = Assert.Single(page.QuerySelectorAll(".merge-part"));
            Assert.Equal(["/oma", "/kollegan"], part.QuerySelectorAll(".merge-line").Select(l => l.TextContent));
            // Pressed once more without a choice, it still overwrites nothing
            var chosen = Fields(await RefusedAsync(admin, path, Fields(page)));
            chosen[$"Merge.Choice[{field}]"] = "theirs";
            using var done = await PostAsync(admin, path, chosen);
            Assert.Equal((path, HttpStatusCode.Redirect), (path, done.StatusCode));
            Assert.Equal("/kollegan", Fields(await admin.SeeAsync(path))[choose]);
        }
    }

    [Theory]
    [InlineData(typeof(PersonForm), "")]
    [InlineData(typeof(Uutiset.Vocabulary.Desk.TermForm), "KeepsOldName")]
    [InlineData(typeof(Uutiset.Media.Desk.MediaForm), "")]
    [InlineData(typeof(Uutiset.Site.Desk.RedirectModel.RedirectForm), "")]
    [InlineData(typeof(Uutiset.Site.Desk.SettingsModel.SettingsForm), "")]
    [InlineData(typeof(OrganisationForm), "")]
    [InlineData(typeof(ProjectForm), "KeepsVagueLinks")]
    [InlineData(typeof(Uutiset.Vocabulary.Desk.RegionForm), "")]
    public void Every_field_of_a_form_can_be_chosen(Type form, string except)
    {
        var labels = (IReadOnlyDictionary<string, string>)form.GetField("Labels")!.GetValue(null)!;
        Assert.Equal(form.GetProperties().Where(p => p.SetMethod is not null && p.Name != except).Select(p => p.Name).Order(StringComparer.Ordinal), labels.Keys.Order(StringComparer.Ordinal));
    }

    private Task<Person> NowAsync(Person person) => newsroom.InDbAsync(db => db.People.AsNoTracking().Include(p => p.Memberships).SingleAsync(p => p.Id == person.Id));

    private Task SaveAsync(Person person, string phone) => newsroom.InDbAsync(async db =>
    {
        var row = await db.People.SingleAsync(p => p.Id == person.Id);
        (row.Phone, row.Version) = (phone, row.Version + 1);
        await db.SaveChangesAsync();
    });

    private static async Task<IHtmlDocument> RefusedAsync(HttpClient browser, string path, Dictionary<string, string> fields)
    {
        using var answer = await PostAsync(browser, path, fields);
        Assert.Equal(HttpStatusCode.UnprocessableEntity, answer.StatusCode);
        return new HtmlParser().ParseDocument(await answer.Content.ReadAsStringAsync());
    }

    private static Task<HttpResponseMessage> PostAsync(HttpClient browser, string path, Dictionary<string, string> fields) => browser.PostAsync(path, new FormUrlEncodedContent(fields));

    /// <summary>What a browser would post of the page's form; of boxes that share a name the last one, which is enough here.</summary>
    private static Dictionary<string, string> Fields(IHtmlDocument page)
    {
        var form = page.QuerySelector("main form.measure")!;
        var fields = new Dictionary<string, string>();
        foreach (var control in form.QuerySelectorAll("input[name], textarea[name], select[name]"))
        {
            if (control is IHtmlInputElement { Type: "checkbox" or "radio", IsChecked: false } || fields.ContainsKey(control.GetAttribute("name")!) && control is IHtmlInputElement { Type: "hidden" }) continue;
            fields[control.GetAttribute("name")!] = control switch { IHtmlInputElement input => input.Value, IHtmlTextAreaElement area => area.Value, IHtmlSelectElement select => select.Value, _ => "" } ?? "";
        }
        return fields;
    }

    public sealed class OnSqlite(SqliteNewsroom newsroom) : FormMergingTests(newsroom), IClassFixture<SqliteNewsroom>;

    public sealed class OnPostgres(PostgresNewsroom newsroom) : FormMergingTests(newsroom), IClassFixture<PostgresNewsroom>;
}
