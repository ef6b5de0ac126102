using Microsoft.EntityFrameworkCore;
using Uutiset.Accounts;
using Uutiset.Bulletins;
using Uutiset.Data;
using Uutiset.People;
using Uutiset.Subscribers;
using Uutiset.Subscribers.Rights;
using Uutiset.Tests.Bulletins;
using Uutiset.Tests.Exchange;
using Uutiset.Tests.People;
using Uutiset.Tests.Vocabulary;
using Uutiset.Vocabulary;

namespace Uutiset.Tests.Subscribers;

/// <summary>An organisation's end is its own, of one series or of everything, until somebody of it agrees again.</summary>
public abstract class OrganisationEndTests(Newsroom newsroom) : IDisposable
{
    private const string Header = "organisation;email;consentAt;consentSource;series\n";
    private readonly Visitor visitor = new(newsroom);

    [Fact]
    public async Task The_end_outlives_the_owner_who_said_it()
    {
        const string Owner = "omistaja@poistuva.example.fi";
        var path = await visitor.ConfirmedAsync(Owner, "Poistuvat ry");
        await visitor.PostAsync(path + "/peru?kaikki=1");
        await visitor.PostAsync(path + "/poista");
        Assert.False(await newsroom.InDbAsync(db => db.Contacts.AnyAsync(c => c.Email == Owner)));
        foreach (var dry in new[] { true, false }) Assert.Equal(1, (await newsroom.ListAsync(Header + "Poistuvat ry;toinen@poistuva.example.fi;2024-01-02;Kokous;\n", dry: dry)).Report!.RefusedCount);
    }

    [Fact]
    public async Task An_invitation_lifts_the_end_only_when_it_is_answered()
    {
        await visitor.PostAsync(await visitor.ConfirmedAsync("omistaja@kutsu.example.fi", "Kutsutut ry") + "/peru?kaikki=1");
        var organisation = (await visitor.ContactAsync("omistaja@kutsu.example.fi")).Subscription!;
        Assert.Equal(InvitationResult.Invited, await InviteAsync(organisation, "eka@kutsu.example.fi"));
        Assert.Equal(1, (await newsroom.ListAsync(Header + "Kutsutut ry;lista@kutsu.example.fi;2024-01-02;Kokous;\n")).Report!.RefusedCount);
        newsroom.Clock.Move(TimeSpan.FromDays(9));
        await newsroom.DoAsync<Forgetting, int>(f => f.ForgetAsync(CancellationToken.None));
        Assert.Equal(1, (await newsroom.ListAsync(Header + "Kutsutut ry;lista@kutsu.example.fi;2024-01-02;Kokous;\n")).Report!.RefusedCount);

        Assert.Equal(InvitationResult.Invited, await InviteAsync(organisation, "toka@kutsu.example.fi"));
        await visitor.PressAsync(await visitor.ConfirmationPathAsync("toka@kutsu.example.fi"));
        var report = (await newsroom.ListAsync(Header + "Kutsutut ry;lista@kutsu.example.fi;2024-01-02;Kokous;\nKutsutut ry;omistaja@kutsu.example.fi;2024-01-02;Kokous;\n")).Report!;
        Assert.Equal((1, 1), (report.Confirmed, report.RefusedCount));
    }

