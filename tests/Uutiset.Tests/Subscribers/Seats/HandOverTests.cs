using System.Net;
using System.Text.RegularExpressions;
using AngleSharp.Html.Parser;
using Microsoft.EntityFrameworkCore;
using Uutiset.Accounts;
using Uutiset.Subscribers;
using Uutiset.Subscribers.Seats;
using Uutiset.Tests.Articles;
using Uutiset.Tests.Bulletins;
using Uutiset.Tests.People;
using Uutiset.Vocabulary;

namespace Uutiset.Tests.Subscribers.Seats;

public abstract partial class HandOverTests(Newsroom newsroom) : IDisposable
{
    private readonly Visitor visitor = new(newsroom);

    [Fact]
    public async Task When_the_last_owner_leaves_the_others_are_asked_and_one_goes_on_in_two_clicks()
    {
        var (owner, subscription) = await OrganisationAsync("lahtee", "yksi", "kaksi");
        await visitor.PostAsync(owner + "/peru");
        var asked = Assert.Single(await AskedAsync(subscription));
        Assert.Equal(HandOverReason.Left, asked.Reason);
        var path = await LinkAsync("yksi@lahtee.example.fi");

        // First click: the link. Looking changes nothing
        var page = await visitor.Http.GetStringAsync(path);
        foreach (var told in new[] { "lahtee ry", "Pohjois-Karjala", "<dd>2</dd>", "Minä jatkan" }) Assert.Contains(told, page);
        foreach (var other in new[] { "omistaja@", "kaksi@" }) Assert.DoesNotContain(other, page);
        Assert.Equal(Seat.Member, (await visitor.ContactAsync("yksi@lahtee.example.fi")).Seat);
        // Second click: the button
        Assert.Contains("sinä jatkat", await (await visitor.PressAsync(path)).Content.ReadAsStringAsync());
        Assert.Equal(Seat.Owner, (await visitor.ContactAsync("yksi@lahtee.example.fi")).Seat);
        Assert.Contains("sinä jatkat", await (await visitor.PressAsync(path)).Content.ReadAsStringAsync());
        var left = await visitor.ContactAsync("omistaja@lahtee.example.fi");
        Assert.Contains($"hand-over from seat {left.PublicId}", (await visitor.LedgerAsync("yksi@lahtee.example.fi"))[^1].Detail);
        Assert.Equal(subscription, left.SubscriptionId);

        // The other one comes late
        var late = await LinkAsync("kaksi@lahtee.example.fi");
        Assert.Contains("on jo jatkaja", await visitor.Http.GetStringAsync(late));
        await visitor.PostAsync(late);
        Assert.Equal(Seat.Member, (await visitor.ContactAsync("kaksi@lahtee.example.fi")).Seat);
    }

    [Fact]
    public async Task Of_two_who_press_at_once_one_goes_on()
    {
        var (owner, subscription) = await OrganisationAsync("yhtaaikaa", "yksi", "kaksi");
        await visitor.PostAsync(owner + "/peru");
        var links = new[] { await LinkAsync("yksi@yhtaaikaa.example.fi"), await LinkAsync("kaksi@yhtaaikaa.example.fi") };
        await Task.WhenAll(links.Select(l => visitor.PostAsync(l)));
        Assert.Equal(1, await newsroom.InDbAsync(db => db.Contacts.CountAsync(c => c.SubscriptionId == subscription && c.Seat == Seat.Owner && c.State == ContactState.Confirmed)));
    }

    [Fact]
    public async Task While_another_owner_is_there_or_the_whole_organisation_ends_nobody_is_asked()
    {
        var (owner, subscription) = await OrganisationAsync("jaa", "yksi", "kaksi");
        await newsroom.InDbAsync(db => db.Contacts.Where(c => c.Email == "yksi@jaa.example.fi").ExecuteUpdateAsync(u => u.SetProperty(c => c.Seat, Seat.Owner)));
        await visitor.PostAsync(owner + "/peru");
        Assert.Empty(await AskedAsync(subscription));
        await visitor.PostAsync(await visitor.PreferencesPathAsync("yksi@jaa.example.fi") + "/peru?kaikki=1");
        Assert.Empty(await AskedAsync(subscription));
        Assert.Empty(await visitor.MailAsync("kaksi@jaa.example.fi"));
    }

