using Uutiset.Vocabulary;

namespace Uutiset.Subscribers;

/// <summary>
/// The sentences that are consented to; the ledger keeps a copy of each version shown. They hold no address and no name of a
/// person, since what the ledger keeps cannot be erased. The publisher's name stands apart, so that it needs no case ending.
/// </summary>
internal static class ConsentWording
{
    private static readonly Localized FormText = new(
        "Tilaan tiedotteet tähän osoitteeseen valitsemillani rajauksilla. Lähettäjä: {publisher}. Voin muuttaa tilausta tai lopettaa sen milloin tahansa linkistä, joka on jokaisen viestin lopussa.",
        "Jag prenumererar på utskicken till den här adressen med de val jag har gjort. Avsändare: {publisher}. Jag kan när som helst ändra eller avsluta prenumerationen via länken i slutet av varje utskick.",
        "I subscribe to the bulletins at this address with the choices I have made. Sender: {publisher}. I can change or end the subscription at any time with the link at the end of every message.");

    private static readonly Localized ConfirmText = new(
        "Kun painat painiketta, osoitteeseesi tulee tiedotteita. Lähettäjä: {publisher}. Voit muuttaa tilausta tai lopettaa sen milloin tahansa linkistä, joka on jokaisen viestin lopussa. Jos et tilannut tiedotteita, sulje sivu: mitään ei lähetetä.",
        "När du trycker på knappen börjar du få utskick till din adress. Avsändare: {publisher}. Du kan när som helst ändra eller avsluta prenumerationen via länken i slutet av varje utskick. Om du inte har beställt utskicken kan du stänga sidan: ingenting skickas.",
        "When you press the button, bulletins will come to your address. Sender: {publisher}. You can change or end the subscription at any time with the link at the end of every message. If you did not ask for the bulletins, close the page: nothing will be sent.");

    private static readonly Localized InvitationText = new(
        "Osoitteesi on ilmoitettu saamaan tiedotteita. Lähettäjä: {publisher}. Tiedotteita tulee vasta, kun vahvistat tilauksen itse. Jos et vahvista sitä, osoite poistetaan.",
        "Din adress har anmälts som mottagare av utskick. Avsändare: {publisher}. Utskick kommer först när du själv bekräftar prenumerationen. Om du inte bekräftar den raderas adressen.",
        "Your address has been named to receive bulletins. Sender: {publisher}. Bulletins come only after you confirm the subscription yourself. If you do not, the address is deleted.");

    private static readonly Localized OfMyChoice = new(" (valintani mukaan)", " (enligt mitt val)", " (as I have chosen)");

    /// <param name="publishers">All that the form offers: with several the sentence says that the choice above it counts.</param>
    public static string Form(string lang, IReadOnlyList<string> publishers) =>
        Fill(FormText, lang, publishers is [var only] ? only : string.Join(", ", publishers) + OfMyChoice.In(lang));

    public static ShownConsent Confirm(string lang, string publisher) => new(lang, Fill(ConfirmText, lang, publisher));

    public static string Invitation(string lang, string publisher) => Fill(InvitationText, lang, publisher);

    private static string Fill(Localized text, string lang, string publisher) => text.In(lang).Replace("{publisher}", publisher, StringComparison.Ordinal);
}
