using System.Text;
using Uutiset.Mail;

namespace Uutiset.Tests.Mail;

public sealed class CompiledMessageTests
{
    private static readonly Mailbox Reader = Mailbox.Create("reader1@example.fi", "Liisa");

    [Fact]
    public void Two_recipients_differ_only_in_their_slots()
    {
        var message = Sample.Bulletin().Compile();
        var first = Encoding.ASCII.GetString(message.Fill(Sample.Values(message, Reader)));
        var second = Encoding.ASCII.GetString(message.Fill(Sample.Values(message, Mailbox.Create("reader2@example.fi", "Kalle"))));

        Assert.Equal(first, second.Replace("\"Kalle\" <reader2@", "\"Liisa\" <reader1@", StringComparison.Ordinal));
    }

    [Fact]
    public void The_stored_form_sends_identical_bytes_after_a_restart()
    {
        var message = Sample.Bulletin().Compile();
        var restored = CompiledMessage.FromBytes(message.ToBytes());

        Assert.Equal(message.Fill(Sample.Values(message, Reader)), restored.Fill(Sample.Values(restored, Reader)));
        Assert.Equal(message.Sha256, restored.Sha256);
        Assert.Equal(message.SlotNames, restored.SlotNames);
    }

    [Fact]
    public void Compiling_the_same_content_twice_gives_the_same_bytes()
    {
        Assert.Equal(Sample.Bulletin().Compile().ToBytes(), Sample.Bulletin().Compile().ToBytes());
        Assert.NotEqual(Sample.Bulletin().Compile().Sha256, Sample.Bulletin(text: "Toinen").Compile().Sha256);
    }

    [Fact]
    public void A_changed_bit_anywhere_in_the_stored_form_is_noticed()
    {
        var stored = Sample.Bulletin().Compile().ToBytes();
        for (var i = 0; i < stored.Length; i += 7)
        {
            var changed = stored.ToArray();
            changed[i] ^= 1;
            Assert.Throws<MailFormatException>(() => CompiledMessage.FromBytes(changed));
        }
        Assert.Throws<MailFormatException>(() => CompiledMessage.FromBytes(stored.AsSpan(0, stored.Length - 1)));
        Assert.Throws<MailFormatException>(() => CompiledMessage.FromBytes([]));
    }

    [Fact]
    public void A_missing_value_sends_nothing()
    {
        var message = Sample.Bulletin().Compile();
        var missing = Assert.Throws<InvalidOperationException>(() => message.Fill());
        Assert.Contains("to", missing.Message, StringComparison.Ordinal);
        var other = Sample.Bulletin().Compile();
        Assert.Throws<InvalidOperationException>(() => message.Fill(Sample.Values(other, Reader)));
    }

    [Fact]
    public void A_text_that_looks_like_a_slot_of_another_template_stays_text()
    {
        var stranger = new SlotSet().Url("unsubscribe");
        var message = Sample.Bulletin(text: $"Hei {stranger}").Compile();
        var text = Eml.Decode(message.Fill(Sample.Values(message, Reader))).Text;
        Assert.Equal("Hei " + stranger.Marker, text);
    }

    [Fact]
    public void More_than_ten_slots_do_not_get_mixed_up()
    {
        var slots = new SlotSet();
        var all = Enumerable.Range(0, 25).Select(n => slots.Text("s" + n)).ToList();
        var template = Sample.Bulletin(text: string.Join('|', all), html: "<p></p>") with
        {
            Slots = slots,
            To = Reader,
            Date = Sample.Written,
            MessageId = "a@example.fi",
            ListUnsubscribe = [],
            OneClickUnsubscribe = false,
        };
        var message = template.Compile();
        var values = message.CreateValues();
        foreach (var slot in all)
        {
            values.Set(slot.Name, slot.Name);
        }
        Assert.Equal(string.Join('|', all.Select(s => s.Name)), Eml.Decode(message.Fill(values)).Text);
    }

    [Fact]
    public void Html_that_mail_programs_would_clip_is_refused()
    {
        var html = "<p>" + new string('a', MessageTemplate.HtmlMaxBytes) + "</p>";
        Assert.Throws<MailFormatException>(() => Sample.Bulletin(html: html).Compile());
        Assert.NotNull(Sample.Bulletin(html: html[..MessageTemplate.HtmlMaxBytes]).Compile());
    }

    [Fact]
    public void Text_comes_first_html_last_and_the_boundary_is_in_neither()
    {
        var message = Sample.Bulletin(text: "--=_x\n=_\n--", html: "<p>--=_</p>").Compile();
        var source = Encoding.ASCII.GetString(message.Fill(Sample.Values(message, Reader)));
        Assert.True(source.IndexOf("text/plain", StringComparison.Ordinal) < source.IndexOf("text/html", StringComparison.Ordinal));
        var decoded = Eml.Decode(Encoding.ASCII.GetBytes(source));
        Assert.Equal("--=_x\n=_\n--", decoded.Text);
        Assert.Equal("<p>--=_</p>", decoded.Html);
    }
}
