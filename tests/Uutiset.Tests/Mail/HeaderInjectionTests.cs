using Uutiset.Mail;
using Uutiset.Mail.Smtp;

namespace Uutiset.Tests.Mail;

/// <summary>S39: whatever a person, an importer or a theme can put into a header, an address or a command must not become a second one.</summary>
public sealed class HeaderInjectionTests
{
    private static readonly string[] Breaks =
    [
        "\r\n", "\n", "\r", "\0", "\u000B", "\u000C", "\u001B", "\u007F", "\u0085", "\u2028", "\u2029", "\uD83C", "\uDF89", "\u202E", "\u2066", "\t",
    ];

    private static readonly Dictionary<string, Action<string>> Places = new()
    {
        ["subject"] = bad => (Sample.Bulletin() with { Subject = "Hei" + bad + "Bcc: b@example.org" }).Compile(),
        ["sender's name"] = bad => Mailbox.Create("a@example.fi", "Liisa" + bad + "Bcc: b@example.org"),
        ["sender's name that is only a break"] = bad => Mailbox.Create("a@example.fi", " " + bad),
        ["local part"] = bad => Mailbox.Create("a" + bad + "b@example.fi"),
        ["quoted local part"] = bad => Mailbox.Create("\"a" + bad + "RCPT TO:<b@example.org>\"@example.fi"),
        ["domain"] = bad => Mailbox.Create("a@example.fi" + bad),
        ["list id"] = bad => (Sample.Bulletin() with { ListId = new ListId("uutiset.example.fi" + bad) }).Compile(),
        ["list name"] = bad => (Sample.Bulletin() with { ListId = new ListId("uutiset.example.fi", "Uutiset" + bad) }).Compile(),
        ["list address"] = bad => (Sample.Bulletin() with { ListHelp = "https://example.fi/" + bad }).Compile(),
        ["list address that leaves its brackets"] = bad => (Sample.Bulletin() with { ListHelp = "https://example.fi/>" + bad }).Compile(),
        ["list mail address"] = bad => (Sample.Bulletin() with { ListOwner = "mailto:a@example.fi" + bad }).Compile(),
        ["feedback id"] = bad => (Sample.Bulletin() with { FeedbackId = "1:2:3:uutiset" + bad }).Compile(),
        ["message id"] = bad => (Sample.Bulletin() with { MessageId = "a" + bad + "@example.fi" }).Compile(),
        ["message id's domain"] = bad => (Sample.Bulletin() with { MessageId = "a@example.fi" + bad }).Compile(),
        ["language"] = bad => (Sample.Bulletin() with { Language = "fi" + bad }).Compile(),
        ["extra header"] = bad => (Sample.Bulletin() with { ExtraHeaders = [new("X-Site", "a" + bad + "b")] }).Compile(),
        ["extra header's name"] = bad => (Sample.Bulletin() with { ExtraHeaders = [new("X-Site" + bad, "a")] }).Compile(),
        ["text slot"] = bad => Filled("why", "syy" + bad),
        ["address slot"] = bad => Filled("unsubscribe", "https://example.fi/" + bad),
        ["mail address slot"] = bad => Filled("unsubscribeByMail", "mailto:a@example.fi" + bad),
        ["message id slot"] = bad => Filled("messageId", "a@example.fi" + bad),
        ["EHLO name"] = bad => Open(new SmtpSettings { Host = "127.0.0.1", Port = 9, HelloName = "a.example.fi" + bad }),
        ["user name"] = bad => Open(new SmtpSettings { Host = "127.0.0.1", Port = 9, UserName = "liisa" + bad }),
    };

    public static TheoryData<string> PlaceNames => [.. Places.Keys];

    [Theory]
    [MemberData(nameof(PlaceNames))]
    public void No_line_end_or_control_character_gets_through(string place)
    {
        foreach (var bad in Breaks)
        {
            Assert.Throws<MailFormatException>(() => Places[place](bad));
        }
    }

    [Theory]
    [InlineData("unsubscribe", "javascript:alert(1)")]
    [InlineData("unsubscribe", "data:text/html,hei")]
    [InlineData("unsubscribe", "https://")]
    [InlineData("unsubscribe", "//example.fi/")]
    [InlineData("unsubscribe", "https://example.fi/?a=%0d%0aBcc:b@example.org")]
    [InlineData("unsubscribe", "https://example.fi/?a=%0A")]
    [InlineData("unsubscribe", "https://example.fi/?a=%00")]
    [InlineData("unsubscribe", "https://example.fi/\"onmouseover=x")]
    [InlineData("unsubscribe", "https://example.fi/<b>")]
    [InlineData("unsubscribe", "https://äijälä.fi/")]
    [InlineData("unsubscribe", "mailto:a@example.fi")]
    [InlineData("unsubscribeByMail", "https://example.fi/")]
    [InlineData("unsubscribeByMail", "mailto:a@example.fi?subject=x%0D%0ABcc:b@example.org")]
    [InlineData("messageId", "no-at-sign")]
    [InlineData("messageId", "a@b c.fi")]
    [InlineData("messageId", "<a@example.fi>")]
    [InlineData("to", "liisa@example.fi")]
    public void A_slot_takes_only_what_its_kind_allows(string slot, string value)
    {
        Assert.Throws<MailFormatException>(() => Filled(slot, value));
    }

    [Theory]
    [InlineData("Subject")]
    [InlineData("bcc")]
    [InlineData("Content-Type")]
    [InlineData("Resent-To")]
    [InlineData("DKIM-Signature")]
    [InlineData("X:Y")]
    [InlineData("X Y")]
    [InlineData("")]
    public void An_extra_header_cannot_take_the_place_of_one_of_ours(string name)
    {
        Assert.Throws<MailFormatException>(() => (Sample.Bulletin() with { ExtraHeaders = [new(name, "a")] }).Compile());
    }

    [Fact]
    public void Text_of_a_reader_cannot_leave_its_place_in_the_html_part()
    {
        var slots = new SlotSet();
        var why = slots.Text("why");
        var url = slots.Url("url");
        MessageTemplate With(string html) => Sample.Bulletin(html: html, text: "Hei") with { Slots = slots, To = Mailbox.Create("a@example.fi"), Date = Sample.Written, MessageId = "a@example.fi", ListUnsubscribe = [], OneClickUnsubscribe = false };

        Assert.Throws<MailFormatException>(() => With($"<a href=\"{why}\">x</a>").Compile());
        Assert.Throws<MailFormatException>(() => With($"<a title={url}>x</a>").Compile());
        Assert.Throws<MailFormatException>(() => With($"<a href=\"javascript:{url}\">x</a>").Compile());
        var message = With($"<p>{why}</p><a href=\"{url}\">x</a>").Compile();
        var bytes = message.Fill(message.CreateValues().Set("why", "</p><script>alert('x')</script>").Set("url", "https://example.fi/?a=1&b='"));

        var html = Eml.Decode(bytes).Html;
        Assert.Equal("<p>&lt;/p&gt;&lt;script&gt;alert(&#39;x&#39;)&lt;/script&gt;</p><a href=\"https://example.fi/?a=1&amp;b=&#39;\">x</a>", html);
    }

    private static void Filled(string slot, string value)
    {
        var message = Sample.Bulletin().Compile();
        message.Fill(Sample.Values(message, Mailbox.Create("reader1@example.fi")).Set(slot, value));
    }

    private static void Open(SmtpSettings settings) =>
        SmtpConnection.OpenAsync(settings with { Security = SmtpSecurity.None }, TimeProvider.System, default).GetAwaiter().GetResult().Dispose();
}
