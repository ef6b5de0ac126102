using System.Text;
using Microsoft.EntityFrameworkCore;
using Uutiset.Data;
using Uutiset.Exchange.Contacts;
using Uutiset.People;
using Uutiset.Subscribers;
using Uutiset.Tests.People;
using Uutiset.Tests.Subscribers;

namespace Uutiset.Tests.Exchange;

/// <summary>Files as people have them: their own columns, separators and encodings, and what stands in the wrong place.</summary>
public abstract class ImportMappingTests(Newsroom newsroom) : IDisposable
{
    private readonly Visitor visitor = new(newsroom);

    [Fact]
    public async Task Columns_are_known_by_their_Finnish_names_and_mapped_where_they_are_not()
    {
        var (report, _) = await newsroom.ListAsync(
            "Sähköposti;Yhteystieto;Järjestö;Järjestö ruotsiksi;Maakunnat;Teemat;Kieli;Lähetystiheys;Muoto;Tehtävä;Paikka;Suostumusaika;Peruste\n"
            + "sihteeri@saarni.example.fi;Saara Saarni;Saarnikylät ry;Askbyarna rf;Lappi;Sote-uudistus;ruotsi;viikoittain;teksti;Sihteeri;jäsen;1.2.2024;Vuosikokous\n",
            map: ["name=Yhteystieto", "consentSource=Peruste"]);
        Assert.Equal(1, report!.Confirmed);
        var contact = await visitor.ContactAsync("sihteeri@saarni.example.fi");
        Assert.Equal(("Saara Saarni", "sv", Frequency.Weekly, MailFormat.Text, "Sihteeri", Seat.Member), (contact.Name, contact.Lang, contact.Frequency, contact.Format, contact.Duty, contact.Seat));
        Assert.Equal("Askbyarna rf", contact.Subscription!.Organisation!.NameSv);
    }

