using System.Runtime.CompilerServices;
using Microsoft.EntityFrameworkCore;
using Uutiset.Accounts;
using Uutiset.Exchange.Contacts;
using Uutiset.Mailing;
using Uutiset.Subscribers;
using Uutiset.Subscribers.Rights;
using Uutiset.Tests.Accounts;
using Uutiset.Tests.Subscribers;
using Uutiset.Vocabulary;

namespace Uutiset.Tests.Exchange;

/// <summary>Exports of other systems, with the columns that those really write and people who do not exist.</summary>
public abstract class ForeignListTests(Newsroom newsroom) : IDisposable
{
    private readonly Visitor visitor = new(newsroom);

    [Fact]
    public async Task Listmonk_gives_its_enabled_ones_and_its_blocklist_keeps_standing()
    {
        // "Enabled" is no consent, so nobody is taken by it
        var unsaid = await TakeAsync("listmonk.csv");
        Assert.Equal((0, 0, 1, 2), (unsaid.Confirmed, unsaid.Asked, unsaid.Barred, unsaid.RefusedCount));
        Assert.Contains(unsaid.Refused, r => r.Why.Contains("does not say who has unsubscribed", StringComparison.Ordinal));
        var report = await TakeAsync("listmonk.csv", map: "consentAt=created_at");
        Assert.Equal((1, 0, 0, 1), (report.Confirmed, report.Asked, report.Barred, report.RefusedCount));
        var first = await visitor.ContactAsync("toimisto@kaislikko.example.fi");
        Assert.Equal(("Aune Kaislikko", "sv", new DateTime(2021, 3, 4, 8, 15, 30, DateTimeKind.Utc)), (first.Name, first.Lang, first.ConfirmedUtc!.Value));
        Assert.Equal("Kaislikon kylät ry", first.Subscription!.Organisation!.Name);
        Assert.Equal(["20", "21"], first.Subscription.Regions.Select(r => r.RegionCode).Order());
        Assert.Contains("listmonk; enabled; created_at 2021-03-04", (await visitor.LedgerAsync(first.Email))[0].Detail);
        Assert.Equal("objected", await ReasonAsync("esto@kaislikko.example.fi"));
        Assert.Equal(0, await SeatsAsync("sulki@kaislikko.example.fi"));
    }

    [Fact]
    public async Task Mailchimps_three_files_give_subscribers_refusals_and_dead_addresses()
    {
        var subscribed = await TakeAsync("subscribed_members_export_1a2b3c.csv");
        Assert.Equal((1, 1, 0), (subscribed.Confirmed, subscribed.Asked, subscribed.RefusedCount));
        var maija = await visitor.ContactAsync("maija@niitty.example.fi");
        Assert.Equal(("Maija Niitty", new DateTime(2019, 5, 5, 9, 12, 44, DateTimeKind.Utc)), (maija.Name, maija.ConfirmedUtc!.Value));
        Assert.Single(maija.Subscription!.Terms);
        // Its own column REGION is a guess from a network address
        Assert.Empty(maija.Subscription.Regions);
        var words = (await visitor.LedgerAsync(maija.Email))[0].Detail!;
        Assert.Contains("Mailchimp; subscribed; OPTIN_TIME 2019-05-05 09:00:00; CONFIRM_TIME 2019-05-05 09:12:44", words);
        Assert.DoesNotContain("198.51", words);

        Assert.Equal(2, (await TakeAsync("unsubscribed_members_export_1a2b3c.csv")).Barred);
        Assert.Equal(new DateTime(2021, 6, 7, 8, 9, 10, DateTimeKind.Utc), await newsroom.InDbAsync(db => db.Withdrawals.Where(w => w.AddressKey == Key("lopetti@niitty.example.fi")).Select(w => w.AtUtc).SingleAsync()));
        Assert.Equal("complained", await ReasonAsync("roska@niitty.example.fi"));
        Assert.Equal(1, (await TakeAsync("cleaned_members_export_1a2b3c.csv")).Barred);
        Assert.Equal("bounced", await ReasonAsync("kuollut@niitty.example.fi"));
        // The same rows under the name of the file of those who have subscribed to nothing
        Assert.Equal(2, (await TakeAsync("subscribed_members_export_1a2b3c.csv", "nonsubscribed_members_export_1a2b3c.csv")).RefusedCount);
    }

