using Uutiset.Themes.Pages;

namespace Uutiset.Themes.Samples;

/// <summary>One rich and, where a page can be empty, one bare model per template.</summary>
internal static class SamplePages
{
    public static IEnumerable<(string Template, object Model)> All(SiteFrames frames, string lang)
    {
        var site = frames.In(lang);
        Head Head(string title, string path) => frames.Head(lang, title, path, "Esimerkkisivu teeman tarkistukseen.") with
        {
            Section = SiteFrames.Prefixed(lang, path),
            Feeds = [new("Aiheen syöte", path + "/syote.atom", "application/atom+xml")],
        };
        Head home = Head("", "/");

        yield return ("front", new FrontPage(site, home, [])
        {
            Lead = SampleParts.Cards[0], News = [.. SampleParts.Cards[1..], SampleParts.Cards[0]], Regions = SampleParts.Regions, Themes = SampleParts.Tags,
            Deadlines = SampleParts.Deadlines[..3], Events = SampleParts.Events[..1], LatestBulletin = SampleParts.Bulletins[0],
            EventsUrl = "/tilaisuudet", ArchiveUrl = "/arkisto", DeadlinesUrl = "/maaraajat", BulletinsUrl = "/tiedotteet",
        });
        yield return ("front", new FrontPage(site, home, []) { EventsUrl = "/tilaisuudet", ArchiveUrl = "/arkisto", DeadlinesUrl = "/maaraajat", BulletinsUrl = "/tiedotteet" });
        yield return ("article", Article(site, Head(SampleParts.Cards[0].Title, "/uutiset/tiekartta")));
        yield return ("article", new ArticlePage(site, Head("Lyhyt", "/uutiset/lyhyt"), []) { Kicker = "Sivu", Title = "Lyhyt", Body = new("<p>Lyhyt.</p>"), Trail = [new("/tietoa", "Tietoa meistä")], Below = [new("/yhteystiedot", "Yhteystiedot"), new("/sv/kontakt", "Kontakt", "sv")] });
        yield return ("article", new ArticlePage(site, Head("Lyhyt", "/uutiset/lyhyt"), []) { Kicker = "Uutinen", Title = "Lyhyt", Undated = "Julkaisuaika ei ole tiedossa", Body = new("<p>Lyhyt.</p>") });
        yield return ("article", new ArticlePage(site, Head("Esikatselu", "/esikatselu/abc"), []) { Kicker = "Uutinen", Title = "Esikatselu", Body = new("<p>Lyhyt.</p>"), Notice = "Vain sinulle.", Guest = new("/esikatselu/abc", "Kiitos!", "Kirjoita kommentti.") });
        yield return ("archive", Archive(site, Head("Arkisto", "/arkisto")));
        yield return ("archive", new ArchivePage(site, Head("Arkisto", "/arkisto"), []) { Query = "asumisneuvontapiste", Searched = "asumisneuvonta", StillTyped = new("/arkisto?q=asumisneuvontapiste&exact=true", "asumisneuvontapiste"), Feed = new("Tämä haku", "/arkisto.atom?q=asumisneuvonta", "application/atom+xml"), Asked = true, DidYouMean = new("/arkisto?q=asumisneuvonta", "asumisneuvonta"), Understood = "asumisneuvonta (asumisen neuvonta)", Removals = [new("/arkisto?q=asumisneuvonta", "Alue: Lappi")], Without = [new("Alue: Lappi", "/arkisto?q=asumisneuvonta", 1)], Newest = SampleParts.Cards[..2], Note = "Tähti toimii vain sanan alussa tai lopussa." });
        yield return ("term", new TermPage(site, Head("Järjestöavustukset", "/aiheet/avustukset"), []) { Title = "Järjestöavustukset", Kind = "Aihe", Introduction = new("<p>Avustusten haku ja ehdot.</p>"), IntroductionLang = "fi", Broader = SampleParts.Tags[0], Narrower = SampleParts.Tags[1..], Feed = site.Feeds[0], Articles = SampleParts.Cards, Paging = SampleParts.Paging });
        yield return ("region", new RegionPage(site, Head("Pohjois-Karjalan hyvinvointialue", "/alueet/pohjois-karjala"), [])
        {
            Title = "Pohjois-Karjalan hyvinvointialue", Sentence = "Mitä järjestöjen ja hyvinvointialueen yhteistyössä tapahtuu Pohjois-Karjalassa.", Introduction = new("<p>Alueen järjestöjä palvelee kaksi muutosagenttia.</p>"), IntroductionLang = "sv",
            Feed = site.Feeds[0], Agents = SampleParts.Bylines, Deadlines = SampleParts.Deadlines[..2], Events = SampleParts.Events, Articles = SampleParts.Cards,
        });
        yield return ("author", new AuthorPage(site, Head("Maija Metsälampi", "/tekijat/maija-metsalampi"), [])
        {
            Author = SampleParts.Bylines[0] with { Successor = new("/tekijat/otso-virtasalo", "Otso Virtasalo"), Photo = SampleParts.Picture }, Notice = "Ei kirjoita enää täällä.", Introduction = new("<p>Kirjoittaa kylätoiminnasta.</p>"), IntroductionLang = "fi", Feed = site.Feeds[0], Articles = SampleParts.Cards,
            Quotes = [new(["Kun yhdistykset ovat pöydässä alusta asti, päätökset kestävät myös arjessa.", "Siitä hyötyvät kaikki."], new("/uutiset/tiekartta", "Tiekartta valmistui"), new("2026-11-20", "20.11.2026"), "fi")],
            Former = [new(new("/organisaatiot/lamminrannan-yhteisot", "Lamminrannan Yhteisöt ry"), "Järjestökoordinaattori", "1.3.2019–31.12.2021")],
        });
        yield return ("organisation", new OrganisationPage(site, Head("Lamminrannan Yhteisöt ry", "/organisaatiot/lamminrannan-yhteisot"), [])
        {
            Logo = SampleParts.Picture, Name = "Lamminrannan Yhteisöt ry", Kind = "Maakunnallinen verkostojärjestö", Regions = SampleParts.Regions, Website = new("https://example.org", "example.org"),
            People = [new("/tekijat/maija-metsalampi", "Maija Metsälampi")], Articles = SampleParts.Cards, Parent = new("/organisaatiot/katto", "Järjestökatto ry"),
            Phone = new("tel:+358500000000", "050 000 0000"), Email = new("mailto:info@example.fi", "info@example.fi"), Address = "Esimerkkikatu 1, 00100 Helsinki", BusinessId = "0000000-0", RegistryNumber = "100.001", Introduction = new("<p>Kokoaa kylien yhdistykset.</p>"), IntroductionLang = "fi",
            Members = [new("/organisaatiot/kylat", "Lammin Kylät ry")], Projects = [new("/hankkeet/yhdessa-vaikuttavat", "Yhdessä vaikuttavat")],
        });
        yield return ("project", new ProjectPage(site, Head("Yhdessä vaikuttavat", "/hankkeet/yhdessa-vaikuttavat"), [])
        {
            Title = "Yhdessä vaikuttavat", Status = "Päättynyt", Ended = "Hanke päättyi 31.12.2025.", Successor = new("/hankkeet/jatko", "Yhdessä eteenpäin"), Umbrella = new("/hankkeet/katto", "Järjestöt muutoksessa"),
            Period = "1.3.2023–31.12.2025", Owner = new("/organisaatiot/lamminrannan-yhteisot", "Lamminrannan Yhteisöt ry"), Partners = [new("/organisaatiot/kylat", "Lammin Kylät ry")],
            Funders = [new(new("", "Esimerkkirahasto"), "9,4 milj. euroa") { Logo = SampleParts.Picture }, new(new("/organisaatiot/saatio", "Esimerkkisäätiö sr"), null)], Total = "9,4 milj. euroa", FundingText = "Exempelfonden finansierar projektet.", FundingLang = "sv", TitleLang = "fi",
            Description = new("<p>Hanke kokoaa järjestöt saman pöydän ääreen.</p><ul><li>tieto</li><li>tilat</li></ul>"), Lang = "fi", Links = [new("https://example.org/hanke", "Hankkeen loppuraportti")],
            Parts = [new("/hankkeet/osa", "Alueosa")], Checked = new("2026-11-01", "1.11.2026"), People = SampleParts.Bylines, Feed = site.Feeds[0], Articles = SampleParts.Cards, Paging = SampleParts.Paging,
        });
        yield return ("project", new ProjectPage(site, Head("Uusi hanke", "/hankkeet/uusi"), []) { Title = "Uusi hanke", Status = "Tulossa" });
        yield return ("index", new IndexPage(site, Head("Aiheet", "/aiheet"), []) { Title = "Aiheet", Standfirst = "Kaikki, mistä kirjoitamme.", Groups = [new("Aiheet", [.. SampleParts.Tags.Select((t, i) => t with { Count = i + 1 })]), new(null, SampleParts.Regions)] });
        yield return ("index", new IndexPage(site, Head("Järjestöt", "/organisaatiot"), [])
        {
            Title = "Järjestöt", Groups = [new(null, SampleParts.Regions)], Paging = SampleParts.Paging,
            Search = new("/organisaatiot", "yhdistys", 230)
            {
                Narrowed = true, Regions = [new("kainuu", "Kainuu", true)], TypeLabel = "Tyyppi", Types = [new("association", "Yhdistys")],
                Letters = [new("/organisaatiot?letter=A", "A") { Current = true }, new("/organisaatiot?letter=%C3%96", "Ö")], AllLetters = "/organisaatiot",
            },
        });
        yield return ("deadlines", new DeadlinesPage(site, Head("Määräajat", "/maaraajat"), []) { Calendar = new("/maaraajat.ics", "Tilaa kalenteriin"), Open = SampleParts.Deadlines[..4], Closed = SampleParts.Deadlines[4..] });
        yield return ("deadlines", new DeadlinesPage(site, Head("Määräajat", "/maaraajat"), []));
        yield return ("events", new EventsPage(site, Head("Tilaisuudet", "/tilaisuudet"), []) { Calendar = new("/tilaisuudet.ics", "Tilaa kalenteriin"), Upcoming = SampleParts.Events[..1], Past = SampleParts.Events[1..], Paging = SampleParts.Paging });
        yield return ("events", new EventsPage(site, Head("Tilaisuudet", "/tilaisuudet"), []));
        yield return ("openings", new OpeningsPage(site, Head("Vaikuta", "/vaikuta"), [])
        {
            Action = "/vaikuta", Regions = [new("kainuu", "Kainuu", true)], Tags = [new("osallisuus", "Osallisuus ja vaikuttaminen")], Kinds = [new("hearing", "Kuuleminen")], Narrowed = true,
            Calendar = new("/vaikuta.ics", "Tilaa kalenteriin"), Open = SampleParts.Openings, Closed = SampleParts.Openings[..1], Silent = SampleParts.Regions,
            Gaps = [new(SampleParts.Regions[0], 3, 2, 1), new(SampleParts.Regions[1], 3, 0, 3)],
        });
        yield return ("openings", new OpeningsPage(site, Head("Vaikuta", "/vaikuta"), []) { Action = "/vaikuta", IsFirst = false, Paging = SampleParts.Paging });
        yield return ("opening", new OpeningPage(site, Head("Palvelustrategian kuuleminen", "/vaikuta/palvelustrategia"), [])
        {
            Opening = SampleParts.Openings[0], Paragraphs = ["Järjestöjä kuullaan palvelustrategian luonnoksesta.", "Kirjallinen näkemys riittää."], All = new("/vaikuta", "Kaikki vaikuttamisen paikat"),
            Material = new("https://example.org/luonnos", "Aineisto: Palvelustrategian kuuleminen"), Answer = new("https://example.org/vastaa", "Vastaa: Palvelustrategian kuuleminen"),
            Organisations = [new("/organisaatiot/lamminrannan-yhteisot", "Lamminrannan Yhteisöt ry")], Articles = [new("/uutiset/tiekartta", "Hyvinvointialue avaa järjestöille uudet osallistumismahdollisuudet")],
            Form = new("/vaikuta/palvelustrategia/vastaa", "/tietosuoja", "verkkosivu", [new("t", "1")]) { Email = "info@@example.fi", EmailError = "Kirjoita osoite muodossa nimi@example.fi.", Error = "Lomake vanheni." },
        });
        yield return ("opening", new OpeningPage(site, Head("Neuvottelut", "/vaikuta/neuvottelut"), []) { Opening = SampleParts.Openings[1], All = new("/vaikuta", "Kaikki vaikuttamisen paikat") });
        yield return ("bulletins", new BulletinsPage(site, Head("Tiedotteet", "/tiedotteet"), []) { Bulletins = SampleParts.Bulletins, Paging = SampleParts.Paging });
        foreach (var form in SampleForms.All(site, Head)) yield return form;
        yield return ("message", new MessagePage(site, Head("Sivua ei löytynyt", "/uutiset/puuttuva") with { NoIndex = true }, [])
        {
            Title = "Sivua ei löytynyt", Paragraphs = ["Osoite voi olla kirjoitettu väärin, tai sivu on poistettu."], Search = "kumppanuuspöytä", Links = [new("/", "Etusivulle"), new("/arkisto", "Arkistoon")], Reference = "0HN7-42",
        });
        yield return ("static", new StaticPage(site, Head("Tietosuojaseloste", "/tietosuoja"), []) { Title = "Tietosuojaseloste", Body = SampleParts.Body, Updated = new("2026-11-01", "1.11.2026"), Lang = "fi" });
    }