    [Fact]
    public async Task A_wish_of_which_nothing_is_known_is_refused_and_never_becomes_everything()
    {
        var (report, _) = await newsroom.ListAsync("Email Address,OPTIN_TIME,CONFIRM_TIME,LEID,TAGS\n"
            + "osa@vip.example.fi,2019-05-05 09:00:00,2019-05-05 09:12:44,1,\"\"\"Sote-uudistus\"\",\"\"VIP\"\"\"\n"
            + "pelkka@vip.example.fi,2019-05-05 09:00:00,2019-05-05 09:12:44,2,\"\"\"VIP\"\"\"\n"
            + "kaikki@vip.example.fi,2019-05-05 09:00:00,2019-05-05 09:12:44,3,\n", system: "mailchimp");
        Assert.Equal((2, 1), (report!.Confirmed, report.RefusedCount));
        Assert.Equal(3, report.Refused[0].Line);
        Assert.StartsWith("None of the themes in the row is known (VIP)", report.Refused[0].Why, StringComparison.Ordinal);
        Assert.Contains("leave the column unchosen", report.Refused[0].Do, StringComparison.Ordinal);
        Assert.Single((await visitor.ContactAsync("osa@vip.example.fi")).Subscription!.Terms);

        var places = (await newsroom.ListAsync("uuid,email,name,attributes,status,created_at,updated_at\n"
            + "1,alue@vip.example.fi,,\"{\"\"maakunta\"\": \"\"Tuonela\"\"}\",enabled,2021-03-04 08:15:30 +0000 UTC,\n", system: "listmonk", map: ["consentAt=created_at"])).Report!;
        Assert.StartsWith("None of the regions in the row is known (Tuonela)", Assert.Single(places.Refused).Why, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_name_or_duty_that_is_too_long_is_refused_and_not_left_out()
    {
        var (report, _) = await newsroom.ListAsync("email;name;duty;consentAt;consentSource\n"
            + $"nimi@pitka.example.fi;{new string('n', 201)};;2024-01-02;Lomake\n"
            + $"tehtava@pitka.example.fi;Tehtävä;{new string('t', 101)};2024-01-02;Lomake\n"
            + $"kelpaa@pitka.example.fi;{new string('n', 200)};{new string('t', 100)};2024-01-02;Lomake\n");
        Assert.Equal(1, report!.Confirmed);
        Assert.Equal(["The name has over 200 characters.", "The duty has over 100 characters."], report.Refused.Select(r => r.Why));
    }

    [Theory]
    [InlineData("olematon=Sähköposti", "field")]
    [InlineData("email=Olematon", "header")]
    [InlineData("email=", "email")]
    public async Task A_mapping_that_fits_nothing_is_refused_before_anything_is_read(string map, string code) =>
        Assert.Equal(code, (await newsroom.ListAsync("Sähköposti\nkartta@example.fi\n", map: [map])).Problem!.Code);

    [Fact]
    public async Task A_business_id_says_which_organisation_is_meant_whatever_the_name()
    {
        var organisation = await newsroom.OrganisationAsync(new OrganisationDraft { Name = "Numerolla löytyvä ry", BusinessId = "0201256-6" });
        var (report, _) = await newsroom.ListAsync("email;organisation;businessId;consentAt;consentSource\n"
            + "a@numero.example.fi;Aivan toinen nimi ry;0201256-6;2024-01-02;Lomake\n"
            + "b@numero.example.fi;;0201256-6;2024-01-02;Lomake\n"
            + "c@numero.example.fi;Numerolla löytyvä ry;0737546-2;2024-01-02;Lomake\n"
            + "d@numero.example.fi;Väärä ry;0201256-7;2024-01-02;Lomake\n"
            + "e@numero.example.fi;;1572860-0;2024-01-02;Lomake\n");
        Assert.Equal((3, 2), (report!.Confirmed, report.RefusedCount));
        Assert.Equal(organisation.Id, (await visitor.ContactAsync("a@numero.example.fi")).Subscription!.OrganisationId);
        Assert.Equal(organisation.Id, (await visitor.ContactAsync("b@numero.example.fi")).Subscription!.OrganisationId);
        var other = (await visitor.ContactAsync("c@numero.example.fi")).Subscription!.Organisation!;
        Assert.Equal("0737546-2", other.BusinessId);
        Assert.NotEqual(organisation.Id, other.Id);
        Assert.Contains("business id", report.Refused[0].Why);
    }

    [Fact]
    public async Task A_dry_run_gives_the_same_answers_and_writes_no_row_in_any_table()
    {
        await visitor.PostAsync(await visitor.ConfirmedAsync("lahti@kuiva.example.fi") + "/peru");
        await visitor.ConfirmedAsync("on@kuiva.example.fi");
        const string File = "organisation;email;consentAt;consentSource\n"
            + "Kuivat ry;uusi@kuiva.example.fi;2024-01-02;Lomake\nKuivat ry;uusi@kuiva.example.fi;2024-01-02;Lomake\nToinen kuiva ry;uusi@kuiva.example.fi;2024-01-02;Lomake\n"
            + "Kuivat ry;kysytaan@kuiva.example.fi;;\nToinen kuiva ry;kysytaan@kuiva.example.fi;;\n;lahti@kuiva.example.fi;2024-01-02;Lomake\n;on@kuiva.example.fi;2024-01-02;Lomake\n;virhe;;\n";
        // Mail that is on its way meanwhile writes rows of its own
        for (var i = 0; i < 300 && await newsroom.InDbAsync(db => db.Deliveries.AnyAsync(d => d.SettledUtc == null)); i++) await Task.Delay(100);
        var before = await CountsAsync();
        var dry = (await newsroom.ListAsync(File, dry: true)).Report!;
        Assert.Equal(before, await CountsAsync());
        var real = (await newsroom.ListAsync(File)).Report!;
        Assert.Equal((real.Confirmed, real.Asked, real.Unchanged, real.Barred, real.RefusedCount), (dry.Confirmed, dry.Asked, dry.Unchanged, dry.Barred, dry.RefusedCount));
        Assert.Equal(real.Refused, dry.Refused);
        Assert.Equal((2, 1, 2, 3), (real.Confirmed, real.Asked, real.Unchanged, real.RefusedCount));
        Assert.NotEqual(before, await CountsAsync());
    }

    [Theory]
    [InlineData("utf-8")]
    [InlineData("utf-16")]
    [InlineData("utf-16BE")]
    [InlineData("iso-8859-1")]
    public async Task Encodings_with_and_without_a_mark_are_read(string name)
    {
        var encoding = Encoding.GetEncoding(name);
        var email = $"{name.ToLowerInvariant()}@merkisto.example.fi";
        var (report, problem) = await newsroom.ListAsync([.. encoding.GetPreamble(), .. encoding.GetBytes($"email\tname\tconsentAt\tconsentSource\r\n{email}\t\"Åke \"\"Äke\"\"\nÖberg\"\t2024-01-02\tLomake\r\n")]);
        Assert.Null(problem);
        Assert.Equal(1, report!.Confirmed);
        Assert.Equal("Åke \"Äke\" Öberg", (await visitor.ContactAsync(email)).Name);
    }

    [Fact]
    public async Task A_file_that_cannot_be_read_to_its_end_leaves_nothing_behind()
    {
        const string Good = "email;name;consentAt;consentSource\nensin@rikki.example.fi;Eka;2024-01-02;Lomake\n";
        var before = await CountsAsync();
        Assert.Equal("binary", (await newsroom.ListAsync(Good + "nolla@rikki.example.fi;\0;;\n")).Problem!.Code);
        Assert.Equal("broken", (await newsroom.ListAsync(Good + $"iso@rikki.example.fi;{new string('x', 1024 * 1024)};;\n")).Problem!.Code);
        var open = (await newsroom.ListAsync(Good + "auki@rikki.example.fi;\"Lainaus;;\nviimeinen@rikki.example.fi;;;\n")).Problem!;
        Assert.Equal(("open", 3L), (open.Code, (long)open.Values[0]));
        Assert.Equal("empty", (await newsroom.ListAsync("")).Problem!.Code);
        Assert.Equal(before, await CountsAsync());
    }

    [Fact]
    public async Task A_row_with_more_columns_than_the_header_is_refused_in_the_readers_language()
    {
        var (report, _) = await newsroom.ListAsync("email;name\nliikaa@rivi.example.fi;A;B\n", lang: "sv");
        Assert.Equal(new Uutiset.Exchange.RefusedLine(2, "Raden har fler kolumner än rubriken; ett citattecken kan saknas.", "Rätta raden och importera filen igen. Rader som redan har tagits in ändras inte."), Assert.Single(report!.Refused));
    }

    /// <summary>Rows of every table but the one in which the sender writes down what it tries meanwhile.</summary>
    private Task<string> CountsAsync() => newsroom.InDbAsync(async db =>
    {
        var counts = new List<string>();
        foreach (var table in db.Model.GetEntityTypes().Select(t => t.GetTableName()!).Distinct().Where(t => t != "attempt").Order(StringComparer.Ordinal))
        {
#pragma warning disable EF1002 // The names are those of our own tables
            counts.Add($"{table} {(await db.Database.SqlQueryRaw<long>($"select count(*) as \"Value\" from \"{table}\"").ToListAsync())[0]}");
#pragma warning restore EF1002
        }
        return string.Join('\n', counts);
    });

    public void Dispose()
    {
        visitor.Dispose();
        GC.SuppressFinalize(this);
    }

    public sealed class OnSqlite(SqliteNewsroom newsroom) : ImportMappingTests(newsroom), IClassFixture<SqliteNewsroom>;

    public sealed class OnPostgres(PostgresNewsroom newsroom) : ImportMappingTests(newsroom), IClassFixture<PostgresNewsroom>;
}
