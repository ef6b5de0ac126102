using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Uutiset.Accounts;
using Uutiset.Articles;
using Uutiset.Articles.Bulk;
using Uutiset.Articles.Openings;
using Uutiset.Bulletins;
using Uutiset.Data;
using Uutiset.Desk.Changing;
using Uutiset.Mailing.Bounces;
using Uutiset.Media;
using Uutiset.People;
using Uutiset.Subscribers;
using Uutiset.Tests.Articles;
using Uutiset.Tests.People;
using Uutiset.Tests.Site;
using Uutiset.Vocabulary;

namespace Uutiset.Tests.Desk;

/// <summary>No list of the desk asks the database once for each of its rows: that is what makes a page slow with 20,000 articles and 200 people.</summary>
public abstract class ListCostTests(Newsroom newsroom)
{
    private static readonly string[] Lists =
    [
        "/desk", "/desk/articles", "/desk/articles?q=kustannus&region=21&tag=ikaihmiset&author=Kustannus&whose=mine&year=2026&sort=title", "/desk/articles/changes", "/desk/calendar", "/desk/calendar?view=list",
        "/desk/reviews", "/desk/deadlines", "/desk/openings", "/desk/people", "/desk/organisations", "/desk/organisations/look-alikes", "/desk/projects", "/desk/projects?q=hanke&region=21&funder=kustannus&state=active", "/desk/media", "/desk/bulletins", "/desk/bulletins?q=tiedote&state=draft", "/desk/notices", "/desk/account",
    ];

    // An agent has none of these
    private static readonly string[] Editors = ["/desk/review", "/desk/mail-drop", "/desk/bounces", "/desk/bounces?q=kustannus&verdict=hard", "/desk/suppressions", "/desk/redirects", "/desk/redirects?automatic=true", "/desk/terms", "/desk/pages", "/desk/menus",
        "/desk/subscribers", "/desk/subscribers?q=kustannus&region=21&type=association&lang=fi&state=active&last=3", "/desk/subscribers?state=paused", "/desk/subscribers/contacts", "/desk/subscribers/contacts?q=kustannus&region=21&type=association&last=3&lang=fi&state=confirmed&duty=sihteeri", "/desk/segments", "/desk/subscribers/charts", "/desk/subscribers/changes", "/desk/subscribers/import"];

    // And an editor none of these
    private static readonly string[] Admins = ["/desk/users", "/desk/users?q=kustannus&as=agent&state=invited", "/desk/keys", "/desk/keys?q=kustannus&state=valid", "/desk/log"];

    [Theory]
    [InlineData(nameof(Role.Admin))]
    [InlineData(nameof(Role.Editor))]
    [InlineData(nameof(Role.Agent))]
    public async Task A_list_costs_the_same_number_of_commands_however_long_it_is(string who)
    {
        var role = Enum.Parse<Role>(who);
        using var browser = await newsroom.SignedInAsync(role);
        string[] paths = [.. Lists, .. role == Role.Agent ? [] : Editors, .. role == Role.Admin ? Admins : []];
        await AddAsync(browser, 1);
        var few = new Dictionary<string, int>();
        foreach (var path in paths) few[path] = await CommandCounter.CountAsync(browser, path);
        await AddAsync(browser, 15);
        foreach (var path in paths)
        {
            var many = await CommandCounter.CountAsync(browser, path);
            Assert.True(many == few[path], $"{path}: {few[path]} commands for one row, {many} for sixteen");
            Assert.InRange(many, 1, 40);
        }
    }

