using System.Net;
using System.Net.Http.Json;
using System.Text.Json;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Uutiset.Accounts;
using Uutiset.Articles;
using Uutiset.Exchange;
using Uutiset.People;
using Uutiset.Tests.People;
using Uutiset.Tests.Site;
using Uutiset.Vocabulary;

namespace Uutiset.Tests.Articles;

/// <summary>One event, several articles: the invitation writes it, the report tells it, and readers see it once.</summary>
public abstract class SharedEventTests(Newsroom newsroom)
{
    private DateOnly Day => newsroom.Clock.Today().AddDays(12);

    private async Task<(Article Article, Guid Event)> InvitationAsync(string title)
    {
        var article = await newsroom.PublicAsync(new ArticleDraft { Title = "Kutsu: " + title, BodyHtml = "<p>Tule.</p>", Events = [new DraftEvent(title, Day, new TimeOnly(9, 0), Place: "Kajaani")] });
        return (article, await newsroom.InDbAsync(db => db.Events.Where(e => e.Title == title).Select(e => e.PublicId).SingleAsync()));
    }

    private static async Task<JsonElement> PublishedAsync(HttpClient key, object draft)
    {
        using var made = await key.PostAsJsonAsync("/api/v1/articles", draft);
        Assert.True(made.StatusCode == HttpStatusCode.Created, await made.Content.ReadAsStringAsync());
        using var published = await key.PutAsync($"/api/v1/articles/{(await made.JsonAsync()).GetProperty("id")}/publication", new { });
        Assert.True(published.StatusCode == HttpStatusCode.OK, await published.Content.ReadAsStringAsync());
        return await published.JsonAsync();
    }

    [Fact]
    public async Task An_event_is_written_by_the_article_that_made_it_and_told_by_others()
    {
        var day = new DateOnly(2031, 3, 10);
        await newsroom.PublicAsync(PublishingTests.Text("Oma tilaisuus") with { Events = [new DraftEvent("Yhdistysilta", day, Place: "Joensuu")] });
        var made = await newsroom.InDbAsync(db => db.Events.AsNoTracking().SingleAsync(e => e.Title == "Yhdistysilta"));
        await newsroom.PublicAsync(PublishingTests.Text("Toisen juttu") with { Events = [new DraftEvent("Kaapattu ilta", day, EventId: made.PublicId)] });
        // Another article tells it, as it is; what that one says of it is passed over
        var now = await newsroom.InDbAsync(db => db.Events.AsNoTracking().SingleAsync(e => e.Id == made.Id));
        Assert.Equal(("Yhdistysilta", made.Version, made.ArticleId), (now.Title, now.Version, now.ArticleId));
        Assert.False(await newsroom.InDbAsync(db => db.Events.AnyAsync(e => e.Title == "Kaapattu ilta")));
        Assert.Equal(2, await newsroom.InDbAsync(db => db.Set<ArticleEvent>().CountAsync(x => x.EventId == made.Id)));
    }

