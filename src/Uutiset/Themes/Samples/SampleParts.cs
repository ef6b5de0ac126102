using Uutiset.Themes.Pages;

namespace Uutiset.Themes.Samples;

/// <summary>Invented content for "theme check" and for looking at a theme: long words, long titles, another language, every optional part.</summary>
internal static class SampleParts
{
    public static readonly Link[] Tags =
    [
        new("/aiheet/osallisuus", "Osallisuus ja vaikuttaminen"), new("/aiheet/avustukset", "Järjestöavustukset"),
        new("/aiheet/tilat", "Tilat ja sopimussiirrot"),
    ];

    public static readonly Link[] Regions = [new("/alueet/pohjois-karjala", "Pohjois-Karjala"), new("/alueet/kainuu", "Kainuu")];

    public static readonly Paging Paging = new(2, 14, "/arkisto?page=1", "/arkisto?page=3");

    public static readonly BylineCard[] Bylines =
    [
        new("Maija Metsälampi", "/tekijat/maija-metsalampi")
        {
            Role = "Järjestöjen muutosagentti", Organisation = new("/organisaatiot/lamminrannan-yhteisot", "Lamminrannan Yhteisöt ry"),
            Project = "Yhdessä vaikuttavat -hanke", Regions = Regions,
            Phone = new("tel:+358500000000", "050 000 0000"), Email = new("mailto:maija.metsalampi@example.fi", "maija.metsalampi@example.fi"),
        },
        new("Otso Virtasalo", null) { Role = "Viestinnän asiantuntija", Organisation = new("", "Suvantojärjestöt ry") },
    ];

    public static readonly DeadlineLeaf[] Deadlines =
    [
        new("Järjestöavustusten haku vuodelle 2027", "2026-11-30T16:15+02:00", "30", "marras", "2026", "maanantai 30.11.2026 klo 16.15", "9 päivää jäljellä")
        {
            Moved = new("15.11.", "30.11.2026") { Earlier = ["31.10."], Source = new("https://example.org/haku", "Avustushaun ohjeet") }, Source = new("https://example.org/haku", "Avustushaun ohjeet"),
            Articles = [new("/uutiset/avustushaku-jatkuu", "Avustushaku jatkuu marraskuun loppuun")],
        },
        new("Lausunnot osallisuusstrategian luonnoksesta", "2026-11-24", "24", "marras", "2026", "tiistai 24.11.2026", "3 päivää jäljellä") { Soon = true },
        new("Kumppanuuspöydän jäsenhaku", "2027-03", null, "maalis", "2027", "maaliskuussa 2027", "noin 4 kuukautta jäljellä") { Opens = "Avautuu 1.2.2027" },
        new("Kylätilojen avustushaku", "2027-03", null, "maalis", "2027", "Avautuu maaliskuussa 2027", "Päättymispäivä ei ole vielä tiedossa"),
        new("Ilmoittautuminen hyte-foorumiin", "2026-10-02", "2", "loka", "2026", "perjantai 2.10.2026", "Päättynyt") { Closed = true },
    ];

    public static readonly OpeningCard[] Openings =
    [
        new("/vaikuta/palvelustrategia", "Palvelustrategian kuuleminen", "Kuuleminen", "3 järjestöä vastaamassa")
        {
            Regions = Regions, Tags = Tags[..1], Standfirst = "Järjestöjä kuullaan palvelustrategian luonnoksesta.", DecidedBy = "Aluevaltuusto", Deadline = Deadlines[0],
        },
        new("/vaikuta/neuvottelut", "Årliga förhandlingar om främjande av hälsa", "Neuvottelu", "Kukaan ei ole vielä ilmoittanut vastaavansa", "sv"),
    ];

    public static readonly AttachmentItem[] Materials =
    [
        new("Palvelustrategian tilannekuva", "Diaesitys", "https://example.org/kalvot.pdf", ["Aino Saarikallas, kehittämispäällikkö, Lamminrannan Yhteisöt ry", "Otso Virtasalo"], "12 sivua, ruotsiksi", null, "sv"),
        new("Kuulemistilaisuus", "Tallenne", "https://example.org/tallenne", [], "ei tekstitystä", "Katsottavissa 30.11.2026 asti") { Ending = true, Watch = "Katso tallenne: Kuulemistilaisuus (avautuu osoitteessa example.org)" },
        new("Valtuuston kysely", "Tallenne", "https://video.example.org/katso", []) { Watch = "Katso tallenne: Valtuuston kysely (avautuu osoitteessa video.example.org)", Embed = new("https://video.example.org/upotus", "Toista tässä: video haetaan palvelusta video.example.org", "Palvelusta ei haeta mitään, ennen kuin painat painiketta.") },
        new("Iltatilaisuus", "Tallenne", "/media/1/ilta.mp4", [], "MP4, 48 Mt, tekstitetty")
        {
            Player = new("/media/1/ilta.mp4", "video/mp4", "Tallenne: Iltatilaisuus", false) { Width = 1280, Height = 720, Poster = "/media/0/800.jpg", Credit = "Otso Virtasalo, CC BY 4.0", Tracks = [new("/media/2/fi.vtt", "fi", "Suomi"), new("/media/2/sv.vtt", "sv", "Svenska")] },
            Transcript = new("/media/3/ilta.pdf", "Lue tallenteen sisältö tekstinä: Iltatilaisuus"),
        },
        new("Lausuntopohja", "Lomake", "https://example.org/pohja.docx", [], "Word, 84 kt") { Barrier = "Tiedosto ei ole saavutettava.", Ask = new("mailto:toimitus@example.fi", "Pyydä saavutettava versio: Lausuntopohja") },
        new("Aloitusseminaari", "Tallenne", null, [], null, "Ei enää katsottavissa. Tallenne oli nähtävillä 30.10.2026 asti.") { Gone = true },
    ];

