using System.Globalization;
using Uutiset.Accounts;
using Uutiset.Data;
using Uutiset.Desk;
using Uutiset.People;
using Uutiset.Vocabulary;

namespace Uutiset.Subscribers.Desk;

/// <summary>What the lists of subscribers have in common.</summary>
internal static class RollDesk
{
    public const string Organisations = "/desk/subscribers";
    public const string Contacts = "/desk/subscribers/contacts";
    public const string Segments = "/desk/segments";
    public const string Charts = "/desk/subscribers/charts";

    public static readonly IReadOnlyList<(string Href, string Label)> Tabs =
        [(Organisations, "subscribers.organisations"), (Contacts, "subscribers.contacts"), (Segments, "segments.title"), (Charts, "subscribers.charts")];

    private static readonly int[] Silences = [1, 3, 6, 12];

    public static FilterField Region(DeskText text, IQueryCollection query) =>
        FilterField.Choice("region", text["subscribers.region"], query, Regions.All.Select(r => new FilterOption(r.Code, r.Short.In(text.Lang))));

    public static FilterField Type(DeskText text, IQueryCollection query) =>
        FilterField.Choice("type", text["subscribers.type"], query, OrganisationTypes.All.Select(t => new FilterOption(t.Key, t.Value.In(text.Lang))).OrderBy(o => o.Text, StringComparer.Create(CultureInfo.GetCultureInfo("fi-FI"), ignoreCase: true)));

    public static FilterField Lang(DeskText text, IQueryCollection query) =>
        FilterField.Choice("lang", text["subscribers.lang"], query, Languages.All.Select(l => new FilterOption(l, text["articles.lang." + l])));

    public static FilterField State<TState>(DeskText text, IQueryCollection query, string words) where TState : struct, Enum =>
        FilterField.Choice("state", text["subscribers.state"], query, Enum.GetNames<TState>().Select(s => new FilterOption(s, text[words + s])));

    public static FilterField Publisher(DeskText text, IQueryCollection query, IEnumerable<PublisherChoice> publishers) =>
        FilterField.Choice("publisher", text["subscribers.publisher"], query, publishers.Select(p => new FilterOption(p.PublicId.ToString(), p.Name)));

    public static FilterField Series(DeskText text, IQueryCollection query, TermIndex terms) =>
        FilterField.Choice("series", text["subscribers.series"], query, terms.Active.Where(t => t.Scheme == TermScheme.Series).Select(t => new FilterOption(t.Slug, t.Label.In(text.Lang)))
            .OrderBy(o => o.Text, StringComparer.Create(CultureInfo.GetCultureInfo("fi-FI"), ignoreCase: true)));

    public static FilterField Silent(DeskText text, IQueryCollection query) =>
        FilterField.Choice("last", text["subscribers.last"], query, Silences.Select(m => new FilterOption(m.ToString(CultureInfo.InvariantCulture), text.Count("subscribers.silent", m))));

    public static int? MonthsOf(FilterField silent) => int.TryParse(silent.Value, NumberStyles.None, CultureInfo.InvariantCulture, out var months) ? months : null;

    public static long? IdOf(IEnumerable<PublisherChoice> publishers, FilterField chosen) => publishers.FirstOrDefault(p => p.PublicId.ToString() == chosen.Value)?.Id;

    public static TState? StateOf<TState>(FilterField chosen) where TState : struct, Enum => Enum.TryParse<TState>(chosen.Value, out var state) ? state : null;
}