    [Fact]
    public async Task Ghosts_members_without_newsletters_have_said_no()
    {
        // Who gets newsletters may have been added by the owner of that site, so they are asked
        var report = await TakeAsync("ghost.csv");
        Assert.Equal((0, 1, 2, 0), (report.Confirmed, report.Asked, report.Barred, report.RefusedCount));
        Assert.Equal(1, (await TakeAsync("ghost.csv", map: "consentAt=created_at")).Confirmed);
        var elli = await visitor.ContactAsync("elli@suopursu.example.fi");
        Assert.Single(elli.Subscription!.Terms);
        Assert.Equal(1, await newsroom.InDbAsync(db => db.Withdrawals.CountAsync(w => w.AddressKey == Key("pois@suopursu.example.fi") && w.OrganisationId == Withdrawals.EverySeat)));
    }

    [Fact]
    public async Task MailPoets_global_status_decides_and_not_that_of_one_list()
    {
        var report = await TakeAsync("mailpoet.csv");
        Assert.Equal((1, 1, 2, 1), (report.Confirmed, report.Asked, report.Barred, report.RefusedCount));
        Assert.Equal(ContactState.Confirmed, (await visitor.ContactAsync("hilla@rame.example.fi")).State);
        Assert.Equal("bounced", await ReasonAsync("palautui@rame.example.fi"));
    }

    [Fact]
    public async Task A_no_from_elsewhere_ends_what_a_list_began_and_stands_against_every_later_one()
    {
        // Of somebody who came by a list, and never said yes here
        const string Mine = "organisation;email;consentAt;consentSource\nRistikko ry;risto@ristikko.example.fi;2019-01-02;Kokous\n";
        Assert.Equal(1, (await newsroom.ListAsync(Mine)).Report!.Confirmed);
        var gone = "id,email,name,note,subscribed_to_emails,created_at,deleted_at,labels\n1,risto@ristikko.example.fi,,,false,2018-01-01T00:00:00.000Z,,\n";
        Assert.Equal(1, (await newsroom.ListAsync(gone)).Report!.Barred);
        Assert.Equal(ContactState.Withdrawn, (await visitor.ContactAsync("risto@ristikko.example.fi")).State);
        Assert.Contains((await visitor.LedgerAsync("risto@ristikko.example.fi")), e => e.Kind == ConsentKind.Withdrawn && e.Detail!.Contains("Ghost", StringComparison.Ordinal));
        Assert.Equal(1, (await newsroom.ListAsync(gone)).Report!.Unchanged);
        var again = await newsroom.ListAsync(Mine.Replace("2019-01-02", "2025-01-02", StringComparison.Ordinal));
        Assert.Equal((0, 1), (again.Report!.Confirmed, again.Report.RefusedCount));
        Assert.Contains("has ended", again.Report.Refused[0].Why);
    }

    [Fact]
    public async Task Who_has_come_back_by_themselves_is_not_ended_by_an_old_list()
    {
        await visitor.ConfirmedAsync("paluu@ristikko.example.fi");
        var old = "uuid,email,name,attributes,status,created_at,updated_at\n1,paluu@ristikko.example.fi,,{},blocklisted,2018-01-01 00:00:00 +0000 UTC,2018-02-01 00:00:00 +0000 UTC\n";
        Assert.Equal(1, (await newsroom.ListAsync(old)).Report!.Unchanged);
        Assert.Equal(ContactState.Confirmed, (await visitor.ContactAsync("paluu@ristikko.example.fi")).State);
        Assert.Null(await ReasonAsync("paluu@ristikko.example.fi"));
    }

