using Uutiset.Subscribers;
using Uutiset.Vocabulary;

namespace Uutiset.Site.Answering;

/// <summary>What the mail and the pages say by which an organisation marks that it takes part. The form's own words are the theme's.</summary>
internal static class AnswerWording
{
    public static readonly Localized Title = new("Merkitse järjestösi vastaajaksi", "Märk er organisation som svarande", "Say that your organisation takes part");
    public static readonly Localized Mark = new("Merkitse: vastaamme", "Märk: vi svarar", "Mark: we take part");
    public static readonly Localized Unmark = new("Emme vastaa sittenkään", "Vi svarar ändå inte", "We do not take part after all");
    public static readonly Localized MailAction = new("Avaa merkintäsivu", "Öppna sidan", "Open the page");
    public static readonly Localized ToOpening = new("Vaikuttamisen paikan sivulle", "Till påverkansmöjlighetens sida", "To the page of the opportunity");

    public static readonly Localized MailLife = new(
        "Linkki toimii kaksi vuorokautta ja yhden kerran.", "Länken gäller i två dygn och kan användas en gång.", "The link works for two days, and once.");

    public static readonly Localized MailNotYou = new(
        "Jos et itse pyytänyt linkkiä, voit jättää tämän viestin huomiotta: mikään ei muutu.",
        "Om det inte var du som bad om länken kan du bortse från det här meddelandet: ingenting ändras.",
        "If it was not you who asked for the link, you can ignore this message: nothing changes.");

    public static readonly Localized MailReason = new(
        "Saat tämän viestin, koska osoitteesi on järjestön vahvistettu yhteystieto ja sille pyydettiin linkkiä.",
        "Du får det här meddelandet eftersom din adress är organisationens bekräftade kontaktuppgift och någon bad om en länk till den.",
        "You receive this message because your address is a confirmed contact of the organisation and somebody asked for a link to it.");

    public static Localized MailText(string organisation, string opening) => new(
        $"Kun avaat linkin, voit merkitä, että {organisation} vastaa: ”{opening}”. Merkintä näkyy sivustolla kaikille.",
        $"När du öppnar länken kan du märka att {organisation} svarar: ”{opening}”. Märkningen syns för alla på webbplatsen.",
        $"By opening the link you can say that {organisation} takes part: “{opening}”. Everybody sees it on the site.");

    public static Localized Question(string organisation, string opening, bool isMarked) => isMarked
        ? new($"{organisation} on merkitty vastaajaksi: ”{opening}”.", $"{organisation} är märkt som svarande: ”{opening}”.", $"{organisation} is marked as taking part: “{opening}”.")
        : new($"Järjestöä {organisation} ei ole vielä merkitty vastaajaksi: ”{opening}”. Merkintä näkyy sivustolla kaikille.",
            $"{organisation} är ännu inte märkt som svarande: ”{opening}”. Märkningen syns för alla på webbplatsen.",
            $"{organisation} is not yet marked as taking part: “{opening}”. Everybody sees the mark on the site.");

    public static PageWording.Sentences Result(string organisation, bool isMarked) => isMarked
        ? new(new("Merkitty: vastaamme", "Märkt: vi svarar", "Marked: we take part"),
            new($"{organisation} näkyy nyt vastaajien joukossa. Jos suunnitelma muuttuu, pyydä uusi linkki samalta sivulta.",
                $"{organisation} syns nu bland dem som svarar. Om planen ändras kan ni be om en ny länk på samma sida.",
                $"{organisation} now stands among those who take part. If the plan changes, ask for a new link on the same page."))
        : new(new("Merkintä on poistettu", "Märkningen är borttagen", "The mark is gone"),
            new($"{organisation} ei näy vastaajien joukossa.", $"{organisation} syns inte bland dem som svarar.", $"{organisation} does not stand among those who take part."));

    public static readonly PageWording.Sentences Asked = new(
        new("Tarkista sähköpostisi", "Kontrollera din e-post", "Check your mail"),
        new("Jos osoite on järjestön vahvistettu yhteystieto, lähetimme siihen linkin, jolla järjestön voi merkitä vastaajaksi. Linkki toimii kaksi vuorokautta.",
            "Om adressen är en organisations bekräftade kontaktuppgift har vi skickat en länk till den. Med länken kan organisationen märkas som svarande. Länken fungerar i två dygn.",
            "If the address is a confirmed contact of an organisation, we have sent a link to it by which the organisation can be marked. The link works for two days."),
        new("Jos viestiä ei tule, järjestö ei ehkä vielä tilaa tiedotteita tästä osoitteesta tai se ei ole järjestöluettelossamme. Samaan osoitteeseen lähetetään samasta paikasta enintään yksi linkki vuorokaudessa.",
            "Om inget meddelande kommer prenumererar organisationen kanske ännu inte med den här adressen, eller så finns den inte i vår förteckning. Till samma adress skickas högst en länk per dygn om samma möjlighet.",
            "If no message comes, the organisation may not yet subscribe with this address, or it is not in our list of organisations. At most one link a day for the same opportunity is sent to the same address."));

    public static readonly PageWording.Sentences Ended = new(
        new("Linkki ei ole enää voimassa", "Länken gäller inte längre", "The link has expired"),
        new("Linkki toimii kaksi vuorokautta ja yhden kerran, ja vain niin kauan kuin paikka on avoinna. Pyydä tarvittaessa uusi.",
            "Länken gäller i två dygn och kan användas en gång, och bara så länge möjligheten är öppen. Be om en ny vid behov.",
            "The link works for two days and once, and only while the opportunity is open. Ask for a new one if you need it."));
}
