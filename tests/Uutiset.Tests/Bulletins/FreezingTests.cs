using System.Text;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Uutiset.Articles;
using Uutiset.Bulletins;
using Uutiset.Data;
using Uutiset.Mailing;
using Uutiset.Subscribers;
using Uutiset.Tests.Mailing;

namespace Uutiset.Tests.Bulletins;

public abstract class FreezingTests(ISinkNewsroom newsroom)
{
    private readonly Newsroom room = newsroom.Room;

    [Fact]
    public async Task Who_leaves_while_a_bulletin_is_being_frozen_gets_nothing_of_it()
    {
        var contact = await Readers.ContactAsync(room, await Readers.SubscriptionAsync(room, "Lähtevä Yhdistys ry", regions: ["20"]), "leaver@example.fi");
        await using var scope = room.Services.CreateAsyncScope();
        var db = scope.ServiceProvider.GetRequiredService<NewsDb>();
        await using var freezing = await db.Database.BeginTransactionAsync();
        await scope.ServiceProvider.GetRequiredService<IDatabaseEngine>().HoldContactsAsync(db, CancellationToken.None);

        // A thread of its own: SQLite waits for the writer before it without giving the thread back
        var leaving = Task.Factory.StartNew(() => LeaveAsync(contact.Id), CancellationToken.None, TaskCreationOptions.LongRunning, TaskScheduler.Default).Unwrap();
        await Task.Delay(500);
        Assert.False(leaving.IsCompleted);
        var now = room.Clock.GetUtcNow().UtcDateTime;
        var dispatch = db.Add(new Dispatch { BulletinId = Random.Shared.NextInt64(), State = DispatchState.Paused, Frozen = 1, SendAtUtc = now, By = "test" }).Entity;
        var content = db.Add(new MailContent { CreatedUtc = now }).Entity;
        await db.SaveChangesAsync();
        var delivery = db.Add(new Delivery { DispatchId = dispatch.Id, ContentId = content.Id, ContactId = contact.Id, Lane = Lane.Bulk, Address = contact.Email, AddressKey = contact.AddressKey, QueuedUtc = now, NextUtc = now }).Entity;
        await db.SaveChangesAsync();
        await freezing.CommitAsync();
        await leaving.WaitAsync(TimeSpan.FromSeconds(30));

        Assert.Equal(DeliveryState.Suppressed, await room.InDbAsync(fresh => fresh.Deliveries.Where(d => d.Id == delivery.Id).Select(d => d.State).SingleAsync()));
    }

    private async Task LeaveAsync(long contact)
    {
        await using var scope = room.Services.CreateAsyncScope();
        var leaver = await scope.ServiceProvider.GetRequiredService<NewsDb>().Contacts.Include(c => c.Subscription).SingleAsync(c => c.Id == contact);
        await scope.ServiceProvider.GetRequiredService<Unsubscribing>().EndAsync(leaver, Door.Web("/tilaus"), CancellationToken.None);
    }

