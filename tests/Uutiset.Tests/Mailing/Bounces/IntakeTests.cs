using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Uutiset.Accounts;
using Uutiset.Mail.Smtp;
using Uutiset.Mailing;
using Uutiset.Mailing.Bounces;
using Uutiset.Mailing.Sending;
using Uutiset.Subscribers;
using Uutiset.Subscribers.Rights;
using Uutiset.Subscribers.Seats;

namespace Uutiset.Tests.Mailing.Bounces;

public abstract class IntakeTests(Newsroom newsroom)
{
    [Fact]
    public async Task A_hard_bounce_marks_the_delivery_and_ends_mail_to_the_address_at_once()
    {
        var reader = (await Reports.ContactsAsync(newsroom, "hard", 1))[0];
        var dispatch = await Reports.SentAsync(newsroom, [reader]);

        Assert.Equal(Taken.Counted, await Reports.FailAsync(newsroom, dispatch, reader, "5.1.1"));

        Assert.Equal(1, (await Dispatches.CountsAsync(newsroom, dispatch)).Bounced);
        Assert.Equal((ContactState.Bounced, "bounced"), (await Reports.StateAsync(newsroom, reader), await Reports.ReasonAsync(newsroom, reader)));
        var line = await newsroom.InDbAsync(db => db.ConsentEvents.Include(e => e.Words).SingleAsync(e => e.ContactId == reader.PublicId && e.Kind == ConsentKind.Bounced));
        Assert.Equal(("mail", "uutiset", "status: 5.1.1"), (line.Method, line.Actor, line.Detail));
    }

    [Fact]
    public async Task The_same_report_twice_counts_once()
    {
        var reader = (await Reports.ContactsAsync(newsroom, "twice", 1))[0];
        var dispatch = await Reports.SentAsync(newsroom, [reader]);

        Assert.Equal(Taken.Counted, await Reports.FailAsync(newsroom, dispatch, reader, "4.2.2"));
        Assert.Equal(Taken.Repeated, await Reports.FailAsync(newsroom, dispatch, reader, "4.2.2"));

        Assert.Equal(1, await newsroom.InDbAsync(db => db.Bounces.CountAsync(b => b.DispatchId == dispatch)));
        Assert.Equal(ContactState.Confirmed, await Reports.StateAsync(newsroom, reader));
    }

    [Fact]
    public async Task Who_proves_nothing_is_not_believed()
    {
        var reader = (await Reports.ContactsAsync(newsroom, "forged", 1))[0];
        var dispatch = await Reports.SentAsync(newsroom, [reader]);
        var token = Reports.TokenOf(newsroom, await Reports.DeliveryAsync(newsroom, dispatch, reader));
        var forged = token[..^1] + (token[^1] == 'a' ? 'b' : 'a');

        Assert.Equal(Taken.Unknown, await Reports.TakeAsync(newsroom, Failed() with { Tokens = [forged, ""], EnvelopeId = forged, MessageId = "m@example.org" }));
        // A token of another purpose, and one of a mail that has not left
        var other = newsroom.Services.GetRequiredService<CapabilityTokens>().Make("subscription", await Reports.DeliveryAsync(newsroom, dispatch, reader), 1);
        Assert.Equal(Taken.Unknown, await Reports.TakeAsync(newsroom, Failed() with { Tokens = [other] }));
        var waiting = await Dispatches.MakeAsync(newsroom, [reader.Email], DispatchState.Paused);
        Assert.Equal(Taken.Unknown, await Reports.FailAsync(newsroom, waiting, reader, "5.1.1"));

        Assert.Null(await Reports.ReasonAsync(newsroom, reader));
    }

