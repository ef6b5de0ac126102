using System.Text;
using Uutiset.Vocabulary;

namespace Uutiset.Media;

/// <summary>The kinds of files that are taken, each known by its extension and by how it begins; both must say the same (ASVS 5.2.2).</summary>
/// <param name="Short">What people call it: "PDF".</param>
internal sealed record FileType(MediaKind Kind, string ContentType, string Short, string[] Extensions, Func<ReadOnlyMemory<byte>, bool> Begins)
{
    /// <summary>WebVTT, for the captions of recordings.</summary>
    public const string Captions = "text/vtt";

    /// <summary>As much of a file as any of them looks at.</summary>
    public const int HeadLength = 512;

    private static readonly FileType[] All =
    [
        new(MediaKind.Image, "image/jpeg", "JPEG", ["jpg", "jpeg"], h => Has(h, 0, [0xFF, 0xD8, 0xFF])),
        new(MediaKind.Image, "image/png", "PNG", ["png"], h => Has(h, 0, [0x89, (byte)'P', (byte)'N', (byte)'G', 0x0D, 0x0A, 0x1A, 0x0A])),
        new(MediaKind.Image, "image/webp", "WebP", ["webp"], h => Has(h, 0, "RIFF"u8) && Has(h, 8, "WEBP"u8)),
        new(MediaKind.Image, "image/gif", "GIF", ["gif"], h => Has(h, 0, "GIF87a"u8) || Has(h, 0, "GIF89a"u8)),
        // What telephones write
        new(MediaKind.Image, "image/heic", "HEIC", ["heic", "heif"], h => Brand(h, "heic", "heix", "heim", "heis", "mif1", "msf1", "hevc")),
        new(MediaKind.Image, "image/avif", "AVIF", ["avif"], h => Brand(h, "avif", "avis", "mif1")),
        new(MediaKind.Document, "application/pdf", "PDF", ["pdf"], h => Has(h, 0, "%PDF-"u8)),
        new(MediaKind.Document, "application/vnd.openxmlformats-officedocument.wordprocessingml.document", "Word", ["docx"], IsZip),
        new(MediaKind.Document, "application/vnd.openxmlformats-officedocument.presentationml.presentation", "PowerPoint", ["pptx"], IsZip),
        new(MediaKind.Document, "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet", "Excel", ["xlsx"], IsZip),
        new(MediaKind.Document, "application/vnd.oasis.opendocument.text", "ODT", ["odt"], IsZip),
        new(MediaKind.Document, "application/vnd.oasis.opendocument.presentation", "ODP", ["odp"], IsZip),
        new(MediaKind.Document, "application/vnd.oasis.opendocument.spreadsheet", "ODS", ["ods"], IsZip),
        new(MediaKind.Document, Captions, "WebVTT", ["vtt"], h => Has(h, 0, "WEBVTT"u8) || Has(h, 0, [0xEF, 0xBB, 0xBF, .. "WEBVTT"u8])),
        new(MediaKind.Video, "video/mp4", "MP4", ["mp4", "m4v"], h => Brand(h, "isom", "iso2", "iso4", "iso5", "iso6", "mp41", "mp42", "avc1", "M4V ", "dash", "MSNV")),
        new(MediaKind.Video, "video/webm", "WebM", ["webm"], h => Has(h, 0, [0x1A, 0x45, 0xDF, 0xA3]) && h.Span[..Math.Min(h.Length, 64)].IndexOf("webm"u8) > 0),
        new(MediaKind.Audio, "audio/mpeg", "MP3", ["mp3"], h => Has(h, 0, "ID3"u8) || h.Length > 1 && h.Span[0] == 0xFF && (h.Span[1] & 0xE6) == 0xE2),
        new(MediaKind.Audio, "audio/mp4", "M4A", ["m4a"], h => Brand(h, "M4A ", "mp42", "isom")),
        new(MediaKind.Audio, "audio/ogg", "Ogg", ["ogg", "oga", "opus"], h => Has(h, 0, "OggS"u8)),
    ];

    /// <summary>For <c>&lt;input accept&gt;</c>.</summary>
    public static readonly string Accepted = string.Join(',', All.SelectMany(t => t.Extensions).Select(e => "." + e));

    public bool IsPacked => Begins == (Func<ReadOnlyMemory<byte>, bool>)IsZip;

    /// <summary>ISO base media, which carries place and camera in boxes of its own.</summary>
    public bool IsMovie => ContentType is "video/mp4" or "audio/mp4";

    public static FileType? ByExtension(string extension) => Array.Find(All, t => t.Extensions.Contains(extension));

    /// <summary>What people call the type of a stored file: "PDF".</summary>
    public static string NameOf(string contentType) => Array.Find(All, t => t.ContentType == contentType)?.Short ?? contentType;

    /// <summary>Why a file of this extension is not taken, and what to do instead.</summary>
    public static Localized Refusal(string extension) => extension switch
    {
        "svg" or "svgz" => new("SVG-kuvia ei oteta vastaan, koska niissä voi olla ohjelmakoodia. Tallenna kuva PNG-muotoon.",
            "SVG-bilder tas inte emot, eftersom de kan innehålla programkod. Spara bilden som PNG.", "SVG images are not accepted, since they can hold program code. Save the image as PNG."),
        "doc" or "ppt" or "xls" or "docm" or "pptm" or "xlsm" => new(
            "Vanhoja ja makroja sisältäviä Office-tiedostoja ei oteta vastaan. Tallenna tiedosto PDF-muotoon tai docx-, pptx- tai xlsx-muotoon.",
            "Äldre Office-filer och filer med makron tas inte emot. Spara filen som PDF eller som docx, pptx eller xlsx.",
            "Old Office files and files with macros are not accepted. Save the file as PDF, or as docx, pptx or xlsx."),
        _ => new($"Tätä tiedostotyyppiä ei oteta vastaan. Kelpaavat: {Listed}.", $"Den här filtypen tas inte emot. Tillåtna: {Listed}.", $"This type of file is not accepted. These are: {Listed}."),
    };

    private static string Listed => string.Join(", ", All.Select(t => t.Extensions[0]));

    private static bool IsZip(ReadOnlyMemory<byte> head) => Has(head, 0, [(byte)'P', (byte)'K', 3, 4]);

    private static bool Has(ReadOnlyMemory<byte> head, int at, ReadOnlySpan<byte> bytes) => head.Length >= at + bytes.Length && head.Span.Slice(at, bytes.Length).SequenceEqual(bytes);

    // ISO base media: the box "ftyp" comes first and names its brand
    private static bool Brand(ReadOnlyMemory<byte> head, params string[] brands) =>
        Has(head, 4, "ftyp"u8) && head.Length >= 12 && brands.Contains(Encoding.ASCII.GetString(head.Span.Slice(8, 4)));
}
