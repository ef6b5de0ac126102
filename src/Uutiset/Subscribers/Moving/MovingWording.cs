using Uutiset.Vocabulary;

namespace Uutiset.Subscribers.Moving;

/// <summary>What the pages and mails about a reader's new address say. Neither mail names the other address.</summary>
internal static class MovingWording
{
    public static readonly Localized Title = new("Vaihda sähköpostiosoite", "Byt e-postadress", "Change the e-mail address");
    public static readonly Localized Same = new("Tiedotteet tulevat jo tähän osoitteeseen.", "Utskicken kommer redan till den här adressen.", "The bulletins come to this address already.");
    public static readonly Localized Button = new("Vaihda tähän osoitteeseen", "Byt till den här adressen", "Change to this address");

    public static readonly PageWording.Sentences Asked = new(
        new("Tarkista uuden osoitteen sähköposti", "Kontrollera e-posten på den nya adressen", "Check the mail at the new address"),
        new("Jos osoitteeseen saa lähettää postia, sinne on lähtenyt viesti. Osoite vaihtuu, kun avaat viestissä olevan linkin ja painat painiketta. Linkki toimii kaksi vuorokautta, ja siihen asti tiedotteet tulevat entiseen osoitteeseen.",
            "Om post får skickas till adressen har ett meddelande skickats dit. Adressen byts när du öppnar länken i meddelandet och trycker på knappen. Länken fungerar i två dygn, och tills dess kommer utskicken till den tidigare adressen.",
            "If mail may be sent to the address, a message is on its way. The address changes when you open the link in it and press the button. The link works for two days, and until then the bulletins come to the former address."),
        new("Samaan osoitteeseen lähetetään enintään yksi viesti vuorokaudessa.", "Till samma adress skickas högst ett meddelande per dygn.", "At most one message a day is sent to the same address."));

    public static readonly PageWording.Sentences Moved = new(
        new("Osoite on vaihdettu", "Adressen har bytts", "The address has been changed"),
        new("Seuraava tiedote tulee tähän osoitteeseen. Viestit, jotka vielä odottivat lähtöä entiseen osoitteeseen, on peruttu.",
            "Nästa utskick kommer till den här adressen. Meddelanden som ännu väntade på att skickas till den tidigare adressen har återkallats.",
            "The next bulletin comes to this address. Messages that were still waiting to be sent to the former one have been called back."),
        new("Entiseen osoitteeseen tulleiden viestien linkit eivät enää toimi.", "Länkarna i meddelanden till den tidigare adressen fungerar inte längre.", "The links in messages to the former address no longer work."));

    public static readonly PageWording.Sentences Ended = new(
        new("Linkki ei ole enää voimassa", "Länken gäller inte längre", "The link has expired"),
        new("Vahvistuslinkki toimii kaksi vuorokautta, ja uusi pyyntö korvaa edellisen. Jos haluat vaihtaa osoitteen, pyydä sitä uudelleen tilauksesi asetuksista.",
            "Bekräftelselänken fungerar i två dygn, och en ny begäran ersätter den föregående. Om du vill byta adress kan du be om det på nytt i prenumerationens inställningar.",
            "A confirmation link works for two days, and a new request replaces the one before. If you want to change the address, ask again in the settings of your subscription."));

    public static readonly Localized NewSubject = new("Vahvista uusi sähköpostiosoitteesi", "Bekräfta din nya e-postadress", "Confirm your new e-mail address");
    public static readonly Localized NewText = new(
        "Joku, joka tilaa tiedotteitamme, pyysi niitä jatkossa tähän osoitteeseen. Jos se olit sinä, avaa linkki ja paina sivulla olevaa painiketta.",
        "Någon som prenumererar på våra utskick har bett att få dem till den här adressen i fortsättningen. Om det var du kan du öppna länken och trycka på knappen på sidan.",
        "Somebody who subscribes to our bulletins asked to get them at this address from now on. If that was you, open the link and press the button on the page.");
    public static readonly Localized NewAction = new("Vahvista osoite", "Bekräfta adressen", "Confirm the address");
    public static readonly Localized NewNotYou = new(
        "Jos et pyytänyt tätä, sinun ei tarvitse tehdä mitään. Osoite poistetaan, jos sitä ei vahvisteta.", "Om det inte var du behöver du inte göra någonting. Adressen raderas om den inte bekräftas.",
        "If it was not you, you need not do anything. The address is deleted unless it is confirmed.");
    public static readonly Localized NewReason = new(
        "Saat tämän viestin, koska osoitteesi annettiin tilauksen uudeksi osoitteeksi.", "Du får det här meddelandet eftersom din adress angavs som ny adress för en prenumeration.",
        "You receive this message because your address was given as the new one of a subscription.");

    public static readonly Localized MovedSubject = new("Tilauksesi osoite on vaihdettu", "Adressen för din prenumeration har bytts", "The address of your subscription has been changed");
    public static readonly Localized MovedText = new(
        "Tiedotteet tulevat tästä lähtien toiseen osoitteeseen, joka on vahvistanut sen. Tähän osoitteeseen niitä ei enää lähetetä, ja aiempien viestien linkit lakkasivat toimimasta.",
        "Utskicken kommer från och med nu till en annan adress, som har bekräftat det. Till den här adressen skickas de inte längre, och länkarna i tidigare meddelanden har slutat fungera.",
        "From now on the bulletins come to another address, which has confirmed it. They are no longer sent to this one, and the links in earlier messages have stopped working.");
    public static readonly Localized MovedNotYou = new(
        "Jos et vaihtanut osoitetta itse, vastaa tähän viestiin tai tilaa tiedotteet uudelleen.", "Om det inte var du som bytte adress kan du svara på det här meddelandet eller prenumerera på nytt.",
        "If it was not you who changed the address, answer this message or subscribe again.");
    public static readonly Localized MovedReason = new(
        "Saat tämän viestin, koska tiedotteet tulivat tähän osoitteeseen.", "Du får det här meddelandet eftersom utskicken kom till den här adressen.", "You receive this message because the bulletins came to this address.");
}
