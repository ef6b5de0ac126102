using Uutiset.Mail.Pop3;
using Uutiset.Mail.Smtp;

namespace Uutiset.Tests.Mail;

/// <summary>Logins that a real server checks: SCRAM with its proof in both directions, and access tokens whose signature it verifies.</summary>
public sealed class SaslAgainstDovecotTests(DovecotFixture fixture) : IClassFixture<DovecotFixture>
{
    private readonly DovecotInstance _dovecot = fixture.Dovecot;

    [Fact]
    public async Task A_message_goes_out_after_a_login_by_Scram_inside_StartTls()
    {
        List<string> log = [];
        await using var connection = await SmtpConnection.OpenAsync(Smtp() with { Log = l => log.Add(l.Text) }, TimeProvider.System, default);

        var outcome = await connection.SendAsync(Sample.EnvelopeTo("reader1@example.fi"), Sample.Plain(), _ => Task.CompletedTask, default);

        Assert.IsType<SendOutcome.Accepted>(outcome);
        Assert.StartsWith("Tls1", connection.Tls, StringComparison.Ordinal);
        Assert.Contains("AUTH SCRAM-SHA-256 ****", log);
        Assert.Single(fixture.Sink.Accepted, m => m.Recipient == "reader1@example.fi");
    }

    [Fact]
    public async Task A_message_goes_out_after_a_login_by_token()
    {
        await using var connection = await SmtpConnection.OpenAsync(Smtp() with { Password = null, AccessToken = _ => ValueTask.FromResult(DovecotInstance.Token()) }, TimeProvider.System, default);

        Assert.IsType<SendOutcome.Accepted>(await connection.SendAsync(Sample.EnvelopeTo("reader2@example.fi"), Sample.Plain(), _ => Task.CompletedTask, default));
    }

    [Theory]
    [InlineData("salaisuus", null)]
    [InlineData("", null)]
    [InlineData(null, "a-key-of-somebody-else-that-signs-tokens")]
    public async Task A_wrong_password_and_a_forged_token_are_refused_and_somebody_must_change_a_setting(string? password, string? key)
    {
        var settings = Smtp() with { Password = password, AccessToken = key is null ? null : _ => ValueTask.FromResult(DovecotInstance.Token(key)) };
        var fault = (await Assert.ThrowsAsync<SmtpServerException>(() => SmtpConnection.OpenAsync(settings, TimeProvider.System, default))).Fault;
        Assert.True(fault is { Stage: SmtpStage.Authentication, IsConfiguration: true, Reply.Code: 535 }, fault.ToString());
    }

    [Theory]
    [InlineData(Pop3Security.Implicit, false)]
    [InlineData(Pop3Security.StartTls, false)]
    [InlineData(Pop3Security.StartTls, true)]
    [InlineData(Pop3Security.None, false)]
    public async Task A_mailbox_opens_by_Scram_and_by_token(Pop3Security security, bool token)
    {
        List<string> log = [];
        var settings = Pop3(security) with { Log = l => log.Add(l.Text), AccessToken = token ? _ => ValueTask.FromResult(DovecotInstance.Token()) : null };
        await using var mailbox = await Pop3Connection.OpenAsync(settings, default);
        await mailbox.QuitAsync(default);
        Assert.Contains(log, l => l.StartsWith(token ? "AUTH XOAUTH2" : "AUTH SCRAM-SHA-256 ****", StringComparison.Ordinal));
        Assert.DoesNotContain(log, l => l.Contains("salaisuus", StringComparison.Ordinal) || l.Length > 300);
    }

    [Theory]
    [InlineData("salaisuus", null)]
    [InlineData(null, "a-key-of-somebody-else-that-signs-tokens")]
    public async Task A_mailbox_stays_closed_to_a_wrong_password_and_a_forged_token(string? password, string? key)
    {
        var settings = Pop3(Pop3Security.Implicit) with { Password = password, AccessToken = key is null ? null : _ => ValueTask.FromResult(DovecotInstance.Token(key)) };
        Assert.True((await Assert.ThrowsAsync<Pop3Exception>(() => Pop3Connection.OpenAsync(settings, default))).IsConfiguration);
    }

    private SmtpSettings Smtp() => new()
    {
        Host = DovecotInstance.Host,
        Port = _dovecot.SubmissionPort,
        UserName = DovecotInstance.User,
        Password = DovecotInstance.Password,
        TrustedRoots = [_dovecot.Certificate],
    };

    private Pop3Settings Pop3(Pop3Security security) => new()
    {
        Host = DovecotInstance.Host,
        Port = security == Pop3Security.Implicit ? _dovecot.Pop3sPort : _dovecot.Pop3Port,
        Security = security,
        UserName = DovecotInstance.User,
        Password = DovecotInstance.Password,
        TrustedRoots = [_dovecot.Certificate],
    };
}