    public static readonly EventCard[] Events =
    [
        new("Kuulemistilaisuus", new("2026-12-02T13:00+02:00", "keskiviikko 2.12.2026 klo 13.00–15.30"), "Lieksa", new("https://example.org/lieksa", "Lisätietoa tilaisuudesta: Kuulemistilaisuus"))
        {
            Region = Regions[0], Online = new("https://example.org/eta", "Osallistu etänä: Kuulemistilaisuus"), Register = new("https://example.org/ilmo", "Ilmoittaudu: Kuulemistilaisuus"),
            Registration = "Ilmoittaudu viimeistään 27.11.2026.", Calendar = new("/tilaisuudet/01234567-0000-7000-8000-000000000000.ics", "Lisää kalenteriin: Kuulemistilaisuus"),
            Articles = [new("/uutiset/tiekartta", "Hyvinvointialue avaa järjestöille uudet osallistumismahdollisuudet")],
        },
        new("Aloitusseminaari", new("2026-09-10", "torstai 10.9.2026"), "Joensuu", null, true) { Materials = Materials },
    ];

    public static readonly Picture Picture = new("/media/0/800.jpg", "Laituri tyynen järven rannalla.", 1600, 900, "(min-width: 66rem) 50rem, 100vw")
    {
        Sources = [new("image/avif", "/media/0/400.avif 400w, /media/0/800.avif 800w"), new("image/webp", "/media/0/400.webp 400w")],
        Caption = "Kuulemiskierros alkaa Lieksan rannasta.", Credit = "Otso Virtasalo, CC BY 4.0",
    };

    public static readonly ArticleCard[] Cards =
    [
        new("/uutiset/tiekartta", "Hyvinvointialue avaa järjestöille uudet osallistumismahdollisuudet palvelustrategian valmisteluun", "Uutinen", new("2026-11-20T09:05+02:00", "20.11.2026 klo 9.05"))
        {
            Regions = [Regions[0]], Standfirst = "Syksyn kierroksella kuullaan yhdistyksiä jokaisessa kunnassa. Ensimmäinen tilaisuus pidetään Lieksassa, ja etäyhteys on avoinna kaikille.",
            Authors = "Maija Metsälampi", Tags = Tags[..2], Picture = Picture, Moves = [new("15.11.", "30.11.2026") { Title = "Järjestöavustusten haku", Source = new("https://example.org/haku", "Avustushaun ohjeet") }],
        },
        new("/uutiset/tilat", "Kokoontumistilat säilyvät – sopimussiirroista sovittiin kunnan kanssa", "Uutinen", new("2026-11-18", "18.11.2026"))
        {
            Standfirst = "Yhdistykset saavat jatkaa entisissä tiloissaan vuoden 2028 loppuun.", Authors = "Otso Virtasalo", Tags = [Tags[2]],
            Why = "Sama aihe: Tilat ja sopimussiirrot",
        },
        new("/uutiset/samarbete", "Organisationerna får en egen plats vid partnerskapsbordet", "Uutinen", new("2026-11-16", "16.11.2026"), "sv")
        {
            Regions = [new("/alueet/pohjanmaa", "Pohjanmaa")], Standfirst = "Från och med januari möts föreningar och tjänstemän fyra gånger om året.", Authors = "Lisen Holmåker",
        },
        new("/uutiset/kysely", "Kysely: sosiaaliturvaetuuksien neuvonta kaipaa järjestöjen rinnalla kulkijoita", "Kysely", new("2026-11-12", "12.11.2026"))
        {
            Regions = [Regions[1]], Standfirst = "Vastaa viimeistään 24. marraskuuta. Tulokset viedään aluevaltuustolle.", Authors = "Maija Metsälampi", Why = "Sama alue: Kainuu",
        },
        new("/uutiset/rekry", "Haemme järjestökoordinaattoria Iisalmeen", "Rekrytointi", new("2026-11-10", "10.11.2026")) { Authors = "Toimitus" },
    ];

