using System.Globalization;
using System.Net;
using System.Net.Http.Json;
using System.Text.Json;
using System.Xml.Linq;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Uutiset.Accounts;
using Uutiset.Accounts.Notices;
using Uutiset.Articles;
using Uutiset.Articles.Translations;
using Uutiset.People;
using Uutiset.Tests.People;
using Uutiset.Tests.Site;

namespace Uutiset.Tests.Articles;

/// <summary>The living deadline: moved once, told everywhere, by those who may.</summary>
public abstract class DeadlineTests(Newsroom newsroom)
{
    private static readonly XNamespace Atom = "http://www.w3.org/2005/Atom";

    private static Deadline Ahead(string title) => new() { Title = title, Closes = new DateOnly(2027, 3, 31), SavedUtc = new DateTime(2026, 11, 1, 10, 0, 0, DateTimeKind.Utc) };

    private static async Task<JsonElement> MoveAsync(HttpClient editor, Deadline deadline, string closes, string source, string precision = "day")
    {
        var address = $"/api/v1/deadlines/{deadline.PublicId}";
        using var now = await editor.GetAsync(address);
        using var moved = await editor.PutAsync(address, new { closes, precision, sourceUrl = source }, now.Headers.ETag!.ToString());
        Assert.Equal(HttpStatusCode.OK, moved.StatusCode);
        return await moved.JsonAsync();
    }

    [Fact]
    public async Task An_event_that_would_end_before_it_begins_is_refused_to_the_minute()
    {
        using var editor = await newsroom.WithKeyAsync("articles:write");
        object With(string startsAt, string endsAt, string? end = null) => new { title = "Ilta", events = new[] { new { title = "Ilta", start = "2027-03-10", startsAt, end, endsAt } } };
        using var backwards = await editor.PostAsJsonAsync("/api/v1/articles", With("17:00", "16:59"));
        Assert.Equal(["events[0].end"], (await backwards.JsonAsync()).ErrorFields());
        using var overnight = await editor.PostAsJsonAsync("/api/v1/articles", With("17:00", "09:00", "2027-03-11"));
        Assert.Equal(HttpStatusCode.Created, overnight.StatusCode);
    }

