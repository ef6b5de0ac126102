using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Uutiset.Mailing;
using Uutiset.Mailing.Sending;
using Uutiset.Tests.Mail;

namespace Uutiset.Tests.Mailing;

public abstract class SendingTests(ISinkNewsroom newsroom)
{
    private readonly Newsroom room = newsroom.Room;
    private readonly CountingSink sink = newsroom.Sink;

    [Fact]
    public async Task Everybody_gets_the_message_once_and_the_counts_add_up()
    {
        var addresses = Dispatches.Addresses("once", 60);
        var dispatch = await Dispatches.MakeAsync(room, addresses);

        var counts = await Dispatches.UntilAsync(room, dispatch, c => c.IsOver);

        Assert.Equal((DispatchState.Sent, 60), (counts.State, counts.Accepted));
        var got = To("once");
        Assert.Equal(addresses.Order(), got.Select(m => m.Recipient).Order());
        Assert.Equal(60, got.Select(m => m.MessageId).Distinct().Count());
        Assert.All(got, m => Assert.Matches("^b\\+[a-z2-7]{20,60}@bounce\\.example\\.org$", m.Sender));
        var attempts = await room.InDbAsync(db => db.Attempts.Where(a => db.Deliveries.Any(d => d.Id == a.DeliveryId && d.DispatchId == dispatch)).ToListAsync());
        Assert.Equal(60, attempts.Count);
        Assert.All(attempts, a => Assert.Contains("queued as", a.Reply, StringComparison.Ordinal));
    }

    [Fact]
    public async Task Who_is_refused_for_now_is_tried_again_later_and_only_then()
    {
        sink.AnswerToRecipient = r => r == "later1@example.fi" ? "450 4.7.1 Greylisted" : null;
        var dispatch = await Dispatches.MakeAsync(room, Dispatches.Addresses("later", 3));

        var counts = await Dispatches.UntilAsync(room, dispatch, c => c.Deferred == 1 && c.Accepted == 2);
        Assert.Equal(DispatchState.Sending, counts.State);
        sink.AnswerToRecipient = _ => null;
        room.Clock.Move(TimeSpan.FromMinutes(4));
        await Task.Delay(1500);
        Assert.Equal(1, (await Dispatches.CountsAsync(room, dispatch)).Deferred);

        room.Clock.Move(TimeSpan.FromMinutes(3));
        counts = await Dispatches.UntilAsync(room, dispatch, c => c.IsOver);
        Assert.Equal(3, counts.Accepted);
        Assert.Single(To("later1@"));
    }

    [Fact]
    public async Task After_two_days_of_refusals_it_gives_up()
    {
        sink.AnswerToRecipient = r => r.StartsWith("full", StringComparison.Ordinal) ? "452 4.2.2 Mailbox full" : null;
        var dispatch = await Dispatches.MakeAsync(room, Dispatches.Addresses("full", 1));
        await Dispatches.UntilAsync(room, dispatch, c => c.Deferred == 1);

        room.Clock.Move(TimeSpan.FromHours(49));
        var counts = await Dispatches.UntilAsync(room, dispatch, c => c.IsOver);

        Assert.Equal(1, counts.Rejected);
        var row = await room.InDbAsync(db => db.Deliveries.SingleAsync(d => d.DispatchId == dispatch));
        Assert.Equal(("4.2.2", 2), (row.Code, row.Attempts));
    }

    [Fact]
    public async Task Who_is_refused_for_good_is_rejected_with_the_servers_words()
    {
        sink.AnswerToRecipient = r => r == "gone0@example.fi" ? "550 5.1.1 No such mailbox" : null;
        var dispatch = await Dispatches.MakeAsync(room, Dispatches.Addresses("gone", 2));

        var counts = await Dispatches.UntilAsync(room, dispatch, c => c.IsOver);

        Assert.Equal((1, 1), (counts.Rejected, counts.Accepted));
        var row = await room.InDbAsync(db => db.Deliveries.SingleAsync(d => d.DispatchId == dispatch && d.State == DeliveryState.Rejected));
        Assert.Equal(("5.1.1", "550 5.1.1 No such mailbox"), (row.Code, row.Reply));
    }

