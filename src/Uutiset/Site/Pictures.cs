using System.Collections.Frozen;
using System.Globalization;
using Microsoft.EntityFrameworkCore;
using Uutiset.Articles;
using Uutiset.Data;
using Uutiset.Media;
using Uutiset.Themes.Pages;

namespace Uutiset.Site;

/// <summary>An image of the library as a page shows it: three formats, each in the sizes that it has.</summary>
internal static class Pictures
{
    /// <summary>How wide it stands, for the browser to choose a size before it has read the styles.</summary>
    public const string Hero = "(min-width: 66rem) 50rem, 100vw";
    public const string Body = "(min-width: 46rem) 41rem, 100vw";
    public const string Card = "(min-width: 48rem) 22rem, 100vw";
    public const string Portrait = "10rem";
    public const string Logo = "12rem";

    private static readonly (string Type, string Extension)[] Formats = [("image/avif", "avif"), ("image/webp", "webp"), ("image/jpeg", "jpg")];

    /// <param name="alt">Instead of the image's own.</param>
    public static Picture? Of(MediaItem? item, string lang, string sizes, string? alt = null, string? caption = null, string root = "")
    {
        if (item?.ImageSizes is not [.., var largest] all) return null;
        // The plain img is for the browser that knows no srcset
        var plain = all.FirstOrDefault(s => s.Width >= 800) ?? largest;
        return new(root + MediaItem.PathOf(item.PublicId, plain.Width, "jpg"), alt ?? item.AltOrOther(lang), largest.Width, largest.Height, sizes)
        {
            Sources = [.. Formats.Select(f => new PictureSource(f.Type, string.Join(", ", all.Select(s => string.Create(CultureInfo.InvariantCulture, $"{root}{MediaItem.PathOf(item.PublicId, s.Width, f.Extension)} {s.Width}w")))))],
            // In tenths, since a style attribute is what the content policy forbids: a class for each
            FocalX = (int)Math.Round(item.FocalX / 10.0),
            FocalY = (int)Math.Round(item.FocalY / 10.0),
            Caption = caption ?? item.Caption,
            Credit = Credit(item),
        };
    }

    /// <summary>A photo or logo: whoever cannot see it hears whom it shows, if nobody wrote anything better.</summary>
    public static Picture? Named(MediaItem? item, string name, string lang, string sizes) =>
        Of(item, lang, sizes, item is { Decorative: false } ? item.Alt(lang) ?? name : null) is { } picture ? picture with { Caption = null } : null;

    /// <summary>Images that stand in the texts, and what stands around recordings, in one command for all of them.</summary>
    public static async Task<IReadOnlyDictionary<Guid, MediaItem>> InTextAsync(NewsDb db, IEnumerable<Article> articles, CancellationToken ct)
    {
        var ids = articles.SelectMany(a => DraftMedia.Of(new ArticleDraft { BodyHtml = a.BodyHtml, Lang = a.Lang }).Shown.Concat(a.Attachments.SelectMany(t => t.Around))).Distinct().ToList();
        return await ByIdAsync(db, ids, ct);
    }

    /// <summary>Captions, posters and transcripts of recordings.</summary>
    public static Task<IReadOnlyDictionary<Guid, MediaItem>> AroundAsync(NewsDb db, IEnumerable<Attachment> attachments, CancellationToken ct) =>
        ByIdAsync(db, [.. attachments.SelectMany(t => t.Around).Distinct()], ct);

    private static async Task<IReadOnlyDictionary<Guid, MediaItem>> ByIdAsync(NewsDb db, List<Guid> ids, CancellationToken ct) =>
        ids.Count == 0 ? FrozenDictionary<Guid, MediaItem>.Empty : await db.MediaItems.AsNoTracking().Where(m => ids.Contains(m.PublicId)).ToDictionaryAsync(m => m.PublicId, ct);

    /// <summary>For sharing: 1200 pixels wide is what the big services ask for.</summary>
    public static string? ShareUrl(MediaItem? item, Press press) =>
        item?.ImageSizes is { Count: > 0 } sizes ? press.Absolute("fi", MediaItem.PathOf(item.PublicId, (sizes.FirstOrDefault(s => s.Width >= 1200) ?? sizes[^1]).Width, "jpg")) : null;

    /// <summary>Who made it, and under which licence it stands here.</summary>
    public static string? Credit(MediaItem item) => string.Join(", ", new[] { item.Credit, item.Licence }.OfType<string>()) is { Length: > 0 } credit ? credit : null;
}
