using Uutiset.Themes.Pages;

namespace Uutiset.Themes.Samples;

/// <summary>Subscribing and sent bulletins.</summary>
internal static class SampleForms
{
    public static IEnumerable<(string Template, object Model)> All(SiteFrame site, Func<string, string, Head> head)
    {
        yield return ("bulletin", new BulletinWebPage(site, head(SampleParts.Bulletins[0].Title, "/tiedotteet/42"), [])
        {
            Number = "42", Series = "Palvelustrategia askel askeleelta nro 7", Title = SampleParts.Bulletins[0].Title, Date = SampleParts.Bulletins[0].Date, Lang = "fi", Variants = [new("sv", "Svenska", "/sv/tiedotteet/42")],
            Body = new("""<ul class="bulletin-items"><li><h2 class="card-title"><a href="/uutiset/tilat">Kokoontumistilat säilyvät</a></h2><p class="standfirst">Yhdistykset saavat jatkaa entisissä tiloissaan.</p></li></ul>"""),
        });
        yield return ("bulletin-body", SampleMails.Bulletin("fi"));
        var subscribe = new SubscribePage(site, head("Tilaa tiedotteet", "/tilaa"), [])
        {
            Action = "/tilaa", FindUrl = "/tilaa/jarjestot?q=", Wishes = SampleParts.Wishes with { IsFolded = true }, TrapName = "verkkosivu", PrivacyUrl = "/tietosuoja",
            ConsentText = "Tähän osoitteeseen saa lähettää valitsemiani tiedotteita. Voin perua tilauksen milloin tahansa.",
        };
        yield return ("subscribe", subscribe);
        yield return ("subscribe", subscribe with
        {
            Organisation = "Lamminrannan Yhteisöt ry", IsPrivate = true, HasSeries = true, From = [new("yhteisot", "Kaikki tiedotteet"), new("yhteisot:askel", "Askel askeleelta", true)], Email = "maija@@example.fi", EmailError = "Kirjoita osoite muodossa nimi@example.fi.",
            OrganisationError = "Kirjoita järjestön nimi.", ConsentError = "Tilaus tarvitsee suostumuksesi.", Consents = true,
            Errors = [new("email", "Kirjoita osoite muodossa nimi@example.fi."), new("consent", "Tilaus tarvitsee suostumuksesi.")], Hidden = [new("shown", "ab12")],
        });
        yield return ("subscribe", subscribe with
        {
            Organisation = "rannan", Focus = "0190", Found = [new("0190", "Lamminrannan Yhteisöt ry", true) { Hint = "0000000-0 · Kainuu" }, new("0191", "Järvenrannan Omaistuki ry")],
            From = [new("a", "Lamminrannan Yhteisöt ry: kaikki tiedotteet", true), new("b", "Suvantojärjestöt ry: kaikki tiedotteet")], Hidden = [new("found", "rannan")],
            Sample = new([new("/uutiset/tilat", "Kokoontumistilat säilyvät"), new("/uutiset/stod", "Bidrag till föreningar", "sv")]) { Subject = "Syksyn avustukset", Url = "/tiedotteet/42", Date = SampleParts.Bulletins[0].Date },
        });
        yield return ("subscribe", subscribe with { Organisation = "Uusi seura ry", FoundNothing = true, IsNew = true, Sample = new([]) });
        yield return ("subscribe", subscribe with { Sample = new([new("/uutiset/tilat", "Kokoontumistilat säilyvät")]) });
        var joining = new JoiningPage(site, head("Otetaanko mukaan?", "/tilaus"), []) { Action = "/tilaus/abc/liittyjat", Organisation = "Suvantojärjestöt ry", PreferencesUrl = "/tilaus/abc" };
        yield return ("joining", joining);
        yield return ("joining", joining with { Answered = true, Joiners = [new("0190", "maija@example.fi", new("2026-09-01", "1.9.2026"), new("2026-09-15", "15.9.2026"))] });
        yield return ("confirm", new ConfirmPage(site, head("Vahvista tilaus", "/tilaus/vahvista"), []) { Action = "/tilaus/vahvista/abc", Title = "Vahvista tilaus", Text = "Vielä yksi painallus, niin tiedotteet alkavat tulla osoitteeseen info@example.fi.", Button = "Vahvista tilaus" });
        yield return ("confirm", new ConfirmPage(site, head("Merkitse järjestösi vastaajaksi", "/vaikuta"), [])
        {
            Action = "/vaikuta/palvelustrategia/vastaa/abc", Title = "Merkitse järjestösi vastaajaksi", Text = "Järjestöä Suvantojärjestöt ry ei ole vielä merkitty vastaajaksi.", Button = "Merkitse: vastaamme", Name = "vastaamme", Value = "kylla",
            Other = new("Emme vastaa sittenkään", "ei"),
        });
        var preferences = new PreferencesPage(site, head("Tilauksen asetukset", "/tilaus"), []) { Action = "/tilaus/abc", UnsubscribeUrl = "/tilaus/abc/peru", Email = "info@example.fi", Subscription = "Järjestöuutisten toimitus: kaikki tiedotteet", Wishes = SampleParts.Wishes, KnownUrl = "/tilaus/abc/tiedot", AddressUrl = "/tilaus/abc/osoite", EraseUrl = "/tilaus/abc/poista", Version = "1.1", Pause = new("", null, "2026-12-02", "2027-12-02") };
        yield return ("preferences", preferences);
        yield return ("preferences", preferences with { Others = [new("Järjestöuutisten toimitus: Askel askeleelta", "/tilaus/def", "Alueet: Keski-Suomi. Aiheet: kaikki.")], MayChooseForOwn = true, ChoosesForOwn = true });
        yield return ("preferences", preferences with { Organisation = "Suvantojärjestöt ry", MayChooseForAll = true, From = [new("yhteisot", "Kaikki tiedotteet", true), new("yhteisot:askel", "Askel askeleelta")], EndOrganisationUrl = "/tilaus/abc/peru?kaikki=1", SeatsUrl = "/tilaus/abc/paikat", Wishes = SampleParts.Wishes with { OfOwner = true }, Pause = new("2026-12-24", "", "2026-12-02", "2027-12-02") { Now = "Sinulle ei lähetetä tiedotteita ennen päivää 24.12.2026." } });
        yield return ("preferences", preferences with { Wishes = SampleParts.Wishes with { OfMember = true }, Organisation = "Suvantojärjestöt ry", Saved = true, Errors = [new("paused", "Tarkista päivä.")], Pause = new("", null, "2026-12-02", "2027-12-02") { Error = "Tarkista päivä.", AllNow = "Järjestöllesi ei lähetetä tiedotteita ennen päivää 24.12.2026." } });
        var address = new AddressPage(site, head("Vaihda sähköpostiosoite", "/tilaus"), []) { Action = "/tilaus/abc/osoite", Current = "info@example.fi", PreferencesUrl = "/tilaus/abc" };
        yield return ("address", address);
        yield return ("address", address with { Email = "maija@@example.fi", EmailError = "Tarkista osoite.", Errors = [new("email", "Tarkista osoite.")] });
        var seats = new SeatsPage(site, head("Järjestön yhteyshenkilöt", "/tilaus"), [])
        {
            Action = "/tilaus/abc/paikat", Organisation = "Suvantojärjestöt ry", PreferencesUrl = "/tilaus/abc", OnlyOwner = true,
            Seats =
            [
                new("1", "info@example.fi", null, "Omistaja", "Saa tiedotteet") { Action = "/tilaus/abc/paikat", EndUrl = "/tilaus/abc/peru", Mine = true },
                new("2", "maija@example.fi", "Järjestösihteeri", "Jäsen", "Tauolla, jatkuu 24.12.2026") { Action = "/tilaus/abc/paikat", EndUrl = "/tilaus/abc/paikat/2/lopeta", MayPromote = true },
            ],
        };
        yield return ("seats", seats);
        yield return ("seats", seats with
        {
            OnlyOwner = false, Done = "Uusi omistaja voi nyt päättää koko järjestön tilauksesta.", Seats = [seats.Seats[0] with { MayStepDown = true }], Email = "maija@@example.fi", Duty = "Sihteeri", IsRole = true,
            EmailError = "Tarkista osoite.", DutyError = "Tehtävä on liian pitkä.", Errors = [new("email", "Tarkista osoite."), new("duty", "Tehtävä on liian pitkä.")],
        });
        yield return ("hand-over", new HandOverPage(site, head("Kuka jatkaa järjestön tilausta?", "/tilaus"), [])
        {
            Action = "/tilaus/jatkaja/abc", Organisation = "Suvantojärjestöt ry", Regions = "Pohjois-Karjala, Kainuu", Themes = "kaikki", Contacts = 3, Button = "Minä jatkan",
            Consent = "Kun painat painiketta, osoitteeseesi tulee tiedotteita.",
        });
        yield return ("known", new KnownPage(site, head("Mitä sinusta tiedetään", "/tilaus"), [])
        {
            Title = "Mitä sinusta tiedetään", Lead = "Tässä on kaikki, mitä sivusto on tallentanut osoitteestasi.", Links = [new("/tilaus/abc/tiedot.json", "Lataa tiedot"), new("/tilaus/abc/poista", "Poista kaikki tiedot")],
            Parts = [new("Tilaukset", [new("Suvantojärjestöt ry", [new("Osoite", "info@example.fi"), new("Tila", "voimassa")])]), new("Perumiset ja estot", [new("1.2.2026 klo 9.05: Viestiä pyydetty osoitteeseen", [])])],
        });
        yield return ("unsubscribe", new UnsubscribePage(site, head("Peru tilaus", "/tilaus"), []) { Action = "/tilaus/abc/peru", Email = "info@example.fi", Organisation = "Suvantojärjestöt ry", PreferencesUrl = "/tilaus/abc" });
    }
}
