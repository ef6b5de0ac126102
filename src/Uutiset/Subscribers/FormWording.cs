using Uutiset.Vocabulary;

namespace Uutiset.Subscribers;

/// <summary>What the forms answer. Labels and headings are the theme's.</summary>
internal static class FormWording
{
    public static readonly Localized Title = new("Tilaa tiedotteet", "Prenumerera på utskicken", "Subscribe to the bulletins");
    public static readonly Localized PreferencesTitle = new("Tilauksen asetukset", "Inställningar för prenumerationen", "Subscription settings");

    public static readonly Localized OrganisationMissing = new(
        "Kirjoita järjestön nimi tai valitse, että tilaat omiin nimiisi.", "Skriv organisationens namn eller välj att du prenumererar för egen del.", "Write the organisation's name or choose to subscribe for yourself.");
    public static readonly Localized OrganisationTooLong = new(
        "Järjestön nimessä voi olla enintään 200 merkkiä.", "Organisationens namn får ha högst 200 tecken.", "An organisation's name can have at most 200 characters.");
    public static readonly Localized OrganisationUnchosen = new(
        "Valitse, onko järjestönne jokin näistä vai uusi.", "Välj om er organisation är någon av dessa eller en ny.", "Choose whether your organisation is one of these or a new one.");
    public static readonly Localized BusinessIdWrong = new(
        "Tarkista Y-tunnus. Se on muotoa 1234567-1.", "Kontrollera FO-numret. Det har formen 1234567-1.", "Check the business ID. It looks like 1234567-1.");
    public static readonly Localized BusinessIdUnknown = new(
        "Y-tunnuksella ei löytynyt järjestöä luettelostamme. Kirjoita sen eteen järjestön nimi.",
        "FO-numret finns inte i vår förteckning. Skriv organisationens namn framför det.",
        "The business ID is not on our list. Write the organisation's name before it.");
    public static readonly Localized AllBulletins = new("kaikki tiedotteet", "alla utskick", "all bulletins");
    public static readonly Localized ConsentMissing = new(
        "Rastita ruutu, jos haluat tiedotteet.", "Kryssa i rutan om du vill ha utskicken.", "Tick the box if you want the bulletins.");
    public static readonly Localized TextChanged = new(
        "Tilauksen ehdot muuttuivat, kun lomake oli auki. Lue teksti ja lähetä lomake uudelleen.",
        "Villkoren för prenumerationen ändrades medan formuläret var öppet. Läs texten och skicka formuläret på nytt.",
        "The terms of the subscription changed while the form was open. Read the text and send the form again.");
    public static readonly Localized TooFast = new(
        "Se kävi nopeasti. Tiedot ovat tallessa tässä: tarkista ne ja lähetä lomake vielä kerran.",
        "Det gick snabbt. Uppgifterna finns kvar här: kontrollera dem och skicka formuläret en gång till.",
        "That was quick. What you wrote is still here: check it and send the form once more.");
    public static readonly Localized TooMany = new(
        "Samasta verkosta on tullut tunnin aikana niin monta pyyntöä, ettei tilausta vielä voitu ottaa vastaan. Kirjoittamasi tiedot ovat tässä: lähetä lomake uudelleen tunnin kuluttua.",
        "Från samma nätverk har det under en timme kommit så många förfrågningar att prenumerationen inte kunde tas emot ännu. Det du skrev finns kvar här: skicka formuläret igen om en timme.",
        "So many requests have come from the same network within an hour that the subscription could not be taken yet. What you wrote is still here: send the form again in an hour.");
    public static readonly Localized TooOld = new(
        "Lomake oli auki niin kauan, että se vanheni. Tarkista tiedot ja lähetä se uudelleen.",
        "Formuläret var öppet så länge att det föråldrades. Kontrollera uppgifterna och skicka det på nytt.",
        "The form was open so long that it expired. Check what you wrote and send it again.");
    public static readonly Localized UnknownChoice = new(
        "Lomakkeessa oli valinta, jota ei ole. Tarkista valinnat ja lähetä lomake uudelleen.",
        "Formuläret innehöll ett val som inte finns. Kontrollera valen och skicka formuläret på nytt.",
        "The form had a choice that does not exist. Check the choices and send the form again.");

    public static readonly Localized PausedNow = new(
        "Sinulle ei lähetetä tiedotteita ennen päivää {day}.", "Du får inga utskick före {day}.", "No bulletins are sent to you before {day}.");
    public static readonly Localized AllPausedNow = new(
        "Järjestöllesi ei lähetetä tiedotteita ennen päivää {day}.", "Din organisation får inga utskick före {day}.", "No bulletins are sent to your organisation before {day}.");
    public static readonly Localized PauseWrong = new(
        "Tarkista päivä, jolloin tauko päättyy. Sen pitää olla tulevaisuudessa, enintään vuoden päässä.",
        "Kontrollera dagen då pausen slutar. Den ska ligga i framtiden, högst ett år fram.",
        "Check the day when the pause ends. It must lie ahead, at most a year away.");
    public static readonly Localized SavedMeanwhile = new(
        "Asetuksia muutettiin, kun sivu oli auki. Omat valintasi ovat tässä, mutta niitä ei ole tallennettu. Jos haluat ne voimaan, tallenna uudelleen. Nyt voimassa ovat alueet: {regions}; aiheet: {themes}.",
        "Inställningarna ändrades medan sidan var öppen. Dina val finns kvar här men har inte sparats. Om du vill att de ska gälla kan du spara på nytt. Just nu gäller områden: {regions}; ämnen: {themes}.",
        "The settings were changed while the page was open. Your choices are still here but have not been saved. To have them, save again. At present, counties: {regions}; topics: {themes}.");
    public static readonly Localized PausedHere = new("Tauolla: jatkuu {day}.", "Paus: fortsätter {day}.", "Paused: goes on {day}.");
    public static readonly Localized Limits = new("Alueet: {regions}. Aiheet: {themes}.", "Områden: {regions}. Ämnen: {themes}.", "Counties: {regions}. Topics: {themes}.");
    public static readonly Localized Everything = new("kaikki", "alla", "all");

    public static readonly Localized Immediate = new("Heti", "Genast", "At once");
    public static readonly Localized Weekly = new("Kooste viikoittain", "Sammandrag varje vecka", "Weekly digest");
    public static readonly Localized Monthly = new("Kooste kuukausittain", "Sammandrag varje månad", "Monthly digest");
    public static readonly Localized Html = new("Muotoiltu viesti", "Formaterat meddelande", "Formatted message");
    public static readonly Localized Text = new("Pelkkä teksti", "Enbart text", "Plain text");
}
