using System.Globalization;
using System.Net;
using System.Text;
using Uutiset.Themes;
using Uutiset.Vocabulary;

namespace Uutiset.Site.Standing;

/// <summary>Who answers and how they are reached.</summary>
internal sealed record Facts(string Publisher, string? Address, string? Email, string? Phone, string BaseUrl, int UnconfirmedDays)
{
    public string Contact(string lang) => string.Join(", ", new[] { Publisher, Address, Email, Phone }.Where(c => !string.IsNullOrWhiteSpace(c))) is var all && (Email ?? Phone ?? Address) is null
        ? all + new Localized(" (yhteystiedot ylläpidolta)", " (kontaktuppgifter av administratören)", " (contact details from the administrator)").In(lang)
        : all;
}

/// <summary>A heading and its paragraphs; {publisher}, {contact}, {url} and {days} (until an unconfirmed subscription is forgotten) stand for the facts.</summary>
internal sealed record Section(Localized? Heading, params Localized[] Paragraphs);

internal static class Sections
{
    public static TrustedHtml Write(IEnumerable<Section> sections, Facts facts, string lang)
    {
        var html = new StringBuilder();
        foreach (var section in sections)
        {
            if (section.Heading is { } heading) html.Append("<h2>").Append(Fill(heading)).Append("</h2>\n");
            foreach (var paragraph in section.Paragraphs) html.Append("<p>").Append(Fill(paragraph)).Append("</p>\n");
        }
        return new(html.ToString());

        string Fill(Localized text) => WebUtility.HtmlEncode(text.In(lang)
            .Replace("{publisher}", facts.Publisher, StringComparison.Ordinal)
            .Replace("{contact}", facts.Contact(lang), StringComparison.Ordinal)
            .Replace("{url}", facts.BaseUrl, StringComparison.Ordinal)
            .Replace("{days}", facts.UnconfirmedDays.ToString(CultureInfo.InvariantCulture), StringComparison.Ordinal));
    }
}
