using Uutiset.Mail.Smtp;

namespace Uutiset.Tests.Mail;

/// <summary>What happens when a server or the line fails: before the first octet nothing is delivered, after it nobody knows.</summary>
public sealed class SmtpFailureTests
{
    private const string Ready = """
        S: 220 mx.example.fi
        C: EHLO localhost
        S: 250-mx.example.fi
        S: 250 PIPELINING
        C: MAIL FROM:<b+token1@example.org>
        C: RCPT TO:<liisa@example.fi>
        C: DATA

        """;

    private const string Go = "S: 250 ok\nS: 250 ok\nS: 354 go\n";

    [Theory]
    [InlineData("S: 421 4.3.2 Shutting down\nCLOSE")]
    [InlineData("S: 250 ok\nS: 421 4.7.0 Too many\nCLOSE")]
    [InlineData("S: 250 ok\nS: 250 ok\nS: 421 bye\nCLOSE")]
    [InlineData("S: 250 ok\nCLOSE")]
    [InlineData("S: 250 ok\nHANG")]
    [InlineData("S: 250 ok\nFLOOD")]
    [InlineData("S: 250 ok\nLINES")]
    [InlineData("S: 250 ok\nS: 250 ok\nS: 250 ok")]
    [InlineData("S: 250 ok\nS: 250 ok\nS: 354 go\nS: 250 one too many")]
    [InlineData("S: 354 go\nS: 250 ok\nS: 250 ok")]
    [InlineData("S: 550 no\nS: 250 ok\nS: 354 go")]
    [InlineData("S: 250 ok\nS: 350 eh\nS: 354 go")]
    public async Task Before_the_first_byte_it_is_the_servers_fault_and_the_intent_is_never_committed(string replies)
    {
        await using var peer = new ScriptedPeer(Ready + replies);
        await using var connection = await OpenAsync(peer);
        var committed = false;

        var outcome = await SendAsync(connection, _ => Task.FromResult(committed = true));

        Assert.IsType<SendOutcome.ServerFault>(outcome);
        Assert.False(committed);
        Assert.False(connection.IsUsable);
        Assert.Empty(peer.Messages);
    }

    [Theory]
    [InlineData("CLOSE")]
    [InlineData("HANG")]
    [InlineData("FLOOD")]
    [InlineData("LINES")]
    [InlineData("S: 354 again")]
    [InlineData("S: 250-half\nCLOSE")]
    [InlineData("S: nonsense")]
    public async Task After_the_dot_whatever_is_lost_leaves_the_outcome_unknown(string after)
    {
        await using var peer = new ScriptedPeer(Ready + Go + "M:\n" + after);
        await using var connection = await OpenAsync(peer);

        Assert.IsType<SendOutcome.Unknown>(await SendAsync(connection));

        Assert.Single(peer.Messages);
        Assert.False(connection.IsUsable);
    }

    [Fact]
    public async Task A_421_instead_of_taking_the_message_is_no_acceptance_and_no_doubt()
    {
        await using var peer = new ScriptedPeer(Ready + Go + "M:\nS: 421 4.3.0 Going down\nCLOSE");
        await using var connection = await OpenAsync(peer);
        var fault = Assert.IsType<SendOutcome.ServerFault>(await SendAsync(connection)).Fault;
        Assert.Equal(421, fault.Reply?.Code);
        Assert.False(connection.IsUsable);
    }

    [Theory]
    [InlineData("451 4.3.0 Try later", false)]
    [InlineData("554 5.7.1 Spam", true)]
    public async Task A_refusal_after_the_dot_is_certain(string reply, bool permanent)
    {
        await using var peer = new ScriptedPeer(Ready + Go + "M:\nS: " + reply);
        await using var connection = await OpenAsync(peer);
        var refused = Assert.IsType<SendOutcome.Refused>(await SendAsync(connection));
        Assert.Equal((SmtpStage.Body, permanent), (refused.Stage, refused.IsPermanent));
        Assert.True(connection.IsUsable);
    }

    [Fact]
    public async Task A_reply_too_many_after_the_dot_counts_for_nothing_and_closes_the_line()
    {
        await using var peer = new ScriptedPeer(Ready + Go + "M:\nS: 250 ok\nS: 250 once more");
        await using var connection = await OpenAsync(peer);
        Assert.IsType<SendOutcome.Accepted>(await SendAsync(connection));
        await peer.Played;
        Assert.False(connection.CanBeReused);
    }

