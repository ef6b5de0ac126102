using System.Globalization;
using System.Text.Json;
using Uutiset.Articles.Finding;
using Uutiset.Vocabulary;

namespace Uutiset.Articles.Bulk;

/// <summary>What a draft was filed under before a bulk change.</summary>
internal sealed record FormerFiling(IReadOnlyList<string> Tags, IReadOnlyList<string> Audiences, IReadOnlyList<string> Regions)
{
    public static FormerFiling Of(ArticleDraft draft) => new(draft.Tags, draft.Audiences, draft.Regions);

    public static FormerFiling FromJson(string json) => JsonSerializer.Deserialize<FormerFiling>(json)!;

    public string ToJson() => JsonSerializer.Serialize(this);

    public ArticleDraft In(ArticleDraft draft) => draft with { Tags = Tags, Audiences = Audiences, Regions = Regions };
}

/// <summary>What a bulk change does to one draft. Nothing else of the text is touched.</summary>
internal sealed class Refiling(BulkChange change, TermIndex terms)
{
    private readonly List<TermEntry> named = change.Kind is BulkKind.AddTags or BulkKind.RemoveTags ? [.. Values(change.Value).Select(terms.Find).OfType<TermEntry>()] : [];

    public static IReadOnlyList<string> Values(string value) => value.Split(';', StringSplitOptions.RemoveEmptyEntries);

    public static long OwnerOf(BulkChange change) => long.Parse(change.Value, CultureInfo.InvariantCulture);

    public ArticleDraft Of(ArticleDraft draft) => change.Kind switch
    {
        BulkKind.AddTags => draft with
        {
            Tags = [.. draft.Tags, .. Missing(draft).Where(t => t.Scheme != TermScheme.Audience).Select(t => t.Slug)],
            Audiences = [.. draft.Audiences, .. Missing(draft).Where(t => t.Scheme == TermScheme.Audience).Select(t => t.Slug)],
        },
        BulkKind.RemoveTags => draft with { Tags = Without(draft.Tags), Audiences = Without(draft.Audiences) },
        BulkKind.AddRegion => draft with { Regions = [.. draft.Regions.Append(change.Value).Distinct().Order(StringComparer.Ordinal)] },
        BulkKind.SetRegion => draft with { Regions = Values(change.Value) },
        _ => draft,
    };

    public bool Changes(ArticleDraft draft) => Of(draft) is var after
        && (!after.Tags.SequenceEqual(draft.Tags) || !after.Audiences.SequenceEqual(draft.Audiences) || !after.Regions.SequenceEqual(draft.Regions));

    /// <summary>The same question by the rows that a list reads, without the text.</summary>
    public bool Changes(long? ownerId, IReadOnlyCollection<Filing> filings) =>
        change.Kind == BulkKind.HandOver ? ownerId != OwnerOf(change) : Changes(new ArticleDraft
        {
            Tags = [.. filings.Where(f => f.Kind == FilingKind.Term).Select(f => f.Key)],
            Regions = [.. filings.Where(f => f.Kind == FilingKind.Region).Select(f => f.Key).Order(StringComparer.Ordinal)],
        });

    // A draft may still have the slug of a term that was merged since
    private IEnumerable<TermEntry> Missing(ArticleDraft draft) =>
        named.Where(n => !draft.Tags.Concat(draft.Audiences).Any(t => terms.Find(t)?.Id == n.Id));

    private List<string> Without(IReadOnlyList<string> tags) => [.. tags.Where(t => terms.Find(t) is not { } term || !named.Exists(n => n.Id == term.Id))];
}
