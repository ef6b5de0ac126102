using Uutiset.Vocabulary;

namespace Uutiset.Subscribers.Seats;

/// <summary>What is said when nobody is left who decides for an organisation.</summary>
internal static class HandOverWording
{
    public static readonly Localized Title = new("Kuka jatkaa järjestön tilausta?", "Vem tar över organisationens prenumeration?", "Who takes over the organisation's subscription?");
    public static readonly Localized Subscriber = new("Tilaaja: {organisation}.", "Prenumerant: {organisation}.", "Subscriber: {organisation}.");
    public static readonly Localized Left = new(
        "Järjestönne tiedotteiden tilauksesta päättänyt yhteyshenkilö on lopettanut. Kukaan ei nyt voi muuttaa koko järjestön tilausta.",
        "Den kontakt som beslutade om er organisations prenumeration har slutat. Just nu kan ingen ändra hela organisationens prenumeration.",
        "The contact who decided on your organisation's subscription has left. At present nobody can change the whole organisation's subscription.");
    public static readonly Localized Bounced = new(
        "Posti ei mene enää perille yhteyshenkilölle, joka päättää järjestönne tiedotteiden tilauksesta.",
        "Posten når inte längre den kontakt som beslutar om er organisations prenumeration.",
        "Mail no longer reaches the contact who decides on your organisation's subscription.");
    public static readonly Localized Away = new(
        "Yhteyshenkilö, joka päättää järjestönne tiedotteiden tilauksesta, on poissa pitkään.",
        "Den kontakt som beslutar om er organisations prenumeration är borta en längre tid.",
        "The contact who decides on your organisation's subscription is away for a long time.");
    public static readonly Localized What = new(
        "Jos sinä jatkat, avaa linkki ja paina sivulla olevaa painiketta. Muuta ei tarvita.",
        "Om du tar över kan du öppna länken och trycka på knappen på sidan. Mer behövs inte.",
        "If you take over, open the link and press the button on the page. Nothing else is needed.");
    public static readonly Localized Look = new("Katso, mitä siirtyy", "Se vad som överförs", "See what is handed over");
    public static readonly Localized NotYou = new(
        "Jos joku muu jatkaa, sinun ei tarvitse tehdä mitään. Omat tiedotteesi tulevat ennallaan.",
        "Om någon annan tar över behöver du inte göra någonting. Dina egna utskick kommer som förut.",
        "If somebody else takes over, you need not do anything. Your own bulletins come as before.");
    public static readonly Localized SeatReason = new(
        "Saat tämän viestin, koska olet järjestösi yhteyshenkilö.", "Du får det här meddelandet eftersom du är kontakt för din organisation.", "You receive this message because you are a contact of your organisation.");
    public static readonly Localized OrganisationReason = new(
        "Saat tämän viestin, koska osoite on järjestön yhteinen osoite.", "Du får det här meddelandet eftersom adressen är organisationens gemensamma adress.", "You receive this message because the address is the organisation's common one.");
    public static readonly Localized Button = new("Minä jatkan", "Jag tar över", "I take over");
    public static readonly Localized Everything = new("kaikki", "alla", "all");

    public static readonly PageWording.Sentences Taken = new(
        new("Kiitos, sinä jatkat", "Tack, du tar över", "Thank you, you take over"),
        new("Päätät nyt järjestön tilauksesta. Asetuksissa voit muuttaa alueita ja aiheita ja kutsua muita mukaan.",
            "Du beslutar nu om organisationens prenumeration. I inställningarna kan du ändra områden och ämnen och bjuda in andra.",
            "You now decide on the organisation's subscription. In the settings you can change counties and topics and invite others."));

    public static readonly PageWording.Sentences Closed = new(
        new("Tilauksella on jo jatkaja", "Prenumerationen har redan tagits över", "The subscription has been taken over already"),
        new("Joku muu päättää nyt järjestön tilauksesta. Sinun ei tarvitse tehdä mitään.",
            "Någon annan beslutar nu om organisationens prenumeration. Du behöver inte göra någonting.",
            "Somebody else now decides on the organisation's subscription. You need not do anything."));
}
