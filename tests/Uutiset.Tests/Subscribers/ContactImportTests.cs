using System.Diagnostics;
using System.Text;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Uutiset.Accounts;
using Uutiset.Exchange.Contacts;
using Uutiset.Tests.Exchange;
using Uutiset.Mailing;
using Uutiset.Subscribers;
using Uutiset.Subscribers.Ledger;
using Uutiset.Tests.Accounts;
using Uutiset.Tests.People;
using Uutiset.Tests.Site;

namespace Uutiset.Tests.Subscribers;

public abstract class ContactImportTests(Newsroom newsroom) : IDisposable
{
    private const string Header = "organisation;email;name;kind;lang;regions;tags;frequency;format;consentAt;consentSource\n";
    private readonly Visitor visitor = new(newsroom);

    [Fact]
    public async Task A_row_with_consent_is_confirmed_and_one_without_is_asked_by_mail()
    {
        var report = await ImportAsync(Header
            + "Poukaman kylät ry;toimisto@poukama.example.fi;;role;fi;\"14;Pohjois-Savo\";Sote-uudistus;weekly;text;12.3.2024;Vuosikokous, osallistujalista\n"
            + "Poukaman kylät ry;aino@poukama.example.fi;Aino Poukama;person;sv;;;;;;\n");
        Assert.Equal((1, 1, 0, 0), (report.Confirmed, report.Asked, report.Unchanged, report.Refused.Count));

        var first = await visitor.ContactAsync("toimisto@poukama.example.fi");
        Assert.Equal((ContactState.Confirmed, Seat.Owner, Frequency.Weekly, MailFormat.Text), (first.State, first.Seat, first.Frequency, first.Format));
        Assert.Equal(["13", "14"], first.Subscription!.Regions.Select(r => r.RegionCode).Order());
        Assert.Equal(new DateTime(2024, 3, 11, 22, 0, 0, DateTimeKind.Utc), first.ConfirmedUtc);
        var line = Assert.Single(await visitor.LedgerAsync("toimisto@poukama.example.fi"));
        Assert.Equal(ConsentKind.Imported, line.Kind);
        Assert.Contains("Vuosikokous, osallistujalista", line.Detail);

        var second = await visitor.ContactAsync("aino@poukama.example.fi");
        Assert.Equal((ContactState.Requested, Seat.Member, first.SubscriptionId), (second.State, second.Seat, second.SubscriptionId));
        await visitor.PressAsync(await visitor.ConfirmationPathAsync("aino@poukama.example.fi"));
        Assert.Equal(ContactState.Confirmed, (await visitor.ContactAsync("aino@poukama.example.fi")).State);
    }

    [Fact]
    public async Task The_same_file_again_changes_nothing_and_asks_nobody()
    {
        const string File = Header + "Toisto ry;yksi@toisto.example.fi;;;;;;;;2024-01-02T10:00:00Z;Lomake\nToisto ry;kaksi@toisto.example.fi;;;;;;;;;\n";
        await ImportAsync(File);
        var before = await CountsAsync();
        newsroom.Clock.Move(TimeSpan.FromDays(2));
        var report = await ImportAsync(File);
        Assert.Equal((0, 0, 2, 0), (report.Confirmed, report.Asked, report.Unchanged, report.Refused.Count));
        Assert.Equal(before, await CountsAsync());
    }

    [Fact]
    public async Task A_consent_cannot_be_given_later_than_now()
    {
        var soon = newsroom.Clock.GetUtcNow().UtcDateTime.AddMinutes(5);
        var report = await ImportAsync(Header + $"Ennakko ry;ennen@aikaa.example.fi;;;;;;;;{soon:yyyy-MM-dd'T'HH:mm:ss'Z'};Lomake\n");
        Assert.Contains("lies in the future", Assert.Single(report.Refused).Why);
    }

    [Fact]
    public async Task Withdrawals_and_suppressions_win_over_the_file()
    {
        await visitor.PostAsync(await visitor.ConfirmedAsync("lahti@example.fi", "Lähtijät ry") + "/peru");
        await newsroom.InDbAsync(async db =>
        {
            db.Suppressions.Add(new Suppression { AddressKey = newsroom.Get<AddressKeys>().Of("valitti@example.fi"), Reason = "complaint", AtUtc = newsroom.Clock.GetUtcNow().UtcDateTime });
            await db.SaveChangesAsync();
        });
        var report = await ImportAsync(Header
            + "Lähtijät ry;lahti@example.fi;;;;;;;;2024-01-02;Lomake\n"
            + "Uusi ry;LAHTI@example.fi;;;;;;;;2024-01-02;Lomake\n"
            + ";Valitti@Example.FI;;;;;;;;2024-01-02;Lomake\n");
        Assert.Equal([2, 3, 4], report.Refused.Select(r => r.Line));
        Assert.Equal(ContactState.Withdrawn, (await visitor.ContactAsync("lahti@example.fi")).State);
        Assert.Equal(0, await newsroom.InDbAsync(db => db.Contacts.CountAsync(c => c.Email == "valitti@example.fi")));
    }

    [Fact]
    public async Task Every_refused_line_is_reported_with_its_reason()
    {
        var report = await ImportAsync(Header
            + "A ry;ei osoite;;;;;;;;;\n"
            + "B ry;b@example.fi;;;;99;;;;;\n"
            + "C ry;c@example.fi;;;;;Sote-uudsitus;;;;\n"
            + "D ry;d@example.fi;;;xx;;;;;;\n"
            + "E ry;e@example.fi;;boss;;;;;;;\n"
            + "F ry;f@example.fi;;;;;;;;2099-01-01;Lomake\n"
            + "G ry;g@example.fi;;;;;;;;silloin kerran;Lomake\n"
            + "H ry;hyva@example.fi;;;;01;;;;2024-01-01;Lomake\n");
        Assert.Equal([2, 3, 4, 5, 6, 7, 8], report.Refused.Select(r => r.Line));
        Assert.Contains("region 99", report.Refused[1].Why);
        Assert.Contains("Sote-uudistus", report.Refused[2].Why);
        Assert.Equal(1, report.Confirmed);
    }

