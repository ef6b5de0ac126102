using Uutiset.Vocabulary;

namespace Uutiset.Subscribers;

/// <summary>The short pages that a form or a link of a mail leads to: a title, a sentence or two, a button.</summary>
internal static class PageWording
{
    internal sealed record Sentences(Localized Title, Localized Text, Localized? More = null)
    {
        public IEnumerable<string> ParagraphsIn(string lang) => More is null ? [Text.In(lang)] : [Text.In(lang), More.In(lang)];
    }

    public static readonly Sentences Asked = new(
        new("Tarkista sähköpostisi", "Kontrollera din e-post", "Check your mail"),
        new("Lähetimme viestin antamaasi osoitteeseen. Tilaus alkaa, kun avaat viestissä olevan linkin ja painat painiketta. Linkki toimii kaksi vuorokautta.",
            "Vi har skickat ett meddelande till adressen du angav. Prenumerationen börjar när du öppnar länken i meddelandet och trycker på knappen. Länken fungerar i två dygn.",
            "We have sent a message to the address you gave. The subscription begins when you open the link in it and press the button. The link works for two days."),
        new("Jos viestiä ei näy, katso roskapostista. Samaan osoitteeseen lähetetään enintään yksi viesti vuorokaudessa.",
            "Om du inte ser meddelandet kan du titta bland skräpposten. Till samma adress skickas högst ett meddelande per dygn.",
            "If you do not see it, look among the junk mail. At most one message a day is sent to the same address."));

    /// <summary>Told by the address alone, whoever it belongs to.</summary>
    public static readonly Sentences AskedPassing = Asked with
    {
        More = new(
            "Osoite näyttää olevan väliaikaisesta sähköpostipalvelusta. Kun se vanhenee, tiedotteet lakkaavat tulemasta: tilaa ne mieluummin pysyvään osoitteeseen.",
            "Adressen ser ut att höra till en tjänst för tillfällig e-post. När den upphör slutar utskicken komma: prenumerera hellre med en adress som består.",
            "The address seems to be of a service for temporary mail. When it expires the bulletins stop coming: subscribe rather with an address that lasts."),
    };

    public static readonly Sentences TooMany = new(
        new("Pyyntöjä on tullut liian monta", "För många förfrågningar på kort tid", "Too many requests"),
        new("Samasta verkosta on tullut tunnin aikana niin monta pyyntöä, että otamme seuraavan vastaan vasta myöhemmin. Yritä uudelleen tunnin kuluttua.",
            "Från samma nätverk har det under en timme kommit så många förfrågningar att vi tar emot nästa först senare. Försök igen om en timme.",
            "So many requests have come from the same network within an hour that we take the next one only later. Try again in an hour."));

    public static readonly Sentences Foreign = new(
        new("Lomaketta ei otettu vastaan", "Formuläret togs inte emot", "The form was not accepted"),
        new("Lomake lähetettiin toiselta sivustolta. Avaa sivu täällä ja lähetä lomake uudelleen.",
            "Formuläret skickades från en annan webbplats. Öppna sidan här och skicka formuläret på nytt.",
            "The form was sent from another site. Open the page here and send the form again."));

    public static readonly Sentences Unreadable = new(
        new("Lomaketta ei voitu lukea", "Formuläret kunde inte läsas", "The form could not be read"),
        new("Lähetys oli vaillinainen tai liian suuri. Avaa sivu ja lähetä lomake uudelleen.",
            "Det som skickades var ofullständigt eller för stort. Öppna sidan och skicka formuläret på nytt.",
            "What was sent was incomplete or too large. Open the page and send the form again."));

    public static readonly Sentences ConfirmEnded = new(
        new("Linkki ei ole enää voimassa", "Länken gäller inte längre", "The link has expired"),
        new("Vahvistuslinkki toimii kaksi vuorokautta. Jos haluat tiedotteet, tee tilaus uudelleen.",
            "Bekräftelselänken fungerar i två dygn. Om du vill ha utskicken kan du prenumerera på nytt.",
            "A confirmation link works for two days. If you want the bulletins, subscribe again."));

    public static readonly Localized ConfirmTitle = new("Vahvista tilaus", "Bekräfta prenumerationen", "Confirm the subscription");

    public static readonly Sentences Confirmed = new(
        new("Tilaus on vahvistettu", "Prenumerationen är bekräftad", "The subscription is confirmed"),
        new("Tiedotteet tulevat tästä lähtien sähköpostiisi.", "Utskicken kommer från och med nu till din e-post.", "The bulletins will now come to your mailbox."));

    public static readonly Sentences UnknownLink = new(
        new("Linkki ei toimi", "Länken fungerar inte", "The link does not work"),
        new("Linkki on vaillinainen, tai se on korvattu uudella. Avaa linkki uusimmasta tiedotteesta.",
            "Länken är ofullständig eller har ersatts av en ny. Öppna länken i det senaste utskicket.",
            "The link is incomplete, or a newer one has replaced it. Open the link in your latest bulletin."));

    public static readonly Localized End = new("Perutaanko tilaus?", "Avsluta prenumerationen?", "Unsubscribe?");

    public static readonly Sentences Ended = new(
        new("Tilaus on peruttu", "Prenumerationen är avslutad", "The subscription has ended"),
        new("Tähän osoitteeseen ei lähetetä enää tiedotteita. Tieto perumisesta säilytetään, jotta tilaus ei ala uudelleen vahingossa.",
            "Inga fler utskick skickas till adressen. Uppgiften om att prenumerationen har avslutats sparas så att den inte kan fortsätta av misstag.",
            "No more bulletins are sent to this address. That it was ended is kept on record, so that it cannot go on by mistake."));

    public static readonly Sentences OrganisationEnded = new(
        new("Järjestön tilaus on peruttu", "Organisationens prenumeration är avslutad", "The organisation's subscription has ended"),
        new("Tämän tilauksen tiedotteita ei lähetetä enää yhteenkään järjestön osoitteeseen.",
            "Den här prenumerationens utskick skickas inte längre till någon av organisationens adresser.",
            "The bulletins of this subscription are no longer sent to any of the organisation's addresses."));

    public static readonly Sentences EndOrganisation = new(
        new("Perutaanko koko järjestön tilaus?", "Ska hela organisationens prenumeration avslutas?", "End the whole organisation's subscription?"),
        new("Tämän tilauksen tiedotteiden lähettäminen loppuu heti kaikkiin järjestön osoitteisiin, myös muiden kuin omaasi.",
            "Den här prenumerationens utskick slutar genast komma till alla organisationens adresser, också till andras än din egen.",
            "The bulletins of this subscription stop at once to all the organisation's addresses, other people's as well as yours."));

    public static readonly Localized EndOrganisationButton = new("Peru järjestön tilaus", "Avsluta organisationens prenumeration", "End the organisation's subscription");
    public static readonly Localized ToSubscribe = new("Tilaa tiedotteet", "Prenumerera på utskicken", "Subscribe to the bulletins");
    public static readonly Localized ToPreferences = new("Muuta tilauksen asetuksia", "Ändra prenumerationens inställningar", "Change the subscription's settings");
    public static readonly Localized ToFront = new("Etusivulle", "Till framsidan", "To the front page");
}
