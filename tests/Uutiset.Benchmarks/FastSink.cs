using System.Globalization;
using System.Net;
using System.Net.Security;
using System.Net.Sockets;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using System.Text;

namespace Uutiset.Benchmarks;

/// <summary>
/// An SMTP server on all processors, in a process of its own: PIPELINING, STARTTLS, and replies that may be held back as a distance of so
/// many milliseconds would. It looks for the final dot and keeps nothing but the number of messages. <c>Uutiset.Benchmarks sink</c> starts
/// one; its first line names the port and the certificate, and a line written to it is answered with how many messages it has taken.
/// </summary>
internal sealed class FastSink(X509Certificate2 certificate, TimeSpan distance)
{
    private static readonly byte[] End = "\r\n.\r\n"u8.ToArray();
    private int taken;

    public static async Task<int> RunAsync()
    {
        using var key = RSA.Create(2048);
        var request = new CertificateRequest("CN=127.0.0.1", key, HashAlgorithmName.SHA256, RSASignaturePadding.Pkcs1);
        var names = new SubjectAlternativeNameBuilder();
        names.AddIpAddress(IPAddress.Loopback);
        request.CertificateExtensions.Add(names.Build());
        using var made = request.CreateSelfSigned(DateTimeOffset.UnixEpoch, TimeProvider.System.GetUtcNow().AddDays(2));
        using var certificate = X509CertificateLoader.LoadPkcs12(made.Export(X509ContentType.Pkcs12), null);
        var file = Path.Combine(Path.GetTempPath(), $"uutiset-sink-{Environment.ProcessId}.pem");
        await File.WriteAllTextAsync(file, certificate.ExportCertificatePem());
        var distance = TimeSpan.FromMilliseconds(double.Parse(Environment.GetEnvironmentVariable("Distance") ?? "0", CultureInfo.InvariantCulture));
        var sink = new FastSink(certificate, distance);
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start(512);
        _ = sink.AcceptAsync(listener);
        await Console.Out.WriteLineAsync(string.Create(CultureInfo.InvariantCulture, $"{((IPEndPoint)listener.LocalEndpoint).Port} {file}"));
        // Until whoever started it is gone
        while (await Console.In.ReadLineAsync() is not null) await Console.Out.WriteLineAsync(sink.taken.ToString(CultureInfo.InvariantCulture));
        File.Delete(file);
        return 0;
    }

    private async Task AcceptAsync(TcpListener listener)
    {
        while (true) _ = ServeAsync(await listener.AcceptSocketAsync());
    }

    private async Task ServeAsync(Socket socket)
    {
        await Task.Yield();
        socket.NoDelay = true;
        Stream stream = new NetworkStream(socket, ownsSocket: true);
        try
        {
            await stream.WriteAsync("220 sink.example.fi ESMTP\r\n"u8.ToArray());
            while (await ConverseAsync(stream))
            {
                var tls = new SslStream(stream);
                await tls.AuthenticateAsServerAsync(certificate);
                stream = tls;
            }
        }
        catch (IOException)
        {
            // Whoever measures has gone
        }
        finally
        {
            await stream.DisposeAsync();
        }
    }

    /// <returns>True: STARTTLS was said.</returns>
    private async Task<bool> ConverseAsync(Stream stream)
    {
        var buffer = new byte[256 * 1024];
        var (filled, inMessage) = (0, false);
        var replies = new StringBuilder();
        while (true)
        {
            var read = await stream.ReadAsync(buffer.AsMemory(filled));
            if (read == 0) return false;
            filled += read;
            var done = 0;
            var secure = false;
            while (!secure)
            {
                var rest = buffer.AsSpan(done, filled - done);
                if (inMessage)
                {
                    var end = rest.IndexOf(End);
                    if (end < 0) break;
                    done += end + End.Length;
                    inMessage = false;
                    replies.Append(CultureInfo.InvariantCulture, $"250 2.0.0 Ok: queued as {Interlocked.Increment(ref taken):X8}\r\n");
                    continue;
                }
                var line = rest.IndexOf("\r\n"u8);
                if (line < 0) break;
                var said = rest[..Math.Min(line, 4)];
                inMessage = said.SequenceEqual("DATA"u8);
                secure = said.SequenceEqual("STAR"u8);
                replies.Append(inMessage ? "354 Go\r\n" : said.SequenceEqual("EHLO"u8) ? "250-sink.example.fi\r\n250-PIPELINING\r\n250-STARTTLS\r\n250-ENHANCEDSTATUSCODES\r\n250 SIZE 10240000\r\n" : secure ? "220 2.0.0 Go\r\n" : "250 2.0.0 Ok\r\n");
                done += line + 2;
            }
            buffer.AsSpan(done, filled - done).CopyTo(buffer);
            filled -= done;
            if (replies.Length == 0) continue;
            if (distance > TimeSpan.Zero) await Task.Delay(distance);
            await stream.WriteAsync(Encoding.ASCII.GetBytes(replies.ToString()));
            replies.Clear();
            if (secure) return true;
        }
    }
}
