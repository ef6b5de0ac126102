using System.Net;
using Microsoft.EntityFrameworkCore;
using Uutiset.Accounts;
using Uutiset.Articles;
using Uutiset.Articles.Openings;
using Uutiset.People;
using Uutiset.Tests.Articles;
using Uutiset.Tests.Site;

namespace Uutiset.Tests.People;

public abstract class HandoverTests(Newsroom newsroom)
{
    [Fact]
    public async Task Published_articles_and_places_to_influence_go_to_the_successor_too_and_their_texts_stay_as_they_were()
    {
        var (leaving, from, leaver) = await newsroom.AgentAsync("14");
        var (staying, to, next) = await newsroom.AgentAsync("14");
        using var one = leaving;
        using var other = staying;
        var published = await newsroom.PublicAsync(new ArticleDraft { Title = "Julkaistu " + Offices.Mark(), Lead = "Ingressi.", Regions = ["14"] }, from);
        var draft = await newsroom.DraftAsync(new ArticleDraft { Title = "Kesken " + Offices.Mark(), Regions = ["14"] }, from);
        var opening = await newsroom.InDbAsync(async db =>
        {
            var made = db.Openings.Add(new Opening { Title = "Koko maan kysely", Slug = "kysely-" + Offices.Mark(), OwnerId = from, CreatedUtc = newsroom.Clock.GetUtcNow().UtcDateTime, SavedUtc = newsroom.Clock.GetUtcNow().UtcDateTime }).Entity;
            await db.SaveChangesAsync();
            return made;
        });
        using var editor = await newsroom.SignedInAsync(Role.Editor);
        var page = $"/desk/people/{leaver.PublicId}/leaving";
        var preview = WebUtility.HtmlDecode(await editor.GetStringAsync(page));
        foreach (var line in new[] { "1 keskeneräinen juttu", "1 valmis juttu", "1 vaikuttamisen paikka" }) Assert.Contains(line, preview, StringComparison.Ordinal);

        using var done = await editor.SubmitAsync(page, new() { ["SuccessorId"] = $"{next.PublicId}", ["HandOver"] = "true" });
        Assert.Equal(HttpStatusCode.Redirect, done.StatusCode);

        var owners = await newsroom.InDbAsync(db => db.Articles.Where(a => a.Id == published.Id || a.Id == draft.Id).Select(a => a.OwnerId).ToListAsync());
        Assert.Equal([to, to], owners);
        Assert.Equal(to, await newsroom.InDbAsync(db => db.Openings.Where(o => o.Id == opening.Id).Select(o => o.OwnerId).SingleAsync()));
        var now = await newsroom.NowAsync(published);
        Assert.Equal((published.WorkingTitle, ArticleStatus.Published, "<p>Teksti.</p>", "14"), (now.Title, now.Status, now.BodyHtml, Assert.Single(now.Regions).RegionCode));
        Assert.Contains(published.WorkingTitle, (await newsroom.PageAsync("/uutiset/" + now.Slug)).Body!.TextContent, StringComparison.Ordinal);
        Assert.Contains(published.WorkingTitle, (await newsroom.PageAsync("/arkisto?q=ingressi")).Body!.TextContent, StringComparison.Ordinal);
    }

    public sealed class OnSqlite(SqliteNewsroom newsroom) : HandoverTests(newsroom), IClassFixture<SqliteNewsroom>;

    public sealed class OnPostgres(PostgresNewsroom newsroom) : HandoverTests(newsroom), IClassFixture<PostgresNewsroom>;
}
