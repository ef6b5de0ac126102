using System.Net;
using AngleSharp.Dom;
using AngleSharp.Html.Parser;
using Microsoft.EntityFrameworkCore;
using Uutiset.Accounts;
using Uutiset.Articles;
using Uutiset.Articles.Openings;
using Uutiset.Articles.Workflow;
using Uutiset.People;
using Uutiset.Tests.People;
using Uutiset.Tests.Site;
using Uutiset.Vocabulary;

namespace Uutiset.Tests.Articles;

/// <summary>The desk's list of deadlines: corrected titles, moves that say where they are told, and pages of it.</summary>
public abstract class DeadlineDeskTests(Newsroom newsroom)
{
    private Task<Deadline> AddAsync(string title) => newsroom.InDbAsync(async db =>
    {
        var deadline = new Deadline { Title = title, Closes = new DateOnly(2090, 3, 31), SourceUrl = "https://example.org/vanha" };
        db.Deadlines.Add(deadline);
        await db.SaveChangesAsync();
        return deadline;
    });

    private Task<Deadline> NowAsync(Deadline deadline) => newsroom.InDbAsync(db => db.Deadlines.AsNoTracking().SingleAsync(d => d.PublicId == deadline.PublicId));

    private static Task<HttpResponseMessage> PostAsync(HttpClient editor, Deadline deadline, string handler, int version, params (string Name, string Value)[] fields)
    {
        var form = new Dictionary<string, string> { ["id"] = $"{deadline.PublicId}", ["version"] = $"{version}" };
        foreach (var (name, value) in fields) form[name] = value;
        return editor.SubmitAsync("/desk/deadlines", form, "/desk/deadlines?handler=" + handler);
    }

    private static async Task<IDocument> SeenAsync(HttpResponseMessage answer) => new HtmlParser().ParseDocument(await answer.Content.ReadAsStringAsync());

    [Fact]
    public async Task A_title_is_put_right_without_moving_the_day()
    {
        using var editor = await newsroom.SignedInAsync(Role.Editor);
        var deadline = await AddAsync("Avustushaku, kirjotusvirhe");
        using (var empty = await PostAsync(editor, deadline, "Rename", 1, ("Name", " ")))
        {
            Assert.Equal(HttpStatusCode.UnprocessableEntity, empty.StatusCode);
            var page = await SeenAsync(empty);
            Assert.NotNull(page.QuerySelector(".notice-error a[href='#Name']"));
            Assert.Equal("true", page.QuerySelector("input#Name")!.GetAttribute("aria-invalid"));
        }
        using (var renamed = await PostAsync(editor, deadline, "Rename", 1, ("Name", "Avustushaku, kirjoitusvirhe"))) Assert.Equal(HttpStatusCode.Redirect, renamed.StatusCode);
        var now = await NowAsync(deadline);
        Assert.Equal(("Avustushaku, kirjoitusvirhe", new DateOnly(2090, 3, 31), "https://example.org/vanha", null), (now.Title, now.Closes, now.SourceUrl, now.SupersedesId));
        Assert.Equal(["deadline.corrected"], await newsroom.InDbAsync(db => db.AuditEvents.Where(e => e.Object == $"deadline:{deadline.PublicId}").Select(e => e.What).ToListAsync()));
        // Who opened the page before that does not write over it
        using var late = await PostAsync(editor, deadline, "Rename", 1, ("Name", "Myöhästynyt nimi"));
        Assert.Equal(HttpStatusCode.UnprocessableEntity, late.StatusCode);
    }

