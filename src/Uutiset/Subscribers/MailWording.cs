using Uutiset.Vocabulary;

namespace Uutiset.Subscribers;

/// <summary>What the room's mails say. No typed name or organisation is echoed: the form must not carry a spammer's words to a stranger.</summary>
internal static class MailWording
{
    public static readonly Localized ConfirmSubject = new("Vahvista tiedotteiden tilaus", "Bekräfta prenumerationen på utskicken", "Confirm your subscription to the bulletins");

    public static readonly Localized ConfirmAsked = new(
        "Tämä osoite annettiin tilauslomakkeella. Vahvista tilaus avaamalla linkki ja painamalla sivulla olevaa painiketta.",
        "Den här adressen angavs i prenumerationsformuläret. Bekräfta prenumerationen genom att öppna länken och trycka på knappen på sidan.",
        "This address was given on the subscription form. To confirm, open the link and press the button on the page.");

    public static readonly Localized ConfirmAction = new("Vahvista tilaus", "Bekräfta prenumerationen", "Confirm the subscription");

    public static readonly Localized ConfirmLife = new(
        "Linkki toimii kaksi vuorokautta.", "Länken fungerar i två dygn.", "The link works for two days.");

    public static readonly Localized ConfirmNotYou = new(
        "Jos et ole tilannut tiedotteita, sinun ei tarvitse tehdä mitään. Osoite poistetaan, jos tilausta ei vahvisteta.",
        "Om du inte har beställt utskicken behöver du inte göra någonting. Adressen raderas om prenumerationen inte bekräftas.",
        "If you did not ask for the bulletins, you need not do anything. The address is deleted unless the subscription is confirmed.");

    public static readonly Localized ConfirmReason = new(
        "Saat tämän viestin, koska osoitteesi annettiin tilauslomakkeella.",
        "Du får det här meddelandet eftersom din adress angavs i prenumerationsformuläret.",
        "You receive this message because your address was given on the subscription form.");

    public static readonly Localized InvitationSubject = new("Haluatko tiedotteet tähän osoitteeseen?", "Vill du ha utskicken till den här adressen?", "Would you like the bulletins at this address?");

    public static readonly Localized InvitedOwner = new(
        "Kun vahvistat tilauksen, päätät järjestön tilauksesta: alueista, aiheista ja siitä, kuka tiedotteet saa.",
        "När du bekräftar prenumerationen bestämmer du om organisationens prenumeration: områden, teman och vem som får utskicken.",
        "Once you confirm the subscription, you decide about the organisation's one: its regions, its topics and who gets the bulletins.");

    public static readonly Localized InvitationReason = new(
        "Saat tämän viestin, koska osoitteesi on ilmoitettu tiedotteiden saajaksi.",
        "Du får det här meddelandet eftersom din adress har anmälts som mottagare av utskicken.",
        "You receive this message because your address was named as a recipient of the bulletins.");

    public static readonly Localized KnownSubject = new("Tilaat jo tiedotteet", "Du prenumererar redan på utskicken", "You already subscribe to the bulletins");

    public static readonly Localized KnownAsked = new(
        "Tilauslomakkeella annettiin tämä osoite, johon tiedotteet jo tulevat. Mikään ei muuttunut.",
        "I prenumerationsformuläret angavs den här adressen, dit utskicken redan kommer. Ingenting har ändrats.",
        "The subscription form was sent with this address, to which the bulletins already come. Nothing has changed.");

    public static readonly Localized KnownAction = new("Muuta tilausta", "Ändra prenumerationen", "Change the subscription");

    public static readonly Localized KnownNotYou = new(
        "Jos et itse lähettänyt lomaketta, voit jättää tämän viestin huomiotta.",
        "Om det inte var du som skickade formuläret kan du bortse från det här meddelandet.",
        "If it was not you who sent the form, you can ignore this message.");
}