    [Theory]
    [InlineData("verp")]
    [InlineData("folded")]
    [InlineData("envid")]
    [InlineData("message")]
    public async Task A_delivery_is_found_by_its_return_path_its_envelope_id_or_its_message_id(string by)
    {
        var reader = (await Reports.ContactsAsync(newsroom, "found" + by, 1))[0];
        var dispatch = await Reports.SentAsync(newsroom, [reader]);
        var id = await Reports.DeliveryAsync(newsroom, dispatch, reader);
        var (token, message) = (Reports.TokenOf(newsroom, id), newsroom.Services.GetRequiredService<CapabilityTokens>().Make(Filling.MessagePurpose, id, 1));
        var report = by switch
        {
            "verp" => Failed() with { Tokens = ["zzzz", token] },
            "folded" => Failed() with { Tokens = [token.ToUpperInvariant()] },
            "envid" => Failed() with { EnvelopeId = token },
            _ => Failed() with { MessageId = $"<{message}@example.org>" },
        };
        Assert.Equal(Taken.Counted, await Reports.TakeAsync(newsroom, report));
        Assert.Equal("bounced", await Reports.ReasonAsync(newsroom, reader));
    }

    [Fact]
    public async Task A_refusal_that_is_not_the_addresss_fault_is_a_mark_and_nothing_more()
    {
        var reader = (await Reports.ContactsAsync(newsroom, "policy", 1))[0];
        var dispatch = await Reports.SentAsync(newsroom, [reader]);

        Assert.Equal(Taken.Counted, await Reports.FailAsync(newsroom, dispatch, reader, "5.7.26"));

        Assert.Equal(1, (await Dispatches.CountsAsync(newsroom, dispatch)).Bounced);
        Assert.Equal((ContactState.Confirmed, null), (await Reports.StateAsync(newsroom, reader), await Reports.ReasonAsync(newsroom, reader)));
        Assert.Equal(Verdict.Fault, await newsroom.InDbAsync(db => db.Bounces.Where(b => b.DispatchId == dispatch).Select(b => b.Verdict).SingleAsync()));
    }

    [Fact]
    public async Task A_full_mailbox_is_given_up_after_three_bulletins_in_fifteen_days_and_any_success_begins_anew()
    {
        var readers = await Reports.ContactsAsync(newsroom, "full", 2);
        int[] days = [20, 10, 4];
        var sendings = new List<long>();
        foreach (var day in days) sendings.Add(await Reports.SentAsync(newsroom, readers, daysAgo: day));
        // The second reader's middle one arrives
        foreach (var sending in sendings) await Reports.FailAsync(newsroom, sending, readers[0], "4.2.2");
        foreach (var sending in new[] { sendings[0], sendings[2] }) await Reports.FailAsync(newsroom, sending, readers[1], "4.2.2");

        Assert.Equal((ContactState.Bounced, ContactState.Confirmed), (await Reports.StateAsync(newsroom, readers[0]), await Reports.StateAsync(newsroom, readers[1])));
    }

    [Fact]
    public async Task A_complaint_ends_mail_at_once_and_shows_in_the_counts()
    {
        var reader = (await Reports.ContactsAsync(newsroom, "spam", 1))[0];
        var dispatch = await Reports.SentAsync(newsroom, [reader]);

        Assert.Equal(Taken.Counted, await Reports.FailAsync(newsroom, dispatch, reader, "", ReportKind.Complaint));

        var counts = await Dispatches.CountsAsync(newsroom, dispatch);
        Assert.Equal((1, 0), (counts.Complained, counts.Bounced));
        Assert.Equal((ContactState.Suppressed, "complained"), (await Reports.StateAsync(newsroom, reader), await Reports.ReasonAsync(newsroom, reader)));
    }

    [Theory]
    [InlineData("Failed", "Rejected")]
    [InlineData("Delivered", "Accepted")]
    [InlineData("Delayed", "Accepted")]
    public async Task A_report_settles_what_was_in_doubt(string kind, string state)
    {
        var reader = (await Reports.ContactsAsync(newsroom, "doubt" + kind, 1))[0];
        var dispatch = await Reports.SentAsync(newsroom, [reader], DeliveryState.InDoubt);

        await Reports.FailAsync(newsroom, dispatch, reader, kind == "Failed" ? "5.7.1" : "2.0.0", Enum.Parse<ReportKind>(kind));

        var row = await newsroom.InDbAsync(db => db.Deliveries.SingleAsync(d => d.DispatchId == dispatch));
        Assert.Equal(state, row.State.ToString());
        Assert.Equal(1, await newsroom.InDbAsync(db => db.Attempts.CountAsync(a => a.DeliveryId == row.Id && a.Server == "test")));
        await Dispatches.CountsAsync(newsroom, dispatch);
    }

