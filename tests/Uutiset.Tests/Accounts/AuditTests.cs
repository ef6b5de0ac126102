using System.Net;
using System.Net.Http.Json;
using System.Text.RegularExpressions;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Uutiset.Accounts;
using Uutiset.Accounts.Auditing;
using Uutiset.Desk;
using Uutiset.People;
using Uutiset.Tests.Articles;
using Uutiset.Tests.People;
using Uutiset.Tests.Site;

namespace Uutiset.Tests.Accounts;

/// <summary>What the log tells, and who may read it (S45).</summary>
public abstract class AuditTests(Newsroom newsroom)
{
    [Fact]
    public async Task A_change_tells_what_stood_there_before_and_what_stands_there_now()
    {
        var organisation = await newsroom.OrganisationAsync(new OrganisationDraft { Name = "Ennenkoski ry", Regions = ["14"] });
        using var key = await newsroom.WithKeyAsync("admin");
        var json = await key.JsonAsync($"/api/v1/organisations/{organisation.PublicId}");
        using var saved = await key.PutAsync($"/api/v1/organisations/{organisation.PublicId}", new { name = "Jälkeenkoski ry", regions = new[] { "15" }, type = json.GetProperty("type").GetString() },
            (await key.GetAsync($"/api/v1/organisations/{organisation.PublicId}")).Headers.ETag!.ToString());
        Assert.Equal(HttpStatusCode.OK, saved.StatusCode);
        var row = await newsroom.InDbAsync(db => db.AuditEvents.Include(e => e.Content).SingleAsync(e => e.What == "organisation.saved" && e.Object == $"organisation:{organisation.PublicId}"));
        Assert.StartsWith("key:", row.Actor);
        Assert.Equal("127.0.0.0/24", row.Content!.Address);
        var changes = AuditChange.FromJson(row.Content.Changes);
        Assert.Equal(new AuditChange("name", "Ennenkoski ry", "Jälkeenkoski ry"), changes.Single(c => c.Field == "name"));
        Assert.Equal(new AuditChange("regions", "14", "15"), changes.Single(c => c.Field == "regions"));

        using var admin = await newsroom.SignedInAsync(Role.Admin);
        var page = await PageAsync(admin, $"/desk/log?object={Uri.EscapeDataString(newsroom.BaseUrl + "/desk/organisations/" + organisation.PublicId)}");
        Assert.Equal("Ennenkoski ry", page.QuerySelector("del")!.TextContent);
        Assert.Contains(page.QuerySelectorAll("ins"), i => i.TextContent == "Jälkeenkoski ry");
        Assert.Contains(page.QuerySelectorAll(".audit-object a"), a => a.GetAttribute("href") == $"/desk/organisations/{organisation.PublicId}");
        Assert.Contains((await PageAsync(admin, $"/desk/organisations/{organisation.PublicId}")).QuerySelectorAll("a"), a => a.GetAttribute("href") == $"/desk/log?object=organisation%3A{organisation.PublicId}");
    }

    [Fact]
    public async Task The_log_is_filtered_by_person_deed_object_and_day_and_opens_to_administrators_only()
    {
        using var admin = await newsroom.SignedInAsync(Role.Admin);
        var email = $"{Guid.NewGuid():N}@example.fi";
        using var editor = await newsroom.SignedInAsync(Role.Editor, email);
        var id = await newsroom.InDbAsync(db => db.Users.Where(u => u.Email == email).Select(u => u.Id).SingleAsync());
        using var role = await admin.SubmitAsync("/desk/users", new() { ["id"] = $"{id}", ["role"] = nameof(Role.Agent) }, "/desk/users?handler=Role");
        Assert.Equal(HttpStatusCode.Redirect, role.StatusCode);

        Assert.Equal(HttpStatusCode.Forbidden, (await editor.GetAsync("/desk/log")).StatusCode);
        var denied = Assert.Single((await PageAsync(admin, $"/desk/log?who=user:{id}&what=access.denied")).QuerySelectorAll("tbody tr"));
        Assert.Contains("GET /desk/log", denied.TextContent, StringComparison.Ordinal);
        Assert.Contains(await WordsAsync(admin, $"?who=user:{id}&what=session."), w => w == "Kirjauduttu sisään");
        Assert.Equal(["Rooli vaihdettu"], await WordsAsync(admin, $"?object=user:{id}&what=user.role"));
        var today = newsroom.Clock.GetUtcNow().UtcDateTime;
        Assert.Empty(await WordsAsync(admin, $"?who=user:{id}&to={today.AddDays(-2):d.M.yyyy}"));
        Assert.NotEmpty(await WordsAsync(admin, $"?who=user:{id}&from={today.AddDays(-2):d.M.yyyy}&to={today.AddDays(2):d.M.yyyy}"));
        Assert.Contains("Kirjoita päivä", (await PageAsync(admin, "/desk/log?from=eilispäivä")).QuerySelector("#from-error")!.TextContent, StringComparison.Ordinal);

        using var gone = await editor.SubmitAsync("/desk/account", [], "/kirjaudu/ulos");
        Assert.Equal(HttpStatusCode.Redirect, gone.StatusCode);
        Assert.Equal(["Kirjauduttu ulos"], await WordsAsync(admin, $"?who=user:{id}&what=session.ended"));
    }

