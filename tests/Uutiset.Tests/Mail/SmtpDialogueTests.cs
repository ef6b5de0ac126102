using Uutiset.Mail.Smtp;

namespace Uutiset.Tests.Mail;

/// <summary>Recorded dialogues, their replies arriving whole, line by line and octet by octet.</summary>
public sealed class SmtpDialogueTests
{
    private const string Opening = """
        S: 220 mx.example.fi ESMTP Postfix (Debian/GNU)
        C: EHLO uutiset.example.fi
        S: 250-mx.example.fi
        S: 250-PIPELINING
        S: 250-SIZE 10240000
        S: 250-ENHANCEDSTATUSCODES
        S: 250 SMTPUTF8

        """;

    private const string Announce = """
        C: MAIL FROM:<b+token1@example.org> SIZE=SIZE
        C: RCPT TO:<liisa@example.fi>
        C: DATA

        """;

    public static TheoryData<Chunking> Cuts => [Chunking.Whole, Chunking.Lines, Chunking.Bytes];

    [Theory]
    [MemberData(nameof(Cuts))]
    public async Task Two_messages_go_over_one_connection_and_the_intent_comes_before_the_first_byte(Chunking cut)
    {
        await using var peer = Peer(Opening + Announce + """
            S: 250 2.1.0 Ok
            S: 250 2.1.5 Ok
            S: 354 End data with <CR><LF>.<CR><LF>
            M:
            S: 250 2.0.0 Ok: queued as 4XYZ

            """ + Announce + """
            S: 250 2.1.0 Ok
            S: 250 2.1.5 Ok
            S: 354 End data with <CR><LF>.<CR><LF>
            M:
            S: 250-2.0.0 Ok:
            S: 250 2.0.0 queued as 5ABC
            C: QUIT
            S: 221 2.0.0 Bye
            """, cut);
        await using var connection = await OpenAsync(peer);
        var messagesBefore = new List<int>();

        var first = await connection.SendAsync(Sample.EnvelopeTo("liisa@example.fi"), Sample.Plain(), Note, default);
        var second = await connection.SendAsync(Sample.EnvelopeTo("liisa@example.fi"), Sample.Plain(), Note, default);
        await connection.QuitAsync(default);

        await peer.Played;
        Assert.Equal("250 2.0.0 Ok: queued as 4XYZ", Assert.IsType<SendOutcome.Accepted>(first).Reply.ToString());
        Assert.Equal(["2.0.0 Ok:", "2.0.0 queued as 5ABC"], Assert.IsType<SendOutcome.Accepted>(second).Reply.Lines);
        Assert.Equal([0, 1], messagesBefore);
        Assert.All(peer.Messages, m => Assert.Equal(System.Text.Encoding.ASCII.GetString(Sample.Plain()), m));

        Task Note(CancellationToken ct)
        {
            messagesBefore.Add(peer.Messages.Count);
            return Task.CompletedTask;
        }
    }

    [Theory]
    [MemberData(nameof(Cuts))]
    public async Task A_refused_recipient_with_a_354_gets_only_the_dot_and_RSET_precedes_the_next(Chunking cut)
    {
        await using var peer = Peer(Opening + Announce + """
            S: 250 2.1.0 Ok
            S: 550-5.1.1 No such
            S: 550 5.1.1 mailbox
            S: 354 Go
            C: .
            S: 554 5.5.1 No valid recipients
            C: RSET
            """ + "\n" + Announce + """
            S: 250 2.0.0 Ok
            S: 250 2.1.0 Ok
            S: 450 4.2.1 Busy
            S: 554 5.5.1 No valid recipients
            """, cut);
        await using var connection = await OpenAsync(peer);

        var gone = await SendAsync(connection);
        var busy = await SendAsync(connection);

        await peer.Played;
        Assert.True(Assert.IsType<SendOutcome.Refused>(gone) is { IsPermanent: true, Stage: SmtpStage.Recipient });
        Assert.True(Assert.IsType<SendOutcome.Refused>(busy) is { IsPermanent: false, Stage: SmtpStage.Recipient });
        Assert.True(connection.IsUsable);
        Assert.Empty(peer.Messages);
    }

