using System.Globalization;
using System.Net;
using System.Text.RegularExpressions;

namespace Uutiset.Benchmarks;

/// <summary>
/// The desk's pages of subscribers over 30,000 contacts in 12,000 organisations, each of whom has received twelve bulletins: time from request
/// to the last byte on a connection that stands, beside the desk's own account page in the same rounds. Fails when a page's 95th percentile is
/// over 150 ms, or the count of a segment over 300 ms. The engine is the environment's (<c>Data__Engine</c>, <c>Data__Connection</c>); a folder
/// that <c>Data__Folder</c> names and that is filled already is used as it is. <c>Rounds</c> sets how often each page is asked.
/// </summary>
internal static partial class SubscriberBenchmark
{
    private const double LongestPage = 150;
    private const double LongestCount = 300;
    private const string Peer = "/desk/account";

    private static readonly string[] Pages =
    [
        "/desk/subscribers", "/desk/subscribers?page=200", "/desk/subscribers?q=Esimerkkiyhdistys+77", "/desk/subscribers?region=14", "/desk/subscribers?lang=sv", "/desk/subscribers?state=Active", "/desk/subscribers?state=Unconfirmed",
        "/desk/subscribers?last=3", "/desk/subscribers/contacts", "/desk/subscribers/contacts?page=500", "/desk/subscribers/contacts?q=reader77", "/desk/subscribers/contacts?region=14&state=Confirmed", "/desk/subscribers/contacts?duty=sihteeri",
        "/desk/segments", "/desk/subscribers/charts",
    ];

    // Everybody; a region and a theme; what few want
    private static readonly (string Name, string[] Fields)[] Segments =
        [("Kaikki", []), ("Alue ja aihe", ["Form.Regions=14", "Form.Tags=ikaihmiset"]), ("Ruotsiksi viikoittain", ["Form.Langs=sv", "Form.Frequency=Weekly", "Form.OrganisationTypes=association"])];

    public static async Task<int> RunAsync()
    {
        var given = Environment.GetEnvironmentVariable("Data__Folder");
        var rounds = int.TryParse(Environment.GetEnvironmentVariable("Rounds"), NumberStyles.None, CultureInfo.InvariantCulture, out var asked) && asked > 0 ? asked : 40;
        var folder = given ?? Directory.CreateTempSubdirectory("uutiset-subscribers-").FullName;
        try
        {
            var address = $"http://127.0.0.1:{SmtpBenchmark.FreePort()}";
            if (!File.Exists(Path.Combine(folder, "subscribed")))
            {
                await Console.Out.WriteAsync(await DeskBenchmark.Uutiset(folder, address, "seed", "load", "--contacts", "30000", "--bulletins", "12"));
                await File.WriteAllTextAsync(Path.Combine(folder, "subscribed"), "");
            }
            var link = DeskBenchmark.Address().Match(await DeskBenchmark.Uutiset(folder, address, "user", "add", "--email", $"{Guid.NewGuid():N}@example.fi", "--name", "Mittaaja", "--role", "Admin")).Value;
            using var site = DeskBenchmark.Start(folder, address, "serve");
            try
            {
                using var client = new HttpClient { BaseAddress = new Uri(address), Timeout = TimeSpan.FromMinutes(1) };
                await DeskBenchmark.UpAsync(client);
                await DeskBenchmark.SignInAsync(client, link);
                var one = Organisation().Match(await client.GetStringAsync(Pages[0])).Value;
                List<(string Page, double Most)> pages = [.. Pages.Append(one).Append("/desk/segments/new").Select(p => (p, LongestPage))];
                foreach (var (name, fields) in Segments) pages.Add(($"{await SegmentAsync(client, name, fields)}?count=true", LongestCount));
                return await MeasureAsync(client, pages, rounds);
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

    private static async Task<int> MeasureAsync(HttpClient client, IReadOnlyList<(string Page, double Most)> pages, int rounds)
    {
        List<(string Page, double Median, double Late, double Most)> seen = [];
        List<double> peer = [];
        foreach (var (page, most) in pages)
        {
            List<double> times = [];
            for (var round = -2; round < rounds; round++)
            {
                var (time, unit) = (await DeskBenchmark.TimeAsync(client, page), await DeskBenchmark.TimeAsync(client, Peer));
                // The first rounds warm up
                if (round < 0) continue;
                times.Add(time);
                peer.Add(unit);
            }
            times.Sort();
            seen.Add((page, FillBenchmark.Median(times), times[(int)Math.Ceiling(times.Count * 0.95) - 1], most));
        }
        var basis = FillBenchmark.Median(peer);
        await Console.Out.WriteLineAsync($"peer {Peer}: {basis:0.0} ms, {rounds} rounds\n\nmedian ms   p95 ms   most ms   ratio   page");
        foreach (var (page, median, late, most) in seen.OrderByDescending(s => s.Late / s.Most))
            await Console.Out.WriteLineAsync($"{median,9:0.0}   {late,6:0.0}   {most,7:0}   {median / basis,5:0.0}   {page}{(late > most ? "   TOO SLOW" : "")}");
        return seen.Exists(s => s.Late > s.Most) ? 1 : 0;
    }

    /// <summary>One of an earlier run is used again.</summary>
    private static async Task<string> SegmentAsync(HttpClient client, string name, string[] fields)
    {
        var there = Regex.Match(await client.GetStringAsync("/desk/segments"), $"<a href=\"(/desk/segments/[0-9a-f-]{{36}})\">{name}</a>");
        if (there.Success) return there.Groups[1].Value;
        var token = WebUtility.HtmlDecode(Token().Match(await client.GetStringAsync("/desk/segments/new")).Groups[1].Value);
        using var form = new FormUrlEncodedContent(fields.Select(f => f.Split('=')).Select(f => KeyValuePair.Create(f[0], f[1]))
            .Append(new("Form.Name", name)).Append(new("act", "save")).Append(new("__RequestVerificationToken", token)));
        using var answer = await client.PostAsync("/desk/segments/new", form);
        return answer.RequestMessage!.RequestUri!.AbsolutePath is var path && path.StartsWith("/desk/segments/", StringComparison.Ordinal) && !path.EndsWith("/new", StringComparison.Ordinal) ? path
            : throw new InvalidOperationException($"The segment {name} was not saved");
    }

    [GeneratedRegex("/desk/subscribers/[0-9a-f]{8}-[0-9a-f-]{27}")]
    private static partial Regex Organisation();

    [GeneratedRegex("name=\"__RequestVerificationToken\" type=\"hidden\" value=\"([^\"]+)")]
    private static partial Regex Token();
}