    [Fact]
    public async Task Saving_an_article_names_the_fields_that_changed_and_shows_where_a_long_text_differs()
    {
        using var key = await newsroom.WithKeyAsync("articles:write");
        var beginning = string.Concat(Enumerable.Repeat("<p>Sama alku kaikille kappaleille tässä.</p>", 30));
        using var made = await key.PostAsJsonAsync("/api/v1/articles", new { title = "Lokin juttu", bodyHtml = beginning + "<p>Vanha loppu.</p>" });
        var id = (await made.JsonAsync()).GetProperty("id").GetString();
        using var saved = await key.PutAsync($"/api/v1/articles/{id}", new { title = "Lokin juttu", bodyHtml = beginning + "<p>Uusi loppu.</p>" }, made.Headers.ETag!.ToString());
        Assert.Equal(HttpStatusCode.OK, saved.StatusCode);
        var rows = await newsroom.InDbAsync(db => db.AuditEvents.Include(e => e.Content).Where(e => e.Object == $"article:{id}").OrderBy(e => e.Id).ToListAsync());
        Assert.Equal(["article.created", "article.saved"], rows.Select(r => r.What));
        var body = AuditChange.FromJson(rows[1].Content!.Changes).Single(c => c.Field == "bodyHtml");
        Assert.Contains("Vanha loppu", body.Before, StringComparison.Ordinal);
        Assert.Contains("Uusi loppu", body.After, StringComparison.Ordinal);
        Assert.InRange(body.After!.Length, 10, 500);
    }

    [Fact]
    public async Task No_key_password_link_or_hash_stands_in_the_log()
    {
        var email = $"{Guid.NewGuid():N}@example.fi";
        var link = await newsroom.SetUpLinkAsync(Role.Editor, email);
        using var browser = newsroom.NewClient(cookies: true);
        (await browser.SubmitAsync(link, new() { ["Password"] = Editors.Password })).Dispose();
        var key = await newsroom.KeyAsync("admin");
        var told = await newsroom.InDbAsync(async db => string.Join('\n', (await db.AuditEvents.Include(e => e.Content).ToListAsync()).Select(e => $"{e.What} {e.Object} {e.Content?.Who} {e.Content?.Detail} {e.Content?.Changes}")));
        var hash = await newsroom.InDbAsync(db => db.Users.Where(u => u.Email == email).Select(u => u.PasswordHash!).SingleAsync());
        // The rows of what was just done are among them
        var id = await newsroom.InDbAsync(db => db.Users.Where(u => u.Email == email).Select(u => u.Id).SingleAsync());
        Assert.All(["key.added key:", $"user.password user:{id}", $"session.begun user:{id}", "uutiset"], row => Assert.Contains(row, told, StringComparison.Ordinal));
        Assert.All([key, Uutiset.Accounts.Api.ApiKeyAuthentication.HashOf(key), Editors.Password, hash, link.Split('/')[^1]], secret => Assert.DoesNotContain(secret, told, StringComparison.Ordinal));
    }

