using System.Net;
using System.Net.Http.Json;
using AngleSharp.Html.Parser;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Uutiset.Accounts;
using Uutiset.Accounts.Notices;
using Uutiset.Articles;
using Uutiset.Articles.Workflow;
using Uutiset.Operations;
using Uutiset.People;
using Uutiset.Tests.People;
using Uutiset.Vocabulary;

namespace Uutiset.Tests.Articles;

/// <summary>A text on its way from a writer to readers: sent to review, talked about, returned, approved; and what everybody is told of it.</summary>
public abstract class WorkflowTests(Newsroom newsroom)
{
    private const string Body = "<p>Tilat ja avustukset turvataan. Sopimus alkaa tammikuussa.</p>";

    [Fact]
    public async Task An_article_goes_to_review_comes_back_with_a_note_and_is_approved()
    {
        var (agent, agentId) = await PersonAsync(Role.Agent);
        var (editor, editorId) = await PersonAsync(Role.Editor);
        var id = await DraftAsync(agentId, "Sopimus kumppanuudesta");
        var editorPublic = await newsroom.InDbAsync(db => db.Users.Where(u => u.Id == editorId).Select(u => u.PublicId).SingleAsync());

        using var asked = await agent.SubmitAsync(At(id), new() { ["Version"] = $"{await VersionAsync(id)}", ["EditorId"] = $"{editorPublic}", ["Message"] = "Onko luku oikein?" }, At(id) + "?handler=Ask");
        Assert.Equal(HttpStatusCode.Redirect, asked.StatusCode);
        Assert.Equal(ArticleStatus.InReview, (await ArticleAsync(id)).Status);
        Assert.Equal([NoticeKind.Assigned], await NoticesAsync(editorId));
        Assert.Contains("Sopimus kumppanuudesta", await editor.GetStringAsync("/desk"), StringComparison.Ordinal);
        Assert.Contains("Sopimus kumppanuudesta", await editor.GetStringAsync("/desk/review"), StringComparison.Ordinal);
        Assert.Contains("Onko luku oikein?", await editor.GetStringAsync(At(id)), StringComparison.Ordinal);

        using var silent = await editor.SubmitAsync(At(id), new() { ["Note"] = " " }, At(id) + "?handler=Return");
        Assert.Equal(HttpStatusCode.UnprocessableEntity, silent.StatusCode);
        using var returned = await editor.SubmitAsync(At(id), new() { ["Note"] = "Tarkista alkamispäivä." }, At(id) + "?handler=Return");
        Assert.Equal(ArticleStatus.Draft, (await ArticleAsync(id)).Status);
        Assert.Equal([NoticeKind.Returned], await NoticesAsync(agentId));
        Assert.Contains("Palautettu sinulle", await agent.GetStringAsync("/desk"), StringComparison.Ordinal);
        Assert.Contains("Tarkista alkamispäivä.", await agent.GetStringAsync($"/desk/articles/{id}"), StringComparison.Ordinal);

        using var again = await agent.SubmitAsync(At(id), new() { ["Version"] = $"{await VersionAsync(id)}" }, At(id) + "?handler=Ask");
        var seen = await VersionAsync(id);
        await SaveAsync(id, "Sopimus kumppanuudesta, korjattu");
        using var stale = await editor.SubmitAsync(At(id), new() { ["Version"] = $"{seen}" }, At(id) + "?handler=Approve");
        Assert.Equal(HttpStatusCode.Conflict, stale.StatusCode);
        Assert.Equal(ArticleStatus.InReview, (await ArticleAsync(id)).Status);
        using var approved = await editor.SubmitAsync(At(id), new() { ["Version"] = $"{await VersionAsync(id)}" }, At(id) + "?handler=Approve");
        Assert.Equal(HttpStatusCode.Redirect, approved.StatusCode);
        var article = await ArticleAsync(id);
        Assert.Equal((ArticleStatus.Published, "Sopimus kumppanuudesta, korjattu"), (article.Status, article.Title));
        Assert.False(await newsroom.InDbAsync(db => db.ArticleReviews.AnyAsync(r => r.ArticleId == article.Id)));
        Assert.Equal([NoticeKind.Returned, NoticeKind.Approved], await NoticesAsync(agentId));
        Assert.Equal(["article.created", "article.reviewAsked", "article.returned", "article.reviewAsked", "article.saved", "article.published"],
            await newsroom.InDbAsync(db => db.AuditEvents.Where(e => e.Object == $"article:{id}").OrderBy(e => e.Id).Select(e => e.What).ToListAsync()));
    }

