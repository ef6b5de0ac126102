using System.Text;
using Uutiset.Mail;
using Uutiset.Mail.Smtp;

namespace Uutiset.Tests.Mail;

/// <summary>SMTPUTF8 and 8BITMIME (RFC 6531, 6152) and DSN (RFC 3461), as servers offer them and as they do not.</summary>
public sealed class SmtpExtensionTests
{
    private static readonly Mailbox Sender = Mailbox.Create("b+token1@example.org");
    private static readonly Envelope Foreign = new(Sender, Mailbox.CreateUtf8("äiti@äijälä.fi"));

    [Fact]
    public async Task An_address_with_letters_of_its_own_goes_to_a_server_that_takes_them_and_stands_in_the_header_as_it_is()
    {
        var message = Sample.Bulletin().Compile();
        var bytes = message.Fill(Sample.Values(message, Foreign.Recipient.WithName("Äiti")));
        await using var peer = Peer("PIPELINING\n8BITMIME\nSMTPUTF8", """
            C: MAIL FROM:<b+token1@example.org> SMTPUTF8 BODY=8BITMIME
            C: RCPT TO:<äiti@xn--ijl-placb.fi>
            C: DATA
            S: 250 2.1.0 Ok
            S: 250 2.1.5 Ok
            S: 354 Go
            M:
            S: 250 2.0.0 Ok
            """);
        await using var connection = await OpenAsync(peer);

        var outcome = await connection.SendAsync(Foreign, bytes, _ => Task.CompletedTask, default);

        await peer.Played;
        Assert.IsType<SendOutcome.Accepted>(outcome);
        Assert.Contains("\r\nTo: =?utf-8?q?=C3=84iti?= <äiti@xn--ijl-placb.fi>\r\n", peer.Messages[0], StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("ENHANCEDSTATUSCODES")]
    [InlineData("SMTPUTF8")]
    [InlineData("8BITMIME")]
    public async Task Another_server_does_not_see_it_the_recipient_is_refused_here_and_the_next_one_goes_on(string offered)
    {
        await using var peer = Peer(offered, """
            C: MAIL FROM:<b+token1@example.org>
            S: 250 ok
            C: RCPT TO:<liisa@example.fi>
            S: 250 ok
            C: DATA
            S: 354 go
            """);
        await using var connection = await OpenAsync(peer);

        var refused = Assert.IsType<SendOutcome.Refused>(await connection.SendAsync(Foreign, Sample.Plain(), _ => throw new InvalidOperationException("nothing is on its way"), default));

        Assert.True(refused is { IsPermanent: true, Stage: SmtpStage.Local });
        Assert.Equal(new EnhancedStatus(5, 6, 7), refused.Reply.Enhanced);
        Assert.True(connection.IsUsable);
        Assert.Null(await connection.StartAsync(Sample.EnvelopeTo("liisa@example.fi"), 1, default));
        await peer.Played;
    }

    [Fact]
    public async Task A_next_message_that_is_refused_here_does_not_touch_the_one_under_way()
    {
        await using var peer = Peer("PIPELINING", """
            C: MAIL FROM:<b+token1@example.org>
            C: RCPT TO:<liisa@example.fi>
            C: DATA
            S: 250 ok
            S: 250 ok
            S: 354 go
            M:
            S: 250 ok
            """);
        await using var connection = await OpenAsync(peer);
        var message = Sample.Plain();
        await connection.StartAsync(Sample.EnvelopeTo("liisa@example.fi"), message.Length, default);

        var sent = await connection.TransmitAsync(message, new NextMessage(Foreign, message.Length), default);

        await peer.Played;
        Assert.IsType<SendOutcome.Accepted>(sent.Outcome);
        Assert.Equal(new EnhancedStatus(5, 6, 7), Assert.IsType<SendOutcome.Refused>(sent.NextOutcome).Reply.Enhanced);
        Assert.True(connection.IsUsable && !sent.NextStarted);
    }

    [Fact]
    public async Task A_sender_that_the_server_cannot_write_is_our_settings_fault()
    {
        await using var peer = Peer("PIPELINING", "");
        await using var connection = await OpenAsync(peer);

        var outcome = await connection.SendAsync(new Envelope(Foreign.Recipient, Sender), Sample.Plain(), _ => Task.CompletedTask, default);

        Assert.True(Assert.IsType<SendOutcome.ServerFault>(outcome).Fault.IsConfiguration);
    }

    [Fact]
    public async Task Octets_outside_ASCII_are_refused_when_the_address_does_not_need_them()
    {
        await using var peer = Peer("PIPELINING\n8BITMIME\nSMTPUTF8", "");
        await using var connection = await OpenAsync(peer);
        await Assert.ThrowsAsync<ArgumentException>(() => connection.SendAsync(Sample.EnvelopeTo("liisa@example.fi"), Encoding.UTF8.GetBytes("Subject: ä\r\n\r\n"), _ => Task.CompletedTask, default));
        Assert.True(connection.IsUsable);
    }

    [Fact]
    public async Task Reports_are_asked_for_where_the_server_makes_them()
    {
        await using var peer = Peer("PIPELINING\nDSN\n8BITMIME\nSMTPUTF8", """
            C: MAIL FROM:<b+token1@example.org> RET=HDRS ENVID=d.12+2B+3Da+20b
            C: RCPT TO:<a+b@example.fi> NOTIFY=FAILURE,DELAY ORCPT=rfc822;a+2Bb@example.fi
            C: DATA
            S: 250 ok
            S: 250 ok
            S: 354 go
            M:
            S: 250 ok
            C: MAIL FROM:<b+token1@example.org> SMTPUTF8 BODY=8BITMIME RET=HDRS ENVID=d.13
            C: RCPT TO:<äiti+1@example.fi> NOTIFY=FAILURE,DELAY ORCPT=utf-8;äiti\x{2B}1@example.fi
            C: DATA
            S: 250 ok
            S: 250 ok
            S: 354 go
            M:
            S: 250 ok
            C: MAIL FROM:<>
            C: RCPT TO:<liisa@example.fi>
            C: DATA
            S: 250 ok
            S: 250 ok
            S: 354 go
            M:
            S: 250 ok
            """);
        await using var connection = await OpenAsync(peer);
        Envelope[] envelopes =
        [
            new(Sender, Mailbox.Create("a+b@example.fi")) { EnvelopeId = "d.12+=a b" },
            new(Sender, Mailbox.CreateUtf8("äiti+1@example.fi")) { EnvelopeId = "d.13" },
            new(null, Mailbox.Create("liisa@example.fi")) { EnvelopeId = "d.14" },
        ];

        foreach (var envelope in envelopes)
        {
            Assert.IsType<SendOutcome.Accepted>(await connection.SendAsync(envelope, Sample.Plain(), _ => Task.CompletedTask, default));
        }
        await peer.Played;
    }

    [Fact]
    public async Task A_server_that_makes_no_reports_is_not_asked()
    {
        await using var peer = Peer("SIZE 0", "C: MAIL FROM:<b+token1@example.org> SIZE=1\nS: 250 ok\nC: RCPT TO:<liisa@example.fi>\nS: 250 ok\nC: DATA\nS: 354 go");
        await using var connection = await OpenAsync(peer);
        Assert.Null(await connection.StartAsync(Sample.EnvelopeTo("liisa@example.fi") with { EnvelopeId = "d.12" }, 1, default));
        await peer.Played;
    }

    [Theory]
    [InlineData("")]
    [InlineData("d\r\nRCPT TO:<b@example.org>")]
    [InlineData("ä")]
    [InlineData("d\u007f")]
    public void An_envelope_id_is_printable(string id) =>
        Assert.Throws<MailFormatException>(() => Sample.EnvelopeTo("liisa@example.fi") with { EnvelopeId = id });

    [Fact]
    public void An_envelope_id_has_at_most_a_hundred_octets_on_the_line()
    {
        Assert.NotNull((Sample.EnvelopeTo("liisa@example.fi") with { EnvelopeId = new string('d', 100) }).EnvelopeId);
        Assert.Throws<MailFormatException>(() => Sample.EnvelopeTo("liisa@example.fi") with { EnvelopeId = new string('+', 34) });
    }

    [Theory]
    [InlineData("äiti@example.fi", "äiti@example.fi")]
    [InlineData("a\u0308iti@example.fi", "äiti@example.fi")]
    [InlineData("用户@example.fi", "用户@example.fi")]
    [InlineData("liisa@example.fi", "liisa@example.fi")]
    public void Letters_of_any_script_may_stand_before_the_at_sign(string written, string address)
    {
        var mailbox = Mailbox.CreateUtf8(written);
        Assert.Equal(address, mailbox.Address);
        Assert.Equal(address[0] != 'l', mailbox.NeedsUtf8);
    }

    [Theory]
    [InlineData("a\u200bä@example.fi")]
    [InlineData("ä ä@example.fi")]
    [InlineData("ä>\r\nRCPT TO:<b@example.fi")]
    [InlineData("ä\u2028@example.fi")]
    [InlineData("\ud83c\udf89@example.fi")]
    [InlineData("ä\ud800@example.fi")]
    [InlineData("ä..ä@example.fi")]
    [InlineData("ääääääääääääääääääääääääääääääääää@example.fi")]
    public void What_nobody_sees_or_could_break_a_line_may_not(string written) =>
        Assert.Throws<MailFormatException>(() => Mailbox.CreateUtf8(written));

    private static ScriptedPeer Peer(string offered, string script) => new(
        "S: 220 mx.example.fi\nC: EHLO uutiset.example.fi\nS: 250-mx.example.fi\n"
        + string.Concat(offered.Split('\n').Select(o => $"S: 250-{o}\n")) + "S: 250 HELP\n" + script);

    private static Task<SmtpConnection> OpenAsync(ScriptedPeer peer) => SmtpConnection.OpenAsync(new SmtpSettings
    {
        Host = "127.0.0.1",
        Port = peer.Port,
        Security = SmtpSecurity.None,
        HelloName = "uutiset.example.fi",
    }, TimeProvider.System, default);
}
