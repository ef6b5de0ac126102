using System.Net;
using System.Net.Http.Json;
using System.Text.Json;
using Microsoft.EntityFrameworkCore;
using Uutiset.Accounts;
using Uutiset.Articles;
using Uutiset.Articles.Openings;
using Uutiset.Tests.Site;
using Uutiset.Vocabulary;

namespace Uutiset.Tests.Articles;

/// <summary>A place to influence tells a deadline that articles tell already, and the closed ones are all to be found.</summary>
public abstract class OpeningDayTests(Newsroom newsroom)
{
    private DateOnly Today => newsroom.Clock.Today();

    private static async Task<JsonElement> SentAsync(Task<HttpResponseMessage> sending)
    {
        using var answer = await sending;
        Assert.True(answer.IsSuccessStatusCode, await answer.Content.ReadAsStringAsync());
        return await answer.JsonAsync();
    }

    /// <summary>An article with a deadline of its own.</summary>
    private async Task<(Article Article, Deadline Deadline)> ToldAsync(string title)
    {
        var deadline = new Deadline { Title = title + ", haku", Closes = Today.AddDays(20), SavedUtc = newsroom.Clock.GetUtcNow().UtcDateTime };
        return (await newsroom.PrintAsync(title, a => a.Deadlines = [new ArticleDeadline { Deadline = deadline }]), deadline);
    }

    [Fact]
    public async Task A_place_tells_the_deadline_of_an_article_and_moves_it_for_both()
    {
        var (article, deadline) = await ToldAsync("Avustuksista kerrottiin");
        using var editor = await newsroom.WithKeyAsync("articles:write", "articles:publish");
        var json = await SentAsync(editor.PostAsJsonAsync("/api/v1/openings", new { kind = "grant", title = "Avustushaku", deadlineId = deadline.PublicId, articleIds = new[] { article.PublicId }, isPublic = true }));
        var address = "/api/v1/openings/" + json.GetProperty("id").GetString();
        Assert.Equal((deadline.PublicId, deadline.Title, Dates.Iso(Today.AddDays(20))), Day(json));
        // Said again as it stands, it stays; another day moves it everywhere
        Assert.Equal(deadline.PublicId, Day(await SentAsync(editor.PutAsync(address, new { kind = "grant", title = "Avustushaku", deadlineId = deadline.PublicId, articleIds = new[] { article.PublicId }, isPublic = true }, "\"1\""))).Id);
        json = await SentAsync(editor.PutAsync(address, new { kind = "grant", title = "Avustushaku", deadlineId = deadline.PublicId, closes = Today.AddDays(27), articleIds = new[] { article.PublicId }, isPublic = true }, "\"2\""));
        Assert.Equal((deadline.PublicId, deadline.Title, Dates.Iso(Today.AddDays(27))), Day(json));
        Assert.NotEmpty((await newsroom.PageAsync(article.Path)).QuerySelectorAll(".deadline-moved"));
        Assert.Equal(1, (await newsroom.PageAsync("/maaraajat")).QuerySelectorAll("main h2, main h3").Count(h => h.TextContent.Contains(deadline.Title, StringComparison.Ordinal)));
        using var unknown = await editor.PostAsJsonAsync("/api/v1/openings", new { kind = "grant", title = "Ei ole", deadlineId = Guid.NewGuid() });
        Assert.Equal(["deadlineId"], (await unknown.JsonAsync()).ErrorFields());

        // The article leads to it, in whatever language it is read
        Assert.Equal("/vaikuta/" + json.GetProperty("slug").GetString(), (await newsroom.PageAsync(article.Path)).QuerySelector(".after a[href^='/vaikuta/']")!.GetAttribute("href"));

        static (Guid Id, string? Title, string? Closes) Day(JsonElement opening) => opening.GetProperty("deadline") is var d
            ? (d.GetProperty("deadlineId").GetGuid(), d.GetProperty("title").GetString(), d.GetProperty("closes").GetString()) : default;
    }

