namespace Uutiset.Media.Desk;

/// <summary>What the pages of the library post. Name, type and size of a file are not among it (S15).</summary>
internal sealed class MediaForm
{
    public string AltFi { get; set; } = "";
    public string AltSv { get; set; } = "";
    public string AltEn { get; set; } = "";
    public bool Decorative { get; set; }
    public string Caption { get; set; } = "";
    public string Credit { get; set; } = "";
    public string Licence { get; set; } = "";
    public string ConsentNote { get; set; } = "";
    public string Lang { get; set; } = "";
    public int? Pages { get; set; }
    public int FocalX { get; set; } = 50;
    public int FocalY { get; set; } = 50;

    /// <summary>What a colleague may have saved otherwise, with the keys of the labels.</summary>
    public static readonly IReadOnlyDictionary<string, string> Labels = new Dictionary<string, string>
    {
        [nameof(FocalX)] = "media.focalX", [nameof(FocalY)] = "media.focalY", [nameof(AltFi)] = "media.alt.fi", [nameof(AltSv)] = "media.alt.sv", [nameof(AltEn)] = "media.alt.en",
        [nameof(Decorative)] = "media.decorative", [nameof(Lang)] = "media.lang", [nameof(Pages)] = "media.pages", [nameof(Caption)] = "media.caption", [nameof(Credit)] = "media.credit",
        [nameof(Licence)] = "media.licence", [nameof(ConsentNote)] = "media.consent",
    };

    public static MediaForm Of(MediaItem m) => new()
    {
        AltFi = m.AltFi ?? "", AltSv = m.AltSv ?? "", AltEn = m.AltEn ?? "", Decorative = m.Decorative, Caption = m.Caption ?? "", Credit = m.Credit ?? "",
        Licence = m.Licence ?? "", ConsentNote = m.ConsentNote ?? "", Lang = m.Lang ?? "", Pages = m.Pages, FocalX = m.FocalX, FocalY = m.FocalY,
    };

    public MediaDraft Draft() => new()
    {
        AltFi = AltFi, AltSv = AltSv, AltEn = AltEn, Decorative = Decorative, Caption = Caption, Credit = Credit, Licence = Licence,
        ConsentNote = ConsentNote, Lang = Lang, Pages = Pages, FocalX = FocalX, FocalY = FocalY,
    };
}