    [Fact]
    public async Task Invitation_and_report_tell_one_event_which_lists_and_calendars_show_once()
    {
        using var key = await newsroom.WithKeyAsync("articles:write", "articles:publish");
        var (invitation, happening) = await InvitationAsync("Yhteinen kevätpäivä");
        var report = await PublishedAsync(key, new
        {
            title = "Raportti kevätpäivästä", bodyHtml = "<p>Näin kävi.</p>", events = new[] { new { eventId = happening, title = "Kaapattu päivä", start = "2031-01-01" } },
            attachments = new[] { new { title = "Kevätpäivän diat", url = "https://example.org/kevat.pdf", kind = "slides", eventId = happening } },
        });
        // What the working text says of it is what stands there
        Assert.Equal(("Yhteinen kevätpäivä", Dates.Iso(Day)), (report.GetProperty("events")[0].GetProperty("title").GetString(), report.GetProperty("events")[0].GetProperty("start").GetString()));
        var told = (await newsroom.Client.JsonAsync("/api/v1/events?pageSize=100")).GetProperty("items").EnumerateArray().Where(e => e.GetProperty("title").GetString() == "Yhteinen kevätpäivä").ToList();
        Assert.Equal(["Kutsu: Yhteinen kevätpäivä", "Raportti kevätpäivästä"], Assert.Single(told).GetProperty("articles").EnumerateArray().Select(a => a.GetProperty("title").GetString()).Order(StringComparer.Ordinal));
        var shown = Assert.Single((await newsroom.PageAsync("/tilaisuudet")).QuerySelectorAll(".event"), e => e.TextContent.Contains("Yhteinen kevätpäivä", StringComparison.Ordinal));
        Assert.NotNull(shown.QuerySelector("a[href$='kevat.pdf']"));
        using (var calendar = await newsroom.Client.GetAsync("/tilaisuudet.ics"))
            Assert.Single(await CalendarTests.ParseAsync(await calendar.Content.ReadAsByteArrayAsync()), e => e.Uid == happening.ToString());
        var page = await newsroom.PageAsync(new Uri(report.GetProperty("url").GetString()!).AbsolutePath);
        Assert.Contains("Kajaani", page.QuerySelector(".event")!.TextContent, StringComparison.Ordinal);

        // The invitation's change is the report's too, and withdrawing the one leaves the other
        var version = (await newsroom.NowAsync(invitation)).Version;
        await newsroom.DoAsync<Drafting, Outcome>(d => d.SaveAsync(invitation.PublicId, new ArticleDraft
        {
            Title = "Kutsu: Yhteinen kevätpäivä", BodyHtml = "<p>Tule.</p>", Events = [new DraftEvent("Yhteinen kevätpäivä", Day.AddDays(1), Place: "Sotkamo", EventId: happening)],
        }, version, true, new Actor("Testi"), CancellationToken.None));
        Assert.IsType<Outcome.Done>(await newsroom.DoAsync<Publishing, Outcome>(p => p.PublishAsync(invitation.PublicId, null, null, Actor.System, CancellationToken.None)));
        Assert.Contains("Sotkamo", (await newsroom.PageAsync(new Uri(report.GetProperty("url").GetString()!).AbsolutePath)).QuerySelector(".event")!.TextContent, StringComparison.Ordinal);
        Assert.IsType<Outcome.Done>(await newsroom.DoAsync<Publishing, Outcome>(p => p.WithdrawAsync(invitation.PublicId, null, Actor.System, CancellationToken.None)));
        Assert.Single((await newsroom.PageAsync("/tilaisuudet")).QuerySelectorAll(".event"), e => e.TextContent.Contains("Yhteinen kevätpäivä", StringComparison.Ordinal));
    }

    [Fact]
    public async Task The_form_finds_an_event_of_another_article_and_shows_where_it_is_written()
    {
        using var editor = await newsroom.SignedInAsync(Role.Editor);
        var (invitation, happening) = await InvitationAsync("Lomakkeen syyspäivä");
        var report = await newsroom.DraftAsync(new ArticleDraft { Title = "Raportti syyspäivästä", BodyHtml = "<p>Teksti.</p>" });
        var path = $"/desk/articles/{report.PublicId}";
        var found = (await editor.JsonAsync($"/desk/articles/find/events?except={report.PublicId}&q=syysp%C3%A4iv%C3%A4")).EnumerateArray().Single();
        Assert.Equal((happening, "Lomakkeen syyspäivä"), (found.GetProperty("id").GetGuid(), found.GetProperty("title").GetString()));
        // It is no news to the article that writes it
        Assert.Empty((await editor.JsonAsync($"/desk/articles/find/events?except={invitation.PublicId}&q=syysp%C3%A4iv%C3%A4")).EnumerateArray());
        Assert.Contains(happening.ToString(), (await editor.SeeAsync(path)).QuerySelector("select[name='Form.ToldEvents[spare].EventId']")!.InnerHtml, StringComparison.Ordinal);
        using var saved = await editor.SubmitAsync(path, new()
        {
            ["Version"] = $"{report.Version}", ["Form.Lang"] = "fi", ["Form.Type"] = "News", ["Form.Title"] = "Raportti syyspäivästä", ["Form.BodyHtml"] = "<p>Teksti.</p>",
            ["Form.ToldEvents.index"] = "spare", ["Form.ToldEvents[spare].EventId"] = happening.ToString(),
        }, path + "?handler=Publish");
        Assert.Equal(HttpStatusCode.Redirect, saved.StatusCode);
        Assert.Equal([new DraftEvent(EventId: happening)], (await newsroom.WorkingAsync(report)).Events);
        var row = (await editor.SeeAsync(path)).QuerySelector("[data-related] [data-shown]:not(:empty)")!.ParentElement!;
        Assert.Contains("Lomakkeen syyspäivä", row.TextContent, StringComparison.Ordinal);
        Assert.Contains("Kutsu: Lomakkeen syyspäivä", row.TextContent, StringComparison.Ordinal);
        // Saved as it is shown, nothing is new
        var revision = (await newsroom.NowAsync(report)).WorkingRevision;
        using var again = await editor.SubmitAsync(path, new()
        {
            ["Version"] = $"{(await newsroom.NowAsync(report)).Version}", ["Form.Lang"] = "fi", ["Form.Type"] = "News", ["Form.Title"] = "Raportti syyspäivästä", ["Form.BodyHtml"] = "<p>Teksti.</p>",
            ["Form.ToldEvents.index"] = "0", ["Form.ToldEvents[0].EventId"] = happening.ToString(), ["Form.ToldEvents[0].Title"] = "Lomakkeen syyspäivä",
        });
        Assert.Equal(revision, (await newsroom.NowAsync(report)).WorkingRevision);
        Assert.Contains("Lomakkeen syyspäivä", WebUtility.HtmlDecode(await editor.GetStringAsync($"{path}/versions")), StringComparison.Ordinal);
    }