    [Fact]
    public async Task A_text_that_waits_for_an_editor_whose_account_is_closed_or_may_no_longer_waits_for_whoever_has_the_time()
    {
        var (agent, agentId) = await PersonAsync(Role.Agent);
        var (_, leaver) = await PersonAsync(Role.Editor);
        var (_, demoted) = await PersonAsync(Role.Editor);
        var (_, colleague) = await PersonAsync(Role.Editor);
        var ids = new List<Guid>();
        foreach (var editor in new[] { leaver, demoted })
        {
            var id = await DraftAsync(agentId, "Odottava juttu");
            ids.Add(id);
            var chosen = await newsroom.InDbAsync(db => db.Users.Where(u => u.Id == editor).Select(u => u.PublicId).SingleAsync());
            using var asked = await agent.SubmitAsync(At(id), new() { ["Version"] = $"{await VersionAsync(id)}", ["EditorId"] = $"{chosen}" }, At(id) + "?handler=Ask");
            Assert.Equal(HttpStatusCode.Redirect, asked.StatusCode);
        }
        Assert.Empty(await NoticesAsync(colleague));
        await newsroom.DoAsync<Users, string?>(u => u.SetDisabledAsync(leaver, true, Actor.System, default));
        await newsroom.DoAsync<Users, string?>(u => u.SetRoleAsync(demoted, Role.Agent, Actor.System, default));
        Assert.Equal([NoticeKind.ReviewAsked, NoticeKind.ReviewAsked], await NoticesAsync(colleague));
        Assert.Equal([null, null], await newsroom.InDbAsync(db => db.ArticleReviews.Where(r => ids.Contains(r.Article!.PublicId)).Select(r => r.EditorId).ToListAsync()));
    }

    [Fact]
    public async Task Approval_may_be_for_an_hour_that_exists_and_says_which_of_two_it_is()
    {
        var (editor, editorId) = await PersonAsync(Role.Editor);
        var id = await DraftAsync(editorId, "Ajastettava juttu");
        using var asked = await editor.SubmitAsync(At(id), new() { ["Version"] = $"{await VersionAsync(id)}" }, At(id) + "?handler=Ask");
        // The Sundays on which the clocks change, some years ahead of any test run
        using var skipped = await ScheduleAsync("28.3.2027", "3.30");
        Assert.Equal(HttpStatusCode.UnprocessableEntity, skipped.StatusCode);
        Assert.Contains("Lähimmät ajat ovat klo 2.59 ja klo 4.00", WebUtility.HtmlDecode(await skipped.Content.ReadAsStringAsync()), StringComparison.Ordinal);
        using var twice = await ScheduleAsync("31.10.2027", "3.30");
        Assert.Equal(HttpStatusCode.Redirect, twice.StatusCode);
        Assert.Contains("ensimmäistä kertaa", WebUtility.HtmlDecode(await editor.GetStringAsync(At(id))), StringComparison.Ordinal);
        Assert.Equal(new DateTime(2027, 10, 31, 0, 30, 0, DateTimeKind.Utc), (await ArticleAsync(id)).PublishAtUtc);
        Assert.Contains("Ajastettava juttu", await editor.GetStringAsync("/desk/calendar?month=2027-10"), StringComparison.Ordinal);
        Assert.Contains("Ajastettava juttu", await editor.GetStringAsync("/desk/calendar?month=2027-09&view=list"), StringComparison.Ordinal);
        Assert.DoesNotContain("Ajastettava juttu", await editor.GetStringAsync("/desk/calendar?month=2027-11"), StringComparison.Ordinal);

        async Task<HttpResponseMessage> ScheduleAsync(string day, string time) =>
            await editor.SubmitAsync(At(id), new() { ["Version"] = $"{await VersionAsync(id)}", ["PublishDay"] = day, ["PublishTime"] = time }, At(id) + "?handler=Schedule");
    }

