namespace Uutiset.Themes.Samples;

internal static class SampleMails
{
    public static IEnumerable<(string Template, object Model)> All(string lang)
    {
        yield return ("mail/bulletin.html", Bulletin(lang));
        yield return ("mail/bulletin.text", Bulletin(lang));
        yield return ("mail/single.html", Single(lang));
        yield return ("mail/single.text", Single(lang));
    }

    public static BulletinMail Bulletin(string lang) => new(lang, "Lamminrannan uutiset", "https://uutiset.example.fi", "Avustushaku jatkuu, ja kuulemiskierros alkaa Lieksasta")
    {
        Preheader = "Kolme määräaikaa, kaksi tilaisuutta ja yksi hyvä uutinen tiloista.", Issue = "Tiedote 42 · 20.11.2026",
        IntroHtml = new("<p>Hyvät järjestöt, marraskuun lopussa on kiire mutta hyvästä syystä: <a href=\"https://uutiset.example.fi/maaraajat\">avustushaun määräaika</a> siirtyi.</p>"),
        IntroText = "Hyvät järjestöt, marraskuun lopussa on kiire mutta hyvästä syystä: avustushaun määräaika siirtyi.",
        Items =
        [
            new("Hyvinvointialue avaa järjestöille uudet osallistumismahdollisuudet palvelustrategian valmisteluun", "https://uutiset.example.fi/uutiset/tiekartta", "Syksyn kierroksella kuullaan yhdistyksiä jokaisessa kunnassa.", "Uutinen · Pohjois-Karjala", "20.11.2026")
            {
                Byline = "Maija Metsälampi, Lamminrannan Yhteisöt ry", NoteHtml = new("<p>Ilmoita yhteyshenkilö marraskuun loppuun mennessä.</p>"), NoteText = "Ilmoita yhteyshenkilö marraskuun loppuun mennessä.",
                Events = ["Tilaisuus 2.12.2026 klo 13.00, Lieksa: Kuulemistilaisuus"],
                Deadlines = ["Ilmoittautuminen päättyy ma 30.11.2026"], Why = "Tilasitte alueen Pohjois-Karjala",
            },
            new("Organisationerna får en egen plats vid partnerskapsbordet", "https://uutiset.example.fi/uutiset/samarbete", "Från och med januari möts föreningar och tjänstemän fyra gånger om året.", "Uutinen · Pohjanmaa", "16.11.2026", "sv"),
            new("Kokoontumistilat säilyvät", "https://uutiset.example.fi/uutiset/tilat", null),
            new("Vertaistuki ruotsiksi", "https://uutiset.example.fi/uutiset/vertaistuki", "Vertaistukea saa kaikissa rannikon kunnissa.") { Summary = "Tiivistelmä, koko teksti ruotsiksi", NoteHtml = new("<p>Anmäl dig senast på fredag.</p>"), NoteText = "Anmäl dig senast på fredag.", NoteLang = "sv" },
        ],
        Footer = Footer with { UnsubscribeUrl = "https://uutiset.example.fi/tilaus/abc/peru", PreferencesUrl = "https://uutiset.example.fi/tilaus/abc", WebUrl = "https://uutiset.example.fi/tiedotteet/42" },
    };

    public static SingleMail Single(string lang) => new(lang, "Lamminrannan uutiset", "https://uutiset.example.fi", "Vahvista tiedotteiden tilaus")
    {
        Paragraphs = ["Joku, luultavasti sinä, tilasi tiedotteemme tähän osoitteeseen.", "Tilaus alkaa, kun vahvistat sen."],
        Action = new("Vahvista tilaus", "https://uutiset.example.fi/tilaus/vahvista/k3o2v7q5m1n8x4c6z9b0"),
        Notes = ["Linkki toimii kaksi vuorokautta. Jos et tilannut mitään, voit jättää viestin huomiotta."],
        Footer = Footer,
    };

    private static readonly MailFooter Footer =
        new("Lamminrannan Yhteisöt ry", "Rantatie 1, 00000 Lampi", "toimitus@example.fi", "Saat tämän, koska Suvantojärjestöt ry tilasi tiedotteemme alueesta Pohjois-Karjala 3.2.2026.");
}
