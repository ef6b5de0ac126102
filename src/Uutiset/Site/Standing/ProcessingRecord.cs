using System.Globalization;
using Uutiset.Subscribers;
using Uutiset.Subscribers.Joining;
using Uutiset.Subscribers.Seats;
using Uutiset.Vocabulary;

namespace Uutiset.Site.Standing;

/// <summary>How long things are kept, by the settings of the server.</summary>
internal sealed record Periods(SubscribersOptions Subscribers, int AuditMonths);

/// <summary>One purpose for which personal data are used: what article 30(1) of the GDPR asks to be written down of it.</summary>
internal sealed record Activity(Localized Name, IReadOnlyList<(string Label, Localized Words)> Facts);

/// <summary>
/// The record of processing activities (DP-11, GDPR 30) of what this program does by itself. What the controller does with the same data
/// elsewhere is in the controller's own record.
/// </summary>
internal static class ProcessingRecord
{
    private static readonly Localized NoTransfer = new("Ei siirretä EU:n ja ETA:n ulkopuolelle.", "Överförs inte utanför EU och EES.", "Not transferred outside the EU and EEA.");

    private static readonly Localized Relay = new(
        "Palvelimen ja sähköpostin välityksen tarjoajat rekisterinpitäjän lukuun (ks. Käsittelijät).", "De som tillhandahåller servern och e-postförmedlingen, för den personuppgiftsansvariges räkning (se Biträden).",
        "Those who provide the server and the mail relay, on the controller's behalf (see Processors).");

    private static readonly Localized Protection = new(
        "Salattu yhteys, roolit ja julkaisijakohtaiset oikeudet, muutosloki ketjuna, avaimella tehdyt tunnisteet osoitteista, poistot lain määräajoissa.",
        "Krypterad förbindelse, roller och behörigheter per utgivare, ändringslogg som kedja, adresskoder gjorda med nyckel, radering inom fristerna.",
        "Encrypted connections, roles and rights by publisher, a chained log of changes, keyed codes of addresses, erasure in time.");