    [Fact]
    public async Task A_name_forges_no_row()
    {
        await newsroom.InDbAsync(async db =>
        {
            newsroom.Services.GetRequiredService<Audit>().Write(db, new Actor("Väärä\r\nuutiset article.published\u2028\u202Etxet"), "article.commented", "article:väärennös", "a\tb\0c");
            await db.SaveChangesAsync();
        });
        var row = await newsroom.InDbAsync(db => db.AuditEvents.Include(e => e.Content).SingleAsync(e => e.Object == "article:väärennös"));
        Assert.Equal(("Väärä  uutiset article.published  txet", "a b c"), (row.Content!.Who, row.Content.Detail));
    }

    [Fact]
    public async Task The_page_costs_the_same_number_of_commands_however_long_the_log_is()
    {
        using var admin = await newsroom.SignedInAsync(Role.Admin);
        async Task AddAsync(int count) => await newsroom.InDbAsync(async db =>
        {
            var audit = newsroom.Services.GetRequiredService<Audit>();
            for (var i = 0; i < count; i++) audit.Write(db, Actor.System, "person.saved", "person:hinta", $"Rivi {i}", [new("organisationId", "organisation:1", $"organisation:{i}")]);
            await db.SaveChangesAsync();
        });
        await AddAsync(2);
        var few = await CommandCounter.CountAsync(admin, "/desk/log?object=person:hinta");
        await AddAsync(70);
        Assert.Equal(few, await CommandCounter.CountAsync(admin, "/desk/log?object=person:hinta"));
        var first = await PageAsync(admin, "/desk/log?object=person:hinta");
        Assert.Equal(50, first.QuerySelectorAll("tbody tr").Length);
        Assert.Equal(22, (await PageAsync(admin, "/desk/log" + first.QuerySelector("a[rel=next]")!.GetAttribute("href"))).QuerySelectorAll("tbody tr").Length);
    }

    private static async Task<AngleSharp.Html.Dom.IHtmlDocument> PageAsync(HttpClient client, string address)
    {
        using var answer = await client.GetAsync(address);
        Assert.Equal(HttpStatusCode.OK, answer.StatusCode);
        return new AngleSharp.Html.Parser.HtmlParser().ParseDocument(await answer.Content.ReadAsStringAsync());
    }

    private static async Task<List<string>> WordsAsync(HttpClient client, string query) =>
        [.. (await PageAsync(client, "/desk/log" + query)).QuerySelectorAll("tbody th").Select(h => h.TextContent.Trim())];

    public sealed class OnSqlite(SqliteNewsroom newsroom) : AuditTests(newsroom), IClassFixture<SqliteNewsroom>;

    public sealed class OnPostgres(PostgresNewsroom newsroom) : AuditTests(newsroom), IClassFixture<PostgresNewsroom>;
}

/// <summary>The words of the log are sentences, and nothing is told twice in two ways.</summary>
public sealed partial class AuditWordsTests
{
    [Fact]
    public void Every_deed_that_the_program_writes_down_has_a_sentence_and_a_group()
    {
        var texts = DeskTexts.Files().Where(f => f.Lang == "fi").SelectMany(f => f.Texts.Keys).ToHashSet();
        var words = Directory.EnumerateFiles(Path.Combine(HouseRules.Root, "src/Uutiset"), "*.cs", SearchOption.AllDirectories)
            .Where(f => !f.Contains("/obj/", StringComparison.Ordinal) && !f.Contains("/bin/", StringComparison.Ordinal))
            .SelectMany(f => Call().Matches(File.ReadAllText(f))).SelectMany(call => Word().Matches(call.Value)).Select(m => m.Groups[1].Value).Distinct().ToList();
        Assert.True(words.Count > 40, $"only {words.Count} words were found");
        Assert.DoesNotContain(words, w => !texts.Contains("audit.what." + w) || !texts.Contains("audit.kind." + w.Split('.')[0]));
    }

    // The words stand in the call or, chosen by a condition, on its line
    [GeneratedRegex(@"udit(?:\.|\w*>\(\)\.)?Write\([^\n]*")]
    private static partial Regex Call();

    [GeneratedRegex("\"([a-z]+\\.[a-z][A-Za-z]+)\"")]
    private static partial Regex Word();
}
