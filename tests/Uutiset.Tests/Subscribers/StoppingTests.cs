using System.Net;
using Microsoft.EntityFrameworkCore;
using Uutiset.Accounts;
using Uutiset.Mailing;
using Uutiset.Subscribers;
using Uutiset.Subscribers.Desk;
using Uutiset.Subscribers.Rights;
using Uutiset.Tests.Accounts;
using Uutiset.Tests.Articles;
using Uutiset.Vocabulary;

namespace Uutiset.Tests.Subscribers;

/// <summary>A reader who phones: an editor pauses their mail, or ends it.</summary>
public abstract class StoppingTests(Newsroom newsroom) : IDisposable
{
    private readonly Visitor visitor = new(newsroom);

    [Fact]
    public async Task An_editor_pauses_one_readers_mail_and_lets_it_go_on()
    {
        await visitor.ConfirmedAsync("lomalla@tauko.example.fi", "Taukojen ystävät ry", ("regions", "14"));
        var before = await visitor.ContactAsync("lomalla@tauko.example.fi");
        var (page, until, mails) = (StopModel.Href(before.PublicId), newsroom.Clock.Today().AddDays(20), (await visitor.MailAsync(before.Email)).Count);
        using var editor = await newsroom.SignedInAsync(Role.Editor);
        Assert.Contains(page, await editor.GetStringAsync(ConsentModel.Href(before.PublicId)));
        using (var wrong = await editor.SubmitAsync(page, new() { ["Until"] = Dates.Iso(newsroom.Clock.Today()) }, page + "?handler=Pause"))
            Assert.Equal(HttpStatusCode.UnprocessableEntity, wrong.StatusCode);
        using (var paused = await editor.SubmitAsync(page, new() { ["Until"] = Dates.Iso(until) }, page + "?handler=Pause"))
            Assert.Equal(HttpStatusCode.Redirect, paused.StatusCode);

        var after = await visitor.ContactAsync(before.Email);
        Assert.Equal((ContactState.Confirmed, until), (after.State, after.PausedUntil!.Value));
        Assert.Equal(before.Subscription!.Regions.Select(r => r.RegionCode), after.Subscription!.Regions.Select(r => r.RegionCode));
        var line = (await visitor.LedgerAsync(before.Email))[^1];
        Assert.Equal((ConsentKind.Changed, "desk"), (line.Kind, line.Method));
        Assert.Contains("paused until: " + Dates.Iso(until), line.Detail, StringComparison.Ordinal);
        using (await editor.SubmitAsync(page, new() { ["Until"] = "" }, page + "?handler=Pause")) { }
        Assert.Null((await visitor.ContactAsync(before.Email)).PausedUntil);
        Assert.Equal(2, await newsroom.InDbAsync(db => db.AuditEvents.CountAsync(e => e.What == "contact.paused" && e.Object == $"contact:{before.PublicId}")));
        Assert.Equal(mails, (await visitor.MailAsync(before.Email)).Count);
    }

    [Fact]
    public async Task An_editor_ends_one_readers_subscription_with_a_reason_and_they_get_no_mail_about_it()
    {
        await visitor.ConfirmedAsync("riitti@tauko.example.fi");
        var contact = await visitor.ContactAsync("riitti@tauko.example.fi");
        var (page, mails) = (StopModel.Href(contact.PublicId), (await visitor.MailAsync(contact.Email)).Count);
        using var editor = await newsroom.SignedInAsync(Role.Editor);
        using (var silent = await editor.SubmitAsync(page, new() { ["Why"] = "  " }, page + "?handler=End"))
            Assert.Contains("Kirjoita, miten lukija pyysi", WebUtility.HtmlDecode(await silent.Content.ReadAsStringAsync()), StringComparison.Ordinal);
        using (var unsigned = await editor.PostAsync(page + "?handler=End", new FormUrlEncodedContent([new("Why", "soitti")])))
            Assert.Equal(HttpStatusCode.BadRequest, unsigned.StatusCode);
        Assert.Equal(ContactState.Confirmed, (await visitor.ContactAsync(contact.Email)).State);
        using (var ended = await editor.SubmitAsync(page, new() { ["Why"] = "soitti 3.2." }, page + "?handler=End"))
            Assert.Equal(HttpStatusCode.Redirect, ended.StatusCode);

        Assert.Equal(ContactState.Withdrawn, (await visitor.ContactAsync(contact.Email)).State);
        var line = (await visitor.LedgerAsync(contact.Email))[^1];
        Assert.Equal((ConsentKind.Withdrawn, "soitti 3.2.", "desk"), (line.Kind, line.Detail, line.Method));
        Assert.True(await newsroom.InDbAsync(db => db.Withdrawals.AnyAsync(w => w.AddressKey == contact.AddressKey && w.OrganisationId == Withdrawals.EverySeat)));
        Assert.Equal(1, await newsroom.InDbAsync(db => db.AuditEvents.CountAsync(e => e.What == "contact.ended" && e.Object == $"contact:{contact.PublicId}")));
        Assert.Equal(mails, (await visitor.MailAsync(contact.Email)).Count);
        Assert.Equal(0, await newsroom.InDbAsync(db => db.Deliveries.CountAsync(d => d.ContactId == contact.Id && d.State == DeliveryState.Pending)));
        Assert.Contains("Vain lukija itse", WebUtility.HtmlDecode(await editor.GetStringAsync(page)), StringComparison.Ordinal);

        using var agent = await newsroom.SignedInAsync(Role.Agent);
        Assert.NotEqual(HttpStatusCode.OK, (await agent.GetAsync(page)).StatusCode);
    }

    [Fact]
    public async Task Another_publishers_reader_is_not_theirs_to_stop()
    {
        var (_, second) = await newsroom.TwoPublishersAsync();
        await visitor.ConfirmedAsync("muiden@tauko.example.fi");
        var page = StopModel.Href((await visitor.ContactAsync("muiden@tauko.example.fi")).PublicId);
        using var bound = await newsroom.SignedInAsync(Role.Editor, publisher: second.Id);
        Assert.NotEqual(HttpStatusCode.OK, (await bound.GetAsync(page)).StatusCode);
        using (await bound.PostAsync(page + "?handler=End", new FormUrlEncodedContent([new("Why", "soitti"), new("__RequestVerificationToken", await bound.FormTokenAsync("/desk/account"))]))) { }
        Assert.Equal(ContactState.Confirmed, (await visitor.ContactAsync("muiden@tauko.example.fi")).State);
    }

    public void Dispose()
    {
        visitor.Dispose();
        GC.SuppressFinalize(this);
    }

    public sealed class OnSqlite(SqliteNewsroom newsroom) : StoppingTests(newsroom), IClassFixture<SqliteNewsroom>;

    public sealed class OnPostgres(PostgresNewsroom newsroom) : StoppingTests(newsroom), IClassFixture<PostgresNewsroom>;
}
