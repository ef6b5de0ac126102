using System.Diagnostics;
using System.Net;
using System.Net.Http.Json;
using System.Text.RegularExpressions;
using Microsoft.EntityFrameworkCore;
using Uutiset.People;
using Uutiset.Subscribers;
using Uutiset.Tests.Articles;
using Uutiset.Tests.Subscribers;
using Uutiset.Vocabulary;

namespace Uutiset.Tests.Site;

/// <summary>"Vastaamme": an organisation marks itself, by a link that goes to its confirmed contact only.</summary>
public abstract partial class AnsweringTests(Newsroom newsroom) : IDisposable
{
    private readonly Visitor visitor = new(newsroom);
    // Another computer than the one on which they subscribed: five an hour from each
    private readonly Visitor asker = new(newsroom);

    public void Dispose()
    {
        visitor.Dispose();
        asker.Dispose();
        GC.SuppressFinalize(this);
    }

    private async Task<(string Slug, Guid Id)> OpeningAsync(string title)
    {
        using var editor = await newsroom.WithKeyAsync("articles:write", "articles:publish");
        using var answer = await editor.PostAsJsonAsync("/api/v1/openings", new { kind = "hearing", title, regions = new[] { "20" }, closes = newsroom.Clock.Today().AddDays(20), isPublic = true });
        var json = await answer.JsonAsync();
        return (json.GetProperty("slug").GetString()!, json.GetProperty("id").GetGuid());
    }

    /// <summary>A confirmed contact of an organisation that an editor has listed.</summary>
    private async Task<Organisation> ContactAsync(string email, string organisation, bool listed = true)
    {
        await visitor.ConfirmedAsync(email, organisation);
        return await newsroom.InDbAsync(async db =>
        {
            var found = await db.Organisations.SingleAsync(o => o.Name == organisation);
            found.Listed = listed;
            await db.SaveChangesAsync();
            return found;
        });
    }

    private async Task<HttpResponseMessage> AskAsync(string slug, string email, string prefix = "", params (string, string)[] more)
    {
        var form = await FormAsync($"{prefix}/vaikuta/{slug}");
        newsroom.Clock.Move(TimeSpan.FromSeconds(3));
        return await asker.PostAsync($"{prefix}/vaikuta/{slug}/vastaa", [.. form, ("email", email), .. more]);
    }

    private async Task<(string, string)[]> FormAsync(string path)
    {
        var form = (await newsroom.PageAsync(path)).QuerySelector("#vastaamme form")!;
        return [.. form.QuerySelectorAll("input[type=hidden]").Select(i => (i.GetAttribute("name")!, i.GetAttribute("value")!))];
    }

    private async Task<string> LinkAsync(string email) => MailedLink().Match((await visitor.MailAsync(email))[^1]).Value;

    private Task<bool> IsMarkedAsync(Guid opening, Organisation organisation) =>
        newsroom.InDbAsync(db => db.Openings.Where(o => o.PublicId == opening).SelectMany(o => o.Answers).AnyAsync(a => a.OrganisationId == organisation.Id));

