using System.Linq.Expressions;
using Microsoft.EntityFrameworkCore.Query;
using Uutiset.Accounts;
using Uutiset.Articles.Finding;

namespace Uutiset.Articles;

/// <summary>What <see cref="ArticleRights"/> says of one person and any article, by the articles' own rows: for questions in SQL and over many articles.</summary>
/// <param name="AgentId">Null: everything is theirs to edit.</param>
/// <param name="Person">Public id of the change agent behind the account.</param>
/// <param name="MayPublish">By the regions that a text names and those under which it is public already (null: it is not).</param>
internal sealed record ArticleReach(
    long? AgentId, string? Person, IReadOnlyList<string> Regions, Func<IReadOnlyCollection<string>, IReadOnlyCollection<string>?, bool> MayPublish)
{
    public static readonly ArticleReach Everything = new(null, null, [], (_, _) => true);

    /// <summary>The one publisher for whom they speak; null: the whole site.</summary>
    public long? PublisherId { get; init; }

    // Nothing has to be asked of the rows then, and the database keeps the plan that it has for a list of everything
    private bool IsEverything => AgentId is null && PublisherId is null;

    private Expression<Func<Article, bool>> Theirs
    {
        get
        {
            Expression<Func<Article, bool>> own = a => a.WorkingPublisherId == PublisherId;
            Expression<Func<Article, bool>> agents = a => a.OwnerId == AgentId
                || a.Filings.Any(f => f.Kind == FilingKind.Person && f.Key == Person || f.Kind == FilingKind.Region && Regions.Contains(f.Key));
            return AgentId is null ? own : PublisherId is null ? agents : Of<bool>(a => Expression.AndAlso(own.On(a), agents.On(a)));
        }
    }

    public bool SpeaksFor(long? publisherId) => PublisherId is null || PublisherId == publisherId;

    public bool MayEdit(long? publisherId, long? ownerId, IEnumerable<Filing> filings) => SpeaksFor(publisherId) && (AgentId is null || ownerId == AgentId
        || filings.Any(f => f.Kind == FilingKind.Person && f.Key == Person || f.Kind == FilingKind.Region && Regions.Contains(f.Key)));

    public IQueryable<Article> Editable(IQueryable<Article> articles) => IsEverything ? articles : articles.Where(Theirs);

    /// <summary>What is public anybody may see; what is not, those who may edit it.</summary>
    public IQueryable<Article> Seen(IQueryable<Article> articles)
    {
        if (IsEverything) return articles;
        Expression<Func<Article, bool>> shown = a => a.Status == ArticleStatus.Published;
        return articles.Where(Of<bool>(a => Expression.OrElse(shown.On(a), Theirs.On(a))));
    }

    /// <summary>
    /// Articles as a list may tell them to this person: whoever may edit one by its newest text, everybody else by the text that the public
    /// reads, so that no title is known before it is published. What is not public has one text only; a list that names it at all to those
    /// who do not edit it names it to its publisher's people.
    /// </summary>
    public IQueryable<ToldArticle> Told(IQueryable<Article> articles)
    {
        if (IsEverything) return articles.Select(Told(a => a.WorkingTitle, _ => true, _ => true));
        var theirs = Theirs;
        // Nearly every article says to the public what it says at the desk, and need not be asked whose it is. What was withdrawn keeps its revision
        Expression<Func<Article, bool>> same = a => a.Status == ArticleStatus.Published && a.PublicRevision == a.WorkingRevision;
        var newest = Of<bool>(a => Expression.OrElse(same.On(a), theirs.On(a)));
        Expression<Func<Article, string>> working = a => a.WorkingTitle;
        Expression<Func<Article, string>> shown = a => a.Status == ArticleStatus.Published ? a.Title : ToldArticle.Untold;
        Expression<Func<Article, string>> colleagues = a => a.Status == ArticleStatus.Published ? a.Title : PublisherId == null || a.WorkingPublisherId == PublisherId ? a.WorkingTitle : ToldArticle.Untold;
        return articles.Select(Told(Of<string>(a => Expression.Condition(newest.On(a), working.On(a), (AgentId is null ? shown : colleagues).On(a))), newest, theirs));
    }

    /// <summary>Those that say something: by their newest text or the one that the public reads, whichever this person is told them by.</summary>
    public IQueryable<Article> Saying(IQueryable<Article> articles, Expression<Func<Article, bool>> newest, Expression<Func<Article, bool>> shown)
    {
        if (IsEverything) return articles.Where(newest);
        Expression<Func<Article, bool>> same = a => a.PublicRevision == a.WorkingRevision;
        return articles.Where(Of<bool>(a => Expression.Condition(Expression.OrElse(same.On(a), Theirs.On(a)), newest.On(a), shown.On(a))));
    }

    private static Expression<Func<Article, ToldArticle>> Told(Expression<Func<Article, string>> title, Expression<Func<Article, bool>> isNewest, Expression<Func<Article, bool>> mayEdit)
    {
        Expression<Func<Article, string, bool, bool, ToldArticle>> told = (a, says, newest, theirs) => new ToldArticle
        {
            Article = a, IsNewest = newest,
            Line = new ToldLine { Id = a.PublicId, Title = says, Lang = a.Lang, Type = a.Type, Status = a.Status, Slug = a.Slug, MayEdit = theirs },
        };
        return Of<ToldArticle>(a => new ReplacingExpressionVisitor([.. told.Parameters], [a, title.On(a), isNewest.On(a), mayEdit.On(a)]).Visit(told.Body));
    }

    private static Expression<Func<Article, T>> Of<T>(Func<ParameterExpression, Expression> body)
    {
        var article = Expression.Parameter(typeof(Article), "a");
        return Expression.Lambda<Func<Article, T>>(body(article), article);
    }
}

