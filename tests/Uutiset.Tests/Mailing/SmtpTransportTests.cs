using System.Text;
using Uutiset.Mailing;
using Uutiset.Tests.Mail;

namespace Uutiset.Tests.Mailing;

public sealed class SmtpTransportTests
{
    [Theory]
    [InlineData("mail.example.org", "mail.example.org")]
    [InlineData("mail_node", "localhost")]
    [InlineData("10.0.0.7", "localhost")]
    [InlineData("", "localhost")]
    public void A_machine_greets_by_a_name_that_may_stand_in_EHLO(string machine, string greeted) => Assert.Equal(greeted, SmtpTransport.HelloNameOf(machine));

    [Fact]
    public async Task Credentials_that_cannot_go_on_a_line_stop_the_bulletin_and_reject_nobody()
    {
        var server = new MailServerOptions { Host = "127.0.0.1", Port = Peers.FreePort(), Security = LineSecurity.None, User = "uutiset\u0001", Password = "x" };
        Assert.True(Assert.IsType<SendResult.ServerFault>(await AnnounceAsync(server)).NeedsHelp);
    }

    [Fact]
    public async Task A_token_is_read_anew_at_each_login_and_without_it_the_bulletin_stops()
    {
        var file = Path.GetTempFileName();
        var server = new MailServerOptions { Host = "127.0.0.1", Security = LineSecurity.None, User = "uutiset@example.fi", TokenFile = file };
        foreach (var token in new[] { "eka", "toka" })
        {
            await File.WriteAllTextAsync(file, token + "\n");
            var login = Convert.ToBase64String(Encoding.UTF8.GetBytes($"user=uutiset@example.fi\u0001auth=Bearer {token}\u0001\u0001"));
            await using var peer = new ScriptedPeer(
                $"S: 220 a\nC: EHLO *\nS: 250-a\nS: 250 AUTH XOAUTH2\nC: AUTH XOAUTH2 {login}\nS: 235 2.7.0 Ok\nC: MAIL *\nS: 250 ok\nC: RCPT *\nS: 250 ok\nC: DATA\nS: 354 go");
            server.Port = peer.Port;
            Assert.Null(await AnnounceAsync(server));
        }
        // In the moment between its emptying and its writing nobody is logged in with nothing
        await File.WriteAllTextAsync(file, "");
        var login3 = Convert.ToBase64String(Encoding.UTF8.GetBytes("user=uutiset@example.fi\u0001auth=Bearer kolmas\u0001\u0001"));
        await using (var peer = new ScriptedPeer(
            $"S: 220 a\nC: EHLO *\nS: 250-a\nS: 250 AUTH XOAUTH2\nC: AUTH XOAUTH2 {login3}\nS: 235 2.7.0 Ok\nC: MAIL *\nS: 250 ok\nC: RCPT *\nS: 250 ok\nC: DATA\nS: 354 go"))
        {
            server.Port = peer.Port;
            var announced = AnnounceAsync(server);
            await Task.Delay(300);
            await File.WriteAllTextAsync(file, "kolmas\n");
            Assert.Null(await announced);
        }
        File.Delete(file);
        await using var last = new ScriptedPeer("S: 220 a\nC: EHLO *\nS: 250-a\nS: 250 AUTH XOAUTH2");
        server.Port = last.Port;
        Assert.True(Assert.IsType<SendResult.ServerFault>(await AnnounceAsync(server)).NeedsHelp);
    }

    private static async Task<SendResult?> AnnounceAsync(MailServerOptions server)
    {
        await using var transport = new SmtpTransport(server, TimeProvider.System);
        var mail = new OutgoingMail(1, DateTime.UnixEpoch, "b@example.org", "lukija@example.fi", "token", "Subject: x\r\n\r\nx\r\n"u8.ToArray());
        await using var line = transport.OpenLine();
        var refused = await line.AnnounceAsync(mail, CancellationToken.None);
        line.Abandon();
        return refused;
    }
}
