using System.Diagnostics;
using System.Globalization;
using System.Security.Cryptography;

namespace Uutiset.Benchmarks;

/// <summary>Postfix's smtp-sink or our own (<see cref="FastSink"/>) in a process of its own, and the settings with which the program sends to it.</summary>
internal sealed class BenchmarkSink(Process process, int port, Dictionary<string, string> settings) : IAsyncDisposable
{
    public int Port => port;

    public Dictionary<string, string> Settings => settings;

    /// <param name="way">As <see cref="DispatchBenchmark"/> names them.</param>
    public static async Task<BenchmarkSink> StartAsync(string way, int sessions)
    {
        var (process, port, certificate) = way == "smtp-sink" ? await SmtpSinkAsync() : await FastAsync(way == "distance" ? "10" : "0");
        var settings = new Dictionary<string, string>
        {
            ["Mail__Servers__0__Host"] = "127.0.0.1",
            ["Mail__Servers__0__Port"] = Text(port),
            ["Mail__Servers__0__Security"] = way.Contains("tls", StringComparison.Ordinal) ? "starttls" : "none",
            ["Mail__Servers__0__MaxConnections"] = Text(sessions),
            ["Mail__From"] = "Uutiset <uutiset@example.org>",
            ["Mail__ReturnPathDomain"] = "bounce.example.org",
        };
        if (way.EndsWith("dkim", StringComparison.Ordinal))
        {
            var file = Path.Combine(Path.GetTempPath(), $"uutiset-dkim-{Environment.ProcessId}.pem");
            using var key = RSA.Create(2048);
            await File.WriteAllTextAsync(file, key.ExportPkcs8PrivateKeyPem());
            (settings["Mail__Dkim__Domain"], settings["Mail__Dkim__Selector"], settings["Mail__Dkim__KeyFile"]) = ("example.org", "mittaus", file);
        }
        if (certificate is not null) settings["Mail__Servers__0__TrustedCertificate"] = certificate;
        return new BenchmarkSink(process, port, settings);
    }

    /// <summary>How many messages it has taken; our own sink alone counts.</summary>
    public async Task<int> TakenAsync()
    {
        await process.StandardInput.WriteLineAsync();
        await process.StandardInput.FlushAsync();
        return int.Parse((await process.StandardOutput.ReadLineAsync())!, CultureInfo.InvariantCulture);
    }

    public async ValueTask DisposeAsync()
    {
        if (settings.TryGetValue("Mail__Dkim__KeyFile", out var key)) File.Delete(key);
        process.Kill();
        await process.WaitForExitAsync();
        process.Dispose();
    }

    private static async Task<(Process, int, string?)> SmtpSinkAsync()
    {
        var port = SmtpBenchmark.FreePort();
        var process = Process.Start(new ProcessStartInfo("/usr/sbin/smtp-sink", ["-u", "nobody", $"127.0.0.1:{port}", "512"]))!;
        await Task.Delay(300);
        return (process, port, null);
    }

    private static async Task<(Process, int, string?)> FastAsync(string distance)
    {
        var start = new ProcessStartInfo(Environment.ProcessPath!, ["sink"]) { RedirectStandardOutput = true, RedirectStandardInput = true };
        start.Environment["Distance"] = distance;
        var process = Process.Start(start)!;
        var said = (await process.StandardOutput.ReadLineAsync())!.Split(' ');
        return (process, int.Parse(said[0], CultureInfo.InvariantCulture), said[1]);
    }

    private static string Text(int n) => n.ToString(CultureInfo.InvariantCulture);
}
