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

    public bool SpeaksFor(long? publisherId) => PublisherId is null || PublisherId == publisherId;

    public bool MayEdit(long? publisherId, long? ownerId, IEnumerable<Filing> filings) => SpeaksFor(publisherId) && (AgentId is null || ownerId == AgentId
        || filings.Any(f => f.Kind == FilingKind.Person && f.Key == Person || f.Kind == FilingKind.Region && Regions.Contains(f.Key)));

    public IQueryable<Article> Editable(IQueryable<Article> articles) => AgentId is null ? Own(articles) : Own(articles).Where(a => a.OwnerId == AgentId
        || a.Filings.Any(f => f.Kind == FilingKind.Person && f.Key == Person || f.Kind == FilingKind.Region && Regions.Contains(f.Key)));

    /// <summary>What is public anybody may see; what is not, those who may edit it.</summary>
    public IQueryable<Article> Seen(IQueryable<Article> articles)
    {
        articles = articles.OwnOrPublic(PublisherId);
        return AgentId is null ? articles : articles.Where(a => a.Status == ArticleStatus.Published || a.OwnerId == AgentId
            || a.Filings.Any(f => f.Kind == FilingKind.Person && f.Key == Person || f.Kind == FilingKind.Region && Regions.Contains(f.Key)));
    }

    private IQueryable<Article> Own(IQueryable<Article> articles) => PublisherId is { } own ? articles.Where(a => a.WorkingPublisherId == own) : articles;
}

internal static class SpokenArticles
{
    /// <summary>Articles of the publisher for whom somebody speaks, whoever of its people wrote them, and what is public: that everybody may see.</summary>
    public static IQueryable<Article> OwnOrPublic(this IQueryable<Article> articles, Actor actor) => articles.OwnOrPublic(actor.PublisherId);

    internal static IQueryable<Article> OwnOrPublic(this IQueryable<Article> articles, long? publisher) =>
        publisher is { } own ? articles.Where(a => a.Status == ArticleStatus.Published || a.WorkingPublisherId == own) : articles;
}
