using AngleSharp.Html.Dom;
using AngleSharp.Html.Parser;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Uutiset.Accounts;
using Uutiset.Articles;
using Uutiset.People;
using Uutiset.Tests.People;

namespace Uutiset.Tests.Articles;

/// <summary>Articles and people of a desk, made by the rooms' own verbs.</summary>
internal static class Desk
{
    public static async Task<Article> DraftAsync(this Newsroom newsroom, ArticleDraft draft, long? owner = null)
    {
        var made = Assert.IsType<Outcome.Done>(await newsroom.DoAsync<Drafting, Outcome>(d => d.CreateAsync(draft, true, new Actor("Testi", owner), CancellationToken.None)));
        return made.Article;
    }

    public static async Task<Article> PublicAsync(this Newsroom newsroom, ArticleDraft draft, long? owner = null)
    {
        var article = await newsroom.DraftAsync(draft with { BodyHtml = draft.BodyHtml ?? "<p>Teksti.</p>" }, owner);
        Assert.IsType<Outcome.Done>(await newsroom.DoAsync<Publishing, Outcome>(p => p.PublishAsync(article.PublicId, null, null, Actor.System, CancellationToken.None)));
        return article;
    }

    /// <summary>A signed-in change agent of these regions.</summary>
    public static async Task<(HttpClient Browser, long UserId, Person Person)> AgentAsync(this Newsroom newsroom, params string[] regions)
    {
        var email = $"{Offices.Mark()}@example.fi";
        var browser = await newsroom.SignedInAsync(Role.Agent, email);
        var person = await newsroom.PersonAsync(new PersonDraft { Name = "Agentti " + Offices.Mark(), Account = email, Regions = regions });
        return (browser, await newsroom.InDbAsync(db => db.Users.Where(u => u.Email == email).Select(u => u.Id).SingleAsync()), person);
    }

    public static async Task<IHtmlDocument> SeeAsync(this HttpClient browser, string path) => new HtmlParser().ParseDocument(await browser.GetStringAsync(path));

    public static Task<Article> NowAsync(this Newsroom newsroom, Article article) =>
        newsroom.InDbAsync(db => db.Articles.AsNoTracking().Include(a => a.Terms).ThenInclude(t => t.Term).Include(a => a.Regions).SingleAsync(a => a.Id == article.Id));

    public static Task<ArticleDraft> WorkingAsync(this Newsroom newsroom, Article article) => newsroom.InDbAsync(async db => ArticleDraft.FromJson(
        await db.Revisions.Where(r => r.ArticleId == article.Id && db.Articles.Any(a => a.Id == r.ArticleId && a.WorkingRevision == r.Number)).Select(r => r.Draft).SingleAsync()));
}