    [Fact]
    public async Task A_yes_that_came_with_a_list_outweighs_no_no_and_an_own_one_without_a_time_beside_it_is_looked_at()
    {
        await newsroom.ListAsync("email;consentAt;consentSource\nlistalla@ristikko.example.fi;2024-01-02;Siirto\n");
        Assert.Equal(1, (await newsroom.ListAsync("Email Address,OPTIN_TIME,CONFIRM_TIME,UNSUB_TIME,LEID\nlistalla@ristikko.example.fi,2019-01-01 10:00:00,,2023-01-01 10:00:00,1\n", name: "unsubscribed_members.csv")).Report!.Barred);
        Assert.Equal(ContactState.Withdrawn, (await visitor.ContactAsync("listalla@ristikko.example.fi")).State);

        await visitor.ConfirmedAsync("itse@ristikko.example.fi");
        var undated = (await newsroom.ListAsync("id,email,name,note,subscribed_to_emails,created_at,deleted_at,labels\n1,itse@ristikko.example.fi,,,false,2018-01-01T00:00:00.000Z,,\n")).Report!;
        Assert.Equal((0, 1), (undated.Barred, undated.RefusedCount));
        Assert.Contains("confirmed their subscription here themselves", undated.Refused[0].Why);
    }

    [Fact]
    public async Task A_no_that_tells_its_day_alone_outweighs_a_yes_of_that_day()
    {
        const string Email = "samana@paivana.example.fi";
        await visitor.ConfirmedAsync(Email);
        newsroom.Clock.Move(TimeSpan.FromMinutes(1));
        var day = Dates.Iso(newsroom.Clock.Today());
        Assert.Equal(1, (await newsroom.ListAsync($"email;state;endedAt\n{Email};withdrawn;{day}\n")).Report!.Barred);
        var contact = await visitor.ContactAsync(Email);
        Assert.Equal(ContactState.Withdrawn, contact.State);
        // Not in the evening that has not come yet
        Assert.True(contact.WithdrawnUtc <= newsroom.Clock.GetUtcNow().UtcDateTime);
    }

    [Fact]
    public async Task A_yes_to_one_publisher_keeps_no_no_from_another_and_the_no_stands_in_its_own_lines_alone()
    {
        var (_, second) = await newsroom.TwoPublishersAsync();
        await visitor.ConfirmedAsync("molemmat@ristikko.example.fi");
        Actor bound = new("Toimittaja", PublisherId: second.Id);
        Assert.Equal(1, (await newsroom.ListAsync("email;consentAt;consentSource\nmolemmat@ristikko.example.fi;2022-01-02;Siirto\n", actor: bound)).Report!.Confirmed);
        Assert.Equal(1, (await newsroom.ListAsync("email;state;endedAt\nmolemmat@ristikko.example.fi;withdrawn;2024-01-02T10:00:00Z\n", actor: bound)).Report!.Barred);
        var seats = await newsroom.InDbAsync(db => db.Contacts.AsNoTracking().Include(c => c.Subscription).Where(c => c.Email == "molemmat@ristikko.example.fi").ToListAsync());
        var (theirs, ours) = (seats.Single(c => c.Subscription!.PublisherId == second.Id), seats.Single(c => c.Subscription!.PublisherId != second.Id));
        Assert.Equal((ContactState.Withdrawn, ContactState.Confirmed), (theirs.State, ours.State));
        Assert.DoesNotContain(await newsroom.InDbAsync(db => db.ConsentEvents.AsNoTracking().Where(e => e.ContactId == ours.PublicId).ToListAsync()), e => e.Kind == ConsentKind.Withdrawn);
        // Nor where the other publisher's seat is the only one there is
        await visitor.ConfirmedAsync("vaintoinen@ristikko.example.fi");
        Assert.Equal(1, (await newsroom.ListAsync("email;state;endedAt\nvaintoinen@ristikko.example.fi;withdrawn;2024-01-02T10:00:00Z\n", actor: bound)).Report!.Barred);
        Assert.DoesNotContain(await visitor.LedgerAsync("vaintoinen@ristikko.example.fi"), e => e.Kind == ConsentKind.Withdrawn && e.ContactId != Guid.Empty);
    }

