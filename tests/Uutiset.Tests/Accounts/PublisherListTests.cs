using System.Net;
using System.Net.Http.Json;
using System.Text;
using System.Text.Json;
using Microsoft.EntityFrameworkCore;
using Uutiset.Accounts;
using Uutiset.Accounts.Notices;
using Uutiset.Articles;
using Uutiset.Articles.Workflow;
using Uutiset.Bulletins;
using Uutiset.Mailing;
using Uutiset.People;
using Uutiset.Subscribers;
using Uutiset.Tests.Articles;
using Uutiset.Tests.Bulletins;
using Uutiset.Tests.People;
using Uutiset.Tests.Site;
using Uutiset.Vocabulary;

namespace Uutiset.Tests.Accounts;

/// <summary>What lists, searches, exports, bulk changes and mailings tell and do of another publisher's: nothing that is not public.</summary>
public abstract class PublisherListTests(Newsroom newsroom)
{
    private static readonly string[] Pages =
    [
        "/desk", "/desk/articles", "/desk/articles?status=draft", "/desk/articles?status=scheduled", "/desk/articles?sort=title", "/desk/articles/changes", "/desk/calendar", "/desk/calendar?view=list", "/desk/reviews",
        "/desk/review", "/desk/deadlines", "/desk/bulletins", "/desk/notices", "/desk/terms", "/desk/pages", "/desk/menus", "/desk/media",
    ];

    private static readonly string[] Routes =
        ["/api/v1/articles?status=any&pageSize=100", "/api/v1/articles?status=draft&pageSize=100", "/api/v1/articles?status=scheduled", "/api/v1/bulletins?pageSize=100", "/api/v1/contacts?pageSize=100"];

    /// <summary>One of everything of a publisher's that stands in some list before it is public, with a mark that nothing else has.</summary>
    private async Task<Things> FillAsync(Organisation publisher, string mark, long? owner = null)
    {
        var things = await Things.MakeAsync(newsroom, owner, "14", publisher, mark);
        var (soon, actor) = (newsroom.Clock.GetUtcNow().UtcDateTime.AddHours(5), new Actor("Testi", owner, PublisherId: publisher.Id));
        var scheduled = await newsroom.DraftAsync(new ArticleDraft { Title = "Ajastettu " + mark, BodyHtml = "<p>Teksti.</p>", Tags = ["ikaihmiset"], PublisherId = publisher.PublicId }, owner);
        Assert.IsType<Outcome.Done>(await newsroom.DoAsync<Publishing, Outcome>(p => p.PublishAsync(scheduled.PublicId, null, soon, actor, default)));
        Assert.IsType<Outcome.Done>(await newsroom.DoAsync<Reviewing, Outcome>(r => r.AskAsync(things.Article, null, new ReviewRequest(), actor, default)));
        await newsroom.DoAsync<Commenting, Commented?>(c => c.AddAsync(things.Article, new CommentDraft("Kommentti " + mark), actor, null, default));
        await newsroom.DraftAsync(new ArticleDraft { Type = ArticleType.Page, Title = "Sivu " + mark, PublisherId = publisher.PublicId }, owner);
        await newsroom.InDbAsync(async db =>
        {
            var bulletin = await db.Bulletins.Include(b => b.Texts).SingleAsync(b => b.PublicId == things.Bulletin);
            bulletin.Texts.Add(new BulletinText { Subject = "Tiedote " + mark });
            await db.SaveChangesAsync();
        });
        return things;
    }

    // Deadlines and media are of the common register, and the opening is public
    private static string[] Told(string mark) => ["Juttu " + mark, "Ajastettu " + mark, "Sivu " + mark, "Tiedote " + mark, "Kommentti " + mark];

