using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Storage;
using Uutiset.Articles;
using Uutiset.Search;

namespace Uutiset.Tests.Search;

/// <summary>The index changes with the article, in the same transaction, and holds nothing that the public may not see.</summary>
public abstract class VisibilityTests(Newsroom newsroom)
{
    [Theory]
    [InlineData(nameof(ArticleStatus.Draft))]
    [InlineData(nameof(ArticleStatus.InReview))]
    [InlineData(nameof(ArticleStatus.Scheduled))]
    [InlineData(nameof(ArticleStatus.Withdrawn))]
    [InlineData(nameof(ArticleStatus.Expired))]
    public async Task Only_published_articles_are_found(string status)
    {
        var hidden = await newsroom.PublishAsync("Salaperäinen jäkälätutkimus", "", a => a.Status = Enum.Parse<ArticleStatus>(status));
        Assert.False(await newsroom.FindsAsync("jäkälätutkimus", hidden));
        await newsroom.ChangeAsync(hidden, a => a.Status = ArticleStatus.Published);
        Assert.True(await newsroom.FindsAsync("jäkälätutkimus", hidden));
        await newsroom.ChangeAsync(hidden, a => a.Status = Enum.Parse<ArticleStatus>(status));
        Assert.False(await newsroom.FindsAsync("jäkälätutkimus", hidden));
    }

    [Fact]
    public async Task An_article_is_no_longer_found_once_it_has_expired()
    {
        var article = await newsroom.PublishAsync("Pilkkikilpailun ilmoittautuminen", "", a => a.ExpiresUtc = newsroom.Clock.GetUtcNow().UtcDateTime.AddHours(2));
        Assert.True(await newsroom.FindsAsync("pilkkikilpailu", article));
        newsroom.Clock.Move(TimeSpan.FromHours(3));
        Assert.False(await newsroom.FindsAsync("pilkkikilpailu", article));
    }

    [Fact]
    public async Task A_new_title_is_found_at_once_and_the_old_one_no_more()
    {
        var article = await newsroom.PublishAsync("Huuhkajien pesälaatikot");
        await newsroom.ChangeAsync(article, a => a.Title = "Lepakoiden pöntöt");
        Assert.True(await newsroom.FindsAsync("lepakko", article));
        Assert.False(await newsroom.FindsAsync("huuhkaja", article));
    }

    [Fact]
    public async Task A_new_date_moves_the_article_in_the_order()
    {
        var first = await newsroom.PublishAsync("Kyläkirjaston avajaiset");
        var second = await newsroom.PublishAsync("Kyläkirjaston juhla", "", a => a.PublishedUtc = a.PublishedUtc!.Value.AddHours(-1));
        var newest = new ArchiveQuery { Q = "kyläkirjasto", Sort = ArchiveSort.Newest };
        Assert.Equal([first.Slug, second.Slug], (await newsroom.SearchAsync(newest)).Hits.Select(h => h.Slug));
        await newsroom.ChangeAsync(second, a => a.PublishedUtc = first.PublishedUtc!.Value.AddHours(1));
        Assert.Equal([second.Slug, first.Slug], (await newsroom.SearchAsync(newest)).Hits.Select(h => h.Slug));
    }

    [Fact]
    public async Task A_renamed_term_a_new_byline_and_a_removed_tag_reach_the_index()
    {
        var term = await newsroom.TermAsync("Harjulaatikot");
        var article = await newsroom.PublishAsync("Tiistaikerho", "", a => a.Terms.Add(new() { TermId = term.Id }));
        Assert.True(await newsroom.FindsAsync("harjulaatikko", article));
        await newsroom.InDbAsync(async db =>
        {
            (await db.Terms.SingleAsync(t => t.Id == term.Id)).LabelFi = "Kukkapenkit";
            db.Bylines.Add(new Byline { ArticleId = article.Id, Position = 0, Name = "Ilmatar Suvantola" });
            await db.SaveChangesAsync();
        });
        Assert.False(await newsroom.FindsAsync("harjulaatikko", article));
        Assert.True(await newsroom.FindsAsync("kukkapenkki suvantola", article));
        await newsroom.InDbAsync(async db =>
        {
            db.Set<ArticleTerm>().Remove(await db.Set<ArticleTerm>().SingleAsync(t => t.ArticleId == article.Id));
            await db.SaveChangesAsync();
        });
        Assert.False(await newsroom.FindsAsync("kukkapenkki", article));
    }

    [Fact]
    public async Task A_draft_saved_onto_a_published_article_leaves_the_index_alone()
    {
        var article = await newsroom.PublishAsync("Talvirieha torilla");
        var before = await DocumentAsync(article);
        await newsroom.ChangeAsync(article, a => (a.WorkingTitle, a.WorkingRevision, a.Version) = ("Kesärieha torilla", 2, 2));
        Assert.Equal(before.Id, (await DocumentAsync(article)).Id);
        Assert.False(await newsroom.FindsAsync("kesärieha", article));
    }

    [Fact]
    public async Task A_transaction_that_is_not_committed_leaves_article_and_index_as_they_were()
    {
        var article = await newsroom.PublishAsync("Perinnerakentamisen kurssi");
        await newsroom.InDbAsync(async db =>
        {
            await using var transaction = await db.Database.BeginTransactionAsync();
            (await db.Articles.SingleAsync(a => a.Id == article.Id)).Title = "Ompelukurssi";
            await db.SaveChangesAsync();
            // The connection is lost here, as when the process is killed
            transaction.GetDbTransaction().Connection!.Close();
        });
        Assert.True(await newsroom.FindsAsync("perinnerakentaminen", article));
        Assert.False(await newsroom.FindsAsync("ompelukurssi", article));
    }

    [Fact]
    public async Task A_removed_article_leaves_the_index()
    {
        var article = await newsroom.PublishAsync("Marjastajien opas");
        await newsroom.InDbAsync(async db =>
        {
            db.Articles.Remove(await db.Articles.SingleAsync(a => a.Id == article.Id));
            await db.SaveChangesAsync();
        });
        Assert.Equal(0, (await newsroom.SearchAsync("marjastajien opas")).Total);
    }

    private Task<SearchDocument> DocumentAsync(Article article) =>
        newsroom.InDbAsync(db => db.SearchDocuments.AsNoTracking().SingleAsync(d => d.ArticleId == article.Id));

    public sealed class OnSqlite(SqliteNewsroom newsroom) : VisibilityTests(newsroom), IClassFixture<SqliteNewsroom>;

    public sealed class OnPostgres(PostgresNewsroom newsroom) : VisibilityTests(newsroom), IClassFixture<PostgresNewsroom>;
}
