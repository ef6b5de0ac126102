using System.Diagnostics;
using System.Globalization;

namespace Uutiset.Benchmarks;

/// <summary>
/// <c>import contacts</c> of 100,000 rows into an empty database, beside a tenth of it in another, under a limit of the managed heap that is
/// the same for both: memory that grew with the file would end the long one. Then the dry run over what is there. Fails above a minute. The
/// engine is the environment's; on PostgreSQL <c>Data__Connection</c> names a server with the empty databases import_peer and import_whole.
/// </summary>
internal static class ImportBenchmark
{
    private const int Rows = 100_000;
    private const double Longest = 60;
    // 160 MB
    private const string HeapLimit = "0xA000000";

    public static async Task<int> RunAsync()
    {
        var folder = Directory.CreateTempSubdirectory("uutiset-import-").FullName;
        try
        {
            var (tenth, whole) = (await FileAsync(folder, Rows / 10), await FileAsync(folder, Rows));
            var peer = await TimeAsync(Path.Combine(folder, "peer"), tenth);
            var taken = await TimeAsync(Path.Combine(folder, "whole"), whole);
            var dry = await TimeAsync(Path.Combine(folder, "whole"), whole, "--dry-run");
            await Console.Out.WriteLineAsync($"""
                rows                         {Rows}, of them one in fifty refused
                peer: {Rows / 10} rows           {peer:0.0} s
                taken                        {taken:0.0} s ({taken / peer:0.0} times the peer)
                tried, all there already     {dry:0.0} s
                managed heap                 at most 160 MB in each
                """);
            return Math.Max(taken, dry) > Longest ? 1 : 0;
        }
        finally
        {
            Directory.Delete(folder, recursive: true);
        }
    }

    private static async Task<string> FileAsync(string folder, int rows)
    {
        var path = Path.Combine(folder, $"{rows}.csv");
        await using var file = new StreamWriter(path);
        await file.WriteLineAsync("organisation;email;name;lang;regions;consentAt;consentSource");
        for (var n = 0; n < rows; n++)
            await file.WriteLineAsync(string.Create(CultureInfo.InvariantCulture, $"Mittausyhdistys {n * 2 / 5} ry;{(n % 50 == 0 ? "ei osoite" : $"lukija{n}@mitta.example.fi")};Lukija {n};fi;{1 + n % 9:00};2024-01-02;Mittaus"));
        return path;
    }

    private static async Task<double> TimeAsync(string folder, string file, params string[] more)
    {
        Directory.CreateDirectory(folder);
        var start = DeskBenchmark.Program(folder, "http://127.0.0.1:5080", ["import", "contacts", file, "--report", Path.Combine(folder, "report.csv"), .. more]);
        start.Environment["DOTNET_GCHeapHardLimit"] = HeapLimit;
        if (Environment.GetEnvironmentVariable("Data__Connection") is { } server) start.Environment["Data__Connection"] = $"{server};Database=import_{Path.GetFileName(folder)}";
        var started = Stopwatch.GetTimestamp();
        using var process = Process.Start(start)!;
        var said = await process.StandardOutput.ReadToEndAsync();
        await process.WaitForExitAsync();
        // 1: lines were refused, as they are here
        if (process.ExitCode != 1) throw new InvalidOperationException($"ended with {process.ExitCode}: {said}");
        await Console.Error.WriteLineAsync(said.Trim());
        return Stopwatch.GetElapsedTime(started).TotalSeconds;
    }
}
