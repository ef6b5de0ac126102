using System.Text.Json;

namespace Uutiset.Themes;

/// <summary>What theme.json says.</summary>
/// <param name="Title">Name that people read.</param>
/// <param name="Styles">Style sheets in order; they are served as one.</param>
/// <param name="Fonts">Files of npm packages that the build copies to assets/dist.</param>
/// <param name="Preload">Assets worth fetching before the style sheet asks for them.</param>
internal sealed record ThemeManifest(string Name, string Title, IReadOnlyList<string> Styles, IReadOnlyList<string> Fonts, IReadOnlyList<string> Preload)
{
    public static ThemeManifest Read(string folder)
    {
        var file = Path.Combine(folder, "theme.json");
        if (!File.Exists(file)) throw new ThemeException($"Site__Theme: there is no theme at {folder} (theme.json is missing).");
        try
        {
            return JsonSerializer.Deserialize<ThemeManifest>(File.ReadAllBytes(file), JsonSerializerOptions.Web)
                is { Name: not null, Styles: not null } manifest
                ? manifest with { Preload = manifest.Preload ?? [], Fonts = manifest.Fonts ?? [] }
                : throw new ThemeException($"{file}: \"name\" and \"styles\" are required.");
        }
        catch (JsonException e)
        {
            throw new ThemeException($"{file}: {e.Message}", e);
        }
    }
}

/// <summary>A theme that cannot be used. The message is one line that names the file and what is wrong with it.</summary>
internal sealed class ThemeException(string message, Exception? inner = null) : Exception(message, inner);
