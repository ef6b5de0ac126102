using Uutiset.Vocabulary.Body;

namespace Uutiset.Articles;

/// <summary>What a draft's text refers to where it stands: deadlines, events and articles that the page fills in there.</summary>
internal sealed record BodyReferences(IReadOnlyList<Guid> Articles, IReadOnlyList<Guid> Deadlines)
{
    private static readonly BodyReferences None = new([], []);

    public static BodyReferences Of(ArticleDraft draft)
    {
        if (draft.BodyHtml?.Contains("data-ref", StringComparison.Ordinal) != true || !HtmlCleaner.IsWithinBounds(draft.BodyHtml)) return None;
        var targets = HtmlCleaner.Read(draft.BodyHtml, draft.Lang).OfType<Reference>().Select(r => r.Target.Split(':')).ToLookup(t => t[0], t => Guid.Parse(t[1]));
        return new BodyReferences([.. targets["article"].Distinct()], [.. targets["deadline"].Distinct()]);
    }
}
