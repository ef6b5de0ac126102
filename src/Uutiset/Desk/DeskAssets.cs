using System.Security.Cryptography;
using Microsoft.AspNetCore.StaticFiles;

namespace Uutiset.Desk;

/// <summary>
/// Styles, scripts and fonts of the desk, under an address that carries the hash of them all: browsers keep them for a year and a new
/// version is a new address. One hash for the folder, since the style sheet names its fonts by relative address.
/// </summary>
internal sealed class DeskAssets
{
    private const string Route = "/desk/assets/";
    private static readonly FileExtensionContentTypeProvider Types = new();
    private readonly string folder = Path.Combine(AppContext.BaseDirectory, "assets");
    private readonly HashSet<string> files;
    private readonly string hash;

    public DeskAssets()
    {
        files = Directory.Exists(folder)
            ? [.. Directory.EnumerateFiles(folder, "*", SearchOption.AllDirectories).Select(f => Path.GetRelativePath(folder, f).Replace('\\', '/'))]
            : [];
        using var sum = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        foreach (var file in files.Order(StringComparer.Ordinal)) sum.AppendData(File.ReadAllBytes(Path.Combine(folder, file)));
        hash = Convert.ToHexStringLower(sum.GetHashAndReset())[..16];
        // Built without Node there is no bundle: the same sheets one by one, without the fonts
        Styles = Has("desk.css") ? ["desk.css"] : [.. files.Where(f => f.StartsWith("css/", StringComparison.Ordinal)).Order(StringComparer.Ordinal)];
    }

    public IReadOnlyList<string> Styles { get; }

    public bool Has(string file) => files.Contains(file);

    public string Href(string file) => $"{Route}{hash}/{file}";

    public void Map(WebApplication app) =>
        app.MapGet(Route + "{version}/{**file}", (string version, string? file, HttpContext context) =>
        {
            if (file is null || !Has(file) || !Types.TryGetContentType(file, out var type)) return Results.NotFound();
            // An older version's address gets today's file, but nobody may keep it under that name
            context.Response.Headers.CacheControl = version == hash ? "public, max-age=31536000, immutable" : "no-cache";
            if (type.StartsWith("text/", StringComparison.Ordinal)) type += "; charset=utf-8";
            return Results.File(Path.Combine(folder, file), type);
        }).AllowAnonymous().ExcludeFromDescription();
}
