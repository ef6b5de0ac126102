using System.Diagnostics;

namespace Uutiset.Benchmarks;

/// <summary>One process of the program, killed and started again. What it logs as an error while nobody kills it is shown.</summary>
/// <param name="site">The address that stands in the mails, the same for all nodes.</param>
/// <param name="roles">As in Node__Roles.</param>
internal sealed class SenderNode(string folder, string site, string roles) : IAsyncDisposable
{
    private static readonly TimeSpan Look = TimeSpan.FromMilliseconds(50);
    private Process? process;
    private Task up = Task.CompletedTask;

    public HttpClient Client { get; } = new() { BaseAddress = new Uri($"http://127.0.0.1:{SmtpBenchmark.FreePort()}"), Timeout = TimeSpan.FromMinutes(1) };

    public bool IsUp => process is not null && up.IsCompletedSuccessfully;

    public void Start()
    {
        var start = DeskBenchmark.Program(folder, site, "serve");
        start.RedirectStandardError = true;
        (start.Environment["Node__Roles"], start.Environment["Urls"]) = (roles, Client.BaseAddress!.ToString());
        start.Environment["Logging__LogLevel__Default"] = "Critical";
        // It does not live long enough for what the runtime learns from watching it
        start.Environment["DOTNET_TieredPGO"] = "0";
        process = Process.Start(start)!;
        process.OutputDataReceived += (_, _) => { };
        process.ErrorDataReceived += (_, _) => { };
        process.BeginOutputReadLine();
        process.BeginErrorReadLine();
        up = UntilUpAsync(process);
    }

    /// <summary>Until it answers.</summary>
    public Task UpAsync(CancellationToken ct) => up.WaitAsync(ct);

    /// <summary>SIGKILL: not one instruction more.</summary>
    /// <returns>False: it had ended by itself.</returns>
    public async Task<bool> KillAsync()
    {
        if (process is not { } mine) return true;
        process = null;
        var ended = mine.HasExited;
        mine.Kill();
        await mine.WaitForExitAsync();
        mine.Dispose();
        return !ended;
    }

    public async ValueTask DisposeAsync()
    {
        await KillAsync();
        Client.Dispose();
    }

    private async Task UntilUpAsync(Process mine)
    {
        while (process == mine)
        {
            try
            {
                using var answer = await Client.GetAsync("/healthz");
                if (answer.IsSuccessStatusCode) return;
            }
            catch (HttpRequestException)
            {
                // Not listening yet
            }
            await Task.Delay(Look);
        }
        throw new OperationCanceledException("It was killed before it answered.");
    }
}