    private static ArticlePage Article(SiteFrame site, Head head) =>
        new(site, head with { Type = "article", FrameHosts = ["video.example.org"], PublishedIso = "2026-11-20T09:05:00+02:00", UpdatedIso = "2026-11-21T08:00:00+02:00", JsonLd = new("<script type=\"application/ld+json\">{}</script>"), Alternates = [new("sv", "Svenska", "https://example.fi/sv/uutiset/fardplan")] }, [])
        {
            Lang = "fi", Kicker = "Uutinen", Regions = SampleParts.Regions, Title = SampleParts.Cards[0].Title, Standfirst = SampleParts.Cards[0].Standfirst,
            Published = new("2026-11-20T09:05:00+02:00", "20.11.2026 klo 9.05"), Updated = new("2026-11-21T08:00:00+02:00", "21.11.2026 klo 8.00"), Checked = new("2026-11-22", "22.11.2026"),
            Bylines = SampleParts.Bylines, Publisher = new("/organisaatiot/lamminrannan-yhteisot", "Lamminrannan Yhteisöt ry"), Project = new("/hankkeet/yhdessa-vaikuttavat", "Yhdessä vaikuttavat"),
            Hero = SampleParts.Picture with { First = true }, Body = SampleParts.Body, Deadlines = SampleParts.Deadlines[..2], Tags = SampleParts.Tags, Audiences = [new("/aiheet/jarjestoille", "Järjestöille")],
            Series = [new("/aiheet/palvelustrategia-sarja", "Palvelustrategia askel askeleelta")], After = SampleParts.After,
            Corrects = [new("/uutiset/avaus", "Palvelustrategian valmistelu alkaa")], CorrectedBy = [new("/uutiset/oikaisu", "Oikaisu: haku päättyy 30. marraskuuta")],
            Supersedes = [new("/uutiset/luonnos", "Palvelustrategian luonnos")], SupersededBy = [new("/uutiset/paatos", "Palvelustrategia on hyväksytty")],
            Follows = [new("/uutiset/avaus", "Palvelustrategian valmistelu alkaa")], FollowedBy = [new("/uutiset/fardplan", "Färdplanen är klar", "sv")],
            Translations = [new("sv", "Svenska", "/uutiset/fardplan"), new("fi-simple", "Selkokieli", "/uutiset/tiekartta-selko"), new("en", "English (summary)", "/en/uutiset/tiekartta")],
            Summary = new("tiivistelma-fi", "Tiivistelmä", "Tiekartta kertoo, missä järjestö vaikuttaa", "Kolme tilaisuutta kevään aikana.", "Koko teksti on ruotsiksi."),
            Summaries = [new("tiivistelma-en", "Summary", "Where NGOs can take part", "Three hearings this spring.", "The full text is in Finnish.", "en") { WordsLang = "en", IsListed = true }], Related = SampleParts.Cards[2..4], MoreOnTheme = SampleParts.Cards[1..4],
            Notice = "Esikatselu: tätä versiota ei ole julkaistu.", NoticeLink = new("/uutiset/tiekartta", "Lue julkaistu juttu"),
            Corrections = [new(new("2026-11-21T08:00:00+02:00", "21.11.2026 klo 8.00"), "haku päättyy 15. marraskuuta", "haku päättyy 30. marraskuuta", "/uutiset/tiekartta/versiot/2", "fi"), new(new("2026-11-20T10:00:00+02:00", "20.11.2026 klo 10.00"), "tilaisuus on Nurmeksessa", "tilaisuus on Lieksassa", null)],
        };

