using System.Net;
using System.Net.Http.Json;
using Microsoft.EntityFrameworkCore;
using Uutiset.Accounts;
using Uutiset.Articles;
using Uutiset.Tests.People;
using Uutiset.Tests.Site;
using Uutiset.Vocabulary;

namespace Uutiset.Tests.Articles;

/// <summary>"Päivitetty" is for what readers read: small corrections, inner fields and a look that found nothing wrong leave it as it was.</summary>
public abstract class MinorTests(Newsroom newsroom)
{
    private static ArticleDraft Text(string title, string body = "<p>Teksti.</p>") => new() { Title = title, BodyHtml = body };

    private async Task<Article> SavedAsync(Article article, ArticleDraft draft)
    {
        var now = await newsroom.NowAsync(article);
        var done = Assert.IsType<Outcome.Done>(await newsroom.DoAsync<Drafting, Outcome>(d => d.SaveAsync(now.PublicId, draft, now.Version, true, new Actor("Testi"), CancellationToken.None)));
        return done.Article;
    }

    /// <summary>Published an hour ago, so that an update would be told.</summary>
    private async Task<Article> PublicAsync(ArticleDraft draft)
    {
        var article = await newsroom.PublicAsync(draft);
        newsroom.Clock.Move(TimeSpan.FromHours(1));
        return article;
    }

    private static async Task<string?> FeedDateAsync(HttpClient client, Article article)
    {
        var feed = await client.JsonAsync("/syote.json");
        var entry = feed.GetProperty("items").EnumerateArray().Single(i => i.GetProperty("id").GetString()!.Contains(article.PublicId.ToString(), StringComparison.Ordinal));
        return entry.GetProperty("date_modified").GetString();
    }

    [Fact]
    public async Task A_small_correction_changes_the_text_and_no_date()
    {
        using var key = await newsroom.WithKeyAsync("articles:write", "articles:publish");
        var article = await PublicAsync(Text("Kirjotusvirhe otsikossa"));
        var dated = await FeedDateAsync(newsroom.Client, article);
        await SavedAsync(article, Text("Kirjoitusvirhe otsikossa"));
        using var answer = await key.PutAsync($"/api/v1/articles/{article.PublicId}/publication", new { minor = true });
        Assert.Equal(HttpStatusCode.OK, answer.StatusCode);
        var now = await newsroom.NowAsync(article);
        Assert.Equal(("Kirjoitusvirhe otsikossa", null, false), (now.Title, now.UpdatedUtc, now.HasUnpublishedChanges));
        Assert.Equal(dated, await FeedDateAsync(newsroom.Client, article));
        Assert.DoesNotContain("Päivitetty", (await newsroom.PageAsync(now.Path)).QuerySelector(".dateline")!.TextContent, StringComparison.Ordinal);

        await SavedAsync(article, Text("Kirjoitusvirhe otsikossa", "<p>Uutta asiaa.</p>"));
        using var update = await key.PutAsync($"/api/v1/articles/{article.PublicId}/publication", new { });
        Assert.NotNull((await newsroom.NowAsync(article)).UpdatedUtc);
        Assert.NotEqual(dated, await FeedDateAsync(newsroom.Client, article));
        Assert.Contains("Päivitetty", (await newsroom.PageAsync(now.Path)).QuerySelector(".dateline")!.TextContent, StringComparison.Ordinal);

        await SavedAsync(article, Text("Kirjoitusvirhe otsikossa", "<p>Uutta asiaa, oikaistuna.</p>"));
        using var both = await key.PutAsync($"/api/v1/articles/{article.PublicId}/publication", new { minor = true, correction = new { wrong = "a", right = "b" } });
        Assert.Equal(["minor"], (await both.JsonAsync()).ErrorFields());
    }

    [Fact]
    public async Task What_only_the_newsroom_sees_is_no_update_unless_somebody_says_so()
    {
        var article = await PublicAsync(Text("Vain päivä muuttuu"));
        await SavedAsync(article, Text("Vain päivä muuttuu") with { ReviewBy = newsroom.Clock.Today().AddDays(90) });
        Assert.IsType<Outcome.Done>(await newsroom.DoAsync<Publishing, Outcome>(p => p.PublishAsync(article.PublicId, null, null, Actor.System, CancellationToken.None)));
        Assert.Null((await newsroom.NowAsync(article)).UpdatedUtc);
        await SavedAsync(article, Text("Vain päivä muuttuu") with { ReviewBy = newsroom.Clock.Today().AddDays(91) });
        Assert.IsType<Outcome.Done>(await newsroom.DoAsync<Publishing, Outcome>(p => p.PublishAsync(article.PublicId, null, null, isMinor: false, Actor.System, CancellationToken.None)));
        Assert.NotNull((await newsroom.NowAsync(article)).UpdatedUtc);
    }

