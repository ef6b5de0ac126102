using System.Collections.Frozen;

namespace Uutiset.Subscribers.Joining;

/// <summary>What an address itself tells: a mailbox of an office, which stays when people change, or one of a service that throws its mailboxes away.</summary>
internal static class AddressKinds
{
    // As associations of this country write them; a branch may stand after a dot or a dash: toimisto.oulu@
    private static readonly FrozenSet<string> RoleWords = FrozenSet.Create(StringComparer.OrdinalIgnoreCase,
        "info", "toimisto", "kirjaamo", "posti", "palvelu", "asiakaspalvelu", "neuvonta", "yhdistys", "jarjesto", "järjestö", "hallitus", "puheenjohtaja", "sihteeri", "sihteeristo", "sihteeristö",
        "toiminnanjohtaja", "viestinta", "viestintä", "tiedotus", "toimitus", "uutiset", "yhteys", "yhteydenotot", "hallinto", "talous", "laskut", "jasenasiat", "jäsenasiat", "jasenrekisteri",
        "piiri", "aluetoimisto", "keskustoimisto", "vapaaehtoistoiminta", "koordinaattori",
        "kontor", "kansli", "kansliet", "styrelse", "styrelsen", "ordforande", "ordförande", "sekreterare", "forening", "förening", "foreningen", "föreningen", "kontakt", "redaktion", "redaktionen", "forbund", "förbund", "forbundet", "förbundet",
        "office", "contact", "mail", "email", "hello", "board", "secretary", "secretariat", "chair", "admin", "administration", "support", "help", "news", "press", "media", "team", "hr", "webmaster", "postmaster");

    // The ones that are met most; a list of thousands would be out of date in a week and refuse somebody wrongly
    private static readonly FrozenSet<string> ThrownAway = FrozenSet.Create(StringComparer.OrdinalIgnoreCase,
        "10minutemail.com", "33mail.com", "burnermail.io", "discard.email", "dispostable.com", "emailondeck.com", "fakeinbox.com", "getairmail.com", "getnada.com", "grr.la", "guerrillamail.com", "guerrillamail.net",
        "guerrillamail.org", "guerrillamailblock.com", "inboxkitten.com", "mailcatch.com", "maildrop.cc", "mailinator.com", "mailnesia.com", "mailpoof.com", "mintemail.com", "moakt.com", "mohmal.com", "mytemp.email",
        "nada.email", "sharklasers.com", "spam4.me", "spamgourmet.com", "temp-mail.org", "tempail.com", "tempmail.com", "tempmail.dev", "tempmailo.com", "throwawaymail.com", "trashmail.com", "trashmail.de", "yopmail.com", "yopmail.fr", "yopmail.net");

    public static ContactKind Of(string address) => IsRole(address) ? ContactKind.Role : ContactKind.Person;

    public static bool IsRole(string address)
    {
        var local = address[..Math.Max(0, address.LastIndexOf('@'))];
        return RoleWords.Contains(local) || RoleWords.Contains(local.Split('.', '-', '_', '+')[0]);
    }

    /// <summary>Of a service of passing mailboxes, or of a name under one.</summary>
    public static bool IsThrownAway(string address)
    {
        var domain = address[(address.LastIndexOf('@') + 1)..];
        for (var dot = -1; ; dot = domain.IndexOf('.', dot + 1))
        {
            if (ThrownAway.Contains(domain[(dot + 1)..])) return true;
            if (domain.IndexOf('.', dot + 1) < 0) return false;
        }
    }
}
