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
        new("Kaikki tiedotteet, joita tilaat tältä lähettäjältä, tulevat tästä lähtien tähän osoitteeseen. Viestit, jotka vielä odottivat lähtöä entiseen osoitteeseen, on peruttu.",
            "Alla utskick som du prenumererar på från den här avsändaren kommer från och med nu till den här adressen. Meddelanden som ännu väntade på att skickas till den tidigare adressen har återkallats.",
            "All bulletins that you get from this sender come to this address from now on. Messages that were still waiting to be sent to the former one have been called back."),
        new("Entiseen osoitteeseen tulleiden viestien linkeillä voi enää vain perua tilauksen.", "Med länkarna i meddelanden till den tidigare adressen kan man bara avsluta prenumerationen.",
            "The links in messages to the former address can only end the subscription any more."));

    public static readonly PageWording.Sentences OldLink = new(
        new("Tilauksen osoite on vaihdettu", "Prenumerationens adress har bytts", "The subscription's address has been changed"),
        new("Linkki on viestistä, joka tuli entiseen osoitteeseen. Lähettäjä: {publisher}. Lähettäjän tiedotteet tulevat nyt toiseen osoitteeseen, ja asetukset avautuvat sinne tulleen viestin linkistä.",
            "Länken är från ett meddelande till den tidigare adressen. Avsändare: {publisher}. Avsändarens utskick kommer nu till en annan adress, och inställningarna öppnas med länken i ett meddelande dit.",
            "The link is from a message to the former address. Sender: {publisher}. The sender's bulletins now come to another address, and the settings open by the link in a message there."),
        new("Tilauksen voi silti perua tästä.", "Prenumerationen kan ändå avslutas här.", "The subscription can still be ended here."));

    public static readonly PageWording.Sentences OldEnd = new(PageWording.End, new(
        "Tilauksen osoite on vaihdettu sen jälkeen, kun tämä viesti lähetettiin. Lähettäjä: {publisher}. Jos perut tilauksen, lähettäjän tiedotteita ei tule enää uuteenkaan osoitteeseen.",
        "Prenumerationens adress har bytts efter att meddelandet skickades. Avsändare: {publisher}. Om du avslutar prenumerationen kommer avsändarens utskick inte längre till den nya adressen heller.",
        "The subscription's address has been changed since this message was sent. Sender: {publisher}. If you unsubscribe, the sender's bulletins stop coming to the new address, too."));
    public static readonly Localized OldEndButton = new("Peru tilaus", "Avsluta prenumerationen", "Unsubscribe");

    public static readonly PageWording.Sentences OldEnded = new(
        new("Tilaus on peruttu", "Prenumerationen är avslutad", "The subscription has ended"),
        new("Lähettäjän tiedotteita ei lähetetä enää entiseen eikä uuteen osoitteeseen. Tieto perumisesta säilytetään, jotta tilaus ei ala uudelleen vahingossa.",
            "Avsändarens utskick skickas inte längre till den tidigare och inte heller till den nya adressen. Uppgiften om att prenumerationen har avslutats sparas så att den inte kan fortsätta av misstag.",
            "The sender's bulletins are sent neither to the former address nor to the new one any more. That it was ended is kept on record, so that it cannot go on by mistake."));

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
        "Lähettäjän kaikki tiedotteet tulevat tästä lähtien toiseen osoitteeseen, joka on vahvistanut sen. Lähettäjä: {publisher}. Tähän osoitteeseen niitä ei enää lähetetä. Aiempien viestien linkeillä voi enää vain perua tilauksen.",
        "Alla avsändarens utskick kommer från och med nu till en annan adress, som har bekräftat det. Avsändare: {publisher}. Till den här adressen skickas de inte längre. Med länkarna i tidigare meddelanden kan man bara avsluta prenumerationen.",
        "All of the sender's bulletins come to another address from now on, which has confirmed it. Sender: {publisher}. They are no longer sent to this one. The links in earlier messages can only end the subscription any more.");
    public static readonly Localized MovedNotYou = new(
        "Jos et vaihtanut osoitetta itse, vastaa tähän viestiin tai tilaa tiedotteet uudelleen.", "Om det inte var du som bytte adress kan du svara på det här meddelandet eller prenumerera på nytt.",
        "If it was not you who changed the address, answer this message or subscribe again.");
    public static readonly Localized MovedReason = new(
        "Saat tämän viestin, koska tiedotteet tulivat tähän osoitteeseen.", "Du får det här meddelandet eftersom utskicken kom till den här adressen.", "You receive this message because the bulletins came to this address.");
}