/// <summary>An article in a list of the desk, and how somebody is told of it. Set by its properties, so that a query can go on asking of them.</summary>
internal sealed record ToldArticle
{
    /// <summary>For a title that is none of their business: that something is there is all they hear.</summary>
    public const string Untold = "–";

    public Article Article { get; init; } = null!;
    /// <summary>They may read the newest text: it is theirs to edit, or public as it is.</summary>
    public bool IsNewest { get; init; }
    public ToldLine Line { get; init; } = null!;
}

/// <summary>What a list says of an article, whatever it lists.</summary>
internal sealed record ToldLine
{
    public Guid Id { get; init; }
    public string Title { get; init; } = "";
    public string Lang { get; init; } = "fi";
    public ArticleType Type { get; init; }
    public ArticleStatus Status { get; init; }
    public string Slug { get; init; } = "";
    public bool MayEdit { get; init; }

    /// <summary>Where they go on with it: its desk page, or where the public reads it; null when they may open neither.</summary>
    public string? Href => MayEdit ? $"/desk/articles/{Id}" : Status == ArticleStatus.Published ? Article.PathOf(Type, Slug) : null;
}

internal static class SpokenArticles
{
    /// <summary>Articles of the publisher for whom somebody speaks, whoever of its people wrote them, and what is public: that everybody may see.</summary>
    public static IQueryable<Article> OwnOrPublic(this IQueryable<Article> articles, Actor actor) => articles.OwnOrPublic(actor.PublisherId);

    internal static IQueryable<Article> OwnOrPublic(this IQueryable<Article> articles, long? publisher) =>
        publisher is { } own ? articles.Where(a => a.Status == ArticleStatus.Published || a.WorkingPublisherId == own) : articles;

    /// <summary>What the question asks, of this article: so that several become one.</summary>
    internal static Expression On<T>(this Expression<Func<Article, T>> question, ParameterExpression article) =>
        ReplacingExpressionVisitor.Replace(question.Parameters[0], article, question.Body);
}
