using System.Buffers;
using System.Text;
using FsCheck.Fluent;
using Uutiset.Mail;

namespace Uutiset.Tests.Mail;

public sealed class QuotedPrintableTests
{
    [Fact]
    public void Any_text_survives_and_the_bytes_are_canonical() => Prop.ForAll(Texts.Bodies, body =>
    {
        var message = Sample.Plain(body);
        Assert.Equal(Expected(body), Eml.Decode(message).Text);
        RequireCanonical(message);
    }).Holds();

    [Fact]
    public void Any_value_in_a_slot_survives_between_any_literals() => Prop.ForAll(Texts.Lines, Texts.Lines, Texts.Lines, (before, value, after) =>
    {
        var slots = new SlotSet();
        var slot = slots.Text("slot");
        var template = Template(slots, $"{before}{slot}{after}\n{slot}\n{slot}{slot}");
        var message = template.Compile();

        var bytes = message.Fill(message.CreateValues().Set("slot", value));

        Assert.Equal($"{before}{value}{after}\n{value}\n{value}{value}", Eml.Decode(bytes).Text);
        RequireCanonical(bytes);
    }).Holds();

    [Theory]
    [InlineData(".", "=2E")]
    [InlineData("..x", "=2E.x")]
    [InlineData("From tästä", "=46rom t=C3=A4st=C3=A4")]
    [InlineData("From", "From")]
    [InlineData("a ", "a=20")]
    [InlineData("a   b", "a =20 b")]
    [InlineData("a\tb", "a=09b")]
    [InlineData("1+1=2", "1+1=3D2")]
    public void Encodes_what_relays_and_mailboxes_would_change(string text, string encoded)
    {
        var output = new ArrayBufferWriter<byte>();
        QuotedPrintable.Encode(Encoding.UTF8.GetBytes(text), 0, endsLine: true, output);
        Assert.Equal(encoded, Encoding.ASCII.GetString(output.WrittenSpan));
    }

    [Fact]
    public void A_character_is_never_split_between_two_lines()
    {
        var message = Encoding.ASCII.GetString(Sample.Plain(string.Concat(Enumerable.Repeat("ä€🎉", 100))));
        foreach (var line in message[message.IndexOf("\r\n\r\n", StringComparison.Ordinal)..].Split("=\r\n"))
        {
            Assert.DoesNotContain('\uFFFD', Eml.QuotedPrintable(line));
        }
    }

    [Fact]
    public void A_control_character_pasted_into_the_text_becomes_a_blank()
    {
        Assert.Equal("a b c", Eml.Decode(Sample.Plain("a\u000Bb\0c")).Text);
    }

    private static string Expected(string body) =>
        body.Replace("\r\n", "\n", StringComparison.Ordinal).Replace('\r', '\n').TrimEnd('\n');

    private static MessageTemplate Template(SlotSet slots, string text) => new()
    {
        Slots = slots,
        From = Mailbox.Create("uutiskirje@example.fi"),
        To = Mailbox.Create("reader1@example.fi"),
        Subject = "Hei",
        Date = Sample.Written,
        MessageId = "a@example.fi",
        Text = text,
    };

    internal static void RequireCanonical(byte[] message)
    {
        var source = Encoding.ASCII.GetString(message);
        Assert.Equal(message, Encoding.ASCII.GetBytes(source));
        Assert.EndsWith("\r\n", source, StringComparison.Ordinal);
        var body = source.IndexOf("\r\n\r\n", StringComparison.Ordinal);
        var at = 0;
        foreach (var line in source[..^2].Split("\r\n"))
        {
            Assert.DoesNotContain('\r', line);
            Assert.DoesNotContain('\n', line);
            Assert.False(line.StartsWith('.'), line);
            if (at > body)
            {
                Assert.False(line.Length > 76, line);
                Assert.False(line.EndsWith(' ') || line.Contains('\t', StringComparison.Ordinal) || line.Contains("  ", StringComparison.Ordinal), line);
                Assert.False(line.StartsWith("From ", StringComparison.Ordinal), line);
            }
            at += line.Length + 2;
        }
    }
}