    [Fact]
    public async Task Ending_one_series_leaves_the_others_of_the_same_address_alone()
    {
        var (ended, kept) = (await newsroom.AddTermAsync(new TermDraft { Label = "Lopetettava", Scheme = TermScheme.Series }), await newsroom.AddTermAsync(new TermDraft { Label = "Jatkuva", Scheme = TermScheme.Series }));
        const string Reader = "lukija@sarjat.example.fi";
        var first = await newsroom.SitAsync(Reader, "Sarjat ry", ended.Id);
        var (organisation, publisher) = await newsroom.InDbAsync(async db => await db.Subscriptions.Where(s => s.Id == first.SubscriptionId).Select(s => new ValueTuple<long, long>(s.OrganisationId!.Value, s.PublisherId)).SingleAsync());
        var second = await newsroom.SitAsync(Reader, series: kept.Id);
        var all = await newsroom.SitAsync(Reader);
        await newsroom.InDbAsync(db => db.Subscriptions.Where(s => s.Id == second.SubscriptionId || s.Id == all.SubscriptionId).ExecuteUpdateAsync(u => u.SetProperty(s => s.OrganisationId, organisation)));
        newsroom.Clock.Move(TimeSpan.FromMinutes(1));
        await newsroom.CopyAsync(first.Id);
        await visitor.PostAsync(newsroom.PathOf(first) + "/peru?kaikki=1");

        Assert.Equal([ContactState.Withdrawn, ContactState.Confirmed, ContactState.Confirmed], await newsroom.InDbAsync(db => db.Contacts.Where(c => c.Email == Reader).OrderBy(c => c.Id).Select(c => c.State).ToListAsync()));
        Assert.Empty(await newsroom.InDbAsync(db => db.RefusedSeats().Where(c => c.Email == Reader).ToListAsync()));
        Assert.Equal((null, null), (await ReasonAsync(second.Id, kept.Id), await ReasonAsync(all.Id, null)));
        var report = (await newsroom.ListAsync(Header
            + $"Sarjat ry;{Reader};2024-01-02;Kokous;Lopetettava\nSarjat ry;{Reader};2024-01-02;Kokous;Jatkuva\nSarjat ry;{Reader};2024-01-02;Kokous;\nSarjat ry;uusi@sarjat.example.fi;2024-01-02;Kokous;Jatkuva\n")).Report!;
        Assert.Equal((1, 2, 1), (report.Confirmed, report.Unchanged, report.RefusedCount));

        // An older copy brings it back nowhere, and the ledger says whose no it was
        await newsroom.PutBackAsync();
        await newsroom.Get<Migrator>().MigrateAsync(CancellationToken.None);
        Assert.Equal([ContactState.Withdrawn, ContactState.Confirmed, ContactState.Confirmed], await newsroom.InDbAsync(db => db.Contacts.Where(c => c.Email == Reader).OrderBy(c => c.Id).Select(c => c.State).ToListAsync()));
        Assert.EndsWith("the end at the organisation stands", await newsroom.InDbAsync(db => db.ConsentEvents.Where(e => e.ContactId == first.PublicId).OrderByDescending(e => e.Id).Select(e => e.Words!.Text).FirstAsync()), StringComparison.Ordinal);

        // Two series that are merged are one no
        var into = await newsroom.AddTermAsync(new TermDraft { Label = "Perillinen", Scheme = TermScheme.Series });
        await newsroom.InDbAsync(db => Withdrawals.MoveSeriesAsync(db, ended.Id, into.Id, CancellationToken.None));
        Assert.Equal([into.Id], await newsroom.InDbAsync(db => db.Withdrawals.Where(w => w.AddressKey == first.AddressKey && w.PublisherId == publisher).Select(w => w.SeriesId).ToListAsync()));
    }

    [Fact]
    public async Task An_older_copy_of_another_series_than_the_one_that_ended_brings_nobody_back()
    {
        var series = await newsroom.AddTermAsync(new TermDraft { Label = "Vaihdettu", Scheme = TermScheme.Series });
        var seat = await newsroom.SitAsync("lukija@vaihto.example.fi", "Vaihto ry");
        newsroom.Clock.Move(TimeSpan.FromMinutes(1));
        await newsroom.CopyAsync(seat.Id);
        await newsroom.InDbAsync(db => db.Subscriptions.Where(s => s.Id == seat.SubscriptionId).ExecuteUpdateAsync(u => u.SetProperty(s => s.SeriesId, series.Id)));
        await visitor.PostAsync(newsroom.PathOf(seat) + "/peru?kaikki=1");
        await newsroom.PutBackAsync();
        await newsroom.InDbAsync(db => db.Subscriptions.Where(s => s.Id == seat.SubscriptionId).ExecuteUpdateAsync(u => u.SetProperty(s => s.SeriesId, (long?)null)));
        Assert.Equal(ContactState.Confirmed, (await visitor.ContactAsync("lukija@vaihto.example.fi")).State);
        await newsroom.Get<Migrator>().MigrateAsync(CancellationToken.None);
        Assert.Equal(ContactState.Withdrawn, (await visitor.ContactAsync("lukija@vaihto.example.fi")).State);
    }

    private Task<ExclusionReason?> ReasonAsync(long contact, long? series) => newsroom.InDbAsync(async db =>
    {
        var publisher = await db.Contacts.Where(c => c.Id == contact).Select(c => c.Subscription!.PublisherId).SingleAsync();
        var weighed = await new Recipients(db, newsroom.Clock).WeighAsync(Audience.Everybody, publisher, series, ["fi"], CancellationToken.None).ToListAsync();
        return weighed.Single(c => c.ContactId == contact).Reason is var reason && reason == ExclusionReason.Duplicate ? null : reason;
    });

    private Task<InvitationResult> InviteAsync(Subscription of, string email) => newsroom.DoAsync<Inviting, InvitationResult>(async inviting =>
        (await inviting.InviteAsync(new Invitation(of.PublisherId, of.OrganisationId, email, null, ContactKind.Person, null, Wishes.Everything), Door.Of("desk", Actor.System), CancellationToken.None)).Result);

    public void Dispose()
    {
        visitor.Dispose();
        GC.SuppressFinalize(this);
    }

    public sealed class OnSqlite(SqliteNewsroom newsroom) : OrganisationEndTests(newsroom), IClassFixture<SqliteNewsroom>;

    public sealed class OnPostgres(PostgresNewsroom newsroom) : OrganisationEndTests(newsroom), IClassFixture<PostgresNewsroom>;
}
