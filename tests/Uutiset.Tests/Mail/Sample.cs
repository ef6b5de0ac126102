using Uutiset.Mail;
using Uutiset.Mail.Smtp;

namespace Uutiset.Tests.Mail;

/// <summary>A bulletin of invented people, with every kind of slot.</summary>
internal static class Sample
{
    public static readonly DateTimeOffset Written = new(2026, 3, 4, 9, 5, 0, TimeSpan.FromHours(2));

    public static MessageTemplate Bulletin(string? text = null, string? html = null)
    {
        var slots = new SlotSet();
        var unsubscribe = slots.Url("unsubscribe");
        var post = slots.Mailto("unsubscribeByMail");
        var why = slots.Text("why");
        return new MessageTemplate
        {
            Slots = slots,
            From = Mailbox.Create("uutiskirje@example.fi", "Järjestöjen sote-uutiset"),
            ReplyTo = Mailbox.Create("toimitus@example.fi", "Toimitus"),
            To = slots.Mailbox("to"),
            Subject = "Yhdistysten kumppanuuspöytä kokoontuu – ilmoittaudu 27.3. mennessä",
            Date = slots.Date("date"),
            MessageId = slots.MessageId("messageId"),
            Language = "fi",
            ListId = new ListId("uutiskirje.example.fi", "Järjestöjen uutiskirje"),
            ListUnsubscribe = [unsubscribe, post],
            OneClickUnsubscribe = true,
            ListHelp = "https://example.fi/ohje",
            ListOwner = "mailto:toimitus@example.fi",
            ListArchive = "https://example.fi/tiedotteet/12",
            FeedbackId = "12:bulletin:fi:uutiset",
            Bulk = true,
            Text = text ?? $"Hyvä lukija,\n\n.piste rivin alussa  ja kaksi väliä\nSait tämän, koska {why}.\n\nLopeta: {unsubscribe}\n",
            Html = html ?? $"<html lang=\"fi\"><body>\n<h1>Hyvä lukija</h1>\n<p>Sait tämän, koska {why}.</p>\n<p><a href=\"{unsubscribe}\">Lopeta tilaus</a></p>\n</body></html>",
        };
    }

    public static SlotValues Values(CompiledMessage message, Mailbox to) => message.CreateValues()
        .Set("to", to)
        .Set("date", Written)
        .Set("messageId", "d.1@example.fi")
        .Set("unsubscribe", "https://example.fi/tilaus/abc?x=1&y=2")
        .Set("unsubscribeByMail", "mailto:lopeta+abc@example.fi")
        .Set("why", "järjestösi \"Äiti & Lapsi <ry>\" tilasi sen");

    /// <summary>A short message without slots.</summary>
    public static byte[] Plain(string text = "Hei.") => new MessageTemplate
    {
        From = Mailbox.Create("uutiskirje@example.fi"),
        To = Mailbox.Create("reader1@example.fi"),
        Subject = "Hei",
        Date = Written,
        MessageId = "plain.1@example.fi",
        Text = text,
    }.Compile().Fill();

    public static Envelope EnvelopeTo(string address) => new(Mailbox.Create("b+token1@example.org"), Mailbox.Create(address));
}
