using System.Buffers.Binary;
using System.IO.Compression;
using System.Net.Http.Headers;
using System.Text;

namespace Uutiset.Tests.Media;

/// <summary>Files made for the tests: good ones, and those that attackers send.</summary>
internal static class Files
{
    public const string Hidden = "SALAINEN-PAIKKA";

    /// <summary>
    /// A picture of its own: squares of random greys, so that no two are the same file. Small unless its size matters: the three formats of
    /// each size that a large one has cost more than all else that a test does.
    /// </summary>
    public static async Task<byte[]> ImageAsync(string extension = "jpg", int width = 300, int height = 150)
    {
        Peers.Require("vips", "libvips-tools", "/usr/bin/vips");
        const int Side = 10;
        var (across, down) = (width / Side, height / Side);
        var greys = new byte[across * down];
        Random.Shared.NextBytes(greys);
        var folder = Directory.CreateTempSubdirectory("uutiset-image-").FullName;
        var (plain, file) = (Path.Combine(folder, "plain.pgm"), Path.Combine(folder, "image." + extension));
        await File.WriteAllBytesAsync(plain, [.. Encoding.ASCII.GetBytes($"P5 {across} {down} 255\n"), .. greys]);
        await Peers.RunAsync("vips", ["zoom", plain, file, $"{Side}", $"{Side}"]);
        var bytes = await File.ReadAllBytesAsync(file);
        Directory.Delete(folder, recursive: true);
        return bytes;
    }

    /// <summary>As a telephone writes it: turned by a mark (orientation 6), with the place in EXIF and again in XMP, and a note in the thumbnail's directory.</summary>
    public static byte[] WithPlace(byte[] jpeg)
    {
        // TIFF, little-endian: IFD0 with orientation, description and the pointer to GPS; GPS with 61° 30' north; IFD1 for the thumbnail
        var tiff = new MemoryStream();
        void U16(int v) { Span<byte> b = stackalloc byte[2]; BinaryPrimitives.WriteUInt16LittleEndian(b, (ushort)v); tiff.Write(b); }
        void U32(uint v) { Span<byte> b = stackalloc byte[4]; BinaryPrimitives.WriteUInt32LittleEndian(b, v); tiff.Write(b); }
        void Entry(int tag, int type, uint count, uint value) { U16(tag); U16(type); U32(count); U32(value); }
        tiff.Write("II*\0"u8); U32(8);
        U16(3); Entry(0x010E, 2, 16, 100); Entry(0x0112, 3, 1, 6); Entry(0x8825, 4, 1, 120); U32(180);
        tiff.SetLength(100); tiff.Position = 100; tiff.Write(Encoding.ASCII.GetBytes(Hidden + "\0"));
        tiff.SetLength(120); tiff.Position = 120;
        U16(2); Entry(1, 2, 2, 'N'); Entry(2, 5, 3, 150); U32(0);
        tiff.Position = 150; foreach (uint v in new uint[] { 61, 1, 30, 1, 0, 1 }) U32(v);
        tiff.SetLength(180); tiff.Position = 180;
        U16(1); Entry(0x010E, 2, 16, 200); U32(0);
        tiff.SetLength(200); tiff.Position = 200; tiff.Write(Encoding.ASCII.GetBytes(Hidden + "\0"));
        var xmp = Encoding.UTF8.GetBytes($"http://ns.adobe.com/xap/1.0/\0<x:xmpmeta xmlns:x=\"adobe:ns:meta/\"><rdf:RDF xmlns:rdf=\"http://www.w3.org/1999/02/22-rdf-syntax-ns#\"><rdf:Description rdf:about=\"{Hidden}\"/></rdf:RDF></x:xmpmeta>");
        return [.. jpeg[..2], .. App1([.. "Exif\0\0"u8, .. tiff.ToArray()]), .. App1(xmp), .. jpeg[2..]];

        static byte[] App1(byte[] content) => [0xFF, 0xE1, (byte)((content.Length + 2) >> 8), (byte)((content.Length + 2) & 0xFF), .. content];
    }