    [Fact]
    public async Task A_move_says_where_it_is_told_or_that_it_is_told_nowhere()
    {
        using var editor = await newsroom.SignedInAsync(Role.Editor);
        var deadline = await AddAsync("Siirtyvä ilman lähdettä");
        using (var silent = await PostAsync(editor, deadline, "Move", 1, ("Closes", "30.4.2090"), ("SourceUrl", "")))
        {
            Assert.Equal(HttpStatusCode.UnprocessableEntity, silent.StatusCode);
            var page = await SeenAsync(silent);
            Assert.NotNull(page.QuerySelector(".notice-error a[href='#SourceUrl']"));
            Assert.Equal("30.4.2090", page.QuerySelector("input#Closes")!.GetAttribute("value"));
        }
        Assert.Null((await NowAsync(deadline)).SupersedesId);
        using (var said = await PostAsync(editor, deadline, "Move", 1, ("Closes", "30.4.2090"), ("SourceUrl", ""), ("NoSource", "true"))) Assert.Equal(HttpStatusCode.Redirect, said.StatusCode);
        var now = await NowAsync(deadline);
        Assert.Equal((new DateOnly(2090, 4, 30), null), (now.Closes, now.SourceUrl));
        // The opening alone is put right without a word of any source
        using (var opening = await PostAsync(editor, deadline, "Move", now.Version, ("Closes", ""), ("Opens", "huhtikuu 2090"), ("SourceUrl", ""))) Assert.Equal(HttpStatusCode.Redirect, opening.StatusCode);
        now = await NowAsync(deadline);
        Assert.Equal((new DateOnly(2090, 4, 1), DatePrecision.Month, new DateOnly(2090, 4, 30)), (now.Opens, now.OpensPrecision, now.Closes));
        Assert.Equal(["deadline.moved", "deadline.corrected"], await newsroom.InDbAsync(db => db.AuditEvents.Where(e => e.Object == $"deadline:{deadline.PublicId}").OrderBy(e => e.Id).Select(e => e.What).ToListAsync()));
    }

    [Fact]
    public async Task An_opening_is_taken_away_by_emptying_its_field()
    {
        using var editor = await newsroom.SignedInAsync(Role.Editor);
        var deadline = await AddAsync("Haku, jonka avautuminen oli väärin");
        await newsroom.InDbAsync(db => db.Deadlines.Where(d => d.PublicId == deadline.PublicId).ExecuteUpdateAsync(d => d.SetProperty(x => x.Opens, new DateOnly(2090, 3, 1))));
        using (var emptied = await PostAsync(editor, deadline, "Move", 1, ("Closes", ""), ("Opens", ""), ("SourceUrl", ""))) Assert.Equal(HttpStatusCode.Redirect, emptied.StatusCode);
        var now = await NowAsync(deadline);
        Assert.Equal((null, new DateOnly(2090, 3, 31), "https://example.org/vanha", null), (now.Opens, now.Closes, now.SourceUrl, now.SupersedesId));
        Assert.Equal(["deadline.corrected"], await newsroom.InDbAsync(db => db.AuditEvents.Where(e => e.Object == $"deadline:{deadline.PublicId}").Select(e => e.What).ToListAsync()));
    }

    [Fact]
    public async Task Lists_longer_than_a_page_show_every_row_on_one_of_their_pages()
    {
        using var editor = await newsroom.SignedInAsync(Role.Editor);
        var me = await newsroom.InDbAsync(db => db.Users.OrderByDescending(u => u.Id).Select(u => u.Id).FirstAsync());
        const int many = 53;
        await newsroom.InDbAsync(async db =>
        {
            for (var i = 0; i < many; i++)
            {
                var past = new Deadline { Title = $"Sivutettu mennyt {i}.", Closes = new DateOnly(2020, 1, 1) };
                db.Deadlines.AddRange(new Deadline { Title = $"Sivutettu tuleva {i}.", Closes = new DateOnly(2090, 1, 1) }, past);
                db.Openings.Add(new Opening { Title = $"Sivutettu paikka {i}.", Slug = $"sivutettu-{i}", IsPublic = true, CreatedUtc = DateTime.UnixEpoch, SavedUtc = DateTime.UnixEpoch, Regions = { new OpeningRegion { RegionCode = "05" } } });
                db.Openings.Add(new Opening { Title = $"Sivutettu suljettu {i}.", Slug = $"suljettu-{i}", IsPublic = true, Deadline = past, CreatedUtc = DateTime.UnixEpoch, SavedUtc = DateTime.UnixEpoch, Regions = { new OpeningRegion { RegionCode = "05" } } });
            }
            await db.SaveChangesAsync();
        });
        for (var i = 0; i < many; i++)
        {
            var asked = await newsroom.DraftAsync(new ArticleDraft { Title = $"Sivutettu katsottava {i}." }, me);
            await newsroom.InDbAsync(async db =>
            {
                db.ArticleReviews.Add(new ArticleReview { ArticleId = asked.Id, By = "Testi", ById = me, AskedUtc = DateTime.UnixEpoch });
                await db.SaveChangesAsync();
            });
        }
        foreach (var (first, what, row) in new[]
        {
            ("/desk/deadlines?q=Sivutettu", "Sivutettu tuleva", ".deadline-list h2"), ("/desk/deadlines?q=Sivutettu&show=past", "Sivutettu mennyt", ".deadline-list h2"),
            ("/desk/openings?region=05", "Sivutettu paikka", "tbody th a"), ("/desk/openings?region=05&show=past", "Sivutettu suljettu", "tbody th a"), ("/desk/review", "Sivutettu katsottava", "tbody th a"),
        })
        {
            var (seen, path, pages) = (new List<string>(), first, 0);
            while (path is not null && pages++ < 5)
            {
                var page = await editor.SeeAsync(path);
                seen.AddRange(page.QuerySelectorAll(row).Select(h => h.TextContent.Trim()).Where(t => t.StartsWith(what, StringComparison.Ordinal)));
                path = page.QuerySelector("nav.pages a[rel=next]")?.GetAttribute("href") is { } next ? new Uri(new Uri(newsroom.BaseUrl + path), next).PathAndQuery : null;
            }
            Assert.True(pages > 1, first);
            Assert.Equal(Enumerable.Range(0, many).Select(i => $"{what} {i}.").Order(StringComparer.Ordinal), seen.Order(StringComparer.Ordinal));
        }
    }

