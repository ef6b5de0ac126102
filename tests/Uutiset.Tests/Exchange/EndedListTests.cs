using System.Text;
using Microsoft.EntityFrameworkCore;
using Uutiset.Accounts;
using Uutiset.Exchange.Contacts;
using Uutiset.Subscribers;
using Uutiset.Tests.Subscribers;
using Uutiset.Tests.Vocabulary;
using Uutiset.Vocabulary;

namespace Uutiset.Tests.Exchange;

/// <summary>What an organisation has ended stays ended whatever a list says, and a list keeps who is away and who follows which series.</summary>
public abstract class EndedListTests(Newsroom newsroom) : IDisposable
{
    private const string Header = "organisation;email;consentAt;consentSource;series;pausedUntil\n";
    private readonly Visitor visitor = new(newsroom);

    [Fact]
    public async Task A_list_begins_no_subscription_again_that_its_organisation_has_ended()
    {
        await visitor.PostAsync(await visitor.ConfirmedAsync("omistaja@lopetettu.example.fi", "Lopetetut ry") + "/peru?kaikki=1");
        // Where the last reader has left for themselves, the organisation has ended nothing
        await visitor.PostAsync(await visitor.ConfirmedAsync("yksin@lahtenyt.example.fi", "Lähteneet ry") + "/peru");
        var subscriptions = await newsroom.InDbAsync(db => db.Subscriptions.CountAsync());
        newsroom.Clock.Move(TimeSpan.FromDays(2));
        var later = newsroom.Clock.GetUtcNow().AddDays(-1).ToString("yyyy-MM-dd'T'HH:mm:ss'Z'", System.Globalization.CultureInfo.InvariantCulture);
        const string Old = "Lopetetut ry;toinen@lopetettu.example.fi;2024-01-02;Kokous;;\nLopetetut ry;kysytty@lopetettu.example.fi;;;;\n";
        foreach (var dry in new[] { true, false })
        {
            var refused = (await newsroom.ListAsync(Header + Old, dry: dry)).Report!;
            Assert.Equal((0, 0, 2), (refused.Confirmed, refused.Asked, refused.RefusedCount));
            Assert.All(refused.Refused, r => Assert.StartsWith("The organisation has ended its subscription", r.Why));
        }
        Assert.Equal(subscriptions, await newsroom.InDbAsync(db => db.Subscriptions.CountAsync()));
        Assert.Equal(1, (await newsroom.ListAsync(Header + "Lähteneet ry;toinen@lahtenyt.example.fi;2024-01-02;Kokous;;\n")).Report!.Confirmed);

        // A consent of its own that is younger begins anew, and the rows after it are taken with it; the owner's no stands all the same
        var anew = Header + Old + $"Lopetetut ry;uusi@lopetettu.example.fi;{later};Kokous;;\nLopetetut ry;kolmas@lopetettu.example.fi;2024-01-02;Kokous;;\nLopetetut ry;omistaja@lopetettu.example.fi;{later};Kokous;;\n";
        foreach (var dry in new[] { true, false })
        {
            var report = (await newsroom.ListAsync(anew, dry: dry)).Report!;
            Assert.Equal((2, 0, 3), (report.Confirmed, report.Asked, report.RefusedCount));
            Assert.Equal([2L, 3L, 6L], report.Refused.Select(r => r.Line));
        }
        Assert.Equal(ContactState.Withdrawn, (await visitor.ContactAsync("omistaja@lopetettu.example.fi")).State);
    }

    [Fact]
    public async Task A_list_makes_only_subscriptions_and_organisations_in_which_a_row_comes_to_sit()
    {
        await newsroom.AddTermAsync(new TermDraft { Label = "Tyhjäkirje", Scheme = TermScheme.Series });
        await visitor.PostAsync(await visitor.ConfirmedAsync("lahtenyt@tyhja.example.fi") + "/peru");
        const string Rows = "Tyhjä ry;kaikki@tyhja.example.fi;2024-01-02;Kokous;;\n"
            // Gets everything, and so the series
            + "Tyhjä ry;kaikki@tyhja.example.fi;2024-01-02;Kokous;Tyhjäkirje;\n"
            // Has said no
            + "Tyhjin ry;lahtenyt@tyhja.example.fi;2024-01-02;Kokous;;\n";
        foreach (var list in new[] { Header + Rows, Header + Rows + "Tyhjin ry;toinen@tyhja.example.fi;2024-01-02;Kokous;Tyhjäkirje;\n" })
        {
            await newsroom.ListAsync(list);
            Assert.Equal(0, await newsroom.InDbAsync(db => db.Subscriptions.CountAsync(s => !s.Contacts.Any())));
            Assert.Equal(0, await newsroom.InDbAsync(db => db.Organisations.CountAsync(o => o.Name == "Tyhjin ry" && !db.Subscriptions.Any(s => s.OrganisationId == o.Id))));
        }
        Assert.Equal(1, await newsroom.InDbAsync(db => db.Subscriptions.CountAsync(s => s.Organisation!.Name == "Tyhjä ry")));
        Assert.Equal(1, await newsroom.InDbAsync(db => db.Contacts.CountAsync(c => c.Subscription!.Organisation!.Name == "Tyhjin ry")));
    }

