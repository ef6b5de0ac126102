using System.Globalization;
using System.Net.Http.Json;
using System.Text.Json;

namespace Uutiset.Benchmarks;

/// <summary>
/// A bulletin a run, frozen by API and sent into a moody sink, while its senders are killed at random moments and started again until it
/// has ended. In the end every delivery of every bulletin is held against what the sink has. The engine is the environment's
/// (<c>Data__Engine</c>, <c>Data__Connection</c>): one sender process on SQLite, two on PostgreSQL, and one of them serves the desk.
/// <c>--runs N</c>, <c>--seed N</c>; <c>--power-loss</c>, for SQLite, cuts the disk's power each time instead of killing the process alone.
/// </summary>
internal sealed class DispatchKill(MoodySink sink, IReadOnlyList<SenderNode> nodes, LossyDisk? disk, Random random)
{
    private const int Recipients = 300;
    private const int Connections = 4;
    private const string Usage = "Usage: Uutiset.Benchmarks dispatch-kill [--runs N] [--seed N] [--power-loss]";
    private static readonly TimeSpan Longest = TimeSpan.FromMinutes(3);
    private readonly List<string> bulletins = [];
    private int kills;
    private int unfinished;

    public static async Task<int> RunAsync(string[] args)
    {
        if (!Asked.TryRead(args, out var asked))
        {
            await Console.Error.WriteLineAsync(Usage);
            return 2;
        }
        var postgres = Environment.GetEnvironmentVariable("Data__Engine") == "postgres";
        await using var disk = asked.PowerLoss ? await LossyDisk.MakeAsync() : null;
        var own = disk is null ? Directory.CreateTempSubdirectory("uutiset-kill-").FullName : null;
        await using var sink = new MoodySink(asked.Seed);
        UseSink(sink.Port);
        var folder = disk?.Folder ?? own!;
        var site = $"http://127.0.0.1:{SmtpBenchmark.FreePort()}";
        await Console.Out.WriteLineAsync(string.Create(CultureInfo.InvariantCulture,
            $"{(postgres ? "PostgreSQL, 2 sender processes" : "SQLite, 1 sender process")} of {Connections} connections, {asked.Runs} bulletins to {Recipients}, {(disk is null ? "SIGKILL" : "power cut")} at random moments, seed {asked.Seed}"));
        await DeskBenchmark.Uutiset(folder, site, "seed", "load", "--contacts", Recipients.ToString(CultureInfo.InvariantCulture));
        var key = (await DeskBenchmark.Uutiset(folder, site, "key", "add", "--name", "koe", "--scope", "bulletins:write,bulletins:send,subscribers:read")).Trim();
        List<SenderNode> nodes = [new(folder, site, "web,sender"), .. postgres ? [new SenderNode(folder, site, "sender")] : Array.Empty<SenderNode>()];
        try
        {
            foreach (var node in nodes) node.Client.DefaultRequestHeaders.Authorization = new("Bearer", key);
            return await new DispatchKill(sink, nodes, disk, new Random(asked.Seed)).RunAsync(asked.Runs);
        }
        finally
        {
            foreach (var node in nodes) await node.DisposeAsync();
            if (own is not null) Directory.Delete(own, recursive: true);
        }
    }

    private static void UseSink(int port)
    {
        foreach (var (name, value) in new Dictionary<string, string>
        {
            ["Mail__Servers__0__Host"] = "127.0.0.1",
            ["Mail__Servers__0__Port"] = port.ToString(CultureInfo.InvariantCulture),
            ["Mail__Servers__0__Security"] = "none",
            ["Mail__Servers__0__MaxConnections"] = Connections.ToString(CultureInfo.InvariantCulture),
            ["Mail__From"] = "Uutiset <uutiset@example.org>",
            ["Mail__ReturnPathDomain"] = "bounce.example.org",
        }) Environment.SetEnvironmentVariable(name, value);
    }

    private async Task<int> RunAsync(int runs)
    {
        foreach (var node in nodes) node.Start();
        for (var run = 1; run <= runs; run++)
        {
            using var bound = new CancellationTokenSource(Longest);
            try
            {
                await RunOnceAsync(bound.Token);
            }
            catch (OperationCanceledException) when (bound.IsCancellationRequested)
            {
                unfinished++;
                await Console.Error.WriteLineAsync($"\nrun {run} did not end within {Longest}");
            }
            await Console.Error.WriteAsync($"\rrun {run} of {runs}, {kills} kills, {sink.Taken} messages ");
        }
        return await ReckonAsync(runs) ? 0 : 1;
    }

    /// <summary>Until nobody is left but those whom the sink has put off; they come during the next runs.</summary>
    private async Task RunOnceAsync(CancellationToken ct)
    {
        var from = sink.Taken;
        var bulletin = await SendAsync(ct);
        bulletins.Add(bulletin);
        foreach (var moment in Enumerable.Range(0, random.Next(2, 5)).Select(_ => random.Next(Recipients * 3 / 4)).Order().ToList())
        {
            while (sink.Taken - from < moment || !nodes.Any(n => n.IsUp)) await Task.Delay(1, ct);
            await Task.Delay(random.Next(20), ct);
            await KillAsync();
        }
        await UntilAsync(bulletin, counts => Sum(counts, "pending", "leased", "transmitting") == 0, ct);
    }

