using System.ComponentModel.DataAnnotations;

namespace Uutiset.Media;

internal sealed class MediaOptions
{
    /// <summary>One upload at most: a file, or the files that a browser without script sends together. web.config allows IIS as much.</summary>
    [Range(1, 2000)]
    public int MaxUploadMegabytes { get; set; } = 100;

    [Range(1, 200)]
    public int MaxFilesAtOnce { get; set; } = 20;

    /// <summary>Width times height of an image before it is decoded: 100 million is 300 MB of memory from a file of a few kilobytes.</summary>
    [Range(1, 1000)]
    public int MaxMegapixels { get; set; } = 100;

    /// <summary>What the parts of a docx, pptx, xlsx, odt, odp or ods may hold together once unpacked.</summary>
    [Range(1, 4000)]
    public int MaxUnpackedMegabytes { get; set; } = 300;

    /// <summary>Address space of the child process that reads and writes images.</summary>
    [Range(256, 16000)]
    public int ImageMemoryMegabytes { get; set; } = 1536;

    [Range(5, 600)]
    public int ImageSeconds { get; set; } = 60;

    /// <summary>Where vips, vipsthumbnail and vipsheader lie, when not on the PATH.</summary>
    public string? VipsFolder { get; set; }

    /// <summary>A program that looks for viruses, such as clamdscan: 0 means clean, 1 infected, anything else a failure. The file's path is its last argument.</summary>
    public string? Scanner { get; set; }

    public string[] ScannerArguments { get; set; } = [];

    public long MaxUploadBytes => MaxUploadMegabytes * 1024L * 1024;

    /// <summary>The parts' headers of a multipart body come on top.</summary>
    public long MaxRequestBytes => MaxUploadBytes + 1024 * 1024;
}