    [Fact]
    public async Task The_form_offers_known_deadlines_and_the_day_that_it_had_goes_with_the_choice()
    {
        var (_, deadline) = await ToldAsync("Kuulemisesta kerrottiin");
        using var editor = await newsroom.SignedInAsync(Role.Editor);
        Dictionary<string, string> Form(int version, string choice, string closes) => new()
        {
            ["Version"] = $"{version}", ["Form.Kind"] = "Hearing", ["Form.Lang"] = "fi", ["Form.Title"] = "Kuuleminen jutusta", ["Form.DeadlineId"] = choice, ["Form.Closes"] = closes,
        };
        using var added = await editor.SubmitAsync("/desk/openings/new", Form(0, "", "30.4.2027"));
        var path = added.Headers.Location!.OriginalString;
        var id = Guid.Parse(path.Split('/')[^1]);
        var own = (await DeadlineAsync(id))!;
        Assert.NotEqual(deadline.PublicId, own.PublicId);
        Assert.Contains(deadline.Title, (await editor.SeeAsync(path)).QuerySelector($"#Form_DeadlineId option[value='{deadline.PublicId}']")!.TextContent, StringComparison.Ordinal);
        // What is typed below is not needed then, and does not move what the article tells
        using (var chosen = await editor.SubmitAsync(path, Form(1, deadline.PublicId.ToString(), "30.5.2027"))) Assert.Equal(HttpStatusCode.Redirect, chosen.StatusCode);
        var told = (await DeadlineAsync(id))!;
        Assert.Equal((deadline.PublicId, deadline.Closes), (told.PublicId, told.Closes));
        Assert.False(await newsroom.InDbAsync(db => db.Deadlines.AnyAsync(d => d.PublicId == own.PublicId)));
        Assert.Equal(FormattableString.Invariant($"{deadline.Closes:d.M.yyyy}"), (await editor.SeeAsync(path)).QuerySelector("#Form_Closes")!.GetAttribute("value"));
    }

    [Fact]
    public async Task An_old_deadline_can_be_told_by_a_new_article_too()
    {
        var closed = new Deadline { Title = "Vuosien takainen haku", Closes = Today.AddYears(-6), SavedUtc = newsroom.Clock.GetUtcNow().UtcDateTime };
        await newsroom.PrintAsync("Vanha juttu", a => a.Deadlines = [new ArticleDeadline { Deadline = closed }]);
        var (_, open) = await ToldAsync("Uusi juttu");
        using var editor = await newsroom.SignedInAsync(Role.Editor);
        var offered = (await editor.SeeAsync("/desk/openings/new")).QuerySelectorAll("#Form_DeadlineId option").Select(o => o.GetAttribute("value")).ToList();
        Assert.InRange(offered.IndexOf(open.PublicId.ToString()), 1, offered.IndexOf(closed.PublicId.ToString()) - 1);
    }

    [Fact]
    public async Task Closed_places_are_paged_and_the_open_ones_stand_on_the_first_page()
    {
        await newsroom.InDbAsync(async db =>
        {
            for (var n = 1; n <= 31; n++)
            {
                db.Openings.Add(new Opening
                {
                    Kind = OpeningKind.Grant, Title = $"Päättynyt {n}", Slug = $"paattynyt-{n}", IsPublic = true, Regions = [new OpeningRegion { RegionCode = "20" }],
                    Deadline = new Deadline { Title = "Haku", Closes = Today.AddDays(-n) },
                });
            }
            db.Openings.Add(new Opening { Kind = OpeningKind.Grant, Title = "Avoin", Slug = "avoin-haku", IsPublic = true, Regions = [new OpeningRegion { RegionCode = "20" }] });
            await db.SaveChangesAsync();
        });
        const string Narrowed = "/vaikuta?region=kainuu&kind=grant";
        var first = await newsroom.PageAsync(Narrowed);
        Assert.Contains("Avoin", first.QuerySelector("main")!.TextContent, StringComparison.Ordinal);
        Assert.DoesNotContain("paattynyt-31", Links(first));
        var next = first.QuerySelector(".paging a[rel='next'], .paging a")!.GetAttribute("href")!;
        Assert.Equal(Narrowed + "&page=2", next);
        var second = await newsroom.PageAsync(next);
        Assert.Equal(["paattynyt-31"], Links(second));
        Assert.Equal(["Päättyneet"], second.QuerySelectorAll("main h2.label").Select(h => h.TextContent));
        Assert.Equal(HttpStatusCode.NotFound, await newsroom.StatusAsync(Narrowed + "&page=3"));

        static string[] Links(AngleSharp.Html.Dom.IHtmlDocument page) => [.. page.QuerySelectorAll(".openings a[href^='/vaikuta/']").Select(a => a.GetAttribute("href")!.Split('/')[^1])];
    }

    private Task<Deadline?> DeadlineAsync(Guid opening) => newsroom.InDbAsync(db => db.Openings.Where(o => o.PublicId == opening).Select(o => o.Deadline).SingleAsync());

    public sealed class OnSqlite(SqliteNewsroom newsroom) : OpeningDayTests(newsroom), IClassFixture<SqliteNewsroom>;

    public sealed class OnPostgres(PostgresNewsroom newsroom) : OpeningDayTests(newsroom), IClassFixture<PostgresNewsroom>;
}