    [Fact]
    public async Task A_moved_deadline_is_told_with_every_day_it_had_wherever_its_articles_are()
    {
        var tag = await newsroom.TagAsync("Siirtyvä haku", "siirtyva-haku");
        var deadline = Ahead("Siirtyvä avustushaku");
        var article = await newsroom.PrintAsync("Avustushaku avautui siirtyvänä", a =>
        {
            a.With(tag).Regions.Add(new ArticleRegion { RegionCode = "20" });
            a.Deadlines.Add(new ArticleDeadline { Deadline = deadline });
        });
        await newsroom.BulletinAsync(601, started: true, article);
        using var editor = await newsroom.WithKeyAsync("articles:write", "articles:publish");
        newsroom.Clock.Move(TimeSpan.FromMinutes(5));
        await MoveAsync(editor, deadline, "2027-04-15", "https://example.org/eka");
        var json = await MoveAsync(editor, deadline, "2027-04-30", "https://example.org/toka");
        Assert.Equal(("extended", 2), (json.GetProperty("status").GetString(), json.GetProperty("previous").GetArrayLength()));
        Assert.Equal(["2027-04-15", "2027-03-31"], json.GetProperty("previous").EnumerateArray().Select(p => p.GetProperty("closes").GetString()!));

        const string whole = "Määräaika muuttui 31.3. → 15.4. → 30.4.2027";
        foreach (var (path, inside, text) in new[]
        {
            ($"/uutiset/{article.Slug}", "aside .deadline-moved", whole), ("/maaraajat", ".deadline-moved", whole), ("/alueet/kainuu", ".side .deadline-moved", whole),
            ("/alueet/kainuu", ".cards .deadline-moved", "Siirtyvä avustushaku: Määräaika muuttui 15.4. → 30.4.2027 (Ilmoitus muutoksesta)"),
            ("/aiheet/siirtyva-haku", ".cards .deadline-moved", "Siirtyvä avustushaku: Määräaika muuttui 15.4. → 30.4.2027 (Ilmoitus muutoksesta)"),
            ("/arkisto?q=siirtyvänä", ".hits .deadline-moved", "Siirtyvä avustushaku: Määräaika muuttui 15.4. → 30.4.2027 (Ilmoitus muutoksesta)"),
            ("/", "article .deadline-moved", "Siirtyvä avustushaku: Määräaika muuttui 15.4. → 30.4.2027 (Ilmoitus muutoksesta)"),
            ("/tiedotteet/601", ".deadline-moved", "Siirtyvä avustushaku: Määräaika muuttui 31.3. → 30.4.2027 (Ilmoitus muutoksesta)"),
        })
        {
            var page = await newsroom.PageAsync(path);
            Assert.True(page.QuerySelectorAll(inside).Any(m => m.TextContent.Trim() == text), $"{path}: {string.Join(" | ", page.QuerySelectorAll(".deadline-moved").Select(m => m.TextContent))}");
        }
        var shown = await newsroom.PageAsync($"/en/uutiset/{article.Slug}");
        Assert.Equal("The deadline moved 31 March → 15 April → 30 April 2027", shown.QuerySelector(".deadline-moved")!.TextContent.Trim());
        Assert.NotNull(shown.QuerySelector("a[href='https://example.org/toka']"));
        Assert.Contains("2026", (await newsroom.PageAsync($"/uutiset/{article.Slug}")).QuerySelectorAll(".dateline time")[1].TextContent);

        var entry = XDocument.Parse(await newsroom.Client.GetStringAsync("/aiheet/siirtyva-haku/syote.atom")).Root!.Element(Atom + "entry")!;
        Assert.True(DateTimeOffset.Parse(entry.Element(Atom + "updated")!.Value, CultureInfo.InvariantCulture) > DateTimeOffset.Parse(entry.Element(Atom + "published")!.Value, CultureInfo.InvariantCulture).AddMinutes(1));
        Assert.Contains("31.3. → 15.4. → 30.4.2027", WebUtility.HtmlDecode(entry.Element(Atom + "content")!.Value));
        Assert.Contains("https://example.org/toka", entry.Element(Atom + "content")!.Value);
        var hit = (await newsroom.Client.JsonAsync("/api/v1/search?q=siirtyvänä")).GetProperty("hits")[0].GetProperty("movedDeadlines")[0];
        Assert.Equal(("2027-04-15", "2027-04-30"), (hit.GetProperty("was").GetString(), hit.GetProperty("closes").GetString()));
        var read = await newsroom.Client.JsonAsync($"/api/v1/articles/{article.PublicId}");
        Assert.True(read.GetProperty("updatedAt").GetDateTime() > read.GetProperty("publishedAt").GetDateTime());
        Assert.Equal(2, read.GetProperty("deadlines")[0].GetProperty("previous").GetArrayLength());
        // Nobody wrote anything new
        Assert.Equal(1, await newsroom.InDbAsync(db => db.Articles.Where(a => a.Id == article.Id).Select(a => a.WorkingRevision).SingleAsync()));
    }

    [Fact]
    public async Task A_month_that_becomes_a_day_is_a_move_too_and_a_deadline_that_has_passed_is_closed()
    {
        var deadline = Ahead("Kuukauden tarkkuudella");
        deadline.Precision = DatePrecision.Month;
        var article = await newsroom.PrintAsync("Haku päättyy maaliskuussa", a => a.Deadlines.Add(new ArticleDeadline { Deadline = deadline }));
        var page = await newsroom.PageAsync($"/uutiset/{article.Slug}");
        Assert.Equal("maaliskuu 2027", page.QuerySelector(".deadline-time time")!.TextContent);
        Assert.Equal("announced", (await newsroom.Client.JsonAsync($"/api/v1/deadlines/{deadline.PublicId}")).GetProperty("status").GetString());
        using var editor = await newsroom.WithKeyAsync("articles:write", "articles:publish");
        await MoveAsync(editor, deadline, "2027-03-31", "https://example.org/paiva");
        page = await newsroom.PageAsync($"/uutiset/{article.Slug}");
        Assert.Equal("Määräaika muuttui maaliskuu 2027 → 31.3.2027", page.QuerySelector(".deadline-moved")!.TextContent.Trim());
        Assert.Equal("closed", (await MoveAsync(editor, deadline, "2026-11-01", "https://example.org/aiemmin")).GetProperty("status").GetString());
    }

