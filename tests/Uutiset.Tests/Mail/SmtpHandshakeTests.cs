using System.Security.Cryptography.X509Certificates;
using Uutiset.Mail.Smtp;

namespace Uutiset.Tests.Mail;

public sealed class SmtpHandshakeTests
{
    private static readonly X509Certificate2 Ours = LoopbackCertificate.Make();

    [Fact]
    public async Task After_StartTls_only_what_was_offered_inside_counts()
    {
        await using var peer = new ScriptedPeer("""
            S: 220 mx.example.fi
            C: EHLO localhost
            S: 250-mx.example.fi
            S: 250-STARTTLS
            S: 250-PIPELINING
            S: 250-AUTH LOGIN
            S: 250 SIZE 1
            C: STARTTLS
            S: 220 2.0.0 Ready
            TLS
            C: EHLO localhost
            S: 250-mx.example.fi
            S: 250 AUTH PLAIN
            C: AUTH PLAIN AGxpaXNhAHNhbGFpc3V1cw==
            S: 235 2.7.0 Ok
            C: MAIL FROM:<b+token1@example.org>
            S: 250 ok
            C: RCPT TO:<liisa@example.fi>
            S: 250 ok
            C: DATA
            S: 354 go
            M:
            S: 250 2.0.0 Ok
            """, Chunking.Lines, Ours);
        await using var connection = await OpenAsync(Settings(peer) with { Security = SmtpSecurity.StartTls, UserName = "liisa", Password = "salaisuus" });

        var outcome = await connection.SendAsync(Sample.EnvelopeTo("liisa@example.fi"), Sample.Plain(), _ => Task.CompletedTask, default);

        await peer.Played;
        Assert.IsType<SendOutcome.Accepted>(outcome);
    }

    [Fact]
    public async Task Implicit_tls_speaks_from_the_first_byte()
    {
        await using var peer = new ScriptedPeer("TLS\nS: 220 mx.example.fi\nC: EHLO localhost\nS: 250 mx.example.fi", certificate: Ours);
        await using var connection = await OpenAsync(Settings(peer) with { Security = SmtpSecurity.Implicit });
        await peer.Played;
        Assert.NotNull(connection.Tls);
    }

    [Fact]
    public async Task What_is_slipped_in_behind_the_220_of_StartTls_ends_the_connection()
    {
        await using var peer = new ScriptedPeer("""
            S: 220 mx.example.fi
            C: EHLO localhost
            S: 250-mx.example.fi
            S: 250 STARTTLS
            C: STARTTLS
            S: 220 2.0.0 Ready
            S: 250 injected
            TLS
            """, certificate: Ours);
        var fault = await FaultAsync(Settings(peer) with { Security = SmtpSecurity.StartTls });
        Assert.Equal(SmtpStage.Tls, fault.Stage);
    }

    [Theory]
    [InlineData(SmtpSecurity.StartTls)]
    [InlineData(SmtpSecurity.WhenAvailable)]
    public async Task A_certificate_for_another_name_is_refused(SmtpSecurity security)
    {
        using var other = LoopbackCertificate.Make("127.9.9.9");
        await using var peer = new ScriptedPeer("S: 220 a\nC: EHLO localhost\nS: 250-a\nS: 250 STARTTLS\nC: STARTTLS\nS: 220 go\nTLS", certificate: other);
        var fault = await FaultAsync(Settings(peer) with { Security = security, TrustedRoots = [other] });
        Assert.True(fault is { Stage: SmtpStage.Tls, IsConfiguration: true });
    }

    [Fact]
    public async Task Without_the_required_StartTls_nothing_is_said_in_the_clear()
    {
        await using var peer = new ScriptedPeer("S: 220 a\nC: EHLO localhost\nS: 250-a\nS: 250 AUTH PLAIN");
        var fault = await FaultAsync(Settings(peer) with { Security = SmtpSecurity.StartTls, UserName = "liisa", Password = "x" });
        await peer.Played;
        Assert.True(fault is { Stage: SmtpStage.Tls, IsConfiguration: true });
    }

