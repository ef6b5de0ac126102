using System.Net;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Uutiset.Bulletins;
using Uutiset.Data;
using Uutiset.Mailing;
using Uutiset.Subscribers;
using Uutiset.Tests.Bulletins;
using Uutiset.Vocabulary;

namespace Uutiset.Tests.Subscribers.Seats;

public abstract class PauseTests(Newsroom newsroom) : IDisposable
{
    private readonly Visitor visitor = new(newsroom);

    [Fact]
    public async Task A_pause_holds_until_its_day_and_ends_by_itself()
    {
        var path = await visitor.ConfirmedAsync("lomalla@example.fi");
        var until = newsroom.Clock.Today().AddDays(10);
        Assert.Equal(HttpStatusCode.SeeOther, (await PostAsync(path, ("paused", Dates.Day(until, "fi")))).StatusCode);

        Assert.Equal(ExclusionReason.Paused, (await Readers.WeighAsync(newsroom, Audience.Everybody, "fi"))["lomalla@example.fi"]);
        Assert.Contains($"ennen päivää {Dates.Day(until, "fi")}", await visitor.Http.GetStringAsync(path));
        newsroom.Clock.Move(TimeSpan.FromDays(9));
        Assert.Equal(ExclusionReason.Paused, (await Readers.WeighAsync(newsroom, Audience.Everybody, "fi"))["lomalla@example.fi"]);
        newsroom.Clock.Move(TimeSpan.FromDays(1));
        Assert.Null((await Readers.WeighAsync(newsroom, Audience.Everybody, "fi"))["lomalla@example.fi"]);
        Assert.DoesNotContain("ennen päivää", (await visitor.Http.GetStringAsync(path)).Split("<form class=\"form\"")[0]);
        Assert.Contains($"paused until: {Dates.Iso(until)}", (await visitor.LedgerAsync("lomalla@example.fi"))[^1].Detail);
    }

    [Fact]
    public async Task An_owner_pauses_the_organisation_and_a_member_only_themselves()
    {
        var owner = await visitor.ConfirmedAsync("omistaja@tauko.example.fi", "Tauon ry");
        var subscription = (await visitor.ContactAsync("omistaja@tauko.example.fi")).Subscription!;
        await Readers.ContactAsync(newsroom, subscription, "jasen@tauko.example.fi", c => c.Seat = Seat.Member);
        var member = await visitor.PreferencesPathAsync("jasen@tauko.example.fi");
        var until = Dates.Iso(newsroom.Clock.Today().AddDays(20));

        Assert.DoesNotContain("name=\"allPaused\"", await visitor.Http.GetStringAsync(member));
        await PostAsync(member, ("allPaused", until));
        Assert.Null((await Readers.WeighAsync(newsroom, Audience.Everybody, "fi"))["omistaja@tauko.example.fi"]);
        await PostAsync(owner, ("allPaused", until));
        var weighed = await Readers.WeighAsync(newsroom, Audience.Everybody, "fi");
        Assert.Equal((ExclusionReason.Paused, ExclusionReason.Paused), (weighed["omistaja@tauko.example.fi"], weighed["jasen@tauko.example.fi"]));
        Assert.Contains("Järjestöllesi ei lähetetä", await visitor.Http.GetStringAsync(member));
        await PostAsync(owner, ("allPaused", ""));
        Assert.Null((await Readers.WeighAsync(newsroom, Audience.Everybody, "fi"))["jasen@tauko.example.fi"]);
    }

    [Theory]
    [InlineData("2020-01-01")]
    [InlineData("2999-01-01")]
    [InlineData("joskus")]
    public async Task A_day_that_is_not_to_come_is_refused_and_nothing_is_saved(string day)
    {
        var email = $"paiva{day.Length}{day[0]}{day[1]}@example.fi";
        var path = await visitor.ConfirmedAsync(email);
        var answer = await PostAsync(path, ("paused", day), ("regions", "14"));
        Assert.Equal(HttpStatusCode.UnprocessableEntity, answer.StatusCode);
        Assert.Contains("id=\"paused-error\"", await answer.Content.ReadAsStringAsync());
        Assert.Empty((await visitor.ContactAsync(email)).Subscription!.Regions);
    }

