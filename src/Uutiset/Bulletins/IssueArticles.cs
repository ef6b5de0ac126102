using Uutiset.Articles;
using Uutiset.Articles.Translations;
using Uutiset.Vocabulary;

namespace Uutiset.Bulletins;

/// <summary>An item of a bulletin for readers of one language.</summary>
/// <param name="Article">The version that they get.</param>
/// <param name="Summary">What they are told of it, when it has no full version in their language.</param>
/// <param name="IsPicked">It is what the editor picked, and not another version of it: the editor's own heading fits.</param>
internal sealed record IssueItem(BulletinItem Item, Article Article, ArticleSummary? Summary, bool IsPicked, string PickedLang);

/// <summary>What a bulletin tells: the articles that were picked, each with its public versions.</summary>
internal sealed class IssueArticles(IReadOnlyList<BulletinItem> items, IReadOnlyDictionary<long, Article> picked, ILookup<long, Article> versions)
{
    /// <summary>The series that the bulletin is of.</summary>
    public Localized? Series { get; init; }

    /// <summary>In order, each item once: nobody gets two versions of one article.</summary>
    public IReadOnlyList<IssueItem> In(string lang)
    {
        var told = new HashSet<long>();
        return [.. items.OrderBy(i => i.Position).Where(i => told.Add(picked[i.ArticleId].GroupId)).Select(i => ForReader(i, lang))];
    }

    private IssueItem ForReader(BulletinItem item, string lang)
    {
        var own = picked[item.ArticleId];
        if (own.Lang == lang) return new(item, own, null, IsPicked: true, own.Lang);
        var group = versions[own.GroupId].ToList();
        if (group.Find(v => v.Lang == lang && !v.EasyLanguage) is { } full) return new(item, full, null, IsPicked: false, own.Lang);
        foreach (var told in group.Prepend(own))
            if (told.Summaries.Find(s => s.Lang == lang) is { } summary) return new(item, told, summary, IsPicked: false, own.Lang);
        return new(item, own, null, IsPicked: true, own.Lang);
    }
}
