using System.Net;
using System.Net.Http.Json;
using Microsoft.Extensions.DependencyInjection;
using Uutiset.Accounts;
using Uutiset.Articles;
using Uutiset.Exchange;
using Uutiset.Tests.People;

namespace Uutiset.Tests.Articles;

/// <summary>What publication asks for: one to six themes, and of a vacancy its end. What was published elsewhere comes in as it is.</summary>
public abstract class PublicationTests(Newsroom newsroom)
{
    private static readonly string[] Themes = ["digipalvelut", "ikaihmiset", "pelastustoimi", "palveluohjaus", "kansalaisyhteiskunta", "vammaispalvelut", "sote-uudistus"];

    [Theory]
    [InlineData(0, HttpStatusCode.UnprocessableEntity, "at least one and at most 6")]
    [InlineData(1, HttpStatusCode.OK, null)]
    [InlineData(6, HttpStatusCode.OK, null)]
    [InlineData(7, HttpStatusCode.UnprocessableEntity, "has 7 themes")]
    public async Task An_article_has_one_to_six_themes_when_it_is_published_or_scheduled(int themes, HttpStatusCode expected, string? words)
    {
        using var client = await newsroom.WithKeyAsync("articles:write", "articles:publish");
        // An audience is no theme
        using var made = await client.PostAsJsonAsync("/api/v1/articles", new { title = $"Aiheita {themes}", lead = "x", tags = Themes[..themes], audiences = new[] { "jarjestoille" } });
        Assert.Equal(HttpStatusCode.Created, made.StatusCode);
        foreach (var publishAt in new[] { newsroom.Clock.GetUtcNow().AddDays(2).ToString("O", System.Globalization.CultureInfo.InvariantCulture), null })
        {
            using var answer = await client.PutAsJsonAsync(made.Headers.Location!.OriginalString + "/publication", new { publishAt });
            Assert.Equal(expected, answer.StatusCode);
            if (words is null) continue;
            var problem = await answer.JsonAsync();
            Assert.Equal(["tags"], problem.ErrorFields());
            Assert.Contains(words, problem.GetProperty("errors").GetProperty("tags")[0].GetString(), StringComparison.Ordinal);
        }
    }

