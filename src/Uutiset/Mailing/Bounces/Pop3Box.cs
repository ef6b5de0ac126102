using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using Microsoft.Extensions.Options;
using Uutiset.Data;
using Uutiset.Mail;
using Uutiset.Mail.Pop3;

namespace Uutiset.Mailing.Bounces;

/// <summary>
/// Empties the mailbox of the return path by POP3: what was taken is deleted, what is no report stays or is put aside in the data folder. A
/// line that is lost before QUIT deletes nothing, and what comes again counts once.
/// </summary>
internal sealed class Pop3Box(IOptions<MailOptions> options, IOptions<DataOptions> data, MailIntake intake, LeftMail left, ILogger<Pop3Box> logger)
{
    private const int MostListed = 100_000;
    private const int AtOnce = 500;

    public string Aside => data.Value.InFolder("bounces-aside");

    /// <returns>How many were taken.</returns>
    /// <exception cref="Pop3Exception">The mailbox could not be read.</exception>
    public async Task<int> ReadAsync(CancellationToken ct)
    {
        if (options.Value.Bounces.Pop3 is not { } box) return 0;
        var taken = 0;
        await using var connection = await Pop3Connection.OpenAsync(SettingsOf(box), ct);
        foreach (var mail in (await connection.ListAsync(MostListed, ct)).Where(m => !left.Has(m.Uid)).Take(AtOnce))
        {
            if (await connection.FetchAsync(mail, MailIntake.Limits.MaxBytes, ct) is not { } bytes)
            {
                logger.LogWarning("Mail {Uid} in the bounce mailbox has {Size} octets and is left there", mail.Uid, mail.Size);
                left.Add(mail.Uid);
                continue;
            }
            if (await TakeAsync(bytes, mail, ct) is not { } known) continue;
            if (known) taken++;
            else if (options.Value.Bounces.OtherMail == OtherMail.Aside) await PutAsideAsync(bytes, ct);
            else
            {
                left.Add(mail.Uid);
                continue;
            }
            await connection.DeleteAsync(mail, ct);
        }
        await connection.QuitAsync(ct);
        return taken;
    }

    /// <returns>False: no report. Null: this program stumbled over it, and tries again at the next look.</returns>
    private async Task<bool?> TakeAsync(byte[] bytes, Pop3Mail mail, CancellationToken ct)
    {
        try
        {
            return await intake.TakeAsync(bytes, "pop3", ct) is not Taken.Unknown;
        }
        catch (MailFormatException e)
        {
            logger.LogWarning("Mail {Uid} in the bounce mailbox cannot be read: {Reason}", mail.Uid, e.Message);
            return false;
        }
        catch (Exception e) when (!ct.IsCancellationRequested)
        {
            logger.LogError(e, "Mail {Uid} in the bounce mailbox was not taken", mail.Uid);
            return null;
        }
    }

    private async Task PutAsideAsync(byte[] bytes, CancellationToken ct)
    {
        Directory.CreateDirectory(Aside);
        // The same mail fetched again is the same file
        await File.WriteAllBytesAsync(Path.Combine(Aside, Convert.ToHexStringLower(SHA256.HashData(bytes)) + ".eml"), bytes, ct);
    }

    private static Pop3Settings SettingsOf(BouncePop3Options box) => new()
    {
        Host = box.Host,
        Port = box.EffectivePort,
        Security = box.Security switch { LineSecurity.Tls => Pop3Security.Implicit, LineSecurity.StartTls => Pop3Security.StartTls, _ => Pop3Security.None },
        UserName = box.User,
        Password = box.Password,
        TrustedRoots = box.TrustedCertificate is { } file ? [X509CertificateLoader.LoadCertificateFromFile(file)] : null,
    };
}