    [Fact]
    public async Task An_event_that_somebody_may_not_see_is_not_theirs_to_tell_and_two_of_one_event_are_one()
    {
        var publisher = await newsroom.OrganisationAsync(new OrganisationDraft { Name = $"Toinen julkaisija {Offices.Mark()} ry", Email = $"{Offices.Mark()}@example.fi" });
        await newsroom.InDbAsync(async db => { (await db.Organisations.SingleAsync(o => o.Id == publisher.Id)).IsPublisher = true; await db.SaveChangesAsync(); });
        var (invitation, happening) = await InvitationAsync("Poistettu neuvottelu");
        Assert.IsType<Outcome.Done>(await newsroom.DoAsync<Publishing, Outcome>(p => p.WithdrawAsync(invitation.PublicId, null, Actor.System, CancellationToken.None)));
        using var stranger = await newsroom.WithKeyAsync(publisher.Id, "articles:write", "articles:publish");
        using var refused = await stranger.PostAsJsonAsync("/api/v1/articles", new { title = "Vieras", lead = "Ingressi.", events = new[] { new { eventId = happening } } });
        Assert.Equal(["events[0].start", "events[0].title"], (await refused.JsonAsync()).ErrorFields());
        using var key = await newsroom.WithKeyAsync("articles:write", "articles:publish");
        var own = await PublishedAsync(key, new { title = "Oma", lead = "Ingressi.", events = new[] { new { eventId = happening }, new { eventId = happening } } });
        Assert.Equal(1, own.GetProperty("events").GetArrayLength());
        Assert.Equal(1, await newsroom.InDbAsync(db => db.Events.CountAsync(e => e.Title == "Poistettu neuvottelu")));
    }

    [Fact]
    public async Task What_was_exported_comes_in_with_its_event_told_once_and_again_without_change()
    {
        var id = Guid.NewGuid();
        string[] lines =
        [
            $$"""{"title":"Tuotu kutsu","bodyHtml":"<p>x</p>","sourceId":"share:1","status":"published","events":[{"eventId":"{{id}}","title":"Tuotu tilaisuus","start":"2031-03-10","place":"Oulu"}]}""",
            $$"""{"title":"Tuotu raportti","bodyHtml":"<p>x</p>","sourceId":"share:2","status":"published","events":[{"eventId":"{{id}}","title":"Tuotu tilaisuus","start":"2031-03-10","place":"Oulu"}]}""",
        ];
        Assert.Equal(2, (await ImportAsync(lines)).Created);
        var happening = await newsroom.InDbAsync(db => db.Events.SingleAsync(e => e.Title == "Tuotu tilaisuus"));
        Assert.Equal(id, happening.PublicId);
        Assert.Equal(2, await newsroom.InDbAsync(db => db.Set<ArticleEvent>().CountAsync(x => x.EventId == happening.Id)));
        Assert.Equal("share:1", await newsroom.InDbAsync(db => db.Articles.Where(a => a.Id == happening.ArticleId).Select(a => a.SourceId).SingleAsync()));
        Assert.Equal(2, (await ImportAsync(lines)).Unchanged);
    }

    private async Task<ArticleImportReport> ImportAsync(params string[] lines)
    {
        await using var scope = newsroom.Services.CreateAsyncScope();
        using var reader = new StringReader(string.Join('\n', lines));
        return await scope.ServiceProvider.GetRequiredService<ArticleImport>().RunAsync(reader, Actor.System, null, CancellationToken.None);
    }

    public sealed class OnSqlite(SqliteNewsroom n) : SharedEventTests(n), IClassFixture<SqliteNewsroom>;

    public sealed class OnPostgres(PostgresNewsroom n) : SharedEventTests(n), IClassFixture<PostgresNewsroom>;
}
