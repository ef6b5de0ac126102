using Uutiset.Vocabulary;

namespace Uutiset.Subscribers.Seats;

/// <summary>The question to a reader of whom nothing was heard for long.</summary>
internal static class StayWording
{
    public static readonly Localized Title = new("Haluatko yhä tiedotteet?", "Vill du fortfarande ha utskicken?", "Do you still want the bulletins?");
    public static readonly Localized Reminder = new("Muistutus: haluatko yhä tiedotteet?", "Påminnelse: vill du fortfarande ha utskicken?", "Reminder: do you still want the bulletins?");
    public static readonly Localized Asking = new(
        "Emme ole kuulleet sinusta pitkään aikaan, emmekä halua lähettää postia sellaiselle, joka ei sitä enää tarvitse. Jos haluat tiedotteet jatkossakin, avaa linkki ja paina sivulla olevaa painiketta.",
        "Vi har inte hört av dig på länge och vill inte skicka post till någon som inte längre behöver den. Om du vill ha utskicken också i fortsättningen kan du öppna länken och trycka på knappen på sidan.",
        "We have not heard from you for a long time, and do not want to send mail to somebody who no longer needs it. If you want the bulletins from now on, too, open the link and press the button on the page.");
    public static readonly Localized Look = new("Vastaa", "Svara", "Answer");
    public static readonly Localized Reason = new(
        "Saat tämän viestin, koska osoitteeseesi tulee tiedotteita.", "Du får det här meddelandet eftersom utskicken kommer till din adress.", "You receive this message because bulletins come to your address.");
    public static readonly Localized Text = new(
        "Tiedotteet tulevat osoitteeseen {email}. Jos haluat ne jatkossakin, paina painiketta.", "Utskicken kommer till {email}. Om du vill ha dem också i fortsättningen kan du trycka på knappen.",
        "The bulletins come to {email}. If you want them from now on, too, press the button.");
    public static readonly Localized Button = new("Haluan yhä tiedotteet", "Jag vill fortfarande ha utskicken", "I still want the bulletins");

    public static readonly PageWording.Sentences Thanks = new(
        new("Kiitos vastauksesta", "Tack för ditt svar", "Thank you for answering"),
        new("Tiedotteet tulevat sinulle kuten ennenkin.", "Utskicken kommer till dig precis som förut.", "The bulletins come to you as before."));

    public static Localized Until(DateOnly day) => new(
        $"Jos et vastaa, tilaus päättyy {Dates.Day(day, "fi")}. Voit tilata tiedotteet uudelleen milloin tahansa.",
        $"Om du inte svarar avslutas prenumerationen {Dates.Day(day, "sv")}. Du kan prenumerera på nytt när som helst.",
        $"If you do not answer, the subscription ends on {Dates.Day(day, "en")}. You can subscribe again at any time.");
}
