using Microsoft.EntityFrameworkCore;
using Uutiset.Accounts;
using Uutiset.Articles;
using Uutiset.Articles.Bulk;
using Uutiset.Articles.Translations;
using Uutiset.Articles.Workflow;
using Uutiset.Bulletins;
using Uutiset.Desk.Changing;
using Uutiset.Subscribers;
using Uutiset.Tests.Articles;
using Uutiset.Tests.Bulletins;
using Uutiset.Tests.Mailing;
using Uutiset.Tests.People;
using Uutiset.Tests.Site;
using Uutiset.Vocabulary;

namespace Uutiset.Tests.Desk;

/// <summary>The lists that hang on one article or one bulletin cost the same number of commands however long they are, too.</summary>
public abstract class ObjectCostTests(ISinkNewsroom newsroom)
{
    private readonly Newsroom room = newsroom.Room;

    [Fact]
    public async Task Versions_translations_review_and_changes_of_an_article_cost_the_same_however_many_there_are()
    {
        using var editor = await room.SignedInAsync(Role.Editor);
        var me = await room.InDbAsync(db => db.Users.OrderByDescending(u => u.Id).Select(u => u.Id).FirstAsync());
        var (few, many) = (await PagesAsync(2, me), await PagesAsync(16, me));
        await CompareAsync(editor, few, many);
        // Otherwise nothing was compared
        Assert.True((await editor.SeeAsync(many[0])).QuerySelectorAll("form[action*='handler=Restore']").Length >= 14);
    }

    private async Task<string[]> PagesAsync(int count, long me)
    {
        var mark = Offices.Mark();
        var article = await room.PublicAsync(new ArticleDraft { Title = "Kallis " + mark, Regions = ["21"] }, me);
        for (var i = 1; i < count; i++)
        {
            var version = (await room.NowAsync(article)).Version;
            Assert.IsType<Outcome.Done>(await room.DoAsync<Drafting, Outcome>(d => d.SaveAsync(article.PublicId, new ArticleDraft { Title = $"Kallis {mark} {i}", BodyHtml = "<p>Teksti.</p>", Regions = ["21"] }, version, true, new Actor("Testi", me), default)));
        }
        var now = room.Clock.GetUtcNow().UtcDateTime;
        // Two versions in other languages are the most that there are, and one the fewest; one saved text has none to compare with
        string[] langs = count == 2 ? ["sv"] : ["sv", "en"];
        var change = new BulkChange { Kind = BulkKind.AddTags, Value = "ikaihmiset", State = ChangeState.Done, ById = me, By = "Testi", DoneUtc = now, PlannedUtc = now };
        foreach (var lang in langs)
        {
            var version = await room.DraftAsync(new ArticleDraft { Title = $"Version {lang} {mark}", Lang = lang }, me);
            await room.InDbAsync(db =>
            {
                db.Add(new Translation { ArticleId = version.Id, OriginalId = article.Id, Lang = lang, SourceRevision = 1, CheckedUtc = now, CheckedBy = "Testi" });
                return db.SaveChangesAsync();
            });
        }
        for (var i = 0; i < count; i++)
        {
            var other = await room.DraftAsync(new ArticleDraft { Title = $"Muutettava {mark} {i}" }, me);
            change.Rows.Add(new BulkChangeRow { ItemId = other.Id, Title = other.WorkingTitle, State = ChangeRowState.Refused, Reason = BulkReason.Gone });
        }
        await room.InDbAsync(async db =>
        {
            db.BulkChanges.Add(change);
            db.ArticleReviews.Add(new ArticleReview { ArticleId = article.Id, By = "Testi", ById = me, AskedUtc = now });
            for (var i = 0; i < count; i++)
            {
                var thread = db.ArticleComments.Add(new ArticleComment { ArticleId = article.Id, By = "Testi", ById = me, Text = $"Entä tämä {i}?", AtUtc = now }).Entity;
                await db.SaveChangesAsync();
                db.ArticleComments.Add(new ArticleComment { ArticleId = article.Id, ThreadId = thread.Id, By = "Testi", ById = me, Text = "Vastaus.", AtUtc = now });
                db.PreviewLinks.Add(new PreviewLink { ArticleId = article.Id, Hash = Offices.Mark() + i, ForWhom = "Vieras", By = "Testi", ById = me, CreatedUtc = now, ExpiresUtc = now.AddDays(5) });
            }
            await db.SaveChangesAsync();
        });
        var at = $"/desk/articles/{article.PublicId}";
        return [at + "/versions", at + "/translations", at + $"/translations?q={mark}", at + "/review", $"/desk/articles/changes/{change.PublicId}", at];
    }

