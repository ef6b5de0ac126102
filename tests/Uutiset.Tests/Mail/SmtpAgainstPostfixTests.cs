using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using System.Text;
using Uutiset.Mail;
using Uutiset.Mail.Dkim;
using Uutiset.Mail.Smtp;

namespace Uutiset.Tests.Mail;

public sealed class SmtpAgainstPostfixTests(PostfixFixture fixture) : IClassFixture<PostfixFixture>
{
    private static readonly Func<CancellationToken, Task> Nothing = _ => Task.CompletedTask;
    private readonly PostfixInstance _postfix = fixture.Postfix;

    [Fact]
    public async Task Postfix_delivers_over_StartTls_what_we_wrote_byte_for_byte()
    {
        var message = Sample.Bulletin().Compile();
        var bytes = message.Fill(Sample.Values(message, Mailbox.Create("reader101@example.fi", "Äijälä, Liisa")));
        await using var connection = await SmtpConnection.OpenAsync(Settings(), TimeProvider.System, default);

        var outcome = await connection.SendAsync(Sample.EnvelopeTo("reader101@example.fi"), bytes, Nothing, default);

        var accepted = Assert.IsType<SendOutcome.Accepted>(outcome);
        Assert.Contains("queued as", accepted.Reply.ToString(), StringComparison.Ordinal);
        Assert.StartsWith("Tls1", connection.Tls, StringComparison.Ordinal);
        var stored = Encoding.ASCII.GetString((await _postfix.WaitForMail("reader101@example.fi"))[0]);
        Assert.Contains("Return-Path: <b+token1@example.org>", stored, StringComparison.Ordinal);
        Assert.EndsWith(Encoding.ASCII.GetString(bytes).ReplaceLineEndings("\n"), stored, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Fifty_readers_get_one_mail_each_over_one_kept_connection_with_overlapping_messages()
    {
        var message = Sample.Bulletin().Compile();
        var mails = Enumerable.Range(1, 50).Select(n => $"reader{n}@example.fi")
            .Select(a => (Envelope: Sample.EnvelopeTo(a), Bytes: message.Fill(Sample.Values(message, Mailbox.Create(a))))).ToList();
        await using var connection = await SmtpConnection.OpenAsync(Settings(), TimeProvider.System, default);

        Assert.Null(await connection.StartAsync(mails[0].Envelope, mails[0].Bytes.Length, default));
        for (var i = 0; i < mails.Count; i++)
        {
            var next = i + 1 < mails.Count ? new NextMessage(mails[i + 1].Envelope, mails[i + 1].Bytes.Length) : null;
            var sent = await connection.TransmitAsync(mails[i].Bytes, next, default);
            Assert.IsType<SendOutcome.Accepted>(sent.Outcome);
            Assert.Equal(next is not null, sent.NextStarted);
        }

        foreach (var (envelope, _) in mails)
        {
            Assert.Single(await _postfix.WaitForMail(envelope.Recipient.Address));
        }
    }

    [Fact]
    public async Task A_signed_bulletin_is_still_valid_after_Postfix_has_carried_it()
    {
        using var key = RSA.Create(2048);
        using var signer = DkimSigner.Create("example.fi", "uutiset2027", key.ExportPkcs8PrivateKeyPem());
        await using var connection = await SmtpConnection.OpenAsync(Settings(), TimeProvider.System, default);
        foreach (var bulletin in RandomBulletin.Make(20))
        {
            Assert.IsType<SendOutcome.Accepted>(await connection.SendAsync(Sample.EnvelopeTo("reader105@example.fi"), signer.SignToArray(bulletin.Message), Nothing, default));
        }

        var stored = await _postfix.WaitForMail("reader105@example.fi", 20);
        var verdicts = await DkimVerifiers.VerifyAsync(signer, [.. stored.Select(m => Encoding.ASCII.GetBytes(Encoding.ASCII.GetString(m).ReplaceLineEndings("\r\n")))]);

        Assert.All(verdicts, v => Assert.Equal((true, true), v));
    }

    [Fact]
    public async Task Refused_recipients_are_told_apart_and_the_connection_goes_on()
    {
        var bytes = Sample.Plain();
        await using var connection = await SmtpConnection.OpenAsync(Settings(), TimeProvider.System, default);

        var full = await connection.SendAsync(Sample.EnvelopeTo("full@example.fi"), bytes, Nothing, default);
        var gone = await connection.SendAsync(Sample.EnvelopeTo("gone@example.fi"), bytes, Nothing, default);
        var reader = await connection.SendAsync(Sample.EnvelopeTo("reader102@example.fi"), bytes, Nothing, default);

        Assert.False(Assert.IsType<SendOutcome.Refused>(full).IsPermanent);
        var refused = Assert.IsType<SendOutcome.Refused>(gone);
        Assert.True(refused.IsPermanent);
        Assert.Equal(new EnhancedStatus(5, 1, 1), refused.Reply.Enhanced);
        Assert.IsType<SendOutcome.Accepted>(reader);
        Assert.Single(await _postfix.WaitForMail("reader102@example.fi"));
    }

    [Fact]
    public async Task When_the_intent_cannot_be_committed_nothing_is_delivered()
    {
        await using var connection = await SmtpConnection.OpenAsync(Settings(), TimeProvider.System, default);

        await Assert.ThrowsAsync<InvalidOperationException>(() => connection.SendAsync(
            Sample.EnvelopeTo("reader103@example.fi"), Sample.Plain(), _ => throw new InvalidOperationException("disk full"), default));

        Assert.False(connection.IsUsable);
        await using var second = await SmtpConnection.OpenAsync(Settings(), TimeProvider.System, default);
        await second.SendAsync(Sample.EnvelopeTo("reader104@example.fi"), Sample.Plain(), Nothing, default);
        await _postfix.WaitForMail("reader104@example.fi");
        Assert.Empty(_postfix.MailOf("reader103@example.fi"));
    }

    [Fact]
    public async Task A_certificate_that_nobody_trusts_is_a_fault_of_the_configuration()
    {
        var settings = Settings() with { TrustedRoots = null };

        var refused = await Assert.ThrowsAsync<SmtpServerException>(() => SmtpConnection.OpenAsync(settings, TimeProvider.System, default));

        Assert.Equal(SmtpStage.Tls, refused.Fault.Stage);
        Assert.True(refused.Fault.IsConfiguration);
    }

    private SmtpSettings Settings() => new()
    {
        Host = PostfixInstance.Host,
        Port = _postfix.Port,
        TrustedRoots = new X509Certificate2Collection(_postfix.Certificate),
        HelloName = "uutiset.example.fi",
    };
}
