using System.Buffers.Binary;
using System.Text;
using Uutiset.Vocabulary;

namespace Uutiset.Media;

/// <summary>
/// Takes out of an MP4 or M4A file where and by whom it was recorded (ASVS 14.2.8), in place and without touching picture or sound: user
/// data (<c>udta</c>, with <c>©xyz</c> and <c>loci</c>), metadata (<c>meta</c>, with Apple's location keys), private boxes (<c>uuid</c>,
/// with XMP), leftovers in free space, and whole tracks that are neither picture, sound nor text: telephones and action cameras write the
/// place of every second there. What is hidden in the picture's own bytes stays; WebM, MP3 and Ogg are not looked into.
/// </summary>
internal static class MovieCleaning
{
    private static readonly HashSet<string> Private = ["udta", "meta", "uuid"];
    private static readonly HashSet<string> Free = ["free", "skip"];
    private static readonly HashSet<string> Kept = ["vide", "soun", "text", "sbtl", "subt", "clcp"];

    /// <summary>What a cleaned file shows; nothing for sound.</summary>
    public sealed record Facts(int? Width, int? Height);

    /// <returns>The facts, or why the file is not taken: what cannot be read cannot be cleaned.</returns>
    public static async Task<(Facts? Facts, Localized? Refusal)> CleanAsync(string path, CancellationToken ct)
    {
        try
        {
            await using var file = new FileStream(path, FileMode.Open, FileAccess.ReadWrite, FileShare.None);
            return (await CleanAsync(file, ct), null);
        }
        catch (Exception broken) when (broken is InvalidDataException or EndOfStreamException or OverflowException)
        {
            return (null, new("Tallenteen rakenne on rikki tai tuntematon, eikä sijaintitietoja voi poistaa siitä. Tallenna se uudelleen MP4-muotoon.",
                "Inspelningens struktur är trasig eller okänd, och platsuppgifter kan inte tas bort ur den. Spara den på nytt som MP4.",
                "The structure of the recording is broken or unknown, and the place cannot be removed from it. Save it as MP4 once more."));
        }
    }

    private static async Task<Facts> CleanAsync(FileStream file, CancellationToken ct)
    {
        var boxes = new MovieBoxes(file);
        var facts = new Facts(null, null);
        var top = await boxes.WithinAsync(0, file.Length, ct);
        var isFragmented = top.Any(b => b.Type == "moof");
        foreach (var box in top)
        {
            if (box.Type == "moov")
            {
                foreach (var part in await PublicAsync(boxes, box, ct))
                {
                    // A movie header that is packed shows nobody what it holds
                    if (part.Type == "cmov") throw new InvalidDataException("A compressed movie header");
                    if (part.Type == "trak" && await TrackAsync(boxes, part, isFragmented, ct) is { } size) facts = size;
                }
            }
            else if (box.Type == "moof")
            {
                foreach (var part in await PublicAsync(boxes, box, ct))
                    if (part.Type == "traf") await PublicAsync(boxes, part, ct);
            }
            else if (Private.Contains(box.Type)) await boxes.BlankAsync(box, ct);
            else if (Free.Contains(box.Type)) await boxes.BlankAsync(box.Content, box.Length, ct);
        }
        return facts;
    }

    /// <summary>The parts of a box, once what is nobody else's to read has been blanked among them.</summary>
    private static async Task<IReadOnlyList<MovieBox>> PublicAsync(MovieBoxes boxes, MovieBox box, CancellationToken ct)
    {
        var parts = await boxes.WithinAsync(box, ct);
        foreach (var part in parts)
        {
            if (Private.Contains(part.Type)) await boxes.BlankAsync(part, ct);
            else if (Free.Contains(part.Type)) await boxes.BlankAsync(part.Content, part.Length, ct);
        }
        return parts;
    }

