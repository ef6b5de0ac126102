using System.Net;
using System.Net.Http.Json;
using System.Text.Json;
using Microsoft.EntityFrameworkCore;
using Uutiset.Accounts;
using Uutiset.Mailing;
using Uutiset.Subscribers;
using Uutiset.Tests.Accounts;
using Uutiset.Tests.Articles;

namespace Uutiset.Tests.Subscribers;

public abstract class SuppressionTests(Newsroom newsroom) : IDisposable
{
    private readonly Visitor visitor = new(newsroom);

    [Fact]
    public async Task Suppressing_and_lifting_stand_in_the_ledger_and_in_the_log()
    {
        await visitor.ConfirmedAsync("estetty@example.fi");
        using var writer = await newsroom.WithKeyAsync("subscribers:write");
        using var added = await writer.PostAsJsonAsync("/api/v1/suppressions", new { email = "Estetty@example.fi", reason = "objected", note = "kirje 3.2." });
        var key = (await added.Content.ReadFromJsonAsync<JsonElement>()).GetProperty("key").GetString()!;
        Assert.Equal(HttpStatusCode.Forbidden, (await writer.DeleteAsync($"/api/v1/suppressions/{key}?reason=huti")).StatusCode);

        using var admin = await newsroom.WithKeyAsync("admin");
        Assert.Equal(HttpStatusCode.UnprocessableEntity, (await admin.DeleteAsync($"/api/v1/suppressions/{key}")).StatusCode);
        Assert.True(await IsSuppressedAsync("estetty@example.fi"));
        Assert.Equal(HttpStatusCode.NoContent, (await admin.DeleteAsync($"/api/v1/suppressions/{key}?reason=kirje%20oli%20toisen")).StatusCode);
        Assert.Equal(HttpStatusCode.NotFound, (await admin.DeleteAsync($"/api/v1/suppressions/{key}?reason=uudelleen")).StatusCode);
        Assert.False(await IsSuppressedAsync("estetty@example.fi"));

        var lines = (await visitor.LedgerAsync("estetty@example.fi"))[^2..];
        Assert.Equal([(ConsentKind.Suppressed, "objected: kirje 3.2."), (ConsentKind.Lifted, "kirje oli toisen")], lines.Select(l => (l.Kind, l.Detail!)));
        Assert.Equal(["suppression.added", "suppression.lifted"], await newsroom.InDbAsync(db => db.AuditEvents.Where(e => e.Object == $"suppression:{key.Substring(0, 12)}").OrderBy(e => e.Id).Select(e => e.What).ToListAsync()));
    }

    [Fact]
    public async Task An_address_without_a_contact_has_its_lines_too()
    {
        using var admin = await newsroom.WithKeyAsync("admin");
        using var added = await admin.PostAsJsonAsync("/api/v1/suppressions", new { email = "tuntematon@example.fi" });
        var key = (await added.Content.ReadFromJsonAsync<JsonElement>()).GetProperty("key").GetString()!;
        Assert.Equal(ConsentKind.Suppressed, await newsroom.InDbAsync(db => db.ConsentEvents.Where(e => e.AddressKey == key).Select(e => e.Kind).SingleAsync()));
    }

    [Fact]
    public async Task The_desk_finds_one_by_its_address_and_an_administrator_lifts_it_with_a_reason()
    {
        await visitor.ConfirmedAsync("loydy@example.fi");
        using var api = await newsroom.WithKeyAsync("subscribers:write");
        using var added = await api.PostAsJsonAsync("/api/v1/suppressions", new { email = "loydy@example.fi", reason = "complained", note = "lomakkeelta" });
        var key = (await added.Content.ReadFromJsonAsync<JsonElement>()).GetProperty("key").GetString()!;

        using var editor = await newsroom.SignedInAsync(Role.Editor);
        var list = await FoundAsync(editor, "LOYDY@example.fi");
        Assert.Contains(key[..12], list);
        Assert.Contains("lomakkeelta", list);
        Assert.DoesNotContain("handler=Lift", list);
        Assert.DoesNotContain(key[..12], await FoundAsync(editor, "joku.muu@example.fi"));
        // An address in a link would lie in logs and histories: the page has no form that makes one, and reads none
        Assert.Contains(key[..12], await editor.GetStringAsync("/desk/suppressions?email=joku.muu@example.fi"));
        Assert.Null((await editor.SeeAsync("/desk/suppressions")).QuerySelector("form[method=get] [name=email], form[method=get] [type=email]"));
        Assert.DoesNotContain(key[..12], await editor.GetStringAsync("/desk/suppressions?reason=bounced"));
        using (var forbidden = await editor.PostAsync("/desk/suppressions?handler=Lift", new FormUrlEncodedContent([new("key", key), new("Why", "x"), new("__RequestVerificationToken", await editor.FormTokenAsync("/desk/account"))])))
            Assert.Equal(HttpStatusCode.Forbidden, forbidden.StatusCode);

        using var admin = await newsroom.SignedInAsync(Role.Admin);
        using (var silent = await admin.SubmitAsync("/desk/suppressions", new() { ["key"] = key, ["Why"] = " " }, "/desk/suppressions?handler=Lift"))
            Assert.Contains("Kirjoita, miksi esto puretaan", WebUtility.HtmlDecode(await silent.Content.ReadAsStringAsync()));
        Assert.True(await IsSuppressedAsync("loydy@example.fi"));
        using (var lifted = await admin.SubmitAsync("/desk/suppressions", new() { ["key"] = key, ["Why"] = "Lukija soitti" }, "/desk/suppressions?handler=Lift"))
            Assert.Equal(HttpStatusCode.Redirect, lifted.StatusCode);
        Assert.False(await IsSuppressedAsync("loydy@example.fi"));
        Assert.Equal("Lukija soitti", (await visitor.LedgerAsync("loydy@example.fi"))[^1].Detail);
    }

