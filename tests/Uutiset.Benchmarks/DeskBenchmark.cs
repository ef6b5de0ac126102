using System.Diagnostics;
using System.Net;
using System.Text.RegularExpressions;

namespace Uutiset.Benchmarks;

/// <summary>
/// Every kind of page of the desk that a link leads to, over 20,000 articles and 200 people: time from request to the last byte on a
/// connection that stands, beside the peer in the same rounds: the desk's own account page, which reads two rows. Fails when a page
/// takes longer than 150 ms. The engine is the environment's (<c>Data__Engine</c>, <c>Data__Connection</c>); a folder that
/// <c>Data__Folder</c> names and that is filled already is used as it is, so that a second run starts at once.
/// </summary>
internal static partial class DeskBenchmark
{
    private const int Rounds = 7;
    private const int MostKinds = 200;
    private const double Longest = 150;
    private const string Peer = "/desk/account";
    private const string Password = "pitkä salasana vain tätä mittausta varten";

    // What people type: a word of most articles, a rarer one, one that stands nowhere, and one with a filter
    private static readonly string[] Asked =
    [
        "/desk/search?q=kunta", "/desk/search?q=hyvinvointialue", "/desk/search?q=xyzzy", "/desk/articles?q=kunta", "/desk/articles?q=xyzzy",
        "/desk/articles?tag=sote-uudistus&q=yhdistys", "/desk/articles?page=300", "/desk/people?q=virtanen",
    ];

