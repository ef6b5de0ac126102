using Microsoft.Extensions.DependencyInjection;
using Uutiset.Articles;
using Uutiset.Search;
using Uutiset.Vocabulary;

namespace Uutiset.Tests.Search;

/// <summary>Puts articles into the archive as publishing does, and asks it.</summary>
internal static class Shelf
{
    public static async Task<Article> PublishAsync(this Newsroom newsroom, string title, string body = "", Action<Article>? adjust = null)
    {
        var article = new Article
        {
            Title = title, WorkingTitle = title, Slug = "a-" + Guid.NewGuid().ToString("N"), BodyHtml = body, Status = ArticleStatus.Published,
            PublishedUtc = newsroom.Clock.GetUtcNow().UtcDateTime.AddDays(-1), CreatedUtc = newsroom.Clock.GetUtcNow().UtcDateTime,
        };
        adjust?.Invoke(article);
        await newsroom.InDbAsync(async db =>
        {
            db.Articles.Add(article);
            await db.SaveChangesAsync();
        });
        return article;
    }

    public static async Task ChangeAsync(this Newsroom newsroom, Article article, Action<Article> change) =>
        await newsroom.InDbAsync(async db =>
        {
            var stored = (await db.Articles.FindAsync(article.Id))!;
            change(stored);
            await db.SaveChangesAsync();
        });

    public static async Task<Term> TermAsync(this Newsroom newsroom, string label, string? swedish = null, TermScheme scheme = TermScheme.Theme)
    {
        var term = new Term { Scheme = scheme, LabelFi = label, LabelSv = swedish, Slug = "t-" + Guid.NewGuid().ToString("N") };
        await newsroom.InDbAsync(async db =>
        {
            db.Terms.Add(term);
            await db.SaveChangesAsync();
        });
        return term;
    }

    public static Task<ArchivePage> SearchAsync(this Newsroom newsroom, ArchiveQuery query) =>
        newsroom.Services.GetRequiredService<Archive>().SearchAsync(query, CancellationToken.None);

    public static Task<ArchivePage> SearchAsync(this Newsroom newsroom, string words) => newsroom.SearchAsync(new ArchiveQuery { Q = words });

    public static async Task<bool> FindsAsync(this Newsroom newsroom, string words, Article article)
    {
        var page = await newsroom.SearchAsync(new ArchiveQuery { Q = words, PageSize = 100 });
        return page.As == SearchedAs.Typed && page.Hits.Any(h => h.Slug == article.Slug);
    }
}
