using System.Net;
using System.Text.RegularExpressions;
using AngleSharp.Html.Dom;
using AngleSharp.Html.Parser;
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
    public async Task A_bulletin_that_a_colleague_saved_meanwhile_shows_both_texts_and_is_saved_only_with_a_choice()
    {
        var (article, other) = (await Readers.ArticleAsync(room, "Yhteinen juttu"), await Readers.ArticleAsync(room, "Kollegan juttu"));
        var id = await Readers.BulletinAsync(room, new BulletinDraft
        {
            Variants = [new("fi", "Aihe", null, "<p>Ensin.</p>"), new("sv", "Ämne")], Items = [new(article.PublicId)], Audience = new Audience { Regions = ["14"] },
        });
        var page = $"/desk/bulletins/{id}";
        using var editor = await room.SignedInAsync(Role.Editor);
        using var colleague = await room.SignedInAsync(Role.Editor);
        var (mine, theirs) = (await FieldsAsync(editor), await FieldsAsync(colleague));
        theirs.AddRange([("Form.Items[1].ArticleId", $"{other.PublicId}"), ("Form.Regions", "05")]);
        Set(theirs, "Form.Texts[0].Subject", "Kollegan aihe");
        Set(theirs, "Form.Texts[1].Subject", "Kollegas ämne");
        Assert.Equal(HttpStatusCode.Redirect, (await PostAsync(colleague, theirs)).Status);
        Set(mine, "Form.Texts[0].Subject", "Minun aiheeni");
        Set(mine, "Form.Texts[0].Intro", "Ensin.\n\nSitten.");

        var (status, shown) = await PostAsync(editor, mine);
        Assert.Equal(HttpStatusCode.UnprocessableEntity, status);
        var parts = shown!.QuerySelectorAll(".merge-part").ToDictionary(p => p.Id!["merge-".Length..]);
        Assert.Equal(["Finnish", "Items", "Regions", "Swedish"], parts.Keys.Order(StringComparer.Ordinal));
        Assert.Contains("Minun aiheeni", parts["Finnish"].TextContent, StringComparison.Ordinal);
        Assert.Contains("Sitten.", parts["Finnish"].TextContent, StringComparison.Ordinal);
        Assert.Contains("Kollegan aihe", parts["Finnish"].TextContent, StringComparison.Ordinal);
        Assert.Contains("Kollegan juttu", parts["Items"].TextContent, StringComparison.Ordinal);
        Assert.Contains("Varsinais-Suomi", parts["Regions"].TextContent, StringComparison.Ordinal);
        // Only the colleague touched these
        Assert.Equal(["theirs", "theirs", "theirs"], shown.QuerySelectorAll(".merge-part input[checked]").Select(i => i.GetAttribute("value")));
        Assert.Equal("Kollegan aihe", await SubjectAsync());

        var chosen = Fields(shown);
        // The second click alone overwrites nothing
        Assert.Equal(HttpStatusCode.UnprocessableEntity, (await PostAsync(editor, chosen)).Status);
        chosen.Add(("Merge.Choice[Finnish]", "mine"));
        Assert.Equal(HttpStatusCode.Redirect, (await PostAsync(editor, chosen)).Status);
        var now = await room.InDbAsync(db => db.Bulletins.AsNoTracking().Include(b => b.Texts).Include(b => b.Items).AsSplitQuery().SingleAsync(b => b.PublicId == id));
        Assert.Equal(["Minun aiheeni", "Kollegas ämne"], now.Texts.OrderBy(t => t.Lang).Select(t => t.Subject));
        Assert.Equal([article.Id, other.Id], now.Items.OrderBy(i => i.Position).Select(i => i.ArticleId));
        Assert.Equal(["05", "14"], Audience.Parse(now.Audience).Regions.Order(StringComparer.Ordinal));

        async Task<List<(string, string)>> FieldsAsync(HttpClient browser) => Fields(new HtmlParser().ParseDocument(await browser.GetStringAsync(page)));

        static List<(string Name, string Value)> Fields(IHtmlDocument document) => [.. document.QuerySelector("#compose")!.QuerySelectorAll("input[name], textarea[name], select[name]")
            .Where(c => c is not IHtmlInputElement { Type: "checkbox" or "radio", IsChecked: false })
            .Select(c => (c.GetAttribute("name")!, c switch { IHtmlInputElement input => input.Value, IHtmlTextAreaElement area => area.Value, IHtmlSelectElement select => select.Value ?? "", _ => "" }))];

        static void Set(List<(string Name, string Value)> fields, string name, string value) => fields[fields.FindIndex(f => f.Name == name)] = (name, value);

        async Task<(HttpStatusCode Status, IHtmlDocument? Page)> PostAsync(HttpClient browser, List<(string Name, string Value)> fields)
        {
            using var form = new FormUrlEncodedContent(fields.Append((Name: "act", Value: "save")).Select(f => KeyValuePair.Create(f.Name, f.Value)));
            using var answer = await browser.PostAsync(page, form);
            return (answer.StatusCode, answer.StatusCode == HttpStatusCode.UnprocessableEntity ? new HtmlParser().ParseDocument(await answer.Content.ReadAsStringAsync()) : null);
        }

        Task<string> SubjectAsync() => room.InDbAsync(db => db.Bulletins.Where(b => b.PublicId == id).SelectMany(b => b.Texts).Where(t => t.Lang == "fi").Select(t => t.Subject).SingleAsync());
    }

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

        // The same again changes nothing for anybody
        fields["act"] = "save";
        (fields["Form.Items[0].ArticleId"], fields["Form.Items[1].ArticleId"]) = ($"{other.PublicId}", $"{article.PublicId}");
        using (var same = await editor.SubmitAsync(page, fields)) Assert.Equal(HttpStatusCode.Redirect, same.StatusCode);
        using (var refused = await editor.SubmitAsync(page, new(fields) { ["Form.Texts[0].Subject"] = "Kirjoitin muuta" })) Assert.Equal(HttpStatusCode.UnprocessableEntity, refused.StatusCode);
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