    [Fact]
    public async Task A_reply_out_of_turn_while_the_intent_is_committed_is_never_taken_for_the_messages_answer()
    {
        await using var peer = new ScriptedPeer(Ready + Go + "WAIT\nS: 250 never asked\nMARK\nHANG");
        await using var connection = await OpenAsync(peer);
        // The stray reply arrives after the three that were asked for, and before the commit is done.
        var outcome = await SendAsync(connection, _ => peer.Marked);
        Assert.IsType<SendOutcome.ServerFault>(outcome);
        Assert.Empty(peer.Messages);
    }

    [Fact]
    public async Task A_line_that_died_while_the_intent_was_committed_leaves_no_doubt()
    {
        await using var peer = new ScriptedPeer(Ready + Go + "CLOSE");
        await using var connection = await OpenAsync(peer);
        Assert.IsType<SendOutcome.ServerFault>(await SendAsync(connection, _ => peer.Played));
    }

    [Fact]
    public async Task Cancelling_during_the_dot_means_unknown_and_before_it_means_nothing_was_sent()
    {
        await using var slow = new ScriptedPeer(Ready + Go + "M:\nMARK\nHANG");
        await using var late = await OpenAsync(slow, finalDot: 60_000);
        using var soon = new CancellationTokenSource();
        var sending = SendAsync(late, _ => Task.CompletedTask, soon.Token);
        await slow.Marked;
        await soon.CancelAsync();
        Assert.IsType<SendOutcome.Unknown>(await sending);

        await using var peer = new ScriptedPeer(Ready + Go + "M:");
        await using var early = await OpenAsync(peer);
        using var now = new CancellationTokenSource();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => SendAsync(early, async _ => await now.CancelAsync(), now.Token));
        Assert.Empty(peer.Messages);
        Assert.False(early.IsUsable);
    }

    [Fact]
    public async Task What_becomes_of_the_next_message_never_hides_what_became_of_this_one()
    {
        var announce = "C: MAIL FROM:<b+token1@example.org>\nC: RCPT TO:<liisa@example.fi>\nC: DATA\n";
        await using var peer = new ScriptedPeer(Ready + Go + "M:\n" + announce + "S: 250 2.0.0 taken\nS: 421 4.7.0 enough\nCLOSE");
        await using var connection = await OpenAsync(peer);
        var message = Sample.Plain();
        var next = new NextMessage(Sample.EnvelopeTo("liisa@example.fi"), message.Length);
        await connection.StartAsync(next.Envelope, next.Size, default);

        var sent = await connection.TransmitAsync(message, next, default);

        Assert.IsType<SendOutcome.Accepted>(sent.Outcome);
        Assert.False(sent.NextStarted);
        Assert.IsType<SendOutcome.ServerFault>(sent.NextOutcome);
    }

    [Fact]
    public async Task Bytes_that_are_no_message_are_refused_before_a_word_is_said()
    {
        await using var peer = new ScriptedPeer("S: 220 a\nC: EHLO localhost\nS: 250 a\nC: QUIT\nS: 221 bye");
        await using var connection = await OpenAsync(peer);
        await Assert.ThrowsAsync<ArgumentException>(() => connection.SendAsync(Sample.EnvelopeTo("liisa@example.fi"), "a\n.\nb\r\n"u8.ToArray(), _ => Task.CompletedTask, default));
        await connection.QuitAsync(default);
        await peer.Played;
    }

    private static Task<SendOutcome> SendAsync(SmtpConnection connection, Func<CancellationToken, Task>? beforeBody = null, CancellationToken ct = default) =>
        connection.SendAsync(Sample.EnvelopeTo("liisa@example.fi"), Sample.Plain(), beforeBody ?? (_ => Task.CompletedTask), ct);

    private static Task<SmtpConnection> OpenAsync(ScriptedPeer peer, int finalDot = 2000) => SmtpConnection.OpenAsync(new SmtpSettings
    {
        Host = "127.0.0.1",
        Port = peer.Port,
        Security = SmtpSecurity.None,
        Timeouts = new SmtpTimeouts { Command = TimeSpan.FromSeconds(2), Data = TimeSpan.FromSeconds(2), FinalDot = TimeSpan.FromMilliseconds(finalDot) },
    }, TimeProvider.System, default);
}
