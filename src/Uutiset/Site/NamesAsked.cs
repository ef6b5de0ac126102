using System.Globalization;
using Microsoft.AspNetCore.WebUtilities;
using Microsoft.EntityFrameworkCore;
using Uutiset.Data;
using Uutiset.Themes.Pages;
using Uutiset.Vocabulary;
using Uutiset.Vocabulary.Body;

namespace Uutiset.Site;

/// <summary>What a list of names is asked for in its address, read leniently: a value that means nothing narrows nothing.</summary>
internal sealed record NamesAsked(string Q, Region? Region, string Type, string Letter, int Page)
{
    /// <summary>A list that fits here and of which nothing is asked is shown in groups, without a search.</summary>
    public const int PerPage = 100;

    private const int LongestQuery = 100;

    public bool Anything => Q.Length > 0 || Region is not null || Type.Length > 0 || Letter.Length > 0;

    /// <param name="types">The values that its type may have; none where the list has no types.</param>
    public static NamesAsked Read(IQueryCollection query, IEnumerable<string> types, bool hasRegions)
    {
        string Text(string name) => query[name].ToString().Trim();
        var letter = StringInfo.GetNextTextElement(Text("letter"));
        return new NamesAsked(
            Typography.Cut(Text("q"), LongestQuery), hasRegions ? Regions.FindBySlug(Text("region")) : null, types.FirstOrDefault(t => t.Equals(Text("type"), StringComparison.OrdinalIgnoreCase)) ?? "",
            letter.Length == 1 && char.IsLetterOrDigit(letter[0]) ? letter.ToUpperInvariant() : "",
            int.TryParse(Text("page"), NumberStyles.None, CultureInfo.InvariantCulture, out var page) && page is > 0 and < 100_000 ? page : 1);
    }

    public string Address(string lang, string path, string letter, int page) => QueryHelpers.AddQueryString(Press.At(lang, path), new Dictionary<string, string?>
    {
        ["q"] = Q.Length > 0 ? Q : null, ["region"] = Region?.Slug, ["type"] = Type.Length > 0 ? Type : null, ["letter"] = letter.Length > 0 ? letter : null,
        ["page"] = page > 1 ? page.ToString(CultureInfo.InvariantCulture) : null,
    });

    /// <summary>The page that was asked for, in three commands; null when there is no such page.</summary>
    /// <param name="rows">Narrowed already by words, region and type.</param>
    public async Task<NameList?> ListAsync(IQueryable<NameRow> rows, string lang, string path, CancellationToken ct)
    {
        var initials = await rows.Select(r => r.Name.Substring(0, 1)).Distinct().ToListAsync(ct);
        // SQLite folds the case of ASCII only
        var (upper, lower) = (Letter, Letter.ToLowerInvariant());
        if (Letter.Length > 0) rows = rows.Where(r => r.Name.StartsWith(upper) || r.Name.StartsWith(lower));
        var total = await rows.CountAsync(ct);
        if (Page > 1 && (Page - 1) * (long)PerPage >= total) return null;
        var shown = await rows.OrderBy(r => r.Rank).ThenBy(r => EF.Functions.Collate(r.Name, NewsDb.FinnishOrder)).ThenBy(r => r.Id).Skip((Page - 1) * PerPage).Take(PerPage).ToListAsync(ct);
        var order = StringComparer.Create(CultureInfo.GetCultureInfo("fi-FI"), ignoreCase: true);
        return new NameList(shown, total, Anything || total > PerPage,
            [.. initials.Select(i => i.ToUpperInvariant()).Where(i => i.Length == 1 && char.IsLetterOrDigit(i[0])).Distinct().Order(order).Select(i => new Link(Address(lang, path, i, 1), i) { Current = i == Letter })],
            Cards.Paging(Page, PerPage, total, p => Address(lang, path, Letter, p)));
    }
}

/// <summary>A name in a list. As EF reads it: <see cref="Name"/> in the page's language where there is one.</summary>
internal sealed class NameRow
{
    public long Id { get; init; }
    public string Slug { get; init; } = "";
    public string Name { get; init; } = "";
    /// <summary>What comes first, before the order of names.</summary>
    public int Rank { get; init; }
    /// <summary>There is no name in the page's language.</summary>
    public bool IsFinnish { get; init; }
}

/// <param name="IsLong">It has a search, letters and pages.</param>
internal sealed record NameList(IReadOnlyList<NameRow> Rows, int Total, bool IsLong, IReadOnlyList<Link> Letters, Paging? Paging);
