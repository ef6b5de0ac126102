using System.Diagnostics;
using System.Globalization;
using System.Net.Sockets;
using System.Security.Cryptography.X509Certificates;
using System.Text;

namespace Uutiset.Tests.Mail;

/// <summary>
/// A private, real Postfix on a loopback port: STARTTLS with a certificate of its own, Maildirs for <c>reader1..reader200@example.fi</c>
/// and for the addresses given, one catch-all Maildir for the rest of example.fi. <c>full@</c> is answered 452, <c>gone@</c> 550;
/// mail to any other domain is taken and comes back as a report, of <c>gone.example</c> that there is no such mailbox. Nothing leaves the machine. Postfix's master needs root: an ordinary user starts it with sudo.
/// </summary>
public sealed class PostfixInstance : IAsyncDisposable
{
    private readonly string _folder;

    private PostfixInstance(string folder, int port, X509Certificate2 certificate)
    {
        _folder = folder;
        Port = port;
        Certificate = certificate;
    }

    public const string Host = "127.0.0.1";

    public int Port { get; }

    /// <summary>Trust this one: it is its own root, valid for 127.0.0.1 and localhost.</summary>
    public X509Certificate2 Certificate { get; }

    /// <summary>The same as a PEM file, for settings that name a file.</summary>
    public string CertificatePath => Path.Combine(_folder, "certificate.pem");

    public string LogPath => Path.Combine(_folder, "mail.log");

    public static async Task<PostfixInstance> StartAsync(params string[] addresses)
    {
        if (!File.Exists("/usr/sbin/postfix"))
        {
            throw new InvalidOperationException("Postfix is missing. Install it: apt-get install -y postfix");
        }
        await Peers.RequireRootAsync("Postfix's master");
        var folder = Directory.CreateTempSubdirectory("uutiset-postfix-").FullName;
        var postfix = new PostfixInstance(folder, Peers.FreePort(), LoopbackCertificate.Make());
        try
        {
            await postfix.WriteConfigurationAsync(addresses);
            await Peers.AsRootAsync("/usr/sbin/postfix", "-c", Path.Combine(folder, "etc"), "start");
            await postfix.WaitForGreetingAsync();
            return postfix;
        }
        catch (Exception e)
        {
            var log = File.Exists(postfix.LogPath) ? await File.ReadAllTextAsync(postfix.LogPath) : "";
            await postfix.DisposeAsync();
            throw new InvalidOperationException($"Postfix did not start: {e.Message}\n{log}", e);
        }
    }

    /// <summary>The Maildir of an address; unlisted addresses of example.fi share <c>catch-all</c>.</summary>
    public string MaildirOf(string address)
    {
        var own = Path.Combine(_folder, "maildirs", address.Split('@')[0]);
        return Directory.Exists(own) ? own : Path.Combine(_folder, "maildirs", "catch-all");
    }

    /// <summary>What has been delivered to an address so far, oldest first, as stored (LF line ends, trace headers on top).</summary>
    public IReadOnlyList<byte[]> MailOf(string address)
    {
        var arrived = new DirectoryInfo(Path.Combine(MaildirOf(address), "new"));
        return arrived.Exists ? [.. arrived.GetFiles().OrderBy(f => f.LastWriteTimeUtc).Select(f => File.ReadAllBytes(f.FullName))] : [];
    }

    /// <summary>Waits until an address has at least <paramref name="count"/> mails.</summary>
    public async Task<IReadOnlyList<byte[]>> WaitForMail(string address, int count = 1, TimeSpan? timeout = null)
    {
        var waited = Stopwatch.StartNew();
        while (true)
        {
            var mails = MailOf(address);
            if (mails.Count >= count)
            {
                return mails;
            }
            if (waited.Elapsed > (timeout ?? TimeSpan.FromSeconds(30)))
            {
                throw new TimeoutException($"{address} got {mails.Count} of {count} mails.\n{await File.ReadAllTextAsync(LogPath)}");
            }
            await Task.Delay(50);
        }
    }

    public async ValueTask DisposeAsync()
    {
        if (File.Exists(Path.Combine(_folder, "queue", "pid", "master.pid")))
        {
            // Ends the master named in that file and waits for it. .NET cannot read the file: the master holds a lock on it.
            await Peers.AsRootAsync("/usr/sbin/postfix", "-c", Path.Combine(_folder, "etc"), "stop");
        }
        Certificate.Dispose();
        await Peers.AsRootAsync("/bin/rm", "-rf", "--", _folder);
    }

    private async Task WriteConfigurationAsync(string[] addresses)
    {
        var etc = Path.Combine(_folder, "etc");
        var maildirs = Path.Combine(_folder, "maildirs");
        foreach (var folder in new[] { etc, maildirs, Path.Combine(_folder, "queue"), Path.Combine(_folder, "data") })
        {
            Directory.CreateDirectory(folder);
        }
        await File.WriteAllTextAsync(CertificatePath, Certificate.ExportCertificatePem());
        using (var key = Certificate.GetRSAPrivateKey()!)
        {
            await File.WriteAllTextAsync(Path.Combine(_folder, "key.pem"), key.ExportPkcs8PrivateKeyPem());
        }
        var mailboxes = new StringBuilder();
        foreach (var address in addresses.Concat(Enumerable.Range(1, 200).Select(n => $"reader{n}@example.fi")).Distinct())
        {
            var name = address.Split('@')[0];
            mailboxes.Append(CultureInfo.InvariantCulture, $"{address} {name}/\n");
            Directory.CreateDirectory(Path.Combine(maildirs, name));
        }
        mailboxes.Append("@example.fi catch-all/\n");
        await File.WriteAllTextAsync(Path.Combine(etc, "mailboxes"), mailboxes.ToString());
        await File.WriteAllTextAsync(Path.Combine(etc, "access"), "full@example.fi 452 4.2.2 Mailbox is full\ngone@example.fi 550 5.1.1 No such mailbox\n");
        // virtual(8) never delivers as root, and what it delivers only its user can read
        var reader = await Peers.OrdinaryUserAsync();
        await File.WriteAllTextAsync(Path.Combine(etc, "main.cf"), PostfixConfiguration.MainCf(_folder, reader));
        await File.WriteAllTextAsync(Path.Combine(etc, "master.cf"), PostfixConfiguration.MasterCf(Port));
        // Made here, so that it stays readable for who runs the tests
        await File.WriteAllTextAsync(LogPath, "");
        // The folder is made 0700; the daemons run as postfix and trust only what root owns
        await Peers.AsRootAsync("/bin/chmod", "755", _folder);
        await Peers.AsRootAsync("/bin/chown", "-R", reader + ":" + reader, maildirs);
        await Peers.AsRootAsync("/bin/chown", "-R", "root:root", etc, Path.Combine(_folder, "queue"));
        await Peers.AsRootAsync("/bin/chown", "postfix", Path.Combine(_folder, "data"));
    }

    private async Task WaitForGreetingAsync()
    {
        var waited = Stopwatch.StartNew();
        while (true)
        {
            try
            {
                using var client = new TcpClient();
                await client.ConnectAsync(Host, Port);
                using var reader = new StreamReader(client.GetStream());
                Assert.StartsWith("220", await reader.ReadLineAsync(), StringComparison.Ordinal);
                return;
            }
            catch (SocketException) when (waited.Elapsed < TimeSpan.FromSeconds(15))
            {
                await Task.Delay(50);
            }
        }
    }
}
