using System.Collections.Concurrent;
using Microsoft.Playwright;

namespace Uutiset.Tests.Browser;

/// <summary>Apart from what is looked at: these are the two longest walks, and go side by side.</summary>
public sealed class KeyboardTests(DemoNewsroom newsroom, Chromium chromium) : IClassFixture<DemoNewsroom>
{
    private const int MostStops = 400;

    [Theory]
    [InlineData(1280)]
    [InlineData(360)]
    public async Task Whoever_walks_by_keyboard_gets_everywhere_and_always_sees_where_they_are(int width)
    {
        await using var context = await chromium.OpenAsync(newsroom.BaseUrl, width: width);
        var home = await newsroom.SignedInAsync(context, $"nappaimisto{width}@example.fi");
        var lost = new ConcurrentBag<string>();
        string[] paths = [.. await DeskPages.AllAsync(newsroom), "/desk/people/new", "/tilaa", "/arkisto?q=avustus", "/kirjaudu/ulos"];
        await context.OnEachAsync( paths, async (page, path) =>
        {
            await page.SetViewportSizeAsync(width, 640);
            await page.GotoAsync(path);
            foreach (var form in await page.EvaluateAsync<string[]>(Inspection.Tokenless)) lost.Add($"{path}: posts without a token: {form}");
            await page.Keyboard.PressAsync("Tab");
            if (await page.EvaluateAsync<string>("document.activeElement.className") != "skip") lost.Add($"{path}: the first stop does not skip to the content");
            // The desk's bars are the same on every page: they are walked once, and skipped then as anybody would
            var skips = path.StartsWith("/desk/", StringComparison.Ordinal);
            if (skips)
            {
                await page.Keyboard.PressAsync("Enter");
                if (await page.EvaluateAsync<string>("document.activeElement.id") != "main") lost.Add($"{path}: the first stop leads elsewhere than to the content");
                // What comes by itself once the page stands
                await page.WaitForFunctionAsync("() => !document.querySelector('[data-later]')");
            }
            for (var i = 0; i < MostStops; i++)
            {
                await page.Keyboard.PressAsync("Tab");
                var fault = await page.EvaluateAsync<string?>(Inspection.FocusLost);
                if (fault is null) break;
                if (fault.Length > 0) lost.Add($"{path}: {fault}");
            }
            foreach (var unreached in await page.EvaluateAsync<string[]>(Inspection.Unreached, skips ? "main" : "body")) lost.Add($"{path}: never reached: {unreached}");
        });
        await home.CloseAsync();
        Assert.True(lost.IsEmpty, string.Join('\n', lost.Order(StringComparer.Ordinal)));
    }
}
