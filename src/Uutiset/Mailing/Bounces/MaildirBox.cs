using Microsoft.Extensions.Options;
using Uutiset.Mail;

namespace Uutiset.Mailing.Bounces;

/// <summary>
/// Reads the Maildir of the return path: what was taken moves from new to cur as if it had been read, what is no report stays or goes aside.
/// Nothing is ever deleted. Whoever is stopped between taking and moving takes it twice, which counts once.
/// </summary>
internal sealed class MaildirBox(IOptions<MailOptions> options, MailIntake intake, LeftMail left, ILogger<MaildirBox> logger)
{
    /// <summary>A folder within the Maildir, so that mail programs show it too (Maildir++).</summary>
    public const string Aside = ".uutiset-aside";
    private const int AtOnce = 1000;

    private static readonly string Seen = OperatingSystem.IsWindows() ? ";2,S" : ":2,S";

    /// <returns>How many were taken.</returns>
    public async Task<int> ReadAsync(CancellationToken ct)
    {
        if (options.Value.Bounces.Maildir is not { } maildir) return 0;
        var taken = 0;
        foreach (var file in Directory.EnumerateFiles(Path.Combine(maildir, "new")).Where(f => !left.Has(Path.GetFileName(f))).Order(StringComparer.Ordinal).Take(AtOnce).ToList())
        {
            ct.ThrowIfCancellationRequested();
            if (await TakeAsync(maildir, file, ct)) taken++;
        }
        return taken;
    }

    private async Task<bool> TakeAsync(string maildir, string file, CancellationToken ct)
    {
        var name = Path.GetFileName(file);
        try
        {
            var known = await TakeAsync(file, ct) is not Taken.Unknown;
            if (known) Move(file, Path.Combine(maildir, "cur"), name + Seen);
            else if (options.Value.Bounces.OtherMail == OtherMail.Aside) PutAside(maildir, file, name);
            else left.Add(name);
            return known;
        }
        catch (MailFormatException e)
        {
            // It would be tried for ever; somebody may still want to look at it
            logger.LogWarning("Mail {Name} in the bounce mailbox cannot be read and is put aside: {Reason}", name, e.Message);
            PutAside(maildir, file, name);
        }
        catch (FileNotFoundException)
        {
            // Somebody else reads the same mailbox
        }
        // One mail that this program stumbles over does not hold up the others; it is tried again at the next look
        catch (Exception e) when (!ct.IsCancellationRequested)
        {
            logger.LogError(e, "Mail {Name} in the bounce mailbox was not taken", name);
        }
        return false;
    }

    private async Task<Taken> TakeAsync(string file, CancellationToken ct)
    {
        if (new FileInfo(file).Length > MailIntake.Limits.MaxBytes) throw new MailFormatException("It is too large.");
        return await intake.TakeAsync(await File.ReadAllBytesAsync(file, ct), "maildir", ct);
    }

    private static void PutAside(string maildir, string file, string name)
    {
        // All three, or it would be no folder to others
        foreach (var part in new[] { "tmp", "new", "cur" }) Directory.CreateDirectory(Path.Combine(maildir, Aside, part));
        Move(file, Path.Combine(maildir, Aside, "new"), name);
    }

    private static void Move(string file, string folder, string name)
    {
        Directory.CreateDirectory(folder);
        File.Move(file, Path.Combine(folder, name));
    }
}
