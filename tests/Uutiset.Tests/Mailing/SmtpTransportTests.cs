using Uutiset.Mailing;

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
        await using var transport = new SmtpTransport(server, TimeProvider.System);
        var mail = new OutgoingMail(1, DateTime.UnixEpoch, "b@example.org", "lukija@example.fi", "token", "Subject: x\r\n\r\nx\r\n"u8.ToArray());
        await using var line = transport.OpenLine();
        Assert.True(Assert.IsType<SendResult.ServerFault>(await line.AnnounceAsync(mail, CancellationToken.None)).NeedsHelp);
    }
}
