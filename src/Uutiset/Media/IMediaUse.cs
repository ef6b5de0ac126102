namespace Uutiset.Media;

/// <summary>A place where a file is used.</summary>
/// <param name="Kind">Key of the text that says what it is: "media.use.article".</param>
internal sealed record MediaUse(string Kind, string Title, string Href, string? Lang = null);

/// <summary>May a file be read by anybody now?</summary>
internal enum MediaReach
{
    /// <summary>Nothing public uses it.</summary>
    Hidden,
    /// <summary>It was offered until a day that has passed.</summary>
    Over,
    Open,
}

/// <summary>A room that uses files: Media itself knows none of them. Each registers its own.</summary>
internal interface IMediaUse
{
    /// <summary>Every place, drafts and formerly published versions included: a file that has one cannot be removed.</summary>
    Task<IReadOnlyList<MediaUse>> OfAsync(Guid media, CancellationToken ct);

    Task<MediaReach> ReachAsync(Guid media, DateTime nowUtc, CancellationToken ct);

    /// <summary>Whether a key in the file's address opens it to one guest, though nothing public uses it.</summary>
    Task<bool> OpensToAsync(Guid media, string key, CancellationToken ct) => Task.FromResult(false);

    /// <summary>What stands before readers, or will at its hour, in one of these languages, and shows the image without words of its own for it.</summary>
    Task<IReadOnlyList<MediaUse>> LeaningOnAltAsync(Guid media, IReadOnlyCollection<string> langs, CancellationToken ct) => Task.FromResult<IReadOnlyList<MediaUse>>([]);

    /// <summary>Whether something with this file comes before readers at its hour, without anybody looking at it once more.</summary>
    Task<bool> IsComingAsync(Guid media, CancellationToken ct) => Task.FromResult(false);
}

/// <summary>All rooms' answers together.</summary>
internal sealed class MediaUses(IEnumerable<IMediaUse> rooms, TimeProvider clock)
{
    public async Task<IReadOnlyList<MediaUse>> OfAsync(Guid media, CancellationToken ct)
    {
        var uses = new List<MediaUse>();
        foreach (var room in rooms) uses.AddRange(await room.OfAsync(media, ct));
        return uses;
    }

    public async Task<bool> OpensToAsync(Guid media, string key, CancellationToken ct)
    {
        foreach (var room in rooms) if (await room.OpensToAsync(media, key, ct)) return true;
        return false;
    }

    public async Task<bool> IsComingAsync(Guid media, CancellationToken ct)
    {
        foreach (var room in rooms) if (await room.IsComingAsync(media, ct)) return true;
        return false;
    }

    public async Task<IReadOnlyList<MediaUse>> LeaningOnAltAsync(Guid media, IReadOnlyCollection<string> langs, CancellationToken ct)
    {
        var uses = new List<MediaUse>();
        foreach (var room in rooms) uses.AddRange(await room.LeaningOnAltAsync(media, langs, ct));
        return uses;
    }

    public async Task<MediaReach> ReachAsync(Guid media, CancellationToken ct)
    {
        var (reach, now) = (MediaReach.Hidden, clock.GetUtcNow().UtcDateTime);
        foreach (var room in rooms)
        {
            var here = await room.ReachAsync(media, now, ct);
            if (here == MediaReach.Open) return here;
            if (here > reach) reach = here;
        }
        return reach;
    }
}
