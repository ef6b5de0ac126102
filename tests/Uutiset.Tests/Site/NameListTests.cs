using System.Net;
using AngleSharp.Dom;
using Uutiset.People;
using Uutiset.Tests.People;

namespace Uutiset.Tests.Site;

/// <summary>Lists of names fit ten thousand of them: pages, first letters, a search by name, region and type.</summary>
public abstract class NameListTests(Newsroom newsroom)
{
    [Fact]
    public async Task A_long_list_of_organisations_has_pages_letters_and_a_search_and_costs_the_same_however_long()
    {
        await AddAsync(5, "Alku");
        var few = await CommandCounter.CountAsync(newsroom, "/organisaatiot");
        Assert.Null((await newsroom.PageAsync("/organisaatiot")).QuerySelector(".narrow-form"));
        await AddAsync(230, "Pitkä");
        await newsroom.InDbAsync(db =>
        {
            db.Organisations.Add(new Organisation { Name = "Äänihuulet ry", NameSv = "Stämbanden rf", Slug = "aanihuulet", Type = "foundation", Listed = true, Regions = { new OrganisationRegion { RegionCode = "21" } } });
            db.Organisations.Add(new Organisation { Name = "Ääneti ry", Slug = "aaneti", Listed = false });
            return db.SaveChangesAsync();
        });
        Assert.Equal(few, await CommandCounter.CountAsync(newsroom, "/organisaatiot"));
        // An address with a query may be an old site's: one command looks for its redirect
        Assert.Equal(few + 1, await CommandCounter.CountAsync(newsroom, "/organisaatiot?q=pitk%C3%A4&page=2"));

        var page = await newsroom.PageAsync("/organisaatiot");
        Assert.Equal(100, Names(page).Count);
        Assert.Equal("/organisaatiot?page=2", page.QuerySelector(".paging-next")!.GetAttribute("href"));
        Assert.Equal("Ä", page.QuerySelectorAll(".letters a")[^1].TextContent);
        Assert.Null(page.QuerySelector("meta[name=robots][content*=noindex]"));
        Assert.Equal(HttpStatusCode.NotFound, (await newsroom.Client.GetAsync("/organisaatiot?page=9")).StatusCode);

        foreach (var path in new[] { "/organisaatiot?letter=%C3%A4", "/organisaatiot?q=%C3%A4%C3%A4nihuulet", "/organisaatiot?region=lappi", "/organisaatiot?type=foundation" })
            Assert.Equal(["Äänihuulet ry"], Names(await newsroom.PageAsync(path)));
        var narrowed = await newsroom.PageAsync("/organisaatiot?q=pitk%C3%A4&letter=P");
        Assert.Equal(("P", "pitkä"), (narrowed.QuerySelector(".letters [aria-current]")!.TextContent, narrowed.QuerySelector("#names-q")!.GetAttribute("value")));
        Assert.Contains("230", narrowed.QuerySelector("[role=status]")!.TextContent, StringComparison.Ordinal);
        Assert.NotNull(narrowed.QuerySelector("meta[name=robots][content*=noindex]"));
        // In the page's language, and found by any of its names
        var swedish = await newsroom.PageAsync("/sv/organisaatiot?letter=S");
        Assert.Equal(["Stämbanden rf"], Names(swedish));
        Assert.Equal(["Stämbanden rf"], Names(await newsroom.PageAsync("/sv/organisaatiot?q=%C3%A4%C3%A4nihuulet")));
        // What means nothing narrows nothing, and half a character is none
        Assert.Equal(100, Names(await newsroom.PageAsync("/organisaatiot?region=atlantis&type=%00&letter=%25&page=x")).Count);
        Assert.Empty(Names(await newsroom.PageAsync("/organisaatiot?q=%25%25")));
    }

    [Fact]
    public async Task Long_lists_of_writers_and_projects_are_paged_and_searched_too()
    {
        var mark = Offices.Mark();
        await newsroom.InDbAsync(db =>
        {
            db.People.AddRange(Enumerable.Range(0, 120).Select(i => new Person { Name = $"Kirjuri {mark} {i:000}", Slug = $"k-{mark}-{i}", TitleFi = "Agentti", ContactUntil = i == 7 ? new DateOnly(2020, 1, 1) : null }));
            db.Projects.AddRange(Enumerable.Range(0, 120).Select(i => new Project { Name = $"Hanke {mark} {i:000}", NameSv = i == 3 ? $"Projekt {mark}" : null, Slug = $"h-{mark}-{i}", EndsOn = i == 7 ? new DateOnly(2020, 1, 1) : null }));
            return db.SaveChangesAsync();
        });
        var writers = await newsroom.PageAsync($"/tekijat?q={mark}&page=2");
        Assert.Equal(20, Names(writers).Count);
        // The former one comes last, under its own heading
        Assert.Equal(($"Kirjuri {mark} 007", "Aiemmat kirjoittajat"), (Names(writers)[^1], writers.QuerySelectorAll(".link-list")[^1].PreviousElementSibling!.TextContent));
        var ended = await newsroom.PageAsync($"/hankkeet?q={mark}&type=ended");
        Assert.Equal([$"Hanke {mark} 007"], Names(ended));
        var swedish = await newsroom.PageAsync($"/sv/hankkeet?q={mark}");
        Assert.Equal(("fi", null), (swedish.QuerySelectorAll(".link-list a")[0].GetAttribute("lang"), swedish.QuerySelectorAll(".link-list a").SingleOrDefault(a => a.TextContent == $"Projekt {mark}")?.GetAttribute("lang")));
        Assert.Equal(100, Names(await newsroom.PageAsync("/hankkeet")).Count);
    }

    private async Task AddAsync(int count, string name) => await newsroom.InDbAsync(db =>
    {
        db.Organisations.AddRange(Enumerable.Range(0, count).Select(i => new Organisation { Name = $"{name} yhdistys {i:000} ry", Slug = $"{name.ToLowerInvariant()}-{i}", Listed = true }));
        return db.SaveChangesAsync();
    });

    private static List<string> Names(IDocument page) => [.. page.QuerySelectorAll(".link-list a").Select(a => a.TextContent)];

    public sealed class OnSqlite(SqliteNewsroom newsroom) : NameListTests(newsroom), IClassFixture<SqliteNewsroom>;

    public sealed class OnPostgres(PostgresNewsroom newsroom) : NameListTests(newsroom), IClassFixture<PostgresNewsroom>;
}
