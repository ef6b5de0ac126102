using System.Text;
using Uutiset.Mail;
using Uutiset.Mail.Reading;
using Uutiset.Mail.Smtp;

namespace Uutiset.Tests.Mail;

/// <summary>What a real Postfix makes of what we ask it for, and our reading of what comes back.</summary>
public sealed class ReportsAgainstPostfixTests(PostfixFixture fixture) : IClassFixture<PostfixFixture>
{
    private readonly PostfixInstance _postfix = fixture.Postfix;

    [Fact]
    public async Task A_bounce_comes_back_to_the_token_with_our_id_and_the_address_we_wrote_to()
    {
        var envelope = new Envelope(Mailbox.Create("b+bouncetoken@example.fi"), Mailbox.Create("liisa+a=b@elsewhere.example")) { EnvelopeId = "d.12+=x y" };

        Assert.IsType<SendOutcome.Accepted>(await SendAsync(envelope, Sample.Plain()));
        var mail = await ArrivedAsync("b+bouncetoken@example.fi");

        var bounce = Assert.IsType<IncomingMail.Bounce>(new IncomingMailReader(new ReturnAddresses("example.fi")).Read(mail));
        Assert.Equal(["bouncetoken"], bounce.BounceTokens);
        Assert.Equal(("d.12+=x y", "plain.1@example.fi"), (bounce.Report.EnvelopeId, bounce.Report.ReturnedMessageId));
        var recipient = Assert.Single(bounce.Report.Recipients);
        Assert.True(recipient is { Action: DeliveryAction.Failed, Status.Class: 5, OriginalRecipient: "liisa+a=b@elsewhere.example" }, recipient.ToString());
        // RET=HDRS: the header came back and not the text
        Assert.DoesNotContain("\nHei.\n", Encoding.UTF8.GetString(mail), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_mail_to_an_address_with_letters_of_its_own_arrives_with_the_address_in_its_header()
    {
        var message = Sample.Bulletin().Compile();
        var reader = Mailbox.CreateUtf8("äiti@example.fi");

        var outcome = await SendAsync(new Envelope(Mailbox.Create("b+token1@example.org"), reader), message.Fill(Sample.Values(message, reader)));

        Assert.IsType<SendOutcome.Accepted>(outcome);
        var stored = Encoding.UTF8.GetString(await ArrivedAsync("äiti@example.fi"));
        Assert.Contains("\nTo: äiti@example.fi\n", stored, StringComparison.Ordinal);
    }

    // Several addresses share one Maildir
    private async Task<byte[]> ArrivedAsync(string address)
    {
        for (var count = 1; ;)
        {
            var mails = await _postfix.WaitForMail(address, count);
            if (mails.FirstOrDefault(m => Encoding.UTF8.GetString(m).Contains("\nDelivered-To: " + address, StringComparison.Ordinal)) is { } mail)
            {
                return mail;
            }
            count = mails.Count + 1;
        }
    }

    private async Task<SendOutcome> SendAsync(Envelope envelope, byte[] message)
    {
        await using var connection = await SmtpConnection.OpenAsync(
            new SmtpSettings { Host = PostfixInstance.Host, Port = _postfix.Port, TrustedRoots = [_postfix.Certificate], HelloName = "uutiset.example.fi" }, TimeProvider.System, default);
        return await connection.SendAsync(envelope, message, _ => Task.CompletedTask, default);
    }
}