    [Fact]
    public async Task A_comment_keeps_to_its_passage_while_the_text_changes_around_it_and_ends_when_it_is_settled()
    {
        var (agent, agentId) = await PersonAsync(Role.Agent);
        var (editor, editorId) = await PersonAsync(Role.Editor);
        var id = await DraftAsync(agentId, "Kommentoitava juttu");
        using var lost = await editor.SubmitAsync(At(id), new() { ["Text"] = "Mistä tämä?", ["Exact"] = "ei tällaista kohtaa" }, At(id) + "?handler=Comment");
        Assert.Equal(HttpStatusCode.UnprocessableEntity, lost.StatusCode);
        using var said = await editor.SubmitAsync(At(id), new() { ["Text"] = "Mistä tämä?", ["Exact"] = "alkaa  tammikuussa" }, At(id) + "?handler=Comment");
        Assert.Equal(HttpStatusCode.Redirect, said.StatusCode);
        Assert.Equal([NoticeKind.Commented], await NoticesAsync(agentId));
        Assert.Equal("alkaa tammikuussa", Marked(await agent.GetStringAsync(At(id))));
        Assert.Contains("Vastausta odottavat kommentit", await agent.GetStringAsync("/desk"), StringComparison.Ordinal);

        await SaveAsync(id, "Kommentoitava juttu", "<p>Uusi alku. Tilat ja avustukset turvataan. Sopimus <strong>alkaa</strong> tammikuussa.</p>");
        Assert.Equal("alkaa tammikuussa", Marked(await agent.GetStringAsync(At(id))));
        var thread = await newsroom.InDbAsync(db => db.ArticleComments.Where(c => c.Article!.PublicId == id).SingleAsync());
        using var answered = await agent.SubmitAsync(At(id), new() { ["answer"] = "Sopimuksen kohdasta 3." }, $"{At(id)}?handler=Answer&thread={thread.PublicId}");
        Assert.Equal([NoticeKind.Commented], await NoticesAsync(editorId));
        Assert.DoesNotContain("Vastausta odottavat kommentit", await agent.GetStringAsync("/desk"), StringComparison.Ordinal);
        Assert.Contains("Sopimuksen kohdasta 3.", await editor.GetStringAsync($"/desk/articles/{id}"), StringComparison.Ordinal);
        using var settled = await editor.SubmitAsync(At(id), [], $"{At(id)}?handler=Resolve&thread={thread.PublicId}&resolved=true");
        Assert.Null(Marked(await editor.GetStringAsync(At(id))));
        Assert.Contains("1 käsitelty kommentti", WebUtility.HtmlDecode(await editor.GetStringAsync(At(id))), StringComparison.Ordinal);

        var (stranger, _) = await PersonAsync(Role.Agent);
        Assert.Equal(HttpStatusCode.Forbidden, (await stranger.GetAsync(At(id))).StatusCode);
        using var intruding = await stranger.SubmitAsync("/desk/account", new() { ["Text"] = "Hei" }, At(id) + "?handler=Comment");
        Assert.Equal(HttpStatusCode.Forbidden, intruding.StatusCode);

        static string? Marked(string html) => new HtmlParser().ParseDocument(html).QuerySelectorAll("mark").ToList() is { Count: > 0 } marks ? string.Concat(marks.Select(m => m.TextContent)) : null;
    }

