using System.Globalization;
using System.Text;
using Uutiset.Accounts;
using Uutiset.Mail;

namespace Uutiset.Mailing;

/// <summary>
/// Equality of mail addresses without keeping them: a suppression outlives the erasure of its contact as this keyed hash alone.
/// A plain hash would not do, since addresses can be guessed and hashed.
/// </summary>
internal sealed class AddressKeys(SiteKeys keys)
{
    /// <returns>64 lower-case hex digits, the same for every spelling of one address.</returns>
    public string Of(string address) => Convert.ToHexStringLower(keys.Hmac("suppression", Encoding.UTF8.GetBytes(Normalise(address))));

    /// <summary>Trimmed, lower-case, the domain as A-labels. Local parts differ by case in RFC 5321 2.4 and on no mail host.</summary>
    public static string Normalise(string address)
    {
        var trimmed = address.Trim();
        if (Mailbox.TryCreate(trimmed, out var mailbox, out _)) return mailbox.Key;
        // No usable address, yet it must be comparable: a row of an old list may be suppressed too
        var lower = trimmed.ToLower(CultureInfo.InvariantCulture);
        return lower.Normalize(NormalizationForm.FormC);
    }
}
