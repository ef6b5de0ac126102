using System.Buffers.Binary;
using System.IO.Compression;
using System.Text.RegularExpressions;
using Uutiset.Vocabulary;

namespace Uutiset.Media;

/// <summary>
/// Looks into a docx, pptx, xlsx, odt, odp or ods before it is kept: what it claims to be, how large it becomes, where its parts
/// would land (ASVS 5.2.3, 5.2.5, 5.3.2). Whoever opens it later unpacks it, and so does the scanner.
/// </summary>
internal static partial class PackedDocument
{
    private const int MostEntries = 10_000;
    private const int LargestDirectory = 4 * 1024 * 1024;
    /// <summary>Text in XML packs to a twentieth, seldom to a fiftieth; a bomb to a thousandth.</summary>
    private const int SteepestRatio = 100;
    private const long RatioMattersFrom = 5 * 1024 * 1024;

    private static readonly Localized Broken = new("Tiedosto on rikki tai ei ole sitä, mitä sen nimi sanoo.", "Filen är skadad eller inte det som namnet säger.", "The file is broken, or not what its name says.");
    private static readonly Localized TooLarge = new("Tiedosto paisuisi purettuna liian suureksi, eikä sitä oteta vastaan.", "Filen skulle bli för stor när den packas upp och tas inte emot.", "Unpacked, the file would grow too large; it is not accepted.");
    private static readonly Localized Unsafe = new("Tiedoston sisällä on osia, jotka voisivat vahingoittaa avaajan konetta.", "Filen innehåller delar som kan skada mottagarens dator.", "The file has parts that could harm the machine of whoever opens it.");
    private static readonly Localized Macros = new("Tiedostossa on makroja. Tallenna se ilman makroja tai PDF-muotoon.", "Filen innehåller makron. Spara den utan makron eller som PDF.", "The file has macros. Save it without them, or as PDF.");
    private static readonly Localized Locked = new("Tiedosto on suojattu salasanalla. Poista suojaus ja yritä uudelleen.", "Filen är skyddad med lösenord. Ta bort skyddet och försök igen.", "The file is protected by a password. Remove it and try again.");

    /// <returns>What is wrong with it, or how many pages or slides it says it has.</returns>
    public static async Task<(Localized? Wrong, int? Pages)> CheckAsync(string path, FileType type, long mostBytes, CancellationToken ct)
    {
        await using var file = File.OpenRead(path);
        var (directory, implausible) = await DirectoryAsync(file, ct);
        if (directory is null) return (implausible, null);
        try
        {
            if (await UnpackedAsync(file, directory, mostBytes, ct) is { } wrongInside) return (wrongInside, null);
            file.Position = 0;
            using var zip = new ZipArchive(file, ZipArchiveMode.Read);
            if (zip.Entries.Select(WrongWith).FirstOrDefault(w => w is not null) is { } wrong) return (wrong, null);
            return await IsAsync(zip, type, ct) ? (null, await PagesAsync(zip, type, ct)) : (Broken, null);
        }
        catch (InvalidDataException)
        {
            return (Broken, null);
        }
    }

    /// <summary>
    /// Of a file that begins as something else: it ends as a zip, so that two programs would read two different files (a polyglot).
    /// </summary>
    public static async Task<bool> IsAlsoZipAsync(string path, CancellationToken ct)
    {
        await using var file = File.OpenRead(path);
        return await EndRecordAsync(file, ct) is not null;
    }

    // Reading a directory of a million entries is itself the attack, so its size is looked at first
    private static async Task<(byte[]? Directory, Localized? Wrong)> DirectoryAsync(FileStream file, CancellationToken ct)
    {
        if (await EndRecordAsync(file, ct) is not var (position, record)) return (null, Broken);
        var entries = BinaryPrimitives.ReadUInt16LittleEndian(record.AsSpan(10));
        var size = BinaryPrimitives.ReadUInt32LittleEndian(record.AsSpan(12));
        var start = BinaryPrimitives.ReadUInt32LittleEndian(record.AsSpan(16));
        if (entries > MostEntries || size > LargestDirectory) return (null, TooLarge);
        // Where the directory ends is where its end record begins; anything between hides something
        if (start + (long)size != position) return (null, Broken);
        var directory = new byte[size];
        file.Position = start;
        await file.ReadExactlyAsync(directory, ct);
        return (directory, null);
    }

    private static async Task<(long Position, byte[] Record)?> EndRecordAsync(FileStream file, CancellationToken ct)
    {
        // The record has 22 bytes and a comment of up to 65535
        var length = (int)Math.Min(file.Length, 22 + ushort.MaxValue);
        var tail = new byte[length];
        file.Position = file.Length - length;
        await file.ReadExactlyAsync(tail, ct);
        for (var at = length - 22; at >= 0; at--)
        {
            if (tail.AsSpan(at, 4).SequenceEqual("PK\u0005\u0006"u8) && at + 22 + BinaryPrimitives.ReadUInt16LittleEndian(tail.AsSpan(at + 20)) == length)
                return (file.Length - length + at, tail[at..(at + 22)]);
        }
        return null;
    }

