using Uutiset.Desk;
using Uutiset.People;
using Uutiset.Vocabulary;

namespace Uutiset.Bulletins.Desk;

/// <summary>Says in a line whom an audience means.</summary>
internal static class AudienceWords
{
    public static string Of(Audience audience, TermIndex terms, DeskText text)
    {
        var parts = new[]
        {
            audience.Regions.Select(r => Regions.Find(r)?.Short.In(text.Lang)), audience.Tags.Select(t => terms.Find(t)?.Label.In(text.Lang)), audience.OrganisationTypes.Select(t => OrganisationTypes.All.GetValueOrDefault(t)?.In(text.Lang)),
            audience.Langs.Select(l => text["articles.lang." + l]), audience.Frequency is { } frequency ? [text["subscribers.frequency." + frequency]] : [],
        }.Select(p => string.Join(", ", p.OfType<string>())).Where(p => p.Length > 0).ToList();
        return parts.Count == 0 ? text["segments.everybody"] : string.Join(" · ", parts);
    }
}