    [Fact]
    public async Task Who_gets_and_who_got_a_bulletin_costs_the_same_however_many_they_are()
    {
        using var editor = await room.SignedInAsync(Role.Editor);
        var (few, many) = (await SentAsync(1, "19"), await SentAsync(16, "01"));
        await CompareAsync(editor, few, many);
    }

    private async Task<string[]> SentAsync(int count, string region)
    {
        var article = await Readers.ArticleAsync(room, "Lähetetty " + Offices.Mark());
        var subscription = await Readers.SubscriptionAsync(room, "Lukijat " + Offices.Mark(), regions: [region]);
        for (var i = 0; i < count; i++)
        {
            var reader = await Readers.SubscriptionAsync(room, "Lukija " + Offices.Mark(), regions: [region]);
            await Readers.ContactAsync(room, i % 2 == 0 ? reader : subscription, $"{Offices.Mark()}@example.fi");
        }
        var draft = new BulletinDraft { Variants = [new("fi", "Viikon uutiset", null, null)], Items = [new(article.PublicId, null, null)], Audience = new Audience { Regions = [region] } };
        var sent = await Readers.BulletinAsync(room, draft);
        var frozen = await Readers.FreezeAsync(room, sent);
        Assert.Equal((FreezeOutcome.Done, count), (frozen.Outcome, frozen.Dispatch!.Frozen));
        await Dispatches.UntilAsync(room, frozen.Dispatch.Id, c => c.IsOver);
        var waiting = await Readers.BulletinAsync(room, draft);
        return [$"/desk/bulletins/{waiting}/audience", $"/desk/bulletins/{sent}/progress?only=accepted", $"/desk/received/article/{article.PublicId}"];
    }

    [Fact]
    public async Task The_story_of_a_consent_costs_the_same_however_long_it_is()
    {
        using var editor = await room.SignedInAsync(Role.Editor);
        var (few, many) = (await StoryAsync(2), await StoryAsync(16));
        await CompareAsync(editor, [few], [many]);
        Assert.Equal(16, (await editor.SeeAsync(many)).QuerySelectorAll(".story > li").Length);
    }

    private async Task<string> StoryAsync(int lines)
    {
        var contact = await Readers.ContactAsync(room, await Readers.SubscriptionAsync(room, "Kertomus " + Offices.Mark(), regions: ["14"]), $"{Offices.Mark()}@example.fi");
        await room.InDbAsync(async db =>
        {
            var ledger = Subscribers.NewsroomServices.Get<ConsentLedger>(room);
            for (var i = 0; i < lines; i++)
                ledger.Write(db, contact, ConsentKind.Changed, Door.Web("https://example.fi/tilaa"), await ledger.KeepTextAsync(db, "fi", $"Teksti {i}", default), $"regions: 14; terms: -; lang: fi; seat: {(i % 2 == 0 ? "owner" : "member")}");
            await db.SaveChangesAsync();
        });
        return $"/desk/subscribers/contacts/{contact.PublicId}/consent";
    }

    private static async Task CompareAsync(HttpClient browser, string[] few, string[] many)
    {
        foreach (var (first, second) in few.Zip(many))
        {
            var (one, sixteen) = (await CommandCounter.CountAsync(browser, first), await CommandCounter.CountAsync(browser, second));
            Assert.True(one == sixteen, $"{first}: {one} commands for few rows, {sixteen} for sixteen");
            Assert.InRange(one, 1, 40);
        }
    }

    public sealed class OnSqlite(SqliteSinkNewsroom n) : ObjectCostTests(n), IClassFixture<SqliteSinkNewsroom>;

    public sealed class OnPostgres(PostgresSinkNewsroom n) : ObjectCostTests(n), IClassFixture<PostgresSinkNewsroom>;
}