    /// <summary>One of those that live, now and then all of them at once.</summary>
    private async Task KillAsync()
    {
        var up = nodes.Where(n => n.IsUp).ToList();
        List<SenderNode> victims = random.Next(4) == 0 ? up : [up[random.Next(up.Count)]];
        disk?.Cut();
        foreach (var victim in victims)
        {
            if (!await victim.KillAsync()) throw new InvalidOperationException("A sender process ended by itself.");
            kills++;
        }
        if (disk is not null) await disk.RestoreAsync();
        foreach (var victim in victims) victim.Start();
    }

    private async Task<string> SendAsync(CancellationToken ct)
    {
        var desk = nodes[0];
        await desk.UpAsync(ct);
        var text = string.Concat(Enumerable.Repeat("<p>Yhdistysten kumppanuuspöytä kokoontuu maanantaina, ja hyvinvointialueen avustushaku päättyy huhtikuussa.</p>", 50));
        using var made = await desk.Client.PostAsJsonAsync("/api/v1/bulletins",
            new { variants = new[] { new { lang = "fi", subject = "Kumppanuuspöytä kokoontuu", introHtml = text } }, items = Array.Empty<object>(), audience = new { } }, ct);
        var id = (await DispatchBenchmark.JsonAsync(made)).GetProperty("id").GetString()!;
        using var frozen = await desk.Client.PutAsJsonAsync($"/api/v1/bulletins/{id}/dispatch", new { sendAt = (string?)null }, ct);
        await DispatchBenchmark.JsonAsync(frozen);
        return id;
    }

    private async Task<bool> ReckonAsync(int runs)
    {
        foreach (var node in nodes) await node.UpAsync(CancellationToken.None);
        using var bound = new CancellationTokenSource(Longest);
        var ended = new List<(JsonElement Counts, List<JsonElement> Rows)>();
        foreach (var bulletin in bulletins) ended.Add((await UntilAsync(bulletin, c => c.GetProperty("state").GetString() == "sent" || bound.IsCancellationRequested, CancellationToken.None), await RowsAsync(bulletin)));
        var reckoning = new Reckoning(sink, sink.Copies(), Connections);
        foreach (var (counts, rows) in ended) reckoning.Add(counts, rows);
        await Console.Error.WriteLineAsync();
        await Console.Out.WriteLineAsync(string.Create(CultureInfo.InvariantCulture,
            $"runs {runs}, not ended in time {unfinished}, kills {kills}, messages {sink.Taken}\nlost {reckoning.Lost}, twice {reckoning.Twice}, unknown {reckoning.Strange}, sums unequal {reckoning.Unequal}, in doubt {reckoning.InDoubt} ({reckoning.InDoubtByKill} by the kills, at most {Connections} each), in doubt beyond {reckoning.Beyond}"));
        return reckoning.IsClean && unfinished == 0;
    }

    private async Task<JsonElement> UntilAsync(string bulletin, Predicate<JsonElement> reached, CancellationToken ct)
    {
        while (true)
        {
            await nodes[0].UpAsync(ct);
            using var answer = await nodes[0].Client.GetAsync($"/api/v1/bulletins/{bulletin}/dispatch", ct);
            var counts = await DispatchBenchmark.JsonAsync(answer);
            if (reached(counts)) return counts;
            await Task.Delay(100, ct);
        }
    }

    private async Task<List<JsonElement>> RowsAsync(string bulletin)
    {
        var rows = new List<JsonElement>();
        for (var page = 1; ; page++)
        {
            using var answer = await nodes[0].Client.GetAsync($"/api/v1/bulletins/{bulletin}/deliveries?pageSize=100&page={page}");
            var items = (await DispatchBenchmark.JsonAsync(answer)).GetProperty("items");
            rows.AddRange(items.EnumerateArray());
            if (items.GetArrayLength() < 100) return rows;
        }
    }

    private static int Sum(JsonElement counts, params string[] states) => states.Sum(s => counts.GetProperty(s).GetInt32());

    private sealed record Asked(int Runs, int Seed, bool PowerLoss)
    {
        public static bool TryRead(string[] args, out Asked asked)
        {
            asked = new Asked(200, Random.Shared.Next(), false);
            for (var i = 0; i < args.Length; i++)
            {
                switch (args[i])
                {
                    case "--power-loss" when Environment.GetEnvironmentVariable("Data__Engine") != "postgres":
                        asked = asked with { PowerLoss = true };
                        break;
                    case "--runs" when NumberAt(args, ++i) is { } runs:
                        asked = asked with { Runs = runs };
                        break;
                    case "--seed" when NumberAt(args, ++i) is { } seed:
                        asked = asked with { Seed = seed };
                        break;
                    default:
                        return false;
                }
            }
            return true;
        }

        private static int? NumberAt(string[] args, int at) => at < args.Length && int.TryParse(args[at], NumberStyles.None, CultureInfo.InvariantCulture, out var number) ? number : null;
    }
}