    [Theory]
    [MemberData(nameof(Cuts))]
    public async Task The_next_message_is_announced_in_the_same_write_as_the_last_dot(Chunking cut)
    {
        await using var peer = Peer(Opening + Announce + """
            S: 250 2.1.0 Ok
            S: 250 2.1.5 Ok
            S: 354 Go
            M:
            """ + "\n" + Announce + """
            S: 451 4.3.0 Try later
            S: 250 2.1.0 Ok
            S: 250 2.1.5 Ok
            S: 354 Go
            M:
            S: 250 2.0.0 Ok
            """, cut);
        await using var connection = await OpenAsync(peer);
        var message = Sample.Plain();
        var next = new NextMessage(Sample.EnvelopeTo("liisa@example.fi"), message.Length);

        Assert.Null(await connection.StartAsync(next.Envelope, message.Length, default));
        var first = await connection.TransmitAsync(message, next, default);
        var second = await connection.TransmitAsync(message, null, default);

        await peer.Played;
        Assert.Equal(451, Assert.IsType<SendOutcome.Refused>(first.Outcome).Reply.Code);
        Assert.True(first.NextStarted);
        Assert.IsType<SendOutcome.Accepted>(second.Outcome);
    }

    [Fact]
    public async Task A_server_without_pipelining_is_asked_one_thing_at_a_time()
    {
        await using var peer = Peer("""
            S: 220 old.example.fi
            C: EHLO uutiset.example.fi
            S: 250 old.example.fi
            C: MAIL FROM:<b+token1@example.org>
            S: 250 ok
            C: RCPT TO:<liisa@example.fi>
            S: 550 unknown user
            C: RSET
            S: 250 ok
            C: MAIL FROM:<b+token1@example.org>
            S: 250 ok
            C: RCPT TO:<liisa@example.fi>
            S: 250 ok
            C: DATA
            S: 354 go
            M:
            S: 250
            """);
        await using var connection = await OpenAsync(peer);

        var refused = await SendAsync(connection);
        var accepted = await SendAsync(connection);

        await peer.Played;
        Assert.Null(Assert.IsType<SendOutcome.Refused>(refused).Reply.Enhanced);
        Assert.Equal("250", Assert.IsType<SendOutcome.Accepted>(accepted).Reply.ToString());
    }

    [Fact]
    public async Task A_refused_sender_is_the_servers_or_our_fault_and_never_the_recipients()
    {
        await using var peer = Peer(Opening + Announce + """
            S: 553 5.7.1 Sender address rejected
            S: 503 5.5.1 Need MAIL
            S: 503 5.5.1 Need RCPT
            C: RSET
            """ + "\n" + Announce + """
            S: 250 ok
            S: 451 4.3.0 Try later
            S: 503 5.5.1 Need MAIL
            S: 503 5.5.1 Need RCPT
            """);
        await using var connection = await OpenAsync(peer);

        var permanent = Assert.IsType<SendOutcome.ServerFault>(await SendAsync(connection)).Fault;
        var temporary = Assert.IsType<SendOutcome.ServerFault>(await SendAsync(connection)).Fault;

        await peer.Played;
        Assert.True(permanent is { IsConfiguration: true, Stage: SmtpStage.MailFrom, Reply.Code: 553 });
        Assert.True(temporary is { IsConfiguration: false, Stage: SmtpStage.MailFrom, Reply.Code: 451 });
    }

    [Fact]
    public async Task A_message_larger_than_the_server_takes_is_refused_here()
    {
        await using var peer = Peer(Opening.Replace("10240000", "100", StringComparison.Ordinal));
        await using var connection = await OpenAsync(peer);

        var refused = Assert.IsType<SendOutcome.Refused>(await SendAsync(connection));

        Assert.Equal(SmtpStage.Local, refused.Stage);
        Assert.Equal(new EnhancedStatus(5, 3, 4), refused.Reply.Enhanced);
        Assert.True(connection.IsUsable);
    }

    [Theory]
    [InlineData("552 Too many recipients", false)]
    [InlineData("552 5.5.3 Too many recipients", false)]
    [InlineData("552 5.2.2 Mailbox full", true)]
    [InlineData("450 5.1.1 The digits disagree", false)]
    public void The_first_digit_decides_and_552_alone_means_later(string line, bool permanent)
    {
        var reply = new SmtpReply(int.Parse(line[..3], System.Globalization.CultureInfo.InvariantCulture), [line[4..]]);
        Assert.Equal(permanent, new SendOutcome.Refused(reply, SmtpStage.Recipient).IsPermanent);
    }

    private static Task<SendOutcome> SendAsync(SmtpConnection connection) =>
        connection.SendAsync(Sample.EnvelopeTo("liisa@example.fi"), Sample.Plain(), _ => Task.CompletedTask, default);

    private static ScriptedPeer Peer(string script, Chunking cut = Chunking.Whole) =>
        new(script.Replace("SIZE=SIZE", $"SIZE={Sample.Plain().Length}", StringComparison.Ordinal), cut);

    private static Task<SmtpConnection> OpenAsync(ScriptedPeer peer) => SmtpConnection.OpenAsync(new SmtpSettings
    {
        Host = "127.0.0.1",
        Port = peer.Port,
        Security = SmtpSecurity.None,
        HelloName = "uutiset.example.fi",
    }, TimeProvider.System, default);
}
