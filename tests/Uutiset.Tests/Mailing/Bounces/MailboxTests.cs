using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Options;
using Uutiset.Mailing;
using Uutiset.Mailing.Bounces;
using Uutiset.Subscribers;

namespace Uutiset.Tests.Mailing.Bounces;

public abstract class MailboxTests(IBounceNewsroom newsroom)
{
    private readonly Newsroom room = newsroom.Room;

    [Fact]
    public async Task Reports_are_taken_and_read_and_all_other_mail_stays_where_it_is()
    {
        var readers = await Reports.ContactsAsync(room, "maildir", 3);
        var dispatch = await Reports.SentAsync(room, readers);
        var tokens = new List<string>();
        foreach (var reader in readers) tokens.Add(Reports.TokenOf(room, await Reports.DeliveryAsync(room, dispatch, reader)));
        Deliver("1.bounce", Returned.Dsn(tokens[0]));
        Deliver("2.same", Returned.Dsn(tokens[0]));
        Deliver("3.complaint", Returned.Complaint(tokens[1]));
        Deliver("4.not-spam", Returned.Complaint(tokens[2], "not-spam"));
        Deliver("5.delayed", Returned.Dsn(tokens[2], "delayed", "4.4.1"));
        Deliver("6.forged", Returned.Dsn("abcdefghijklmnopqrstuvwxyz234567"));
        Deliver("7.person", Returned.Personal());
        Deliver("8.bomb", Returned.Unreadable());
        Deliver("9.huge", new byte[MailIntake.Limits.MaxBytes + 1]);

        await LookAsync();
        await LookAsync();

        Assert.Equal(["1.bounce:2,S", "2.same:2,S", "3.complaint:2,S", "4.not-spam:2,S", "5.delayed:2,S"], Names("cur"));
        Assert.Equal(["6.forged", "7.person"], Names("new"));
        Assert.Equal(["8.bomb", "9.huge"], Names(Path.Combine(MaildirBox.Aside, "new")));
        Assert.Equal([ContactState.Bounced, ContactState.Suppressed, ContactState.Confirmed], [await Reports.StateAsync(room, readers[0]), await Reports.StateAsync(room, readers[1]), await Reports.StateAsync(room, readers[2])]);
        Assert.Equal(["maildir", "maildir"], await room.InDbAsync(db => db.Bounces.Where(b => b.DispatchId == dispatch).Select(b => b.Source).ToListAsync()));
    }

    [Fact]
    public async Task A_report_without_the_token_is_found_by_the_envelope_id_and_other_mail_goes_aside_where_the_settings_say_so()
    {
        var maildir = Directory.CreateTempSubdirectory("uutiset-maildir-").FullName;
        foreach (var part in new[] { "new", "cur", "tmp" }) Directory.CreateDirectory(Path.Combine(maildir, part));
        var reader = (await Reports.ContactsAsync(room, "aside", 1))[0];
        var dispatch = await Reports.SentAsync(room, [reader]);
        var token = Reports.TokenOf(room, await Reports.DeliveryAsync(room, dispatch, reader));
        await File.WriteAllBytesAsync(Path.Combine(maildir, "new", "1"), Returned.Dsn(null, envelopeId: token));
        await File.WriteAllBytesAsync(Path.Combine(maildir, "new", "2"), Returned.Personal());

        await using var scope = room.Services.CreateAsyncScope();
        var options = Options.Create(new MailOptions { Bounces = new BounceOptions { Maildir = maildir, OtherMail = OtherMail.Aside } });
        var box = new MaildirBox(options, scope.ServiceProvider.GetRequiredService<MailIntake>(), new LeftMail(), NullLogger<MaildirBox>.Instance);
        Assert.Equal(1, await box.ReadAsync(CancellationToken.None));

        Assert.Equal("bounced", await Reports.ReasonAsync(room, reader));
        Assert.Empty(Directory.GetFiles(Path.Combine(maildir, "new")));
        Assert.Equal(["2"], Directory.GetFiles(Path.Combine(maildir, MaildirBox.Aside, "new")).Select(Path.GetFileName));
        Directory.Delete(maildir, recursive: true);
    }

    private void Deliver(string name, byte[] mail) => File.WriteAllBytes(Path.Combine(newsroom.Maildir, "new", name), mail);

    private IEnumerable<string?> Names(string folder) => Directory.GetFiles(Path.Combine(newsroom.Maildir, folder)).Select(Path.GetFileName).Order(StringComparer.Ordinal);

    private async Task LookAsync()
    {
        await using var scope = room.Services.CreateAsyncScope();
        await scope.ServiceProvider.GetRequiredService<Mailboxes>().LookAsync(CancellationToken.None);
    }

    public sealed class OnSqlite(SqliteBounceNewsroom newsroom) : MailboxTests(newsroom), IClassFixture<SqliteBounceNewsroom>;

    public sealed class OnPostgres(PostgresBounceNewsroom newsroom) : MailboxTests(newsroom), IClassFixture<PostgresBounceNewsroom>;
}
