using System.Net;
using Microsoft.EntityFrameworkCore;
using Uutiset.Accounts;
using Uutiset.Site.Menus;
using Uutiset.Themes;

namespace Uutiset.Tests.Site;

/// <summary>Menus that two people change at once, and lines whose name is missing in the reader's language.</summary>
public abstract class MenuTests(Newsroom newsroom)
{
    private static readonly string[] Usual = [.. SiteSections.Usual(header: false).Select(s => s.Path)];

    private async Task StandsAsync(string[] footer) =>
        Assert.Equal(footer, await newsroom.InDbAsync(db => db.MenuEntries.Where(e => e.Menu == MenuName.Footer).OrderBy(e => e.Position).ThenBy(e => e.Id).Select(e => e.Section ?? e.Address!).ToArrayAsync()));

    private async Task<(HttpClient First, HttpClient Second)> BeginAsync()
    {
        await newsroom.InDbAsync(db => db.MenuEntries.ExecuteDeleteAsync());
        return (await newsroom.SignedInAsync(Role.Editor), await newsroom.SignedInAsync(Role.Editor));
    }

    private static async Task PressAsync(HttpClient editor, string handler, string href)
    {
        using var answer = await (await editor.MenuButtonAsync(handler, "Footer", href)).PressAsync(editor);
        Assert.Equal(HttpStatusCode.Redirect, answer.StatusCode);
    }

    [Fact]
    public async Task A_line_is_removed_by_its_name_wherever_it_has_come_to_stand()
    {
        var (first, second) = await BeginAsync();
        var button = await first.MenuButtonAsync("Remove", "Footer", Usual[2]);
        await PressAsync(second, "Remove", Usual[0]);
        using var removed = await button.PressAsync(first);
        Assert.Equal(HttpStatusCode.Redirect, removed.StatusCode);
        await StandsAsync([Usual[1], .. Usual[3..]]);
        // It is gone already: that is said, and nothing else goes in its place
        using var again = await button.PressAsync(first);
        Assert.Equal(HttpStatusCode.UnprocessableEntity, again.StatusCode);
        await StandsAsync([Usual[1], .. Usual[3..]]);
    }

    [Theory]
    [InlineData("fi", "Joku muu muutti valikkoa sillä välin")]
    [InlineData("sv", "Någon annan ändrade menyn under tiden")]
    [InlineData("en", "Somebody else changed the menu meanwhile")]
    public async Task Whoever_moves_a_line_of_a_menu_that_has_changed_is_told_so(string lang, string said)
    {
        var (first, second) = await BeginAsync();
        using var spoken = await first.SubmitAsync("/desk/account", new() { ["lang"] = lang }, "/desk/account?handler=Language");
        var up = await first.MenuButtonAsync("Up", "Footer", Usual[^1]);
        await PressAsync(second, "Up", Usual[1]);
        using var moved = await up.PressAsync(first);
        Assert.Equal(HttpStatusCode.UnprocessableEntity, moved.StatusCode);
        Assert.Contains(said, WebUtility.HtmlDecode(await moved.Content.ReadAsStringAsync()), StringComparison.Ordinal);
        await StandsAsync([Usual[1], Usual[0], .. Usual[2..]]);
        var back = await first.MenuButtonAsync("Reset", "Footer", null);
        await PressAsync(second, "Down", Usual[1]);
        using var lost = await back.PressAsync(first);
        Assert.Equal(HttpStatusCode.UnprocessableEntity, lost.StatusCode);
        // From a page that has the menu as it is now
        await PressAsync(first, "Up", Usual[^1]);
        await StandsAsync([.. Usual[..^2], Usual[^1], Usual[^2]]);
    }

    [Fact]
    public async Task Two_first_changes_at_once_leave_each_line_once()
    {
        var (first, second) = await BeginAsync();
        async Task AddAsync(HttpClient editor, string name)
        {
            using var answer = await editor.SubmitAsync("/desk/menus", new() { ["Form.Menu"] = "Footer", ["Form.Address"] = $"https://example.org/{name}", ["Form.Label"] = name });
            Assert.Equal(HttpStatusCode.Redirect, answer.StatusCode);
        }
        var other = newsroom.Meanwhile.Before("insert into menu_entry", () => AddAsync(second, "toinen"));
        await AddAsync(first, "ensimmäinen");
        await other;
        await StandsAsync([.. Usual, "https://example.org/ensimmäinen", "https://example.org/toinen"]);
    }

    [Fact]
    public async Task A_name_that_stands_in_Finnish_says_so_to_those_who_read_another_language()
    {
        var (editor, _) = await BeginAsync();
        var section = SiteSections.All.First(s => !Usual.Contains(s.Path)).Path;
        foreach (var (target, address, label) in new[] { (section, "", "Oma nimi"), ("", "https://example.org/muualla", "Muualla") })
        {
            using var added = await editor.SubmitAsync("/desk/menus", new() { ["Form.Menu"] = "Footer", ["Form.Target"] = target, ["Form.Address"] = address, ["Form.Label"] = label, ["Form.LabelEn"] = target.Length > 0 ? "Own name" : "" });
            Assert.Equal(HttpStatusCode.Redirect, added.StatusCode);
        }
        async Task<(string?, string?)> NamesAsync(string prefix)
        {
            var footer = (await newsroom.PageAsync(prefix + "/arkisto")).QuerySelector("footer nav")!;
            return (footer.QuerySelector($"a[href='{prefix}{section}']")!.GetAttribute("lang"), footer.QuerySelector("a[href='https://example.org/muualla']")!.GetAttribute("lang"));
        }
        Assert.Equal(((null, null), ("fi", "fi"), (null, "fi")), (await NamesAsync(""), await NamesAsync("/sv"), await NamesAsync("/en")));
    }

    public sealed class OnSqlite(SqliteNewsroom newsroom) : MenuTests(newsroom), IClassFixture<SqliteNewsroom>;

    public sealed class OnPostgres(PostgresNewsroom newsroom) : MenuTests(newsroom), IClassFixture<PostgresNewsroom>;
}