    [Fact]
    public async Task An_organisation_marks_itself_by_a_mailed_link_and_looking_changes_nothing()
    {
        var organisation = await ContactAsync("toimisto@vastaajat.example.fi", "Omatoimiset Vastaajat ry");
        var (slug, id) = await OpeningAsync("Omatoimisten kuuleminen");
        using var asked = await AskAsync(slug, "toimisto@vastaajat.example.fi");
        Assert.Equal(HttpStatusCode.OK, asked.StatusCode);
        var link = await LinkAsync("toimisto@vastaajat.example.fi");
        Assert.StartsWith($"/vaikuta/{slug}/vastaa/", link);
        for (var look = 0; look < 2; look++)
        {
            var page = await newsroom.PageAsync(link);
            Assert.Contains("Omatoimiset Vastaajat ry", page.QuerySelector("main")!.TextContent, StringComparison.Ordinal);
            Assert.Equal(["Merkitse: vastaamme", "Emme vastaa sittenkään"], page.QuerySelectorAll("main form button").Select(b => b.TextContent));
        }
        Assert.False(await IsMarkedAsync(id, organisation));
        using (var shown = await visitor.Http.GetAsync(link)) Assert.Equal(("no-store", "no-referrer"), (shown.Headers.CacheControl!.ToString(), shown.Headers.GetValues("Referrer-Policy").Single()));

        using (var foreign = new HttpRequestMessage(HttpMethod.Post, link) { Content = new FormUrlEncodedContent([KeyValuePair.Create("vastaamme", "kylla")]) })
        {
            foreign.Headers.Add("Sec-Fetch-Site", "cross-site");
            Assert.Equal(HttpStatusCode.Forbidden, (await visitor.Http.SendAsync(foreign)).StatusCode);
        }
        using var marked = await visitor.PostAsync(link, ("vastaamme", "kylla"));
        Assert.Equal(HttpStatusCode.OK, marked.StatusCode);
        Assert.True(await IsMarkedAsync(id, organisation));
        Assert.Contains("Omatoimiset Vastaajat ry", (await newsroom.PageAsync("/vaikuta/" + slug)).QuerySelector("main")!.TextContent, StringComparison.Ordinal);
        // Once: pressed again it shows what it did, and does not take it back
        using var again = await visitor.PostAsync(link, ("vastaamme", "ei"));
        Assert.Equal(HttpStatusCode.OK, again.StatusCode);
        Assert.True(await IsMarkedAsync(id, organisation));
        var log = await newsroom.InDbAsync(db => db.AuditEvents.Include(e => e.Content).Where(e => e.What == "opening.answered" && e.Object == $"opening:{id}").SingleAsync());
        Assert.Equal("Omatoimiset Vastaajat ry", log.Content!.Who);

        newsroom.Clock.Move(TimeSpan.FromDays(1.1));
        using var later = await AskAsync(slug, "toimisto@vastaajat.example.fi", "/sv");
        using var unmarked = await visitor.PostAsync(await LinkAsync("toimisto@vastaajat.example.fi"), ("vastaamme", "ei"));
        Assert.Equal(HttpStatusCode.OK, unmarked.StatusCode);
        Assert.False(await IsMarkedAsync(id, organisation));
    }

    [Fact]
    public async Task Known_and_unknown_addresses_get_the_same_answer_and_one_mail_a_day()
    {
        await ContactAsync("tuttu@tunnetut.example.fi", "Tunnetut Tekijät ry");
        await ContactAsync("piilossa@piilossa.example.fi", "Luettelosta Puuttuvat ry", listed: false);
        await visitor.ConfirmedAsync("yksityinen@example.fi");
        var (slug, _) = await OpeningAsync("Salaisuuden säilyttävä kuuleminen");
        var mails = (await visitor.MailAsync("tuttu@tunnetut.example.fi")).Count;
        var answers = new List<string>();
        foreach (var email in new[] { "tuttu@tunnetut.example.fi", "vieras@example.fi", "piilossa@piilossa.example.fi" })
        {
            var started = Stopwatch.GetTimestamp();
            using var answer = await AskAsync(slug, email);
            Assert.Equal(HttpStatusCode.OK, answer.StatusCode);
            Assert.True(Stopwatch.GetElapsedTime(started) >= TimeSpan.FromMilliseconds(390));
            answers.Add(await answer.Content.ReadAsStringAsync());
        }
        Assert.Single(answers.Distinct());
        using var twice = await AskAsync(slug, "tuttu@tunnetut.example.fi");
        Assert.Equal(mails + 1, (await visitor.MailAsync("tuttu@tunnetut.example.fi")).Count);
        Assert.Empty(await visitor.MailAsync("vieras@example.fi"));
        Assert.DoesNotContain(await visitor.MailAsync("piilossa@piilossa.example.fi"), m => m.Contains("/vastaa/", StringComparison.Ordinal));
    }