    [Fact]
    public async Task Pausing_takes_back_what_is_queued_for_days_before_its_end_and_nothing_else()
    {
        var path = await visitor.ConfirmedAsync("jonossa@example.fi");
        var contact = await visitor.ContactAsync("jonossa@example.fi");
        var (soon, later) = (await ScheduleAsync(new Audience(), 3), await ScheduleAsync(new Audience(), 30));
        await newsroom.InDbAsync(async db =>
        {
            await newsroom.Get<Outbox>().QueueAsync(db, new SingleMail(contact.Email, "fi", "Oma asia", "<p>x</p>", "x", contact.Id), CancellationToken.None);
            db.ChangeTracker.Entries<Delivery>().Single().Entity.NextUtc += TimeSpan.FromDays(90);
            await db.SaveChangesAsync();
        });

        await PostAsync(path, ("paused", Dates.Iso(newsroom.Clock.Today().AddDays(10))));

        Assert.Equal(DeliveryState.Suppressed, await StateAsync(soon, contact.Id));
        Assert.Equal(DeliveryState.Pending, await StateAsync(later, contact.Id));
        Assert.True(await newsroom.InDbAsync(db => db.Deliveries.AnyAsync(d => d.ContactId == contact.Id && d.DispatchId == null && d.State == DeliveryState.Pending)));
    }

    [Fact]
    public async Task What_a_reader_no_longer_wants_is_taken_back_and_what_they_still_want_is_not()
    {
        var path = await visitor.ConfirmedAsync("rajaa@example.fi");
        var contact = await visitor.ContactAsync("rajaa@example.fi");
        var (karelia, lapland) = (await ScheduleAsync(new Audience { Regions = ["14"] }, 3), await ScheduleAsync(new Audience { Regions = ["21"] }, 3));
        Assert.Equal((DeliveryState.Pending, DeliveryState.Pending), (await StateAsync(karelia, contact.Id), await StateAsync(lapland, contact.Id)));

        await PostAsync(path, ("regions", "14"));

        Assert.Equal((DeliveryState.Pending, DeliveryState.Suppressed), (await StateAsync(karelia, contact.Id), await StateAsync(lapland, contact.Id)));
    }

    [Fact]
    public async Task An_owners_choice_takes_back_from_every_seat_that_has_none_of_its_own()
    {
        var owner = await visitor.ConfirmedAsync("omistaja@rajaus.example.fi", "Rajauksen ry");
        var mine = await visitor.ContactAsync("omistaja@rajaus.example.fi");
        var follows = await Readers.ContactAsync(newsroom, mine.Subscription!, "seuraa@rajaus.example.fi", c => c.Seat = Seat.Member);
        var own = await Readers.ContactAsync(newsroom, mine.Subscription!, "oma@rajaus.example.fi", c => c.Seat = Seat.Member, regions: ["21"]);
        var lapland = await ScheduleAsync(new Audience { Regions = ["21"] }, 3);

        await PostAsync(owner, ("scope", "organisation"), ("regions", "14"));

        Assert.Equal(DeliveryState.Suppressed, await StateAsync(lapland, mine.Id));
        Assert.Equal(DeliveryState.Suppressed, await StateAsync(lapland, follows.Id));
        Assert.Equal(DeliveryState.Pending, await StateAsync(lapland, own.Id));
    }

    [Fact]
    public async Task Who_narrows_while_a_bulletin_is_being_frozen_gets_nothing_of_it()
    {
        var owner = await visitor.ConfirmedAsync("omistaja@hetki.example.fi", "Samalla hetkellä ry");
        var mine = await visitor.ContactAsync("omistaja@hetki.example.fi");
        var member = await Readers.ContactAsync(newsroom, mine.Subscription!, "jasen@hetki.example.fi", c => c.Seat = Seat.Member);
        var bulletin = await BulletinAsync(new Audience { Regions = ["21"] });
        await using var scope = newsroom.Services.CreateAsyncScope();
        var db = scope.ServiceProvider.GetRequiredService<NewsDb>();
        await using var freezing = await db.Database.BeginTransactionAsync();
        await scope.ServiceProvider.GetRequiredService<IDatabaseEngine>().HoldContactsAsync(db, CancellationToken.None);

        var form = await visitor.FormAsync(owner);
        var narrowing = Task.Factory.StartNew(() => visitor.PostAsync(owner, [.. form, ("scope", "organisation"), ("regions", "14")]), CancellationToken.None, TaskCreationOptions.LongRunning, TaskScheduler.Default).Unwrap();
        await Task.Delay(500);
        Assert.False(narrowing.IsCompleted);
        var now = newsroom.Clock.GetUtcNow().UtcDateTime;
        var id = await db.Bulletins.Where(b => b.PublicId == bulletin).Select(b => b.Id).SingleAsync();
        var dispatch = db.Add(new Dispatch { BulletinId = id, State = DispatchState.Paused, Frozen = 2, SendAtUtc = now, By = "test" }).Entity;
        var content = db.Add(new MailContent { CreatedUtc = now }).Entity;
        await db.SaveChangesAsync();
        db.Add(new Variant { BulletinId = id, DispatchId = dispatch.Id, Lang = "fi", Subject = "x", WebHtml = "", Text = "", ContentId = content.Id });
        foreach (var seat in new[] { mine, member })
            db.Add(new Delivery { DispatchId = dispatch.Id, ContentId = content.Id, ContactId = seat.Id, Lane = Lane.Bulk, Address = seat.Email, AddressKey = seat.AddressKey, QueuedUtc = now, NextUtc = now });
        await db.SaveChangesAsync();
        await freezing.CommitAsync();
        Assert.Equal(HttpStatusCode.SeeOther, (await narrowing.WaitAsync(TimeSpan.FromSeconds(30))).StatusCode);

        Assert.Equal(DeliveryState.Suppressed, await StateAsync(dispatch.Id, mine.Id));
        Assert.Equal(DeliveryState.Suppressed, await StateAsync(dispatch.Id, member.Id));
    }

