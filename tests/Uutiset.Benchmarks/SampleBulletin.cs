using Uutiset.Mail;

namespace Uutiset.Benchmarks;

/// <summary>A Finnish bulletin of a wanted size on the wire, with the slots of a real one.</summary>
internal static class SampleBulletin
{
    private const string Sentence = "Yhdistysten kumppanuuspöytä kokoontuu maanantaina, ja hyvinvointialueen avustushaku päättyy huhtikuussa. ";

    public static readonly Mailbox Reader = Mailbox.Create("reader1@example.fi", "Liisa Äijälä");

    /// <summary>The largest bulletin of at most so many octets, headers and encoding counted.</summary>
    public static MessageTemplate OfSize(int octets)
    {
        var paragraphs = 1;
        while (With(paragraphs + 1).Compile().LiteralLength <= octets)
        {
            paragraphs++;
        }
        return With(paragraphs);
    }

    public static SlotValues Give(SlotValues values, int n) => values
        .Set("to", Reader)
        .Set("date", new DateTimeOffset(2026, 3, 4, 9, 5, 0, TimeSpan.FromHours(2)))
        .Set("messageId", string.Create(System.Globalization.CultureInfo.InvariantCulture, $"d.{n}@example.fi"))
        .Set("unsubscribe", string.Create(System.Globalization.CultureInfo.InvariantCulture, $"https://example.fi/tilaus/{n:X16}"))
        .Set("why", "järjestösi tilasi sen");

    private static MessageTemplate With(int paragraphs)
    {
        var slots = new SlotSet();
        var unsubscribe = slots.Url("unsubscribe");
        var why = slots.Text("why");
        var text = string.Concat(Enumerable.Repeat(Sentence + "\n", paragraphs));
        var html = string.Concat(Enumerable.Repeat("<p>" + Sentence + "</p>\n", paragraphs * 2));
        return new MessageTemplate
        {
            Slots = slots,
            From = Mailbox.Create("uutiskirje@example.fi", "Järjestöjen uutiset"),
            To = slots.Mailbox("to"),
            Subject = "Kumppanuuspöytä kokoontuu – ilmoittaudu mukaan",
            Date = slots.Date("date"),
            MessageId = slots.MessageId("messageId"),
            ListUnsubscribe = [unsubscribe],
            OneClickUnsubscribe = true,
            ListId = new ListId("uutiset.example.fi"),
            Text = $"{text}\nSait tämän, koska {why}.\nLopeta: {unsubscribe}",
            Html = $"<html><body>{html}<p>Sait tämän, koska {why}. <a href=\"{unsubscribe}\">Lopeta</a></p></body></html>",
        };
    }
}
