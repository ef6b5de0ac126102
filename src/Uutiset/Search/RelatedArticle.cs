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
    private static readonly Localized Tag = new("Sama aihe", "Samma ämne", "Same topic");
    private static readonly Localized Tags = new("Samat aiheet", "Samma ämnen", "Same topics");
    private static readonly Localized Audience = new("Sama kohderyhmä", "Samma målgrupp", "Same audience");
    private static readonly Localized Audiences = new("Samat kohderyhmät", "Samma målgrupper", "Same audiences");
    private static readonly Localized Region = new("Sama alue", "Samma område", "Same region");
    private static readonly Localized Words = new("Samoja sanoja", "Samma ord", "Same words");

    /// <summary>”Sama aihe: Sote-uudistus”. The label stands as it is, so that it need not be inflected.</summary>
    public string In(string lang) => $"{Kind.In(lang)}: {Label.In(lang)}";

    /// <summary>
    /// Two reasons at most: ”Samat aiheet: Digipalvelut, Ikäihmiset”. Shared words only where nothing with a name is shared:
    /// they may be as empty as ”minkä” in a small archive.
    /// </summary>
    public static string Sentence(IEnumerable<RelatedReason> reasons, string lang) =>
        string.Join(". ", reasons.OrderBy(r => r.By == RelatedBy.Words).Take(2).GroupBy(r => r.By == RelatedBy.Words).First().GroupBy(r => r.By)
            .Select(same => same.Count() == 1 ? same.First().In(lang) : $"{(same.Key == RelatedBy.Audience ? Audiences : Tags).In(lang)}: {string.Join(", ", same.Select(r => r.Label.In(lang)))}"));

    private Localized Kind => By switch { RelatedBy.Tag => Tag, RelatedBy.Audience => Audience, RelatedBy.Region => Region, _ => Words };
}
