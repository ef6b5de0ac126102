using System.Text;
using Microsoft.EntityFrameworkCore;
using Uutiset.Accounts;
using Uutiset.Bulletins;
using Uutiset.Data;
using Uutiset.Exchange.Contacts;
using Uutiset.Tests.Exchange;
using Uutiset.People;
using Uutiset.Subscribers;
using Uutiset.Subscribers.Rights;
using Uutiset.Tests.Bulletins;
using Uutiset.Tests.People;

namespace Uutiset.Tests.Subscribers;

public abstract class StandingRefusalTests(Newsroom newsroom) : IDisposable
{
    private readonly Visitor visitor = new(newsroom);

    [Fact]
    public async Task A_no_outlives_its_contact_and_neither_a_list_nor_an_invitation_undoes_it()
    {
        await visitor.PostAsync(await visitor.ConfirmedAsync("poissa@example.fi", "Poissaolijat ry") + "/peru");
        await LoseAsync("poissa@example.fi");
        Assert.Single((await ImportAsync("Poissaolijat ry;poissa@example.fi;2024-01-02;Lomake\n")).Refused);
        Assert.Single((await ImportAsync("Muu ry;Poissa@Example.fi;2099-01-02;Lomake\n;POISSA@example.fi;2024-01-02;Lomake\n")).Refused, r => r.Why.Contains("has ended", StringComparison.Ordinal));
        Assert.Equal(InvitationResult.Withdrawn, await InviteAsync("poissa@example.fi"));
        Assert.Equal(0, (await newsroom.InDbAsync(db => db.Contacts.Select(c => c.Email).ToListAsync())).Count(e => e.Equals("poissa@example.fi", StringComparison.OrdinalIgnoreCase)));
    }

    [Fact]
    public async Task A_no_by_one_click_stands_like_any_other()
    {
        await visitor.PostAsync(await visitor.ConfirmedAsync("klikkaus@example.fi") + "/peru", ("List-Unsubscribe", "One-Click"));
        await LoseAsync("klikkaus@example.fi");
        Assert.Equal(InvitationResult.Withdrawn, await InviteAsync("klikkaus@example.fi"));
    }

    [Fact]
    public async Task An_owners_no_holds_for_the_organisation_and_not_for_the_reader_elsewhere()
    {
        var owner = await visitor.ConfirmedAsync("omistaja@lopettaja.example.fi", "Lopettajat ry");
        await ImportAsync("Lopettajat ry;jasen@lopettaja.example.fi;2024-01-02;Lomake\n");
        await visitor.PostAsync(owner + "/peru?kaikki=1");
        await LoseAsync("jasen@lopettaja.example.fi");
        Assert.Single((await ImportAsync("Lopettajat ry;jasen@lopettaja.example.fi;2024-01-02;Lomake\n")).Refused);
        Assert.Equal(1, (await ImportAsync("Jatkajat ry;jasen@lopettaja.example.fi;2024-01-02;Lomake\n")).Confirmed);
    }

    [Fact]
    public async Task An_older_copy_of_the_contacts_brings_nobody_back()
    {
        var path = await visitor.ConfirmedAsync("varmuuskopio@example.fi", "Varmuuskopio ry");
        await newsroom.CopyAsync("varmuuskopio@example.fi");
        newsroom.Clock.Move(TimeSpan.FromMinutes(1));
        await visitor.PostAsync(path + "/peru");
        await newsroom.PutBackAsync();
        Assert.Equal(ContactState.Confirmed, (await visitor.ContactAsync("varmuuskopio@example.fi")).State);

        // Nothing goes out even before the next start, and the start tells why
        Assert.Equal(ExclusionReason.Withdrawn, (await Readers.WeighAsync(newsroom, Audience.Everybody, "fi"))["varmuuskopio@example.fi"]);
        await newsroom.Get<Migrator>().MigrateAsync(CancellationToken.None);
        var contact = await visitor.ContactAsync("varmuuskopio@example.fi");
        Assert.Equal(ContactState.Withdrawn, contact.State);
        Assert.NotNull(contact.Subscription!.EndedUtc);
        var line = (await visitor.LedgerAsync("varmuuskopio@example.fi"))[^1];
        Assert.Equal((ConsentKind.Withdrawn, "start"), (line.Kind, line.Method));
        Assert.Contains("older copy", line.Detail);
        var lines = (await visitor.LedgerAsync("varmuuskopio@example.fi")).Count;
        await newsroom.Get<Migrator>().MigrateAsync(CancellationToken.None);
        Assert.Equal(lines, (await visitor.LedgerAsync("varmuuskopio@example.fi")).Count);
    }

