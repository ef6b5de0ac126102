using System.Globalization;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;
using Uutiset.Accounts;
using Uutiset.Vocabulary;

namespace Uutiset.Media;

internal enum MediaKind { Image, Document, Video, Audio }

/// <summary>A file of the library. Its bytes lie in <see cref="MediaFolder"/> under names of our own making; this is what is known of them.</summary>
internal sealed class MediaItem
{
    public long Id { get; set; }
    public Guid PublicId { get; set; } = Guid.CreateVersion7();
    public MediaKind Kind { get; set; }
    /// <summary>As the uploader called it, without a path: shown to people and sent with a download, never a name on our disk.</summary>
    public string OriginalName { get; set; } = "";
    /// <summary>By what the file holds.</summary>
    public string ContentType { get; set; } = "";
    /// <summary>Bytes; of an image, its largest JPEG.</summary>
    public long Size { get; set; }
    /// <summary>Of what was uploaded, so that the same file is not kept twice.</summary>
    public string Sha256 { get; set; } = "";
    /// <summary>Of an image, and of a video where the file says it.</summary>
    public int? Width { get; set; }
    public int? Height { get; set; }
    /// <summary>Of an image, smallest first: "400x300 800x600".</summary>
    public string? Sizes { get; set; }
    public int? Pages { get; set; }
    /// <summary>Of the content, where it has one.</summary>
    public string? Lang { get; set; }
    public string? AltFi { get; set; }
    public string? AltSv { get; set; }
    public string? AltEn { get; set; }
    /// <summary>Says nothing that the text does not say: empty alt (WCAG 1.1.1).</summary>
    public bool Decorative { get; set; }
    public string? Caption { get; set; }
    public string? Credit { get; set; }
    public string? Licence { get; set; }
    /// <summary>Who in the picture agreed to what (PUB-10). For editors only.</summary>
    public string? ConsentNote { get; set; }
    /// <summary>The point that stays in sight when an image is cropped, in percent from the left and from the top.</summary>
    public int FocalX { get; set; } = 50;
    public int FocalY { get; set; } = 50;
    public long? UploaderId { get; set; }
    public string UploadedBy { get; set; } = "";
    public DateTime CreatedUtc { get; set; }
    public int Version { get; set; } = 1;

    /// <summary>The alternative text in exactly this language; the Sámi languages take the Finnish one.</summary>
    public string? Alt(string lang) => lang switch { "sv" => AltSv, "en" => AltEn, _ => AltFi };

    /// <summary>The best alternative text there is; empty for a decorative image.</summary>
    public string AltOrOther(string lang) => Decorative ? "" : Alt(lang) ?? AltFi ?? AltSv ?? AltEn ?? "";

    public bool MaySpeak(string lang) => Decorative || Alt(lang) is not null;

    /// <summary>An image may stand before readers once it is said who made it and under which licence (PUB-10); of other files nobody asks.</summary>
    public bool MayStand => Kind != MediaKind.Image || Credit is not null && Licence is not null;

    /// <summary>Why it may not stand there yet (PUB-10).</summary>
    public FieldError Uncredited(string field) => new(field,
        $"Kuvalta ”{OriginalName}” puuttuu tekijä tai käyttölupa. Kirjoita molemmat kuvan tietoihin: {DeskPath}",
        $"Bilden ”{OriginalName}” saknar upphovsperson eller licens. Skriv båda i bildens uppgifter: {DeskPath}",
        $"The image “{OriginalName}” has no credit or no licence. Write both on the image's page: {DeskPath}");

    /// <summary>Where an editor says what it is.</summary>
    public string DeskPath => $"/desk/media/{PublicId}";

    public IReadOnlyList<ImageSize> ImageSizes => ImageSize.Read(Sizes);

    /// <summary>Where it is found: of an image its largest JPEG, of anything else the file itself.</summary>
    public string Path => Kind == MediaKind.Image && ImageSizes is [.., var largest] ? PathOf(PublicId, largest.Width, "jpg") : PathOf(PublicId, OriginalName);

    /// <summary>A small image for lists; null for what is no image.</summary>
    public string? ThumbnailPath => ImageSizes is [var smallest, ..] ? PathOf(PublicId, smallest.Width, "jpg") : null;

    public static string PathOf(Guid id, int width, string extension) => string.Create(CultureInfo.InvariantCulture, $"/media/{id}/{width}.{extension}");

    public static string PathOf(Guid id, string name) => $"/media/{id}/{Uri.EscapeDataString(name)}";

    internal sealed class Mapping : IEntityTypeConfiguration<MediaItem>
    {
        public void Configure(EntityTypeBuilder<MediaItem> item)
        {
            item.Ignore(m => m.ImageSizes).Ignore(m => m.Path).Ignore(m => m.ThumbnailPath).Ignore(m => m.MayStand).Ignore(m => m.DeskPath);
            item.Property(m => m.Version).IsConcurrencyToken();
            item.HasIndex(m => m.PublicId).IsUnique();
            item.HasIndex(m => m.Sha256).IsUnique();
            item.HasIndex(m => new { m.Kind, m.CreatedUtc });
            item.HasOne<User>().WithMany().HasForeignKey(m => m.UploaderId).OnDelete(DeleteBehavior.SetNull);
        }
    }
}

/// <summary>One size that an image was written in, in AVIF, WebP and JPEG.</summary>
internal sealed record ImageSize(int Width, int Height)
{
    public static IReadOnlyList<ImageSize> Read(string? sizes) =>
        string.IsNullOrEmpty(sizes) ? [] : [.. sizes.Split(' ').Select(s => s.Split('x')).Select(p => new ImageSize(Number(p[0]), Number(p[1])))];

    public static string Write(IEnumerable<ImageSize> sizes) => string.Join(' ', sizes.Select(s => string.Create(CultureInfo.InvariantCulture, $"{s.Width}x{s.Height}")));

    private static int Number(string digits) => int.Parse(digits, NumberStyles.None, CultureInfo.InvariantCulture);
}