    [Fact]
    public async Task Of_whoever_was_erased_nothing_comes_back()
    {
        var reader = (await Reports.ContactsAsync(newsroom, "erased", 1))[0];
        var dispatch = await Reports.SentAsync(newsroom, [reader]);
        await Reports.FailAsync(newsroom, dispatch, reader, "4.2.2");
        var id = await Reports.DeliveryAsync(newsroom, dispatch, reader);
        await using (var scope = newsroom.Services.CreateAsyncScope())
            await scope.ServiceProvider.GetRequiredService<Erasing>().EraseAsync(reader.AddressKey, Door.Time, null, CancellationToken.None);
        Assert.Null(await newsroom.InDbAsync(db => db.Bounces.Where(b => b.DeliveryId == id).Select(b => b.Words).SingleAsync()));
        var lines = await newsroom.InDbAsync(db => db.ConsentEvents.CountAsync(e => e.AddressKey == reader.AddressKey));

        await Reports.TakeAsync(newsroom, Failed(ReportKind.Complaint) with { Tokens = [Reports.TokenOf(newsroom, id)], Words = "erased0@example.fi wants no mail" });

        Assert.Equal(lines, await newsroom.InDbAsync(db => db.ConsentEvents.CountAsync(e => e.AddressKey == reader.AddressKey)));
        Assert.Equal("erased", await Reports.ReasonAsync(newsroom, reader));
        Assert.False(await newsroom.InDbAsync(db => db.Bounces.AnyAsync(b => b.Words!.StartsWith("erased0"))));
    }

    [Fact]
    public async Task When_an_owner_is_lost_the_others_are_asked_who_goes_on_and_a_lifted_stop_gives_the_seat_back()
    {
        var seats = await Reports.ContactsAsync(newsroom, "owner", 3, "Palautuvien Yhdistys ry");
        var dispatch = await Reports.SentAsync(newsroom, seats);
        await Reports.FailAsync(newsroom, dispatch, seats[0], "5.1.10");

        await using var scope = newsroom.Services.CreateAsyncScope();
        await scope.ServiceProvider.GetRequiredService<HandingOver>().LookAsync(CancellationToken.None);

        var asked = await newsroom.InDbAsync(db => db.HandOvers.SingleAsync(h => h.SubscriptionId == seats[0].SubscriptionId));
        Assert.Equal((HandOverReason.Bounced, seats[0].Id), (asked.Reason, asked.ContactId));
        Assert.Equal(2, await newsroom.InDbAsync(db => db.Deliveries.CountAsync(d => d.DispatchId == null && (d.ContactId == seats[1].Id || d.ContactId == seats[2].Id))));

        var lifted = await scope.ServiceProvider.GetRequiredService<Suppressing>().LiftAsync(seats[0].AddressKey, "laatikko toimii taas", Door.Of("desk", new("Testaaja")), new("Testaaja"), CancellationToken.None);
        Assert.True(lifted);
        Assert.Equal(ContactState.Confirmed, await Reports.StateAsync(newsroom, seats[0]));
    }

    private BounceReport Failed(ReportKind kind = ReportKind.Failed) => new(kind, new EnhancedStatus(5, 1, 1), "550 5.1.1 no such user", newsroom.Clock.GetUtcNow().UtcDateTime, "test");

    public sealed class OnSqlite(SqliteNewsroom newsroom) : IntakeTests(newsroom), IClassFixture<SqliteNewsroom>;

    public sealed class OnPostgres(PostgresNewsroom newsroom) : IntakeTests(newsroom), IClassFixture<PostgresNewsroom>;
}
