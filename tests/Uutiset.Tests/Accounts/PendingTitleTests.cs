using System.Net;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Uutiset.Accounts;
using Uutiset.Articles;
using Uutiset.Data;
using Uutiset.Media;
using Uutiset.People;
using Uutiset.Tests.Articles;
using Uutiset.Tests.People;
using Uutiset.Vocabulary;

namespace Uutiset.Tests.Accounts;

/// <summary>
/// A public article whose next text waits to be published: those who may not edit it hear of it by the text that the public reads, in
/// every list and search, and those who may by the one that waits.
/// </summary>
public abstract class PendingTitleTests(Newsroom newsroom)
{
    private const string Region = "02", Other = "14";

    /// <param name="Shown">A word of its public title.</param>
    /// <param name="Waiting">A word of the title that waits.</param>
    private sealed record Pending(Article Article, string Shown, string Waiting, Guid Image);

    private async Task<Pending> PendingAsync(Organisation publisher)
    {
        var (shown, waiting) = ("j" + Offices.Mark(), "s" + Offices.Mark());
        var image = await newsroom.InDbAsync(async db =>
        {
            var item = db.MediaItems.Add(new MediaItem { OriginalName = shown + ".jpg", Kind = MediaKind.Image, ContentType = "image/jpeg", Sha256 = shown, AltFi = "Väkeä rannalla", Credit = "Aino Esimerkki", Licence = "CC BY 4.0", Width = 800, Height = 400 }).Entity;
            await db.SaveChangesAsync();
            return item.PublicId;
        });
        var article = await newsroom.PublicAsync(new ArticleDraft
        {
            Title = "Perhekeskus " + shown, Lead = "Kumppanuuspöydästä.", Regions = [Region], Tags = ["digipalvelut"], Authors = [new DraftAuthor(null, "Julki Kirjoittaja")], PublisherId = publisher.PublicId,
            ReviewBy = newsroom.Clock.Today().AddDays(3), FollowUp = "Kerromme " + shown, FollowUpBy = newsroom.Clock.Today().AddDays(4), Deadlines = [new DraftDeadline(Title: "Haku " + shown, Closes: newsroom.Clock.Today().AddDays(5))],
        });
        var draft = (await newsroom.WorkingAsync(article)) with
        {
            Title = "Omaishoito " + waiting, Lead = "Vammaispalvelusta.", Regions = ["07"], Tags = ["ikaihmiset"], Authors = [new DraftAuthor(null, "Salattu Kirjoittaja")], HeroMediaId = image,
        };
        var version = (await newsroom.NowAsync(article)).Version;
        Assert.IsType<Outcome.Done>(await newsroom.DoAsync<Drafting, Outcome>(d => d.SaveAsync(article.PublicId, draft, version, true, Actor.System, default)));
        Assert.IsType<Outcome.Done>(await newsroom.DoAsync<Publishing, Outcome>(p => p.PublishAsync(article.PublicId, null, newsroom.Clock.GetUtcNow().UtcDateTime.AddHours(5), Actor.System, default)));
        return new Pending(article, shown, waiting, image);
    }

    /// <summary>Pages where the article stands, or stood by what waits.</summary>
    private static string[] Pages(Pending p, Guid own) =>
    [
        "/desk", "/desk/articles", "/desk/articles?sort=title", "/desk/articles?status=changes", "/desk/calendar", "/desk/calendar?view=list", "/desk/reviews", $"/desk/media/{p.Image}", $"/desk/received/article/{p.Article.PublicId}",
        $"/desk/deadlines?q={p.Shown}", $"/desk/articles?q={p.Shown}", $"/desk/articles?q={p.Waiting}", $"/desk/search?q={p.Shown}", $"/desk/search?q={p.Waiting}",
        $"/desk/articles/find/related?except={own}&q={p.Shown}", $"/desk/articles/find/related?except={own}&q={p.Waiting}", $"/desk/articles/{own}/translations?q={p.Shown}", $"/desk/articles/{own}/translations?q={p.Waiting}",
    ];

