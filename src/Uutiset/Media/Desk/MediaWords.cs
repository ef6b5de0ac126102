using Uutiset.Desk;
using Uutiset.Vocabulary;

namespace Uutiset.Media.Desk;

internal static class MediaWords
{
    /// <summary>"JPEG, 1200 × 800" or "PDF, 1,2 Mt, 14 sivua".</summary>
    public static string Note(MediaItem item, DeskText text) =>
        item is { Kind: MediaKind.Image, Width: { } width, Height: { } height }
            ? FormattableString.Invariant($"{width} × {height}")
            : FileWords.Of(item, text.Lang);
}