    [Fact]
    public async Task An_agent_publishes_in_their_own_regions_and_sends_the_rest_to_review()
    {
        var (agent, agentId) = await PersonAsync(Role.Agent, "14");
        var own = await DraftAsync(agentId, "Oman alueen juttu", "14");
        var wider = await DraftAsync(agentId, "Kahden alueen juttu", "14", "13");
        using var published = await PublishAsync(own, "14");
        Assert.Equal(HttpStatusCode.Redirect, published.StatusCode);
        Assert.Equal(ArticleStatus.Published, (await ArticleAsync(own)).Status);
        using var refused = await PublishAsync(wider, "14", "13");
        Assert.Equal((HttpStatusCode.Forbidden, ArticleStatus.Draft), (refused.StatusCode, (await ArticleAsync(wider)).Status));

        // Another region is added in the same form: the text is saved, and goes no further
        using var widened = await PublishAsync(own, "14", "13");
        Assert.Equal(HttpStatusCode.UnprocessableEntity, widened.StatusCode);
        Assert.True((await ArticleAsync(own)).HasUnpublishedChanges);
        var page = await agent.GetStringAsync($"/desk/articles/{own}");
        Assert.DoesNotContain("handler=Publish\"", page, StringComparison.Ordinal);
        Assert.Contains("handler=Review\"", page, StringComparison.Ordinal);
        using var approved = await agent.SubmitAsync(At(own), new() { ["Version"] = $"{await VersionAsync(own)}" }, At(own) + "?handler=Approve");
        Assert.Equal(HttpStatusCode.Forbidden, approved.StatusCode);

        async Task<HttpResponseMessage> PublishAsync(Guid id, params string[] regions)
        {
            var fields = new List<KeyValuePair<string, string>>
            {
                new("Version", $"{await VersionAsync(id)}"), new("Form.Type", "News"), new("Form.Lang", "fi"), new("Form.Title", "Juttu"), new("Form.BodyHtml", Body),
                new("__RequestVerificationToken", await agent.FormTokenAsync($"/desk/articles/{id}")),
            };
            fields.AddRange(regions.Select(r => new KeyValuePair<string, string>("Form.Regions", r)));
            using var form = new FormUrlEncodedContent(fields);
            return await agent.PostAsync($"/desk/articles/{id}?handler=Publish", form);
        }
    }

    [Fact]
    public async Task A_text_that_was_approved_for_an_hour_is_changed_only_by_those_who_may_publish_it()
    {
        var email = $"{Guid.NewGuid():N}@example.fi";
        using var agent = await newsroom.SignedInAsync(Role.Agent, email);
        var userId = await newsroom.InDbAsync(db => db.Users.Where(u => u.Email == email).Select(u => u.Id).SingleAsync());
        using var writer = await newsroom.WithKeyAsync("articles:write");
        using var publisher = await newsroom.WithKeyAsync("articles:write", "articles:publish");
        // Of the whole country: nobody's own region
        using var made = await writer.PostAsJsonAsync("/api/v1/articles", new { title = "Hyväksytty teksti", lead = "Ingressi.", bodyHtml = Body });
        var id = (await made.JsonAsync()).GetProperty("id").GetGuid();
        await newsroom.InDbAsync(db => db.Articles.Where(a => a.PublicId == id).ExecuteUpdateAsync(a => a.SetProperty(x => x.OwnerId, userId)));
        using var scheduled = await publisher.PutAsync($"/api/v1/articles/{id}/publication", new { publishAt = "2036-01-01T10:00:00Z" });
        var version = await VersionAsync(id);
        var form = new Dictionary<string, string> { ["Version"] = $"{version}", ["Form.Type"] = "News", ["Form.Lang"] = "fi", ["Form.Title"] = "Vaihdettu teksti", ["Form.Lead"] = "Ingressi.", ["Form.BodyHtml"] = Body };
        using var saved = await agent.SubmitAsync($"/desk/articles/{id}", form);
        Assert.Equal(HttpStatusCode.UnprocessableEntity, saved.StatusCode);
        Assert.Contains("ajastettu", WebUtility.HtmlDecode(await saved.Content.ReadAsStringAsync()), StringComparison.Ordinal);
        using var put = await writer.PutAsync($"/api/v1/articles/{id}", new { title = "Vaihdettu teksti", lead = "Ingressi.", bodyHtml = Body }, scheduled.Headers.ETag!.ToString());
        Assert.Equal(HttpStatusCode.UnprocessableEntity, put.StatusCode);
        Assert.Equal("Hyväksytty teksti", (await ArticleAsync(id)).WorkingTitle);
        using var mended = await publisher.PutAsync($"/api/v1/articles/{id}", new { title = "Toimittajan muutos", lead = "Ingressi.", bodyHtml = Body }, scheduled.Headers.ETag!.ToString());
        Assert.Equal("Toimittajan muutos", (await ArticleAsync(id)).WorkingTitle);
        using var restored = await writer.PostAsJsonAsync($"/api/v1/articles/{id}/revisions/1/restore", new { });
        Assert.Equal((HttpStatusCode.UnprocessableEntity, "Toimittajan muutos"), (restored.StatusCode, (await ArticleAsync(id)).WorkingTitle));
    }

