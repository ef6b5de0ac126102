using System.Net;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;
using Uutiset.Accounts;
using Uutiset.Exchange.Contacts;
using Uutiset.Subscribers;
using Uutiset.Tests.Articles;

namespace Uutiset.Tests.Site;

/// <summary>What the site says of itself is kept in the desk, shown where the law wants it, and carried by the API.</summary>
public abstract class SettingsTests(Newsroom newsroom)
{
    [Fact]
    public async Task What_is_written_stands_on_the_pages_at_once_in_the_readers_language()
    {
        using var admin = await newsroom.SignedInAsync(Role.Admin);
        var version = (await newsroom.Client.JsonAsync("/api/v1/site")).GetProperty("version").GetInt32();
        Dictionary<string, string> Fields(int seen) => new()
        {
            ["Version"] = seen.ToString(System.Globalization.CultureInfo.InvariantCulture),
            ["Form.Tagline.Fi"] = "Uutisia läheltä", ["Form.Tagline.Sv"] = "Nyheter från nära håll", ["Form.Description.Fi"] = "Mitä järjestöissä <tapahtuu>.", ["Form.ResponsibleEditor"] = "Vilja Vastuullinen",
            ["Form.Conformity"] = "Fully", ["Form.AssessedOn"] = "2026-01-15", ["Form.Gaps.Fi"] = "Vanhat <b>tallenteet</b> ovat ilman tekstitystä.\r\n\r\nNe tekstitetään {pyydettäessä}.", ["Form.Supervision.Fi"] = "Valvoja on Esimerkkivirasto.",
            ["Form.DataProtectionOfficer"] = "Tiina Tietosuoja, tietosuoja@example.fi", ["Form.Processors.Fi"] = "Palvelin on Esimerkkipalvelun konesalissa Suomessa.",
        };
        using var saved = await admin.SubmitAsync("/desk/settings", Fields(version));
        Assert.Equal(HttpStatusCode.Redirect, saved.StatusCode);
        var front = await newsroom.PageAsync("/");
        Assert.Equal("Uutisia läheltä", front.QuerySelector(".tagline")!.TextContent);
        Assert.Equal("Mitä järjestöissä <tapahtuu>.", front.QuerySelector("meta[name=description]")!.GetAttribute("content"));
        Assert.Contains("Vilja Vastuullinen", front.QuerySelector("footer")!.TextContent, StringComparison.Ordinal);
        Assert.Equal("Nyheter från nära håll", (await newsroom.PageAsync("/sv")).QuerySelector(".tagline")!.TextContent);
        var statement = (await newsroom.PageAsync("/saavutettavuus")).QuerySelector(".prose")!;
        Assert.All(["vaatimukset kokonaan", "15.1.2026", "Vanhat <b>tallenteet</b> ovat", "Ne tekstitetään {pyydettäessä}.", "Esimerkkivirasto"], said => Assert.Contains(said, statement.TextContent, StringComparison.Ordinal));
        Assert.DoesNotContain("Traficom", statement.TextContent, StringComparison.Ordinal);
        var privacy = (await newsroom.PageAsync("/tietosuoja")).QuerySelector(".prose")!.TextContent;
        Assert.All(["Tietosuojavastaava", "tietosuoja@example.fi", "Esimerkkipalvelun"], said => Assert.Contains(said, privacy, StringComparison.Ordinal));
        Assert.Contains("Mitä järjestöissä", WebUtility.HtmlDecode(await admin.GetStringAsync("/desk/settings")), StringComparison.Ordinal);
        using var late = await admin.SubmitAsync("/desk/settings", new(Fields(version)) { ["Form.ResponsibleEditor"] = "Minna Myöhäinen" });
        Assert.Equal(HttpStatusCode.UnprocessableEntity, late.StatusCode);
        Assert.True(await newsroom.InDbAsync(db => db.AuditEvents.AnyAsync(e => e.What == "site.changed" && e.Content!.Changes!.Contains("Vilja Vastuullinen"))));
    }

    [Fact]
    public async Task The_record_of_processing_tells_the_periods_that_are_in_force_and_is_for_those_who_keep_the_site()
    {
        var kept = newsroom.Services.GetRequiredService<IOptions<SubscribersOptions>>().Value;
        using var admin = await newsroom.SignedInAsync(Role.Admin);
        var before = await TextAsync(admin);
        kept.DeliveryLogMonths = 17;
        var longer = await TextAsync(admin);
        Assert.All(["Seloste käsittelytoimista", "kenelle tiedote lähetettiin, 17 kuukautta", "Suostumus (6 artikla 1 a)", "72 tunnissa"], said => Assert.Contains(said, longer, StringComparison.Ordinal));
        kept.DeliveryLogMonths = 12;
        Assert.Equal(before, await TextAsync(admin));
        // Said in words: how long an imported list is kept is no setting
        Assert.Contains("tuotu luettelo enintään viikon", before, StringComparison.Ordinal);
        Assert.Equal(TimeSpan.FromDays(7), ContactUpload.Kept);
        using var editor = await newsroom.SignedInAsync(Role.Editor);
        using var refused = await editor.GetAsync("/desk/settings/processing");
        Assert.Equal(HttpStatusCode.Forbidden, refused.StatusCode);

        static async Task<string> TextAsync(HttpClient desk) => (await desk.SeeAsync("/desk/settings/processing")).QuerySelector("main")!.TextContent;
    }

