using Microsoft.Extensions.Options;

namespace Uutiset.Themes;

internal static class ThemesModule
{
    public static void AddThemes(this IServiceCollection services)
    {
        services.AddOptions<SiteOptions>().BindConfiguration(SiteOptions.Section).ValidateDataAnnotations().ValidateOnStart();
        services.AddSingleton(provider => Theme.Load(Folder(provider.GetRequiredService<IOptions<SiteOptions>>().Value.Theme)));
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
}
