using System.Net;
using Microsoft.EntityFrameworkCore;
using Uutiset.Accounts;
using Uutiset.People;
using Uutiset.Tests.Articles;
using Uutiset.Tests.People;
using Uutiset.Tests.Site;
using Uutiset.Vocabulary.Body;

namespace Uutiset.Tests.Vocabulary;

/// <summary>What editors say of a region, a term, a person and an organisation on their pages.</summary>
public abstract class IntroductionTests(Newsroom newsroom)
{
    [Fact]
    public async Task An_editor_introduces_a_region_in_plain_text_and_readers_see_it_in_their_language_or_in_Finnish_marked_as_such()
    {
        using var editor = await newsroom.SignedInAsync(Role.Editor);
        Assert.Contains("Kainuun hyvinvointialue", await editor.GetStringAsync("/desk/regions"), StringComparison.Ordinal);
        using var saved = await editor.SubmitAsync("/desk/regions/20", new()
        {
            ["Version"] = "1", ["Form.IntroductionHtml"] = "Kainuussa on kaksi muutosagenttia.\r\n\r\n- https://example.org/kainuu\r\n- <script>alert(1)</script>", ["Form.IntroductionSvHtml"] = "I Kajanaland finns två förändringsagenter.",
        });
        Assert.Equal(HttpStatusCode.Redirect, saved.StatusCode);
        var page = await newsroom.PageAsync("/alueet/kainuu");
        var prose = page.QuerySelector(".page-head .prose")!;
        Assert.Equal(("Kainuussa on kaksi muutosagenttia.", "https://example.org/kainuu", null), (prose.QuerySelector("p")!.TextContent, prose.QuerySelector("li a")!.GetAttribute("href"), prose.GetAttribute("lang")));
        Assert.Null(prose.QuerySelector("script"));
        Assert.Equal("I Kajanaland finns två förändringsagenter.", (await newsroom.PageAsync("/sv/alueet/kainuu")).QuerySelector(".page-head .prose p")!.TextContent);
        Assert.Equal("fi", (await newsroom.PageAsync("/en/alueet/kainuu")).QuerySelector(".page-head .prose")!.GetAttribute("lang"));
        Assert.True(await newsroom.InDbAsync(db => db.AuditEvents.AnyAsync(e => e.What == "region.changed" && e.Object == "region:20")));
        // What was not touched keeps its markup, and a colleague's text is asked about
        var again = await editor.SeeAsync("/desk/regions/20");
        Assert.Contains("- https://example.org/kainuu", again.QuerySelector("textarea")!.TextContent, StringComparison.Ordinal);
        using var late = await editor.SubmitAsync("/desk/regions/20", new() { ["Version"] = "1", ["Form.IntroductionHtml"] = "Toinen teksti." });
        Assert.Equal(HttpStatusCode.UnprocessableEntity, late.StatusCode);
        Assert.Contains("Kainuussa on kaksi muutosagenttia.", await late.Content.ReadAsStringAsync(), StringComparison.Ordinal);

        using var agent = await newsroom.SignedInAsync(Role.Agent);
        Assert.Equal(HttpStatusCode.Forbidden, (await agent.GetAsync("/desk/regions/20")).StatusCode);
        Assert.Equal(HttpStatusCode.NotFound, (await editor.GetAsync("/desk/regions/91")).StatusCode);
    }

    [Fact]
    public void Paragraphs_that_were_not_touched_keep_their_markup()
    {
        const string Stored = "<h2>Kuka</h2><p><strong>Kaksi</strong> <a href=\"https://example.org/\" rel=\"noopener\">agenttia</a>.</p><aside data-block=\"fact\"><p>Yksi.</p><p>Kaksi.</p></aside><p>Lopuksi.</p>";
        var typed = PlainText.Of(Stored, "fi")!;
        Assert.Equal(Stored.Replace("Lopuksi", "Ja sitten", StringComparison.Ordinal), TypedText.Markup(typed.Replace("Lopuksi", "Ja sitten", StringComparison.Ordinal), "fi", Stored));
        Assert.Equal("<p>Uusi alku.</p>" + Stored, TypedText.Markup("Uusi alku.\r\n\r\n" + typed, "fi", Stored));
    }