    [Fact]
    public async Task Sending_reaches_each_reader_once_with_the_links_that_are_theirs()
    {
        var article = await Readers.ArticleAsync(room, "Järjestöille uusi avustus");
        var subscription = await Readers.SubscriptionAsync(room, "Kallaveden Omaishoitajat ry", regions: ["12"]);
        var fi = await Readers.ContactAsync(room, subscription, "frozen-fi@example.fi");
        await Readers.ContactAsync(room, subscription, "frozen-sv@example.fi", c => c.Lang = "sv");
        await Readers.ContactAsync(room, subscription, "frozen-text@example.fi", c => c.Format = MailFormat.Text);
        await Readers.ContactAsync(room, subscription, "frozen-new@example.fi", c => c.State = ContactState.Requested);
        var id = await Readers.BulletinAsync(room, Draft(article, new Audience { Regions = ["12"] }));

        var frozen = await Readers.FreezeAsync(room, id);

        Assert.Equal(FreezeOutcome.Done, frozen.Outcome);
        var counts = await Dispatches.UntilAsync(room, frozen.Dispatch!.Id, c => c.IsOver);
        Assert.Equal(counts.Frozen, counts.Accepted);
        var candidates = await room.InDbAsync(db => db.Contacts.CountAsync());
        Assert.Equal(candidates, counts.Frozen + counts.Excluded);
        Assert.Equal(counts.Excluded, await room.InDbAsync(db => db.Exclusions.CountAsync(e => e.DispatchId == frozen.Dispatch.Id)));

        var mail = Encoding.Latin1.GetString(newsroom.Sink.Accepted.Single(m => m.Recipient == "frozen-fi@example.fi").Content);
        var token = room.Services.GetRequiredService<Uutiset.Accounts.CapabilityTokens>().Make("subscription", fi.Id, fi.TokenVersion);
        Assert.Contains($"List-Unsubscribe: <{room.BaseUrl}/tilaus/{token}/peru>", mail, StringComparison.Ordinal);
        Assert.Contains("List-Unsubscribe-Post: List-Unsubscribe=One-Click", mail, StringComparison.Ordinal);
        Assert.Contains("Precedence: bulk", mail, StringComparison.Ordinal);
        Assert.Contains("<tiedotteet.example.org>", mail, StringComparison.Ordinal);
        Assert.Contains("Feedback-ID: ", mail, StringComparison.Ordinal);
        Assert.DoesNotContain("Auto-Submitted", mail, StringComparison.Ordinal);
        Assert.Contains("multipart/alternative", mail, StringComparison.Ordinal);
        Assert.DoesNotContain("slot", mail, StringComparison.Ordinal);
        var text = Encoding.Latin1.GetString(newsroom.Sink.Accepted.Single(m => m.Recipient == "frozen-text@example.fi").Content);
        Assert.DoesNotContain("multipart", text, StringComparison.Ordinal);
        var swedish = Encoding.Latin1.GetString(newsroom.Sink.Accepted.Single(m => m.Recipient == "frozen-sv@example.fi").Content);
        Assert.Contains("Content-Language: sv", swedish, StringComparison.Ordinal);
        Assert.Contains($"{room.BaseUrl}/sv/tilaus/", swedish, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_publishers_name_that_no_mail_can_carry_is_named_before_anything_is_frozen()
    {
        var article = await Readers.ArticleAsync(room, "Lähettäjän nimi");
        await Readers.ContactAsync(room, await Readers.SubscriptionAsync(room, "Lähettäjän nimi ry"), "sender-name@example.fi");
        var id = await Readers.BulletinAsync(room, Draft(article, new Audience()));
        var name = await room.InDbAsync(async db => (await Readers.PublisherAsync(db)).Name);
        foreach (var unfit in new[] { "Toimitus\u202Eyr", "Toimitus\u0007", new string('x', 201) })
        {
            await RenameAsync(unfit);
            var refused = await Readers.FreezeAsync(room, id);
            Assert.Equal(FreezeOutcome.Refused, refused.Outcome);
            Assert.Equal(ObstacleKind.SenderName, Assert.Single(refused.Obstacles!).Kind);
        }
        await RenameAsync(name);
        Assert.Equal(FreezeOutcome.Done, (await Readers.FreezeAsync(room, id)).Outcome);

        Task RenameAsync(string to) => room.InDbAsync(async db =>
        {
            (await Readers.PublisherAsync(db)).Name = to;
            await db.SaveChangesAsync();
        });
    }

    [Fact]
    public async Task Two_clicks_on_Send_send_once()
    {
        var article = await Readers.ArticleAsync(room, "Kahdesti painettu");
        var subscription = await Readers.SubscriptionAsync(room, "Kahdesti ry");
        for (var i = 0; i < 20; i++) await Readers.ContactAsync(room, subscription, $"clicks{i}@example.fi");
        var id = await Readers.BulletinAsync(room, Draft(article, new Audience()));

        var both = await Task.WhenAll(Enumerable.Range(0, 4).Select(_ => Readers.FreezeAsync(room, id)));

        Assert.Single(both, f => f.Outcome == FreezeOutcome.Done);
        Assert.Equal(3, both.Count(f => f.Outcome == FreezeOutcome.AlreadySending));
        await Dispatches.UntilAsync(room, both.Single(f => f.Outcome == FreezeOutcome.Done).Dispatch!.Id, c => c.IsOver);
        Assert.Equal(20, newsroom.Sink.Accepted.Count(m => m.Recipient.StartsWith("clicks", StringComparison.Ordinal)));
    }

    [Fact]
    public async Task Bulletins_frozen_at_one_moment_get_numbers_of_their_own()
    {
        var article = await Readers.ArticleAsync(room, "Yhtä aikaa");
        await Readers.ContactAsync(room, await Readers.SubscriptionAsync(room, "Numero ry"), "numbers@example.fi");
        var ids = new List<Guid>();
        for (var i = 0; i < 3; i++) ids.Add(await Readers.BulletinAsync(room, Draft(article, new Audience())));

        var frozen = await Task.WhenAll(ids.Select(id => Readers.FreezeAsync(room, id)));

        Assert.All(frozen, f => Assert.Equal(FreezeOutcome.Done, f.Outcome));
        var numbers = await room.InDbAsync(db => db.Bulletins.Where(b => ids.Contains(b.PublicId)).Select(b => b.Number).ToListAsync());
        Assert.Equal(3, numbers.Distinct().Count());
    }

    [Fact]
    public async Task A_scheduled_bulletin_is_dated_with_its_hour_and_not_with_the_click()
    {
        var article = await Readers.ArticleAsync(room, "Huomenna luettava");
        await Readers.ContactAsync(room, await Readers.SubscriptionAsync(room, "Huominen ry"), "tomorrow@example.fi");
        var id = await Readers.BulletinAsync(room, Draft(article, new Audience()));
        var at = room.Clock.GetUtcNow().UtcDateTime.AddDays(3);
        var sendAt = new DateTime(at.Year, at.Month, at.Day, 7, 0, 0, DateTimeKind.Utc);

        var frozen = await Readers.FreezeAsync(room, id, sendAtUtc: sendAt);

        Assert.Equal(DispatchState.Scheduled, frozen.Dispatch!.State);
        var rows = await room.InDbAsync(db => db.Deliveries.Where(d => d.DispatchId == frozen.Dispatch.Id).ToListAsync());
        Assert.All(rows, d => Assert.Equal((sendAt, sendAt), (d.QueuedUtc, d.NextUtc)));
        var text = await room.InDbAsync(db => db.Variants.Where(v => v.DispatchId == frozen.Dispatch.Id && v.Lang == "fi").Select(v => v.Text).FirstAsync());
        Assert.Contains($" · {sendAt.Day}.{sendAt.Month}.{sendAt.Year}", text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Articles_are_named_and_dated_as_on_their_own_pages()
    {
        var article = await Readers.ArticleAsync(room, "Vanha tilaisuus");
        await room.InDbAsync(db => db.Articles.Where(a => a.Id == article.Id).ExecuteUpdateAsync(a => a
            .SetProperty(x => x.Type, ArticleType.Event).SetProperty(x => x.PublishedPrecision, DatePrecision.Month)
            .SetProperty(x => x.PublishedUtc, new DateTime(2021, 8, 31, 21, 0, 0, DateTimeKind.Utc))));
        var id = await Readers.BulletinAsync(room, Draft(article, new Audience()));
        await using var scope = room.Services.CreateAsyncScope();
        var previewing = scope.ServiceProvider.GetRequiredService<Previewing>();

        var mail = await previewing.RenderAsync(id, "fi", CancellationToken.None);

        Assert.Contains("Tilaisuus · ", mail!.Text, StringComparison.Ordinal);
        Assert.Contains("syyskuu 2021", mail.Text, StringComparison.Ordinal);
        Assert.Contains("syyskuu 2021", mail.Html, StringComparison.Ordinal);
        Assert.DoesNotContain("1.9.2021", mail.Text + mail.Html, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_withdrawn_article_stops_the_freeze_by_name_and_nothing_is_half_done()
    {
        var article = await Readers.ArticleAsync(room, "Perutaan ennen lähettämistä");
        await Readers.ContactAsync(room, await Readers.SubscriptionAsync(room, "Vedetty ry"), "halfdone@example.fi");
        var id = await Readers.BulletinAsync(room, Draft(article, new Audience()));
        await room.InDbAsync(async db =>
        {
            (await db.Articles.SingleAsync(a => a.Id == article.Id)).Status = ArticleStatus.Withdrawn;
            await db.SaveChangesAsync();
        });

        var frozen = await Readers.FreezeAsync(room, id);

        Assert.Equal(FreezeOutcome.Refused, frozen.Outcome);
        Assert.Equal(new Obstacle(ObstacleKind.Withdrawn, "Perutaan ennen lähettämistä"), Assert.Single(frozen.Obstacles!));
        Assert.Null(await room.InDbAsync(db => db.Bulletins.Where(b => b.PublicId == id).Select(b => b.Number).SingleAsync()));
    }

    [Fact]
    public async Task What_changed_since_the_sender_read_it_is_not_sent()
    {
        var article = await Readers.ArticleAsync(room, "Muuttuu välissä");
        await Readers.ContactAsync(room, await Readers.SubscriptionAsync(room, "Välissä ry"), "between@example.fi");
        var id = await Readers.BulletinAsync(room, Draft(article, new Audience()));
        await using var scope = room.Services.CreateAsyncScope();
        var saved = await scope.ServiceProvider.GetRequiredService<Composing>().SaveAsync(id, 1, Draft(article, new Audience()), new("Toinen"), CancellationToken.None);
        Assert.Equal(ComposeOutcome.Done, saved.Outcome);

        Assert.Equal(FreezeOutcome.Outdated, (await Readers.FreezeAsync(room, id, version: 1)).Outcome);
    }

    [Fact]
    public async Task A_bulletin_that_mail_programs_would_clip_is_refused()
    {
        var article = await Readers.ArticleAsync(room, "Pitkä");
        await Readers.ContactAsync(room, await Readers.SubscriptionAsync(room, "Pitkä ry"), "long@example.fi");
        var draft = Draft(article, new Audience());
        var paragraph = "<p>" + string.Concat(Enumerable.Repeat("sana ", 3800)) + "</p>";
        var others = new List<BulletinDraftItem>();
        for (var i = 0; i < 6; i++) others.Add(new((await Readers.ArticleAsync(room, "Osa " + i)).PublicId, NoteHtml: paragraph));
        var id = await Readers.BulletinAsync(room, draft with { Items = others });

        var frozen = await Readers.FreezeAsync(room, id);

        Assert.Equal(FreezeOutcome.Refused, frozen.Outcome);
        Assert.Contains(frozen.Obstacles!, o => o.Kind == ObstacleKind.TooLarge);
    }

    [Fact]
    public async Task A_test_goes_to_its_makers_only_and_says_that_it_is_one()
    {
        var article = await Readers.ArticleAsync(room, "Koe");
        var id = await Readers.BulletinAsync(room, Draft(article, new Audience()));
        await using var scope = room.Services.CreateAsyncScope();
        var bulletin = await scope.ServiceProvider.GetRequiredService<Composing>().LoadAsync(id, CancellationToken.None);
        var wrong = await scope.ServiceProvider.GetRequiredService<TestSending>().SendAsync(bulletin!, ["tester@example.fi"], new("Testaaja"), CancellationToken.None);

        Assert.Null(wrong);
        var waited = System.Diagnostics.Stopwatch.StartNew();
        while (newsroom.Sink.Accepted.Count(m => m.Recipient == "tester@example.fi") < 2 && waited.Elapsed < TimeSpan.FromSeconds(10)) await Task.Delay(50);
        var mails = newsroom.Sink.Accepted.Where(m => m.Recipient == "tester@example.fi").Select(m => Encoding.Latin1.GetString(m.Content)).ToList();
        Assert.Equal(2, mails.Count);
        Assert.Contains(mails, m => m.Contains("[Testi]", StringComparison.Ordinal));
        Assert.False(await room.InDbAsync(db => db.Dispatches.AnyAsync(d => d.BulletinId == bulletin!.Id)));
    }

    private static BulletinDraft Draft(Article article, Audience audience) => new()
    {
        Variants = [new("fi", "Viikon uutiset", "Avustuksia ja tapahtumia", "<p>Hyvä lukija, tässä <a href=\"https://example.org/\">uutiset</a>.</p>"), new("sv", "Veckans nyheter", null, "<p>Bästa läsare!</p>")],
        Items = [new(article.PublicId, null, "<p>Lue tämä <strong>ensin</strong>.</p>")],
        Audience = audience,
    };

    public sealed class OnSqlite(SqliteSinkNewsroom n) : FreezingTests(n), IClassFixture<SqliteSinkNewsroom>;

    public sealed class OnPostgres(PostgresSinkNewsroom n) : FreezingTests(n), IClassFixture<PostgresSinkNewsroom>;
}
