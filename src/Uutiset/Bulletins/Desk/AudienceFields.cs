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
