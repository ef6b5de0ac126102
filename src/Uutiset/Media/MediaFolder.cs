using Microsoft.Extensions.Options;
using Uutiset.Data;

namespace Uutiset.Media;

/// <summary>
/// Where the bytes lie: under Data:Folder, outside anything that is served by its path, in folders and files that we name
/// (ASVS 5.3.1, 5.3.2). A file comes to its place by one rename of its folder, so that half of one is never there.
/// </summary>
internal sealed class MediaFolder(IOptions<DataOptions> data, TimeProvider clock)
{
    /// <summary>The bytes of what is no image; no extension, so that nothing on the machine takes it for a program.</summary>
    public const string Whole = "file";

    private static readonly TimeSpan LongestUpload = TimeSpan.FromHours(24);
    private readonly string root = data.Value.InFolder("media");

    private string Incoming => Path.Combine(root, "incoming");

    /// <summary>A folder for one upload. Whoever made it removes it, or moves it to its place.</summary>
    public string Begin()
    {
        var folder = Path.Combine(Incoming, Guid.NewGuid().ToString("N"));
        Directory.CreateDirectory(folder);
        return folder;
    }

    public void Keep(string incoming, Guid id)
    {
        var place = PlaceOf(id);
        Directory.CreateDirectory(Path.GetDirectoryName(place)!);
        Directory.Move(incoming, place);
    }

    /// <summary>A file of an item; null when there is none of that name.</summary>
    public string? Find(Guid id, string name) => Path.Combine(PlaceOf(id), name) is var path && File.Exists(path) ? path : null;

    public void Remove(Guid id) => Discard(PlaceOf(id));

    public static void Discard(string folder)
    {
        if (Directory.Exists(folder)) Directory.Delete(folder, recursive: true);
    }

    /// <summary>What a killed process left half done. Not the young ones: another node may be writing them.</summary>
    public void SweepIncoming()
    {
        if (!Directory.Exists(Incoming)) return;
        var before = clock.GetUtcNow().UtcDateTime - LongestUpload;
        foreach (var folder in Directory.GetDirectories(Incoming))
            if (Directory.GetLastWriteTimeUtc(folder) < before) Discard(folder);
    }

    // The last two of a version 7 UUID are random: 256 folders of about equal size
    private string PlaceOf(Guid id) => id.ToString("N") is var name ? Path.Combine(root, name[^2..], name) : "";
}