    [Fact]
    public async Task Login_is_spoken_where_plain_is_not_and_the_log_shows_no_secret()
    {
        List<string> log = [];
        await using var peer = new ScriptedPeer("""
            S: 220 a
            C: EHLO localhost
            S: 250-a
            S: 250-AUTH=LOGIN
            S: 250 AUTH LOGIN CRAM-MD5
            C: AUTH LOGIN
            S: 334 VXNlcm5hbWU6
            C: bGlpc2E=
            S: 334 UGFzc3dvcmQ6
            C: c2FsYWlzdXVz
            S: 235 2.7.0 Ok
            """);
        await using var connection = await OpenAsync(Settings(peer) with { UserName = "liisa", Password = "salaisuus", Log = line => log.Add(line.Text) });
        await peer.Played;
        Assert.Contains("****", log);
        Assert.DoesNotContain(log, l => l.Contains("bGlpc2E", StringComparison.Ordinal) || l.Contains("c2FsYWlzdXVz", StringComparison.Ordinal) || l.Contains("salaisuus", StringComparison.Ordinal));
    }

    [Fact]
    public async Task The_best_of_what_is_offered_is_taken_and_a_success_without_a_proof_is_none()
    {
        // "biws" is "n,,": what follows is another each time
        await using var peer = new ScriptedPeer("S: 220 a\nC: EHLO localhost\nS: 250-a\nS: 250 AUTH PLAIN LOGIN SCRAM-SHA-256\nC: AUTH SCRAM-SHA-256 biws*\nS: 235 2.7.0 Come in");
        var fault = await FaultAsync(Settings(peer) with { UserName = "liisa", Password = "salaisuus" });
        await peer.Played;
        Assert.True(fault is { Stage: SmtpStage.Authentication, IsConfiguration: true });
    }

    [Fact]
    public async Task A_token_is_asked_for_at_each_login_and_handed_over_by_XOAUTH2()
    {
        var asked = 0;
        for (var login = 1; login <= 2; login++)
        {
            await using var peer = new ScriptedPeer($"S: 220 a\nC: EHLO localhost\nS: 250-a\nS: 250 AUTH PLAIN XOAUTH2\nC: AUTH XOAUTH2 {Base64($"user=liisa@example.fi\u0001auth=Bearer ya29.{login}\u0001\u0001")}\nS: 235 2.7.0 Ok");
            await using var connection = await OpenAsync(Settings(peer) with { UserName = "liisa@example.fi", AccessToken = _ => ValueTask.FromResult($"ya29.{++asked}") });
            await peer.Played;
        }
    }

    [Fact]
    public async Task A_refused_token_comes_as_a_challenge_that_is_answered_before_the_refusal_can_be_read()
    {
        var error = Base64("""{"status":"401","schemes":"bearer","scope":"https://mail.google.com/"}""");
        await using var peer = new ScriptedPeer($"S: 220 a\nC: EHLO localhost\nS: 250-a\nS: 250 AUTH XOAUTH2\nC: AUTH XOAUTH2 *\nS: 334 {error}\nC:\nS: 535 5.7.8 Username and Password not accepted");
        var fault = await FaultAsync(Settings(peer) with { UserName = "liisa@example.fi", AccessToken = _ => ValueTask.FromResult("old") });
        await peer.Played;
        Assert.True(fault is { Stage: SmtpStage.Authentication, IsConfiguration: true, Reply.Code: 535 });
    }

    [Fact]
    public async Task A_token_longer_than_a_command_may_be_waits_for_the_servers_word()
    {
        var token = new string('t', 1500);
        List<string> log = [];
        await using var peer = new ScriptedPeer($"S: 220 a\nC: EHLO localhost\nS: 250-a\nS: 250 AUTH XOAUTH2\nC: AUTH XOAUTH2\nS: 334 \nC: {Base64($"user=liisa\u0001auth=Bearer {token}\u0001\u0001")}\nS: 235 2.7.0 Ok");
        await using var connection = await OpenAsync(Settings(peer) with { UserName = "liisa", AccessToken = _ => ValueTask.FromResult(token), Log = l => log.Add(l.Text) });
        await peer.Played;
        Assert.DoesNotContain(log, l => l.Length > 200);
    }

