using System.Globalization;
using System.Net;
using System.Text;
using System.Text.RegularExpressions;
using Uutiset.Site.Settings;
using Uutiset.Subscribers;
using Uutiset.Subscribers.Joining;
using Uutiset.Subscribers.Seats;
using Uutiset.Themes;
using Uutiset.Vocabulary;

namespace Uutiset.Site.Standing;

/// <summary>Who answers and how they are reached.</summary>
internal sealed record Facts(string Publisher, string? Address, string? Email, string? Phone, string BaseUrl, SubscribersOptions Times, SiteFacts Kept)
{
    /// <summary>HTML: what can be written or called to can be pressed.</summary>
    public string Contact(string lang)
    {
        var all = string.Join(", ", new[] { Text(Publisher), Text(Address), Link("mailto:", Email), Link("tel:", Phone) }.OfType<string>());
        return (Email ?? Phone ?? Address) is null
            ? all + new Localized(" (yhteystiedot ylläpidolta)", " (kontaktuppgifter av administratören)", " (contact details from the administrator)").In(lang)
            : all;
    }

    private static string? Text(string? words) => string.IsNullOrWhiteSpace(words) ? null : WebUtility.HtmlEncode(words);

    private static string? Link(string scheme, string? address) =>
        Text(address) is { } shown ? $"<a href=\"{scheme}{WebUtility.HtmlEncode(address!.Replace(" ", "", StringComparison.Ordinal))}\">{shown}</a>" : null;
}

/// <summary>A heading and its paragraphs; {publisher}, {contact}, {url}, {days} (until an unconfirmed subscription is forgotten), {months} (until a log of deliveries is), {silence} (months after which a silent reader is asked), {answer} (days in which they answer), {waiting} (days for which somebody waits for an organisation's answer) and {years} (that the proof of a consent is kept) stand for the facts, {www.example.fi} for a link.</summary>
internal sealed record Section(Localized? Heading, params Localized[] Paragraphs)
{
    /// <summary>The editors' own words where they wrote some; an empty line begins a paragraph.</summary>
    public Section Or(Localized? kept) => kept is null ? this : this with { Own = kept };

    /// <summary>Plain text: braces in it stand for nothing.</summary>
    public Localized? Own { get; private init; }
}

internal static partial class Sections
{
    [GeneratedRegex(@"\{([a-z.]+\.fi)\}")]
    private static partial Regex SiteName();

    public static TrustedHtml Write(IEnumerable<Section> sections, Facts facts, string lang)
    {
        var html = new StringBuilder();
        foreach (var section in sections)
        {
            if (section.Heading is { } heading) html.Append("<h2>").Append(Fill(heading)).Append("</h2>\n");
            foreach (var own in section.Own?.In(lang).Split("\n\n") ?? []) html.Append("<p>").Append(WebUtility.HtmlEncode(own)).Append("</p>\n");
            if (section.Own is null) foreach (var paragraph in section.Paragraphs) html.Append("<p>").Append(Fill(paragraph)).Append("</p>\n");
        }
        return new(html.ToString());

        string Fill(Localized text) => SiteName().Replace(WebUtility.HtmlEncode(text.In(lang)), "<a href=\"https://$1\">$1</a>")
            .Replace("{publisher}", WebUtility.HtmlEncode(facts.Publisher), StringComparison.Ordinal)
            .Replace("{contact}", facts.Contact(lang), StringComparison.Ordinal)
            .Replace("{url}", WebUtility.HtmlEncode(facts.BaseUrl), StringComparison.Ordinal)
            .Replace("{days}", facts.Times.UnconfirmedDays.ToString(CultureInfo.InvariantCulture), StringComparison.Ordinal)
            .Replace("{months}", facts.Times.DeliveryLogMonths.ToString(CultureInfo.InvariantCulture), StringComparison.Ordinal)
            .Replace("{silence}", facts.Times.InactiveMonths.ToString(CultureInfo.InvariantCulture), StringComparison.Ordinal)
            .Replace("{answer}", StillWanted.DaysAltogether.ToString(CultureInfo.InvariantCulture), StringComparison.Ordinal)
            .Replace("{waiting}", JoinRequests.DaysAltogether.ToString(CultureInfo.InvariantCulture), StringComparison.Ordinal)
            .Replace("{years}", facts.Times.ProofYears.ToString(CultureInfo.InvariantCulture), StringComparison.Ordinal);
    }
}