    [Fact]
    public async Task A_member_who_is_asked_cannot_take_what_an_owner_has_been_named_to()
    {
        var (owner, _) = await OrganisationAsync("nimetty", "yksi", "kaksi");
        await visitor.PostAsync(owner + "/peru");
        await newsroom.InDbAsync(db => db.Contacts.Where(c => c.Email == "kaksi@nimetty.example.fi").ExecuteUpdateAsync(u => u.SetProperty(c => c.Seat, Seat.Owner)));
        await visitor.PostAsync(await LinkAsync("yksi@nimetty.example.fi"));
        Assert.Equal(Seat.Member, (await visitor.ContactAsync("yksi@nimetty.example.fi")).Seat);
    }

    [Fact]
    public async Task The_organisations_own_address_takes_a_seat_when_the_last_one_left()
    {
        var (owner, subscription) = await OrganisationAsync("tyhja");
        await newsroom.InDbAsync(db => db.Organisations.Where(o => o.Name == "tyhja ry").ExecuteUpdateAsync(u => u.SetProperty(o => o.Email, "info@tyhja.example.fi")));
        await visitor.PostAsync(owner + "/peru");
        Assert.NotNull((await visitor.ContactAsync("omistaja@tyhja.example.fi")).Subscription!.EndedUtc);
        var path = await LinkAsync("info@tyhja.example.fi");
        // A name that a stranger typed goes into no mail
        Assert.DoesNotContain("tyhja ry", (await visitor.MailAsync("info@tyhja.example.fi"))[^1]);
        Assert.Contains("Kun painat painiketta, osoitteeseesi tulee tiedotteita", await visitor.Http.GetStringAsync(path));
        Assert.False(await newsroom.InDbAsync(db => db.Contacts.AnyAsync(c => c.Email == "info@tyhja.example.fi")));

        Assert.Contains("sinä jatkat", await (await visitor.PressAsync(path)).Content.ReadAsStringAsync());
        var seat = await visitor.ContactAsync("info@tyhja.example.fi");
        Assert.Equal((ContactState.Confirmed, Seat.Owner, subscription, null), (seat.State, seat.Seat, seat.SubscriptionId, seat.Subscription!.EndedUtc));
        Assert.Equal([ConsentKind.Requested, ConsentKind.Confirmed], (await visitor.LedgerAsync("info@tyhja.example.fi")).Select(e => e.Kind));

        // Another address of the organisation cannot use the link
        await newsroom.InDbAsync(db => db.Organisations.Where(o => o.Name == "tyhja ry").ExecuteUpdateAsync(u => u.SetProperty(o => o.Email, "muu@tyhja.example.fi")));
        Assert.Equal(HttpStatusCode.NotFound, (await visitor.Http.GetAsync(path)).StatusCode);
    }