    public static readonly AfterText After = new(
        Events, Materials,
        [new("https://example.org/strategia", "Miten palvelustrategia syntyy? Valmistelun vaiheet"), new("https://example.org/sv", "Så bereds servicestrategin", "sv")],
        [new(new("https://example.org/paatos", "Aluehallituksen päätös palvelustrategian aikataulusta"), "Pohjois-Karjalan hyvinvointialue", new("2026-11-18", "18.11.2026")), new(new("https://example.org/muistio", "Valmistelumuistio"), null, null)],
        [Bylines[0] with { Photo = Picture }, Bylines[1]], [new("https://example.org/yhteys", "Hankkeen yhteystiedot")], [new("/organisaatiot/lamminrannan-yhteisot", "Lamminrannan Yhteisöt ry")],
        new("Kerromme kierroksen tuloksista.", "Palaamme asiaan viimeistään 31.1.2027.", new("/tilaa?tags=osallisuus", "Tilaa tieto jatkosta sähköpostiisi"), "fi"));

    public static readonly TrustedHtml Body = new("""
        <p>Hyvinvointialue kutsuu järjestöt mukaan jo ennen kuin palvelustrategian ensimmäinen luonnos on kirjoitettu. Kuulemiskierros alkaa joulukuussa, ja <a href="https://example.org/kierros">kierroksen aikataulu</a> on nyt julki.</p>
        <h2>Miksi juuri nyt?</h2>
        <p>Strategia ratkaisee, miten vertaistuki, neuvonta ja kohtaamispaikat näkyvät palveluketjuissa. Rahasta on luvassa 2,4 milj. euroa, josta neljännes on varattu osallistumismahdollisuuksien lisäämiseen.</p>
        <blockquote data-speaker="Aino Saarikallas" data-role="kehittämispäällikkö"><p>Kun yhdistykset ovat pöydässä alusta asti, päätökset kestävät myös arjessa.</p><footer><cite>Aino Saarikallas</cite>, kehittämispäällikkö</footer></blockquote>
        <h3>Näin pääset mukaan</h3>
        <ol><li>Ilmoita yhdistyksesi yhteyshenkilö marraskuun loppuun mennessä.</li><li>Valitse tilaisuus:<ul><li>Lieksa 2.12.</li><li>Kontiolahti 4.12.</li></ul></li><li>Lähetä etukäteen enintään sivun mittainen näkemys.</li></ol>
        <aside data-block="fact"><p class="box-label">Faktaa</p><p><strong>Kumppanuuspöytä</strong> on hyvinvointialueen ja järjestöjen yhteinen neuvottelupaikka, joka kokoontuu neljästi vuodessa.</p></aside>
        <div class="table-room" role="group" tabindex="0" aria-label="Kierroksen tilaisuudet"><table><caption>Kierroksen tilaisuudet</caption><thead><tr><th scope="col">Päivä</th><th scope="col">Paikka</th></tr></thead><tbody><tr><td>2.12.2026</td><td>Lieksa</td></tr></tbody></table></div>
        <p>Sote-rakenneuudistus-hankkeen aikana sovitut käytännöt jäävät voimaan.</p>
        """);

    public static readonly BulletinRow[] Bulletins =
    [
        new("42", "Avustushaku jatkuu, ja kuulemiskierros alkaa Lieksasta", "/tiedotteet/42", new("2026-11-20", "20.11.2026")) { Preheader = "Kolme määräaikaa, kaksi tilaisuutta ja yksi hyvä uutinen tiloista." },
        new("41", "Nyheter från partnerskapsbordet", "/tiedotteet/41", new("2026-11-06", "6.11.2026"), "sv"),
    ];

    public static readonly Wishes Wishes = new(
        [new("14", "Pohjois-Karjala", true), new("20", "Kainuu"), new("17", "Pohjanmaa"), new("90", "Helsinki"), new("HUS", "HUS"), new("04", "Vantaa-Kerava")],
        [new("osallisuus", "Osallisuus ja vaikuttaminen", true), new("avustukset", "Järjestöavustukset"), new("hyte", "Hyvinvoinnin ja terveyden edistäminen (hyte)"), new("mieli", "Mielenterveys ja päihteet")],
        [new("fi", "Suomi", true), new("sv", "Svenska"), new("en", "English")],
        [new("immediate", "Heti, kun tiedote lähtee", true), new("weekly", "Kooste viikoittain"), new("monthly", "Kooste kuukausittain")],
        [new("html", "Muotoiltu viesti", true), new("text", "Pelkkä teksti")]);
}