    [Theory]
    [InlineData("uuid,email,name,attributes,status,created_at,updated_at\n1,outo1@ristikko.example.fi,,\"{\"\"duty\"\":\"\"\\ud800\"\"}\",enabled,2021-03-04 08:15:30 +0000 UTC,\n")]
    [InlineData("uuid,email,name,attributes,status,created_at,updated_at\n1,outo2@ristikko.example.fi,,\"{\"\"duty\"\":\"\"x\\u0000y\"\"}\",enabled,2021-03-04 08:15:30 +0000 UTC,\n")]
    public async Task Attributes_that_no_database_takes_stop_no_list(string file) =>
        Assert.Equal(1, (await newsroom.ListAsync(file, map: ["consentAt=created_at"])).Report!.Confirmed);

    [Fact]
    public async Task A_state_that_nobody_knows_makes_no_subscriber()
    {
        var report = (await newsroom.ListAsync("email;state;consentAt;consentSource\ntila@ristikko.example.fi;pending;2024-01-02;Siirto\ntila2@ristikko.example.fi;peruttu;2024-01-02;Siirto\n")).Report!;
        Assert.Equal((0, 0, 1, 1), (report.Confirmed, report.Asked, report.Barred, report.RefusedCount));
    }

    [Fact]
    public async Task Who_speaks_for_one_publisher_suppresses_nothing_of_the_others()
    {
        var (_, second) = await newsroom.TwoPublishersAsync();
        var file = "uuid,email,name,attributes,status,created_at,updated_at\n1,rajattu@ristikko.example.fi,,{},blocklisted,2018-01-01 00:00:00 +0000 UTC,2018-02-01 00:00:00 +0000 UTC\n";
        Assert.Equal(1, (await newsroom.ListAsync(file, actor: new("Toimittaja", PublisherId: second.Id))).Report!.Barred);
        Assert.Null(await ReasonAsync("rajattu@ristikko.example.fi"));
        Assert.Equal(second.Id, await newsroom.InDbAsync(db => db.Withdrawals.Where(w => w.AddressKey == Key("rajattu@ristikko.example.fi")).Select(w => w.PublisherId).SingleAsync()));
    }

    private string Key(string email) => newsroom.Get<AddressKeys>().Of(email);

    private Task<string?> ReasonAsync(string email) => newsroom.InDbAsync(db => db.Suppressions.Where(s => s.AddressKey == Key(email)).Select(s => s.Reason).FirstOrDefaultAsync());

    private Task<int> SeatsAsync(string email) => newsroom.InDbAsync(db => db.Contacts.CountAsync(c => c.Email == email));

    private async Task<ContactImportReport> TakeAsync(string file, string? name = null, string? map = null, [CallerFilePath] string here = "")
    {
        var (report, problem) = await newsroom.ListAsync(await File.ReadAllBytesAsync(Path.Combine(Path.GetDirectoryName(here)!, "Exports", file)), name: name ?? file, map: map is null ? null : [map]);
        Assert.Null(problem);
        return report!;
    }

    public void Dispose()
    {
        visitor.Dispose();
        GC.SuppressFinalize(this);
    }

    public sealed class OnSqlite(SqliteNewsroom newsroom) : ForeignListTests(newsroom), IClassFixture<SqliteNewsroom>;

    public sealed class OnPostgres(PostgresNewsroom newsroom) : ForeignListTests(newsroom), IClassFixture<PostgresNewsroom>;
}
