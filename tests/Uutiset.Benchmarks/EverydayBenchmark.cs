using System.Diagnostics;
using System.Globalization;

namespace Uutiset.Benchmarks;

/// <summary>
/// The everyday case: 30,000 recipients behind a relay that takes ten messages a second on four connections. A minute of it: is the rate
/// steady, and is the desk as quick meanwhile as beside nothing (its own pages before the sending are the peer)? Then the program is killed
/// and started again: how long until the next message is out?
/// </summary>
internal static class EverydayBenchmark
{
    private const int PerSecond = 10;
    private const int Connections = 4;
    private const int Seconds = 60;
    private static readonly string[] Pages = ["/desk", "/desk/articles", "/desk/subscribers", "/desk/bulletins"];

    public static async Task<int> RunAsync()
    {
        var given = Environment.GetEnvironmentVariable("Data__Folder");
        var folder = given ?? Directory.CreateTempSubdirectory("uutiset-everyday-").FullName;
        try
        {
            var address = $"http://127.0.0.1:{SmtpBenchmark.FreePort()}";
            if (!File.Exists(Path.Combine(folder, "contacts-30000")))
            {
                await DeskBenchmark.Uutiset(folder, address, "seed", "load", "--contacts", "30000");
                await File.WriteAllTextAsync(Path.Combine(folder, "contacts-30000"), "");
            }
            var key = await DispatchBenchmark.KeyAsync(folder, address);
            var link = DeskBenchmark.Address().Match(await DeskBenchmark.Uutiset(folder, address, "user", "add", "--email", $"{Guid.NewGuid():N}@example.fi", "--name", "Mittaaja", "--role", "Admin")).Value;
            await using var sink = await BenchmarkSink.StartAsync("fast", Connections);
            foreach (var (name, value) in sink.Settings) Environment.SetEnvironmentVariable(name, value);
            Environment.SetEnvironmentVariable("Mail__Servers__0__MaxPerSecond", PerSecond.ToString(CultureInfo.InvariantCulture));
            return await MeasureAsync(folder, address, key, link, sink);
        }
        finally
        {
            if (given is null) Directory.Delete(folder, recursive: true);
        }
    }

    private static async Task<int> MeasureAsync(string folder, string address, string key, string link, BenchmarkSink sink)
    {
        var site = DeskBenchmark.Start(folder, address, "serve");
        try
        {
            using var desk = new HttpClient { BaseAddress = new Uri(address), Timeout = TimeSpan.FromMinutes(3) };
            using var api = new HttpClient { BaseAddress = new Uri(address), Timeout = TimeSpan.FromMinutes(3) };
            api.DefaultRequestHeaders.Authorization = new("Bearer", key);
            await DeskBenchmark.UpAsync(desk);
            await DeskBenchmark.SignInAsync(desk, link);
            // Two rounds warm up
            for (var round = 0; round < 2; round++) await LookAsync(desk, Pages);
            var alone = new List<double>();
            for (var round = 0; round < 20; round++) alone.AddRange(await LookAsync(desk, Pages));
            var (cold, before, clicked) = (await DispatchBenchmark.ComposeAsync(api), await sink.TakenAsync(), Stopwatch.GetTimestamp());
            await DispatchBenchmark.FreezeAsync(api, cold);
            var firstOfAll = await FirstAsync(sink, before, clicked);
            await CancelAsync(api, cold);
            string bulletin;
            (bulletin, before, clicked) = (await DispatchBenchmark.ComposeAsync(api), await sink.TakenAsync(), Stopwatch.GetTimestamp());
            await DispatchBenchmark.FreezeAsync(api, bulletin);
            var first = await FirstAsync(sink, before, clicked);
            var (windows, beside) = await WatchAsync(desk, sink, [.. Pages, $"/desk/bulletins/{bulletin}/progress"]);

            site.Kill();
            await site.WaitForExitAsync();
            site.Dispose();
            before = await sink.TakenAsync();
            var started = Stopwatch.GetTimestamp();
            site = DeskBenchmark.Start(folder, address, "serve");
            var resumed = await FirstAsync(sink, before, started);
            await DeskBenchmark.UpAsync(api);
            await CancelAsync(api, bulletin);

            var (slowAlone, slowBeside) = (P95(alone), P95(beside));
            await Console.Out.WriteLineAsync(string.Create(CultureInfo.InvariantCulture, $"""
                30,000 recipients, {PerSecond} a second, {Connections} connections, {Seconds} s
                first message after the click      {first:0.0} s (the freeze with it; of the program's first bulletin {firstOfAll:0.0} s)
                messages in each 5 s               {windows.Min()} to {windows.Max()} (asked: {PerSecond * 5})
                desk pages, p95 alone              {slowAlone:0.0} ms
                desk pages, p95 while sending      {slowBeside:0.0} ms, ratio {slowBeside / slowAlone:0.00}
                next message after kill and start  {resumed:0.0} s
                """));
            return windows.Min() >= PerSecond * 4 && windows.Max() <= PerSecond * 6 ? 0 : 1;
        }
        finally
        {
            if (!site.HasExited) site.Kill();
            await site.WaitForExitAsync();
            site.Dispose();
        }
    }

    private static async Task CancelAsync(HttpClient api, string bulletin)
    {
        using var cancelled = await api.PostAsync($"/api/v1/bulletins/{bulletin}/dispatch/cancel", null);
        cancelled.EnsureSuccessStatusCode();
        // What was on the lines comes to its end
        await Task.Delay(TimeSpan.FromSeconds(2));
    }

    private static async Task<(List<int> Windows, List<double> Times)> WatchAsync(HttpClient desk, BenchmarkSink sink, IReadOnlyList<string> pages)
    {
        var (windows, times, taken) = (new List<int>(), new List<double>(), await sink.TakenAsync());
        for (var window = 0; window < Seconds / 5; window++)
        {
            var end = Stopwatch.GetTimestamp() + 5 * Stopwatch.Frequency;
            while (Stopwatch.GetTimestamp() < end)
            {
                times.AddRange(await LookAsync(desk, pages));
                var left = Stopwatch.GetElapsedTime(Stopwatch.GetTimestamp(), end);
                if (left > TimeSpan.Zero) await Task.Delay(left < TimeSpan.FromMilliseconds(200) ? left : TimeSpan.FromMilliseconds(200));
            }
            var now = await sink.TakenAsync();
            windows.Add(now - taken);
            taken = now;
        }
        return (windows, times);
    }

    private static async Task<double> FirstAsync(BenchmarkSink sink, int before, long since)
    {
        for (var look = 0; look < 3_000; look++)
        {
            if (await sink.TakenAsync() > before) return Stopwatch.GetElapsedTime(since).TotalSeconds;
            await Task.Delay(20);
        }
        throw new TimeoutException("No message came within a minute");
    }

    private static async Task<List<double>> LookAsync(HttpClient desk, IReadOnlyList<string> pages)
    {
        var times = new List<double>();
        foreach (var page in pages) times.Add(await DeskBenchmark.TimeAsync(desk, page));
        return times;
    }

    private static double P95(List<double> times) => times.Order().ElementAt((int)(times.Count * 0.95));
}