    [Fact]
    public async Task The_API_reads_and_writes_the_introduction_of_a_region_on_the_version_that_was_read()
    {
        using var admin = await newsroom.WithKeyAsync("admin");
        using var script = await newsroom.WithKeyAsync("articles:write");
        const string Address = "/api/v1/regions/21";
        using var read = await newsroom.Client.GetAsync(Address);
        var tag = read.Headers.ETag!.Tag;
        Assert.Equal((HttpStatusCode)428, (await admin.PutAsync(Address, new { introductionHtml = "<p>x</p>" })).StatusCode);
        Assert.Equal(HttpStatusCode.Forbidden, (await script.PutAsync(Address, new { introductionHtml = "<p>x</p>" }, tag)).StatusCode);
        using var done = await admin.PutAsync(Address, new { introductionHtml = "<p onclick=\"x\">Lappi on laaja.</p>", introductionEnHtml = "<p>Lapland is wide.</p>" }, tag);
        Assert.Equal(HttpStatusCode.OK, done.StatusCode);
        Assert.Equal("<p>Lappi on laaja.</p>", (await done.JsonAsync()).GetProperty("introductionHtml").GetString());
        Assert.Equal(HttpStatusCode.PreconditionFailed, (await admin.PutAsync(Address, new { introductionHtml = "" }, tag)).StatusCode);
        // Not sent is as before, blank is none
        using var less = await admin.PutAsync(Address, new { introductionHtml = "" }, done.Headers.ETag!.Tag);
        var json = await less.JsonAsync();
        Assert.Equal((null, "<p>Lapland is wide.</p>"), (json.GetProperty("introductionHtml").GetString(), json.GetProperty("introductionEnHtml").GetString()));
        Assert.Contains("Lapland is wide.", await newsroom.Client.GetStringAsync("/api/v1/regions"), StringComparison.Ordinal);
        using var tooLong = await admin.PutAsync(Address, new { introductionSvHtml = new string('x', 20_001) }, less.Headers.ETag!.Tag);
        Assert.Equal(["introductionSvHtml"], (await tooLong.JsonAsync()).ErrorFields());
        Assert.Equal(HttpStatusCode.NotFound, (await newsroom.Client.GetAsync("/api/v1/regions/77")).StatusCode);
    }

    [Fact]
    public async Task Persons_organisations_and_terms_are_introduced_too_and_whoever_knows_of_no_introductions_erases_none()
    {
        var mark = Offices.Mark();
        using var admin = await newsroom.WithKeyAsync("admin");
        using var editor = await newsroom.SignedInAsync(Role.Editor);
        var person = await newsroom.PersonAsync(new PersonDraft { Name = "Esitelty " + mark, TitleFi = "Muutosagentti" });
        var organisation = await newsroom.OrganisationAsync(new OrganisationDraft { Name = "Esitelty " + mark });
        using var term = await admin.PostAsync("/api/v1/tags", System.Net.Http.Json.JsonContent.Create(new { scheme = "theme", label = "Esitelty " + mark, introductionHtml = "<p>Aiheesta.</p>" }));
        Assert.Equal("<p>Aiheesta.</p>", (await term.JsonAsync()).GetProperty("introductionHtml").GetString());
        Assert.Equal("Aiheesta.", (await newsroom.PageAsync("/aiheet/" + (await term.JsonAsync()).GetProperty("slug").GetString())).QuerySelector(".prose p")!.TextContent);

        using (var saved = await editor.SubmitAsync($"/desk/people/{person.PublicId}", new() { ["Version"] = "1", ["Form.Name"] = person.Name, ["Form.TitleFi"] = "Muutosagentti", ["Form.IntroductionHtml"] = "Kirjoittaa kylistä." }))
            Assert.Equal(HttpStatusCode.Redirect, saved.StatusCode);
        Assert.Equal("Kirjoittaa kylistä.", (await newsroom.PageAsync("/tekijat/" + person.Slug)).QuerySelector(".prose p")!.TextContent);
        using (var saved = await editor.SubmitAsync($"/desk/organisations/{organisation.PublicId}", new() { ["Version"] = "1", ["Form.Name"] = organisation.Name, ["Form.Type"] = "association", ["Form.Listed"] = "true", ["Form.IntroductionSvHtml"] = "Samlar byarna." }))
            Assert.Equal(HttpStatusCode.Redirect, saved.StatusCode);
        Assert.Equal(("Samlar byarna.", "sv"), ((await newsroom.PageAsync("/organisaatiot/" + organisation.Slug)).QuerySelector(".prose")!.TextContent.Trim(), (await newsroom.PageAsync("/organisaatiot/" + organisation.Slug)).QuerySelector(".prose")!.GetAttribute("lang")));

        foreach (var (address, body) in new[] { ($"/api/v1/authors/{person.PublicId}", (object)new { name = person.Name, titleFi = "Sihteeri" }), ($"/api/v1/organisations/{organisation.PublicId}", new { name = organisation.Name, phone = "1" }) })
        {
            using var read = await newsroom.Client.GetAsync(address);
            using var put = await admin.PutAsync(address, body, read.Headers.ETag!.Tag);
            Assert.Equal(HttpStatusCode.OK, put.StatusCode);
        }
        Assert.Equal("<p>Kirjoittaa kylistä.</p>", (await newsroom.Client.JsonAsync($"/api/v1/authors/{person.PublicId}")).GetProperty("introductionHtml").GetString());
        Assert.Equal("<p>Samlar byarna.</p>", (await newsroom.Client.JsonAsync($"/api/v1/organisations/{organisation.PublicId}")).GetProperty("introductionSvHtml").GetString());
    }

    public sealed class OnSqlite(SqliteNewsroom newsroom) : IntroductionTests(newsroom), IClassFixture<SqliteNewsroom>;

    public sealed class OnPostgres(PostgresNewsroom newsroom) : IntroductionTests(newsroom), IClassFixture<PostgresNewsroom>;
}