    [Fact]
    public async Task Who_subscribes_anew_is_a_reader_again()
    {
        await visitor.PostAsync(await visitor.ConfirmedAsync("palaaja@example.fi") + "/peru");
        newsroom.Clock.Move(TimeSpan.FromDays(2));
        await visitor.SubscribeAsync("palaaja@example.fi");
        await visitor.PressAsync(await visitor.ConfirmationPathAsync("palaaja@example.fi"));
        await newsroom.Get<Migrator>().MigrateAsync(CancellationToken.None);
        Assert.True(await newsroom.InDbAsync(db => db.Contacts.AnyAsync(c => c.Email == "palaaja@example.fi" && c.State == ContactState.Confirmed)));
        Assert.Empty(await newsroom.InDbAsync(db => db.RefusedSeats().ToListAsync()));
        var newest = await newsroom.InDbAsync(db => db.Contacts.Where(c => c.Email == "palaaja@example.fi").OrderByDescending(c => c.Id).Select(c => c.Id).FirstAsync());
        Assert.Null(await newsroom.InDbAsync(async db => await WeighAsync(db, newest)));
    }

    [Fact]
    public async Task Refusals_move_along_when_organisations_are_merged()
    {
        var owner = await visitor.ConfirmedAsync("omistaja@vanha.example.fi", "Vanha nimi ry");
        var owned = await visitor.ContactAsync("omistaja@vanha.example.fi");
        var from = owned.Subscription!.Organisation!;
        await visitor.PostAsync(owner + "/peru?kaikki=1");
        var into = await newsroom.OrganisationAsync(new OrganisationDraft { Name = "Uusi nimi ry" });
        var merged = await newsroom.DoAsync<OrganisationMerging, (MergeOutcome Outcome, Organisation?)>(m => m.MergeAsync(from.PublicId, into.PublicId, (from.Version, into.Version), Actor.System, CancellationToken.None));
        Assert.Equal(MergeOutcome.Done, merged.Outcome);
        // The owner's and the organisation's own
        Assert.Equal([(Withdrawals.Organisation, into.Id), (owned.AddressKey, into.Id)], await newsroom.InDbAsync(async db =>
            (await db.Withdrawals.Where(w => w.OrganisationId == from.Id || w.OrganisationId == into.Id).ToListAsync()).OrderBy(w => w.AddressKey).Select(w => (w.AddressKey, w.OrganisationId))));
        await LoseAsync("omistaja@vanha.example.fi");
        Assert.Single((await ImportAsync("Uusi nimi ry;omistaja@vanha.example.fi;2024-01-02;Lomake\n")).Refused);
    }

    private async Task<ExclusionReason?> WeighAsync(NewsDb db, long contact)
    {
        var publisher = await db.Contacts.Where(c => c.Id == contact).Select(c => c.Subscription!.PublisherId).SingleAsync();
        await foreach (var candidate in new Recipients(db, newsroom.Clock).WeighAsync(Audience.Everybody, publisher, null, ["fi"], CancellationToken.None))
            if (candidate.ContactId == contact) return candidate.Reason;
        return ExclusionReason.Duplicate;
    }

    private Task<int> LoseAsync(string email) => newsroom.InDbAsync(db => db.Contacts.Where(c => c.Email == email).ExecuteDeleteAsync());

    private Task<InvitationResult> InviteAsync(string email) => newsroom.DoAsync<Inviting, InvitationResult>(async inviting =>
    {
        var publisher = await newsroom.InDbAsync(db => db.Organisations.Where(o => o.IsPublisher).OrderBy(o => o.Id).Select(o => o.Id).FirstAsync());
        return (await inviting.InviteAsync(new Invitation(publisher, null, email, null, ContactKind.Person, null, Wishes.Everything), Door.Of("desk", Actor.System), CancellationToken.None)).Result;
    });

    private Task<ContactImportReport> ImportAsync(string rows) => newsroom.DoAsync<ContactImport, ContactImportReport>(import =>
        import.RunAsync(Encoding.UTF8.GetBytes("organisation;email;consentAt;consentSource\n" + rows), null, Actor.System, null, CancellationToken.None));

    public void Dispose()
    {
        visitor.Dispose();
        GC.SuppressFinalize(this);
    }

    public sealed class OnSqlite(SqliteNewsroom newsroom) : StandingRefusalTests(newsroom), IClassFixture<SqliteNewsroom>;

    public sealed class OnPostgres(PostgresNewsroom newsroom) : StandingRefusalTests(newsroom), IClassFixture<PostgresNewsroom>;
}