    [Fact]
    public async Task A_day_that_was_moved_after_a_text_was_written_is_not_moved_back_by_it()
    {
        var writer = (await newsroom.AgentAsync("14")).UserId;
        ArticleDraft Text(string title, DraftDeadline deadline) => new() { Title = title, Lead = "Ingressi.", BodyHtml = "<p>Teksti.</p>", Deadlines = [deadline] };
        var first = await newsroom.PublicAsync(Text("Haku, jota siirretään", new DraftDeadline(Title: "Siirrettävä haku", Closes: new DateOnly(2027, 3, 31))));
        var deadline = await newsroom.InDbAsync(db => db.Articles.Where(a => a.Id == first.Id).SelectMany(a => a.Deadlines).Select(d => d.Deadline!).SingleAsync());
        ArticleDraft Moving(string title, int month = 4) => Text(title, new DraftDeadline(Supersedes: deadline.PublicId, Closes: new DateOnly(2027, month, 30)));
        Task<Outcome> PublishAsync(Guid id, DateTime? hour = null) => newsroom.DoAsync<Publishing, Outcome>(p => p.PublishAsync(id, null, hour, Actor.System, default));
        Task<Outcome> SaveAsync(Guid id, ArticleDraft draft, int version) => newsroom.DoAsync<Drafting, Outcome>(d => d.SaveAsync(id, draft, version, true, Actor.System, default));
        Task<DateOnly?> ClosesAsync() => newsroom.InDbAsync(db => db.Deadlines.Where(d => d.Id == deadline.Id).Select(d => d.Closes).SingleAsync());
        var late = (await newsroom.DraftAsync(Moving("Myöhästyvä siirto"))).PublicId;
        var timed = (await newsroom.DraftAsync(Moving("Ajastettu siirto"), writer)).PublicId;
        Assert.IsType<Outcome.Done>(await PublishAsync(timed, newsroom.Clock.GetUtcNow().UtcDateTime.AddHours(3)));
        // Its version in another language tells the deadline and moves nothing
        Assert.Equal([new DraftDeadline(deadline.PublicId)], CarriedOver.Of(new SourceText(1, timed, 1, null, Moving("Lähde"), []), "sv", false).Deadlines);

        await newsroom.InDbAsync(async db =>
        {
            await DeadlineMoves.MoveAsync(db, await db.Deadlines.SingleAsync(d => d.Id == deadline.Id), new DraftDeadline(Title: deadline.Title, Closes: new DateOnly(2027, 5, 15)), Actor.System, newsroom.Clock.GetUtcNow().UtcDateTime, default);
            await db.SaveChangesAsync();
        });
        async Task RefusedAsync()
        {
            var refused = Assert.IsType<Outcome.Refused>(await PublishAsync(late));
            Assert.Contains("15.5.2027", Assert.Single(refused.Errors).Message.Fi, StringComparison.Ordinal);
        }
        await RefusedAsync();
        // The same day in another text is no new look at it; another day is
        Assert.IsType<Outcome.Done>(await SaveAsync(late, Moving("Myöhästyvä siirto, uusi otsikko"), 1));
        await RefusedAsync();

        newsroom.Clock.Move(TimeSpan.FromHours(3.1));
        await newsroom.Services.GetRequiredService<ScheduledPublisher>().WorkAsync(default);
        Assert.Equal(HttpStatusCode.OK, await newsroom.StatusAsync($"/api/v1/articles/{timed}"));
        Assert.Equal(new DateOnly(2027, 5, 15), await ClosesAsync());
        Assert.Equal(2, await newsroom.InDbAsync(db => db.Set<ArticleDeadline>().CountAsync(d => d.DeadlineId == deadline.Id)));
        Assert.Equal(["Ajastettu siirto"], await newsroom.InDbAsync(db => db.Notices.Where(n => n.UserId == writer && n.Kind == NoticeKind.DeadlineStays).Select(n => n.Title).ToListAsync()));

        Assert.IsType<Outcome.Done>(await SaveAsync(late, Moving("Taas siirto", month: 6), 2));
        Assert.IsType<Outcome.Done>(await PublishAsync(late));
        Assert.Equal(new DateOnly(2027, 6, 30), await ClosesAsync());
    }