    [Fact]
    public async Task An_editor_suppresses_an_address_with_a_reason_and_it_gets_no_mail_about_it()
    {
        await visitor.ConfirmedAsync("soittaja@example.fi");
        var mails = (await visitor.MailAsync("soittaja@example.fi")).Count;
        using var editor = await newsroom.SignedInAsync(Role.Editor);
        using (var silent = await editor.SubmitAsync("/desk/suppressions", new() { ["Email"] = "soittaja@example.fi", ["Reason"] = "objected", ["Note"] = " " }, "/desk/suppressions?handler=Add"))
        {
            Assert.Equal(HttpStatusCode.UnprocessableEntity, silent.StatusCode);
            Assert.Contains("soittaja@example.fi", await silent.Content.ReadAsStringAsync());
        }
        foreach (var (field, value) in new[] { ("Email", "ei osoite"), ("Reason", "erased") })
        {
            using var wrong = await editor.SubmitAsync("/desk/suppressions", new() { ["Email"] = "soittaja@example.fi", ["Reason"] = "objected", ["Note"] = "soitti", [field] = value }, "/desk/suppressions?handler=Add");
            Assert.Equal(HttpStatusCode.UnprocessableEntity, wrong.StatusCode);
        }
        Assert.False(await IsSuppressedAsync("soittaja@example.fi"));
        using (var added = await editor.SubmitAsync("/desk/suppressions", new() { ["Email"] = "Soittaja@Example.fi", ["Reason"] = "objected", ["Note"] = "soitti 3.2." }, "/desk/suppressions?handler=Add"))
            Assert.Equal(HttpStatusCode.Redirect, added.StatusCode);
        Assert.True(await IsSuppressedAsync("soittaja@example.fi"));
        var line = (await visitor.LedgerAsync("soittaja@example.fi"))[^1];
        Assert.Equal((ConsentKind.Suppressed, "objected: soitti 3.2.", "desk"), (line.Kind, line.Detail, line.Method));
        var reference = $"suppression:{line.AddressKey[..12]}";
        Assert.Equal(1, await newsroom.InDbAsync(db => db.AuditEvents.CountAsync(e => e.What == "suppression.added" && e.Object == reference)));
        Assert.Equal(mails, (await visitor.MailAsync("soittaja@example.fi")).Count);
        Assert.Contains("soitti 3.2.", await FoundAsync(editor, "soittaja@example.fi"));

        using var agent = await newsroom.SignedInAsync(Role.Agent);
        using var refused = await agent.PostAsync("/desk/suppressions?handler=Add", new FormUrlEncodedContent([new("Email", "x@example.fi"), new("Reason", "manual"), new("Note", "x"), new("__RequestVerificationToken", await agent.FormTokenAsync("/desk/account"))]));
        Assert.NotEqual(HttpStatusCode.OK, refused.StatusCode);
        Assert.False(await IsSuppressedAsync("x@example.fi"));
    }

    private static async Task<string> FoundAsync(HttpClient browser, string email)
    {
        using var answer = await browser.SubmitAsync("/desk/suppressions", new() { ["Email"] = email }, "/desk/suppressions?handler=Find");
        Assert.Equal(HttpStatusCode.OK, answer.StatusCode);
        return await answer.Content.ReadAsStringAsync();
    }

    private Task<bool> IsSuppressedAsync(string email) => newsroom.InDbAsync(db => db.Suppressions.AnyAsync(s => s.AddressKey == newsroom.Get<AddressKeys>().Of(email)));

    public void Dispose()
    {
        visitor.Dispose();
        GC.SuppressFinalize(this);
    }

    public sealed class OnSqlite(SqliteNewsroom newsroom) : SuppressionTests(newsroom), IClassFixture<SqliteNewsroom>;

    public sealed class OnPostgres(PostgresNewsroom newsroom) : SuppressionTests(newsroom), IClassFixture<PostgresNewsroom>;
}