    [Theory]
    [InlineData("agent")]
    [InlineData("bound editor")]
    [InlineData("bound agent")]
    public async Task Who_may_not_edit_it_hears_of_it_by_its_public_text_only(string who)
    {
        var (first, second) = await newsroom.TwoPublishersAsync();
        var pending = await PendingAsync(first);
        var (browser, _, own) = await Things.OwnerAsync(newsroom, who == "bound editor" ? Role.Editor : Role.Agent, Other, who == "agent" ? null : second);
        using var _ = browser;
        var (leaks, told) = (new List<string>(), new List<string>());
        foreach (var page in Pages(pending, own.Article))
        {
            // Who got it in a bulletin is for its publisher's people: to others that page is closed
            using var answer = await browser.GetAsync(page);
            var html = WebUtility.HtmlDecode(await answer.Content.ReadAsStringAsync());
            if (html.Contains("Omaishoito " + pending.Waiting, StringComparison.Ordinal)) leaks.Add(page);
            if (html.Contains("Perhekeskus " + pending.Shown, StringComparison.Ordinal)) told.Add(page);
        }
        Assert.Empty(leaks);
        // Where they met it before, they still do
        foreach (var page in new[] { $"/desk/articles?q={pending.Shown}", $"/desk/search?q={pending.Shown}", $"/desk/deadlines?q={pending.Shown}", $"/desk/media/{pending.Image}", $"/desk/articles/find/related?except={own.Article}&q={pending.Shown}", $"/desk/articles/{own.Article}/translations?q={pending.Shown}" })
            Assert.Contains(page, told);
        async Task<int> FoundAsync(string query) => (await browser.SeeAsync($"/desk/articles?{query}")).QuerySelectorAll("table.articles tbody tr").Length;
        foreach (var query in new[] { "", "&tag=digipalvelut", "&region=02", "&author=Julki" }) Assert.Equal(1, await FoundAsync($"q={pending.Shown}{query}"));
        foreach (var query in new[] { "&tag=ikaihmiset", "&region=07", "&author=Salattu" }) Assert.Equal(0, await FoundAsync($"q={pending.Shown}{query}"));
        // By any inflection of what the public reads, and by no word of what it does not
        Assert.Equal(1, await FoundAsync($"q={pending.Shown}+kumppanuusp%C3%B6yd%C3%A4n"));
        Assert.Equal(1, await FoundAsync($"q={pending.Shown}+-omaishoito"));
        Assert.Equal(0, await FoundAsync($"q={pending.Shown}+-perhekeskus"));
        Assert.Equal(0, await FoundAsync($"q={pending.Waiting}"));
        var row = (await browser.SeeAsync($"/desk/articles?q={pending.Shown}")).QuerySelector("table.articles tbody tr")!;
        Assert.Contains(Regions.Find(Region)!.Short.In("fi"), row.TextContent, StringComparison.Ordinal);
        Assert.DoesNotContain(Regions.Find("07")!.Short.In("fi"), row.TextContent, StringComparison.Ordinal);
        Assert.Equal("/uutiset/" + (await newsroom.NowAsync(pending.Article)).Slug, row.QuerySelector("th a")!.GetAttribute("href"));
        foreach (var page in new[] { $"/desk/search?q={pending.Waiting}", $"/desk/articles/find/related?except={own.Article}&q={pending.Waiting}" })
            Assert.DoesNotContain(pending.Article.PublicId.ToString(), await browser.GetStringAsync(page), StringComparison.Ordinal);
        Assert.Empty(newsroom.Failures);
    }

    [Fact]
    public async Task Who_may_edit_it_finds_it_by_what_waits()
    {
        var (first, _) = await newsroom.TwoPublishersAsync();
        var pending = await PendingAsync(first);
        var (agent, _, own) = await Things.OwnerAsync(newsroom, Role.Agent, "07");
        var (editor, _, theirs) = await Things.OwnerAsync(newsroom, Role.Editor, Other, first);
        foreach (var (browser, mine) in new[] { (agent, own.Article), (editor, theirs.Article) })
        {
            using var _ = browser;
            foreach (var page in new[] { $"/desk/articles?q={pending.Waiting}+omaishoidon&tag=ikaihmiset&region=07&author=Salattu", $"/desk/search?q={pending.Waiting}", $"/desk/articles/find/related?except={mine}&q={pending.Waiting}", $"/desk/media/{pending.Image}", $"/desk/deadlines?q={pending.Shown}" })
                Assert.Contains("Omaishoito " + pending.Waiting, WebUtility.HtmlDecode(await browser.GetStringAsync(page)), StringComparison.Ordinal);
            Assert.Empty((await browser.SeeAsync($"/desk/articles?q={pending.Shown}")).QuerySelectorAll("table.articles tbody tr"));
        }
    }

