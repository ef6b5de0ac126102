using Uutiset.Vocabulary;

namespace Uutiset.Subscribers.Seats;

/// <summary>The yearly question whether everything is still right.</summary>
internal static class CheckWording
{
    public static readonly Localized Title = new("Onko järjestön tilaus ajan tasalla?", "Är organisationens prenumeration aktuell?", "Is the organisation's subscription up to date?");
    public static readonly Localized Asking = new(
        "Kysymme kerran vuodessa, meneekö posti edelleen oikeille ihmisille. Avaa linkki, katso tiedot ja paina painiketta, jos ne ovat oikein.",
        "En gång om året frågar vi om posten fortfarande når rätt personer. Öppna länken, se uppgifterna och tryck på knappen om de stämmer.",
        "Once a year we ask whether the mail still reaches the right people. Open the link, look at the details and press the button if they are right.");
    public static readonly Localized Look = new("Katso tiedot", "Se uppgifterna", "Look at the details");
    public static readonly Localized Otherwise = new(
        "Jos et vastaa, mikään ei muutu. Sivulta pääset myös vaihtamaan yhteyshenkilöitä.",
        "Om du inte svarar ändras ingenting. Från sidan kan du också byta kontakter.",
        "If you do not answer, nothing changes. From the page you can change the contacts, too.");
    public static readonly Localized Reason = new(
        "Saat tämän viestin, koska päätät järjestösi tiedotteiden tilauksesta.", "Du får det här meddelandet eftersom du beslutar om din organisations prenumeration.", "You receive this message because you decide on your organisation's subscription.");
    public static readonly Localized Stands = new(
        "Tilaaja: {organisation}. Alueet: {regions}. Aiheet: {themes}. Tiedotteet tulevat osoitteisiin {contacts}.",
        "Prenumerant: {organisation}. Områden: {regions}. Ämnen: {themes}. Utskicken kommer till {contacts}.",
        "Subscriber: {organisation}. Counties: {regions}. Topics: {themes}. The bulletins come to {contacts}.");
    public static readonly Localized Button = new("Tiedot ovat oikein", "Uppgifterna stämmer", "The details are right");

    public static readonly PageWording.Sentences Thanks = new(
        new("Kiitos tarkistuksesta", "Tack för att du kontrollerade", "Thank you for checking"),
        new("Kysymme uudelleen vuoden kuluttua. Jos jokin muuttuu sitä ennen, voit korjata sen milloin tahansa.",
            "Vi frågar igen om ett år. Om något ändras före det kan du rätta det när som helst.",
            "We ask again in a year. If something changes before that, you can correct it at any time."));
}