    [Fact]
    public async Task A_line_lost_after_the_final_dot_leaves_one_in_doubt_and_it_is_not_sent_again()
    {
        sink.WhenDotComes = m => m.Recipient == "doubt2@example.fi" ? AfterDot.AcceptAndDrop : AfterDot.Accept;
        var dispatch = await Dispatches.MakeAsync(room, Dispatches.Addresses("doubt", 6));

        var counts = await Dispatches.UntilAsync(room, dispatch, c => c.IsOver);
        sink.WhenDotComes = _ => AfterDot.Accept;

        Assert.Equal((5, 1), (counts.Accepted, counts.InDoubt));
        Assert.Single(To("doubt2@"));
    }

    [Fact]
    public async Task Who_leaves_while_the_mail_is_queued_gets_nothing()
    {
        var dispatch = await Dispatches.MakeAsync(room, Dispatches.Addresses("leaves", 5), DispatchState.Paused);
        var outbox = room.Services.GetRequiredService<Outbox>();
        Assert.Equal(1, await room.InDbAsync(db => outbox.CancelUnsentAsync(db, dispatch * 1000 + 3, CancellationToken.None)));

        await ResumeAsync(dispatch);
        var counts = await Dispatches.UntilAsync(room, dispatch, c => c.IsOver);

        Assert.Equal((4, 1), (counts.Accepted, counts.Suppressed));
        Assert.Empty(To("leaves3@"));
    }

