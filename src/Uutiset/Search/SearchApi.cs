using Microsoft.Extensions.Options;
using Uutiset.Accounts.Api;
using Uutiset.Accounts.Http;
using Uutiset.Articles;
using Uutiset.Data;
using Uutiset.Search.Wording;
using Uutiset.Vocabulary;

namespace Uutiset.Search;

internal static class SearchApi
{
    public static void MapSearchApi(this IEndpointRouteBuilder app)
    {
        var group = app.MapApi("/search", "Search");
        group.MapGet("", SearchAsync).Produces<SearchJson>().WithSummary("Find published articles by Finnish words in any form, \"phrases\", -excluded, truncat*")
            .RequireRateLimiting(RateLimits.Search).AllowAnonymous();
        group.MapGet("/suggest", SuggestAsync).Produces<SuggestionsJson>().WithSummary("Words, tags, authors and titles that begin like this")
            .RequireRateLimiting(RateLimits.Search).AllowAnonymous();
    }

    /// <summary>The query of the address, as text: a wrong value is named, not swallowed.</summary>
    internal sealed record Asked
    {
        public string? Q { get; init; }
        public string? Tag { get; init; }
        /// <summary>Slug of an audience: for whom it is written, whatever it is about.</summary>
        public string? Audience { get; init; }
        /// <summary>Slug of a series.</summary>
        public string? Series { get; init; }
        public string? Region { get; init; }
        public string? Author { get; init; }
        public string? Type { get; init; }
        public string? Lang { get; init; }
        public DateOnly? From { get; init; }
        public DateOnly? To { get; init; }
        public string? Sort { get; init; }
        /// <summary>true: nothing is looked for in its place when it finds nothing.</summary>
        public bool? Exact { get; init; }
    }

    private static async Task<IResult> SearchAsync([AsParameters] Asked asked, [AsParameters] Paging paging, Archive archive, MissedSearches missed, HttpContext http, IOptions<SiteOptions> site, CancellationToken ct)
    {
        var errors = new Dictionary<string, string[]>();
        var type = Word<ArticleType>("type", asked.Type, errors);
        var sort = Word<ArchiveSort>("sort", asked.Sort, errors);
        if (asked.Region is { Length: > 0 } region && (Regions.Find(region) ?? Regions.FindBySlug(region)) is null) errors["region"] = [$"there is no region {region}"];
        if (asked.Lang is { Length: > 0 } lang && !Languages.IsKnown(lang)) errors["lang"] = ["must be fi, sv or en"];
        if (errors.Count > 0) return Problems.Of(StatusCodes.Status400BadRequest, "A filter has a value that does not exist; see errors.", errors);
        var query = new ArchiveQuery
        {
            Q = asked.Q, Tag = asked.Tag, Audience = asked.Audience, Series = asked.Series, Region = asked.Region, Author = asked.Author, Type = type, Lang = asked.Lang, From = asked.From, To = asked.To,
            AsTyped = asked.Exact == true, Sort = sort ?? ArchiveSort.Relevance, Page = paging.Number, PageSize = paging.Size, LabelLang = asked.Lang is { Length: > 0 } l ? l : "fi",
        };
        var page = await archive.SearchAsync(query, ct);
        await missed.NoteAsync(query, page, http.Connection.RemoteIpAddress, ct);
        return TypedResults.Ok(new SearchJson(page.Total, page.TookMs, page.DidYouMean, page.As, [.. page.Hits.Select(h => Json(h, site.Value))], page.Facets, page.Page, page.PageSize));
    }

    private static async Task<IResult> SuggestAsync(string? q, string? lang, Suggestions suggestions, CancellationToken ct) =>
        TypedResults.Ok(new SuggestionsJson(await suggestions.ForAsync(q, Languages.IsKnown(lang) ? lang! : "fi", ct)));

    private static SearchHitJson Json(ArchiveHit hit, SiteOptions site) => new(
        hit.Id, hit.Slug, site.Absolute(hit.Path), hit.Title, hit.TitleHtml, hit.SnippetHtml, hit.PublishedUtc, hit.Type, hit.Lang,
        hit.Authors, [.. hit.Tags.Select(t => t.Label)], [.. hit.Tags.Select(t => t.Slug)], hit.Regions, hit.Score,
        [.. hit.Moved.Select(d => new MovedDeadlineJson(d.PublicId, d.Title, d.Supersedes!.Closes, d.Closes, d.SourceUrl))], hit.EasyLanguage, hit.SummaryLang);

    private static T? Word<T>(string field, string? text, Dictionary<string, string[]> errors) where T : struct, Enum
    {
        if (string.IsNullOrEmpty(text)) return null;
        // Enum.TryParse would take numbers as well
        if (char.IsLetter(text[0]) && Enum.TryParse<T>(text, ignoreCase: true, out var value)) return value;
        errors[field] = [$"must be one of {string.Join(", ", Enum.GetNames<T>().Select(System.Text.Json.JsonNamingPolicy.CamelCase.ConvertName))}"];
        return null;
    }
}