    private async Task AddAsync(HttpClient browser, int count)
    {
        var me = await newsroom.InDbAsync(db => db.Users.Where(u => u.PasswordHash != null).OrderByDescending(u => u.Id).Select(u => u.Id).FirstAsync());
        for (var i = 0; i < count; i++)
        {
            var mark = Offices.Mark();
            var organisation = await newsroom.OrganisationAsync(new OrganisationDraft { Name = $"Kustannus {mark} ry", Email = $"{mark}@example.fi" });
            var person = await newsroom.PersonAsync(new PersonDraft { Name = "Kustannus " + mark, Regions = ["21"], Memberships = [new MembershipDraft(organisation.PublicId)], ContactUntil = newsroom.Clock.Today().AddDays(9) });
            var draft = new ArticleDraft
            {
                Title = "Kustannus " + mark, Regions = ["21"], Tags = ["ikaihmiset"], Authors = [new DraftAuthor(person.PublicId, null)], ReviewBy = newsroom.Clock.Today().AddDays(3),
                Deadlines = [new DraftDeadline(Title: "Haku " + mark, Closes: newsroom.Clock.Today().AddDays(5))], Events = [new DraftEvent("Tilaisuus " + mark, newsroom.Clock.Today().AddDays(6))],
            };
            var article = await newsroom.PublicAsync(draft, me);
            var asked = await newsroom.DraftAsync(draft with { Deadlines = [], Events = [] }, me);
            await newsroom.InDbAsync(async db =>
            {
                db.ArticleReviews.Add(new Uutiset.Articles.Workflow.ArticleReview { ArticleId = asked.Id, By = "Testi", ById = me, AskedUtc = newsroom.Clock.GetUtcNow().UtcDateTime });
                db.ArticleComments.Add(new Uutiset.Articles.Workflow.ArticleComment { ArticleId = asked.Id, By = "Testi", Text = "Entä tämä?", AtUtc = newsroom.Clock.GetUtcNow().UtcDateTime });
                db.Projects.Add(new Project { Name = "Hanke " + mark, Slug = mark, OrganisationId = organisation.Id, EndsOn = newsroom.Clock.Today().AddDays(9) });
                db.MediaItems.Add(new MediaItem { OriginalName = mark + ".pdf", Kind = MediaKind.Document, ContentType = "application/pdf", Sha256 = mark });
                var deadline = await db.Deadlines.Where(d => d.Title == "Haku " + mark).Select(d => d.Id).SingleAsync();
                db.Openings.Add(new Opening { Title = "Paikka " + mark, Slug = mark, IsPublic = true, DeadlineId = deadline, OwnerId = me, Regions = { new OpeningRegion { RegionCode = "21" } }, Articles = { new OpeningArticle { ArticleId = article.Id } } });
                db.Bulletins.Add(new Bulletin { PublisherId = organisation.Id, Texts = { new BulletinText { Subject = "Tiedote " + mark } }, Items = { new BulletinItem { ArticleId = article.Id } } });
                db.Notices.Add(new Uutiset.Accounts.Notices.Notice { UserId = me, By = "Testi", Path = "/desk", Title = mark, AtUtc = newsroom.Clock.GetUtcNow().UtcDateTime });
                db.BulkChanges.Add(new BulkChange { Kind = i % 2 == 0 ? BulkKind.HandOver : BulkKind.AddTags, Value = i % 2 == 0 ? $"{me}" : "ikaihmiset", State = ChangeState.Done, ById = me, Rows = { new BulkChangeRow { ItemId = article.Id, State = ChangeRowState.Done } } });
                db.Users.Add(new User { Name = "Kustannus " + mark, Email = mark + "@example.fi", UserName = mark + "@example.fi", NormalizedEmail = (mark + "@example.fi").ToUpperInvariant(), NormalizedUserName = (mark + "@example.fi").ToUpperInvariant(), SecurityStamp = mark });
                db.ContactUploads.Add(new Uutiset.Exchange.Contacts.ContactUpload { FileName = mark + ".csv", By = "Testi", CreatedUtc = newsroom.Clock.GetUtcNow().UtcDateTime });
                db.Suppressions.Add(new Uutiset.Mailing.Suppression { AddressKey = Offices.Mark() + mark, Reason = "manual", By = "Testi", AtUtc = newsroom.Clock.GetUtcNow().UtcDateTime });
                var publisher = await db.Organisations.Where(o => o.IsPublisher).OrderBy(o => o.Id).Select(o => o.Id).FirstAsync();
                db.Subscriptions.Add(new Subscription
                {
                    PublisherId = publisher, OrganisationId = organisation.Id, CreatedUtc = newsroom.Clock.GetUtcNow().UtcDateTime, Regions = { new SubscriptionRegion { RegionCode = "21" } },
                    Contacts = { new Contact { Email = $"{mark}@example.fi", AddressKey = mark, Duty = "Sihteeri", State = ContactState.Confirmed }, new Contact { Email = $"2{mark}@example.fi", AddressKey = "2" + mark, State = ContactState.Requested } },
                });
                await ReturnAsync(db, mark, newsroom.Clock.GetUtcNow().UtcDateTime);
                db.SubscriberChanges.Add(new Uutiset.Subscribers.Roll.Changing.SubscriberChange { Kind = Uutiset.Subscribers.Roll.Changing.ChangeKind.AddTheme, Value = "ikaihmiset", State = ChangeState.Done, By = "Testi" });
                db.Segments.Add(new Uutiset.Bulletins.Segmenting.Segment { PublisherId = publisher, Name = "Segmentti " + mark, Audience = """{"regions":["21"]}""" });
                db.Redirects.Add(new Uutiset.Site.Redirects.Redirect { FromPath = "/vanha-" + mark, ToAddress = "/arkisto", SavedBy = "Testi" });
                await db.SaveChangesAsync();
            });
            await newsroom.DoAsync<ApiKeys, string>(k => k.AddAsync("Kustannus " + mark, ["articles:write"], 30, null, Actor.System, default));
        }
        (await browser.GetAsync("/desk")).Dispose();
    }

    private static async Task ReturnAsync(NewsDb db, string mark, DateTime now)
    {
        var bulletin = new Bulletin { PublisherId = await db.Organisations.Where(o => o.IsPublisher).OrderBy(o => o.Id).Select(o => o.Id).FirstAsync(), Texts = { new BulletinText { Subject = "Palautunut " + mark } } };
        db.Bulletins.Add(bulletin);
        await db.SaveChangesAsync();
        var dispatch = new Uutiset.Mailing.Dispatch { BulletinId = bulletin.Id, State = Uutiset.Mailing.DispatchState.Sent, SendAtUtc = now };
        db.Dispatches.Add(dispatch);
        await db.SaveChangesAsync();
        var delivery = new Uutiset.Mailing.Delivery { DispatchId = dispatch.Id, Content = new Uutiset.Mailing.MailContent(), Address = $"kustannus-{mark}@example.fi", AddressKey = mark, State = Uutiset.Mailing.DeliveryState.Accepted, SettledUtc = now };
        db.Deliveries.Add(delivery);
        await db.SaveChangesAsync();
        db.Bounces.Add(new Bounce { DeliveryId = delivery.Id, DispatchId = dispatch.Id, Kind = ReportKind.Failed, Verdict = Verdict.Hard, AtUtc = now, ReceivedUtc = now, WeighedUtc = now });
        db.DispatchHolds.Add(new DispatchHold { DispatchId = dispatch.Id, AtUtc = now, Failed = 12, Settled = 100 });
    }

    public sealed class OnSqlite(SqliteNewsroom n) : ListCostTests(n), IClassFixture<SqliteNewsroom>;

    public sealed class OnPostgres(PostgresNewsroom n) : ListCostTests(n), IClassFixture<PostgresNewsroom>;
}