    [Fact]
    public async Task No_list_search_or_calendar_tells_what_is_the_other_publishers()
    {
        var (first, second) = await newsroom.TwoPublishersAsync();
        var (own, other) = ("a" + Offices.Mark(), "b" + Offices.Mark());
        var (browser, owner, _) = await Things.OwnerAsync(newsroom, Role.Editor, "14", second);
        using var bound = browser;
        using var free = await newsroom.SignedInAsync(Role.Editor);
        var mine = await FillAsync(second, own, owner);
        var theirs = await FillAsync(first, other);
        var pages = Pages.Concat([$"/desk/search?q={own}", $"/desk/search?q={other}", $"/desk/articles?q={other}", $"/desk/articles?q={own}", $"/desk/articles/find/related?except={mine.Article}&q={other}", $"/desk/articles/find/related?except={mine.Article}&q={own}",
            $"/desk/articles/{mine.Article}/translations?q={other}"]);
        var (leaks, seen, all) = (new List<string>(), new HashSet<string>(), new HashSet<string>());
        foreach (var page in pages)
        {
            var (html, whole) = (WebUtility.HtmlDecode(await bound.GetStringAsync(page)), page.Contains(mine.Article.ToString(), StringComparison.Ordinal) ? "" : WebUtility.HtmlDecode(await free.GetStringAsync(page)));
            leaks.AddRange(Told(other).Where(t => html.Contains(t, StringComparison.Ordinal)).Select(t => $"{page}: {t}"));
            seen.UnionWith(Told(own).Where(t => html.Contains(t, StringComparison.Ordinal)));
            all.UnionWith(Told(other).Concat(Told(own)).Where(t => whole.Contains(t, StringComparison.Ordinal)));
        }
        Assert.Empty(leaks);
        // What is one's own does stand there, and to the whole site's people so does everything: otherwise nothing was tried. Comments show on their article only.
        Assert.Equal(Told(own).Take(4).Order(StringComparer.Ordinal), seen.Order(StringComparer.Ordinal));
        Assert.Equal(Told(own).Take(4).Concat(Told(other).Take(4)).Order(StringComparer.Ordinal), all.Order(StringComparer.Ordinal));

        using var key = await newsroom.WithKeyAsync(second.Id, Publishers.Scopes);
        using var wide = await newsroom.WithKeyAsync(Publishers.Scopes);
        var (narrow, broad) = (new StringBuilder(), new StringBuilder());
        foreach (var route in Routes)
        {
            narrow.Append(await key.GetStringAsync(route));
            broad.Append(await wide.GetStringAsync(route));
        }
        Assert.DoesNotContain(other, narrow.ToString(), StringComparison.Ordinal);
        Assert.DoesNotContain(theirs.Article.ToString(), narrow.ToString(), StringComparison.Ordinal);
        foreach (var told in new[] { "Juttu ", "Ajastettu ", "Tiedote " })
        {
            Assert.Contains(told + own, narrow.ToString(), StringComparison.Ordinal);
            Assert.Contains(told + other, broad.ToString(), StringComparison.Ordinal);
        }
        foreach (var told in new[] { own, other }) Assert.Contains(told + "@example.fi", broad.ToString(), StringComparison.Ordinal);
        Assert.Contains(own + "@example.fi", narrow.ToString(), StringComparison.Ordinal);
        Assert.Empty(newsroom.Failures);
    }

    [Fact]
    public async Task A_place_to_influence_is_its_publishers_and_told_to_no_other_before_it_is_public()
    {
        var (first, second) = await newsroom.TwoPublishersAsync();
        var mark = Offices.Mark();
        using var wide = await newsroom.WithKeyAsync("articles:write", "articles:publish");
        using var key = await newsroom.WithKeyAsync(second.Id, Publishers.Scopes);
        using var bound = await newsroom.SignedInAsync(Role.Editor, publisher: second.Id);
        async Task<JsonElement> AddAsync(HttpClient by, string title, bool isPublic, Guid? publisher = null)
        {
            // Deadlines are common to all, by the name of what they close
            DateOnly? closes = title == "Piilo " ? null : newsroom.Clock.Today().AddDays(1);
            using var made = await by.PostAsJsonAsync("/api/v1/openings", new { kind = "hearing", title = title + mark, closes, isPublic, publisherId = publisher });
            Assert.Equal(HttpStatusCode.Created, made.StatusCode);
            return await made.JsonAsync();
        }
        var (hidden, shown, own) = (await AddAsync(wide, "Piilo ", isPublic: false), await AddAsync(wide, "Julki ", isPublic: true, first.PublicId), await AddAsync(key, "Oma ", isPublic: false));
        Assert.Equal([first.PublicId, first.PublicId, second.PublicId], new[] { hidden, shown, own }.Select(o => o.GetProperty("publisherId").GetGuid()));
        foreach (var (client, page) in new[] { (bound, "/desk/openings"), (bound, "/desk/search?q=" + mark), (key, "/api/v1/openings?pageSize=100") })
        {
            var list = WebUtility.HtmlDecode(await client.GetStringAsync(page));
            Assert.Equal((page, false, true, true), (page, list.Contains("Piilo " + mark, StringComparison.Ordinal), list.Contains("Julki " + mark, StringComparison.Ordinal), list.Contains("Oma " + mark, StringComparison.Ordinal)));
            if (client == bound) Assert.Contains($"href=\"/vaikuta/{shown.GetProperty("slug").GetString()}\"", list, StringComparison.Ordinal);
        }
        Assert.Equal(HttpStatusCode.NotFound, (await key.GetAsync($"/api/v1/openings/{hidden.GetProperty("id").GetGuid()}")).StatusCode);
        Assert.Equal(HttpStatusCode.OK, (await key.GetAsync($"/api/v1/openings/{shown.GetProperty("id").GetGuid()}")).StatusCode);
        using var foreign = await key.PostAsJsonAsync("/api/v1/openings", new { kind = "hearing", title = "Vieraissa nimissä", publisherId = first.PublicId });
        Assert.Equal(["publisherId"], (await foreign.JsonAsync()).ErrorFields());
        // Its day is the other's to move, whatever else tells it
        var deadline = shown.GetProperty("deadline").GetProperty("deadlineId").GetGuid();
        Assert.Equal(HttpStatusCode.Forbidden, (await key.PutAsync($"/api/v1/deadlines/{deadline}", new { closes = "2090-01-01" }, "\"1\"")).StatusCode);
    }