    [Fact]
    public async Task A_standing_page_needs_no_theme_and_the_desk_says_where_one_is_missing()
    {
        using var client = await newsroom.WithKeyAsync("articles:write", "articles:publish");
        using var page = await client.PostAsJsonAsync("/api/v1/articles", new { title = "Perussivu", lead = "x", type = "page" });
        using var published = await client.PutAsJsonAsync(page.Headers.Location!.OriginalString + "/publication", new { });
        Assert.Equal(HttpStatusCode.OK, published.StatusCode);

        using var editor = await newsroom.SignedInAsync(Role.Editor);
        using var fresh = await editor.GetAsync("/desk/articles/new");
        var form = fresh.Headers.Location!.OriginalString;
        using var refused = await editor.SubmitAsync(form, new() { ["Version"] = "0", ["Form.Type"] = "Recruitment", ["Form.Lang"] = "fi", ["Form.Title"] = "Avoin paikka", ["Form.Lead"] = "x" }, form.Split('?')[0] + "?handler=Publish");
        Assert.Equal(HttpStatusCode.UnprocessableEntity, refused.StatusCode);
        var said = WebUtility.HtmlDecode(await refused.Content.ReadAsStringAsync());
        Assert.Contains("Valitse jutulle aihe, jotta lukijat löytävät sen: vähintään yksi ja enintään 6.", said, StringComparison.Ordinal);
        Assert.Contains("Anna työpaikkailmoitukselle päättymisaika", said, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_vacancy_ends_some_day()
    {
        using var client = await newsroom.WithKeyAsync("articles:write", "articles:publish");
        foreach (var (ends, expected) in new[] { ((DateTimeOffset?)null, HttpStatusCode.UnprocessableEntity), (newsroom.Clock.GetUtcNow().AddDays(14), HttpStatusCode.OK) })
        {
            using var made = await client.PostAsJsonAsync("/api/v1/articles", new { title = "Haemme järjestöjen muutosagenttia", lead = "x", type = "recruitment", tags = Themes[..1], expiresAt = ends });
            using var answer = await client.PutAsJsonAsync(made.Headers.Location!.OriginalString + "/publication", new { });
            Assert.Equal(expected, answer.StatusCode);
            if (ends is null) Assert.Equal(["expiresAt"], (await answer.JsonAsync()).ErrorFields());
        }
    }

    [Fact]
    public async Task Old_material_comes_in_with_the_tags_that_it_has()
    {
        var many = string.Join(',', Enumerable.Range(1, 9).Select(n => $"\"Vanha aihe {n}\""));
        var lines = $$"""
            {"title":"Yhdeksän aihetta","lead":"x","sourceId":"vanha:1","status":"published","tags":[{{many}}]}
            {"title":"Ei aihetta","lead":"x","sourceId":"vanha:2","status":"published","type":"recruitment"}
            {"title":"Vanha oikaisu","lead":"x","sourceId":"vanha:3","status":"published","type":"correction"}
            """;
        // Once more, and once more with a new text
        foreach (var (text, expected) in new[] { (lines, (3, 0, 0, 0)), (lines, (0, 0, 3, 0)), (lines.Replace("\"x\"", "\"y\"", StringComparison.Ordinal), (0, 3, 0, 0)) })
        {
            await using var scope = newsroom.Services.CreateAsyncScope();
            using var reader = new StringReader(text);
            var report = await scope.ServiceProvider.GetRequiredService<ArticleImport>().RunAsync(reader, Actor.System, null, CancellationToken.None);
            Assert.Equal(expected, (report.Created, report.Updated, report.Unchanged, report.Refused.Count));
        }
    }

    [Fact]
    public async Task A_bulk_change_leaves_alone_what_would_have_no_theme_or_too_many_and_says_so()
    {
        var mark = Offices.Mark();
        var (one, full, draft) = (await PublicAsync("Yksi " + mark, Themes[..1]), await PublicAsync("Täysi " + mark, Themes[..6]), await newsroom.DraftAsync(new ArticleDraft { Title = "Luonnos " + mark, Tags = Themes[..1] }));
        using var editor = await newsroom.SignedInAsync(Role.Editor);
        var removed = await ChangeAsync(editor, mark, "RemoveTags", Themes[0]);
        Assert.Contains("Julkaistulla jutulla pitää olla ainakin yksi aihe.", removed, StringComparison.Ordinal);
        Assert.Equal((Themes[0], string.Join(' ', Themes[1..6])), (await TagsAsync(one), await TagsAsync(full)));
        // A draft may be without until it is published
        Assert.Equal("", await TagsAsync(draft));

        var added = await ChangeAsync(editor, mark, "AddTags", $"{Themes[0]}, {Themes[6]}");
        Assert.Contains("aiheita mahtuu 6", added, StringComparison.Ordinal);
        Assert.Equal(string.Join(' ', Themes[1..6]), await TagsAsync(full));
        Assert.Equal($"{Themes[0]} {Themes[6]}", await TagsAsync(draft));
    }

    private Task<Article> PublicAsync(string title, string[] tags) => newsroom.PublicAsync(new ArticleDraft { Title = title, Tags = tags });

    private async Task<string> TagsAsync(Article article) => string.Join(' ', (await newsroom.WorkingAsync(article)).Tags);

    private static async Task<string> ChangeAsync(HttpClient editor, string mark, string what, string tags) =>
        await BulkTests.PressAsync(editor, await BulkTests.PlanAsync(editor, $"?q={mark}", new() { ["Bulk.Scope"] = "all", ["Bulk.What"] = what, ["Bulk.Tags"] = tags }));

    public sealed class OnSqlite(ThemedSqliteNewsroom newsroom) : PublicationTests(newsroom), IClassFixture<ThemedSqliteNewsroom>;

    public sealed class OnPostgres(ThemedPostgresNewsroom newsroom) : PublicationTests(newsroom), IClassFixture<ThemedPostgresNewsroom>;
}

/// <summary>Asks for a theme, as a site does unless its settings say otherwise.</summary>
public sealed class ThemedSqliteNewsroom : SqliteNewsroom
{
    protected override async Task<Dictionary<string, string?>> SettingsAsync() => new((await base.SettingsAsync()).Where(s => s.Key != "Articles:ThemesAtLeast"));
}

public sealed class ThemedPostgresNewsroom : PostgresNewsroom
{
    protected override async Task<Dictionary<string, string?>> SettingsAsync() => new((await base.SettingsAsync()).Where(s => s.Key != "Articles:ThemesAtLeast"));
}
