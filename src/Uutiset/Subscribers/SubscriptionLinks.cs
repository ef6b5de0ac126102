using Microsoft.Extensions.Options;
using Uutiset.Accounts;
using Uutiset.Data;
using Uutiset.Vocabulary;

namespace Uutiset.Subscribers;

/// <summary>The addresses that stand in mails. The capability token in them is the key to one contact: no log-in, no cookie.</summary>
internal sealed class SubscriptionLinks(CapabilityTokens tokens, IOptions<SiteOptions> site)
{
    public const string Capability = "subscription";
    public const string Confirmation = "confirm-subscription";
    public const string AddressConfirmation = "confirm-address";
    public static readonly TimeSpan ConfirmationLife = TimeSpan.FromHours(48);

    public string Token(long contactId, int version) => tokens.Make(Capability, contactId, version);

    public bool TryRead(string token, out long contactId, out int version) => tokens.TryRead(Capability, token, out contactId, out version);

    public string Preferences(long contactId, int version, string lang) => Absolute(lang, PreferencesPath(Token(contactId, version)));

    /// <summary>For the link in the text and for List-Unsubscribe alike: GET shows a button, POST acts (RFC 8058).</summary>
    public string Unsubscribe(long contactId, int version, string lang) => Absolute(lang, UnsubscribePath(Token(contactId, version)));

    public string Confirm(string token, string lang) => Absolute(lang, ConfirmPath(token));

    public string Address(string token, string lang) => Absolute(lang, AddressPath(token));

    public string Subscribe(string lang) => Absolute(lang, "/tilaa");

    // A reader's language may be one that the site does not serve: the way out of the list must open all the same
    public string Absolute(string lang, string path) => site.Value.Absolute(Languages.Prefix(site.Value.Served(lang)) + path);

    public static string PreferencesPath(string token) => "/tilaus/" + token;

    public static string UnsubscribePath(string token) => $"/tilaus/{token}/peru";

    public static string ConfirmPath(string token) => "/tilaus/vahvista/" + token;

    public static string AddressPath(string token) => "/tilaus/osoite/" + token;
}
