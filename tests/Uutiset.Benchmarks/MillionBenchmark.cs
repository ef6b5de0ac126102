using System.Diagnostics;
using System.Globalization;
using System.Net.Http.Json;
using System.Text.RegularExpressions;

namespace Uutiset.Benchmarks;

/// <summary>
/// A bulletin to very many (<c>Contacts</c>, a million): how long it takes to freeze them, the memory that this needs, and how quickly the
/// pages stand that show the sending, beside the desk's own account page in the same rounds. It is frozen for a day far ahead, so nothing is
/// sent. A folder that <c>Data__Folder</c> names and that is filled already is used as it is. Fails over 60 s and over 50 ms.
/// </summary>
internal static partial class MillionBenchmark
{
    private const int Rounds = 20;
    private const string Peer = "/desk/account";

    public static async Task<int> RunAsync()
    {
        var given = Environment.GetEnvironmentVariable("Data__Folder");
        var folder = given ?? Directory.CreateTempSubdirectory("uutiset-million-").FullName;
        var contacts = Environment.GetEnvironmentVariable("Contacts") ?? "1000000";
        try
        {
            var address = $"http://127.0.0.1:{SmtpBenchmark.FreePort()}";
            var filled = Path.Combine(folder, $"contacts-{contacts}");
            if (!File.Exists(filled))
            {
                await DeskBenchmark.Uutiset(folder, address, "seed", "load", "--contacts", contacts);
                await File.WriteAllTextAsync(filled, "");
            }
            var key = await DispatchBenchmark.KeyAsync(folder, address);
            var link = DeskBenchmark.Address().Match(await DeskBenchmark.Uutiset(folder, address, "user", "add", "--email", $"{Guid.NewGuid():N}@example.fi", "--name", "Mittaaja", "--role", "Admin")).Value;
            using var site = DeskBenchmark.Start(folder, address, "serve");
            try
            {
                return await MeasureAsync(site, address, key, link);
            }
            finally
            {
                site.Kill();
                await site.WaitForExitAsync();
            }
        }
        finally
        {
            if (given is null) Directory.Delete(folder, recursive: true);
        }
    }

    private static async Task<int> MeasureAsync(Process site, string address, string key, string link)
    {
        using var api = new HttpClient { BaseAddress = new Uri(address), Timeout = TimeSpan.FromMinutes(15) };
        using var desk = new HttpClient { BaseAddress = new Uri(address), Timeout = TimeSpan.FromMinutes(2) };
        api.DefaultRequestHeaders.Authorization = new("Bearer", key);
        await DeskBenchmark.UpAsync(api);
        await DeskBenchmark.SignInAsync(desk, link);
        site.Refresh();
        var before = site.PeakWorkingSet64 / 1e6;
        var bulletin = await DispatchBenchmark.ComposeAsync(api);
        var clicked = Stopwatch.GetTimestamp();
        using var frozen = await api.PutAsJsonAsync($"/api/v1/bulletins/{bulletin}/dispatch", new { sendAt = "2099-01-01T09:00:00Z" });
        var recipients = (await DispatchBenchmark.JsonAsync(frozen)).GetProperty("frozen").GetInt32();
        var seconds = Stopwatch.GetElapsedTime(clicked).TotalSeconds;
        site.Refresh();
        await Console.Out.WriteLineAsync(string.Create(CultureInfo.InvariantCulture,
            $"{recipients} recipients frozen in {seconds:0.0} s ({seconds * 1e6 / recipients:0} us each); {site.PeakWorkingSet64 / 1e6:0} MB at most, {before:0} MB before"));

        var proof = $"/desk/bulletins/{bulletin}/proof";
        var late = await LateAsync(desk, proof);
        var slowest = 0.0;
        foreach (var page in new[] { $"/desk/bulletins/{bulletin}/progress", proof, proof + late, proof + "?state=pending" })
        {
            List<double> times = [], peer = [];
            for (var round = -2; round < Rounds; round++)
            {
                var (time, unit) = (await DeskBenchmark.TimeAsync(desk, page), await DeskBenchmark.TimeAsync(desk, Peer));
                if (round < 0) continue;
                times.Add(time);
                peer.Add(unit);
            }
            slowest = Math.Max(slowest, FillBenchmark.Median(times));
            await Console.Out.WriteLineAsync(string.Create(CultureInfo.InvariantCulture,
                $"{FillBenchmark.Median(times),7:0.0} ms   ratio {FillBenchmark.Median(times) / FillBenchmark.Median(peer):0.0} to {Peer}   {page.Replace(bulletin, "ID", StringComparison.Ordinal)}"));
        }
        return seconds <= 60 && slowest <= 50 ? 0 : 1;
    }

    /// <summary>A place some pages on.</summary>
    private static async Task<string> LateAsync(HttpClient desk, string proof)
    {
        var at = "";
        for (var page = 0; page < 20; page++)
        {
            if (Next().Match(await desk.GetStringAsync(proof + at)) is not { Success: true } next) break;
            at = System.Net.WebUtility.HtmlDecode(next.Groups[1].Value);
        }
        return at;
    }

    [GeneratedRegex("rel=\"next\" href=\"([^\"]+)\"")]
    private static partial Regex Next();
}
