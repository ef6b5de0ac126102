using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Uutiset.Mailing;
using Uutiset.Mailing.Bounces;
using Uutiset.Subscribers;

namespace Uutiset.Tests.Mailing.Bounces;

/// <summary>When over five percent of a sending fail for good.</summary>
public abstract class HoldTests(ISinkNewsroom newsroom)
{
    private readonly Newsroom room = newsroom.Room;

    [Fact]
    public async Task An_address_refused_by_the_relay_gets_no_more_mail_and_a_refusal_of_policy_hurts_nobody()
    {
        var readers = await Reports.ContactsAsync(room, "relay", 3);
        newsroom.Sink.AnswerToRecipient = r => r == readers[0].Email ? "550 5.1.1 No such mailbox" : r == readers[1].Email ? "550 5.7.1 Not from you" : null;
        var dispatch = await SendAsync(readers);
        newsroom.Sink.AnswerToRecipient = _ => null;
        await Reports.DrawAsync(room);

        Assert.Equal(["Bounced", "Confirmed", "Confirmed"], await StatesAsync(readers));
        Assert.Equal(2, await room.InDbAsync(db => db.Bounces.CountAsync(b => b.DispatchId == dispatch && b.Source == "smtp")));
    }

    [Fact]
    public async Task A_sending_of_which_too_many_fail_stops_and_nobody_is_suppressed_until_somebody_says_it_is_the_addresses()
    {
        var (readers, dispatch) = await HeldAsync("wrong");

        Assert.DoesNotContain("Bounced", await StatesAsync(readers));
        Assert.True(await AnswerAsync(dispatch, HoldAnswer.Addresses));
        Assert.False(await AnswerAsync(dispatch, HoldAnswer.Ours));
        await Reports.DrawAsync(room);

        var failed = await room.InDbAsync(db => db.Bounces.Where(b => b.DispatchId == dispatch).Join(db.Deliveries, b => b.DeliveryId, d => d.Id, (b, d) => d.Address).ToListAsync());
        Assert.InRange(failed.Count, 10, 25);
        foreach (var reader in readers)
            Assert.Equal(failed.Contains(reader.Email) ? ContactState.Bounced : ContactState.Confirmed, await Reports.StateAsync(room, reader));
    }

    [Fact]
    public async Task When_it_was_our_fault_nobody_is_suppressed_afterwards_either()
    {
        var (readers, dispatch) = await HeldAsync("ours");

        await AnswerAsync(dispatch, HoldAnswer.Ours);
        await Reports.DrawAsync(room);

        Assert.DoesNotContain("Bounced", await StatesAsync(readers));
        Assert.Equal(0, await room.InDbAsync(db => db.Bounces.CountAsync(b => b.DispatchId == dispatch && b.WeighedUtc == null)));
    }

    [Fact]
    public async Task Whoever_was_suppressed_before_too_many_had_failed_gets_mail_again()
    {
        var readers = await Reports.ContactsAsync(room, "early", 12);
        var dispatch = await Reports.SentAsync(room, readers);
        for (var i = 0; i < 9; i++) await Reports.FailAsync(room, dispatch, readers[i], "5.1.1");
        Assert.Equal(9, (await StatesAsync(readers)).Count(s => s == "Bounced"));

        await Reports.FailAsync(room, dispatch, readers[9], "5.1.1");
        await Reports.DrawAsync(room);

        Assert.DoesNotContain("Bounced", await StatesAsync(readers));
        Assert.Equal(0, await room.InDbAsync(db => db.Suppressions.CountAsync(s => readers.Select(r => r.AddressKey).Contains(s.AddressKey))));
        // A complaint is no fault of ours that could be mended
        await Reports.FailAsync(room, dispatch, readers[11], "", ReportKind.Complaint);
        Assert.Equal(ContactState.Suppressed, await Reports.StateAsync(room, readers[11]));

        await AnswerAsync(dispatch, HoldAnswer.Addresses);
        await Reports.DrawAsync(room);
        Assert.Equal(10, (await StatesAsync(readers)).Count(s => s == "Bounced"));
    }

    private async Task<(List<Contact> Readers, long Dispatch)> HeldAsync(string prefix)
    {
        var readers = await Reports.ContactsAsync(room, prefix, 40);
        newsroom.Sink.AnswerToRecipient = r => r.StartsWith(prefix, StringComparison.Ordinal) ? "550 5.1.1 No such mailbox" : null;
        var dispatch = await Dispatches.MakeAsync(room, [.. readers.Select(r => r.Email)], DispatchState.Sending);
        await Dispatches.UntilAsync(room, dispatch, c => c.State == DispatchState.Paused);
        newsroom.Sink.AnswerToRecipient = _ => null;
        await Reports.DrawAsync(room);
        var row = await room.InDbAsync(db => db.Dispatches.SingleAsync(d => d.Id == dispatch));
        Assert.Contains("over 5 %", row.Notice, StringComparison.Ordinal);
        var hold = await room.InDbAsync(db => db.DispatchHolds.SingleAsync(h => h.DispatchId == dispatch));
        Assert.Equal((10, null), (hold.Failed, hold.Answer));
        return (readers, dispatch);
    }

    private async Task<long> SendAsync(List<Contact> readers)
    {
        var dispatch = await Dispatches.MakeAsync(room, [.. readers.Select(r => r.Email)], DispatchState.Sending);
        await Dispatches.UntilAsync(room, dispatch, c => c.IsOver);
        return dispatch;
    }

    private async Task<bool> AnswerAsync(long dispatch, HoldAnswer answer)
    {
        await using var scope = room.Services.CreateAsyncScope();
        return await scope.ServiceProvider.GetRequiredService<Consequences>().AnswerAsync(dispatch, answer, "Testaaja", CancellationToken.None);
    }

    private async Task<List<string>> StatesAsync(List<Contact> readers)
    {
        var ids = readers.ConvertAll(r => r.Id);
        return (await room.InDbAsync(db => db.Contacts.Where(c => ids.Contains(c.Id)).OrderBy(c => c.Id).Select(c => c.State).ToListAsync())).ConvertAll(s => s.ToString());
    }

    public sealed class OnSqlite(SqliteSinkNewsroom newsroom) : HoldTests(newsroom), IClassFixture<SqliteSinkNewsroom>;

    public sealed class OnPostgres(PostgresSinkNewsroom newsroom) : HoldTests(newsroom), IClassFixture<PostgresSinkNewsroom>;
}