    [Fact]
    public async Task The_API_tells_everybody_and_listens_to_those_who_may()
    {
        using var admin = await newsroom.WithKeyAsync("admin");
        var before = await newsroom.Client.GetAsync("/api/v1/site");
        var tag = before.Headers.ETag!.Tag;
        using var blind = await admin.PutAsync("/api/v1/site", new { });
        using var halves = await admin.PutAsync("/api/v1/site", new { tagline = new { sv = "Bara på svenska" }, assessedOn = "2100-01-01", responsibleEditor = new string('a', 300) }, tag);
        Assert.Equal(((HttpStatusCode)428, HttpStatusCode.UnprocessableEntity), (blind.StatusCode, halves.StatusCode));
        Assert.Equal(["assessedOn", "responsibleEditor", "tagline.fi"], (await halves.JsonAsync()).ErrorFields());
        using var saved = await admin.PutAsync("/api/v1/site", new { tagline = new { fi = "Ohjelmasta asetettu", en = "Set by a program" }, conformity = "notYet" }, tag);
        using var late = await admin.PutAsync("/api/v1/site", new { }, tag);
        Assert.Equal((HttpStatusCode.OK, HttpStatusCode.PreconditionFailed), (saved.StatusCode, late.StatusCode));
        var json = await newsroom.Client.JsonAsync("/api/v1/site");
        Assert.Equal(("Uutiset", "Set by a program", "notYet"), (json.GetProperty("name").GetString(), json.GetProperty("facts").GetProperty("tagline").GetProperty("en").GetString(), json.GetProperty("facts").GetProperty("conformity").GetString()));
        Assert.Equal("Set by a program", (await newsroom.PageAsync("/en")).QuerySelector(".tagline")!.TextContent);
        using var writer = await newsroom.WithKeyAsync("articles:publish");
        using var refused = await writer.PutAsync("/api/v1/site", new { }, tag);
        Assert.Equal(HttpStatusCode.Forbidden, refused.StatusCode);
    }

    [Fact]
    public async Task Who_has_never_assessed_the_accessibility_is_reminded_and_an_editor_may_not_settle_it()
    {
        using var admin = await newsroom.SignedInAsync(Role.Admin);
        var version = (await newsroom.Client.JsonAsync("/api/v1/site")).GetProperty("version").GetInt32();
        async Task AssessAsync(string day)
        {
            using var saved = await admin.SubmitAsync("/desk/settings", new() { ["Version"] = (version++).ToString(System.Globalization.CultureInfo.InvariantCulture), ["Form.Conformity"] = "Partly", ["Form.AssessedOn"] = day });
            Assert.Equal(HttpStatusCode.Redirect, saved.StatusCode);
        }
        await AssessAsync("");
        Assert.Contains("Saavutettavuutta ei ole arvioitu", WebUtility.HtmlDecode(await admin.GetStringAsync("/desk/reviews")), StringComparison.Ordinal);
        await AssessAsync(Uutiset.Vocabulary.Dates.Iso(Uutiset.Vocabulary.Dates.DayOf(newsroom.Clock.GetUtcNow().UtcDateTime).AddMonths(-12)));
        Assert.Contains("Seloste tarkistetaan vuosittain", WebUtility.HtmlDecode(await admin.GetStringAsync("/desk/reviews")), StringComparison.Ordinal);
        await AssessAsync(Uutiset.Vocabulary.Dates.Iso(Uutiset.Vocabulary.Dates.DayOf(newsroom.Clock.GetUtcNow().UtcDateTime).AddMonths(-2)));
        Assert.DoesNotMatch("ei ole arvioitu|tarkistetaan vuosittain", WebUtility.HtmlDecode(await admin.GetStringAsync("/desk/reviews")));
        using var editor = await newsroom.SignedInAsync(Role.Editor);
        Assert.Equal(HttpStatusCode.Forbidden, (await editor.GetAsync("/desk/settings")).StatusCode);
    }

    public sealed class OnSqlite(SqliteNewsroom newsroom) : SettingsTests(newsroom), IClassFixture<SqliteNewsroom>;

    public sealed class OnPostgres(PostgresNewsroom newsroom) : SettingsTests(newsroom), IClassFixture<PostgresNewsroom>;
}