    [Theory]
    [InlineData("AUTH PLAIN LOGIN SCRAM-SHA-256", "token")]
    [InlineData("AUTH CRAM-MD5 GSSAPI", null)]
    [InlineData("AUTH XOAUTH2", "to\r\nken")]
    [InlineData("AUTH XOAUTH2", "")]
    public async Task Without_a_common_way_or_with_a_token_that_is_none_nothing_is_tried(string offered, string? token)
    {
        await using var peer = new ScriptedPeer($"S: 220 a\nC: EHLO localhost\nS: 250-a\nS: 250 {offered}");
        var fault = await FaultAsync(Settings(peer) with { UserName = "liisa", Password = "x", AccessToken = token is null ? null : _ => ValueTask.FromResult(token) });
        await peer.Played;
        Assert.True(fault is { Stage: SmtpStage.Authentication, IsConfiguration: true, Reply: null });
    }

    [Theory]
    [InlineData("535 5.7.8 Authentication failed", true)]
    [InlineData("454 4.7.0 Temporary failure", false)]
    public async Task A_failed_login_is_fatal_and_says_whether_a_setting_is_wrong(string reply, bool configuration)
    {
        await using var peer = new ScriptedPeer($"S: 220 a\nC: EHLO localhost\nS: 250-a\nS: 250 AUTH PLAIN\nC: AUTH PLAIN AGxpaXNhAHg=\nS: {reply}");
        var fault = await FaultAsync(Settings(peer) with { UserName = "liisa", Password = "x" });
        Assert.Equal((SmtpStage.Authentication, configuration, reply), (fault.Stage, fault.IsConfiguration, fault.Reply?.ToString()));
    }

    [Theory]
    [InlineData("S: 554 5.3.2 No mail here", SmtpStage.Greeting)]
    [InlineData("S: 421 4.3.2 Too busy", SmtpStage.Greeting)]
    [InlineData("CLOSE", SmtpStage.Greeting)]
    [InlineData("HANG", SmtpStage.Greeting)]
    [InlineData("FLOOD", SmtpStage.Greeting)]
    [InlineData("S: SSH-2.0-OpenSSH_9.2", SmtpStage.Greeting)]
    [InlineData("S: 220 a\nS: 250 early\nC: EHLO localhost", SmtpStage.Hello)]
    [InlineData("S: 220 a\nC: EHLO localhost\nLINES", SmtpStage.Hello)]
    [InlineData("S: 220 a\nC: EHLO localhost\nS: 502 5.5.1 What", SmtpStage.Hello)]
    public async Task A_server_that_misbehaves_is_a_fault_of_the_server(string script, SmtpStage stage)
    {
        await using var peer = new ScriptedPeer(script);
        var fault = await FaultAsync(Settings(peer));
        Assert.Equal(stage, fault.Stage);
    }

    [Fact]
    public async Task Nobody_listening_is_a_fault_of_the_connection()
    {
        var gone = new ScriptedPeer("CLOSE");
        var settings = Settings(gone);
        await gone.DisposeAsync();
        Assert.Equal(SmtpStage.Connect, (await FaultAsync(settings)).Stage);
    }

    [Fact]
    public async Task Cancelling_while_waiting_for_the_greeting_is_a_cancellation()
    {
        await using var peer = new ScriptedPeer("HANG");
        using var soon = new CancellationTokenSource(100);
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() =>
            SmtpConnection.OpenAsync(Settings(peer) with { Timeouts = new() }, TimeProvider.System, soon.Token));
    }

    [Fact]
    public void The_time_limits_are_those_of_the_standard()
    {
        var limits = new SmtpTimeouts();
        Assert.Equal((5d, 5d, 2d, 3d, 10d), (limits.Greeting.TotalMinutes, limits.Command.TotalMinutes, limits.Data.TotalMinutes, limits.Block.TotalMinutes, limits.FinalDot.TotalMinutes));
    }

    private static SmtpSettings Settings(ScriptedPeer peer) => new()
    {
        Host = "127.0.0.1",
        Port = peer.Port,
        Security = SmtpSecurity.None,
        TrustedRoots = [Ours],
        Timeouts = new SmtpTimeouts { Greeting = TimeSpan.FromSeconds(2), Command = TimeSpan.FromSeconds(5) },
    };

    private static Task<SmtpConnection> OpenAsync(SmtpSettings settings) => SmtpConnection.OpenAsync(settings, TimeProvider.System, default);

    private static async Task<SmtpFault> FaultAsync(SmtpSettings settings) =>
        (await Assert.ThrowsAsync<SmtpServerException>(() => OpenAsync(settings))).Fault;

    private static string Base64(string text) => Convert.ToBase64String(System.Text.Encoding.UTF8.GetBytes(text));
}
