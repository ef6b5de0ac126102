using Uutiset.Articles;
using Uutiset.People;
using Uutiset.Themes.Pages;
using Uutiset.Vocabulary;

namespace Uutiset.Site;

/// <summary>What hangs on an article below its text, on its page and in feeds. What there is none of is not shown.</summary>
internal static class AfterTexts
{
    /// <param name="people">Contacts by id, with organisation and successor.</param>
    /// <param name="followed">Another article goes on from it: the promise is kept.</param>
    public static AfterText Of(Article article, IReadOnlyDictionary<long, Person> people, bool followed, Surroundings around, Press press, SiteTexts texts)
    {
        var (lang, now) = (texts.Lang, press.NowUtc);
        var outside = article.Links.OrderBy(l => l.Position).Where(l => l.Url is not null).ToList();
        IReadOnlyList<Link> Links(params LinkKind[] kinds) => [.. outside.Where(l => kinds.Contains(l.Kind)).Select(l => new Link(l.Url!, l.Title ?? l.Url!))];
        return new AfterText(
            [.. article.Events.OrderBy(e => e.Position).Select(e => around.Event(e.Event!, article.Attachments.Where(a => IsOf(a, e))))],
            [.. article.Attachments.Where(a => article.Events.All(e => !IsOf(a, e))).OrderBy(a => a.Position).Select(around.Attachment)],
            Links(LinkKind.ReadMore, LinkKind.Related),
            [.. outside.Where(l => l.Kind == LinkKind.Source).Select(l => new SourceLine(new(l.Url!, l.Title ?? l.Url!), l.Publisher, l.DatedOn is { } day ? new(Dates.Iso(day), Dates.Day(day, lang)) : null))],
            [.. article.Contacts.OrderBy(c => c.Position).Select(c => Bylines.Of(c.Signed(), c.PersonId is { } id ? people.GetValueOrDefault(id) : null, Dates.DayOf(now), lang))],
            Links(LinkKind.Contact),
            [.. article.Mentions.OrderBy(m => m.Position).Select(m => m.Organisation!).Where(o => o.Listed).Select(o => new Link(Press.At(lang, "/organisaatiot/" + o.Slug), o.Label.In(lang)))],
            article.FollowUp is { } promise && !followed ? new(promise, By(article, Dates.DayOf(now), texts), Subscribe(article, texts), Cards.Foreign(article.Lang, lang)) : null);
    }

    // A day that has passed promises nothing any longer
    private static string? By(Article article, DateOnly today, SiteTexts texts) =>
        article.FollowUpBy is { } day && day >= today ? texts.Get("article.followUp.by", ("day", Dates.Day(day, texts.Lang))) : null;

    /// <summary>With the article's themes chosen already.</summary>
    private static Link Subscribe(Article article, SiteTexts texts)
    {
        var tags = article.Terms.OrderBy(t => t.Position).Select(t => t.Term).Where(t => t?.Scheme == TermScheme.Theme).Select(t => "tags=" + Uri.EscapeDataString(t!.Slug)).ToList();
        return new(Press.At(texts.Lang, "/tilaa") + (tags.Count > 0 ? "?" + string.Join('&', tags) : ""), texts["article.followUp.subscribe"]);
    }

    // By what they are called outside: a preview's events have no row yet
    private static bool IsOf(Attachment attachment, ArticleEvent row) => attachment.Event is { } e && e.PublicId == row.Event!.PublicId;
}
