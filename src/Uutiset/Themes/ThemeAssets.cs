using System.Collections.Frozen;
using System.Security.Cryptography;
using System.Text;
using Microsoft.AspNetCore.StaticFiles;

namespace Uutiset.Themes;

internal sealed record ThemeAsset(byte[] Content, string ContentType);

/// <summary>
/// Style sheets and fonts, in memory under one address that carries the hash of them all: browsers may keep them for ever,
/// and relative addresses between them still work.
/// </summary>
internal sealed class ThemeAssets
{
    public const string StyleSheet = "site.css";
    public const string VideoScript = "video.js";
    private readonly FrozenDictionary<string, ThemeAsset> files;

    public ThemeAssets(string folder, ThemeManifest manifest)
    {
        var root = Path.Combine(folder, "assets");
        var types = new FileExtensionContentTypeProvider();
        var found = Directory.EnumerateFiles(root, "*", SearchOption.AllDirectories)
            .Where(f => Path.GetExtension(f) != ".css")
            .ToDictionary(
                f => Path.GetRelativePath(root, f).Replace('\\', '/'),
                f => new ThemeAsset(File.ReadAllBytes(f), types.TryGetContentType(f, out var type) ? type : "application/octet-stream"));
        found[StyleSheet] = new ThemeAsset(Encoding.UTF8.GetBytes(JoinStyles(root, manifest)), "text/css; charset=utf-8");
        files = found.ToFrozenDictionary();

        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        foreach (var (path, asset) in files.OrderBy(f => f.Key, StringComparer.Ordinal))
        {
            hash.AppendData(Encoding.UTF8.GetBytes(path));
            hash.AppendData(asset.Content);
        }
        Version = Convert.ToHexStringLower(hash.GetHashAndReset())[..12];
    }

    public string Version { get; }

    public string Url(string path) => $"/teema/{Version}/{path}";

    public IEnumerable<KeyValuePair<string, ThemeAsset>> All => files;

    public bool Has(string path) => files.ContainsKey(path);

    public ThemeAsset? Find(string version, string path) => version == Version ? files.GetValueOrDefault(path) : null;

    private static string JoinStyles(string root, ThemeManifest manifest)
    {
        var joined = new StringBuilder();
        foreach (var style in manifest.Styles)
        {
            var file = Path.Combine(root, style);
            if (!File.Exists(file)) throw new ThemeException($"theme.json names the style sheet {style}, which is not in {root}.");
            joined.Append(File.ReadAllText(file)).Append('\n');
        }
        return joined.ToString();
    }
}
