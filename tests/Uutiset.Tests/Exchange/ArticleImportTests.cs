using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Uutiset.Accounts;
using Uutiset.Articles;
using Uutiset.Exchange;
using Uutiset.Vocabulary;

namespace Uutiset.Tests.Exchange;

public abstract class ArticleImportTests(Newsroom newsroom)
{
    [Fact]
    public async Task Good_lines_come_in_and_every_bad_one_is_named_with_its_reason()
    {
        var report = await ImportAsync(
            """{"title":"Tuotu juttu rannikolta","bodyHtml":"<p>Teksti.</p>","tags":["Sote-uudistus"],"sourceId":"old:1","status":"published"}""",
            """{"title":"Rikki""",
            """{"title":"Outo alue","bodyHtml":"<p>x</p>","regions":["99"],"sourceId":"old:2"}""",
            "",
            """{"bodyHtml":"<p>Otsikko puuttuu.</p>","sourceId":"old:3"}""",
            """{"title":"Luonnos","bodyHtml":"<p>x</p>","sourceId":"old:4"}""");

        Assert.Equal(2, report.Created);
        Assert.Equal([2L, 3L, 5L], report.Refused.Select(r => (long)r.Line));
        Assert.Contains("99", report.Refused[1].Why, StringComparison.Ordinal);
        Assert.Contains("title", report.Refused[2].Why, StringComparison.Ordinal);
        Assert.Equal(ArticleStatus.Published, await StatusAsync("old:1"));
        Assert.Equal(ArticleStatus.Draft, await StatusAsync("old:4"));
        Assert.Null(await StatusAsync("old:2"));
    }

