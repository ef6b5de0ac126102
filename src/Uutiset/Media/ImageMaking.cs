using System.Globalization;
using System.Text.RegularExpressions;
using Microsoft.Extensions.Options;
using Uutiset.Vocabulary;

namespace Uutiset.Media;

/// <summary>
/// Writes an uploaded image anew with libvips, in child processes with a bound on memory, time and file size: whatever was hidden in
/// the file, or written about place and camera, stays behind (ASVS 5.2.1, 14.2.8). The uploaded file itself is not kept.
/// </summary>
internal sealed partial class ImageMaking(IOptions<MediaOptions> options, ILogger<ImageMaking> logger) : IDisposable
{
    public const string Install = "apt-get install -y libvips-tools";

    private static readonly int[] Widths = [400, 800, 1200, 1600];
    // A longer strip than three times its width is a screen to scroll, not a picture
    private const int TallestRatio = 3;
    private const int LongestSide = 30_000;
    private static readonly (string Extension, string Saver)[] Formats =
    [
        ("avif", "avif[Q=58,effort=2,strip]"),
        ("webp", "webp[Q=80,strip]"),
        ("jpg", "jpg[Q=82,strip,optimize_coding,interlace,background=255]"),
    ];

    public void Dispose() => turns.Dispose();

    private readonly string? thumbnail = ChildProgram.Find("vipsthumbnail", options.Value.VipsFolder);
    private readonly string? header = ChildProgram.Find("vipsheader", options.Value.VipsFolder);
    private readonly string? reader = ChildProgram.Find("vips", options.Value.VipsFolder);
    private readonly string? limits = ChildProgram.Find("prlimit");
    // Every one of them keeps a core busy
    private readonly SemaphoreSlim turns = new(Math.Max(1, Environment.ProcessorCount / 2));

    /// <summary>Without the programs, or without the means to hold them within bounds, no image is read.</summary>
    public bool IsPossible => thumbnail is not null && header is not null && reader is not null && limits is not null;

    public static readonly Localized NotInstalled = new(
        $"Kuvia ei voi nyt lisätä, koska palvelimelta puuttuu kuvankäsittelyohjelma. Ylläpitäjä asentaa sen komennolla: {Install}",
        $"Bilder kan inte läggas till just nu, eftersom servern saknar bildprogrammet. Administratören installerar det med: {Install}",
        $"Images cannot be added now: the server lacks the program that reads them. The administrator installs it with: {Install}");

    private static readonly Localized Unreadable = new("Kuvaa ei voitu lukea. Tallenna se uudelleen JPEG- tai PNG-muotoon.", "Bilden kunde inte läsas. Spara den på nytt som JPEG eller PNG.", "The image could not be read. Save it again as JPEG or PNG.");

    /// <param name="source">The uploaded file, in the folder that the sizes are written to.</param>
    public async Task<(IReadOnlyList<ImageSize> Sizes, Localized? Wrong)> MakeAsync(string source, CancellationToken ct)
    {
        if (!IsPossible) return ([], NotInstalled);
        await turns.WaitAsync(ct);
        try
        {
            return await MakeInTurnAsync(source, Path.GetDirectoryName(source)!, ct);
        }
        finally
        {
            turns.Release();
        }
    }

    private async Task<(IReadOnlyList<ImageSize> Sizes, Localized? Wrong)> MakeInTurnAsync(string source, string folder, CancellationToken ct)
    {
        // The header alone: a file of a few kilobytes can claim to be a hundred thousand pixels wide
        if (await SizesOfAsync([source], folder, ct) is not [var claimed]) return ([], Unreadable);
        if ((long)claimed.Width * claimed.Height > options.Value.MaxMegapixels * 1_000_000L || Math.Max(claimed.Width, claimed.Height) > LongestSide)
            return ([], TooManyPixels());

        // Read to its end: vipsthumbnail would fill what is missing with grey
        if (!await RunAsync(reader!, ["avg", source + "[fail_on=truncated]"], folder, ct)) return ([], Unreadable);
        // Turned upright, in sRGB, at most as large as the largest size: what the others are made from
        var middle = Path.Combine(folder, "middle.png");
        var largest = Widths[^1];
        if (!await RunAsync(thumbnail!, [source, "-s", Invariant($"{largest}x{largest * TallestRatio}>"), "-e", "srgb", "-o", middle + "[compression=1,strip]"], folder, ct)
            || await SizesOfAsync([middle], folder, ct) is not [var upright]) return ([], Unreadable);
        List<int> widths = [.. Widths.Where(w => w < upright.Width), upright.Width];
        foreach (var width in widths)
        {
            foreach (var (_, saver) in Formats)
                if (!await RunAsync(thumbnail!, [middle, "-s", Invariant($"{width}x"), "-o", Path.Combine(folder, Invariant($"{width}.{saver}"))], folder, ct)) return ([], Unreadable);
        }
        File.Delete(middle);
        var sizes = await SizesOfAsync([.. widths.Select(w => Path.Combine(folder, Invariant($"{w}.jpg")))], folder, ct);
        return sizes.Count == widths.Count ? (sizes, null) : ([], Unreadable);
    }

    private async Task<IReadOnlyList<ImageSize>> SizesOfAsync(IReadOnlyList<string> files, string folder, CancellationToken ct)
    {
        var end = await LimitedAsync(header!, files, folder, ct);
        if (!end.IsGood) return [];
        return [.. Dimensions().Matches(end.Output).Select(m => new ImageSize(Number(m.Groups[1].Value), Number(m.Groups[2].Value)))];
    }

    private async Task<bool> RunAsync(string program, string[] arguments, string folder, CancellationToken ct) => (await LimitedAsync(program, arguments, folder, ct)).IsGood;

    private async Task<ProgramEnd> LimitedAsync(string program, IEnumerable<string> arguments, string folder, CancellationToken ct)
    {
        var (memory, seconds) = (options.Value.ImageMemoryMegabytes * 1024L * 1024, options.Value.ImageSeconds);
        var end = await ChildProgram.RunAsync(limits!, [Invariant($"--as={memory}"), Invariant($"--cpu={seconds}"), Invariant($"--fsize={memory}"), "--nofile=128", "--core=0", program, .. arguments],
            folder, TimeSpan.FromSeconds(seconds * 2), ct);
        if (!end.IsGood) logger.LogWarning("An image could not be read: {Program} ended with {ExitCode}{Slow}. {Output}", Path.GetFileName(program), end.ExitCode, end.TookTooLong ? ", too slow" : "", end.Output);
        return end;
    }

    private Localized TooManyPixels() => new(
        $"Kuvassa on liikaa kuvapisteitä. Enintään {options.Value.MaxMegapixels} miljoonaa kelpaa.", $"Bilden har för många bildpunkter. Högst {options.Value.MaxMegapixels} miljoner går bra.",
        $"The image has too many pixels. At most {options.Value.MaxMegapixels} million will do.");

    private static string Invariant(FormattableString text) => FormattableString.Invariant(text);

    private static int Number(string digits) => int.TryParse(digits, NumberStyles.None, CultureInfo.InvariantCulture, out var n) ? n : int.MaxValue;

    // "/folder/source: 4000x3000 uchar, 3 bands, srgb, jpegload"
    [GeneratedRegex(@": ([0-9]{1,10})x([0-9]{1,10}) [a-z]", RegexOptions.CultureInvariant)]
    private static partial Regex Dimensions();
}
