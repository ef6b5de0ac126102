using Uutiset.Articles;
using Uutiset.Search;
using Uutiset.Tests.Articles;
using Uutiset.Tests.Site;
using Uutiset.Vocabulary;

namespace Uutiset.Tests.Search;

/// <summary>For whom something is written, and in which series, is asked apart from what it is about, and together with it.</summary>
public abstract class AudienceFacetTests(Newsroom newsroom)
{
    [Fact]
    public async Task Theme_audience_and_series_are_combined_and_counted_apart()
    {
        var theme = await newsroom.TermAsync("Kohderyhmäteema");
        var readers = await newsroom.TermAsync("Kohderyhmän lukijoille", scheme: TermScheme.Audience);
        var series = await newsroom.TermAsync("Kohderyhmän sarja", scheme: TermScheme.Series);
        var former = await newsroom.TermAsync("Kohderyhmän entinen nimi", scheme: TermScheme.Audience);
        await newsroom.InDbAsync(async db => { (await db.Terms.FindAsync(former.Id))!.MergedIntoId = readers.Id; await db.SaveChangesAsync(); });
        Task<Article> Add(string title, params Term[] terms) => newsroom.PublishAsync(title, "<p>Kohderyhmäkoe.</p>", a => a.With(terms));
        var both = await Add("Molemmat", theme, readers);
        var all = await Add("Kaikki kolme", theme, readers, series);
        var themed = await Add("Vain teema", theme);

        async Task<string[]> Slugs(string query) =>
            [.. (await newsroom.Client.JsonAsync("/api/v1/search?q=kohderyhm%C3%A4koe&" + query)).GetProperty("hits").EnumerateArray().Select(h => h.GetProperty("slug").GetString()!).Order(StringComparer.Ordinal)];
        string[] Of(params Article[] articles) => [.. articles.Select(a => a.Slug).Order(StringComparer.Ordinal)];
        Assert.Equal(Of(both, all), await Slugs("audience=" + readers.Slug));
        Assert.Equal(Of(both, all), await Slugs("audience=" + former.Slug));
        Assert.Equal(Of(all), await Slugs($"tag={theme.Slug}&audience={readers.Slug}&series={series.Slug}"));
        Assert.Equal(Of(both, all, themed), await Slugs("tag=" + theme.Slug));
        // A theme is no audience; an audience asked as a topic is still found, as before
        Assert.Empty(await Slugs("audience=" + theme.Slug));
        Assert.Equal(Of(both, all), await Slugs("tag=" + readers.Slug));

        var facets = (await newsroom.SearchAsync("kohderyhmäkoe")).Facets;
        Assert.Equal([new ArchiveFacet(readers.Slug, "Kohderyhmän lukijoille", 2)], facets.Audiences);
        Assert.Equal([new ArchiveFacet(series.Slug, "Kohderyhmän sarja", 1)], facets.Series);
        Assert.Contains(new ArchiveFacet(readers.Slug, "Kohderyhmän lukijoille", 2), facets.Tags);
        var json = (await newsroom.Client.JsonAsync("/api/v1/search?q=kohderyhm%C3%A4koe")).GetProperty("facets");
        Assert.Equal(readers.Slug, json.GetProperty("audiences")[0].GetProperty("value").GetString());
        var listed = (await newsroom.Client.JsonAsync($"/api/v1/articles?tag={theme.Slug}&audience={readers.Slug}")).GetProperty("items").EnumerateArray().Select(a => a.GetProperty("slug").GetString()!);
        Assert.Equal(Of(both, all), listed.Order(StringComparer.Ordinal));
    }

    [Fact]
    public async Task Counting_costs_the_same_number_of_commands_whatever_there_is()
    {
        await newsroom.PublishAsync("Hintakoe yksi", "<p>Facettihinta.</p>");
        var none = await CommandCounter.CountAsync(newsroom, "/api/v1/search?q=facettihinta&exact=true");
        for (var i = 0; i < 4; i++)
        {
            var (readers, series) = (await newsroom.TermAsync("Lukijat " + i, scheme: TermScheme.Audience), await newsroom.TermAsync("Sarja " + i, scheme: TermScheme.Series));
            await newsroom.PublishAsync("Hintakoe " + i, "<p>Facettihinta.</p>", a => a.With(readers, series));
        }
        Assert.Equal(none, await CommandCounter.CountAsync(newsroom, "/api/v1/search?q=facettihinta&exact=true"));
    }

    [Fact]
    public async Task The_archives_page_asks_for_theme_audience_and_series_in_three_lists()
    {
        var theme = await newsroom.TermAsync("Sivun teema", "Sidans tema");
        var readers = await newsroom.TermAsync("Sivun lukijoille", "För sidans läsare", TermScheme.Audience);
        var series = await newsroom.TermAsync("Sivun sarja", "Sidans serie", TermScheme.Series);
        var hit = await newsroom.PublishAsync("Sivulta löytyvä", "", a => a.With(theme, readers, series));
        await newsroom.PublishAsync("Toisille kirjoitettu", "", a => a.With(theme));
        var page = await newsroom.PageAsync($"/arkisto?tag={theme.Slug}&audience={readers.Slug}&series={series.Slug}");
        foreach (var (list, term) in new[] { ("tag", theme), ("audience", readers), ("series", series) })
        {
            Assert.Equal(term.Slug, page.QuerySelector($"select#{list} option[selected]")!.GetAttribute("value"));
            Assert.NotNull(page.QuerySelector($"label[for={list}]"));
        }
        Assert.Null(page.QuerySelector($"select#tag option[value='{readers.Slug}']"));
        Assert.Equal([hit.Title], page.QuerySelectorAll(".hits h3, .hits h2").Select(h => h.TextContent.Trim()));
        Assert.Contains(page.QuerySelectorAll("a").Select(a => a.GetAttribute("href") ?? ""), h => h.StartsWith("/sv/arkisto", StringComparison.Ordinal) && h.Contains("audience=" + readers.Slug, StringComparison.Ordinal));
        // An address from before
        var old = await newsroom.PageAsync("/arkisto?tag=" + readers.Slug);
        Assert.Equal(readers.Slug, old.QuerySelector("select#tag option[selected]")!.GetAttribute("value"));
        Assert.Contains("För sidans läsare", (await newsroom.PageAsync("/sv/arkisto")).QuerySelector("select#audience")!.TextContent, StringComparison.Ordinal);
        Assert.NotNull((await newsroom.PageAsync("/arkisto?audience=olematon")).QuerySelector(".notice"));
    }

    public sealed class OnSqlite(SqliteNewsroom n) : AudienceFacetTests(n), IClassFixture<SqliteNewsroom>;

    public sealed class OnPostgres(PostgresNewsroom n) : AudienceFacetTests(n), IClassFixture<PostgresNewsroom>;
}