    private static ArchivePage Archive(SiteFrame site, Head head) => new(site, head with { Query = "osallistumismahdollisuus", NoIndex = true }, [])
    {
        Query = "osallistumismahdollisuus", Asked = true, Total = 1234, Paging = SampleParts.Paging,
        Tags = [new("osallisuus", "Osallisuus ja vaikuttaminen", true)], Audiences = [new("jarjestoille", "Järjestöille", true)], Series = [new("askel", "Askel askeleelta")], Regions = [new("14", "Pohjois-Karjala")], Types = [new("news", "Uutinen")], Langs = [new("sv", "ruotsi", true)], Sorts = [new("relevance", "Osuvin ensin", true), new("newest", "Uusin ensin")],
        Deadlines = SampleParts.Deadlines[..2], Named = [new("/alueet/lappi", "Lappi"), new("/tekijat/maija-metsalampi", "Maija Metsälampi")], Understood = "osallistumismahdollisuus", Removals = [new("/arkisto?q=osallistumismahdollisuus", "Aihe: Osallisuus ja vaikuttaminen")],
        Facets =
        [
            new("Alue", [new("Pohjois-Karjala", "/arkisto?region=pohjois-karjala", 812), new("Kainuu", "/arkisto?region=kainuu", 9)], []),
            new("Vuosi", [new("2026", "/arkisto?from=2026-01-01&to=2026-12-31", 700)], [new("2025", "/arkisto?from=2025-01-01&to=2025-12-31", 534)]),
        ],
        From = "2026-01-01", Author = SampleParts.Bylines[0], AuthorSlug = "maija-metsalampi",
        Hits = [.. SampleParts.Cards.Take(3).Select(c => c with
        {
            TitleHtml = new("Hyvinvointialue avaa järjestöille uudet <mark>osallistumismahdollisuudet</mark> palvelustrategiaan"),
            SnippetHtml = new("… josta neljännes on varattu <mark>osallistumismahdollisuuksien</mark> lisäämiseen. Kuulemiskierros alkaa joulukuussa …"),
        })],
    };
}
