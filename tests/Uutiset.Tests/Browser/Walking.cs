using System.Collections.Concurrent;
using Microsoft.Playwright;
using Uutiset.Accounts;

namespace Uutiset.Tests.Browser;

internal static class Walking
{
    internal static async Task<IPage> SignedInAsync(this DemoNewsroom newsroom, IBrowserContext context, string email, Func<IPage, Task>? before = null)
    {
        var page = await context.NewPageAsync();
        await page.GotoAsync(await newsroom.SetUpLinkAsync(Role.Admin, email));
        if (before is not null) await before(page);
        await page.FillAsync("input[name=Password]", Editors.Password);
        await page.ClickAsync("button.primary");
        await page.Locator("main .front").WaitForAsync();
        return page;
    }

    /// <summary>Two at a time, as many as the smallest machine has cores, one after another in the same two tabs: a new tab is a new process, which takes as long as the page.</summary>
    internal static async Task OnEachAsync(this IBrowserContext context, IReadOnlyList<string> paths, Func<IPage, string, Task> look)
    {
        var tabs = new ConcurrentBag<IPage>();
        await Parallel.ForEachAsync(paths, new ParallelOptions { MaxDegreeOfParallelism = 2 }, async (path, _) =>
        {
            var page = tabs.TryTake(out var idle) ? idle : await context.NewPageAsync();
            await look(page, path);
            tabs.Add(page);
        });
    }
}