    [Fact]
    public async Task Robots_the_quick_and_those_who_mistype_are_met_as_on_the_subscription_form()
    {
        await ContactAsync("oikea@lomake.example.fi", "Lomakkeen Täyttäjät ry");
        var (slug, _) = await OpeningAsync("Lomakkeen kuuleminen");
        var before = (await visitor.MailAsync("oikea@lomake.example.fi")).Count;
        using var robot = await AskAsync(slug, "oikea@lomake.example.fi", "", (SubscribeForm.Trap, "https://roska.example"));
        Assert.Equal(HttpStatusCode.OK, robot.StatusCode);
        using var quick = await visitor.PostAsync($"/vaikuta/{slug}/vastaa", [.. await FormAsync("/vaikuta/" + slug), ("email", "oikea@lomake.example.fi")]);
        Assert.Equal(HttpStatusCode.UnprocessableEntity, quick.StatusCode);
        Assert.Contains("value=\"oikea@lomake.example.fi\"", await quick.Content.ReadAsStringAsync(), StringComparison.Ordinal);
        using var wrong = await AskAsync(slug, "ei osoite", "/en");
        Assert.Contains("id=\"email-error\"", await wrong.Content.ReadAsStringAsync(), StringComparison.Ordinal);
        Assert.Equal(before, (await visitor.MailAsync("oikea@lomake.example.fi")).Count);
        using var foreign = new HttpRequestMessage(HttpMethod.Post, $"/vaikuta/{slug}/vastaa") { Content = new FormUrlEncodedContent([KeyValuePair.Create("email", "oikea@lomake.example.fi")]) };
        foreign.Headers.Add("Origin", "https://paha.example");
        Assert.Equal(HttpStatusCode.Forbidden, (await visitor.Http.SendAsync(foreign)).StatusCode);
    }

    [Fact]
    public async Task The_link_is_for_one_place_for_two_days_and_while_it_is_open()
    {
        var organisation = await ContactAsync("paikka@yhden.example.fi", "Yhden Paikan Väki ry");
        var (slug, id) = await OpeningAsync("Ensimmäinen paikka");
        var (other, otherId) = await OpeningAsync("Toinen paikka");
        using var asked = await AskAsync(slug, "paikka@yhden.example.fi");
        var token = (await LinkAsync("paikka@yhden.example.fi")).Split('/')[^1];
        using var elsewhere = await visitor.PostAsync($"/vaikuta/{other}/vastaa/{token}", ("vastaamme", "kylla"));
        Assert.Equal(HttpStatusCode.Gone, elsewhere.StatusCode);
        newsroom.Clock.Move(TimeSpan.FromHours(49));
        using var late = await visitor.PostAsync($"/vaikuta/{slug}/vastaa/{token}", ("vastaamme", "kylla"));
        Assert.Equal(HttpStatusCode.Gone, late.StatusCode);
        Assert.False(await IsMarkedAsync(id, organisation) || await IsMarkedAsync(otherId, organisation));
        newsroom.Clock.Move(TimeSpan.FromDays(25));
        Assert.Null((await newsroom.PageAsync("/vaikuta/" + slug)).QuerySelector("#vastaamme"));
        using var over = await visitor.PostAsync($"/vaikuta/{slug}/vastaa", ("email", "paikka@yhden.example.fi"));
        Assert.Equal(HttpStatusCode.NotFound, over.StatusCode);
    }

    [GeneratedRegex("(?:/sv|/en)?/vaikuta/[a-z0-9-]+/vastaa/[a-z2-7]+")]
    private static partial Regex MailedLink();

    public sealed class OnSqlite(SqliteNewsroom n) : AnsweringTests(n), IClassFixture<SqliteNewsroom>;

    public sealed class OnPostgres(PostgresNewsroom n) : AnsweringTests(n), IClassFixture<PostgresNewsroom>;
}
