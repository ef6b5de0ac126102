using Uutiset.Articles;
using Uutiset.Tests.Search;

namespace Uutiset.Tests.Site;

/// <summary>Whoever asks the archive until when something can be done is shown the open deadlines, above what was written.</summary>
public abstract class AskedDeadlineTests(Newsroom newsroom)
{
    [Fact]
    public async Task A_question_of_a_deadline_shows_the_open_ones_that_fit_its_other_words()
    {
        await TellAsync("Kivilaiturin korjausavustus", "Avustusta laitureihin", new DateOnly(2090, 3, 31), "21");
        await TellAsync("Uittopuomin kysely", "Kysely puomeista", new DateOnly(2090, 2, 1), "19");
        await TellAsync("Majakan vanha haku", "Majakkaan haettiin tukea", new DateOnly(2020, 1, 1), "21");
        var draft = await TellAsync("Salainen laiturihaku", "Laituri luonnoksessa", new DateOnly(2090, 3, 1), "21");
        await newsroom.ChangeAsync(draft, a => a.Status = ArticleStatus.Draft);

        Assert.Equal(["Kivilaiturin korjausavustus"], await AskedAsync("milloin kivilaiturien haku päättyy"));
        Assert.Equal(["Kivilaiturin korjausavustus"], await AskedAsync("laiturien avustus määräaika"));
        Assert.Equal(["Kivilaiturin korjausavustus"], await AskedAsync("mihin mennessä laitureihin voi hakea avustusta Lapissa"));
        Assert.Equal(["Uittopuomin kysely", "Kivilaiturin korjausavustus"], await AskedAsync("määräaika"));
        Assert.Equal(["Uittopuomin kysely", "Kivilaiturin korjausavustus"], await AskedAsync("avoimet haut"));
        Assert.Equal(["Uittopuomin kysely"], await AskedAsync("deadline -laituri"));
        Assert.Empty(await AskedAsync("kivilaiturit"));
        Assert.Empty(await AskedAsync("majakan haku päättyy"));
        Assert.Equal(["Uittopuomin kysely", "Kivilaiturin korjausavustus"], await AskedAsync("när går ansökningstiden ut", "/sv"));
        Assert.Equal("31.3.2090", (await newsroom.PageAsync("/arkisto?q=kivilaituri+hakuaika")).QuerySelector(".asked-deadlines time")!.TextContent.Split(' ')[^1]);
    }

    private Task<Article> TellAsync(string deadline, string title, DateOnly closes, string region) => newsroom.PublishAsync(title, "<p>Tarkemmin verkossa.</p>", a =>
    {
        a.Regions.Add(new ArticleRegion { RegionCode = region });
        a.Deadlines.Add(new ArticleDeadline { Deadline = new Deadline { Title = deadline, Closes = closes } });
    });

    private async Task<string[]> AskedAsync(string q, string prefix = "") =>
        [.. (await newsroom.PageAsync($"{prefix}/arkisto?q={Uri.EscapeDataString(q)}")).QuerySelectorAll(".asked-deadlines .deadline-title").Select(t => t.TextContent)];

    public sealed class OnSqlite(SqliteNewsroom n) : AskedDeadlineTests(n), IClassFixture<SqliteNewsroom>;

    public sealed class OnPostgres(PostgresNewsroom n) : AskedDeadlineTests(n), IClassFixture<PostgresNewsroom>;
}