    [Fact]
    public async Task The_day_of_a_hidden_place_is_known_to_those_who_may_edit_it_and_regions_find_days_of_places()
    {
        const string Hidden = "Julkaisematon kierros", Shown = "Julkinen kierros";
        var (email, day) = ($"{Guid.NewGuid():N}@example.fi", newsroom.Clock.Today().AddDays(3));
        using var agent = await newsroom.SignedInAsync(Role.Agent, email);
        var userId = await newsroom.InDbAsync(db => db.Users.Where(u => u.Email == email).Select(u => u.Id).SingleAsync());
        await newsroom.WriterAsync("Salla Saarnio", "salla-saarnio", p => (p.UserId, p.Regions) = (userId, [new PersonRegion { RegionCode = "18" }]));
        await newsroom.InDbAsync(async db =>
        {
            foreach (var (title, slug, open) in new[] { (Hidden, "julkaisematon-kierros", false), (Shown, "julkinen-kierros", true) })
                db.Openings.Add(new Opening { Title = title, Slug = slug, IsPublic = open, Deadline = new Deadline { Title = title, Closes = day }, Regions = { new OpeningRegion { RegionCode = "05" } } });
            await db.SaveChangesAsync();
        });
        using var editor = await newsroom.SignedInAsync(Role.Editor);
        foreach (var path in new[] { "/desk", $"/desk/calendar?month={day:yyyy-MM}&view=list", "/desk/search?q=kierros", "/desk/deadlines?q=kierros", "/desk/deadlines?region=05", $"/desk/articles/{Guid.CreateVersion7()}" })
        {
            Assert.Contains(Hidden, WebUtility.HtmlDecode(await editor.GetStringAsync(path)));
            var seen = WebUtility.HtmlDecode(await agent.GetStringAsync(path));
            Assert.Contains(Shown, seen);
            Assert.DoesNotContain(Hidden, seen);
        }
        Assert.DoesNotContain(Shown, WebUtility.HtmlDecode(await editor.GetStringAsync("/desk/deadlines?region=21")));
        // Nor does its day tell by its id
        var id = await newsroom.InDbAsync(db => db.Deadlines.Where(d => d.Title == Hidden).Select(d => d.PublicId).SingleAsync());
        Assert.Equal(HttpStatusCode.NotFound, (await agent.GetAsync($"/api/v1/deadlines/{id}")).StatusCode);
    }

    public sealed class OnSqlite(SqliteNewsroom newsroom) : DeadlineDeskTests(newsroom), IClassFixture<SqliteNewsroom>;

    public sealed class OnPostgres(PostgresNewsroom newsroom) : DeadlineDeskTests(newsroom), IClassFixture<PostgresNewsroom>;
}
