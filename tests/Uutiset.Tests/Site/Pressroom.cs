using System.Net;
using AngleSharp.Html.Dom;
using AngleSharp.Html.Parser;
using Uutiset.Articles;
using Uutiset.People;
using Uutiset.Vocabulary;

namespace Uutiset.Tests.Site;

/// <summary>Invented articles straight into the public tables, and pages fetched over HTTP.</summary>
internal static class Pressroom
{
    private static int number;

    public static Task<Article> PrintAsync(this Newsroom newsroom, string title, Action<Article>? adjust = null) => newsroom.InDbAsync(async db =>
    {
        var n = Interlocked.Increment(ref number);
        var published = newsroom.Clock.GetUtcNow().UtcDateTime.AddHours(-1).AddSeconds(n);
        var article = new Article
        {
            Title = title, WorkingTitle = title, Slug = $"juttu-{n}", Lead = "Yhdistykset kutsutaan mukaan.", BodyHtml = "<p>Kuulemiskierros alkaa joulukuussa.</p>",
            Status = ArticleStatus.Published, PublishedUtc = published, CreatedUtc = published, SavedUtc = published, PublicRevision = 1, WorkingRevision = 1,
        };
        adjust?.Invoke(article);
        db.Articles.Add(article);
        await db.SaveChangesAsync();
        db.ArticleSlugs.Add(new ArticleSlug { Slug = article.Slug, ArticleId = article.Id });
        await db.SaveChangesAsync();
        return article;
    });

    public static Task<Person> WriterAsync(this Newsroom newsroom, string name, string slug, Action<Person>? adjust = null) => newsroom.InDbAsync(async db =>
    {
        var person = new Person
        {
            Name = name, Slug = slug, TitleFi = "Järjestöjen muutosagentti", Phone = "050 000 0000", Email = slug + "@example.fi",
            Organisation = new Organisation { Name = name + "n Yhteisöt ry", Slug = slug + "-ry", Listed = true, Email = "toimisto@example.fi", Phone = "040 000 0000" },
        };
        adjust?.Invoke(person);
        db.People.Add(person);
        await db.SaveChangesAsync();
        return person;
    });

    public static Task<Term> TagAsync(this Newsroom newsroom, string label, string slug) => newsroom.InDbAsync(async db =>
    {
        var term = new Term { Slug = slug, LabelFi = label, LabelSv = label + " (sv)" };
        db.Terms.Add(term);
        await db.SaveChangesAsync();
        return term;
    });

    public static Article With(this Article article, params Term[] terms)
    {
        foreach (var term in terms) article.Terms.Add(new ArticleTerm { TermId = term.Id, Position = article.Terms.Count });
        return article;
    }

    public static async Task<IHtmlDocument> PageAsync(this Newsroom newsroom, string path)
    {
        using var response = await newsroom.Client.GetAsync(path);
        Assert.Equal(HttpStatusCode.OK, response.StatusCode);
        return new HtmlParser().ParseDocument(await response.Content.ReadAsStringAsync());
    }

    public static async Task<HttpStatusCode> StatusAsync(this Newsroom newsroom, string path)
    {
        using var response = await newsroom.Client.GetAsync(path);
        return response.StatusCode;
    }
}