    [Fact]
    public async Task The_API_sends_to_review_returns_comments_and_settles()
    {
        using var script = await newsroom.WithKeyAsync("articles:write", "articles:publish");
        var id = await DraftAsync(null, "Rajapinnan juttu");
        var api = $"/api/v1/articles/{id}";
        Assert.Equal(HttpStatusCode.NotFound, (await script.GetAsync(api + "/review")).StatusCode);
        using var unknown = await script.PutAsync(api + "/review", new { editorId = Guid.NewGuid() });
        Assert.Equal(["editorId"], (await unknown.JsonAsync()).ErrorFields());
        using var asked = await script.PutAsync(api + "/review", new { message = "Katsokaa otsikkoa." });
        Assert.Equal("asked", (await asked.JsonAsync()).GetProperty("state").GetString());
        using var old = await script.PutAsync(api + "/review", new { }, "\"1\"");
        Assert.Equal(HttpStatusCode.PreconditionFailed, old.StatusCode);
        using var returned = await script.PostAsJsonAsync(api + "/review/return", new { message = "Lyhennä." });
        Assert.Equal("Lyhennä.", (await returned.JsonAsync()).GetProperty("note").GetString());
        Assert.Equal(HttpStatusCode.NoContent, (await script.DeleteAsync(api + "/review")).StatusCode);

        using var made = await script.PostAsJsonAsync(api + "/comments", new { text = "Hyvä.", quote = new { exact = "Tilat ja avustukset" } });
        var comment = await made.JsonAsync();
        Assert.Equal((HttpStatusCode.Created, " turvataan. Sopimus alkaa tammik"), (made.StatusCode, comment.GetProperty("quote").GetProperty("suffix").GetString()!));
        using var answered = await script.PostAsJsonAsync(api + "/comments", new { text = "Kiitos.", answers = comment.GetProperty("id").GetGuid() });
        Assert.Equal(HttpStatusCode.Created, answered.StatusCode);
        Assert.Equal(HttpStatusCode.NoContent, (await script.PutAsync($"{api}/comments/{comment.GetProperty("id").GetGuid()}/resolution", new { })).StatusCode);
        var thread = Assert.Single((await script.JsonAsync(api + "/comments")).GetProperty("items").EnumerateArray().ToList());
        Assert.Equal((true, 1, "API: testi"), (thread.GetProperty("found").GetBoolean(), thread.GetProperty("answers").GetArrayLength(), thread.GetProperty("resolvedBy").GetString()));
        using var reader = await newsroom.WithKeyAsync("subscribers:read");
        Assert.Equal(HttpStatusCode.Forbidden, (await reader.GetAsync(api + "/comments")).StatusCode);
    }

    [Fact]
    public async Task Notices_of_a_burst_become_one_mail_that_tells_nothing_of_the_article()
    {
        var (agent, agentId) = await PersonAsync(Role.Agent);
        var (_, mutedId) = await PersonAsync(Role.Agent);
        await newsroom.InDbAsync(db => db.Users.Where(u => u.Id == mutedId).ExecuteUpdateAsync(row => row.SetProperty(u => u.NoticeMail, false)));
        var (editor, _) = await PersonAsync(Role.Editor);
        var secret = await DraftAsync(agentId, "Salainen otsikko");
        var other = await DraftAsync(mutedId, "Toinen salaisuus");
        foreach (var id in new[] { secret, secret, other })
        {
            using var said = await editor.SubmitAsync(At(id), new() { ["Text"] = "Salainen kommentti" }, At(id) + "?handler=Comment");
            Assert.Equal(HttpStatusCode.Redirect, said.StatusCode);
        }
        Assert.Equal(0, await MailsOfAsync(agentId));
        Assert.Contains("2 uutta ilmoitusta", await agent.GetStringAsync("/desk"), StringComparison.Ordinal);
        newsroom.Clock.Move(TimeSpan.FromMinutes(11));
        Assert.Equal(1, await MailsOfAsync(agentId));
        Assert.Equal(0, await MailsOfAsync(mutedId));
        Assert.Equal(1, await MailsOfAsync(agentId));
        var mails = (await newsroom.InDbAsync(db => db.MailContents.Select(c => c.Compiled).ToListAsync())).ConvertAll(System.Text.Encoding.Latin1.GetString);
        Assert.Contains(mails, m => m.Contains("Aino Esimerkki kommentoi juttua.", StringComparison.Ordinal));
        Assert.DoesNotContain(mails, m => m.Contains("Salainen", StringComparison.OrdinalIgnoreCase) || m.Contains("salaisuus", StringComparison.OrdinalIgnoreCase));

        var first = await newsroom.InDbAsync(db => db.Notices.Where(n => n.UserId == agentId).OrderBy(n => n.Id).Select(n => n.Id).FirstAsync());
        var (stranger, _) = await PersonAsync(Role.Agent);
        using var foreign = await stranger.SubmitAsync("/desk/account", [], $"/desk/notices?handler=Open&id={first}");
        Assert.Equal(HttpStatusCode.NotFound, foreign.StatusCode);
        using var opened = await agent.SubmitAsync("/desk/notices", [], $"/desk/notices?handler=Open&id={first}");
        Assert.Equal(At(secret), opened.Headers.Location!.OriginalString);
        Assert.Contains("1 uusi ilmoitus", await agent.GetStringAsync("/desk"), StringComparison.Ordinal);
        using var all = await agent.SubmitAsync("/desk/notices", [], "/desk/notices?handler=All");
        Assert.DoesNotContain("uusi ilmoitus", await agent.GetStringAsync("/desk"), StringComparison.Ordinal);

        async Task<int> MailsOfAsync(long person)
        {
            await using var scope = newsroom.Services.CreateAsyncScope();
            await scope.ServiceProvider.GetRequiredService<NoticeMailing>().MailAsync(CancellationToken.None);
            return await newsroom.InDbAsync(async db =>
            {
                var address = await db.Users.Where(u => u.Id == person).Select(u => u.Email).SingleAsync();
                return await db.Deliveries.CountAsync(d => d.Address == address);
            });
        }
    }

