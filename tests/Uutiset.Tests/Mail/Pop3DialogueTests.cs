using System.Text;
using Uutiset.Mail;
using Uutiset.Mail.Pop3;

namespace Uutiset.Tests.Mail;

/// <summary>Recorded dialogues, old servers and hostile ones.</summary>
public sealed class Pop3DialogueTests
{
    private const string Opening = """
        S: +OK ready
        C: CAPA
        S: +OK
        S: TOP
        S: SASL PLAIN
        S: .
        C: AUTH PLAIN AGxpaXNhAHNhbGFpc3V1cw==
        S: +OK Logged in.

        """;

    public static TheoryData<Chunking> Cuts => [Chunking.Whole, Chunking.Lines, Chunking.Bytes];

    [Theory]
    [MemberData(nameof(Cuts))]
    public async Task A_mailbox_is_emptied_however_the_network_cuts_it(Chunking cut)
    {
        await using var peer = new ScriptedPeer(Opening + """
            C: LIST
            S: +OK 2 messages
            S: 1 40
            S: 3 9 and more
            S: .
            C: UIDL
            S: +OK
            S: 1 aaa
            S: 3 bbb
            S: .
            C: RETR 1
            S: +OK 40 octets
            S: Subject: x
            S: ..
            S: ..a
            S: .
            C: DELE 1
            S: +OK
            C: QUIT
            S: +OK Bye
            """, cut);
        await using var mailbox = await OpenAsync(peer);

        var mails = await mailbox.ListAsync(100, default);
        var first = await mailbox.FetchAsync(mails[0], 1000, default);
        await mailbox.DeleteAsync(mails[0], default);
        await mailbox.QuitAsync(default);

        await peer.Played;
        Assert.Equal([new Pop3Mail(1, 40, "aaa"), new Pop3Mail(3, 9, "bbb")], mails);
        Assert.Equal("Subject: x\r\n.\r\n.a\r\n", Encoding.ASCII.GetString(first!));
    }

    [Fact]
    public async Task An_old_server_gets_USER_and_PASS_and_gives_no_names()
    {
        await using var peer = new ScriptedPeer("S: +OK\nC: CAPA\nS: -ERR what\nC: USER liisa\nS: +OK\nC: PASS salaisuus\nS: +OK\nC: LIST\nS: +OK\nS: 1 10\nS: .\nC: UIDL\nS: -ERR what");
        List<string> log = [];
        await using var mailbox = await OpenAsync(peer, s => s with { Log = l => log.Add(l.Text) });
        Assert.Null((await mailbox.ListAsync(100, default))[0].Uid);
        await peer.Played;
        Assert.DoesNotContain(log, l => l.Contains("salaisuus", StringComparison.Ordinal));
    }

    [Theory]
    [InlineData("S: -ERR [IN-USE] Somebody else reads it", false)]
    [InlineData("S: -ERR [SYS/TEMP] Later", false)]
    [InlineData("S: -ERR [AUTH] Authentication failed.", true)]
    [InlineData("S: +", true)]
    public async Task A_refused_login_says_whether_a_setting_is_wrong(string answer, bool configuration)
    {
        // A server that asks for ever is ended after a few rounds
        var endless = answer == "S: +" ? string.Concat(Enumerable.Repeat("\nC: AGxpaXNhAHNhbGFpc3V1cw==\nS: +", 4)) : "";
        await using var peer = new ScriptedPeer(Opening.Replace("S: +OK Logged in.", answer + endless, StringComparison.Ordinal));
        var refused = await Assert.ThrowsAsync<Pop3Exception>(() => OpenAsync(peer));
        await peer.Played;
        Assert.Equal(configuration, refused.IsConfiguration);
    }

    [Theory]
    [InlineData("S: -ERR not now")]
    [InlineData("S: 220 smtp here")]
    [InlineData("S: +OKAY")]
    [InlineData("CLOSE")]
    [InlineData("HANG")]
    [InlineData("FLOOD")]
    [InlineData("S: +OK\nC: CAPA\nS: +OK\nLINES")]
    [InlineData("S: +OK\nC: CAPA\nS: +OK\nS: SASL SCRAM-SHA-256\nS: .\nC: AUTH SCRAM-SHA-256 *\nS: + !!!!")]
    [InlineData("S: +OK\nC: CAPA\nS: +OK\nS: SASL SCRAM-SHA-256\nS: .\nC: AUTH SCRAM-SHA-256 *\nS: +OK come in")]
    public async Task A_server_that_misbehaves_at_the_door_is_a_fault_of_the_server(string script)
    {
        await using var peer = new ScriptedPeer(script);
        await Assert.ThrowsAsync<Pop3Exception>(() => OpenAsync(peer));
    }