    private static Localized? WrongWith(ZipArchiveEntry entry)
    {
        var name = entry.FullName;
        // Slip out of the folder where it is unpacked: "../x", "/etc/x", "C:\x"
        if (name.StartsWith('/') || name.Contains('\\') || name.Contains(':') || name.Contains('\0') || name.Split('/').Contains("..")) return Unsafe;
        // Unix mode in the upper half; 0xA000 is a symbolic link
        if ((entry.ExternalAttributes >> 16 & 0xF000) == 0xA000) return Unsafe;
        if (name.EndsWith("vbaProject.bin", StringComparison.OrdinalIgnoreCase)) return Macros;
        return entry.IsEncrypted ? Locked : null;
    }

    private static async Task<bool> IsAsync(ZipArchive zip, FileType type, CancellationToken ct)
    {
        var main = type.Extensions[0] switch { "docx" => "word/document.xml", "pptx" => "ppt/presentation.xml", "xlsx" => "xl/workbook.xml", _ => null };
        if (main is not null) return zip.GetEntry("[Content_Types].xml") is not null && zip.GetEntry(main) is not null;
        // OpenDocument says its type in a part of its own
        return zip.GetEntry("content.xml") is not null && zip.GetEntry("mimetype") is { } mimetype && await TextAsync(mimetype, 200, ct) == type.ContentType;
    }

    /// <summary>
    /// Sizes in headers may lie, and ZipArchive reads no further than they say: every part is really unpacked, to nowhere, and counted.
    /// Parts that overlap count as often as they are named (the bomb without nesting).
    /// </summary>
    private static async Task<Localized?> UnpackedAsync(FileStream file, byte[] directory, long mostBytes, CancellationToken ct)
    {
        var most = Math.Min(mostBytes, Math.Max(RatioMattersFrom, file.Length * SteepestRatio));
        var (total, buffer) = (0L, new byte[81920]);
        for (var at = 0; at + 46 <= directory.Length && directory.AsSpan(at, 4).SequenceEqual("PK\u0001\u0002"u8);)
        {
            var entry = directory.AsMemory(at, 46);
            at += 46 + Two(entry, 28) + Two(entry, 30) + Two(entry, 32);
            var local = new byte[30];
            file.Position = Four(entry, 42);
            if (await file.ReadAtLeastAsync(local, 30, throwOnEndOfStream: false, ct) < 30 || !local.AsSpan(0, 4).SequenceEqual("PK\u0003\u0004"u8)) return Broken;
            file.Position += Two(local, 26) + Two(local, 28);
            var (method, packed) = (Two(entry, 10), Four(entry, 20));
            // Stored or deflated; whatever else a zip can hold, no office program writes
            if (method is not (0 or 8) || file.Position + packed > file.Length) return Broken;
            if (method == 0)
            {
                total += packed;
            }
            else
            {
                await using var inflating = new DeflateStream(file, CompressionMode.Decompress, leaveOpen: true);
                for (int read; total <= most && (read = await inflating.ReadAsync(buffer, ct)) > 0;) total += read;
            }
            if (total > most) return TooLarge;
        }
        return null;

        static int Two(ReadOnlyMemory<byte> bytes, int at) => BinaryPrimitives.ReadUInt16LittleEndian(bytes.Span[at..]);
        static long Four(ReadOnlyMemory<byte> bytes, int at) => BinaryPrimitives.ReadUInt32LittleEndian(bytes.Span[at..]);
    }

    private static async Task<int?> PagesAsync(ZipArchive zip, FileType type, CancellationToken ct)
    {
        var (part, pattern) = type.Extensions[0] switch
        {
            "docx" => ("docProps/app.xml", WordPages()),
            "pptx" => ("docProps/app.xml", Slides()),
            "odt" or "odp" => ("meta.xml", OpenPages()),
            _ => ("", null),
        };
        if (pattern is null || zip.GetEntry(part) is not { } entry) return null;
        var found = pattern.Match(await TextAsync(entry, 100_000, ct));
        return found.Success && int.TryParse(found.Groups[1].ValueSpan, out var pages) && pages is > 0 and < 100_000 ? pages : null;
    }

    /// <summary>Plain text, never parsed as XML: nothing here can name an outside entity (ASVS 1.5.1).</summary>
    private static async Task<string> TextAsync(ZipArchiveEntry entry, int most, CancellationToken ct)
    {
        await using var part = await entry.OpenAsync(ct);
        using var reader = new StreamReader(part);
        var buffer = new char[most];
        return new string(buffer, 0, await reader.ReadBlockAsync(buffer, ct)).Trim();
    }

    [GeneratedRegex("<Pages>([0-9]{1,6})</Pages>", RegexOptions.CultureInvariant)]
    private static partial Regex WordPages();

    [GeneratedRegex("<Slides>([0-9]{1,6})</Slides>", RegexOptions.CultureInvariant)]
    private static partial Regex Slides();

    [GeneratedRegex("meta:page-count=\"([0-9]{1,6})\"", RegexOptions.CultureInvariant)]
    private static partial Regex OpenPages();
}