    private static string At(Guid id) => $"/desk/articles/{id}/review";

    private async Task<(HttpClient Client, long Id)> PersonAsync(Role role, params string[] regions)
    {
        var email = $"{Guid.NewGuid():N}@example.fi";
        var client = await newsroom.SignedInAsync(role, email);
        return (client, await newsroom.InDbAsync(async db =>
        {
            var id = await db.Users.Where(u => u.Email == email).Select(u => u.Id).SingleAsync();
            if (regions.Length > 0)
            {
                db.People.Add(new Person { Name = "Aino Esimerkki", Slug = $"aino-{Guid.NewGuid():N}", UserId = id, Regions = [.. regions.Select(r => new PersonRegion { RegionCode = r })] });
                await db.SaveChangesAsync();
            }
            return id;
        }));
    }

    private async Task<Guid> DraftAsync(long? owner, string title, params string[] regions)
    {
        await using var scope = newsroom.Services.CreateAsyncScope();
        var outcome = await scope.ServiceProvider.GetRequiredService<Drafting>()
            .CreateAsync(new ArticleDraft { Title = title, Lead = "Ingressi.", BodyHtml = Body, Regions = regions }, mayPublish: false, new Actor("Aino Esimerkki", owner), CancellationToken.None);
        return Assert.IsType<Outcome.Done>(outcome).Article.PublicId;
    }

    private async Task SaveAsync(Guid id, string title, string body = Body)
    {
        var version = await VersionAsync(id);
        await using var scope = newsroom.Services.CreateAsyncScope();
        Assert.IsType<Outcome.Done>(await scope.ServiceProvider.GetRequiredService<Drafting>()
            .SaveAsync(id, new ArticleDraft { Title = title, Lead = "Ingressi.", BodyHtml = body }, version, mayPublish: false, new Actor("Aino Esimerkki"), CancellationToken.None));
    }

    private Task<Article> ArticleAsync(Guid id) => newsroom.InDbAsync(db => db.Articles.AsNoTracking().SingleAsync(a => a.PublicId == id));

    private async Task<int> VersionAsync(Guid id) => (await ArticleAsync(id)).Version;

    private Task<List<NoticeKind>> NoticesAsync(long person) => newsroom.InDbAsync(db => db.Notices.Where(n => n.UserId == person).OrderBy(n => n.Id).Select(n => n.Kind).ToListAsync());

    public sealed class OnSqlite(SqliteNewsroom n) : WorkflowTests(n), IClassFixture<SqliteNewsroom>;

    public sealed class OnPostgres(PostgresNewsroom n) : WorkflowTests(n), IClassFixture<PostgresNewsroom>;
}