    [Fact]
    public async Task Importing_again_changes_nothing_and_a_changed_line_updates_its_article()
    {
        const string line = """{"title":"Kahdesti tuotu","bodyHtml":"<p>Sama teksti.</p>","sourceId":"twice:1","status":"published"}""";
        Assert.Equal(1, (await ImportAsync(line)).Created);
        var again = await ImportAsync(line, line);
        Assert.Equal((0, 0, 2), (again.Created, again.Updated, again.Unchanged));
        var changed = await ImportAsync(line.Replace("Sama teksti", "Uusi teksti", StringComparison.Ordinal));
        Assert.Equal((0, 1), (changed.Created, changed.Updated));
        var article = await newsroom.InDbAsync(db => db.Articles.SingleAsync(a => a.SourceId == "twice:1"));
        Assert.Contains("Uusi teksti", article.BodyHtml, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Versions_in_other_languages_come_in_tied_to_their_original_and_with_summaries()
    {
        string[] lines =
        [
            """{"title":"Tuotu alkuteksti","bodyHtml":"<p>x</p>","sourceId":"lang:fi","status":"published","summaries":[{"lang":"en","title":"Imported","text":"In short."}]}""",
            """{"lang":"sv","title":"Importerad översättning","bodyHtml":"<p>x</p>","sourceId":"lang:sv","translationOfSource":"lang:fi","status":"published"}""",
            """{"title":"Tuotu selkoteksti","easyLanguage":true,"bodyHtml":"<p>x</p>","sourceId":"lang:easy","translationOfSource":"lang:fi","status":"published"}""",
            """{"lang":"sv","title":"Andra gången","bodyHtml":"<p>x</p>","sourceId":"lang:sv2","translationOfSource":"lang:fi"}""",
            """{"lang":"sv","title":"Utan original","bodyHtml":"<p>x</p>","sourceId":"lang:lost","translationOfSource":"lang:none"}""",
        ];
        var report = await ImportAsync(lines);
        Assert.Equal((3, 2), (report.Created, report.Refused.Count));
        Assert.Contains("lang:none", report.Refused[1].Why, StringComparison.Ordinal);
        var articles = await newsroom.InDbAsync(db => db.Articles.Include(a => a.Summaries).Where(a => a.SourceId!.StartsWith("lang:")).ToDictionaryAsync(a => a.SourceId!));
        Assert.Equal(articles["lang:fi"].Id, articles["lang:sv"].TranslationOfId);
        Assert.Equal((articles["lang:fi"].Id, true), (articles["lang:easy"].TranslationOfId, articles["lang:easy"].EasyLanguage));
        Assert.Equal("Imported", Assert.Single(articles["lang:fi"].Summaries).Title);
        var again = await ImportAsync(lines[..3]);
        Assert.Equal((0, 0, 3), (again.Created, again.Updated, again.Unchanged));
    }

    [Fact]
    public async Task A_tag_that_nobody_knows_is_kept_as_a_proposal()
    {
        await ImportAsync("""{"title":"Outo aihe","bodyHtml":"<p>x</p>","tags":["Saunadiplomatia"],"sourceId":"tag:1","status":"published"}""");
        var term = await newsroom.InDbAsync(db => db.Terms.SingleAsync(t => t.LabelFi == "Saunadiplomatia"));
        Assert.Equal(TermState.Proposed, term.State);

        // Also when the article is known already
        var again = await ImportAsync("""{"title":"Outo aihe","bodyHtml":"<p>x</p>","tags":["Saunadiplomatia","Avantopolitiikka"],"sourceId":"tag:1","status":"published"}""");
        Assert.Equal((1, 0), (again.Updated, again.Refused.Count));
        Assert.True(await newsroom.InDbAsync(db => db.Articles.AnyAsync(a => a.SourceId == "tag:1" && a.Terms.Any(t => t.Term!.LabelFi == "Avantopolitiikka" && t.Term.State == TermState.Proposed))));
    }

    [Fact]
    public async Task A_refused_line_leaves_no_proposal_behind_and_the_next_one_may_bring_the_same()
    {
        const string refused = """{"title":"Outo alue","bodyHtml":"<p>x</p>","tags":["Kelluva aihe"],"regions":["99"],"sourceId":"float:1"}""";
        Assert.Single((await ImportAsync(refused)).Refused);
        Assert.Equal(0, await newsroom.InDbAsync(db => db.Terms.CountAsync(t => t.LabelFi == "Kelluva aihe")));
        var report = await ImportAsync(refused,
            """{"title":"Hyvä","bodyHtml":"<p>x</p>","tags":["Kelluva aihe","kelluva AIHE"],"sourceId":"float:2","status":"published"}""",
            """{"title":"Toinen hyvä","bodyHtml":"<p>x</p>","tags":["Kelluva aihe"],"sourceId":"float:3","status":"published"}""");
        Assert.Equal((2, 1), (report.Created, report.Refused.Count));
        Assert.Equal(1, await newsroom.InDbAsync(db => db.Terms.CountAsync(t => t.LabelFi == "Kelluva aihe")));
        Assert.Equal(2, await newsroom.InDbAsync(db => db.Articles.CountAsync(a => a.SourceId!.StartsWith("float:") && a.Terms.Any(t => t.Term!.LabelFi == "Kelluva aihe"))));
    }

    [Fact]
    public async Task A_refused_line_leaves_the_article_that_it_would_update_as_it_was()
    {
        await ImportAsync("""{"title":"Täysi juttu","bodyHtml":"<p>Teksti.</p>","sourceId":"full:1","status":"published"}""");
        var report = await ImportAsync("""{"title":"Tyhjä juttu","bodyHtml":"<p></p>","sourceId":"full:1","status":"published"}""");
        Assert.Contains("bodyHtml", Assert.Single(report.Refused).Why, StringComparison.Ordinal);
        var article = await newsroom.InDbAsync(db => db.Articles.AsNoTracking().SingleAsync(a => a.SourceId == "full:1"));
        Assert.Equal(("Täysi juttu", 1), (article.WorkingTitle, article.WorkingRevision));
    }

    [Fact]
    public async Task Synthetic_articles_are_the_same_every_time_and_are_found()
    {
        await using var scope = newsroom.Services.CreateAsyncScope();
        var load = scope.ServiceProvider.GetRequiredService<SyntheticLoad>();
        Assert.Equal(60, (await load.ArticlesAsync(60, CancellationToken.None)).Created);
        Assert.Equal(SyntheticFinnish.BodyHtml(7), SyntheticFinnish.BodyHtml(7));
        Assert.Contains("\"total\":", await newsroom.Client.GetStringAsync("/api/v1/search?q=hyvinvointialue"), StringComparison.Ordinal);
    }

    private async Task<ArticleStatus?> StatusAsync(string source) =>
        await newsroom.InDbAsync(db => db.Articles.Where(a => a.SourceId == source).Select(a => (ArticleStatus?)a.Status).SingleOrDefaultAsync());

    private async Task<ArticleImportReport> ImportAsync(params string[] lines)
    {
        await using var scope = newsroom.Services.CreateAsyncScope();
        using var reader = new StringReader(string.Join('\n', lines));
        return await scope.ServiceProvider.GetRequiredService<ArticleImport>().RunAsync(reader, Actor.System, null, CancellationToken.None);
    }

    public sealed class OnSqlite(SqliteNewsroom newsroom) : ArticleImportTests(newsroom), IClassFixture<SqliteNewsroom>;

    public sealed class OnPostgres(PostgresNewsroom newsroom) : ArticleImportTests(newsroom), IClassFixture<PostgresNewsroom>;
}
