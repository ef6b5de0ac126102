using System.Net;
using AngleSharp.Html.Dom;
using AngleSharp.Html.Parser;
using Microsoft.EntityFrameworkCore;
using Uutiset.Articles;
using Uutiset.Bulletins;
using Uutiset.Mailing;
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

    /// <summary>A bulletin with a web version as sending leaves it.</summary>
    public static Task BulletinAsync(this Newsroom newsroom, int number, bool started, params Article[] articles) => newsroom.InDbAsync(async db =>
    {
        var now = newsroom.Clock.GetUtcNow().UtcDateTime;
        var publisher = db.Organisations.First(o => o.IsPublisher);
        var bulletin = new Bulletin { Number = number, PublisherId = publisher.Id, Stage = BulletinStage.Approved, CreatedUtc = now, SavedUtc = now };
        var content = new MailContent { Compiled = [1], Sha256 = "0", CreatedUtc = now };
        db.AddRange(bulletin, content);
        await db.SaveChangesAsync();
        var dispatch = new Dispatch { BulletinId = bulletin.Id, State = started ? DispatchState.Sent : DispatchState.Scheduled, SendAtUtc = started ? now : now.AddDays(1), StartedUtc = started ? now : null };
        db.Add(dispatch);
        await db.SaveChangesAsync();
        var items = string.Concat(articles.Select(a => $"<li><p>Teksti: {a.Title}</p></li>"));
        var variant = new Variant { BulletinId = bulletin.Id, DispatchId = dispatch.Id, Subject = $"Kooste {number}", WebHtml = $"<ul class=\"bulletin-items\">{items}</ul>", ContentId = content.Id };
        db.Add(variant);
        await db.SaveChangesAsync();
        db.AddRange(articles.Select((a, i) => new VariantItem { VariantId = variant.Id, ArticleId = a.Id, Position = i + 1, Revision = 1 }));
        await db.SaveChangesAsync();
    });

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
