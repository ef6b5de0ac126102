using System.Net;
using AngleSharp.Html.Parser;
using Microsoft.Extensions.DependencyInjection;
using Uutiset.Accounts;
using Uutiset.Articles;

namespace Uutiset.Tests.Site;

public abstract class PreviewTests(Newsroom newsroom)
{
    [Fact]
    public async Task Draft_is_previewed_in_the_theme_by_editors_only_and_stays_a_draft()
    {
        var tag = await newsroom.TagAsync("Esikatselun aihe", "esikatselun-aihe");
        await using var scope = newsroom.Services.CreateAsyncScope();
        var draft = new ArticleDraft
        {
            Title = "Luonnos osallistumismahdollisuuksista", Lead = "Ingressi.", BodyHtml = "<p>Leipäteksti.</p>", Tags = [tag.Slug], Regions = ["14"],
            Authors = [new DraftAuthor(null, "Maija Metsälampi", "Muutosagentti")], Deadlines = [new DraftDeadline(Title: "Haku", Closes: new DateOnly(2090, 5, 1))],
        };
        var outcome = await scope.ServiceProvider.GetRequiredService<Drafting>().CreateAsync(draft, mayPublish: false, Actor.System, CancellationToken.None);
        var id = Assert.IsType<Outcome.Done>(outcome).Article.PublicId;

        using var stranger = await newsroom.Client.GetAsync($"/desk/articles/{id}/preview");
        Assert.NotEqual(HttpStatusCode.OK, stranger.StatusCode);

        using var editor = await newsroom.SignedInAsync(Role.Editor);
        for (var i = 0; i < 2; i++)
        {
            using var response = await editor.GetAsync($"/desk/articles/{id}/preview");
            Assert.Equal(HttpStatusCode.OK, response.StatusCode);
            Assert.Contains("no-store", response.Headers.CacheControl!.ToString());
            var page = new HtmlParser().ParseDocument(await response.Content.ReadAsStringAsync());
            Assert.Equal(draft.Title, page.QuerySelector("h1")!.TextContent);
            Assert.Contains("Esikatselu", page.QuerySelector(".notice")!.TextContent);
            Assert.Equal($"/desk/articles/{id}", page.QuerySelector(".notice a")!.GetAttribute("href"));
            Assert.Equal("Esikatselun aihe", page.QuerySelector(".article-tags a")!.TextContent);
            Assert.Equal("Haku", page.QuerySelector(".deadline-title")!.TextContent);
            Assert.NotNull(page.QuerySelector("meta[name=robots][content=noindex]"));
        }
        Assert.Equal(ArticleStatus.Draft, await newsroom.InDbAsync(async db => (await db.Articles.FindAsync(Assert.IsType<Outcome.Done>(outcome).Article.Id))!.Status));
        Assert.Equal(HttpStatusCode.NotFound, (await editor.GetAsync($"/desk/articles/{Guid.NewGuid()}/preview")).StatusCode);
    }

    public sealed class OnSqlite(SqliteNewsroom newsroom) : PreviewTests(newsroom), IClassFixture<SqliteNewsroom>;

    public sealed class OnPostgres(PostgresNewsroom newsroom) : PreviewTests(newsroom), IClassFixture<PostgresNewsroom>;
}