    [Fact]
    public async Task A_small_correction_that_was_scheduled_is_one_when_its_hour_comes()
    {
        var article = await PublicAsync(Text("Ajastettu pikkukorjaus"));
        await SavedAsync(article, Text("Ajastettu pieni korjaus"));
        var hour = newsroom.Clock.GetUtcNow().UtcDateTime.AddMinutes(5);
        Assert.IsType<Outcome.Done>(await newsroom.DoAsync<Publishing, Outcome>(p => p.PublishAsync(article.PublicId, null, hour, isMinor: true, Actor.System, CancellationToken.None)));
        newsroom.Clock.Move(TimeSpan.FromMinutes(6));
        await newsroom.DoAsync<Publishing, bool>(async p =>
        {
            await p.PublishDueAsync(article.PublicId, CancellationToken.None);
            return true;
        });
        var now = await newsroom.NowAsync(article);
        Assert.Equal(("Ajastettu pieni korjaus", null, null, null), (now.Title, now.UpdatedUtc, now.PublishAtUtc, now.PublishAtMinor));
    }

    [Fact]
    public async Task The_form_offers_a_small_correction_and_ticks_it_by_itself_when_readers_would_see_nothing_new()
    {
        using var editor = await newsroom.SignedInAsync(Role.Editor);
        var article = await PublicAsync(Text("Lomakkeen pieni korjaus"));
        var path = $"/desk/articles/{article.PublicId}";
        Assert.Null((await editor.SeeAsync(path)).QuerySelector("input[name='Minor.Chosen'][checked]"));
        await SavedAsync(article, Text("Lomakkeen pieni korjaus") with { ReviewBy = newsroom.Clock.Today().AddDays(30) });
        var page = await editor.SeeAsync(path);
        Assert.NotNull(page.QuerySelector("input[name='Minor.Chosen'][checked]"));
        Assert.NotNull(page.QuerySelector("input[name='Minor.Suggested']"));
        var version = (await newsroom.NowAsync(article)).Version;
        using var answer = await editor.SubmitAsync(path, new()
        {
            ["Version"] = $"{version}", ["Form.Lang"] = "fi", ["Form.Type"] = "News", ["Form.Title"] = "Lomakkeen pieni korjaus tehtiin", ["Form.BodyHtml"] = "<p>Teksti.</p>", ["Minor.Chosen"] = "true",
            ["Form.LastCheckedAt"] = Dates.Day(newsroom.Clock.Today(), "fi"),
        }, path + "?handler=Publish");
        Assert.Equal(HttpStatusCode.Redirect, answer.StatusCode);
        var now = await newsroom.NowAsync(article);
        Assert.Equal(("Lomakkeen pieni korjaus tehtiin", null), (now.Title, now.UpdatedUtc));
        Assert.Equal(newsroom.Clock.Today(), Dates.DayOf(now.LastCheckedUtc!.Value));
        Assert.Contains("value=\"" + Dates.Day(newsroom.Clock.Today(), "fi") + "\"", await editor.GetStringAsync(path), StringComparison.Ordinal);
    }