    public static IReadOnlyList<Activity> Activities(Periods periods) =>
    [
        Of(new("Tiedotteiden lähettäminen järjestöille ja lukijoille", "Utskick till organisationer och läsare", "Sending bulletins to organisations and readers"),
            purpose: new("Tilattujen tiedotteiden lähettäminen ja sen osoittaminen, että ne on tilattu.", "Att skicka de utskick som någon prenumererar på och visa att de är beställda.", "Sending the bulletins that were subscribed to, and showing that they were."),
            basis: new("Suostumus (6 artikla 1 a); järjestön yhteisessä osoitteessa oikeutettu etu (6 artikla 1 f).", "Samtycke (artikel 6.1 a); för en organisations gemensamma adress berättigat intresse (artikel 6.1 f).",
                "Consent (article 6(1)(a)); for an organisation's shared address legitimate interest (article 6(1)(f))."),
            people: new("Järjestöjen yhteyshenkilöt ja yksityiset tilaajat.", "Organisationernas kontaktpersoner och privata prenumeranter.", "Contact persons of organisations, and private subscribers."),
            data: new("Sähköpostiosoite, halutessa nimi ja tehtävä, organisaatio, valitut alueet, aiheet ja kieli, tauko, suostumuksen vaiheet ja nähty teksti, toimitusten tila.",
                "E-postadress, namn och uppgift om de angetts, organisation, valda områden, ämnen och språk, paus, samtyckets skeden och den text som visades, leveransernas status.",
                "E-mail address, name and duty if given, organisation, chosen counties, topics and language, pause, the steps of the consent and the text shown, the state of deliveries."),
            kept: Filled(new(
                "Vahvistamaton pyyntö {0} päivää; pyyntö päästä järjestön tilaukseen enintään {5} päivää; yksittäiset viestit, kuten vahvistuspyynnöt, {1} päivää; tieto siitä, kenelle tiedote lähetettiin, {2} kuukautta; tuotu luettelo enintään viikon. Muut tiedot tilauksen ajan ja sen jälkeen todisteena {3} vuotta.{4} Kielto jää voimaan tunnisteena, josta osoitetta ei voi lukea.",
                "En obekräftad begäran {0} dagar; en begäran om att komma med i en organisations prenumeration högst {5} dagar; enskilda meddelanden, till exempel bekräftelser, {1} dagar; uppgiften om vem ett utskick gått till {2} månader; en importerad lista högst en vecka. Övriga uppgifter så länge prenumerationen gäller och därefter som bevis i {3} år.{4} Ett nej gäller vidare som en kod som adressen inte kan läsas ur.",
                "An unconfirmed request {0} days; a request to join an organisation's subscription {5} days at most; single messages such as confirmations {1} days; to whom a bulletin was sent {2} months; an imported list a week at most. All else while the subscription lasts, and then as proof for {3} years.{4} A no stays in force as a code from which the address cannot be read."),
                periods.Subscribers.UnconfirmedDays, periods.Subscribers.SingleMailDays, periods.Subscribers.DeliveryLogMonths, periods.Subscribers.ProofYears, Silence(periods.Subscribers.InactiveMonths), JoinRequests.DaysAltogether),
            recipients: Relay),
        Of(new("Juttujen julkaiseminen", "Publicering av artiklar", "Publishing articles"),
            purpose: new("Kertoa, kuka on kirjoittanut jutun ja keneltä saa lisätietoja; haastateltujen ja esiintyjien nimeäminen.", "Att berätta vem som skrivit en artikel och vem som ger mer information; att namnge intervjuade och medverkande.",
                "Saying who wrote an article and who tells more; naming those interviewed and presenting."),
            basis: new("Oikeutettu etu (6 artikla 1 f) ja journalistinen tarkoitus (tietosuojalaki 27 §).", "Berättigat intresse (artikel 6.1 f) och journalistiska syften (dataskyddslagen 27 §).", "Legitimate interest (article 6(1)(f)) and journalistic purposes (Data Protection Act, section 27)."),
            people: new("Muutosagentit ja muut kirjoittajat, yhteyshenkilöt, haastatellut ja esiintyjät.", "Förändringsagenter och andra skribenter, kontaktpersoner, intervjuade och medverkande.", "Change agents and other writers, contact persons, interviewees and presenters."),
            data: new("Nimi, tehtävä, organisaatio, työhön liittyvät yhteystiedot, kuva ja sitaatit.", "Namn, uppgift, organisation, kontaktuppgifter i arbetet, bild och citat.", "Name, role, organisation, contact details at work, picture and quotes."),
            kept: new("Julkaistu juttu säilyy arkistossa. Yhteystiedot korvataan organisaation tiedoilla, kun henkilö jättää tehtävänsä.", "En publicerad artikel sparas i arkivet. Kontaktuppgifterna ersätts med organisationens när personen lämnar sin uppgift.",
                "A published article stays in the archive. Contact details are replaced by the organisation's when the person leaves."),
            recipients: new("Julkinen sivusto.", "Den offentliga webbplatsen.", "The public site.")),
        Of(new("Toimituksen tunnukset ja loki", "Redaktionens konton och logg", "Accounts of the staff, and their log"),
            purpose: new("Kirjautuminen, oikeuksien hallinta ja sen selvittäminen, kuka teki mitä.", "Inloggning, behörigheter och utredning av vem som gjort vad.", "Signing in, rights, and finding out who did what."),
            basis: new("Oikeutettu etu (6 artikla 1 f) ja tietoturvavelvoite (32 artikla).", "Berättigat intresse (artikel 6.1 f) och skyldigheten att skydda uppgifter (artikel 32).", "Legitimate interest (article 6(1)(f)) and the duty to secure data (article 32)."),
            people: new("Sivuston toimittajat, muutosagentit ja ylläpitäjät.", "Webbplatsens redaktörer, förändringsagenter och administratörer.", "Editors, change agents and administrators of the site."),
            data: new("Nimi, sähköpostiosoite, rooli, kirjautumiset ja niiden verkko, muutokset ja niiden ajat. Salasanasta säilyy vain tiiviste.", "Namn, e-postadress, roll, inloggningar och deras nätverk, ändringar och deras tider. Av lösenordet sparas bara ett kondensat.",
                "Name, e-mail address, role, sessions and their network, changes and their times. Of the password only a hash is kept."),
            kept: Filled(new(
                "Tunnus niin kauan kuin tehtävä kestää. Lokista unohtuvat nimet, verkot ja arvot {0} kuukauden kuluttua; se, että jotakin tehtiin, jää.", "Kontot så länge uppdraget varar. Ur loggen glöms namn, nätverk och värden efter {0} månader; att något gjordes finns kvar.",
                "The account as long as the task lasts. The log forgets names, networks and values after {0} months; that something was done stays."), periods.AuditMonths),
            recipients: Relay),
        Of(new("Sivuston lukeminen", "Läsning av webbplatsen", "Reading the site"),
            purpose: new("Sivujen näyttäminen. Lukijoista ei kerätä tietoja.", "Att visa sidorna. Inga uppgifter samlas in om läsarna.", "Showing pages. No data about readers are collected."),
            basis: new("Ei henkilötietojen tallentamista. Palvelimen oma loki, jos sitä pidetään, kuuluu rekisterinpitäjän omaan selosteeseen.", "Inga personuppgifter lagras. Serverns egen logg, om en sådan förs, hör till den personuppgiftsansvariges eget register.",
                "No personal data are stored. The server's own log, if one is kept, belongs to the controller's own record."),
            people: new("Sivuston lukijat.", "Webbplatsens läsare.", "Readers of the site."),
            data: new("Ei evästeitä, ei kävijäseurantaa. Hauista, jotka eivät löytäneet mitään, jää vain sanan lukumäärä.", "Inga kakor, ingen besöksanalys. Av sökningar utan träffar sparas bara hur många gånger ordet söktes.",
                "No cookies, no measuring of visits. Of searches without a hit only the count of the word is kept."),
            kept: new("Ei säilytetä.", "Sparas inte.", "Not kept."),
            recipients: new("Ei ketään.", "Ingen.", "Nobody.")),
    ];

