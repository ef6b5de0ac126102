using System.Net;
using Uutiset.Accounts;
using Uutiset.Articles;
using Uutiset.Vocabulary;

namespace Uutiset.Tests.Articles;

/// <summary>Municipalities: where an event is says in which region it is.</summary>
public abstract class PlaceTests(Newsroom newsroom)
{
    private static Dictionary<string, string> Form(int version, string title, string place, string region, string? id = null)
    {
        var form = new Dictionary<string, string>
        {
            ["Version"] = $"{version}", ["Form.Lang"] = "fi", ["Form.Type"] = "Event", ["Form.Title"] = title, ["Form.BodyHtml"] = "<p>Tule.</p>", ["Form.Events.index"] = "0",
            ["Form.Events[0].Title"] = "Ilta", ["Form.Events[0].Start"] = "10.3.2031 klo 9", ["Form.Events[0].Place"] = place, ["Form.Events[0].Region"] = region,
        };
        if (id is not null) form["Form.Events[0].EventId"] = id;
        return form;
    }

    [Fact]
    public async Task A_municipality_chooses_the_region_once_and_what_is_chosen_afterwards_stays()
    {
        using var editor = await newsroom.SignedInAsync(Role.Editor);
        var article = await newsroom.DraftAsync(new ArticleDraft { Title = "Paikkakokeen tilaisuus", BodyHtml = "<p>Tule.</p>" });
        var path = $"/desk/articles/{article.PublicId}";
        var page = await editor.SeeAsync(path);
        Assert.Equal("14", page.QuerySelector("datalist#municipalities option[value='Joensuu']")!.GetAttribute("data-region"));
        Assert.NotNull(page.QuerySelector("datalist#municipalities option[value='Vasa']"));

        async Task<DraftEvent> SaveAsync(string place, string region, Guid? id = null)
        {
            using var saved = await editor.SubmitAsync(path, Form((await newsroom.NowAsync(article)).Version, "Paikkakokeen tilaisuus", place, region, id?.ToString()));
            Assert.Equal(HttpStatusCode.Redirect, saved.StatusCode);
            return Assert.Single((await newsroom.WorkingAsync(article)).Events);
        }
        var made = await SaveAsync("Carelia-sali, joensuu", "");
        Assert.Equal("14", made.Region);
        Assert.Equal("14", (await editor.SeeAsync(path)).QuerySelector("select[name='Form.Events[0].Region'] option[selected]")!.GetAttribute("value"));
        // "The regions of the article" is a choice as well
        Assert.Null((await SaveAsync("Carelia-sali, joensuu", "", made.EventId)).Region);
        Assert.Equal("21", (await SaveAsync("Rovaniemi", "", made.EventId)).Region);
        Assert.Equal("05", (await SaveAsync("Kajaani", "05", made.EventId)).Region);
    }

    [Fact]
    public void Every_municipality_is_known_in_both_languages_and_lies_in_a_region()
    {
        Assert.Equal(308, Municipalities.All.Count);
        Assert.Equal(["91"], Municipalities.All.Select(m => m.Region).Where(r => Regions.Find(r) is null).Distinct());
        Assert.Equal(("17", "90", "14"), (Municipalities.RegionOf("Vasa")!.Code, Municipalities.RegionOf("HELSINKI")!.Code, Municipalities.RegionOf(" Joensuu ")!.Code));
        Assert.Null(Municipalities.RegionOf("Maarianhamina"));
        Assert.Null(Municipalities.RegionOf("Joensuu, Vaasa"));
        Assert.Null(Municipalities.RegionOf("Jossakin muualla"));
        Assert.Null(Municipalities.RegionOf(null));
    }

    public sealed class OnSqlite(SqliteNewsroom n) : PlaceTests(n), IClassFixture<SqliteNewsroom>;

    public sealed class OnPostgres(PostgresNewsroom n) : PlaceTests(n), IClassFixture<PostgresNewsroom>;
}
