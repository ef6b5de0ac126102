using System.Net;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Uutiset.Accounts;
using Uutiset.Bulletins;
using Uutiset.Mailing;
using Uutiset.Mailing.Bounces;
using Uutiset.Subscribers;
using Uutiset.Tests.Accounts;
using Uutiset.Tests.Bulletins;

namespace Uutiset.Tests.Mailing.Bounces;

public abstract class BounceDeskTests(Newsroom newsroom)
{
    private const string Page = "/desk/bounces";

    [Fact]
    public async Task The_desk_tells_what_happened_to_whom_and_hands_the_seat_over()
    {
        var seats = await Reports.ContactsAsync(newsroom, "desk", 3, "Pöytälän Kyläyhdistys ry");
        var dispatch = await BulletinSentAsync(seats, "Kylien kirje");
        await Reports.FailAsync(newsroom, dispatch, seats[0], "5.1.1");
        await Reports.FailAsync(newsroom, dispatch, seats[1], "4.2.2");
        using var editor = await newsroom.SignedInAsync(Role.Editor);

        var all = WebUtility.HtmlDecode(await editor.GetStringAsync(Page + "?q=PÖYTÄLÄN"));
        Assert.Contains("2 palautunutta viestiä", all, StringComparison.Ordinal);
        foreach (var told in new[] { "desk0@example.fi", "desk1@example.fi", "Osoitetta ei ole", "Postilaatikko ei ota vastaan juuri nyt", "5.1.1", "Ei lähetetä", $"/desk/subscribers/contacts/{seats[0].PublicId}/hand-over", $"/desk/subscribers/contacts/{seats[0].PublicId}/consent" })
            Assert.Contains(told, all, StringComparison.Ordinal);
        // Who only reads hands nothing over
        Assert.DoesNotContain($"{seats[1].PublicId}/hand-over", all, StringComparison.Ordinal);

        var soft = WebUtility.HtmlDecode(await editor.GetStringAsync(Page + "?q=desk&verdict=soft"));
        Assert.Contains("desk1@example.fi", soft, StringComparison.Ordinal);
        Assert.DoesNotContain("desk0@example.fi", soft, StringComparison.Ordinal);
        Assert.Contains("Näillä rajauksilla ei löytynyt yhtään.", WebUtility.HtmlDecode(await editor.GetStringAsync(Page + "?q=eil%C3%B6ydy")), StringComparison.Ordinal);
        using var admin = await newsroom.SignedInAsync(Role.Admin);
        Assert.Contains("/desk/suppressions?reason=bounced", await admin.GetStringAsync(Page + "?q=desk0"), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("Addresses", "Bounced")]
    [InlineData("Ours", "Confirmed")]
    public async Task An_editor_says_whose_fault_it_was_when_too_many_came_back(string answer, string state)
    {
        var readers = await Reports.ContactsAsync(newsroom, "held" + answer, 12);
        var dispatch = await BulletinSentAsync(readers, "Pidätetty " + answer);
        for (var i = 0; i < 10; i++) await Reports.FailAsync(newsroom, dispatch, readers[i], "5.1.1");
        await Reports.DrawAsync(newsroom);
        using var editor = await newsroom.SignedInAsync(Role.Editor);
        Assert.Contains("Pidätetty " + answer, WebUtility.HtmlDecode(await editor.GetStringAsync("/desk")), StringComparison.Ordinal);
        Assert.Contains("10 viestiä 12 viestistä", WebUtility.HtmlDecode(await editor.GetStringAsync(Page)), StringComparison.Ordinal);

        using var said = await editor.SubmitAsync(Page, new() { ["dispatch"] = $"{dispatch}", ["answer"] = answer }, Page + "?handler=Answer");

        Assert.Equal(HttpStatusCode.Redirect, said.StatusCode);
        Assert.DoesNotContain("10 viestiä 12 viestistä", WebUtility.HtmlDecode(await editor.GetStringAsync(Page)), StringComparison.Ordinal);
        for (var i = 0; i < 10; i++) Assert.Equal(state, (await Reports.StateAsync(newsroom, readers[i])).ToString());
        var bulletin = await newsroom.InDbAsync(db => db.Bulletins.Where(b => db.Dispatches.Any(d => d.Id == dispatch && d.BulletinId == b.Id)).Select(b => b.PublicId).SingleAsync()) + "";
        var hold = await newsroom.InDbAsync(db => db.DispatchHolds.SingleAsync(h => h.DispatchId == dispatch));
        Assert.Equal(answer, hold.Answer.ToString());
        Assert.Equal(1, await newsroom.InDbAsync(db => db.AuditEvents.CountAsync(e => e.What == "dispatch.hold" && e.Content!.Detail == answer && e.Object!.EndsWith(bulletin))));
    }

    [Fact]
    public async Task Who_speaks_for_one_publisher_sees_and_answers_for_its_own_only()
    {
        var readers = await Reports.ContactsAsync(newsroom, "whose", 12);
        var dispatch = await BulletinSentAsync(readers, "Ensimmäisen kirje");
        for (var i = 0; i < 10; i++) await Reports.FailAsync(newsroom, dispatch, readers[i], "5.1.1");
        var (first, second) = await newsroom.TwoPublishersAsync();
        var (own, _, _) = await Things.OwnerAsync(newsroom, Role.Editor, "14", first);
        var (other, _, _) = await Things.OwnerAsync(newsroom, Role.Editor, "14", second);
        using (own)
        using (other)
        {
            Assert.Contains("whose3@example.fi", await own.GetStringAsync(Page + "?q=whose"), StringComparison.Ordinal);
            Assert.DoesNotContain("whose3@example.fi", await other.GetStringAsync(Page + "?q=whose"), StringComparison.Ordinal);
            using var refused = await other.SubmitAsync(Page, new() { ["dispatch"] = $"{dispatch}", ["answer"] = "Addresses" }, Page + "?handler=Answer");
            Assert.Null(await newsroom.InDbAsync(db => db.DispatchHolds.Where(h => h.DispatchId == dispatch).Select(h => h.Answer).SingleAsync()));
            using var said = await own.SubmitAsync(Page, new() { ["dispatch"] = $"{dispatch}", ["answer"] = "Ours" }, Page + "?handler=Answer");
            Assert.Equal(HoldAnswer.Ours, await newsroom.InDbAsync(db => db.DispatchHolds.Where(h => h.DispatchId == dispatch).Select(h => h.Answer).SingleAsync()));
        }
    }

    /// <summary>A bulletin that was frozen and taken by the relay.</summary>
    private async Task<long> BulletinSentAsync(List<Contact> readers, string subject)
    {
        var article = await Readers.ArticleAsync(newsroom, "Kylät " + subject);
        var bulletin = await Readers.BulletinAsync(newsroom, new BulletinDraft { Variants = [new("fi", subject, null, null)], Items = [new(article.PublicId, null, null)] });
        var frozen = await Readers.FreezeAsync(newsroom, bulletin);
        await Dispatches.UntilAsync(newsroom, frozen.Dispatch!.Id, c => c.IsOver);
        var mine = readers.Select(r => r.Id).ToList();
        // Readers of other tests sit in the same audience
        await newsroom.InDbAsync(db => db.Deliveries.Where(d => d.DispatchId == frozen.Dispatch.Id && !mine.Contains(d.ContactId!.Value)).ExecuteDeleteAsync());
        return frozen.Dispatch.Id;
    }

    public sealed class OnSqlite(SqliteNewsroom newsroom) : BounceDeskTests(newsroom), IClassFixture<SqliteNewsroom>;

    public sealed class OnPostgres(PostgresNewsroom newsroom) : BounceDeskTests(newsroom), IClassFixture<PostgresNewsroom>;
}
