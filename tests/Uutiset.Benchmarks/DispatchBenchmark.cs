using System.Diagnostics;
using System.Globalization;
using System.Net.Http.Json;
using System.Text.Json;

namespace Uutiset.Benchmarks;

/// <summary>
/// Whole bulletins of 30 KB in two languages, frozen and sent by the program to 30,000 contacts: each recipient a row, each message an
/// intent that is on the disk before its first byte (SQLite synchronous=FULL, PostgreSQL synchronous_commit=on). Beside it, in the same
/// rounds and into the same sink, <c>smtp-source -d</c>, which keeps nothing, and System.Net.Mail. The engine is the environment's
/// (<c>Data__Engine</c>, <c>Data__Connection</c>); a folder that <c>Data__Folder</c> names and that is filled already is used as it is.
/// <c>Ways</c> chooses among the ways below, <c>Rounds</c> how often each is gone.
/// </summary>
internal static class DispatchBenchmark
{
    private const int Sessions = 10;
    private const int Octets = 30_000;
    private static readonly string[] Ways = ["smtp-sink", "fast", "fast-tls", "fast-tls-dkim", "distance"];

    public static async Task<int> RunAsync()
    {
        var given = Environment.GetEnvironmentVariable("Data__Folder");
        var folder = given ?? Directory.CreateTempSubdirectory("uutiset-dispatch-").FullName;
        var rounds = int.TryParse(Environment.GetEnvironmentVariable("Rounds"), NumberStyles.None, CultureInfo.InvariantCulture, out var asked) && asked > 0 ? asked : 5;
        var contacts = int.TryParse(Environment.GetEnvironmentVariable("Contacts"), NumberStyles.None, CultureInfo.InvariantCulture, out var many) && many > 0 ? many : 30_000;
        try
        {
            var address = $"http://127.0.0.1:{SmtpBenchmark.FreePort()}";
            var filled = Path.Combine(folder, $"contacts-{contacts}");
            if (!File.Exists(filled))
            {
                await Console.Error.WriteAsync(await DeskBenchmark.Uutiset(folder, address, "seed", "load", "--contacts", contacts.ToString(CultureInfo.InvariantCulture)));
                await File.WriteAllTextAsync(filled, "");
            }
            var key = await KeyAsync(folder, address);
            await Console.Out.WriteLineAsync($"{contacts} recipients, {Sessions} sessions, {Octets} octets; commits survive power loss. Median of {rounds} rounds.\n\n"
                + "way              sent/s   smtp-source/s   ratio   System.Net.Mail/s   freeze s   first s   us CPU/message   MB at most");
            foreach (var way in (Environment.GetEnvironmentVariable("Ways") ?? string.Join(',', Ways)).Split(',')) await GoAsync(way, folder, address, key, rounds);
            return 0;
        }
        finally
        {
            if (given is null) Directory.Delete(folder, recursive: true);
        }
    }

    private static async Task GoAsync(string way, string folder, string address, string key, int rounds)
    {
        await using var sink = await BenchmarkSink.StartAsync(way, Sessions);
        foreach (var (name, value) in sink.Settings) Environment.SetEnvironmentVariable(name, value);
        var runs = new List<Run>();
        List<double> peers = [], mails = [], ratios = [];
        using var site = DeskBenchmark.Start(folder, address, "serve");
        try
        {
            using var client = new HttpClient { BaseAddress = new Uri(address), Timeout = TimeSpan.FromMinutes(3) };
            await DeskBenchmark.UpAsync(client);
            client.DefaultRequestHeaders.Authorization = new("Bearer", key);
            for (var round = 0; round <= rounds; round++)
            {
                var run = await SendAsync(client, site);
                var peer = await PeerAsync(sink.Port, Math.Min(run.Sent, 20_000));
                // The first round warms up
                if (round == 0) continue;
                runs.Add(run);
                peers.Add(peer);
                ratios.Add(run.PerSecond / peer);
            }
            if (way is "smtp-sink" or "fast") mails.Add(await SystemNetMailAsync(sink.Port));
        }
        finally
        {
            site.Kill();
            await site.WaitForExitAsync();
            foreach (var name in sink.Settings.Keys) Environment.SetEnvironmentVariable(name, null);
        }
        await Console.Out.WriteLineAsync(string.Create(CultureInfo.InvariantCulture,
            $"{way,-15} {FillBenchmark.Median([.. runs.Select(r => r.PerSecond)]),7:0}   {FillBenchmark.Median(peers),13:0}   {FillBenchmark.Median(ratios),5:0.00}   {(mails.Count > 0 ? mails[0].ToString("0", CultureInfo.InvariantCulture) : "-"),17}   {FillBenchmark.Median([.. runs.Select(r => r.FreezeSeconds)]),8:0.0}   {FillBenchmark.Median([.. runs.Select(r => r.FirstSeconds)]),7:0.00}   {FillBenchmark.Median([.. runs.Select(r => r.CpuMicroseconds)]),14:0}   {runs.Max(r => r.Megabytes),10:0}"));
    }