    [Theory]
    [InlineData(",")]
    [InlineData("\t")]
    public async Task Commas_tabs_other_orders_and_old_encodings_are_read(string separator)
    {
        var name = separator == "," ? "Äkäslompolon Öisin ry" : "Åbolands öar rf";
        var email = $"e{(int)separator[0]}@example.fi";
        var text = string.Join(separator, "Email", "ConsentSource", "Organisation", "ConsentAt") + "\r\n" + string.Join(separator, email, "Lomake", name, "2.1.2024") + "\r\n";
        var report = await ImportAsync(Encoding.Latin1.GetBytes(text));
        Assert.Equal(1, report.Confirmed);
        Assert.Equal(name, (await visitor.ContactAsync(email)).Subscription!.Organisation!.Name);
    }

    [Fact]
    public async Task A_file_without_addresses_is_refused_whole() =>
        Assert.Equal("email", (await newsroom.ListAsync("nimi;osoite\nX;x@example.fi\n")).Problem!.Code);

    [Fact]
    public async Task Thousands_of_rows_take_seconds()
    {
        var file = new StringBuilder(Header);
        for (var n = 0; n < 3_000; n++) file.Append(System.Globalization.CultureInfo.InvariantCulture, $"Joukko {n / 3} ry;a{n}@joukko.example.fi;;;fi;{1 + n % 9:00};;;;2024-01-02;Lomake\n");
        var started = Stopwatch.GetTimestamp();
        var report = await ImportAsync(file.ToString());
        var took = Stopwatch.GetElapsedTime(started);
        Assert.Equal((3_000, 0), (report.Confirmed, report.Refused.Count));
        Assert.InRange(took.TotalSeconds, 0, 30);
    }

    [Fact]
    public async Task A_batch_costs_the_same_commands_however_many_rows_it_has()
    {
        var few = await CommandCounter.CountAsync(() => ImportAsync(Rows("vahan", 8)));
        Assert.Equal(few, await CommandCounter.CountAsync(() => ImportAsync(Rows("paljon", 480))));
        Assert.Equal((480, 240, 480), await newsroom.InDbAsync(async db => (await db.Contacts.CountAsync(c => c.Email.EndsWith("@paljon.example.fi")),
            await db.Subscriptions.CountAsync(s => s.Organisation!.Name.StartsWith("Seura paljon")), await db.ConsentDetails.CountAsync(d => d.Text.Contains("paljon-lomake")))));
        var second = await visitor.ContactAsync("b3@paljon.example.fi");
        Assert.Equal(("04", Seat.Member, "03"), (Assert.Single(second.Regions).RegionCode, second.Seat, Assert.Single(second.Subscription!.Regions).RegionCode));
        Assert.Null(await newsroom.DoAsync<ConsentVerifying, string?>(async v => (await v.VerifyAsync(null, CancellationToken.None)).Broken));

        static string Rows(string mark, int count) => Header + string.Concat(Enumerable.Range(0, count).Select(n =>
            string.Create(System.Globalization.CultureInfo.InvariantCulture, $"Seura {mark} {n / 2} ry;{(n % 2 == 0 ? 'a' : 'b')}{n}@{mark}.example.fi;;;fi;{1 + n % 9:00};;;;2024-01-02;{mark}-lomake\n")));
    }

    [Fact]
    public async Task A_list_may_be_another_publishers_than_the_sites_first_one()
    {
        var (_, second) = await newsroom.TwoPublishersAsync();
        const string file = Header + "Kaksin ry;kaksin@example.fi;;;fi;;;;;2024-01-02;Lomake\n";
        Assert.Equal(1, (await ImportAsync(Encoding.UTF8.GetBytes(file))).Confirmed);
        // The same address, asked by another: a consent of its own
        Assert.Equal(1, (await ImportAsync(Encoding.UTF8.GetBytes(file), second.Id)).Confirmed);
        Assert.Equal(0, (await ImportAsync(Encoding.UTF8.GetBytes(file), second.Id)).Confirmed);
        var seats = await newsroom.InDbAsync(db => db.Contacts.Where(c => c.Email == "kaksin@example.fi").OrderBy(c => c.Id).Select(c => c.Subscription!.PublisherId == second.Id).ToListAsync());
        Assert.Equal([false, true], seats);
    }

    private Task<(int, int, int)> CountsAsync() => newsroom.InDbAsync(async db => (await db.Contacts.CountAsync(), await db.ConsentEvents.CountAsync(), await db.Deliveries.CountAsync()));

    private Task<ContactImportReport> ImportAsync(string text) => ImportAsync(Encoding.UTF8.GetBytes(text));

    private async Task<ContactImportReport> ImportAsync(byte[] file, long? publisher = null)
    {
        await using var scope = newsroom.Services.CreateAsyncScope();
        return await scope.ServiceProvider.GetRequiredService<ContactImport>().RunAsync(file, publisher, Actor.System, null, CancellationToken.None);
    }

    public void Dispose()
    {
        visitor.Dispose();
        GC.SuppressFinalize(this);
    }

    public sealed class OnSqlite(SqliteNewsroom newsroom) : ContactImportTests(newsroom), IClassFixture<SqliteNewsroom>;

    public sealed class OnPostgres(PostgresNewsroom newsroom) : ContactImportTests(newsroom), IClassFixture<PostgresNewsroom>;
}
