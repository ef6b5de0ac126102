using System.Net;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Uutiset.Accounts;
using Uutiset.Bulletins;
using Uutiset.Subscribers;
using Uutiset.Subscribers.Joining;
using Uutiset.Tests.Accounts;
using Uutiset.Tests.Articles;
using Uutiset.Tests.Bulletins;
using Uutiset.Tests.People;
using Uutiset.Vocabulary;

namespace Uutiset.Tests.Subscribers;

/// <summary>A name that somebody chose opens no organisation's subscription: its owners do, or the editors.</summary>
public abstract class JoiningTests(Newsroom newsroom) : IDisposable
{
    private const string Desk = "/desk/subscribers/joining";
    private readonly Visitor visitor = new(newsroom);

    [Fact]
    public async Task Whoever_chooses_an_organisation_sits_in_its_subscription_only_after_its_owner_says_so()
    {
        const string Joiner = "uusi@kaislikko.example.fi", Owner = "omistaja@kaislikko.example.fi";
        var organisation = await newsroom.ListedAsync("Kaislikon omaiset ry", Owner, ["05"]);
        Assert.Equal(HttpStatusCode.OK, (await newsroom.JoinAsync(Joiner, organisation, ("regions", "14"))).StatusCode);
        Assert.Empty(await visitor.MailAsync(Owner));
        foreach (var _ in new[] { 1, 2 }) Assert.Contains("Osoitteesi on vahvistettu", await newsroom.ConfirmAsync(Joiner), StringComparison.Ordinal);

        var waiting = await visitor.ContactAsync(Joiner);
        Assert.Equal((ContactState.Requested, (long?)null), (waiting.State, waiting.Subscription!.OrganisationId));
        Assert.Equal(ExclusionReason.Unconfirmed, (await Readers.WeighAsync(newsroom, Audience.Everybody, "fi"))[Joiner]);
        var own = await visitor.Http.GetStringAsync(await visitor.PreferencesPathAsync(Joiner));
        Assert.DoesNotContain("Kaislikon", own, StringComparison.Ordinal);
        Assert.Equal(HttpStatusCode.NotFound, (await visitor.Http.GetAsync(await visitor.PreferencesPathAsync(Joiner) + "/liittyjat")).StatusCode);

        var mail = Assert.Single(await visitor.MailAsync(Owner));
        Assert.DoesNotContain(Joiner, mail, StringComparison.Ordinal);
        var path = await visitor.JoiningPathAsync(Owner);
        foreach (var _ in new[] { 1, 2 }) Assert.Contains(Joiner, await visitor.Http.GetStringAsync(path), StringComparison.Ordinal);
        Assert.Equal(ContactState.Requested, (await visitor.ContactAsync(Joiner)).State);

        var request = await newsroom.RequestOfAsync(Joiner);
        using var answer = await visitor.PostAsync(path, ("request", $"{request.PublicId}"), ("answer", "yes"));
        Assert.Equal(HttpStatusCode.SeeOther, answer.StatusCode);
        Assert.Contains("role=\"status\"", await visitor.Http.GetStringAsync(answer.Headers.Location), StringComparison.Ordinal);
        var (owner, joined) = (await visitor.ContactAsync(Owner), await visitor.ContactAsync(Joiner));
        Assert.Equal((ContactState.Confirmed, Seat.Member, owner.SubscriptionId), (joined.State, joined.Seat, joined.SubscriptionId));
        Assert.Equal("14", Assert.Single(joined.Regions).RegionCode);
        Assert.Null((await Readers.WeighAsync(newsroom, Audience.Everybody, "fi"))[Joiner]);
        Assert.Equal([ConsentKind.Requested, ConsentKind.Confirmed, ConsentKind.Changed], (await visitor.LedgerAsync(Joiner)).Select(e => e.Kind));
        Assert.Equal(1, await newsroom.InDbAsync(db => db.Subscriptions.CountAsync(s => s.Contacts.Any(c => c.Email == Joiner))));
        Assert.Contains("Kaislikon omaiset ry", (await visitor.MailAsync(Joiner))[^1], StringComparison.Ordinal);
        Assert.DoesNotContain(Joiner, await visitor.Http.GetStringAsync(path), StringComparison.Ordinal);
    }

