using System.Net;
using System.Text.RegularExpressions;
using Microsoft.EntityFrameworkCore;
using Uutiset.Accounts;
using Uutiset.Bulletins;
using Uutiset.Bulletins.Desk;
using Uutiset.Desk;
using Uutiset.Mailing;
using Uutiset.Tests.Mailing;

namespace Uutiset.Tests.Bulletins;

public abstract class BulletinDeskTests(Newsroom room)
{
    [Fact]
    public async Task An_editor_composes_sends_and_reads_the_mail_in_the_drop()
    {
        var article = await Readers.ArticleAsync(room, "Desk kirjoittaa tiedotteen");
        var other = await Readers.ArticleAsync(room, "Toinen juttu");
        var subscription = await Readers.SubscriptionAsync(room, "Deskiyhdistys ry", regions: ["06"]);
        await Readers.ContactAsync(room, subscription, "desk1@example.fi");
        await Readers.ContactAsync(room, subscription, "desk2@example.fi");
        using var editor = await room.SignedInAsync(Role.Editor);
        using var made = await editor.SubmitAsync("/desk/bulletins", []);
        var page = made.Headers.Location!.OriginalString;

        var fields = new Dictionary<string, string> { ["Form.Version"] = "1", ["Form.Texts[0].Lang"] = "fi", ["Form.Texts[0].Subject"] = "Deskin tiedote", ["Form.Texts[0].Intro"] = "Hyvä lukija\n\n- yksi\n- kaksi", ["Form.Regions"] = "06", ["act"] = "add:" + article.PublicId };
        using var added = await editor.SubmitAsync(page, fields);
        Assert.Equal(HttpStatusCode.Redirect, added.StatusCode);
        fields["Form.Version"] = "2";
        fields["Form.Items[0].ArticleId"] = article.PublicId.ToString();
        fields["act"] = "add:" + other.PublicId;
        (await editor.SubmitAsync(page, fields)).Dispose();
        fields["Form.Version"] = "3";
        fields["Form.Items[1].ArticleId"] = other.PublicId.ToString();
        fields["act"] = "up:1";
        (await editor.SubmitAsync(page, fields)).Dispose();
        var id = Guid.Parse(page.Split('/')[^1]);
        var order = await room.InDbAsync(db => db.Set<BulletinItem>().Where(i => db.Bulletins.Any(b => b.Id == i.BulletinId && b.PublicId == id)).OrderBy(i => i.Position).Select(i => i.ArticleId).ToListAsync());
        Assert.Equal([other.Id, article.Id], order);

        using var conflict = await editor.SubmitAsync(page, fields);
        Assert.Contains("Joku muu tallensi", await conflict.Content.ReadAsStringAsync(), StringComparison.Ordinal);
        var preview = await editor.GetAsync(page + "/preview/html?lang=fi");
        Assert.Contains("sandbox", preview.Headers.GetValues("Content-Security-Policy").Single(), StringComparison.Ordinal);
        Assert.Contains("<li>yksi</li>", await preview.Content.ReadAsStringAsync(), StringComparison.Ordinal);
        Assert.Contains("desk1@example.fi", await editor.GetStringAsync(page + "/audience"), StringComparison.Ordinal);

        var summary = await editor.GetStringAsync(page + "/send");
        var version = Regex.Match(summary, "name=\"Version\" value=\"(\\d+)\"").Groups[1].Value;
        using var sent = await editor.SubmitAsync(page + "/send", new() { ["Version"] = version });
        Assert.Equal(page + "/progress", sent.Headers.Location!.OriginalString);
        var dispatch = await room.InDbAsync(db => db.Dispatches.SingleAsync(d => db.Bulletins.Any(b => b.Id == d.BulletinId && b.PublicId == id)));
        var counts = await Dispatches.UntilAsync(room, dispatch.Id, c => c.IsOver);
        Assert.Equal(counts.Frozen, counts.Accepted);
        Assert.Contains("Lähetetty", await editor.GetStringAsync(page + "/progress"), StringComparison.Ordinal);
        Assert.Contains("event: tick", await editor.GetStringAsync(page + "/events"), StringComparison.Ordinal);

        var list = await editor.GetStringAsync("/desk/mail-drop");
        Assert.Contains("Deskin tiedote", list, StringComparison.Ordinal);
        var name = Regex.Match(list, "/desk/mail-drop/([0-9A-Za-z.-]+\\.eml)").Groups[1].Value;
        Assert.Contains("List-Unsubscribe-Post", await editor.GetStringAsync("/desk/mail-drop/" + name), StringComparison.Ordinal);
        Assert.Contains("Toinen juttu", await editor.GetStringAsync($"/desk/mail-drop/{name}/html"), StringComparison.Ordinal);
        using var outside = await editor.GetAsync("/desk/mail-drop/..%2Fuutiset.db");
        Assert.Equal(HttpStatusCode.NotFound, outside.StatusCode);
    }

    [Fact]
    public async Task An_agent_composes_but_neither_sends_nor_sees_addresses()
    {
        var article = await Readers.ArticleAsync(room, "Agentin juttu");
        var id = await Readers.BulletinAsync(room, new BulletinDraft { Variants = [new("fi", "Agentin tiedote")], Items = [new(article.PublicId)] });
        using var agent = await room.SignedInAsync(Role.Agent);
        using var begun = await agent.SubmitAsync("/desk/bulletins", []);

        Assert.Equal(HttpStatusCode.OK, (await agent.GetAsync(begun.Headers.Location)).StatusCode);
        // Somebody else's is read as readers will see it
        Assert.Equal(HttpStatusCode.Forbidden, (await agent.GetAsync($"/desk/bulletins/{id}")).StatusCode);
        Assert.Contains("Agentin tiedote", await agent.GetStringAsync($"/desk/bulletins/{id}/preview/html"), StringComparison.Ordinal);
        Assert.Contains($"href=\"/desk/bulletins/{id}/preview\"", await agent.GetStringAsync("/desk/bulletins"), StringComparison.Ordinal);
        foreach (var closed in new[] { $"/desk/bulletins/{id}/send", $"/desk/bulletins/{id}/audience", "/desk/mail-drop" })
            Assert.NotEqual(HttpStatusCode.OK, (await agent.GetAsync(closed)).StatusCode);
    }

    [Theory]
    [InlineData("=1+1", "'=1+1")]
    [InlineData("-5", "'-5")]
    [InlineData("@cmd", "'@cmd")]
    [InlineData("550 5.1.1; \"no\"", "\"550 5.1.1; \"\"no\"\"\"")]
    [InlineData("reader@example.fi", "reader@example.fi")]
    public void A_cell_of_the_proof_is_never_a_formula(string value, string cell) => Assert.Equal(cell, Csv.Cell(value));

    public sealed class OnSqlite(SqliteNewsroom n) : BulletinDeskTests(n), IClassFixture<SqliteNewsroom>;

    public sealed class OnPostgres(PostgresNewsroom n) : BulletinDeskTests(n), IClassFixture<PostgresNewsroom>;
}