    [Fact]
    public async Task Of_two_owners_who_save_at_once_the_second_is_told_and_nobodys_choice_is_lost()
    {
        var first = await visitor.ConfirmedAsync("yksi@kaksi.example.fi", "Kaksi omistajaa ry");
        await Readers.ContactAsync(newsroom, (await visitor.ContactAsync("yksi@kaksi.example.fi")).Subscription!, "toinen@kaksi.example.fi", c => c.Seat = Seat.Owner);
        var second = await visitor.PreferencesPathAsync("toinen@kaksi.example.fi");
        var (ones, others) = (await visitor.FormAsync(first), await visitor.FormAsync(second));

        Assert.Equal(HttpStatusCode.SeeOther, (await visitor.PostAsync(first, [.. ones, ("scope", "organisation"), ("regions", "14")])).StatusCode);
        var told = await visitor.PostAsync(second, [.. others, ("scope", "organisation"), ("regions", "21")]);

        Assert.Equal(HttpStatusCode.Conflict, told.StatusCode);
        var page = new AngleSharp.Html.Parser.HtmlParser().ParseDocument(await told.Content.ReadAsStringAsync());
        Assert.Contains("Pohjois-Karjala", page.QuerySelector(".error-summary")!.TextContent);
        Assert.True(((AngleSharp.Html.Dom.IHtmlInputElement)page.QuerySelector("input[name=regions][value='21']")!).IsChecked);
        Assert.Equal(["14"], (await visitor.ContactAsync("yksi@kaksi.example.fi")).Subscription!.Regions.Select(r => r.RegionCode));

        var version = page.QuerySelector("input[name=version]")!.GetAttribute("value")!;
        Assert.Equal(HttpStatusCode.SeeOther, (await visitor.PostAsync(second, ("version", version), ("scope", "organisation"), ("regions", "21"))).StatusCode);
        Assert.Equal(["21"], (await visitor.ContactAsync("yksi@kaksi.example.fi")).Subscription!.Regions.Select(r => r.RegionCode));
        // What is one's own only stands in nobody's way
        Assert.Equal(HttpStatusCode.SeeOther, (await visitor.PostAsync(first, [.. await visitor.FormAsync(first), ("scope", "me"), ("regions", "09")])).StatusCode);
    }

    private async Task<HttpResponseMessage> PostAsync(string path, params (string, string)[] fields) => await visitor.PostAsync(path, [.. await visitor.FormAsync(path), .. fields]);

    private async Task<Guid> BulletinAsync(Audience audience)
    {
        var article = await Readers.ArticleAsync(newsroom, "Jonossa odottava");
        return await Readers.BulletinAsync(newsroom, new BulletinDraft { Variants = [new("fi", "Odottaa lähtöä", null, "<p>Hei.</p>")], Items = [new(article.PublicId)], Audience = audience });
    }

    private async Task<long> ScheduleAsync(Audience audience, int days)
    {
        var frozen = await Readers.FreezeAsync(newsroom, await BulletinAsync(audience), sendAtUtc: newsroom.Clock.GetUtcNow().UtcDateTime.AddDays(days));
        Assert.Equal(FreezeOutcome.Done, frozen.Outcome);
        return frozen.Dispatch!.Id;
    }

    private Task<DeliveryState> StateAsync(long dispatch, long contact) =>
        newsroom.InDbAsync(db => db.Deliveries.Where(d => d.DispatchId == dispatch && d.ContactId == contact).Select(d => d.State).SingleAsync());

    public void Dispose()
    {
        visitor.Dispose();
        GC.SuppressFinalize(this);
    }

    public sealed class OnSqlite(SqliteNewsroom newsroom) : PauseTests(newsroom), IClassFixture<SqliteNewsroom>;

    public sealed class OnPostgres(PostgresNewsroom newsroom) : PauseTests(newsroom), IClassFixture<PostgresNewsroom>;
}
