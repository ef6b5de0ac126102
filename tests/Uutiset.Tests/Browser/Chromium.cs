using Microsoft.Playwright;

[assembly: AssemblyFixture(typeof(Uutiset.Tests.Browser.Chromium))]

namespace Uutiset.Tests.Browser;

/// <summary>One headless Debian Chromium for the whole run, started by the first test that opens a window in it.</summary>
public sealed class Chromium : IAsyncDisposable
{
    private const string Program = "/usr/bin/chromium";
    private const int Patience = 15_000;
    private readonly SemaphoreSlim starting = new(1, 1);
    private IPlaywright? playwright;
    private IBrowser? browser;

    /// <summary>A window of its own: no cookies, nothing stored, nothing cached from any other.</summary>
    public async Task<IBrowserContext> OpenAsync(string baseUrl, string locale = "fi-FI", int width = 1280, bool dark = false, bool script = true)
    {
        var context = await (await StartedAsync()).NewContextAsync(new()
        {
            BaseURL = baseUrl,
            Locale = locale,
            ViewportSize = new() { Width = width, Height = 900 },
            ColorScheme = dark ? ColorScheme.Dark : ColorScheme.Light,
            JavaScriptEnabled = script,
            // A colour that is still fading is measured as it looks at that moment
            ReducedMotion = ReducedMotion.Reduce,
        });
        // Everything is on this machine: what takes longer is not coming
        context.SetDefaultTimeout(Patience);
        Assertions.SetDefaultExpectTimeout(Patience);
        return context;
    }

    public async ValueTask DisposeAsync()
    {
        if (browser is not null) await browser.DisposeAsync();
        playwright?.Dispose();
        starting.Dispose();
    }

    private async Task<IBrowser> StartedAsync()
    {
        await starting.WaitAsync();
        try
        {
            if (browser is not null) return browser;
            if (!File.Exists(Program)) throw new InvalidOperationException("Chromium is missing. Install it: apt-get install -y chromium");
            playwright = await Playwright.CreateAsync();
            return browser = await playwright.Chromium.LaunchAsync(new()
            {
                ExecutablePath = Program,
                // Chromium's sandbox refuses root; a container's /dev/shm of 64 MB is too small for its pages
                // Nothing is drawn that anybody sees: without a card to imitate, half the processor's time for a frame
                Args = [.. Environment.IsPrivilegedProcess ? ["--no-sandbox"] : Array.Empty<string>(), "--disable-dev-shm-usage", "--disable-gpu", "--disable-software-rasterizer"],
            });
        }
        finally
        {
            starting.Release();
        }
    }
}