    [Fact]
    public async Task An_agent_moves_only_what_their_own_articles_tell()
    {
        var email = $"{Guid.NewGuid():N}@example.fi";
        using var agent = await newsroom.SignedInAsync(Role.Agent, email);
        using var editor = await newsroom.SignedInAsync(Role.Editor);
        var userId = await newsroom.InDbAsync(db => db.Users.Where(u => u.Email == email).Select(u => u.Id).SingleAsync());
        await newsroom.WriterAsync("Sampo Siirtäjä", "sampo-siirtaja", p => (p.UserId, p.Regions) = (userId, [new PersonRegion { RegionCode = "18" }]));
        var (own, shared, others) = (Ahead("Oman alueen haku"), Ahead("Yhteinen haku"), Ahead("Toisen alueen haku"));
        await newsroom.PrintAsync("Oma juttu", a => { a.Regions.Add(new() { RegionCode = "18" }); a.Deadlines.Add(new() { Deadline = own }); a.Deadlines.Add(new() { Deadline = shared, Position = 1 }); });
        await newsroom.PrintAsync("Toisten juttu", a => { a.Regions.Add(new() { RegionCode = "06" }); a.Deadlines.Add(new() { Deadline = others }); a.Deadlines.Add(new() { DeadlineId = shared.Id, Position = 1 }); });

        foreach (var (deadline, browser, expected) in new[] { (own, agent, HttpStatusCode.Redirect), (shared, agent, HttpStatusCode.Redirect), (others, agent, HttpStatusCode.Redirect), (others, editor, HttpStatusCode.Redirect) })
        {
            using var answer = await browser.SubmitAsync("/desk/deadlines", new() { ["id"] = deadline.PublicId.ToString(), ["version"] = "1", ["Closes"] = "30.4.2027", ["SourceUrl"] = "https://example.org/siirto" }, "/desk/deadlines?handler=Move");
            var moved = await newsroom.InDbAsync(db => db.Deadlines.AnyAsync(d => d.PublicId == deadline.PublicId && d.SupersedesId != null));
            var may = deadline == own || browser == editor;
            Assert.True(moved == may, $"{deadline.Title}: {answer.StatusCode}");
            if (may) Assert.Equal(expected, answer.StatusCode);
        }
        var list = await agent.GetStringAsync("/desk/deadlines?q=haku");
        Assert.Contains("31.3. → 30.4.2027", WebUtility.HtmlDecode(list));
        Assert.Contains("Aino Esimerkki", list);
        Assert.Contains("Pyydä toimitusta", WebUtility.HtmlDecode(list));
        Assert.DoesNotContain("Yhteinen haku", await agent.GetStringAsync("/desk/deadlines?q=alueen"));
        Assert.DoesNotContain("Toisen alueen haku", await agent.GetStringAsync("/desk/deadlines?region=18"));
    }

    public sealed class OnSqlite(SqliteNewsroom newsroom) : DeadlineTests(newsroom), IClassFixture<SqliteNewsroom>;

    public sealed class OnPostgres(PostgresNewsroom newsroom) : DeadlineTests(newsroom), IClassFixture<PostgresNewsroom>;
}
