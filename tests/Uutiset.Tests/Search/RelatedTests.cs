using Microsoft.Extensions.DependencyInjection;
using Uutiset.Articles;
using Uutiset.Search;
using Uutiset.Vocabulary;

namespace Uutiset.Tests.Search;

public abstract class RelatedTests(Newsroom newsroom)
{
    [Fact]
    public async Task Shared_theme_words_and_region_bring_articles_together_and_say_so()
    {
        var (theme, common) = (await newsroom.TermAsync("Kansalaistoiminnan tilat"), await newsroom.TermAsync("Yhteinen yleisaihe"));
        for (var i = 0; i < 12; i++) await Add($"Aivan muuta asiaa {i}", [common]);
        var article = await Add("Järjestötalon tilat säilyvät yhdistysten käytössä", [theme, common], "11");
        var closest = await Add("Järjestötalon vuokrasopimus jatkuu", [theme], "11");
        var sameTheme = await Add("Nuorisoseura remontoi salinsa", [theme]);
        var sameRegion = await Add("Torilla soi haitari", [], "11");
        var related = await OfAsync(article);
        Assert.Equal([closest.Slug, sameTheme.Slug], related.Take(2).Select(r => r.Slug));
        Assert.True(related.ToList().FindIndex(r => r.Slug == sameRegion.Slug) > 1);
        Assert.Equal("Sama aihe: Kansalaistoiminnan tilat", related[0].Reasons[0].In("fi"));
        Assert.Contains(related[0].Reasons, r => r.In("fi") == "Sama alue: Etelä-Karjala");
        Assert.Contains(related[0].Reasons, r => r.In("en") == "Same words: Järjestötalon");
        Assert.All(related, r => Assert.NotEmpty(r.Reasons));
    }

    [Fact]
    public async Task A_shared_audience_is_called_one_and_the_api_says_it_in_the_sites_language()
    {
        var (theme, audience) = (await newsroom.TermAsync("Lomatoiminta"), await newsroom.TermAsync("Omaishoitajille", scheme: TermScheme.Audience));
        var article = await Add("Lomaviikko järvellä", [theme, audience]);
        await Add("Lomaviikko merellä", [theme, audience]);
        Assert.Contains("Sama kohderyhmä: Omaishoitajille", Assert.Single(await OfAsync(article)).Reasons.Select(r => r.In("fi")));
        Assert.Contains("Sama aihe: Lomatoiminta", await newsroom.Client.GetStringAsync($"/api/v1/articles/{article.PublicId}/related"), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Itself_drafts_withdrawn_ones_translations_and_the_editors_choice_are_left_out()
    {
        var theme = await newsroom.TermAsync("Perhekahvilat");
        var article = await Add("Perhekahvila avautui", [theme]);
        var chosen = await Add("Perhekahvila etsii vetäjää", [theme]);
        await Add("Perhekahvilan luonnos", [theme], adjust: a => a.Status = ArticleStatus.Draft);
        await Add("Perhekahvilan poistettu", [theme], adjust: a => a.Status = ArticleStatus.Withdrawn);
        await Add("Perhekahvilan mennyt", [theme], adjust: a => a.ExpiresUtc = newsroom.Clock.GetUtcNow().UtcDateTime.AddMinutes(-1));
        await Add("Familjekaféet öppnade", [theme], adjust: a => (a.Lang, a.TranslationOfId) = ("sv", article.Id));
        Assert.Equal(chosen.Slug, Assert.Single(await OfAsync(article)).Slug);
        Assert.Empty(await OfAsync(article, chosen.Id));
    }

    [Fact]
    public async Task A_draft_and_an_article_without_theme_and_region_have_no_relations()
    {
        var theme = await newsroom.TermAsync("Leipäjonot");
        await Add("Leipäjono lyheni", [theme]);
        Assert.Empty(await OfAsync(await Add("Leipäjono kasvoi", [theme], adjust: a => a.Status = ArticleStatus.Draft)));
        Assert.Empty(await OfAsync(await Add("Leipäjono yllätti", [])));
    }

    private Task<Article> Add(string title, Term[] terms, string? region = null, Action<Article>? adjust = null) => newsroom.PublishAsync(title, "", a =>
    {
        foreach (var (i, term) in terms.Index()) a.Terms.Add(new() { TermId = term.Id, Position = i });
        if (region is not null) a.Regions.Add(new() { RegionCode = region });
        adjust?.Invoke(a);
    });

    private Task<IReadOnlyList<RelatedArticle>> OfAsync(Article article, params long[] except) =>
        newsroom.Services.GetRequiredService<Related>().OfAsync(article.Id, 20, except, CancellationToken.None);

    public sealed class OnSqlite(SqliteNewsroom newsroom) : RelatedTests(newsroom), IClassFixture<SqliteNewsroom>;

    public sealed class OnPostgres(PostgresNewsroom newsroom) : RelatedTests(newsroom), IClassFixture<PostgresNewsroom>;
}
