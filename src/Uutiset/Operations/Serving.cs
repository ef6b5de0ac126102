using System.CommandLine;
using Microsoft.Extensions.Options;
using Uutiset.Accounts.SignIn;
using Uutiset.Data;
using Uutiset.Exchange;

namespace Uutiset.Operations;

/// <summary><c>serve</c>, the verb that runs when none is named.</summary>
internal static class Serving
{
    public static void AddServeVerb(this RootCommand root, Func<Action<WebApplicationBuilder>?, WebApplication> build)
    {
        var demo = new Option<bool>("--demo") { Description = "Fills an empty database with sample content and prints a one-time sign-in link" };
        var serve = new Command("serve", "Migrates if needed and serves the site (default)") { demo };
        root.Add(demo);
        root.SetAction((parsed, ct) => ServeAsync(build, parsed.GetValue(demo), ct));
        serve.SetAction((parsed, ct) => ServeAsync(build, parsed.GetValue(demo), ct));
        root.Add(serve);
    }

    private static async Task<int> ServeAsync(Func<Action<WebApplicationBuilder>?, WebApplication> build, bool demo, CancellationToken ct)
    {
        await using var app = build(builder =>
        {
            if (demo) builder.Configuration["Site:Demo"] = "true";
            if (builder.Configuration["urls"] is null) builder.WebHost.UseUrls(ListenOn(builder.Configuration["Site:BaseUrl"]));
        });
        using var single = HoldFolder(app.Services);
        await app.Services.GetRequiredService<Migrator>().MigrateAsync(ct);
        if (demo) await SeedAsync(app, ct);
        await app.StartAsync(ct);
        await AnnounceAsync(app, ct);
        await app.WaitForShutdownAsync(ct);
        return 0;
    }

    /// <summary>On this machine the site listens where its address says; elsewhere a proxy stands in front of it.</summary>
    private static string ListenOn(string? baseUrl) =>
        Uri.TryCreate(baseUrl, UriKind.Absolute, out var address) && address is { Scheme: "http", IsLoopback: true } ? address.GetLeftPart(UriPartial.Authority) : "http://127.0.0.1:5080";

    private static async Task SeedAsync(WebApplication app, CancellationToken ct)
    {
        await using var scope = app.Services.CreateAsyncScope();
        Console.WriteLine("Writing sample content; the site opens in a moment ...");
        Console.WriteLine("Sample content: " + await scope.ServiceProvider.GetRequiredService<Demo>().SeedAsync(ct));
    }

    private static async Task AnnounceAsync(WebApplication app, CancellationToken ct)
    {
        await using var scope = app.Services.CreateAsyncScope();
        var site = scope.ServiceProvider.GetRequiredService<IOptions<SiteOptions>>().Value;
        Console.WriteLine($"{site.Name}: {site.Base}");
        if (await scope.ServiceProvider.GetRequiredService<DemoAccount>().LinkAsync(ct) is { } link)
            Console.WriteLine($"Sign in once (24 h): {link}");
    }

    // A folder on a read-only disk is an IOException too: EWOULDBLOCK of Linux and of macOS, ERROR_SHARING_VIOLATION of Windows
    private static readonly int[] SharingViolations = [11, 35, unchecked((int)0x80070020)];

    /// <summary>SQLite is written by one serving process: a second one on the same folder would send every bulletin twice.</summary>
    private static FileStream? HoldFolder(IServiceProvider services)
    {
        var options = services.GetRequiredService<IOptions<DataOptions>>().Value;
        if (options.Engine != EngineName.Sqlite) return null;
        Directory.CreateDirectory(options.FullFolder);
        try
        {
            return new FileStream(options.InFolder("serving.lock"), FileMode.OpenOrCreate, FileAccess.ReadWrite, FileShare.None);
        }
        catch (IOException e) when (!SharingViolations.Contains(e.HResult))
        {
            throw new OptionsValidationException("Data", typeof(DataOptions), [$"Data__Folder: {options.FullFolder} cannot be written: {e.Message}"]);
        }
        catch (IOException)
        {
            throw new OptionsValidationException("Data", typeof(DataOptions),
                [$"Data__Folder: another process already serves {options.FullFolder}; stop it or choose another folder"]);
        }
    }
}