    [Fact]
    public async Task The_order_of_titles_is_that_of_the_titles_told()
    {
        var (first, second) = await newsroom.TwoPublishersAsync();
        var mark = Offices.Mark();
        foreach (var title in new[] { "Beeta", "Alfa", "Gamma" })
        {
            var article = await newsroom.PublicAsync(new ArticleDraft { Title = $"{title} {mark}", PublisherId = first.PublicId });
            if (title != "Alfa") continue;
            Assert.IsType<Outcome.Done>(await newsroom.DoAsync<Drafting, Outcome>(async d => await d.SaveAsync(article.PublicId, (await newsroom.WorkingAsync(article)) with { Title = "Öljy " + mark }, (await newsroom.NowAsync(article)).Version, true, Actor.System, default)));
        }
        async Task<string> OrderAsync(HttpClient browser) =>
            string.Join(' ', (await browser.SeeAsync($"/desk/articles?q={mark}&sort=title")).QuerySelectorAll("table.articles tbody th a").Select(a => a.TextContent.Split(' ')[0]));
        using var bound = await newsroom.SignedInAsync(Role.Editor, publisher: second.Id);
        using var free = await newsroom.SignedInAsync(Role.Editor);
        Assert.Equal(("Alfa Beeta Gamma", "Beeta Gamma Öljy"), (await OrderAsync(bound), await OrderAsync(free)));
    }

    [Fact]
    public async Task A_version_of_an_item_is_told_to_its_translator_by_its_public_title()
    {
        var (first, _) = await newsroom.TwoPublishersAsync();
        var pending = await PendingAsync(first);
        var (agent, me, _) = await newsroom.AgentAsync(Other);
        using var browser = agent;
        var version = await newsroom.DraftAsync(new ArticleDraft { Title = "Familjecenter", Lang = "sv", TranslationOf = pending.Article.PublicId }, me);
        foreach (var page in new[] { $"/desk/articles/{version.PublicId}", $"/desk/articles/{version.PublicId}/translations" })
        {
            var html = WebUtility.HtmlDecode(await browser.GetStringAsync(page));
            Assert.Contains("Perhekeskus " + pending.Shown, html, StringComparison.Ordinal);
            Assert.DoesNotContain(pending.Waiting, html, StringComparison.Ordinal);
        }
    }

    [Fact]
    public async Task An_image_that_a_coming_text_leans_on_names_the_article_by_its_public_title()
    {
        var (first, second) = await newsroom.TwoPublishersAsync();
        var pending = await PendingAsync(first);
        foreach (var (publisher, title) in new[] { (second, "Perhekeskus " + pending.Shown), (first, "Omaishoito " + pending.Waiting) })
        {
            using var key = await newsroom.WithKeyAsync(publisher.Id, "media:write");
            var tag = (await key.GetAsync($"/api/v1/media/{pending.Image}")).Headers.ETag!.ToString();
            using var refused = await key.PutAsync($"/api/v1/media/{pending.Image}", new { altFi = "", credit = "Aino Esimerkki", licence = "CC BY 4.0" }, tag);
            Assert.Equal(HttpStatusCode.UnprocessableEntity, refused.StatusCode);
            Assert.Contains(title, (await refused.JsonAsync()).GetProperty("errors").GetProperty("altFi")[0].GetString(), StringComparison.Ordinal);
        }
    }

    [Fact]
    public async Task Words_of_public_texts_from_before_they_were_kept_are_written_by_migrate_and_again_by_reindex()
    {
        var (first, second) = await newsroom.TwoPublishersAsync();
        var pending = await PendingAsync(first);
        using var bound = await newsroom.SignedInAsync(Role.Editor, publisher: second.Id);
        async Task<int> FoundAsync() => (await bound.SeeAsync($"/desk/articles?q={pending.Shown}+kumppanuusp%C3%B6yt%C3%A4")).QuerySelectorAll("table.articles tbody tr").Length;
        Task ForgetAsync(string? words) => newsroom.InDbAsync(db => db.WorkingTexts.Where(t => t.ArticleId == pending.Article.Id).ExecuteUpdateAsync(s => s.SetProperty(t => t.PublicWords, words)));
        await ForgetAsync(null);
        Assert.Equal(0, await FoundAsync());
        await newsroom.Services.GetRequiredService<Migrator>().MigrateAsync(default);
        Assert.Equal(1, await FoundAsync());
        await ForgetAsync(" vanhentunut ");
        await newsroom.DoAsync<Uutiset.Search.Reindex, int>(r => r.RunAsync(null, default));
        Assert.Equal(1, await FoundAsync());
        var kept = await newsroom.InDbAsync(db => db.WorkingTexts.AsNoTracking().SingleAsync(t => t.ArticleId == pending.Article.Id));
        Assert.Contains(" " + pending.Waiting, kept.Words, StringComparison.Ordinal);
        Assert.DoesNotContain(pending.Waiting, kept.PublicWords!, StringComparison.Ordinal);
    }

    public sealed class OnSqlite(SqliteNewsroom newsroom) : PendingTitleTests(newsroom), IClassFixture<SqliteNewsroom>;

    public sealed class OnPostgres(PostgresNewsroom newsroom) : PendingTitleTests(newsroom), IClassFixture<PostgresNewsroom>;
}