    /// <summary>A PNG of a few bytes whose header claims this size.</summary>
    public static byte[] ClaimingPng(int width, int height)
    {
        var header = new byte[13];
        BinaryPrimitives.WriteInt32BigEndian(header, width);
        BinaryPrimitives.WriteInt32BigEndian(header.AsSpan(4), height);
        (header[8], header[9]) = (8, 2);
        using var packed = new MemoryStream();
        using (var zip = new ZLibStream(packed, CompressionLevel.SmallestSize, leaveOpen: true)) zip.Write(new byte[100_000]);
        return [0x89, (byte)'P', (byte)'N', (byte)'G', 13, 10, 26, 10, .. Chunk("IHDR", header), .. Chunk("IDAT", packed.ToArray()), .. Chunk("IEND", [])];

        static byte[] Chunk(string name, byte[] content)
        {
            byte[] body = [.. Encoding.ASCII.GetBytes(name), .. content];
            var (length, sum) = (new byte[4], new byte[4]);
            BinaryPrimitives.WriteInt32BigEndian(length, content.Length);
            BinaryPrimitives.WriteUInt32BigEndian(sum, Crc(body));
            return [.. length, .. body, .. sum];
        }
    }

    private static uint Crc(byte[] bytes)
    {
        var crc = uint.MaxValue;
        foreach (var b in bytes)
        {
            crc ^= b;
            for (var i = 0; i < 8; i++) crc = (crc & 1) != 0 ? 0xEDB88320u ^ (crc >> 1) : crc >> 1;
        }
        return ~crc;
    }

    /// <summary>
    /// A film as a telephone writes it, upright: the place in the user data of the movie and of the track, in metadata and leftovers, and
    /// once more in a track of its own with three samples in two chunks. Its picture is noise.
    /// </summary>
    /// <param name="kind">Of the track that tells the place.</param>
    public static byte[] Movie(int width = 640, int height = 360, bool turned = true, string kind = "meta")
    {
        var (hidden, picture) = (Encoding.ASCII.GetBytes(Hidden), Encoding.ASCII.GetBytes("KUVA" + Guid.NewGuid()));
        byte[] head = Box("ftyp", [.. "isom"u8, 0, 0, 2, 0, .. "isommp41"u8]);
        // Picture, two samples of the place, picture, the third
        byte[] film = [.. picture, .. hidden, .. hidden, .. picture, .. hidden];
        var (first, second) = (head.Length + 8 + picture.Length, head.Length + 8 + 2 * picture.Length + 2 * hidden.Length);
        byte[] matrix = turned ? [.. U32(0, 0x10000, 0, unchecked((int)0xFFFF0000), 0, 0, 0, 0, 0x40000000)] : [.. U32(0x10000, 0, 0, 0, 0x10000, 0, 0, 0, 0x40000000)];
        byte[] track = Box("trak", [
            .. Box("tkhd", [.. new byte[40], .. matrix, .. U32(width << 16, height << 16)]),
            .. Box("udta", Box("\u00a9xyz", hidden)),
            .. Box("mdia", [.. Handler("vide"), .. Box("udta", hidden), .. Box("minf", Box("stbl", []))]),
        ]);
        byte[] places = Box("trak", [
            .. Box("tkhd", new byte[84]),
            .. Box("mdia", [.. Handler(kind), .. Box("minf", Box("stbl", [
                .. Box("stsz", U32(0, hidden.Length, 3)), .. Box("stsc", U32(0, 2, 1, 2, 1, 2, 1, 1)), .. Box("stco", U32(0, 2, first, second)),
            ]))]),
        ]);
        return
        [
            .. head, .. Box("mdat", film),
            .. Box("moov", [.. Box("mvhd", new byte[100]), .. track, .. places, .. Box("udta", [.. Box("\u00a9xyz", hidden), 0, 0, 0, 0]), .. Box("meta", hidden)]),
            .. Box("uuid", [.. new byte[16], .. hidden]), .. Box("free", hidden),
        ];

        static byte[] Handler(string of) => Box("hdlr", [.. new byte[8], .. Encoding.ASCII.GetBytes(of), .. new byte[12]]);
    }

