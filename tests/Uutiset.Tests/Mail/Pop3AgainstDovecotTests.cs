using System.Text;
using Uutiset.Mail.Pop3;

namespace Uutiset.Tests.Mail;

public sealed class Pop3AgainstDovecotTests : IAsyncLifetime
{
    private DovecotInstance _dovecot = null!;

    public async ValueTask InitializeAsync() => _dovecot = await DovecotInstance.StartAsync(1);

    public ValueTask DisposeAsync() => _dovecot.DisposeAsync();

    [Fact]
    public async Task Mails_come_as_they_were_delivered_and_go_when_the_session_ends_well()
    {
        const string Dots = "Subject: a\r\n\r\n.\r\n..\r\n.x\r\nloppu\r\n";
        var large = "Subject: b\r\n\r\n" + new string('x', 30_000) + "\r\n" + string.Concat(Enumerable.Repeat("rivi ääkkösin\r\n", 5000));
        foreach (var mail in new[] { Dots, large, "Subject: c\r\n\r\n" })
        {
            await _dovecot.DeliverAsync(Encoding.UTF8.GetBytes(mail.ReplaceLineEndings("\n")));
        }

        await using (var mailbox = await OpenAsync())
        {
            var mails = await mailbox.ListAsync(100, default);
            Assert.Equal([1, 2, 3], mails.Select(m => m.Number));
            Assert.Equal(3, mails.Select(m => m.Uid).OfType<string>().Distinct().Count());
            Assert.Equal(Encoding.UTF8.GetByteCount(large), mails[1].Size);
            Assert.Equal(Dots, await TextAsync(mailbox, mails[0]));
            Assert.Equal(large, await TextAsync(mailbox, mails[1]));
            Assert.Null(await mailbox.FetchAsync(mails[1], 50_000, default));
            Assert.Equal("Subject: c\r\n\r\n", await TextAsync(mailbox, mails[2]));
            await mailbox.DeleteAsync(mails[0], default);
        }

        // No QUIT: all are still there, under the same names
        await using var again = await OpenAsync();
        var still = await again.ListAsync(2, default);
        Assert.Equal([1, 2], still.Select(m => m.Number));
        await again.DeleteAsync(still[0], default);
        await again.QuitAsync(default);
        Assert.False(again.IsUsable);

        await using var last = await OpenAsync();
        var left = await last.ListAsync(100, default);
        Assert.Equal(still[1].Uid, left[0].Uid);
        Assert.Equal(2, left.Count);
        var refused = await Assert.ThrowsAsync<Pop3Exception>(() => last.FetchAsync(new Pop3Mail(17, 1, null), 1000, default));
        Assert.False(refused.IsConfiguration);
        await Assert.ThrowsAsync<ObjectDisposedException>(() => last.ListAsync(1, default));
    }

    [Fact]
    public async Task A_certificate_that_nobody_trusts_is_a_fault_of_the_configuration()
    {
        var refused = await Assert.ThrowsAsync<Pop3Exception>(() => Pop3Connection.OpenAsync(Settings() with { TrustedRoots = null }, default));
        Assert.True(refused.IsConfiguration);
    }

    private static async Task<string> TextAsync(Pop3Connection mailbox, Pop3Mail mail) => Encoding.UTF8.GetString((await mailbox.FetchAsync(mail, 1_000_000, default))!);

    private Task<Pop3Connection> OpenAsync() => Pop3Connection.OpenAsync(Settings(), default);

    private Pop3Settings Settings() => new()
    {
        Host = DovecotInstance.Host,
        Port = _dovecot.Pop3sPort,
        UserName = DovecotInstance.User,
        Password = DovecotInstance.Password,
        TrustedRoots = [_dovecot.Certificate],
    };
}