    [Fact]
    public async Task A_bouncing_owner_and_one_who_is_away_for_long_are_asked_about_once()
    {
        var (bouncing, first) = await OrganisationAsync("palautuva", "yksi");
        var (away, second) = await OrganisationAsync("poissa", "yksi");
        await newsroom.InDbAsync(db => db.Contacts.Where(c => c.Email == "omistaja@palautuva.example.fi").ExecuteUpdateAsync(u => u.SetProperty(c => c.State, ContactState.Bounced)));
        await visitor.PostAsync(away, [.. await visitor.FormAsync(away), ("paused", Dates.Iso(newsroom.Clock.Today().AddDays(100))), ("scope", "organisation"), ("regions", "14")]);
        for (var look = 0; look < 2; look++) await LookAsync();

        Assert.Equal(HandOverReason.Bounced, Assert.Single(await AskedAsync(first)).Reason);
        Assert.Equal(HandOverReason.Away, Assert.Single(await AskedAsync(second)).Reason);
        Assert.Single(await visitor.MailAsync("yksi@palautuva.example.fi"));
        await visitor.PostAsync(await LinkAsync("yksi@palautuva.example.fi"));
        await visitor.PostAsync(await LinkAsync("yksi@poissa.example.fi"));
        // The mailbox may be anybody's now; who is away keeps their seat
        Assert.Equal(HttpStatusCode.NotFound, (await visitor.Http.GetAsync(bouncing)).StatusCode);
        Assert.Equal(Seat.Owner, (await visitor.ContactAsync("omistaja@poissa.example.fi")).Seat);
        Assert.Equal(HttpStatusCode.OK, (await visitor.Http.GetAsync(away)).StatusCode);
    }

    [Fact]
    public async Task Two_owners_who_leave_at_once_are_one_question()
    {
        var (owner, subscription) = await OrganisationAsync("molemmat", "yksi", "kaksi");
        await newsroom.InDbAsync(db => db.Contacts.Where(c => c.Email == "yksi@molemmat.example.fi").ExecuteUpdateAsync(u => u.SetProperty(c => c.Seat, Seat.Owner)));
        await Task.WhenAll(new[] { owner, await visitor.PreferencesPathAsync("yksi@molemmat.example.fi") }.Select(path => visitor.PostAsync(path + "/peru")));
        await LookAsync();
        Assert.Single(await AskedAsync(subscription));
        Assert.Single(await visitor.MailAsync("kaksi@molemmat.example.fi"));
    }

    [Fact]
    public async Task A_question_that_answered_itself_does_not_stand_in_the_way_of_the_next_one()
    {
        var (owner, subscription) = await OrganisationAsync("uudestaan", "yksi", "kaksi");
        await visitor.PostAsync(owner + "/peru");
        await newsroom.InDbAsync(db => db.Contacts.Where(c => c.Email == "yksi@uudestaan.example.fi").ExecuteUpdateAsync(u => u.SetProperty(c => c.Seat, Seat.Owner)));
        await LookAsync();
        await visitor.PostAsync(await visitor.PreferencesPathAsync("yksi@uudestaan.example.fi") + "/peru");
        var asked = await AskedAsync(subscription);
        Assert.Equal(2, asked.Count);
        Assert.Single(asked, h => h.ClosedUtc is null);
        Assert.Equal(2, (await visitor.MailAsync("kaksi@uudestaan.example.fi")).Count);
    }

    [Fact]
    public async Task A_short_holiday_is_nobodys_reason()
    {
        var (owner, subscription) = await OrganisationAsync("loma", "yksi");
        await visitor.PostAsync(owner, [.. await visitor.FormAsync(owner), ("paused", Dates.Iso(newsroom.Clock.Today().AddDays(30)))]);
        await LookAsync();
        Assert.Empty(await AskedAsync(subscription));
    }

    [Fact]
    public async Task An_owner_who_is_erased_is_followed_and_named_nowhere()
    {
        var (owner, subscription) = await OrganisationAsync("poistettu", "yksi");
        var (alone, empty) = await OrganisationAsync("yksinainen");
        await newsroom.InDbAsync(db => db.Organisations.Where(o => o.Name == "yksinainen ry").ExecuteUpdateAsync(u => u.SetProperty(o => o.Email, "info@yksinainen.example.fi")));
        foreach (var path in new[] { owner, alone }) await visitor.PostAsync(path + "/poista");
        foreach (var asked in new[] { subscription, empty }) Assert.Equal((HandOverReason.Left, (long?)null), (await AskedAsync(asked)) is [var one] ? (one.Reason, one.ContactId) : default);
        foreach (var gone in new[] { "omistaja@poistettu", "omistaja@yksinainen" }) Assert.Empty(await Footprints.OfAsync(newsroom, gone));
        foreach (var next in new[] { "yksi@poistettu.example.fi", "info@yksinainen.example.fi" })
        {
            Assert.Contains("sinä jatkat", await (await visitor.PressAsync(await LinkAsync(next))).Content.ReadAsStringAsync());
            var seat = await visitor.ContactAsync(next);
            Assert.Equal((ContactState.Confirmed, Seat.Owner, null), (seat.State, seat.Seat, seat.Subscription!.EndedUtc));
            Assert.Contains("hand-over from a seat that was erased; seat: owner", (await visitor.LedgerAsync(next)).Select(e => e.Detail));
        }
    }

