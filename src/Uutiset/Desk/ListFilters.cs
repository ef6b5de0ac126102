using System.Globalization;

namespace Uutiset.Desk;

/// <summary>What a list of the desk is narrowed by, in its address; <c>/Desk/_Filters.cshtml</c> shows the form.</summary>
/// <param name="Label">What the form says it is.</param>
/// <param name="PageName">The list's page number in the address.</param>
internal sealed record ListFilters(string Path, string Label, IReadOnlyList<FilterField> Fields, string PageName = "page")
{
    public bool IsFiltered => Narrowing.Any();

    public PageLinks Links(int number, int pages) => new(number, pages, Href);

    private IEnumerable<FilterField> Narrowing => Fields.Where(f => f.Value.Length > 0);

    public string Href(int page) =>
        Path + QueryString.Create(Narrowing.Select(f => KeyValuePair.Create(f.Name, (string?)f.Value)).Append(new(PageName, page.ToString(CultureInfo.InvariantCulture))));
}

/// <param name="Options">What there is to choose; without any the field takes words.</param>
internal sealed record FilterField(string Name, string Label, string Value, IReadOnlyList<FilterOption>? Options = null)
{
    private const int Longest = 100;

    public static FilterField Words(string name, string label, IQueryCollection query) =>
        new(name, label, Vocabulary.Body.Typography.Cut(query[name].ToString().Trim(), Longest));

    /// <summary>A value that is not offered narrows nothing, and is not shown as if it did.</summary>
    public static FilterField Choice(string name, string label, IQueryCollection query, IEnumerable<FilterOption> options)
    {
        List<FilterOption> all = [.. options];
        return new FilterField(name, label, all.Find(o => o.Value.Equals(query[name].ToString(), StringComparison.OrdinalIgnoreCase))?.Value ?? "", all);
    }

    public static int Page(IQueryCollection query, string name = "page") =>
        int.TryParse(query[name], NumberStyles.None, CultureInfo.InvariantCulture, out var page) && page is > 0 and < 1_000_000 ? page : 1;
}

internal sealed record FilterOption(string Value, string Text);