    [Theory]
    [InlineData("C: LIST\nS: +OK\nLINES")]
    [InlineData("C: LIST\nS: +OK\nFLOOD")]
    [InlineData("C: LIST\nS: +OK\nHANG")]
    [InlineData("C: LIST\nS: +OK\nS: one 40\nS: .\nC: UIDL\nS: -ERR")]
    [InlineData("C: LIST\nS: +OK\nS: 1 99999999999999999999\nS: .\nC: UIDL\nS: -ERR")]
    [InlineData("C: LIST\nS: +OK\nS: 1 -5\nS: .\nC: UIDL\nS: -ERR")]
    [InlineData("C: LIST\nS: +OK\nS: 1 40\nS: .\nC: UIDL\nS: +OK\nS: 1\nS: .")]
    [InlineData("C: LIST\nS: +OK\nS: 1 40\nCLOSE")]
    [InlineData("C: LIST\nS: +OK\nS: .\nS: +OK unasked")]
    public async Task A_list_that_is_endless_or_none_ends_the_session(string script)
    {
        await using var peer = new ScriptedPeer(Opening + script);
        await using var mailbox = await OpenAsync(peer);
        await Assert.ThrowsAsync<Pop3Exception>(async () =>
        {
            await mailbox.ListAsync(100, default);
            await mailbox.ListAsync(100, default);
        });
        Assert.False(mailbox.IsUsable);
    }

    [Fact]
    public async Task A_mail_larger_than_announced_is_read_past_and_the_next_one_comes()
    {
        var line = "S: " + new string('x', 98) + "\n";
        await using var peer = new ScriptedPeer(Opening + "C: RETR 1\nS: +OK\n" + string.Concat(Enumerable.Repeat(line, 40)) + "S: .\nC: RETR 2\nS: +OK\nS: a\nS: .");
        await using var mailbox = await OpenAsync(peer);

        Assert.Null(await mailbox.FetchAsync(new Pop3Mail(1, 10, null), 1000, default));
        Assert.Equal("a\r\n", Encoding.ASCII.GetString((await mailbox.FetchAsync(new Pop3Mail(2, 10, null), 1000, default))!));
        await peer.Played;
    }

    [Fact]
    public async Task A_mail_without_end_ends_the_session_before_it_fills_the_memory()
    {
        await using var peer = new ScriptedPeer(Opening + "C: RETR 1\nS: +OK\nFLOOD");
        await using var mailbox = await OpenAsync(peer);
        await Assert.ThrowsAsync<Pop3Exception>(() => mailbox.FetchAsync(new Pop3Mail(1, 10, null), 10_000, default));
        Assert.False(mailbox.IsUsable);
    }

    [Fact]
    public async Task What_is_slipped_in_behind_the_answer_to_STLS_ends_the_session_before_the_password()
    {
        await using var peer = new ScriptedPeer("S: +OK\nC: STLS\nS: +OK go\nS: +OK injected\nHANG");
        await Assert.ThrowsAsync<Pop3Exception>(() => OpenAsync(peer, s => s with { Security = Pop3Security.StartTls }));
    }

    [Fact]
    public async Task Without_STLS_nothing_is_said_in_the_clear()
    {
        await using var peer = new ScriptedPeer("S: +OK\nC: STLS\nS: -ERR Unknown command.");
        var refused = await Assert.ThrowsAsync<Pop3Exception>(() => OpenAsync(peer, s => s with { Security = Pop3Security.StartTls }));
        await peer.Played;
        Assert.True(refused.IsConfiguration);
    }

    [Theory]
    [InlineData("liisa\r\nDELE 1", "x")]
    [InlineData("liisa", "x\r\nDELE 1")]
    [InlineData("liisa", "x\0")]
    public async Task Credentials_cannot_say_another_command(string user, string password)
    {
        await using var peer = new ScriptedPeer("HANG");
        await Assert.ThrowsAsync<MailFormatException>(() => OpenAsync(peer, s => s with { UserName = user, Password = password }));
    }

    [Fact]
    public async Task Cancelling_is_a_cancellation()
    {
        await using var peer = new ScriptedPeer("HANG");
        using var soon = new CancellationTokenSource(100);
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => Pop3Connection.OpenAsync(Settings(peer) with { ReplyLimit = TimeSpan.FromMinutes(1) }, soon.Token));
    }

    private static Pop3Settings Settings(ScriptedPeer peer) => new()
    {
        Host = "127.0.0.1",
        Port = peer.Port,
        Security = Pop3Security.None,
        UserName = "liisa",
        Password = "salaisuus",
        ReplyLimit = TimeSpan.FromSeconds(2),
        TransferLimit = TimeSpan.FromSeconds(2),
    };

    private static Task<Pop3Connection> OpenAsync(ScriptedPeer peer, Func<Pop3Settings, Pop3Settings>? change = null) =>
        Pop3Connection.OpenAsync((change ?? (s => s))(Settings(peer)), default);
}
