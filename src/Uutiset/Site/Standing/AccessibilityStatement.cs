using Uutiset.Site.Settings;
using Uutiset.Themes;
using Uutiset.Vocabulary;

namespace Uutiset.Site.Standing;

/// <summary>The parts that (EU) 2018/1523 asks for. A site publishes its own under the same address once it has been reviewed.</summary>
internal static class AccessibilityStatement
{
    public static TrustedHtml Html(Facts facts, string lang) => Sections.Write(Parts(facts.Kept), facts, lang);

    private static Section[] Parts(SiteFacts kept) =>
    [
        new Section(null, new Localized(
            "Tämä seloste koskee verkkosivustoa {url}, jota ylläpitää {publisher}. Tavoitteemme on, että jokainen voi lukea, hakea ja tilata täällä itse.",
            "Det här utlåtandet gäller webbplatsen {url}, som upprätthålls av {publisher}. Vårt mål är att var och en själv kan läsa, söka och prenumerera här.",
            "This statement concerns the website {url}, run by {publisher}. Our aim is that everybody can read, search and subscribe here unaided.")),
        new Section(new("Miten saavutettava sivusto on", "Hur tillgänglig webbplatsen är", "How accessible the site is"), State(kept.Conformity)),
        new Section(new("Mikä ei vielä ole saavutettavaa", "Vad som ännu inte är tillgängligt", "What is not accessible yet"), new Localized(
            "Muiden laatimissa liitteissä ja tallenteissa voi puuttua otsikkorakenne, tekstivastine tai tekstitys. Pyydä aineisto meiltä toisessa muodossa, niin toimitamme sen maksutta.",
            "Bilagor och inspelningar som gjorts av andra kan sakna rubrikstruktur, textalternativ eller textning. Be oss om materialet i en annan form, så ger vi det utan kostnad.",
            "Attachments and recordings made by others may lack headings, text alternatives or captions. Ask us for another format, and we will provide it free of charge.")).Or(kept.Gaps),
        new Section(new("Anna palautetta", "Ge oss respons", "Give feedback"), new Localized(
            "Huomasitko esteen? Kerro siitä: {contact}. Vastaamme 14 päivän kuluessa.",
            "Märkte du ett hinder? Berätta om det: {contact}. Vi svarar inom 14 dagar.",
            "Did you meet an obstacle? Tell us: {contact}. We answer within 14 days.")),
        new Section(new("Valvonta", "Tillsyn", "Supervision"), new Localized(
            "Jos et ole tyytyväinen vastaukseen tai et saa sitä 14 päivässä, voit tehdä ilmoituksen Liikenne- ja viestintävirasto Traficomille. Ohjeet ja lomakkeet löytyvät osoitteesta {www.saavutettavuusvaatimukset.fi}.",
            "Om du inte är nöjd med svaret eller inte får något inom 14 dagar kan du göra en anmälan till Transport- och kommunikationsverket Traficom. Anvisningar och blanketter finns på {www.tillganglighetskrav.fi}.",
            "If the answer does not satisfy you or does not come within 14 days, you may notify the Finnish Transport and Communications Agency Traficom: {www.webaccessibility.fi}.")).Or(kept.Supervision),
        new Section(new("Milloin seloste on tehty", "När utlåtandet gjordes", "When this was written"), kept.AssessedOn is { } day
            ? new Localized($"Saavutettavuus on arvioitu itse {Dates.Day(day, "fi")}, ja seloste tarkistetaan vuosittain.", $"Tillgängligheten har bedömts av oss själva {Dates.Day(day, "sv")}, och utlåtandet ses över varje år.",
                $"We assessed the accessibility ourselves on {Dates.Day(day, "en")}, and review this statement every year.")
            : new Localized(
            "Seloste syntyi sivuston käyttöönotossa itsearvion pohjalta, ja se tarkistetaan vuosittain.",
            "Utlåtandet gjordes vid ibruktagandet på basis av en egen bedömning och ses över varje år.",
            "Written when the site was taken into use, from our own assessment, and reviewed every year.")),
    ];

    private static Localized State(Conformity state) => state switch
    {
        Conformity.Fully => new(
            "Sivusto on rakennettu WCAG 2.2 -ohjeiston A- ja AA-tasojen mukaan. Itse tehdyn arvion perusteella se täyttää vaatimukset kokonaan.",
            "Webbplatsen är byggd enligt nivåerna A och AA i WCAG 2.2. Enligt vår egen bedömning uppfyller den kraven helt.",
            "The site is built to WCAG 2.2, levels A and AA. By our own assessment it conforms fully."),
        Conformity.NotYet => new(
            "Tavoitteena ovat WCAG 2.2 -ohjeiston A- ja AA-tasot. Itse tehdyn arvion perusteella sivusto ei vielä täytä vaatimuksia.",
            "Målet är nivåerna A och AA i WCAG 2.2. Enligt vår egen bedömning uppfyller webbplatsen ännu inte kraven.",
            "The aim is WCAG 2.2, levels A and AA. By our own assessment the site does not conform yet."),
        _ => new(
            "Sivusto on rakennettu WCAG 2.2 -ohjeiston A- ja AA-tasojen mukaan. Itse tehdyn arvion perusteella se täyttää vaatimukset osittain: sivupohjat täyttävät ne, mutta yksittäisissä vanhoissa artikkeleissa ja niiden liitteissä voi olla puutteita.",
            "Webbplatsen är byggd enligt nivåerna A och AA i WCAG 2.2. Enligt vår egen bedömning uppfyller den kraven delvis: sidmallarna uppfyller dem, men i enskilda äldre artiklar och bilagor kan det finnas brister.",
            "The site is built to WCAG 2.2, levels A and AA. By our own assessment it conforms partly: the page templates do, single older articles and their attachments may not."),
    };
}