    /// <summary>What to do within 72 hours of a breach (GDPR 33, 34), in order.</summary>
    public static IReadOnlyList<Localized> Breach { get; } =
    [
        new("Kirjaa kellonaika, jolloin loukkaus huomattiin: siitä alkaa 72 tunnin määräaika.", "Anteckna klockslaget då incidenten upptäcktes: därifrån räknas fristen på 72 timmar.", "Write down the time at which the breach was noticed: the 72 hours begin then."),
        new("Rajaa vahinko: sulje tunnukset ja avaimet, joita asia koskee, ja keskeytä lähetykset.", "Begränsa skadan: stäng de konton och nycklar som berörs och pausa utskicken.", "Contain it: close the accounts and keys concerned, and pause dispatches."),
        new("Ota talteen loki ja tarkista sen ketju: uutiset audit verify ja uutiset consent verify.", "Ta vara på loggen och kontrollera dess kedja: uutiset audit verify och uutiset consent verify.", "Keep the log and check its chain: uutiset audit verify and uutiset consent verify."),
        new("Selvitä, keitä, montako ja mitä tietoja asia koskee ja mitä siitä voi seurata.", "Utred vilka, hur många och vilka uppgifter det gäller och vad det kan leda till.", "Find out whom, how many and which data it concerns, and what may follow from it."),
        new("Ilmoita tietosuojavaltuutetulle 72 tunnissa, jos loukkauksesta voi aiheutua riski. Puuttuvat tiedot voi täydentää myöhemmin.", "Anmäl till dataombudsmannen inom 72 timmar om incidenten kan medföra en risk. Uppgifter som saknas kan kompletteras senare.",
            "Notify the Data Protection Ombudsman within 72 hours if there may be a risk. What is missing can be added later."),
        new("Kerro asiasta viivytyksettä niille, joita se koskee, jos riski on suuri.", "Informera utan dröjsmål dem som berörs om risken är hög.", "Tell those concerned without delay if the risk is high."),
        new("Dokumentoi loukkaus, sen vaikutukset ja korjaukset, myös silloin, kun siitä ei ilmoiteta.", "Dokumentera incidenten, dess följder och åtgärderna också när ingen anmälan görs.", "Document the breach, its effects and what was done, also when nobody is notified."),
    ];

    private static Localized Filled(Localized text, params object[] values)
    {
        return new(In(text.Fi, "fi"), In(text.Sv!, "sv"), In(text.En!, "en"));

        string In(string words, string lang) => string.Format(CultureInfo.InvariantCulture, words, [.. values.Select(v => v is Localized said ? said.In(lang) : v)]);
    }

    private static Localized Silence(int months) => months == 0 ? new("", "", "") : Filled(new(
        " Tilaajalta, josta ei ole kuultu {0} kuukauteen, kysytään, haluaako hän yhä tiedotteet; ilman vastausta tilaus päättyy {1} päivässä.",
        " Den som inte har hörts av på {0} månader tillfrågas om utskicken fortfarande önskas; utan svar avslutas prenumerationen inom {1} dagar.",
        " Somebody of whom nothing was heard for {0} months is asked whether the bulletins are still wanted; without an answer the subscription ends in {1} days."), months, StillWanted.DaysAltogether);

    private static Activity Of(Localized name, Localized purpose, Localized basis, Localized people, Localized data, Localized kept, Localized recipients) =>
        new(name, [("purpose", purpose), ("basis", basis), ("people", people), ("data", data), ("recipients", recipients), ("transfer", NoTransfer), ("kept", kept), ("protection", Protection)]);
}
