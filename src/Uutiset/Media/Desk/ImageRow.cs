using Microsoft.EntityFrameworkCore;

namespace Uutiset.Media.Desk;

/// <summary>A field in which an image of the library is chosen, for the partial _Image. A page with one also has the partial _Picker and the script picks.js.</summary>
/// <param name="Images">What the list offers without script: the newest, and the chosen one.</param>
internal sealed record ImageRow(string Field, string Label, string? Hint, IReadOnlyList<MediaItem> Images, Guid? Chosen);

internal static class MediaChoices
{
    // Older ones are found in the picker
    private const int Newest = 50;

    /// <summary>The newest, those that are chosen already before them; one command.</summary>
    public static Task<List<MediaItem>> OfferedAsync(this IQueryable<MediaItem> items, IEnumerable<Guid?> chosen, CancellationToken ct)
    {
        var ids = chosen.OfType<Guid>().Distinct().ToList();
        return items.AsNoTracking().OrderBy(m => ids.Contains(m.PublicId) ? 0 : 1).ThenByDescending(m => m.CreatedUtc).Take(Newest).ToListAsync(ct);
    }
}
