using Uutiset.Site.Settings;
using Uutiset.Themes;
using Uutiset.Vocabulary;

namespace Uutiset.Site.Standing;

/// <summary>What articles 13 and 14 of the GDPR ask to be told (DP-08), for what this program does by itself.</summary>
internal static class PrivacyNotice
{
    public static TrustedHtml Html(Facts facts, string lang) => Sections.Write(Parts(facts), facts, lang);

    private static Section[] Parts(Facts facts) =>
    [
        new Section(new("Kuka vastaa tiedoista", "Vem som ansvarar för uppgifterna", "Who is responsible"), new Localized(
            "Rekisterinpitäjä on {publisher}. Yhteydenotot: {contact}.",
            "Personuppgiftsansvarig är {publisher}. Kontakt: {contact}.",
            "The controller is {publisher}. Contact: {contact}.")),
        .. facts.Kept.DataProtectionOfficer is { } officer
            ? new[] { new Section(new("Tietosuojavastaava", "Dataskyddsombud", "Data protection officer")).Or(new(officer)) } : [],
        new Section(new("Lukijat", "Läsare", "Readers"), new Localized(
            "Lukeminen ei jätä sinusta tietoja. Sivusto ei aseta lukijoille evästeitä, ei käytä kävijäseurantaa eikä hae mitään muiden palvelimilta. Kirjautumiseen ja lomakkeiden suojaamiseen tarvittavat evästeet koskevat vain toimitusta.",
            "Du kan läsa utan att lämna uppgifter efter dig. Webbplatsen använder inga kakor för läsare, ingen besöksanalys och hämtar inget från andras servrar. De kakor som inloggning och skydd av formulär kräver gäller bara redaktionen.",
            "Reading leaves no data about you. The site sets no cookies for readers, measures no visits and fetches nothing from other servers. Cookies needed for signing in and protecting forms concern the editors only.")),
        new Section(new("Tiedotteiden tilaajat", "Prenumeranter", "Subscribers"),
            new Localized(
            "Tallennamme sähköpostiosoitteen, organisaation nimen, valitsemasi alueet, aiheet ja kielen sekä sen, milloin ja minkä tekstin nähtyäsi tilasit ja vahvistit tilauksen. Käytämme tietoja vain tiedotteiden lähettämiseen. Perusteena on suostumuksesi, järjestöjen yhteisissä osoitteissa oikeutettu etumme tiedottaa järjestöjen asioista.",
            "Vi sparar e-postadressen, organisationens namn, de områden, ämnen och det språk du valt samt när du prenumererade och bekräftade och vilken text du då såg. Uppgifterna används bara för att skicka utskicken. Grunden är ditt samtycke, och för organisationers gemensamma adresser vårt berättigade intresse att informera om organisationernas frågor.",
            "We store the e-mail address, the name of the organisation, the counties, topics and language you chose, and when and after seeing which text you subscribed and confirmed. We use this only to send the bulletins, on the basis of your consent, and for shared addresses of organisations our legitimate interest to inform them."),
            new Localized(
            "Viesteissä ei ole seurantakuvia eikä seurattavia linkkejä. Tiedämme, otettiinko viesti vastaan, mutta emme, avattiinko se.",
            "Meddelandena innehåller inga spårningsbilder eller spårade länkar. Vi vet om meddelandet togs emot, men inte om det öppnades.",
            "The messages carry no tracking images and no tracked links. We know whether a message was accepted, not whether it was opened.")),
        new Section(new("Kirjoittajat", "Skribenter", "Writers"), new Localized(
            "Artikkelien tekijöistä julkaistaan nimi, tehtävä, organisaatio ja heidän itse antamansa yhteystiedot. Kun tekijä jättää tehtävänsä, yhteystiedot korvataan organisaation tiedoilla.",
            "Om artiklarnas skribenter publiceras namn, uppgift, organisation och de kontaktuppgifter de själva har gett. När skribenten lämnar sin uppgift ersätts de med organisationens.",
            "Of the writers we publish the name, the role, the organisation and the contact details they gave themselves. When a writer leaves, the organisation's details replace them.")),
        new Section(new("Kuinka kauan", "Hur länge", "How long"), [new Localized(
            "Vahvistamaton tilaus poistetaan {days} päivän kuluttua. Jos haluat mukaan järjestön tilaukseen eikä kukaan vastaa pyyntöösi {waiting} päivässä, se poistetaan. Tilaajan tiedot säilyvät tilauksen ajan. Kun tilaus on päättynyt, säilytämme osoitteen ja todisteen suostumuksesta ja peruutuksesta vielä {years} vuotta, jotta voimme osoittaa ne. Sen jälkeen jää vain tunniste, jonka ansiosta osoitteeseen ei lähetetä vahingossa uudelleen. Tieto siitä, kenelle viesti on lähetetty, poistetaan {months} kuukauden kuluttua. Voit katsoa tietosi ja poistaa ne itse linkistä, joka on jokaisen viestin lopussa, tai pyytää poistoa meiltä. Poiston jälkeen jäävät vain tunniste, josta osoitetta ei voi lukea, ja sen merkinnät: milloin tilaus tehtiin, vahvistettiin ja päättyi.",
            "En obekräftad prenumeration raderas efter {days} dagar. Om du vill komma med i en organisations prenumeration och ingen svarar på din begäran inom {waiting} dagar raderas den. Prenumerantens uppgifter sparas så länge prenumerationen gäller. När den har avslutats sparar vi adressen och beviset på samtycket och avslutet i ytterligare {years} år, så att vi kan visa dem. Därefter finns bara en kod kvar, tack vare vilken inget skickas dit av misstag. Uppgiften om vem ett meddelande har skickats till raderas efter {months} månader. Du kan själv se och radera dina uppgifter via länken i slutet av varje utskick eller be oss radera dem. Efter raderingen finns bara en kod kvar som adressen inte kan läsas ur, och anteckningarna under den: när prenumerationen gjordes, bekräftades och avslutades.",
            "An unconfirmed subscription is deleted after {days} days. If you ask to join an organisation's subscription and nobody answers within {waiting} days, the request is deleted. Data are kept while the subscription lasts. After it has ended we keep the address, and the proof of consent and of its end, for {years} more years, so that we can show them. Then only a code stays, thanks to which nothing is sent there by mistake. To whom a message was sent is forgotten after {months} months. You can see and erase your data yourself with the link at the end of every message, or ask us to. After that only a code stays from which the address cannot be read, with its entries: when the subscription was made, confirmed and ended."), .. facts.Times.InactiveMonths > 0 ? new[] { new Localized(
            "Jos emme kuule sinusta {silence} kuukauteen, kysymme sähköpostilla, haluatko yhä tiedotteet. Jos et vastaa {answer} päivässä, tilaus päättyy.",
            "Om vi inte hör av dig på {silence} månader frågar vi per e-post om du fortfarande vill ha utskicken. Om du inte svarar inom {answer} dagar avslutas prenumerationen.",
            "If we do not hear from you for {silence} months, we ask by e-mail whether you still want the bulletins. If you do not answer in {answer} days, the subscription ends.") } : []]),
        new Section(new("Kenelle tietoja annetaan", "Till vem uppgifter lämnas", "Who receives data"), new Localized(
            "Tietoja ei myydä eikä luovuteta muille. Palvelimen ja sähköpostin välityksen tarjoajat käsittelevät niitä meidän lukuumme. Tietoja ei siirretä EU:n ja ETA:n ulkopuolelle.",
            "Uppgifterna säljs eller överlåts inte. De som tillhandahåller servern och e-postförmedlingen behandlar dem för vår räkning. Uppgifterna överförs inte utanför EU och EES.",
            "Data are neither sold nor handed over. Those who provide the server and the mail relay process them on our behalf. Nothing is transferred outside the EU and EEA.")).Or(facts.Kept.Processors),
        new Section(new("Oikeutesi", "Dina rättigheter", "Your rights"), new Localized(
            "Voit perua tilauksen milloin tahansa jokaisen viestin linkistä; peruminen ei vaikuta aiempaan käsittelyyn. Voit pyytää nähtäväksi, oikaistavaksi, poistettavaksi tai siirrettäväksi itseäsi koskevat tiedot tai vastustaa niiden käsittelyä. Voit myös valittaa tietosuojavaltuutetulle ({tietosuoja.fi}).",
            "Du kan när som helst avsluta prenumerationen med länken i varje meddelande; det påverkar inte tidigare behandling. Du kan be att få se, rätta, radera eller flytta dina uppgifter eller invända mot behandlingen. Du kan också klaga hos dataombudsmannen ({tietosuoja.fi}).",
            "You may unsubscribe at any time with the link in every message; this does not affect earlier processing. You may ask to see, correct, erase or move your data, or object to their use. You may also complain to the Data Protection Ombudsman ({tietosuoja.fi}).")),
    ];
}
