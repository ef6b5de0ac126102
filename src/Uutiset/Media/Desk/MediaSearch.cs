using System.Security.Claims;
using Microsoft.EntityFrameworkCore;
using Uutiset.Data;
using Uutiset.Desk;
using Uutiset.Vocabulary;

namespace Uutiset.Media.Desk;

internal static class MediaSearch
{
    /// <summary>Files of the library in the desk's search.</summary>
    public static async Task<IReadOnlyList<DeskFrontRow>> FindAsync(IServiceProvider services, ClaimsPrincipal user, string typed, CancellationToken ct)
    {
        var (db, text) = (services.GetRequiredService<NewsDb>(), services.GetRequiredService<DeskText>());
        var items = await db.MediaItems.AsNoTracking().WithWords(typed).OrderByDescending(m => m.CreatedUtc).ThenByDescending(m => m.Id).Take(DeskSearchKind.Taken).ToListAsync(ct);
        return items.ConvertAll(m => new DeskFrontRow($"/desk/media/{m.PublicId}", m.OriginalName, m.Caption is { Length: > 0 } caption ? caption : MediaWords.Note(m, text)));
    }

    /// <summary>Those with all the words in their name, alternative text or caption.</summary>
    public static IQueryable<MediaItem> WithWords(this IQueryable<MediaItem> items, string? typed)
    {
        foreach (var word in WrittenWord.AllOf(typed))
        {
            items = items.Where(m => m.OriginalName.Contains(word.Given) || m.OriginalName.Contains(word.Lower) || m.OriginalName.Contains(word.Capital)
                || m.AltFi!.Contains(word.Lower) || m.AltFi.Contains(word.Capital) || m.Caption!.Contains(word.Lower) || m.Caption.Contains(word.Capital));
        }
        return items;
    }
}