    [Fact]
    public async Task An_address_suppressed_after_the_freeze_gets_nothing()
    {
        var dispatch = await Dispatches.MakeAsync(room, Dispatches.Addresses("hushed", 4), DispatchState.Paused);
        var key = room.Services.GetRequiredService<AddressKeys>().Of(" Hushed2@EXAMPLE.fi ");
        await room.InDbAsync(async db =>
        {
            db.Suppressions.Add(new Suppression { AddressKey = key, Reason = "objected", AtUtc = room.Clock.GetUtcNow().UtcDateTime });
            await db.SaveChangesAsync();
        });

        await ResumeAsync(dispatch);
        var counts = await Dispatches.UntilAsync(room, dispatch, c => c.IsOver);

        Assert.Equal((3, 1), (counts.Accepted, counts.Suppressed));
        Assert.Empty(To("hushed2@"));
        var hushed = await room.InDbAsync(db => db.Deliveries.SingleAsync(d => d.DispatchId == dispatch && d.State == DeliveryState.Suppressed));
        Assert.Null(hushed.LeasedBy);
        Assert.InRange(hushed.SettledUtc!.Value, room.Clock.GetUtcNow().UtcDateTime.AddMinutes(-5), room.Clock.GetUtcNow().UtcDateTime);
        Assert.All(await room.InDbAsync(db => db.Deliveries.Where(d => d.DispatchId == dispatch && d.State == DeliveryState.Accepted).ToListAsync()), d => Assert.NotNull(d.SettledUtc));
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task What_ends_on_its_way_back_to_the_queue_is_settled(bool leaves)
    {
        var ended = leaves ? DeliveryState.Suppressed : DeliveryState.Cancelled;
        var dispatch = await Dispatches.MakeAsync(room, Dispatches.Addresses("back" + ended, 1), leaves ? DispatchState.Paused : DispatchState.Cancelled);
        var now = room.Clock.GetUtcNow().UtcDateTime;
        await room.InDbAsync(async db =>
        {
            // In one transaction, or the sender at work beside this would free what a stranger holds
            await using var transaction = await db.Database.BeginTransactionAsync();
            var row = await db.Deliveries.SingleAsync(d => d.DispatchId == dispatch);
            (row.State, row.LeasedBy, row.WithdrawnUtc) = (DeliveryState.Leased, "this-test", leaves ? now : null);
            await db.SaveChangesAsync();
            var refused = new SendResult.Refused(new ServerWords("4.7.1", "450 4.7.1 Later", false), IsPermanent: false);
            await new Settling(Microsoft.Extensions.Logging.Abstractions.NullLogger.Instance).ApplyAsync(db, new Settlement(LeasedMail.Of(row), refused, "test", now, "this-test", Intention.None), CancellationToken.None);
            await db.SaveChangesAsync();
            await transaction.CommitAsync();
        });
        var settled = await room.InDbAsync(db => db.Deliveries.SingleAsync(d => d.DispatchId == dispatch));
        Assert.Equal((ended, null), (settled.State, settled.LeasedBy));
        Assert.NotNull(settled.SettledUtc);
    }

    [Theory]
    // Another node took it over, and is sending it or has left it in doubt
    [InlineData(DeliveryState.Transmitting, "another-node", 1, Intention.Unknown, DeliveryState.Transmitting)]
    [InlineData(DeliveryState.InDoubt, null, 2, Intention.Unknown, DeliveryState.InDoubt)]
    [InlineData(DeliveryState.Transmitting, "another-node", 2, Intention.Committed, DeliveryState.Transmitting)]
    [InlineData(DeliveryState.InDoubt, null, 3, Intention.Committed, DeliveryState.InDoubt)]
    // It is its own, or was put in doubt for it
    [InlineData(DeliveryState.Transmitting, "this-test", 1, Intention.Unknown, DeliveryState.Deferred)]
    [InlineData(DeliveryState.InDoubt, null, 2, Intention.Committed, DeliveryState.Deferred)]
    internal async Task Who_lost_the_database_settles_nothing_that_another_node_is_sending_since(DeliveryState state, string? holder, int attempts, Intention intention, DeliveryState after)
    {
        var dispatch = await Dispatches.MakeAsync(room, Dispatches.Addresses("kadonnut", 1), DispatchState.Paused);
        var seen = await room.InDbAsync(async db =>
        {
            // Never committed, or the sender at work beside this would free what a stranger holds
            await using var transaction = await db.Database.BeginTransactionAsync();
            var row = await db.Deliveries.SingleAsync(d => d.DispatchId == dispatch);
            row.Attempts = 1;
            var leased = LeasedMail.Of(row);
            (row.State, row.LeasedBy, row.Attempts) = (state, holder, attempts);
            await db.SaveChangesAsync();
            var refused = new SendResult.Refused(new ServerWords("4.7.1", "450 4.7.1 Later", false), IsPermanent: false);
            await new Settling(Microsoft.Extensions.Logging.Abstractions.NullLogger.Instance).ApplyAsync(db, new Settlement(leased, refused, "test", room.Clock.GetUtcNow().UtcDateTime, "this-test", intention), CancellationToken.None);
            return await db.Deliveries.AsNoTracking().Where(d => d.DispatchId == dispatch).Select(d => d.State).SingleAsync();
        });
        Assert.Equal(after, seen);
    }

    [Fact]
    public async Task Pause_stops_within_a_message_a_line_and_cancel_ends_the_rest()
    {
        sink.Slowness = TimeSpan.FromMilliseconds(100);
        var dispatch = await Dispatches.MakeAsync(room, Dispatches.Addresses("paused", 200));
        await Dispatches.UntilAsync(room, dispatch, c => c.Accepted > 5);

        Assert.True(await room.InDbAsync(db => DispatchControl.PauseAsync(db, dispatch, CancellationToken.None)));
        var atPause = To("paused").Count;
        var counts = await Dispatches.UntilAsync(room, dispatch, c => c.Leased + c.Transmitting == 0);
        await Task.Delay(500);
        Assert.Equal(DispatchState.Paused, counts.State);
        Assert.InRange(To("paused").Count, atPause, atPause + 3);

        await ResumeAsync(dispatch);
        await Dispatches.UntilAsync(room, dispatch, c => c.Accepted > counts.Accepted);
        var control = room.Services.GetRequiredService<DispatchControl>();
        Assert.True(await room.InDbAsync(db => control.CancelAsync(db, dispatch, CancellationToken.None)));
        counts = await Dispatches.UntilAsync(room, dispatch, c => c.Transmitting == 0);
        await Task.Delay(500);
        sink.Slowness = TimeSpan.Zero;

        Assert.Equal(DispatchState.Cancelled, counts.State);
        Assert.Equal(200, counts.Accepted + counts.Cancelled);
        Assert.Equal(counts.Accepted, To("paused").Count);
        Assert.False(await room.InDbAsync(db => control.ResumeAsync(db, dispatch, CancellationToken.None)));
    }

    [Fact]
    public async Task A_single_mail_passes_a_waiting_bulletin()
    {
        sink.Slowness = TimeSpan.FromMilliseconds(150);
        var dispatch = await Dispatches.MakeAsync(room, Dispatches.Addresses("crowd", 400));
        await Dispatches.UntilAsync(room, dispatch, c => c.Accepted > 3);
        var outbox = room.Services.GetRequiredService<Outbox>();
        // Twelve are leased at a time; of four moments one at least finds most of them waiting
        for (var round = 1; round <= 4; round++)
        {
            var waited = System.Diagnostics.Stopwatch.StartNew();
            await room.InDbAsync(async db =>
            {
                await outbox.QueueAsync(db, new SingleMail("Vahvista@ESIMERKKI.example.fi", "fi", "Vahvista tilaus", "<p>Paina nappia.</p>", "Avaa linkki."), CancellationToken.None);
                await db.SaveChangesAsync();
            });
            var ahead = To("crowd").Count;
            while (To("Vahvista@").Count < round)
            {
                Assert.True(waited.Elapsed < TimeSpan.FromSeconds(10));
                await Task.Delay(20);
            }
            // What was on the three lines, and what the two others sent meanwhile
            var passed = sink.Accepted.TakeWhile(Nth("Vahvista@", round)).Count(m => m.Recipient.StartsWith("crowd", StringComparison.Ordinal)) - ahead;
            Assert.True(passed <= 8, $"{passed} bulletins went first");
        }
        var counts = await Dispatches.CountsAsync(room, dispatch);
        sink.Slowness = TimeSpan.Zero;
        Assert.True(counts.Pending + counts.Leased > 0);
        var control = room.Services.GetRequiredService<DispatchControl>();
        await room.InDbAsync(db => control.CancelAsync(db, dispatch, CancellationToken.None));
        var mail = System.Text.Encoding.Latin1.GetString(To("Vahvista@")[0].Content);
        Assert.Contains("Auto-Submitted: auto-generated", mail, StringComparison.Ordinal);
        Assert.DoesNotContain("Precedence", mail, StringComparison.Ordinal);
    }

    [Fact]
    public async Task What_a_dead_node_held_is_freed_but_a_message_on_its_line_stays_in_doubt()
    {
        var dispatch = await Dispatches.MakeAsync(room, Dispatches.Addresses("widow", 4), DispatchState.Paused);
        await room.InDbAsync(async db =>
        {
            var rows = await db.Deliveries.Where(d => d.DispatchId == dispatch).OrderBy(d => d.Id).ToListAsync();
            (rows[0].State, rows[0].LeasedBy) = (DeliveryState.Leased, "dead-node");
            (rows[1].State, rows[1].LeasedBy) = (DeliveryState.Transmitting, "dead-node");
            await db.SaveChangesAsync();
        });

        await Dispatches.UntilAsync(room, dispatch, c => c is { InDoubt: 1, Leased: 0, Transmitting: 0 });
        await ResumeAsync(dispatch);
        var counts = await Dispatches.UntilAsync(room, dispatch, c => c.IsOver);

        Assert.Equal((3, 1), (counts.Accepted, counts.InDoubt));
        Assert.Empty(To("widow1@"));
    }

    private static Func<SunkMail, bool> Nth(string prefix, int n)
    {
        var met = 0;
        return mail => !(mail.Recipient.StartsWith(prefix, StringComparison.Ordinal) && ++met == n);
    }

    private List<SunkMail> To(string prefix) => [.. sink.Accepted.Where(m => m.Recipient.StartsWith(prefix, StringComparison.Ordinal))];

    private Task ResumeAsync(long dispatch)
    {
        var control = room.Services.GetRequiredService<DispatchControl>();
        return room.InDbAsync(async db => Assert.True(await control.ResumeAsync(db, dispatch, CancellationToken.None)));
    }

    public sealed class OnSqlite(SqliteSinkNewsroom n) : SendingTests(n), IClassFixture<SqliteSinkNewsroom>;

    public sealed class OnPostgres(PostgresSinkNewsroom n) : SendingTests(n), IClassFixture<PostgresSinkNewsroom>;
}
