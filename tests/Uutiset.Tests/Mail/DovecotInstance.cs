using System.Diagnostics;
using System.Net.Sockets;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using System.Text;
using System.Text.Json;

namespace Uutiset.Tests.Mail;

/// <summary>
/// A private, real Dovecot on loopback ports: POP3 with STLS and with TLS from the first octet, and a submission server that hands mail on to
/// a port given. It knows <c>liisa</c> by a password and by access tokens. Its master needs root: an ordinary user starts it with sudo.
/// </summary>
public sealed class DovecotInstance : IAsyncDisposable
{
    public const string Host = "127.0.0.1";
    public const string User = "liisa";
    public const string Password = "salaisuus äö=,1";

    private const string TokenKey = "a-key-of-the-tests-that-signs-tokens-00";

    private readonly string _folder;
    private int _delivered;

    private DovecotInstance(string folder) => _folder = folder;

    public int Pop3Port { get; } = Peers.FreePort();

    public int Pop3sPort { get; } = Peers.FreePort();

    public int SubmissionPort { get; } = Peers.FreePort();

    /// <summary>Trust this one: it is its own root, valid for 127.0.0.1.</summary>
    public X509Certificate2 Certificate { get; } = LoopbackCertificate.Make();

    private string Settings => Path.Combine(_folder, "dovecot.conf");

    private string Maildir => Path.Combine(_folder, "mail", User);

    private static string Program => Peers.Require("Dovecot", "dovecot-core dovecot-pop3d dovecot-submissiond", "/usr/sbin/dovecot");

    public static async Task<DovecotInstance> StartAsync(int relayPort)
    {
        Peers.Require("Dovecot's POP3 server", "dovecot-pop3d", "/usr/lib/dovecot/pop3");
        Peers.Require("Dovecot's submission server", "dovecot-submissiond", "/usr/lib/dovecot/submission");
        await Peers.RequireRootAsync("Dovecot's master");
        var dovecot = new DovecotInstance(Directory.CreateTempSubdirectory("uutiset-dovecot-").FullName);
        try
        {
            await dovecot.WriteConfigurationAsync(relayPort);
            await Peers.AsRootAsync(Program, "-c", dovecot.Settings);
            await dovecot.WaitForGreetingAsync();
            return dovecot;
        }
        catch
        {
            await dovecot.DisposeAsync();
            throw;
        }
    }

    /// <summary>Puts a mail into the mailbox, as a delivery agent does.</summary>
    public async Task DeliverAsync(byte[] mail)
    {
        var name = $"{++_delivered:D6}.test.{Host}";
        var arriving = Path.Combine(_folder, name);
        await File.WriteAllBytesAsync(arriving, mail);
        await Peers.AsRootAsync("/bin/chown", await Peers.OrdinaryUserAsync(), arriving);
        await Peers.AsRootAsync("/bin/mv", arriving, Path.Combine(Maildir, "new", name));
    }

    /// <summary>An access token (RFC 7519, HS256) that this server takes; another signature makes a refused one.</summary>
    public static string Token(string key = TokenKey)
    {
        var now = TimeProvider.System.GetUtcNow();
        var claim = Base64Url(JsonSerializer.SerializeToUtf8Bytes(new { alg = "HS256", typ = "JWT" })) + "."
            + Base64Url(JsonSerializer.SerializeToUtf8Bytes(new { sub = User, iat = now.AddMinutes(-1).ToUnixTimeSeconds(), exp = now.AddHours(1).ToUnixTimeSeconds() }));
        return claim + "." + Base64Url(HMACSHA256.HashData(Encoding.ASCII.GetBytes(key), Encoding.ASCII.GetBytes(claim)));
    }

    public async ValueTask DisposeAsync()
    {
        if (File.Exists(Path.Combine(_folder, "run", "master.pid")))
        {
            await Peers.AsRootAsync(Program, "-c", Settings, "stop");
        }
        Certificate.Dispose();
        await Peers.AsRootAsync("/bin/rm", "-rf", "--", _folder);
    }