    [Fact]
    public async Task One_who_is_refused_is_told_so_and_forgotten()
    {
        const string Joiner = "vieras@poutapuro.example.fi", Owner = "omistaja@poutapuro.example.fi";
        await newsroom.JoinAsync(Joiner, await newsroom.ListedAsync("Poutapuron tuki ry", Owner));
        await newsroom.ConfirmAsync(Joiner);
        var (request, link) = (await newsroom.RequestOfAsync(Joiner), await visitor.ConfirmationPathAsync(Joiner));
        // A yes by another site's form, and an answer that is none
        using var foreign = new HttpRequestMessage(HttpMethod.Post, await visitor.JoiningPathAsync(Owner)) { Content = new FormUrlEncodedContent([new("request", $"{request.PublicId}"), new("answer", "yes")]) };
        foreign.Headers.Add("Sec-Fetch-Site", "cross-site");
        Assert.Equal(HttpStatusCode.Forbidden, (await visitor.Http.SendAsync(foreign)).StatusCode);
        Assert.Equal(HttpStatusCode.BadRequest, (await visitor.PostAsync(await visitor.JoiningPathAsync(Owner), ("request", $"{request.PublicId}"), ("answer", "ehka"))).StatusCode);

        await visitor.PostAsync(await visitor.JoiningPathAsync(Owner), ("request", $"{request.PublicId}"), ("answer", "no"));
        Assert.Contains("Pyyntöäsi ei hyväksytty", await (await visitor.PostAsync(link)).Content.ReadAsStringAsync(), StringComparison.Ordinal);
        // The first answer stands
        await visitor.PostAsync(await visitor.JoiningPathAsync(Owner), ("request", $"{request.PublicId}"), ("answer", "yes"));
        Assert.Equal(ContactState.Requested, (await visitor.ContactAsync(Joiner)).State);
        await ForgetAfterAsync(8);
        Assert.False(await newsroom.InDbAsync(db => db.Contacts.AnyAsync(c => c.Email == Joiner)));
    }

    [Fact]
    public async Task Where_nobody_owns_the_subscription_an_editor_answers_and_the_first_seat_owns_it()
    {
        const string Joiner = "ensimmainen@hiekkaranta.example.fi";
        var organisation = await newsroom.ListedAsync("Hiekkarannan klubi ry");
        await newsroom.JoinAsync(Joiner, organisation, ("regions", "05"));
        await newsroom.ConfirmAsync(Joiner);
        await ForgetAfterAsync(8);
        using var editor = await newsroom.SignedInAsync(Role.Editor);
        Assert.Contains("Hiekkarannan klubi ry", await editor.GetStringAsync("/desk"), StringComparison.Ordinal);
        Assert.Contains(Joiner, await editor.GetStringAsync(Desk), StringComparison.Ordinal);
        using var answer = await editor.SubmitAsync(Desk, new() { ["request"] = $"{(await newsroom.RequestOfAsync(Joiner)).PublicId}", ["accept"] = "true" }, Desk + "?handler=Answer");
        Assert.Equal(HttpStatusCode.Redirect, answer.StatusCode);
        var joined = await visitor.ContactAsync(Joiner);
        Assert.Equal((ContactState.Confirmed, Seat.Owner, (long?)organisation.Id), (joined.State, joined.Seat, joined.Subscription!.OrganisationId));
        Assert.True(await newsroom.InDbAsync(db => db.AuditEvents.AnyAsync(e => e.What == "join.accepted" && e.Object == $"organisation:{organisation.PublicId}")));
        Assert.DoesNotContain(Joiner, await editor.GetStringAsync(Desk), StringComparison.Ordinal);
    }