    [Fact]
    public async Task Series_pauses_and_ends_go_out_and_come_back()
    {
        var (weekly, monthly) = (await newsroom.AddTermAsync(new TermDraft { Label = "Viikko", Scheme = TermScheme.Series }), await newsroom.AddTermAsync(new TermDraft { Label = "Kuukausi", Scheme = TermScheme.Series }));
        var until = DateOnly.FromDateTime(newsroom.Clock.GetUtcNow().UtcDateTime).AddDays(30).ToString("yyyy-MM-dd", System.Globalization.CultureInfo.InvariantCulture);
        var list = Header
            + $"Kierto ry;a@kierto.example.fi;2024-01-02;Kokous;Viikko;{until}\n"
            // Another series and a younger consent: both
            + "Kierto ry;a@kierto.example.fi;2024-02-02;Kokous;Kuukausi;\n"
            // The older consent to everything: who follows a series has perhaps narrowed it
            + "Kierto ry;a@kierto.example.fi;2024-01-02;Kokous;;2020-01-01\n"
            + "Kierto ry;b@kierto.example.fi;2024-01-02;Kokous;;2020-01-01\n"
            // Who gets all gets this
            + "Kierto ry;b@kierto.example.fi;2025-01-02;Kokous;Viikko;\n"
            + "Kierto ry;c@kierto.example.fi;2024-01-02;Kokous;Sote-uudistus;\n"
            + "Kierto ry;d@kierto.example.fi;2024-01-02;Kokous;;joskus\n"
            + "Loppu ry;e@kierto.example.fi;2024-01-02;Kokous;;\n";
        foreach (var dry in new[] { true, false })
        {
            var report = (await newsroom.ListAsync(list, dry: dry)).Report!;
            Assert.Equal((4, 2, 2), (report.Confirmed, report.Unchanged, report.RefusedCount));
            Assert.StartsWith("There is no series Sote-uudistus", report.Refused[0].Why, StringComparison.Ordinal);
            Assert.Contains("joskus", report.Refused[1].Why, StringComparison.Ordinal);
        }
        Assert.Equal([(weekly.Id, (DateOnly?)DateOnly.Parse(until, System.Globalization.CultureInfo.InvariantCulture)), (monthly.Id, null)], await newsroom.InDbAsync(async db =>
            (await db.Contacts.Where(c => c.Email == "a@kierto.example.fi").OrderBy(c => c.Id).Select(c => new { c.Subscription!.SeriesId, c.PausedUntil }).ToListAsync()).Select(c => (c.SeriesId!.Value, c.PausedUntil))));
        // An end that left its seats as they were
        await newsroom.InDbAsync(db => db.Subscriptions.Where(s => s.Organisation!.Name == "Loppu ry").ExecuteUpdateAsync(s => s.SetProperty(x => x.EndedUtc, newsroom.Clock.GetUtcNow().UtcDateTime)));

        using var editor = await newsroom.SignedInAsync(Role.Editor);
        var csv = await editor.GetByteArrayAsync(ContactExport.Path);
        var rows = Encoding.UTF8.GetString(csv).Split("\r\n").Where(l => l.Contains("kierto.example.fi", StringComparison.Ordinal)).Select(l => l.Split(';')).ToList();
        Assert.Equal(
            [("confirmed", weekly.Slug, until), ("confirmed", monthly.Slug, ""), ("confirmed", "", ""), ("ended", "", "")],
            rows.Select(r => (r[13], r[18], r[19])));
        var before = await StandingAsync();
        var again = (await newsroom.ListAsync(csv)).Report!;
        Assert.Equal((0, 0, 0), (again.Confirmed, again.Asked, again.Barred));
        Assert.Contains(again.Refused, r => r.Why.StartsWith("The organisation's subscription has ended", StringComparison.Ordinal));
        Assert.Equal(before, await StandingAsync());
    }

    private Task<List<string>> StandingAsync() => newsroom.InDbAsync(async db =>
        (await db.Contacts.AsNoTracking().Include(c => c.Subscription).Where(c => c.Email.EndsWith("kierto.example.fi")).OrderBy(c => c.Id).ToListAsync())
            .ConvertAll(c => $"{c.Email} {c.State} {c.PausedUntil} {c.SubscriptionId} {c.Subscription!.SeriesId} {c.Subscription.EndedUtc}"));

    public void Dispose()
    {
        visitor.Dispose();
        GC.SuppressFinalize(this);
    }

    public sealed class OnSqlite(SqliteNewsroom newsroom) : EndedListTests(newsroom), IClassFixture<SqliteNewsroom>;

    public sealed class OnPostgres(PostgresNewsroom newsroom) : EndedListTests(newsroom), IClassFixture<PostgresNewsroom>;
}