    /// <returns>The size of the picture; null for another track.</returns>
    private static async Task<Facts?> TrackAsync(MovieBoxes boxes, MovieBox track, bool isFragmented, CancellationToken ct)
    {
        var parts = await PublicAsync(boxes, track, ct);
        var media = await PublicAsync(boxes, Only(parts, "mdia"), ct);
        var handler = await boxes.ContentAsync(Only(media, "hdlr"), ct);
        // Version and flags, an older type, then the kind of the track: the same place in MP4 and in QuickTime
        if (handler.Length < 12) throw new InvalidDataException("A handler without a kind");
        var kind = Encoding.Latin1.GetString(handler, 8, 4);
        if (kind == "vide") return Size(await boxes.ContentAsync(Only(parts, "tkhd"), ct));
        if (Kept.Contains(kind)) return null;
        if (isFragmented) throw new InvalidDataException("The samples of a fragmented file lie in its fragments");
        await BlankSamplesAsync(boxes, media, ct);
        await boxes.BlankAsync(track, ct);
        return null;
    }

    private static async Task BlankSamplesAsync(MovieBoxes boxes, IReadOnlyList<MovieBox> media, CancellationToken ct)
    {
        var table = await boxes.WithinAsync(Only(await boxes.WithinAsync(Only(media, "minf"), ct), "stbl"), ct);
        var sizes = Numbers(await boxes.ContentAsync(Only(table, "stsz"), ct));
        var runs = Numbers(await boxes.ContentAsync(Only(table, "stsc"), ct));
        var sample = 0L;
        var isLong = table.Any(b => b.Type == "co64");
        var chunks = Numbers(await boxes.ContentAsync(Only(table, isLong ? "co64" : "stco"), ct));
        // Each table: version and flags, for sizes one that all share, how many rows, the rows
        var (shared, samples, run) = (Row(sizes, 1), (long)Row(sizes, 2), 0L);
        var (all, rows, next) = (Row(chunks, 1), Row(runs, 1), 0L);
        for (var chunk = 0L; chunk < all; chunk++)
        {
            var offset = isLong ? (long)Row(chunks, 2 + 2 * chunk) << 32 | Row(chunks, 3 + 2 * chunk) : Row(chunks, 2 + chunk);
            // A row tells how many samples lie in each chunk from its first one, counted from one, to the next row's
            while (next < rows && Row(runs, 2 + 3 * next) <= chunk + 1) run = Row(runs, 3 + 3 * next++);
            var (first, last) = (Math.Min(sample, samples), Math.Min(sample + run, samples));
            var length = shared * (last - first);
            for (var i = first; shared == 0 && i < last; i++) length += Row(sizes, 3 + i);
            sample = last;
            await boxes.BlankAsync(offset, length, ct);
        }
    }

    /// <summary>Width and height end the track's header, in 16.16; before them stands how the picture is turned.</summary>
    private static Facts? Size(byte[] header)
    {
        if (header.Length < 84) throw new InvalidDataException("A short track header");
        int At(int fromEnd) => BinaryPrimitives.ReadInt32BigEndian(header.AsSpan(header.Length - fromEnd));
        var (width, height) = (At(8) >> 16, At(4) >> 16);
        var isTurned = At(44) == 0 && At(40) != 0;
        return width is > 0 and < 20_000 && height is > 0 and < 20_000 ? isTurned ? new Facts(height, width) : new Facts(width, height) : null;
    }

    private static uint[] Numbers(byte[] content)
    {
        var numbers = new uint[content.Length / 4];
        for (var i = 0; i < numbers.Length; i++) numbers[i] = BinaryPrimitives.ReadUInt32BigEndian(content.AsSpan(4 * i));
        return numbers;
    }

    private static uint Row(uint[] table, long at) => at < table.Length ? table[at] : throw new InvalidDataException("A table ends before its rows do");

    private static MovieBox Only(IReadOnlyList<MovieBox> parts, string type)
    {
        foreach (var part in parts) if (part.Type == type) return part;
        throw new InvalidDataException("There is no " + type);
    }
}
