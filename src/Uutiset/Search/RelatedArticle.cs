using Uutiset.Articles;
using Uutiset.Vocabulary;

namespace Uutiset.Search;

/// <summary>An article beside another one, with the reasons for it, the strongest first; there is always one.</summary>
internal sealed record RelatedArticle(
    Guid Id, string Slug, string Path, string Title, string Excerpt, string Lang, ArticleType Type, DateTime PublishedUtc, DatePrecision PublishedPrecision,
    IReadOnlyList<RelatedReason> Reasons, double Score);

internal enum RelatedBy { Tag, Audience, Region, Words }

/// <param name="By">What the two have in common.</param>
/// <param name="Value">Slug of the term, code of the region, or the shared words.</param>
/// <param name="Label">What a person reads of it.</param>
internal sealed record RelatedReason(RelatedBy By, string Value, Localized Label)
{
    private static readonly Localized Tag = new("Sama aihe", "Samma tema", "Same topic");
    private static readonly Localized Audience = new("Sama kohderyhmä", "Samma målgrupp", "Same audience");
    private static readonly Localized Region = new("Sama alue", "Samma område", "Same region");
    private static readonly Localized Words = new("Samoja sanoja", "Samma ord", "Same words");

    /// <summary>”Sama aihe: Sote-uudistus”. The label stands as it is, so that it need not be inflected.</summary>
    public string In(string lang) => $"{Kind.In(lang)}: {Label.In(lang)}";

    private Localized Kind => By switch { RelatedBy.Tag => Tag, RelatedBy.Audience => Audience, RelatedBy.Region => Region, _ => Words };
}