    private static string Base64Url(byte[] bytes) => Convert.ToBase64String(bytes).TrimEnd('=').Replace('+', '-').Replace('/', '_');

    private async Task WriteConfigurationAsync(int relayPort)
    {
        var user = await Peers.OrdinaryUserAsync();
        var keys = Path.Combine(_folder, "keys", "default", "HS256");
        foreach (var folder in new[] { "cur", "new", "tmp" }.Select(f => Path.Combine(Maildir, f)).Append(keys))
        {
            Directory.CreateDirectory(folder);
        }
        await File.WriteAllTextAsync(Path.Combine(keys, "default"), Convert.ToBase64String(Encoding.ASCII.GetBytes(TokenKey)));
        await File.WriteAllTextAsync(Path.Combine(_folder, "certificate.pem"), Certificate.ExportCertificatePem());
        using (var key = Certificate.GetRSAPrivateKey()!)
        {
            await File.WriteAllTextAsync(Path.Combine(_folder, "key.pem"), key.ExportPkcs8PrivateKeyPem());
        }
        await File.WriteAllTextAsync(Path.Combine(_folder, "users"), $"{User}:{{PLAIN}}{Password}::::::\n");
        await File.WriteAllTextAsync(Path.Combine(_folder, "oauth2.conf"), $"introspection_mode = local\nlocal_validation_key_dict = fs:posix:prefix={_folder}/keys/\nusername_attribute = sub\n");
        await File.WriteAllTextAsync(Settings, Configuration(relayPort, user));
        // The folder is made 0700; Dovecot's processes run as several users
        await Peers.AsRootAsync("/bin/chmod", "755", _folder);
        await Peers.AsRootAsync("/bin/chown", "-R", user, Path.Combine(_folder, "mail"));
    }

    private string Configuration(int relayPort, string user) => $$"""
        base_dir = {{_folder}}/run
        state_dir = {{_folder}}/state
        log_path = {{_folder}}/dovecot.log
        protocols = pop3 submission
        listen = 127.0.0.1
        ssl = yes
        ssl_cert = <{{_folder}}/certificate.pem
        ssl_key = <{{_folder}}/key.pem
        disable_plaintext_auth = no
        auth_mechanisms = plain login scram-sha-256 xoauth2
        auth_failure_delay = 0
        mail_location = maildir:{{_folder}}/mail/%u
        first_valid_uid = 1
        first_valid_gid = 0
        hostname = mx.example.fi
        submission_relay_host = 127.0.0.1
        submission_relay_port = {{relayPort}}
        passdb {
          driver = oauth2
          mechanisms = xoauth2
          args = {{_folder}}/oauth2.conf
        }
        passdb {
          driver = passwd-file
          mechanisms = plain login scram-sha-256
          args = scheme=PLAIN username_format=%u {{_folder}}/users
        }
        userdb {
          driver = static
          args = uid={{user}} gid={{user}} home={{_folder}}/mail/%u
        }
        # Wrong passwords are what the tests try: Dovecot would answer each a little later than the one before, up to 15 s
        service anvil {
          unix_listener anvil-auth-penalty {
            mode = 0
          }
        }
        service pop3-login {
          inet_listener pop3 {
            port = {{Pop3Port}}
          }
          inet_listener pop3s {
            port = {{Pop3sPort}}
            ssl = yes
          }
        }
        service submission-login {
          inet_listener submission {
            port = {{SubmissionPort}}
          }
        }

        """;

    private async Task WaitForGreetingAsync()
    {
        var waited = Stopwatch.StartNew();
        while (true)
        {
            try
            {
                using var client = new TcpClient();
                await client.ConnectAsync(Host, Pop3Port);
                using var reader = new StreamReader(client.GetStream());
                Assert.StartsWith("+OK", await reader.ReadLineAsync(), StringComparison.Ordinal);
                return;
            }
            catch (Exception e) when (e is SocketException or IOException && waited.Elapsed < TimeSpan.FromSeconds(15))
            {
                await Task.Delay(50);
            }
        }
    }
}