    [Fact]
    public async Task In_the_desk_an_editor_names_a_member_in_two_clicks_or_has_another_address_asked()
    {
        var (_, subscription) = await OrganisationAsync("deskinluovutus", "jasen");
        var left = await visitor.ContactAsync("omistaja@deskinluovutus.example.fi");
        using var editor = await newsroom.SignedInAsync(Role.Editor);
        var organisation = $"/desk/subscribers/{await newsroom.InDbAsync(db => db.Subscriptions.Where(s => s.Id == subscription).Select(s => s.Organisation!.PublicId).SingleAsync())}";
        var path = Assert.Single((await editor.SeeAsync(organisation)).QuerySelectorAll("td.row-actions a")).GetAttribute("href")!;
        Assert.Equal($"/desk/subscribers/contacts/{left.PublicId}/hand-over", path);
        Assert.Equal(["jasen@deskinluovutus.example.fi jatkaa"], (await editor.SeeAsync(path)).QuerySelectorAll("main ul.rows button").Select(b => b.TextContent));

        foreach (var wrong in new[] { "ei osoite", "omistaja@deskinluovutus.example.fi" })
        {
            using var refused = await editor.SubmitAsync(path, new() { ["Email"] = wrong });
            Assert.Equal(HttpStatusCode.UnprocessableEntity, refused.StatusCode);
            Assert.NotEmpty(new HtmlParser().ParseDocument(await refused.Content.ReadAsStringAsync()).QuerySelectorAll(".field-wrong .error"));
        }
        using (var asked = await editor.SubmitAsync(path, new() { ["Email"] = "uusi@deskinluovutus.example.fi", ["Name"] = "Uuno Uusi" })) Assert.Equal(organisation, asked.Headers.Location?.OriginalString);
        var guest = await visitor.ContactAsync("uusi@deskinluovutus.example.fi");
        Assert.Equal((ContactState.Requested, Seat.Owner, subscription, "Uuno Uusi"), (guest.State, guest.Seat, guest.SubscriptionId, guest.Name));
        using (var named = await editor.SubmitAsync(path, new() { ["Email"] = "jasen@deskinluovutus.example.fi" })) Assert.Equal(organisation, named.Headers.Location?.OriginalString);
        Assert.Equal(Seat.Owner, (await visitor.ContactAsync("jasen@deskinluovutus.example.fi")).Seat);
        var line = (await visitor.LedgerAsync("jasen@deskinluovutus.example.fi"))[^1];
        Assert.Contains($"hand-over from seat {left.PublicId}", line.Detail, StringComparison.Ordinal);
        Assert.Equal(2, await newsroom.InDbAsync(db => db.AuditEvents.CountAsync(e => e.What == "contact.handOver" && e.Object == $"contact:{left.PublicId}")));
    }