    public static async Task<int> RunAsync()
    {
        var given = Environment.GetEnvironmentVariable("Data__Folder");
        var folder = given ?? Directory.CreateTempSubdirectory("uutiset-desk-").FullName;
        try
        {
            var address = $"http://127.0.0.1:{SmtpBenchmark.FreePort()}";
            if (!File.Exists(Path.Combine(folder, "filled")))
            {
                await Uutiset(folder, address, "seed", "load", "--articles", "20000", "--people", "200");
                await File.WriteAllTextAsync(Path.Combine(folder, "filled"), "");
            }
            var link = Address().Match(await Uutiset(folder, address, "user", "add", "--email", $"{Guid.NewGuid():N}@example.fi", "--name", "Mittaaja", "--role", "Admin")).Value;
            using var site = Start(folder, address, "serve");
            try
            {
                using var client = new HttpClient { BaseAddress = new Uri(address), Timeout = TimeSpan.FromMinutes(1) };
                await UpAsync(client);
                await SignInAsync(client, link);
                return await MeasureAsync(client, [.. await KindsAsync(client), .. Asked]);
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

    private static async Task<int> MeasureAsync(HttpClient client, IReadOnlyList<string> pages)
    {
        List<(string Page, double Median, double Slowest)> seen = [];
        List<double> peer = [];
        foreach (var page in pages)
        {
            List<double> times = [];
            for (var round = -1; round < Rounds; round++)
            {
                var (time, unit) = (await TimeAsync(client, page), await TimeAsync(client, Peer));
                // The first round warms up
                if (round < 0) continue;
                times.Add(time);
                peer.Add(unit);
            }
            seen.Add((page, FillBenchmark.Median(times), times.Max()));
        }
        var basis = FillBenchmark.Median(peer);
        await Console.Out.WriteLineAsync($"peer {Peer}: {basis:0.0} ms\n\nmedian ms   slowest ms   ratio   page");
        foreach (var (page, median, slowest) in seen.OrderByDescending(s => s.Median))
            await Console.Out.WriteLineAsync($"{median,9:0.0}   {slowest,10:0.0}   {median / basis,5:0.0}   {page}");
        return seen.Exists(s => s.Median > Longest) ? 1 : 0;
    }

    internal static async Task<double> TimeAsync(HttpClient client, string page)
    {
        var started = Stopwatch.GetTimestamp();
        using var answer = await client.GetAsync(page);
        await answer.Content.ReadAsByteArrayAsync();
        var time = Stopwatch.GetElapsedTime(started).TotalMilliseconds;
        return answer.IsSuccessStatusCode ? time : throw new InvalidOperationException($"{page} answered {(int)answer.StatusCode}");
    }

    /// <summary>One address of each kind: the same path with other ids, or the same filter with another value, is no new kind.</summary>
    private static async Task<List<string>> KindsAsync(HttpClient client)
    {
        var kinds = new HashSet<string> { "/desk" };
        var ahead = new Queue<string>(kinds);
        var pages = new List<string>();
        while (ahead.TryDequeue(out var page) && pages.Count < MostKinds)
        {
            using var answer = await client.GetAsync(page);
            if (answer.Content.Headers.ContentType?.MediaType != "text/html") continue;
            pages.Add(page);
            foreach (Match match in DeskLink().Matches(await answer.Content.ReadAsStringAsync()))
            {
                var address = WebUtility.HtmlDecode(match.Groups[1].Value);
                if (kinds.Add(Value().Replace(Id().Replace(address, "{id}"), "="))) ahead.Enqueue(address);
            }
        }
        return pages;
    }

    internal static async Task SignInAsync(HttpClient client, string link)
    {
        var page = await client.GetStringAsync(link);
        var fields = Field().Matches(page).Select(m => m.Value).Select(f => (Name: Name().Match(f).Groups[1].Value, Value: Given().Match(f).Groups[1].Value))
            .Where(f => f.Name.Length > 0).Select(f => KeyValuePair.Create(f.Name, f.Value.Length > 0 ? WebUtility.HtmlDecode(f.Value) : Password));
        using var form = new FormUrlEncodedContent(fields);
        using var answer = await client.PostAsync(link, form);
        if (answer.RequestMessage!.RequestUri!.AbsolutePath != "/desk") throw new InvalidOperationException($"Signing in led to {answer.RequestMessage.RequestUri}");
    }

    internal static async Task UpAsync(HttpClient client)
    {
        for (var attempt = 0; attempt < 120; attempt++)
        {
            try
            {
                using var answer = await client.GetAsync("/healthz");
                if (answer.IsSuccessStatusCode) return;
            }
            catch (HttpRequestException)
            {
                // Not listening yet
            }
            await Task.Delay(500);
        }
        throw new TimeoutException("The site did not start within a minute");
    }

    internal static async Task<string> Uutiset(string folder, string address, params string[] arguments)
    {
        using var process = Start(folder, address, arguments);
        var said = await process.StandardOutput.ReadToEndAsync();
        await process.WaitForExitAsync();
        return process.ExitCode == 0 ? said : throw new InvalidOperationException($"{string.Join(' ', arguments)} ended with {process.ExitCode}: {said}");
    }

    internal static Process Start(string folder, string address, params string[] arguments)
    {
        var process = Process.Start(Program(folder, address, arguments))!;
        // Nobody reads what the site tells; its pipe must not fill up
        if (arguments is ["serve"]) process.BeginOutputReadLine();
        return process;
    }

    internal static ProcessStartInfo Program(string folder, string address, params string[] arguments)
    {
        // As ./run runs it
        var program = Path.Combine(AppContext.BaseDirectory, "../../../../../src/Uutiset/bin/Release/net10.0/publish/Uutiset");
        if (!File.Exists(program)) throw new FileNotFoundException("The program is not there to be measured: ./run --help makes it.", program);
        var start = new ProcessStartInfo(program, arguments) { RedirectStandardOutput = true };
        (start.Environment["Data__Folder"], start.Environment["Site__BaseUrl"]) = (folder, address);
        start.Environment["Logging__LogLevel__Default"] = "Warning";
        return start;
    }

    [GeneratedRegex("http://[0-9a-zA-Z./:-]+")]
    internal static partial Regex Address();

    [GeneratedRegex("<a [^>]*href=\"(/desk[^\"#]*)")]
    private static partial Regex DeskLink();

    [GeneratedRegex("[0-9a-f]{8}-[0-9a-f-]{27}")]
    private static partial Regex Id();

    [GeneratedRegex("=[^&]*")]
    private static partial Regex Value();

    [GeneratedRegex("<input[^>]*>")]
    private static partial Regex Field();

    [GeneratedRegex("name=\"([^\"]+)\"")]
    private static partial Regex Name();

    [GeneratedRegex("value=\"([^\"]*)\"")]
    private static partial Regex Given();
}