    [Fact]
    public async Task Nobody_hears_of_an_article_that_another_publisher_sends_to_review()
    {
        var (first, second) = await newsroom.TwoPublishersAsync();
        var email = $"{Offices.Mark()}@example.fi";
        using var bound = await newsroom.SignedInAsync(Role.Editor, email, second.Id);
        var id = await newsroom.InDbAsync(db => db.Users.Where(u => u.Email == email).Select(u => u.Id).SingleAsync());
        var (own, other) = ("c" + Offices.Mark(), "d" + Offices.Mark());
        await FillAsync(first, other);
        var mine = await FillAsync(second, own);
        var titles = await newsroom.InDbAsync(db => db.Notices.Where(n => n.UserId == id).Select(n => n.Title).ToListAsync());
        Assert.Equal(["Juttu " + own], titles);
        // Bound to the other one, it keeps no word of what it was told
        Assert.Null(await newsroom.DoAsync<Users, string?>(u => u.SetPublisherAsync(id, first.PublicId, Actor.System, default)));
        Assert.False(await newsroom.InDbAsync(db => db.Notices.AnyAsync(n => n.UserId == id)));
        await newsroom.DoAsync<Commenting, Commented?>(c => c.AddAsync(mine.Article, new CommentDraft("Vielä"), new Actor("Testi", PublisherId: second.Id), null, default));
        Assert.False(await newsroom.InDbAsync(db => db.Notices.AnyAsync(n => n.UserId == id)));
    }

