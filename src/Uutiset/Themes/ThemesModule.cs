using System.CommandLine;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Options;
using Uutiset.Data;

namespace Uutiset.Themes;

internal static class ThemesModule
{
    public static void AddThemes(this IServiceCollection services)
    {
        services.AddOptions<ImprintOptions>().BindConfiguration("Site");
        services.TryAddSingleton(provider => Theme.Load(Folder(provider.GetRequiredService<IOptions<SiteOptions>>().Value.Theme)));
        services.AddSingleton<SiteFrames>();
    }

    public static string Folder(string theme) => Path.Combine(AppContext.BaseDirectory, "themes", theme);

    /// <summary>Loads the theme before the first request, so that a broken one stops the start, and serves its assets.</summary>
    public static void MapThemes(this IEndpointRouteBuilder routes)
    {
        var assets = routes.ServiceProvider.GetRequiredService<Theme>().Assets;
        routes.MapGet("/teema/{version}/{**path}", (string version, string path, HttpContext context) =>
        {
            if (assets.Find(version, path) is not { } asset) return Results.NotFound();
            context.Response.Headers.CacheControl = "public, max-age=31536000, immutable";
            return Results.Bytes(asset.Content, asset.ContentType);
        }).AllowAnonymous().ExcludeFromDescription();
    }

    public static void AddThemeVerbs(this RootCommand root)
    {
        var name = new Argument<string>("name") { Description = "Folder under themes/" };
        var write = new Option<string?>("--out") { Description = "Also writes every page with sample data into this folder, for a browser" };
        var check = new Command("check", "Renders every template with sample data, in fi, sv and en, and checks texts, colours and images") { name, write };
        check.SetAction(async (parsed, ct) =>
        {
            var folder = Folder(parsed.GetRequiredValue(name));
            var result = ThemeCheck.Run(folder, Console.Out);
            if (result == 0 && parsed.GetValue(write) is { } target) await ThemeCheck.WriteAsync(folder, target, ct);
            return result;
        });
        root.Add(new Command("theme", "Works on themes") { check });
    }
}
