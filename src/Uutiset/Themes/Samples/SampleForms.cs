using Uutiset.Themes.Pages;

namespace Uutiset.Themes.Samples;

/// <summary>Subscribing and sent bulletins.</summary>
internal static class SampleForms
{
    public static IEnumerable<(string Template, object Model)> All(SiteFrame site, Func<string, string, Head> head)
    {
        yield return ("bulletin", new BulletinWebPage(site, head(SampleParts.Bulletins[0].Title, "/tiedotteet/42"), [])
        {
            Number = "42", Title = SampleParts.Bulletins[0].Title, Date = SampleParts.Bulletins[0].Date, Lang = "fi", Variants = [new("sv", "Svenska", "/sv/tiedotteet/42")],
            Body = new("""<ul class="bulletin-items"><li><h2 class="card-title"><a href="/uutiset/tilat">Kokoontumistilat säilyvät</a></h2><p class="standfirst">Yhdistykset saavat jatkaa entisissä tiloissaan.</p></li></ul>"""),
        });
        yield return ("bulletin-body", SampleMails.Bulletin("fi"));
        var subscribe = new SubscribePage(site, head("Tilaa tiedotteet", "/tilaa"), [])
        {
            Action = "/tilaa", Wishes = SampleParts.Wishes, TrapName = "verkkosivu", PrivacyUrl = "/tietosuoja",
            ConsentText = "Tähän osoitteeseen saa lähettää valitsemiani tiedotteita. Voin perua tilauksen milloin tahansa.",
        };
        yield return ("subscribe", subscribe);
        yield return ("subscribe", subscribe with
        {
            Organisation = "Lamminrannan Yhteisöt ry", IsPrivate = true, Email = "maija@@example.fi", EmailError = "Kirjoita osoite muodossa nimi@example.fi.",
            OrganisationError = "Kirjoita järjestön nimi.", ConsentError = "Tilaus tarvitsee suostumuksesi.", Consents = true,
            Errors = [new("email", "Kirjoita osoite muodossa nimi@example.fi."), new("consent", "Tilaus tarvitsee suostumuksesi.")], Hidden = [new("shown", "ab12")],
        });
        yield return ("confirm", new ConfirmPage(site, head("Vahvista tilaus", "/tilaus/vahvista"), []) { Action = "/tilaus/vahvista/abc", Title = "Vahvista tilaus", Text = "Vielä yksi painallus, niin tiedotteet alkavat tulla osoitteeseen info@example.fi.", Button = "Vahvista tilaus" });
        yield return ("confirm", new ConfirmPage(site, head("Merkitse järjestösi vastaajaksi", "/vaikuta"), [])
        {
            Action = "/vaikuta/palvelustrategia/vastaa/abc", Title = "Merkitse järjestösi vastaajaksi", Text = "Järjestöä Suvantojärjestöt ry ei ole vielä merkitty vastaajaksi.", Button = "Merkitse: vastaamme", Name = "vastaamme", Value = "kylla",
            Other = new("Emme vastaa sittenkään", "ei"),
        });
        var preferences = new PreferencesPage(site, head("Tilauksen asetukset", "/tilaus"), []) { Action = "/tilaus/abc", UnsubscribeUrl = "/tilaus/abc/peru", Email = "info@example.fi", Wishes = SampleParts.Wishes, KnownUrl = "/tilaus/abc/tiedot", EraseUrl = "/tilaus/abc/poista" };
        yield return ("preferences", preferences);
        yield return ("preferences", preferences with { Organisation = "Suvantojärjestöt ry", MayChooseForAll = true, EndOrganisationUrl = "/tilaus/abc/peru?kaikki=1", Wishes = SampleParts.Wishes with { OfOwner = true } });
        yield return ("preferences", preferences with { Wishes = SampleParts.Wishes with { OfMember = true }, Organisation = "Suvantojärjestöt ry", Saved = true, Errors = [new("lang", "Valitse kieli.")] });
        yield return ("known", new KnownPage(site, head("Mitä sinusta tiedetään", "/tilaus"), [])
        {
            Title = "Mitä sinusta tiedetään", Lead = "Tässä on kaikki, mitä sivusto on tallentanut osoitteestasi.", Links = [new("/tilaus/abc/tiedot.json", "Lataa tiedot"), new("/tilaus/abc/poista", "Poista kaikki tiedot")],
            Parts = [new("Tilaukset", [new("Suvantojärjestöt ry", [new("Osoite", "info@example.fi"), new("Tila", "voimassa")])]), new("Perumiset ja estot", [new("1.2.2026 klo 9.05: Viestiä pyydetty osoitteeseen", [])])],
        });
        yield return ("unsubscribe", new UnsubscribePage(site, head("Peru tilaus", "/tilaus"), []) { Action = "/tilaus/abc/peru", Email = "info@example.fi", Organisation = "Suvantojärjestöt ry", PreferencesUrl = "/tilaus/abc" });
    }
}