    [Fact]
    public async Task One_button_says_that_a_text_was_looked_at_and_readers_are_told_the_day_and_no_update()
    {
        using var editor = await newsroom.SignedInAsync(Role.Editor);
        var article = await PublicAsync(Text("Vanheneva hankesivu") with { ReviewBy = newsroom.Clock.Today().AddDays(3) });
        var action = $"/desk/articles/{article.PublicId}/still-right";
        var list = await editor.SeeAsync("/desk/reviews");
        var form = list.QuerySelector($"form[action='{action}']")!;
        string Value(string name) => form.QuerySelector($"input[name='{name}']")!.GetAttribute("value")!;
        Assert.Equal(Dates.Iso(newsroom.Clock.Today().AddMonths(6)), Value("Next"));
        // Somebody saves meanwhile: nobody vouches for a text that they have not seen
        await SavedAsync(article, Text("Vanheneva hankesivu", "<p>Kesken.</p>") with { ReviewBy = newsroom.Clock.Today().AddDays(3) });
        using var late = await editor.SubmitAsync("/desk/reviews", new() { ["Version"] = Value("Version"), ["Next"] = Value("Next") }, action);
        Assert.Equal(HttpStatusCode.Conflict, late.StatusCode);
        using var past = await editor.SubmitAsync(action, new() { ["Version"] = $"{(await newsroom.NowAsync(article)).Version}", ["Next"] = "2020-01-01" });
        Assert.Equal(HttpStatusCode.UnprocessableEntity, past.StatusCode);
        using var done = await editor.SubmitAsync(action, new() { ["Version"] = $"{(await newsroom.NowAsync(article)).Version}", ["Next"] = Value("Next") });
        Assert.Equal("/desk/reviews", done.Headers.Location?.OriginalString);
        var now = await newsroom.NowAsync(article);
        Assert.Equal((newsroom.Clock.Today().AddMonths(6), null, true), (now.ReviewBy!.Value, now.UpdatedUtc, now.HasUnpublishedChanges));
        Assert.Equal("<p>Teksti.</p>", now.BodyHtml);
        var working = await newsroom.WorkingAsync(article);
        Assert.Equal(("<p>Kesken.</p>", newsroom.Clock.Today().AddMonths(6)), (working.BodyHtml, working.ReviewBy!.Value));
        Assert.Null((await editor.SeeAsync("/desk/reviews")).QuerySelector($"form[action='{action}']"));
        var dateline = (await newsroom.PageAsync(now.Path)).QuerySelector(".dateline")!.TextContent;
        Assert.Contains($"Tarkistettu {Dates.Day(newsroom.Clock.Today(), "fi")}", dateline, StringComparison.Ordinal);
        Assert.DoesNotContain("Päivitetty", dateline, StringComparison.Ordinal);
        Assert.Contains("Kontrollerad", (await newsroom.PageAsync("/sv" + now.Path)).QuerySelector(".dateline")!.TextContent, StringComparison.Ordinal);
        Assert.Contains(await newsroom.InDbAsync(db => db.AuditEvents.Where(e => e.Object == $"article:{article.PublicId}").Select(e => e.What).ToListAsync()), w => w == "article.checked");
    }

    [Fact]
    public async Task A_script_checks_a_text_and_the_day_goes_in_and_out_with_the_draft()
    {
        using var key = await newsroom.WithKeyAsync("articles:write", "articles:publish");
        using var made = await key.PostAsJsonAsync("/api/v1/articles", new { title = "Tuotu sivu", lead = "Ingressi.", lastCheckedAt = "2021-09-02T06:05:00Z" });
        var id = (await made.JsonAsync()).GetProperty("id").GetGuid();
        using var early = await key.PutAsync($"/api/v1/articles/{id}/check", new { });
        Assert.Equal(HttpStatusCode.UnprocessableEntity, early.StatusCode);
        using var published = await key.PutAsync($"/api/v1/articles/{id}/publication", new { });
        Assert.Equal(new DateTimeOffset(2021, 9, 2, 6, 5, 0, TimeSpan.Zero), (await newsroom.Client.JsonAsync($"/api/v1/articles/{id}")).GetProperty("lastCheckedAt").GetDateTimeOffset());
        var path = new Uri((await published.JsonAsync()).GetProperty("url").GetString()!).AbsolutePath;
        Assert.Contains("Tarkistettu 2.9.2021", (await newsroom.PageAsync(path)).QuerySelector(".dateline")!.TextContent, StringComparison.Ordinal);

        using var check = await key.PutAsync($"/api/v1/articles/{id}/check", new { reviewBy = newsroom.Clock.Today().AddDays(100) });
        var json = await check.JsonAsync();
        Assert.Equal((Dates.Iso(newsroom.Clock.Today().AddDays(100)), false), (json.GetProperty("reviewBy").GetString(), json.GetProperty("hasUnpublishedChanges").GetBoolean()));
        Assert.True(json.GetProperty("lastCheckedAt").GetDateTimeOffset() > newsroom.Clock.GetUtcNow().AddMinutes(-5));
        Assert.Null(await newsroom.InDbAsync(db => db.Articles.Where(a => a.PublicId == id).Select(a => a.UpdatedUtc).SingleAsync()));
        using var writer = await newsroom.WithKeyAsync("articles:write");
        using var refused = await writer.PutAsync($"/api/v1/articles/{id}/check", new { });
        Assert.Equal(HttpStatusCode.Forbidden, refused.StatusCode);
        using var future = await key.PostAsJsonAsync("/api/v1/articles", new { title = "Huominen", lead = "Ingressi.", lastCheckedAt = newsroom.Clock.GetUtcNow().AddDays(1) });
        Assert.Equal(["lastCheckedAt"], (await future.JsonAsync()).ErrorFields());
    }

    public sealed class OnSqlite(SqliteNewsroom n) : MinorTests(n), IClassFixture<SqliteNewsroom>;

    public sealed class OnPostgres(PostgresNewsroom n) : MinorTests(n), IClassFixture<PostgresNewsroom>;
}
