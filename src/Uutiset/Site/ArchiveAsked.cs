using System.Globalization;
using Microsoft.AspNetCore.WebUtilities;
using Uutiset.Articles;
using Uutiset.Search;
using Uutiset.Vocabulary;

namespace Uutiset.Site;

/// <summary>The address of an archive page, read leniently: what cannot be understood is left out and said so.</summary>
internal sealed record ArchiveAsked(
    string? Q, string? Tag, Region? Region, string? Author, ArticleType? Type, DateOnly? From, DateOnly? To, string? Lang, ArchiveSort Sort, int Page, bool Unknown)
{
    public string? Audience { get; init; }

    public string? Series { get; init; }

    /// <summary>The reader was shown another spelling and wants this one all the same.</summary>
    public bool AsTyped { get; init; }

    /// <summary>A search box is not a place for an essay; the analysis of a query costs time with its length.</summary>
    private const int LongestQuery = 300;

    public bool Narrowed => Tag is not null || Audience is not null || Series is not null || Region is not null || Author is not null || Type is not null || From is not null || To is not null || Lang is not null;

    public bool Anything => Q is not null || Narrowed;

    public static ArchiveAsked Read(IQueryCollection query)
    {
        var unknown = false;
        string? Text(string name) => query[name].ToString().Trim() is { Length: > 0 } text ? text : null;
        T? Known<T>(string name, Func<string, T?> read)
        {
            if (Text(name) is not { } text) return default;
            var value = read(text);
            unknown |= value is null;
            return value;
        }
        var q = Text("q");
        var asked = new ArchiveAsked(
            q?.Length > LongestQuery ? q[..LongestQuery] : q, Text("tag"), Known("region", r => Regions.FindBySlug(r) ?? Regions.Find(r)), Text("author"),
            Known<ArticleType?>("type", t => Enum.TryParse<ArticleType>(t, ignoreCase: true, out var type) && Enum.IsDefined(type) && !char.IsDigit(t[0]) ? type : null),
            Known<DateOnly?>("from", Day), Known<DateOnly?>("to", Day), Known("lang", l => Languages.IsKnown(l) ? l : null),
            Text("sort") == "newest" ? ArchiveSort.Newest : ArchiveSort.Relevance,
            int.TryParse(Text("page"), NumberStyles.None, CultureInfo.InvariantCulture, out var page) && page is > 0 and < 1_000_000 ? page : 1, false) { Audience = Text("audience"), Series = Text("series"), AsTyped = Text("exact") == "true" };
        return asked with { Unknown = unknown };
    }

    public ArchiveQuery Query(string lang, int pageSize) => new()
    {
        Q = Q, Tag = Tag, Audience = Audience, Series = Series, Region = Region?.Code, Author = Author, Type = Type, From = From, To = To, Lang = Lang, Sort = Sort, Page = Page, PageSize = pageSize,
        LabelLang = lang, WithFacets = Anything, AsTyped = AsTyped,
    };

    public string Address(string lang, int page) => Address(lang, "/arkisto", page);

    /// <summary>Where a program follows what this search finds.</summary>
    public string Feed(string lang, string format) => (this with { AsTyped = false, Sort = ArchiveSort.Relevance }).Address(lang, "/arkisto." + format, 1);

    private string Address(string lang, string path, int page) => QueryHelpers.AddQueryString(Press.At(lang, path), new Dictionary<string, string?>
    {
        ["q"] = Q, ["tag"] = Tag, ["audience"] = Audience, ["series"] = Series, ["region"] = Region?.Slug, ["author"] = Author, ["type"] = Type is { } type ? Name(type) : null,
        ["from"] = From is { } from ? Dates.Iso(from) : null, ["to"] = To is { } to ? Dates.Iso(to) : null, ["lang"] = Lang,
        ["exact"] = AsTyped ? "true" : null, ["sort"] = Sort == ArchiveSort.Newest ? "newest" : null, ["page"] = page > 1 ? page.ToString(CultureInfo.InvariantCulture) : null,
    });

    public static string Name(ArticleType type) => type.ToString().ToLowerInvariant();

    private static DateOnly? Day(string text) => DateOnly.TryParseExact(text, "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out var day) ? day : null;
}
