using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Options;
using Uutiset.Data;
using Uutiset.Mail.Pop3;
using Uutiset.Mailing;
using Uutiset.Mailing.Bounces;
using Uutiset.Subscribers;
using Uutiset.Tests.Mail;

namespace Uutiset.Tests.Mailing.Bounces;

/// <summary>The mailbox of the return path is in a real Dovecot.</summary>
public sealed class Pop3BoxTests(SqliteBounceNewsroom room) : IClassFixture<SqliteBounceNewsroom>, IAsyncLifetime
{
    private DovecotInstance dovecot = null!;

    public async ValueTask InitializeAsync() => dovecot = await DovecotInstance.StartAsync(1);

    public ValueTask DisposeAsync() => dovecot.DisposeAsync();

    [Fact]
    public async Task What_was_taken_is_deleted_and_what_is_no_report_stays_or_goes_aside()
    {
        var readers = await Reports.ContactsAsync(room, "pop", 2);
        var dispatch = await Reports.SentAsync(room, readers);
        foreach (var reader in readers) await dovecot.DeliverAsync(Returned.Dsn(Reports.TokenOf(room, await Reports.DeliveryAsync(room, dispatch, reader))));
        await dovecot.DeliverAsync(Returned.Personal());
        await dovecot.DeliverAsync(Returned.Unreadable());
        await dovecot.DeliverAsync(new byte[MailIntake.Limits.MaxBytes + 1]);
        var left = new LeftMail();

        Assert.Equal(2, await ReadAsync(OtherMail.Leave, left));
        Assert.Equal(0, await ReadAsync(OtherMail.Leave, left));

        Assert.Equal([ContactState.Bounced, ContactState.Bounced], [await Reports.StateAsync(room, readers[0]), await Reports.StateAsync(room, readers[1])]);
        Assert.Equal(3, await CountAsync());

        // Another process remembers nothing, and was told otherwise
        Assert.Equal(0, await ReadAsync(OtherMail.Aside, new LeftMail()));
        Assert.Equal(1, await CountAsync());
        var kept = Directory.GetFiles(Path.Combine(room.Folder, "bounces-aside")).Select(File.ReadAllText).ToList();
        Assert.Equal(2, kept.Count);
        Assert.Contains(kept, k => k.Contains("Terveisin Kalle", StringComparison.Ordinal));
    }

    private async Task<int> ReadAsync(OtherMail other, LeftMail left)
    {
        var certificate = Path.Combine(room.Folder, "dovecot.pem");
        await File.WriteAllTextAsync(certificate, dovecot.Certificate.ExportCertificatePem());
        var options = Options.Create(new MailOptions
        {
            Bounces = new BounceOptions
            {
                OtherMail = other,
                Pop3 = new BouncePop3Options { Host = DovecotInstance.Host, Port = dovecot.Pop3Port, Security = LineSecurity.StartTls, User = DovecotInstance.User, Password = DovecotInstance.Password, TrustedCertificate = certificate },
            },
        });
        Assert.Empty(options.Value.Bounces.Faults());
        await using var scope = room.Services.CreateAsyncScope();
        return await new Pop3Box(options, room.Services.GetRequiredService<IOptions<DataOptions>>(), scope.ServiceProvider.GetRequiredService<MailIntake>(), left, NullLogger<Pop3Box>.Instance).ReadAsync(CancellationToken.None);
    }

    private async Task<int> CountAsync()
    {
        await using var mailbox = await Pop3Connection.OpenAsync(new Pop3Settings { Host = DovecotInstance.Host, Port = dovecot.Pop3sPort, UserName = DovecotInstance.User, Password = DovecotInstance.Password, TrustedRoots = [dovecot.Certificate] }, default);
        return (await mailbox.ListAsync(100, default)).Count;
    }
}
