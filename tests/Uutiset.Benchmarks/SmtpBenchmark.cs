using System.Buffers;
using System.Diagnostics;
using System.Globalization;
using System.Net;
using System.Net.Sockets;
using Uutiset.Mail;
using Uutiset.Mail.Smtp;

namespace Uutiset.Benchmarks;

/// <summary>Our client beside <c>smtp-source -d</c>, both into the same smtp-sink, interleaved; messages per second.</summary>
internal static class SmtpBenchmark
{
    private const int Rounds = 5;

    public static async Task<int> RunAsync()
    {
        if (!File.Exists("/usr/sbin/smtp-sink"))
        {
            await Console.Error.WriteLineAsync("smtp-source and smtp-sink are missing. Install them: apt-get install -y postfix");
            return 1;
        }
        var port = FreePort();
        using var sink = Process.Start(new ProcessStartInfo("/usr/sbin/smtp-sink", ["-u", "nobody", $"127.0.0.1:{port}", "512"]))!;
        try
        {
            await Task.Delay(300);
            await Console.Out.WriteLineAsync("size     sessions   ours/s   smtp-source/s   ratio (median of the rounds' ratios)   CPU us/message");
            foreach (var size in (int[])[10_000, 40_000])
            {
                foreach (var sessions in (int[])[1, 4, 20])
                {
                    await CompareAsync(port, size, sessions);
                }
            }
            return 0;
        }
        finally
        {
            sink.Kill();
            await sink.WaitForExitAsync();
        }
    }

    private static async Task CompareAsync(int port, int size, int sessions)
    {
        var message = SampleBulletin.OfSize(size).Compile();
        var count = size > 20_000 ? 3_000 : 8_000;
        List<double> ours = [], theirs = [], ratios = [], cpu = [];
        for (var round = 0; round <= Rounds; round++)
        {
            var before = Process.GetCurrentProcess().TotalProcessorTime;
            var own = count / await TimeAsync(() => OursAsync(port, message, sessions, count));
            var used = (Process.GetCurrentProcess().TotalProcessorTime - before).TotalMicroseconds / count;
            var peer = count / await TimeAsync(() => TheirsAsync(port, size, sessions, count));
            if (round > 0)
            {
                ours.Add(own);
                theirs.Add(peer);
                ratios.Add(own / peer);
                cpu.Add(used);
            }
        }
        await Console.Out.WriteLineAsync(string.Create(CultureInfo.InvariantCulture,
            $"{size / 1000,3} kB   {sessions,8}   {FillBenchmark.Median(ours),6:0}   {FillBenchmark.Median(theirs),13:0}   {FillBenchmark.Median(ratios):0.00}   {FillBenchmark.Median(cpu):0}"));
    }

    private static async Task<double> TimeAsync(Func<Task> work)
    {
        var started = Stopwatch.GetTimestamp();
        await work();
        return Stopwatch.GetElapsedTime(started).TotalSeconds;
    }

    private static Task OursAsync(int port, CompiledMessage message, int sessions, int count)
    {
        var settings = new SmtpSettings { Host = "127.0.0.1", Port = port, Security = SmtpSecurity.None };
        return Task.WhenAll(Enumerable.Range(0, sessions).Select(s => SessionAsync(settings, message, count / sessions + (s < count % sessions ? 1 : 0))));
    }

    // The message after this one is announced in the same write as this one's end: one round trip each.
    private static async Task SessionAsync(SmtpSettings settings, CompiledMessage message, int count)
    {
        await using var connection = await SmtpConnection.OpenAsync(settings, TimeProvider.System, default);
        var envelope = new Envelope(Mailbox.Create("b+token@example.org"), SampleBulletin.Reader);
        var values = message.CreateValues();
        ArrayBufferWriter<byte> current = new(64 * 1024), following = new(64 * 1024);
        message.Fill(SampleBulletin.Give(values, 0), current);
        _ = await connection.StartAsync(envelope, current.WrittenCount, default);
        for (var n = 1; n <= count; n++)
        {
            NextMessage? next = null;
            if (n < count)
            {
                following.ResetWrittenCount();
                message.Fill(SampleBulletin.Give(values, n), following);
                next = new NextMessage(envelope, following.WrittenCount);
            }
            var sent = await connection.TransmitAsync(current.WrittenMemory, next, default);
            if (sent.Outcome is not SendOutcome.Accepted || sent.NextStarted != (next is not null))
            {
                throw new InvalidOperationException($"The sink did not take a message: {sent}");
            }
            (current, following) = (following, current);
        }
        await connection.QuitAsync(default);
    }

    private static async Task TheirsAsync(int port, int size, int sessions, int count)
    {
        using var source = Process.Start(new ProcessStartInfo("/usr/sbin/smtp-source",
        [
            "-d", "-s", Text(sessions), "-m", Text(count), "-l", Text(size), "-f", "b+token@example.org", "-t", "reader1@example.fi", $"127.0.0.1:{port}",
        ]))!;
        await source.WaitForExitAsync();
        if (source.ExitCode != 0)
        {
            throw new InvalidOperationException("smtp-source failed.");
        }
    }

    private static string Text(int n) => n.ToString(CultureInfo.InvariantCulture);

    public static int FreePort()
    {
        using var probe = new TcpListener(IPAddress.Loopback, 0);
        probe.Start();
        return ((IPEndPoint)probe.LocalEndpoint).Port;
    }
}
