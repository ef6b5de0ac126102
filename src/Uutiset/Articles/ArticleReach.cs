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

    public bool MayEdit(long? ownerId, IEnumerable<Filing> filings) => AgentId is null || ownerId == AgentId
        || filings.Any(f => f.Kind == FilingKind.Person && f.Key == Person || f.Kind == FilingKind.Region && Regions.Contains(f.Key));

    public IQueryable<Article> Editable(IQueryable<Article> articles) => AgentId is null ? articles : articles.Where(a => a.OwnerId == AgentId
        || a.Filings.Any(f => f.Kind == FilingKind.Person && f.Key == Person || f.Kind == FilingKind.Region && Regions.Contains(f.Key)));

    /// <summary>What is public anybody may see; what is not, those who may edit it.</summary>
    public IQueryable<Article> Seen(IQueryable<Article> articles) => AgentId is null ? articles : articles.Where(a => a.Status == ArticleStatus.Published || a.OwnerId == AgentId
        || a.Filings.Any(f => f.Kind == FilingKind.Person && f.Key == Person || f.Kind == FilingKind.Region && Regions.Contains(f.Key)));
}
