namespace Uutiset.Media;

/// <summary>What may be edited of a file: the desk's form and the API's body.</summary>
internal sealed record MediaDraft
{
    public string? AltFi { get; init; }
    public string? AltSv { get; init; }
    public string? AltEn { get; init; }
    /// <summary>The image says nothing that the text does not say.</summary>
    public bool Decorative { get; init; }
    public string? Caption { get; init; }
    public string? Credit { get; init; }
    public string? Licence { get; init; }
    public string? ConsentNote { get; init; }
    /// <summary>BCP 47 tag of the content.</summary>
    public string? Lang { get; init; }
    public int? Pages { get; init; }
    /// <summary>Percent from the left.</summary>
    public int FocalX { get; init; } = 50;
    /// <summary>Percent from the top.</summary>
    public int FocalY { get; init; } = 50;
}

/// <summary>A file as the API promises it.</summary>
internal sealed record MediaJson
{
    public required Guid Id { get; init; }
    /// <summary>image, document, video or audio.</summary>
    public required MediaKind Kind { get; init; }
    public required string Name { get; init; }
    public required string ContentType { get; init; }
    /// <summary>Bytes; of an image, its largest JPEG.</summary>
    public required long Size { get; init; }
    public int? Width { get; init; }
    public int? Height { get; init; }
    public int? Pages { get; init; }
    public string? Lang { get; init; }
    public string? AltFi { get; init; }
    public string? AltSv { get; init; }
    public string? AltEn { get; init; }
    public required bool Decorative { get; init; }
    public string? Caption { get; init; }
    public string? Credit { get; init; }
    public string? Licence { get; init; }
    /// <summary>For editors: null without media:write.</summary>
    public string? ConsentNote { get; init; }
    public required int FocalX { get; init; }
    public required int FocalY { get; init; }
    /// <summary>Absolute. The file, or an image's largest JPEG.</summary>
    public required string Url { get; init; }
    /// <summary>Of an image, smallest first.</summary>
    public required IReadOnlyList<ImageJson> Sizes { get; init; }
    public required DateTime CreatedAt { get; init; }
    /// <summary>The number in the ETag.</summary>
    public required int Version { get; init; }

    public static MediaJson Of(MediaItem m, Func<string, string> absolute, bool forEditors) => new()
    {
        Id = m.PublicId, Kind = m.Kind, Name = m.OriginalName, ContentType = m.ContentType, Size = m.Size, Width = m.Width, Height = m.Height, Pages = m.Pages, Lang = m.Lang,
        AltFi = m.AltFi, AltSv = m.AltSv, AltEn = m.AltEn, Decorative = m.Decorative, Caption = m.Caption, Credit = m.Credit, Licence = m.Licence,
        ConsentNote = forEditors ? m.ConsentNote : null, FocalX = m.FocalX, FocalY = m.FocalY, Url = absolute(m.Path), CreatedAt = m.CreatedUtc, Version = m.Version,
        Sizes = [.. m.ImageSizes.Select(s => new ImageJson(s.Width, s.Height,
            absolute(MediaItem.PathOf(m.PublicId, s.Width, "avif")), absolute(MediaItem.PathOf(m.PublicId, s.Width, "webp")), absolute(MediaItem.PathOf(m.PublicId, s.Width, "jpg"))))],
    };
}

internal sealed record ImageJson(int Width, int Height, string Avif, string Webp, string Jpeg);
