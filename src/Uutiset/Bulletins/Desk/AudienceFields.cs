using Uutiset.Desk;
using Uutiset.Subscribers;
using Uutiset.Vocabulary;

namespace Uutiset.Bulletins.Desk;

/// <summary>The fields of a form in which somebody chooses an audience: a bulletin's, or a segment's.</summary>
internal interface IAudienceFields
{
    List<string> Regions { get; set; }
    List<string> Tags { get; set; }
    List<string> OrganisationTypes { get; set; }
    List<string> Langs { get; set; }
    Frequency? Frequency { get; set; }
}

/// <summary>What <c>_AudienceFields.cshtml</c> shows.</summary>
internal sealed record AudienceChoice(IAudienceFields Fields, IReadOnlyList<TermEntry> Themes);

internal static class AudienceFields
{
    /// <summary>What is held against a colleague's change, with the keys of the labels.</summary>
    public static readonly IReadOnlyDictionary<string, string> Labels = new Dictionary<string, string>
    {
        [nameof(IAudienceFields.Regions)] = "bulletins.regions", [nameof(IAudienceFields.Tags)] = "bulletins.themes", [nameof(IAudienceFields.OrganisationTypes)] = "bulletins.types",
        [nameof(IAudienceFields.Langs)] = "bulletins.langs.only", [nameof(IAudienceFields.Frequency)] = "bulletins.frequency",
    };

    /// <summary>What the keys in these fields, and in a bulletin's series, are called.</summary>
    public static Dictionary<string, string> Words(TermIndex index, DeskText text)
    {
        var words = Languages.All.ToDictionary(lang => lang, lang => text["bulletins.lang." + lang]);
        foreach (var frequency in Enum.GetValues<Frequency>()) words[frequency.ToString()] = text["bulletins.frequency." + frequency.ToString().ToLowerInvariant()];
        foreach (var (key, label) in People.OrganisationTypes.All) words[key] = label.In(text.Lang);
        foreach (var term in index.Active) words.TryAdd(term.Slug, term.Label.In(text.Lang));
        return words;
    }

    public static Audience ToAudience(this IAudienceFields fields) =>
        new() { Regions = fields.Regions, Tags = fields.Tags, OrganisationTypes = fields.OrganisationTypes, Langs = fields.Langs, Frequency = fields.Frequency };

    public static TForm With<TForm>(this TForm form, Audience audience) where TForm : IAudienceFields
    {
        (form.Regions, form.Tags, form.OrganisationTypes, form.Langs, form.Frequency) = ([.. audience.Regions], [.. audience.Tags], [.. audience.OrganisationTypes], [.. audience.Langs], audience.Frequency);
        return form;
    }

    /// <summary>Series that a bulletin may be of.</summary>
    public static IReadOnlyList<TermEntry> SeriesToChoose(this TermIndex index, string lang) => index.ToChoose(TermScheme.Series, lang);

    /// <summary>Themes that may be chosen, in the order of their names.</summary>
    public static IReadOnlyList<TermEntry> ThemesToChoose(this TermIndex index, string lang) => index.ToChoose(TermScheme.Theme, lang);

    private static IReadOnlyList<TermEntry> ToChoose(this TermIndex index, TermScheme scheme, string lang) =>
        [.. index.Active.Where(t => t.Scheme == scheme).OrderBy(t => t.Label.In(lang), StringComparer.Create(System.Globalization.CultureInfo.GetCultureInfo("fi-FI"), true))];
}