    [Fact]
    public async Task After_two_weeks_of_silence_it_is_the_editors_who_answer()
    {
        const string Joiner = "odottaja@sarvikangas.example.fi", Owner = "omistaja@sarvikangas.example.fi";
        await newsroom.JoinAsync(Joiner, await newsroom.ListedAsync("Sarvikankaan seura ry", Owner));
        await newsroom.ConfirmAsync(Joiner);
        using var editor = await newsroom.SignedInAsync(Role.Editor);
        Assert.DoesNotContain("Sarvikankaan", await editor.GetStringAsync("/desk"), StringComparison.Ordinal);
        var path = await visitor.JoiningPathAsync(Owner);
        newsroom.Clock.Move(TimeSpan.FromDays(15));
        Assert.DoesNotContain(Joiner, await visitor.Http.GetStringAsync(path), StringComparison.Ordinal);
        var request = await newsroom.RequestOfAsync(Joiner);
        await visitor.PostAsync(path, ("request", $"{request.PublicId}"), ("answer", "yes"));
        Assert.Equal(ContactState.Requested, (await visitor.ContactAsync(Joiner)).State);
        using var later = await newsroom.SignedInAsync(Role.Editor);
        Assert.Contains("Sarvikankaan", await later.GetStringAsync("/desk"), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Owners_who_are_away_are_not_asked_and_a_request_that_nobody_answers_ends_after_a_month()
    {
        const string Joiner = "kysyja@hiljaisuus.example.fi", Owner = "omistaja@hiljaisuus.example.fi";
        var organisation = await newsroom.ListedAsync("Hiljaisuuden ystävät ry", Owner);
        await newsroom.InDbAsync(db => db.Contacts.Where(c => c.Email == Owner).ExecuteUpdateAsync(u => u.SetProperty(c => c.PausedUntil, newsroom.Clock.Today().AddDays(90))));
        await newsroom.JoinAsync(Joiner, organisation);
        await newsroom.ConfirmAsync(Joiner);
        Assert.Empty(await visitor.MailAsync(Owner));
        using (var editor = await newsroom.SignedInAsync(Role.Editor)) Assert.Contains("Hiljaisuuden", await editor.GetStringAsync("/desk"), StringComparison.Ordinal);
        var seat = (await visitor.ContactAsync(Joiner)).PublicId;
        newsroom.Clock.Move(TimeSpan.FromDays(29));
        await EndAsync();
        Assert.NotNull(await newsroom.RequestOfAsync(Joiner));
        newsroom.Clock.Move(TimeSpan.FromDays(2));
        for (var look = 0; look < 2; look++) await EndAsync();
        var mails = await visitor.MailAsync(Joiner);
        Assert.Equal(2, mails.Count);
        Assert.Contains("Emme valitettavasti saaneet vastausta", WebUtility.HtmlDecode(mails[^1]), StringComparison.Ordinal);
        Assert.False(await newsroom.InDbAsync(db => db.Contacts.AnyAsync(c => c.Email == Joiner)) || await newsroom.InDbAsync(db => db.JoinRequests.AnyAsync(j => j.OrganisationId == organisation.Id)));
        Assert.Equal("was not answered by organisation Hiljaisuuden ystävät ry", await newsroom.InDbAsync(db => db.ConsentEvents.Where(e => e.ContactId == seat).OrderByDescending(e => e.Id).Select(e => e.Words!.Text).FirstAsync()));
        var (_, second) = await newsroom.TwoPublishersAsync();
        using var all = await newsroom.SignedInAsync(Role.Editor);
        using var bound = await newsroom.SignedInAsync(Role.Editor, publisher: second.Id);
        Assert.Contains("päättyi vuoden aikana ilman vastausta.", await all.GetStringAsync(Desk), StringComparison.Ordinal);
        Assert.DoesNotContain("ilman vastausta.", await bound.GetStringAsync(Desk), StringComparison.Ordinal);

        Task<int> EndAsync() => newsroom.DoAsync<JoinRequests, int>(r => r.EndUnansweredAsync(CancellationToken.None));
    }

    [Fact]
    public async Task Who_speaks_for_another_publisher_neither_sees_nor_answers()
    {
        const string Joiner = "rajattu@vesipuu.example.fi";
        var (_, second) = await newsroom.TwoPublishersAsync();
        await newsroom.JoinAsync(Joiner, await newsroom.ListedAsync("Vesipuun ystävät ry"));
        await newsroom.ConfirmAsync(Joiner);
        await visitor.ConfirmedAsync("itse@kirjoitettu.example.fi", "Itse kirjoitettu kerho ry");
        using var bound = await newsroom.SignedInAsync(Role.Editor, publisher: second.Id);
        var page = await bound.GetStringAsync(Desk);
        Assert.DoesNotContain(Joiner, page, StringComparison.Ordinal);
        Assert.DoesNotContain("Itse kirjoitettu", page, StringComparison.Ordinal);
        var request = await newsroom.RequestOfAsync(Joiner);
        using var answer = await bound.SubmitAsync("/desk/account", new() { ["request"] = $"{request.PublicId}", ["accept"] = "true" }, Desk + "?handler=Answer");
        Assert.Null((await newsroom.RequestOfAsync(Joiner)).DecidedUtc);
        var typed = (await visitor.ContactAsync("itse@kirjoitettu.example.fi")).Subscription!.Organisation!;
        using var listed = await bound.SubmitAsync("/desk/account", new() { ["organisation"] = $"{typed.PublicId}" }, Desk + "?handler=List");
        Assert.False(await newsroom.InDbAsync(db => db.Organisations.Where(o => o.Id == typed.Id).Select(o => o.Listed).SingleAsync()));
    }

    [Fact]
    public async Task An_editor_lists_a_typed_organisation_with_its_business_id_or_tells_it_from_the_one_it_resembles()
    {
        await newsroom.ListedAsync("Kuutamon kuoro ry");
        await visitor.SubscribeAsync("laulaja@kuutamo.example.fi", "Kuutamon kuoro ry", "fi", ("choice", SubscribeForm.New));
        Assert.False(await newsroom.InDbAsync(db => db.Contacts.AnyAsync(c => c.Email == "laulaja@kuutamo.example.fi")));
        using (var other = new Visitor(newsroom))
        {
            var form = await other.FormAsync("/tilaa");
            newsroom.Clock.Move(TimeSpan.FromSeconds(3));
            const string Typed = "Kuutamon kuoro ry, 2222222-9";
            await other.PostAsync("/tilaa", [.. form.Where(f => f.Item1 != "found"), ("found", Typed), ("choice", SubscribeForm.New), ("who", "organisation"), ("organisation", Typed), ("email", "laulaja@kuutamo.example.fi"), ("consent", "yes")]);
        }
        await newsroom.ConfirmAsync("laulaja@kuutamo.example.fi");
        var typed = (await visitor.ContactAsync("laulaja@kuutamo.example.fi")).Subscription!;
        Assert.Equal(("Kuutamon kuoro ry", false), (typed.Organisation!.Name, typed.Organisation.Listed));
        Assert.NotNull(typed.ResemblesId);
        using var editor = await newsroom.SignedInAsync(Role.Editor);
        Assert.Contains($"/desk/organisations/{typed.Organisation.PublicId}/merge?into=", await editor.GetStringAsync(Desk), StringComparison.Ordinal);
        using var apart = await editor.SubmitAsync(Desk, new() { ["organisation"] = $"{typed.Organisation.PublicId}" }, Desk + "?handler=Apart");
        Assert.Null((await visitor.ContactAsync("laulaja@kuutamo.example.fi")).Subscription!.ResemblesId);
        using var listed = await editor.SubmitAsync(Desk, new() { ["organisation"] = $"{typed.Organisation.PublicId}" }, Desk + "?handler=List");
        var now = (await visitor.ContactAsync("laulaja@kuutamo.example.fi")).Subscription!.Organisation!;
        Assert.Equal((true, "2222222-9"), (now.Listed, now.BusinessId));
    }

    [Fact]
    public async Task What_is_answered_depends_on_nobody_who_is_known()
    {
        var with = await newsroom.ListedAsync("Tunnettu tupa ry", "omistaja@tupa.example.fi");
        var without = await newsroom.ListedAsync("Tuntematon tupa ry");
        var answers = new List<(HttpStatusCode, string)>();
        foreach (var (address, organisation) in new[] { ("omistaja@tupa.example.fi", with), ("joku@tupa.example.fi", with), ("joku@muu.example.fi", without) })
        {
            var started = System.Diagnostics.Stopwatch.GetTimestamp();
            using var answer = await newsroom.JoinAsync(address, organisation);
            Assert.InRange(System.Diagnostics.Stopwatch.GetElapsedTime(started).TotalMilliseconds, 395, 8000);
            answers.Add((answer.StatusCode, await answer.Content.ReadAsStringAsync()));
        }
        Assert.Single(answers.Distinct());
    }

    private async Task ForgetAfterAsync(int days)
    {
        newsroom.Clock.Move(TimeSpan.FromDays(days));
        await using var scope = newsroom.Services.CreateAsyncScope();
        await scope.ServiceProvider.GetRequiredService<Forgetting>().ForgetAsync(CancellationToken.None);
    }

    public void Dispose()
    {
        visitor.Dispose();
        GC.SuppressFinalize(this);
    }

    public sealed class OnSqlite(SqliteNewsroom newsroom) : JoiningTests(newsroom), IClassFixture<SqliteNewsroom>;

    public sealed class OnPostgres(PostgresNewsroom newsroom) : JoiningTests(newsroom), IClassFixture<PostgresNewsroom>;
}