    internal static async Task<string> KeyAsync(string folder, string address) =>
        (await DeskBenchmark.Uutiset(folder, address, "key", "add", "--name", "mittaus", "--scope", "bulletins:write,bulletins:send,admin")).Trim();

    /// <summary>A draft of 30 KB in two languages for everybody.</summary>
    /// <returns>Its id.</returns>
    internal static async Task<string> ComposeAsync(HttpClient client)
    {
        var text = string.Concat(Enumerable.Repeat("<p>Yhdistysten kumppanuuspöytä kokoontuu maanantaina, ja hyvinvointialueen avustushaku päättyy huhtikuussa.</p>", Octets / 300));
        using var made = await client.PostAsJsonAsync("/api/v1/bulletins", new
        {
            variants = new[] { new { lang = "fi", subject = "Kumppanuuspöytä kokoontuu", introHtml = text }, new { lang = "sv", subject = "Partnerskapsbordet samlas", introHtml = text } },
            items = Array.Empty<object>(),
            audience = new { },
        });
        return (await JsonAsync(made)).GetProperty("id").GetString()!;
    }

    internal static async Task<JsonElement> FreezeAsync(HttpClient client, string bulletin)
    {
        using var frozen = await client.PutAsJsonAsync($"/api/v1/bulletins/{bulletin}/dispatch", new { sendAt = (string?)null });
        return await JsonAsync(frozen);
    }

    internal static async Task<JsonElement> CountsAsync(HttpClient client, string bulletin)
    {
        using var answer = await client.GetAsync($"/api/v1/bulletins/{bulletin}/dispatch");
        return await JsonAsync(answer);
    }

    /// <summary>One bulletin, from the draft to the last reply.</summary>
    private static async Task<Run> SendAsync(HttpClient client, Process site)
    {
        var id = await ComposeAsync(client);
        var clicked = Stopwatch.GetTimestamp();
        await FreezeAsync(client, id);
        var freeze = Stopwatch.GetElapsedTime(clicked).TotalSeconds;
        double? first = null;
        var cpu = site.TotalProcessorTime;
        for (var look = 0; look < 30_000; look++)
        {
            var counts = await CountsAsync(client, id);
            if (counts.GetProperty("accepted").GetInt32() > 0) first ??= Stopwatch.GetElapsedTime(clicked).TotalSeconds - freeze;
            if (counts.GetProperty("state").GetString() == "sent")
            {
                site.Refresh();
                var sent = counts.GetProperty("accepted").GetInt32();
                if (sent != counts.GetProperty("frozen").GetInt32()) throw new InvalidOperationException($"Not everybody got it: {counts}");
                var seconds = (counts.GetProperty("finishedAt").GetDateTime() - counts.GetProperty("startedAt").GetDateTime()).TotalSeconds - freeze;
                return new Run(sent, sent / seconds, freeze, first ?? 0, (site.TotalProcessorTime - cpu).TotalMicroseconds / sent, site.PeakWorkingSet64 / 1e6);
            }
            await Task.Delay(first is null ? 20 : 200);
            site.Refresh();
        }
        throw new TimeoutException("The bulletin was not sent within the time.");
    }

    internal static async Task<JsonElement> JsonAsync(HttpResponseMessage answer)
    {
        var body = await answer.Content.ReadAsStringAsync();
        return answer.IsSuccessStatusCode ? JsonDocument.Parse(body).RootElement : throw new InvalidOperationException($"{answer.RequestMessage!.RequestUri} answered {(int)answer.StatusCode}: {body}");
    }

    private static async Task<double> PeerAsync(int port, int count)
    {
        var started = Stopwatch.GetTimestamp();
        using var source = Process.Start(new ProcessStartInfo("/usr/sbin/smtp-source",
        [
            "-d", "-s", Text(Sessions), "-m", Text(count), "-l", Text(Octets), "-f", "b+token@example.org", "-t", "reader1@example.fi", $"127.0.0.1:{port}",
        ]))!;
        await source.WaitForExitAsync();
        return source.ExitCode == 0 ? count / Stopwatch.GetElapsedTime(started).TotalSeconds : throw new InvalidOperationException("smtp-source failed.");
    }

    private static async Task<double> SystemNetMailAsync(int port)
    {
        const int Count = 200;
        var started = Stopwatch.GetTimestamp();
#pragma warning disable RS0030 // the peer
        using var smtp = new System.Net.Mail.SmtpClient("127.0.0.1", port);
        var body = string.Concat(Enumerable.Repeat("Yhdistysten kumppanuuspöytä kokoontuu maanantaina.\n", Octets / 60));
        for (var n = 0; n < Count; n++)
        {
            using var mail = new System.Net.Mail.MailMessage("uutiset@example.org", $"reader{n}@example.fi", "Kumppanuuspöytä kokoontuu", body);
            await smtp.SendMailAsync(mail);
        }
#pragma warning restore RS0030
        return Count / Stopwatch.GetElapsedTime(started).TotalSeconds;
    }

    private static string Text(int n) => n.ToString(CultureInfo.InvariantCulture);

    private sealed record Run(int Sent, double PerSecond, double FreezeSeconds, double FirstSeconds, double CpuMicroseconds, double Megabytes);
}
