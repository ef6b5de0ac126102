using System.Globalization;
using Uutiset.Articles;
using Uutiset.Search;
using Uutiset.Themes.Pages;
using Uutiset.Vocabulary;

namespace Uutiset.Site;

/// <summary>
/// The filters of an archive page as links: those that are on can be taken off, and of the others each says how many of the hits it would leave.
/// A kind that is on offers nothing further, since its count would be of both and its link of one.
/// </summary>
internal sealed class ArchiveNarrowing(ArchiveAsked asked, SiteTexts texts, List<TermLabel> terms, string? author)
{
    // What is seen at a glance; the rest lies behind one press
    private const int First = 6;

    /// <summary>Each filter that is on, and the search without it.</summary>
    public IReadOnlyList<(string Label, ArchiveAsked Without)> On { get; } = [.. Filters(asked, texts, terms, author).Select(f => (f.Label, f.Without with { Page = 1 }))];

    /// <summary>The search without any of them.</summary>
    public ArchiveAsked Bare => asked with { Tag = null, Audience = null, Series = null, Region = null, Type = null, Author = null, Lang = null, From = null, To = null, Page = 1 };

    public IReadOnlyList<Link> Removals => [.. On.Select(f => new Link(f.Without.Address(texts.Lang, 1), f.Label))];

    public IReadOnlyList<FacetGroup> Groups(ArchiveFacets facets) =>
    [
        .. new[]
        {
            Group("archive.tag", asked.Tag is null ? facets.Tags.Where(t => terms.Exists(term => term.Slug == t.Value && term.Scheme is TermScheme.Theme or TermScheme.Programme)) : [], f => asked with { Tag = f.Value }),
            Group("archive.region", asked.Region is null ? facets.Regions.Where(f => Regions.Find(f.Value) is not null) : [], f => asked with { Region = Regions.Find(f.Value) }),
            Group("archive.year", asked.From is null && asked.To is null ? facets.Years : [], InYear),
            Group("archive.type", asked.Type is null ? facets.Types : [], f => asked with { Type = Enum.Parse<ArticleType>(f.Value, ignoreCase: true) }, f => texts.Type(Enum.Parse<ArticleType>(f.Value, ignoreCase: true))),
            Group("archive.by", asked.Author is null ? facets.Authors : [], f => asked with { Author = f.Value }),
            Group("archive.audience", asked.Audience is null ? facets.Audiences : [], f => asked with { Audience = f.Value }),
            Group("archive.series", asked.Series is null ? facets.Series : [], f => asked with { Series = f.Value }),
        }.Where(g => g.Rows.Count > 0),
    ];

    private FacetGroup Group(string label, IEnumerable<ArchiveFacet> facets, Func<ArchiveFacet, ArchiveAsked> narrowed, Func<ArchiveFacet, string>? name = null)
    {
        FacetRow[] rows = [.. facets.Select(f => new FacetRow(name?.Invoke(f) ?? f.Label, (narrowed(f) with { Page = 1 }).Address(texts.Lang, 1), f.Count))];
        return new FacetGroup(texts[label], rows[..Math.Min(First, rows.Length)], rows.Length > First ? rows[First..] : []);
    }

    private ArchiveAsked InYear(ArchiveFacet year) => int.Parse(year.Value, CultureInfo.InvariantCulture) is var y ? asked with { From = new DateOnly(y, 1, 1), To = new DateOnly(y, 12, 31) } : asked;

    private static IEnumerable<(string Label, ArchiveAsked Without)> Filters(ArchiveAsked asked, SiteTexts texts, List<TermLabel> terms, string? author)
    {
        string Term(string slug) => terms.Find(t => t.Slug == slug)?.In(texts.Lang) ?? slug;
        string Named(string kind, string value) => $"{texts[kind]}: {value}";
        if (asked.Tag is { } tag) yield return (Named("archive.tag", Term(tag)), asked with { Tag = null });
        if (asked.Audience is { } audience) yield return (Named("archive.audience", Term(audience)), asked with { Audience = null });
        if (asked.Series is { } series) yield return (Named("archive.series", Term(series)), asked with { Series = null });
        if (asked.Region is { } region) yield return (Named("archive.region", region.Short.In(texts.Lang)), asked with { Region = null });
        if (asked.Type is { } type) yield return (Named("archive.type", texts.Type(type)), asked with { Type = null });
        if (asked.Author is { } slug) yield return (Named("archive.by", author ?? slug), asked with { Author = null });
        if (asked.Lang is { } lang) yield return (Named("archive.lang", texts["archive.lang." + lang]), asked with { Lang = null });
        if (asked is { From: { Month: 1, Day: 1 } first, To: { Month: 12, Day: 31 } last } && first.Year == last.Year)
        {
            yield return (Named("archive.year", first.Year.ToString(CultureInfo.InvariantCulture)), asked with { From = null, To = null });
            yield break;
        }
        if (asked.From is { } from) yield return (Named("archive.from", Dates.Day(from, texts.Lang)), asked with { From = null });
        if (asked.To is { } to) yield return (Named("archive.to", Dates.Day(to, texts.Lang)), asked with { To = null });
    }
}