    public static byte[] Box(string type, byte[] content) => [.. U32(8 + content.Length), .. Encoding.Latin1.GetBytes(type), .. content];

    private static byte[] U32(params int[] numbers)
    {
        var bytes = new byte[4 * numbers.Length];
        for (var i = 0; i < numbers.Length; i++) BinaryPrimitives.WriteInt32BigEndian(bytes.AsSpan(4 * i), numbers[i]);
        return bytes;
    }

    /// <summary>Captions of one line.</summary>
    public static byte[] Captions(string line) => Encoding.UTF8.GetBytes($"WEBVTT\n\n00:00.000 --> 00:02.000\n{line} {Guid.NewGuid()}\n");

    /// <summary>A PDF of two pages.</summary>
    public static byte[] Pdf(string text = "kaksi sivua") => Encoding.Latin1.GetBytes(
        "%PDF-1.4\n1 0 obj << /Type /Catalog /Pages 2 0 R >> endobj\n2 0 obj << /Type /Pages /Kids [3 0 R 4 0 R] /Count 2 >> endobj\n"
        + "3 0 obj << /Type /Page /Parent 2 0 R /MediaBox [0 0 9 9] >> endobj\n4 0 obj << /Type /Page /Parent 2 0 R /MediaBox [0 0 9 9] >> endobj\n"
        + $"% {text} {Guid.NewGuid()}\ntrailer << /Root 1 0 R >>\n%%EOF\n");

    /// <summary>A Word document of three pages, with what else is put in.</summary>
    public static byte[] Docx(Action<ZipArchive>? more = null, string main = "word/document.xml") => Zip(zip =>
    {
        Put(zip, "[Content_Types].xml", "<Types/>");
        Put(zip, main, $"<w:document>{Guid.NewGuid()}</w:document>");
        Put(zip, "docProps/app.xml", "<Properties><Pages>3</Pages></Properties>");
        more?.Invoke(zip);
    });

    public static byte[] Zip(Action<ZipArchive> fill)
    {
        using var stream = new MemoryStream();
        using (var zip = new ZipArchive(stream, ZipArchiveMode.Create, leaveOpen: true)) fill(zip);
        return stream.ToArray();
    }

    public static ZipArchiveEntry Put(ZipArchive zip, string name, string text) => Put(zip, name, Encoding.UTF8.GetBytes(text));

    public static ZipArchiveEntry Put(ZipArchive zip, string name, byte[] bytes)
    {
        var entry = zip.CreateEntry(name, CompressionLevel.SmallestSize);
        using var part = entry.Open();
        part.Write(bytes);
        return entry;
    }

    /// <summary>A multipart body with one file and fields.</summary>
    public static MultipartFormDataContent Form(string part, string name, byte[] bytes, params (string Name, string Value)[] fields)
    {
        var form = new MultipartFormDataContent { HeaderEncodingSelector = (_, _) => Encoding.UTF8 };
        foreach (var (field, value) in fields) form.Add(new StringContent(value), field);
        var file = new ByteArrayContent(bytes);
        file.Headers.ContentType = new MediaTypeHeaderValue("application/octet-stream");
        // As browsers send it: raw UTF-8 in the plain parameter
        file.Headers.TryAddWithoutValidation("Content-Disposition", $"form-data; name=\"{part}\"; filename=\"{name}\"");
        form.Add(file);
        return form;
    }

    public static Task<HttpResponseMessage> SendAsync(this HttpClient client, string name, byte[] bytes, params (string Name, string Value)[] fields)
    {
        var request = new HttpRequestMessage(HttpMethod.Post, "/api/v1/media") { Content = Form("file", name, bytes, fields) };
        // What is too large is refused before its body is sent
        request.Headers.ExpectContinue = bytes.Length > 5_000_000;
        return client.SendAsync(request);
    }
}
