using Microsoft.EntityFrameworkCore;
using Uutiset.Articles;
using Uutiset.Articles.Versions;
using Uutiset.Vocabulary;

namespace Uutiset.Tests.Site;

/// <summary>Whoever has an older article in their reader learns that it was put right, or that its day moved.</summary>
public abstract class FeedMendTests(Newsroom newsroom)
{
    [Theory]
    [InlineData("atom")]
    [InlineData("rss")]
    [InlineData("json")]
    public async Task An_older_article_comes_again_for_a_month_when_it_is_put_right_or_its_day_moves(string format)
    {
        var now = newsroom.Clock.GetUtcNow().UtcDateTime;
        var (right, moved, plain) = ($"Oikaistu {format}", $"Siirtynyt {format}", $"Ennallaan {format}");
        var articles = new List<Article>();
        foreach (var title in new[] { right, moved, plain }) articles.Add(await newsroom.PrintAsync(title, a => a.PublishedUtc = now.AddDays(-400)));
        for (var n = 0; n < 31; n++) await newsroom.PrintAsync($"Uusi {format} {n}");
        Assert.Equal((false, false, false), await TellsAsync());

        await newsroom.InDbAsync(async db =>
        {
            db.Add(new Correction { ArticleId = articles[0].Id, AtUtc = now, Wrong = "Päivä oli väärä.", Right = "Päivä on korjattu." });
            var deadline = new Deadline { Title = "Haku", Closes = newsroom.Clock.Today().AddDays(9), MovedUtc = now, Supersedes = new Deadline { Title = "Haku", Closes = newsroom.Clock.Today().AddDays(2) } };
            db.Add(new ArticleDeadline { ArticleId = articles[1].Id, Deadline = deadline });
            await db.Articles.Where(a => a.Id == articles[0].Id).ExecuteUpdateAsync(set => set.SetProperty(a => a.UpdatedUtc, now));
            await db.SaveChangesAsync();
        });
        Assert.Equal((true, true, false), await TellsAsync());
        Assert.Contains("Päivä on korjattu.", await newsroom.EntryAsync(format, right), StringComparison.Ordinal);
        newsroom.Clock.Move(TimeSpan.FromDays(31));
        try
        {
            Assert.Equal((false, false, false), await TellsAsync());
        }
        finally
        {
            newsroom.Clock.Move(TimeSpan.FromDays(-31));
        }

        async Task<(bool Right, bool Moved, bool Plain)> TellsAsync()
        {
            var feed = await newsroom.Client.GetStringAsync("/syote." + format);
            return (feed.Contains(right, StringComparison.Ordinal), feed.Contains(moved, StringComparison.Ordinal), feed.Contains(plain, StringComparison.Ordinal));
        }
    }

    public sealed class OnSqlite(SqliteNewsroom newsroom) : FeedMendTests(newsroom), IClassFixture<SqliteNewsroom>;

    public sealed class OnPostgres(PostgresNewsroom newsroom) : FeedMendTests(newsroom), IClassFixture<PostgresNewsroom>;
}