    [Fact]
    public async Task Where_the_last_reader_left_the_desk_names_who_goes_on_and_not_where_the_organisation_ended()
    {
        var (owner, subscription) = await OrganisationAsync("tyhjentynyt");
        await visitor.PostAsync(owner + "/peru");
        using var editor = await newsroom.SignedInAsync(Role.Editor);
        var organisation = $"/desk/subscribers/{await newsroom.InDbAsync(db => db.Subscriptions.Where(s => s.Id == subscription).Select(s => s.Organisation!.PublicId).SingleAsync())}";
        var path = (await editor.SeeAsync(organisation)).QuerySelector("p.notice a[href$=hand-over]")!.GetAttribute("href")!;
        using (var asked = await editor.SubmitAsync(path, new() { ["Email"] = "seuraava@tyhjentynyt.example.fi" })) Assert.Equal(HttpStatusCode.Redirect, asked.StatusCode);
        Assert.Equal((subscription, Seat.Owner), ((await visitor.ContactAsync("seuraava@tyhjentynyt.example.fi")).SubscriptionId, (await visitor.ContactAsync("seuraava@tyhjentynyt.example.fi")).Seat));

        var (whole, _) = await OrganisationAsync("kokonaan");
        var left = await visitor.ContactAsync("omistaja@kokonaan.example.fi");
        await visitor.PostAsync(whole + "/peru?kaikki=1");
        using var refused = await editor.SubmitAsync($"/desk/subscribers/contacts/{left.PublicId}/hand-over", new() { ["Email"] = "seuraava@kokonaan.example.fi" });
        Assert.Contains("Järjestö on lopettanut tilauksen", WebUtility.HtmlDecode(await refused.Content.ReadAsStringAsync()), StringComparison.Ordinal);
    }

    [Fact]
    public async Task After_a_fortnight_the_editors_see_it_until_somebody_goes_on()
    {
        var (owner, _) = await OrganisationAsync("kaksiviikkoa", "yksi");
        await visitor.PostAsync(owner + "/peru");
        using (var early = await newsroom.SignedInAsync(Role.Editor)) Assert.DoesNotContain("kaksiviikkoa ry", await early.GetStringAsync("/desk"));
        newsroom.Clock.Move(TimeSpan.FromDays(15));
        using var editor = await newsroom.SignedInAsync(Role.Editor);
        Assert.Contains("kaksiviikkoa ry", await editor.GetStringAsync("/desk"));
        await visitor.PostAsync(await LinkAsync("yksi@kaksiviikkoa.example.fi"));
        Assert.DoesNotContain("kaksiviikkoa ry", await editor.GetStringAsync("/desk"));
    }

    private async Task<(string Owner, long Subscription)> OrganisationAsync(string name, params string[] members)
    {
        var owner = await visitor.ConfirmedAsync($"omistaja@{name}.example.fi", name + " ry", ("regions", "14"));
        var subscription = (await visitor.ContactAsync($"omistaja@{name}.example.fi")).Subscription!;
        foreach (var member in members) await Readers.ContactAsync(newsroom, subscription, $"{member}@{name}.example.fi", c => c.Seat = Seat.Member);
        return (owner, subscription.Id);
    }

    private Task<int> LookAsync() => newsroom.DoAsync<HandingOver, int>(h => h.LookAsync(CancellationToken.None));

    private Task<List<HandOver>> AskedAsync(long subscription) => newsroom.InDbAsync(db => db.HandOvers.AsNoTracking().Where(h => h.SubscriptionId == subscription).ToListAsync());

    private async Task<string> LinkAsync(string email) => Link().Match((await visitor.MailAsync(email))[^1]) is { Success: true } found ? found.Value : throw new InvalidOperationException("no link was mailed to " + email);

    public void Dispose()
    {
        visitor.Dispose();
        GC.SuppressFinalize(this);
    }

    [GeneratedRegex("/tilaus/(jatkaja/[a-z2-7]+|[a-z2-7]+/jatkaja/[0-9a-f-]{36})")]
    private static partial Regex Link();

    public sealed class OnSqlite(SqliteNewsroom newsroom) : HandOverTests(newsroom), IClassFixture<SqliteNewsroom>;

    public sealed class OnPostgres(PostgresNewsroom newsroom) : HandOverTests(newsroom), IClassFixture<PostgresNewsroom>;
}
