using Uutiset.Articles;
using Uutiset.Articles.Openings;
using Uutiset.People;

namespace Uutiset.Tests.Site;

public abstract class CostTests(Newsroom newsroom)
{
    [Fact]
    public async Task Page_costs_the_same_number_of_commands_however_much_it_shows()
    {
        var tag = await newsroom.TagAsync("Kustannus", "kustannus");
        var writer = await newsroom.WriterAsync("Kustannus Kirjoittaja", "kustannus-kirjoittaja");
        var project = await newsroom.InDbAsync(async db =>
        {
            var made = db.Projects.Add(new Project { Name = "Kustannus", Slug = "kustannus", People = { new ProjectPerson { PersonId = writer.Id } } }).Entity;
            await db.SaveChangesAsync();
            return made;
        });
        var linked = await newsroom.PrintAsync("Linkitetty kustannus");
        Task<Article> Print(string title) => newsroom.PrintAsync(title, a =>
        {
            a.With(tag).Regions.Add(new ArticleRegion { RegionCode = "21" });
            a.ProjectId = project.Id;
            a.Bylines.Add(new Byline { PersonId = writer.Id, Name = writer.Name });
            a.Deadlines.Add(new ArticleDeadline { Deadline = new Deadline { Title = title, Closes = new DateOnly(2090, 1, 1) } });
            a.Events.Add(new ArticleEvent { Event = new Event { Title = title, StartsOn = new DateOnly(2090, 1, 1) } });
            a.Attachments.Add(new Attachment { Title = title, Url = "https://example.org/a.pdf" });
            // All but the one whose page is counted
            if (title != "Ensimmäinen kustannus") a.Links.Add(new ArticleLink { TargetId = linked.Id });
        });
        var article = await Print("Ensimmäinen kustannus");
        await Print("Toinen kustannus");
        // As typed: where three articles or fewer are found, the archive also asks whether another spelling finds far more
        string[] paths =
        [
            "/", "/arkisto", "/arkisto?q=kustannus&exact=true", "/aiheet", "/aiheet/kustannus", "/alueet", "/alueet/lappi", "/tekijat", "/tekijat/kustannus-kirjoittaja",
            "/hankkeet", "/hankkeet/kustannus", "/organisaatiot", "/organisaatiot/kustannus-kirjoittaja-ry", "/maaraajat", "/maaraajat.ics", "/tilaisuudet", "/tilaisuudet.ics", "/vaikuta", "/vaikuta.ics", "/api/v1/openings", "/api/v1/events", "/api/v1/deadlines", "/uutiset/" + article.Slug, "/syote.atom", "/sitemap.xml",
        ];
        var few = new Dictionary<string, int>();
        foreach (var path in paths) few[path] = await CommandCounter.CountAsync(newsroom, path);
        for (var i = 0; i < 15; i++) await Print($"Lisää kustannuksia {i}");
        foreach (var path in paths)
        {
            var many = await CommandCounter.CountAsync(newsroom, path);
            Assert.True(many == few[path], $"{path}: {few[path]} commands for two articles, {many} for seventeen");
            // An entry of a feed holds all that its article's page does, but for what the reader may go on to; the front page names the series of the newest bulletins
            // Each kind of filter of a search is counted by a question of its own
            var most = path.StartsWith("/uutiset/", StringComparison.Ordinal) ? 34 : path.StartsWith("/arkisto?", StringComparison.Ordinal) ? 25 : path.StartsWith("/syote", StringComparison.Ordinal) || path == "/" ? 16 : 15;
            Assert.True(many <= most, $"{path}: {many} commands, at most {most}");
        }
    }

    [Fact]
    public async Task Lists_do_not_read_the_texts_that_they_do_not_show()
    {
        var owner = await newsroom.WriterAsync("Luettelon Pitäjä", "luettelon-pitaja");
        var article = await newsroom.PrintAsync("Luetteloitu juttu", _ => { });
        var now = newsroom.Clock.GetUtcNow().UtcDateTime;
        await newsroom.InDbAsync(async db =>
        {
            var umbrella = db.Projects.Add(new Project { Name = "Kattohanke", Slug = "kattohanke", OrganisationId = owner.OrganisationId, DescriptionHtml = "<p>Pitkä kuvaus.</p>" }).Entity;
            db.Projects.Add(new Project { Name = "Osahanke", Slug = "osahanke", Umbrella = umbrella, DescriptionHtml = "<p>Pitkä kuvaus.</p>" });
            db.Openings.Add(new Opening { Title = "Luetteloitu lausuttava", Slug = "luetteloitu", IsPublic = true, CreatedUtc = now, SavedUtc = now, Articles = { new OpeningArticle { ArticleId = article.Id } } });
            await db.SaveChangesAsync();
        });
        foreach (var path in new[] { "/hankkeet", "/organisaatiot/luettelon-pitaja-ry", "/vaikuta", "/vaikuta/luetteloitu", "/api/v1/openings" })
        {
            var text = string.Join('\n', await CommandCounter.CommandsAsync(newsroom.Client, path));
            Assert.DoesNotContain("body_html", text, StringComparison.Ordinal);
            Assert.DoesNotContain("description_html", text, StringComparison.Ordinal);
        }
        Assert.Contains("Luetteloitu juttu", await newsroom.Client.GetStringAsync("/vaikuta/luetteloitu"), StringComparison.Ordinal);
        Assert.Contains("Osahanke", await newsroom.Client.GetStringAsync("/hankkeet/kattohanke"), StringComparison.Ordinal);
        Assert.Contains("Kattohanke", await newsroom.Client.GetStringAsync("/organisaatiot/luettelon-pitaja-ry"), StringComparison.Ordinal);
    }

    public sealed class OnSqlite(SqliteNewsroom newsroom) : CostTests(newsroom), IClassFixture<SqliteNewsroom>;

    public sealed class OnPostgres(PostgresNewsroom newsroom) : CostTests(newsroom), IClassFixture<PostgresNewsroom>;
}
