using Uutiset.Vocabulary;

namespace Uutiset.Subscribers.Joining;

/// <summary>What the mails and short pages about joining an organisation's subscription say.</summary>
internal static class JoinWording
{
    public static readonly Localized Title = new("Otetaanko mukaan tilaukseen?", "Ska adressen tas med i prenumerationen?", "May they join the subscription?");

    public static readonly PageWording.Sentences Waiting = new(
        new("Osoitteesi on vahvistettu", "Din adress är bekräftad", "Your address is confirmed"),
        new("Valitsit järjestön luettelosta. Sen tilauksen omistaja tai toimitus hyväksyy sinut vielä mukaan, ja saat siitä viestin. Tiedotteet alkavat tulla sen jälkeen.",
            "Du valde en organisation i förteckningen. Prenumerationens ägare eller redaktionen ska ännu godkänna dig, och du får ett meddelande om det. Därefter börjar utskicken komma.",
            "You chose an organisation of the list. An owner of its subscription or an editor has yet to accept you, and you will get a message. The bulletins begin to come after that."));

    public static readonly PageWording.Sentences Refused = new(
        new("Pyyntöäsi ei hyväksytty", "Din begäran godkändes inte", "Your request was not accepted"),
        new("Osoitettasi ei otettu mukaan järjestön tilaukseen. Voit tilata tiedotteet omiin nimiisi.",
            "Din adress togs inte med i organisationens prenumeration. Du kan prenumerera på utskicken för egen del.",
            "Your address was not taken into the organisation's subscription. You can subscribe for yourself."));

    public static readonly Localized AskSubject = new(
        "Joku haluaa mukaan järjestönne tilaukseen", "Någon vill komma med i er organisations prenumeration", "Somebody would like to join your organisation's subscription");

    public static Localized AskText(string organisation) => new(
        $"Joku pyytää päästä mukaan tilaukseen, jonka järjestö on {organisation}. Avaa sivu: näet osoitteen ja voit ottaa sen mukaan tai jättää ottamatta. Pyytäjälle ei lähetetä mitään ennen vastaustasi.",
        $"Någon ber att få komma med i prenumerationen för {organisation}. Öppna sidan: du ser adressen och kan ta med den eller låta bli. Ingenting skickas till den som frågar förrän du har svarat.",
        $"Somebody asks to join the subscription of {organisation}. Open the page: you see the address and can let it join or not. Nothing is sent to whoever asks before you answer.");

    public static readonly Localized AskAction = new("Katso pyyntö", "Se begäran", "See the request");

    public static readonly Localized AskLife = new(
        "Jos kukaan järjestön omistajista ei vastaa kahdessa viikossa, toimitus ratkaisee asian.",
        "Om ingen av organisationens ägare svarar inom två veckor avgör redaktionen saken.",
        "If none of the organisation's owners answers in two weeks, the editors decide.");

    public static readonly Localized AskReason = new(
        "Saat tämän viestin, koska vastaat järjestön tilauksesta.",
        "Du får det här meddelandet eftersom du ansvarar för organisationens prenumeration.",
        "You receive this message because you are in charge of the organisation's subscription.");

    public static readonly Localized AcceptedSubject = new("Olet mukana järjestön tilauksessa", "Du är med i organisationens prenumeration", "You have joined the organisation's subscription");

    public static Localized AcceptedText(string organisation) => new(
        $"Osoitteesi on nyt mukana tilauksessa, jonka järjestö on {organisation}. Tiedotteet tulevat tästä lähtien sähköpostiisi.",
        $"Din adress är nu med i prenumerationen för {organisation}. Utskicken kommer från och med nu till din e-post.",
        $"Your address is now part of the subscription of {organisation}. The bulletins will come to your mailbox from now on.");

    public static readonly Localized RefusedSubject = new("Pyyntöäsi ei hyväksytty", "Din begäran godkändes inte", "Your request was not accepted");

    public static Localized RefusedText(string organisation) => new(
        $"Osoitettasi ei otettu mukaan tilaukseen, jonka järjestö on {organisation}. Mitään ei lähetetä, ja osoite poistetaan. Voit tilata tiedotteet omiin nimiisi.",
        $"Din adress togs inte med i prenumerationen för {organisation}. Ingenting skickas och adressen raderas. Du kan prenumerera på utskicken för egen del.",
        $"Your address was not taken into the subscription of {organisation}. Nothing is sent, and the address is deleted. You can subscribe for yourself.");

    public static readonly Localized UnansweredSubject = new("Pyyntöösi ei tullut vastausta", "Din begäran fick inget svar", "Your request was not answered");

    public static Localized UnansweredText(string organisation) => new(
        $"Pyysit päästä mukaan tilaukseen, jonka järjestö on {organisation}. Emme valitettavasti saaneet vastausta kuukaudessa, joten pyyntö on päättynyt ja osoitteesi poistetaan. Voit tilata tiedotteet omiin nimiisi tai pyytää myöhemmin uudelleen.",
        $"Du bad att få komma med i prenumerationen för {organisation}. Vi fick tyvärr inget svar inom en månad, så begäran har upphört och din adress raderas. Du kan prenumerera på utskicken för egen del eller be på nytt senare.",
        $"You asked to join the subscription of {organisation}. Unfortunately nobody answered within a month, so the request has ended and your address is deleted. You can subscribe for yourself, or ask again later.");
}