    [Fact]
    public async Task A_bulk_change_of_everything_leaves_the_other_publishers_articles_as_they_are()
    {
        var (first, second) = await newsroom.TwoPublishersAsync();
        var mark = "e" + Offices.Mark();
        var mine = await newsroom.DraftAsync(new ArticleDraft { Title = "Oma " + mark, PublisherId = second.PublicId });
        var hidden = await newsroom.DraftAsync(new ArticleDraft { Title = "Piilossa " + mark, PublisherId = first.PublicId });
        var shown = await newsroom.PublicAsync(new ArticleDraft { Title = "Julkinen " + mark, PublisherId = first.PublicId });
        using var bound = await newsroom.SignedInAsync(Role.Editor, publisher: second.Id);
        using var planned = await bound.SubmitAsync($"/desk/articles?q={mark}", new() { ["Bulk.Scope"] = "all", ["Bulk.What"] = "AddTags", ["Bulk.Tags"] = "Ikäihmiset" }, $"/desk/articles?q={mark}&handler=Plan");
        Assert.Equal(HttpStatusCode.Redirect, planned.StatusCode);
        var change = planned.Headers.Location!.OriginalString;
        Assert.DoesNotContain("Piilossa", await bound.GetStringAsync(change), StringComparison.Ordinal);
        (await bound.SubmitAsync("/desk/articles", new(), change)).Dispose();
        for (var i = 0; i < 100 && (await bound.GetStringAsync(change)).Contains("data-working", StringComparison.Ordinal); i++) await Task.Delay(100);
        Assert.Equal(["ikaihmiset"], (await newsroom.WorkingAsync(mine)).Tags);
        foreach (var article in new[] { hidden, shown }) Assert.Empty((await newsroom.WorkingAsync(article)).Tags);
        Assert.Equal(shown.Id, (await newsroom.NowAsync(shown)).Id);
        // Nor does the other publisher's editor look at the change, or undo it
        using var colleague = await newsroom.SignedInAsync(Role.Editor, publisher: first.Id);
        Assert.Equal(HttpStatusCode.Forbidden, (await colleague.GetAsync(change)).StatusCode);
        Assert.DoesNotContain(change, await colleague.GetStringAsync("/desk/articles/changes"), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_bulletin_goes_to_its_own_publishers_readers_in_its_own_name()
    {
        var (first, second) = await newsroom.TwoPublishersAsync();
        var mark = "f" + Offices.Mark();
        var article = await newsroom.PublicAsync(new ArticleDraft { Title = "Yhteinen " + mark, Regions = ["14"] });
        using var key = await newsroom.WithKeyAsync("admin");
        foreach (var (publisher, name) in new[] { (first, "eka"), (second, "toka") })
        {
            using var asked = await key.PostAsJsonAsync("/api/v1/contacts", new { email = $"{name}-{mark}@example.fi", publisherId = publisher.PublicId });
            Assert.Equal(HttpStatusCode.Created, asked.StatusCode);
        }
        await newsroom.InDbAsync(db => db.Contacts.Where(c => c.Email.Contains(mark)).ExecuteUpdateAsync(row => row.SetProperty(c => c.State, ContactState.Confirmed)));
        // What the reader was asked named the publisher that asked
        Assert.Contains(Publishers.SecondName, await newsroom.InDbAsync(db => db.ConsentEvents.Where(e => db.Contacts.Any(c => c.PublicId == e.ContactId && c.Email == $"toka-{mark}@example.fi"))
            .Select(e => db.ConsentTexts.Where(t => t.Hash == e.TextHash).Select(t => t.Text).First()).FirstAsync()), StringComparison.Ordinal);

        var draft = new BulletinDraft { Variants = [new("fi", "Kooste " + mark)], Items = [new(article.PublicId)], PublisherId = second.PublicId };
        var made = await newsroom.DoAsync<Composing, Composed>(c => c.CreateAsync(draft, Actor.System, default));
        var frozen = await newsroom.DoAsync<Freezing, Frozen>(f => f.FreezeAsync(made.Bulletin!.PublicId, null, null, Actor.System, default));
        Assert.Equal(FreezeOutcome.Done, frozen.Outcome);
        var sent = await newsroom.InDbAsync(db => db.Deliveries.Where(d => d.DispatchId == frozen.Dispatch!.Id).Select(d => d.Address).ToListAsync());
        Assert.Contains($"toka-{mark}@example.fi", sent);
        Assert.DoesNotContain($"eka-{mark}@example.fi", sent);
        Assert.False(await newsroom.InDbAsync(db => db.Exclusions.AnyAsync(e => e.DispatchId == frozen.Dispatch!.Id && db.Contacts.Any(c => c.Id == e.ContactId && c.Subscription!.PublisherId != second.Id))));
        var mail = await newsroom.InDbAsync(async db => Encoding.UTF8.GetString(await db.Variants.Where(v => v.DispatchId == frozen.Dispatch!.Id).Join(db.MailContents, v => v.ContentId, c => c.Id, (v, c) => c.Compiled).FirstAsync()));
        Assert.Contains(Publishers.SecondName, mail, StringComparison.Ordinal);
        Assert.Contains("Toisenkatu 2", mail, StringComparison.Ordinal);
        Assert.DoesNotContain(first.Name + " <", mail, StringComparison.Ordinal);

        // Who got it is the sender's to know
        using var own = await newsroom.SignedInAsync(Role.Editor, publisher: second.Id);
        using var other = await newsroom.SignedInAsync(Role.Editor, publisher: first.Id);
        await newsroom.InDbAsync(db => db.Deliveries.Where(d => d.DispatchId == frozen.Dispatch!.Id).ExecuteUpdateAsync(row => row.SetProperty(d => d.State, DeliveryState.Accepted)));
        Assert.Contains($"toka-{mark}@example.fi", await own.GetStringAsync($"/desk/bulletins/{made.Bulletin!.PublicId}/deliveries.csv"), StringComparison.Ordinal);
        Assert.Equal(HttpStatusCode.Forbidden, (await other.GetAsync($"/desk/bulletins/{made.Bulletin!.PublicId}/deliveries.csv")).StatusCode);
        Assert.DoesNotContain($"toka-{mark}@example.fi", await other.GetStringAsync($"/desk/received/article/{article.PublicId}?handler=Csv"), StringComparison.Ordinal);
    }

    [Fact]
    public async Task The_lists_of_one_publishers_editor_cost_a_fixed_number_of_commands()
    {
        var (_, second) = await newsroom.TwoPublishersAsync();
        var (browser, owner, _) = await Things.OwnerAsync(newsroom, Role.Editor, "14", second);
        using var bound = browser;
        await FillAsync(second, "g" + Offices.Mark(), owner);
        var few = new Dictionary<string, int>();
        foreach (var page in Pages) few[page] = await CommandCounter.CountAsync(bound, page);
        for (var i = 0; i < 5; i++) await FillAsync(second, "g" + Offices.Mark(), owner);
        foreach (var page in Pages)
        {
            var many = await CommandCounter.CountAsync(bound, page);
            Assert.True(many == few[page], $"{page}: {few[page]} commands for a few, {many} for many");
        }
    }

    public sealed class OnSqlite(SqliteNewsroom newsroom) : PublisherListTests(newsroom), IClassFixture<SqliteNewsroom>;

    public sealed class OnPostgres(PostgresNewsroom newsroom) : PublisherListTests(newsroom), IClassFixture<PostgresNewsroom>;
}
