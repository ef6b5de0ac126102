using Uutiset.Vocabulary;

namespace Uutiset.Subscribers.Seats;

/// <summary>What became of an owner's press of a button.</summary>
internal enum SeatDeed { Asked, Promoted, SteppedDown, LastOwner, Ended, Gone }

/// <summary>What the page of seats answers. Labels and headings are the theme's.</summary>
internal static class SeatWording
{
    public static readonly Localized Title = new("Järjestön yhteyshenkilöt", "Organisationens kontakter", "The organisation's contacts");
    public static readonly Localized ToSeats = new("Järjestön yhteyshenkilöt", "Organisationens kontakter", "The organisation's contacts");
    public static readonly Localized Owner = new("Omistaja: päättää koko järjestön tilauksesta", "Ägare: beslutar om hela organisationens prenumeration", "Owner: decides for the whole organisation");
    public static readonly Localized Member = new("Jäsen: päättää omista viesteistään", "Medlem: beslutar om sina egna meddelanden", "Member: decides on their own messages");
    public static readonly Localized DutyTooLong = new(
        "Tehtävässä voi olla enintään 100 merkkiä.", "Uppgiften får ha högst 100 tecken.", "A duty can have at most 100 characters.");
    public static readonly Localized EndButton = new("Poista yhteyshenkilö", "Ta bort kontakten", "Remove the contact");

    public static readonly PageWording.Sentences End = new(
        new("Poistetaanko yhteyshenkilö?", "Ska kontakten tas bort?", "Remove the contact?"),
        new("Järjestön tiedotteita ei lähetetä enää osoitteeseen {email}. Takaisin mukaan pääsee vain osoitteen haltija itse tilaamalla uudelleen.",
            "Organisationens utskick skickas inte längre till {email}. Bara adressens innehavare kan komma med igen genom att prenumerera på nytt.",
            "The organisation's bulletins are no longer sent to {email}. Only whoever holds the address can come back, by subscribing again."));

    public static readonly PageWording.Sentences OwnersOnly = new(
        new("Sivua ei voi näyttää", "Sidan kan inte visas", "The page cannot be shown"),
        new("Järjestön yhteyshenkilöt näkyvät vain sille, joka päättää järjestön tilauksesta. Avaa linkki uusimmasta omasta tiedotteestasi.",
            "Organisationens kontakter visas bara för den som beslutar om organisationens prenumeration. Öppna länken i ditt eget senaste utskick.",
            "The organisation's contacts are shown only to those who decide on its subscription. Open the link in your own latest bulletin."));

    private static readonly Localized Confirmed = new("Saa tiedotteet", "Får utskicken", "Gets the bulletins");
    private static readonly Localized Paused = new("Tauolla, jatkuu {day}", "Pausar, fortsätter {day}", "Paused, goes on {day}");
    private static readonly Localized Bounced = new("Posti ei mene perille", "Posten kommer inte fram", "Mail does not arrive");
    private static readonly Localized Suppressed = new("Osoitteeseen ei lähetetä", "Inget skickas till adressen", "Nothing is sent to the address");

    private static readonly IReadOnlyDictionary<SeatDeed, (string Word, Localized Text)> Deeds = new Dictionary<SeatDeed, (string, Localized)>
    {
        [SeatDeed.Asked] = ("kysytty", new(
            "Jos osoitteeseen saa lähettää postia, sinne lähti kysymys. Uusi yhteyshenkilö näkyy tässä, kun hän on vahvistanut tilauksen. Samaan osoitteeseen lähetetään enintään yksi viesti vuorokaudessa.",
            "Om det går att skicka post till adressen har en fråga skickats dit. Den nya kontakten visas här när prenumerationen har bekräftats. Till samma adress skickas högst ett meddelande per dygn.",
            "If mail may be sent to the address, a question is on its way. The new contact is shown here after confirming the subscription. At most one message a day is sent to the same address.")),
        [SeatDeed.Promoted] = ("omistaja", new(
            "Uusi omistaja voi nyt päättää koko järjestön tilauksesta.", "Den nya ägaren kan nu besluta om hela organisationens prenumeration.", "The new owner can now decide for the whole organisation.")),
        [SeatDeed.SteppedDown] = ("jasen", new("Et ole enää omistaja.", "Du är inte längre ägare.", "You are no longer an owner.")),
        [SeatDeed.LastOwner] = ("viimeinen", new(
            "Olet järjestön ainoa omistaja. Nimeä ensin toinen omistaja, niin voit luopua tehtävästä.",
            "Du är organisationens enda ägare. Utse först en annan ägare, så kan du lämna uppgiften.",
            "You are the organisation's only owner. Name another owner first; then you can step down.")),
        [SeatDeed.Ended] = ("lopetettu", new(
            "Yhteyshenkilö on poistettu. Järjestön tiedotteita ei lähetetä enää osoitteeseen.", "Kontakten har tagits bort. Organisationens utskick skickas inte längre till adressen.", "The contact has been removed. The organisation's bulletins are no longer sent to the address.")),
        [SeatDeed.Gone] = ("muuttunut", new(
            "Tiedot olivat jo muuttuneet. Luettelo on nyt ajan tasalla.", "Uppgifterna hade redan ändrats. Listan är nu aktuell.", "The details had already changed. The list is now up to date.")),
    };

    public static string WordOf(SeatDeed deed) => Deeds[deed].Word;

    public static string? Of(string? word, string lang) => Deeds.Values.Where(d => d.Word == word).Select(d => d.Text.In(lang)).FirstOrDefault();

    public static string StateOf(SeatLine seat, DateOnly today, string lang) => seat.State switch
    {
        ContactState.Bounced => Bounced.In(lang),
        ContactState.Suppressed => Suppressed.In(lang),
        _ when Pause.Now(seat.PausedUntil, today) is { } until => Paused.In(lang).Replace("{day}", Dates.Day(until, lang), StringComparison.Ordinal),
        _ => Confirmed.In(lang),
    };
}
