using System.Globalization;
using System.Net.Mail;
using System.Text;
using Microsoft.EntityFrameworkCore;
using Uutiset.Data;
using Uutiset.Media;
using Uutiset.Vocabulary;

namespace Uutiset.People;

/// <summary>Rules that persons, organisations and projects share.</summary>
internal sealed class PeopleCheck
{
    private const int Longest = 200;

    /// <summary>A description of some pages has 20 kB.</summary>
    public const int LongestHtml = 200_000;
    private readonly List<FieldError> errors = [];

    public IReadOnlyList<FieldError> Errors => errors;

    public void Add(string field, string fi, string sv, string en) => errors.Add(new FieldError(field, fi, sv, en));

    public void Add(FieldError error) => errors.Add(error);

    public string? Line(string field, string? text)
    {
        var line = Tidy(text ?? "");
        if (line.Length > Longest) Add(field, $"Enintään {Longest} merkkiä mahtuu.", $"Högst {Longest} tecken ryms.", $"At most {Longest} characters fit.");
        return line.Length == 0 ? null : line;
    }

    /// <summary>Some lines of plain text.</summary>
    public string? Text(string field, string? text, int longest)
    {
        var clean = string.Concat((text ?? "").Replace("\r\n", "\n", StringComparison.Ordinal).EnumerateRunes().Where(r => (!Rune.IsControl(r) || r.Value == '\n') && r != Rune.ReplacementChar).Select(r => r.ToString()))
            .Normalize().Trim();
        if (clean.Length > longest) Add(field, $"Enintään {longest} merkkiä mahtuu.", $"Högst {longest} tecken ryms.", $"At most {longest} characters fit.");
        return clean.Length == 0 ? null : clean;
    }

    /// <summary>One line, one kind of blank, and none of the invisible characters that come with pasting: mails refuse those that turn the direction of text.</summary>
    public static string Tidy(string text)
    {
        // A line break is a control character too, but parts two words. NFC so that the same name is found the same way
        var seen = text.EnumerateRunes().Where(r => Rune.IsWhiteSpace(r)
            || Rune.GetUnicodeCategory(r) is not (UnicodeCategory.Control or UnicodeCategory.Format) && r != Rune.ReplacementChar);
        return string.Join(' ', string.Concat(seen.Select(r => r.ToString())).Normalize().Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries));
    }

    public string Name(string field, string? text)
    {
        var name = Line(field, text);
        if (name is null) Add(field, "Nimi puuttuu.", "Namnet saknas.", "The name is missing.");
        return name ?? "";
    }

    public string? Email(string field, string? text)
    {
        var email = Line(field, text);
        if (email is not null && !(MailAddress.TryCreate(email, out var address) && address.Address == email))
            Add(field, "Sähköpostiosoite ei kelpaa.", "E-postadressen duger inte.", "The e-mail address will not do.");
        return email;
    }

    public string? Web(string field, string? text)
    {
        var url = Line(field, text);
        if (url?.StartsWith("www.", StringComparison.OrdinalIgnoreCase) == true) url = "https://" + url;
        if (url is not null && !(Uri.TryCreate(url, UriKind.Absolute, out var uri) && uri.Scheme is "http" or "https"))
            Add(field, "Verkko-osoite ei kelpaa. Aloita se https:// tai http://.", "Webbadressen duger inte. Börja den med https:// eller http://.", "The web address will not do. Begin it with https:// or http://.");
        return url;
    }

    /// <summary>That a portrait that is chosen now may stand before the public. A logo is its owner's own mark, and nobody is asked who drew it.</summary>
    public async Task PortraitAsync(NewsDb db, string field, Guid? chosen, Guid? before, CancellationToken ct)
    {
        await ImagesAsync(db, [(field, chosen)], ct);
        if (chosen is null || chosen == before) return;
        if (await db.MediaItems.AsNoTracking().SingleOrDefaultAsync(m => m.PublicId == chosen && m.Kind == MediaKind.Image, ct) is { MayStand: false } image) errors.Add(image.Uncredited(field));
    }

    /// <summary>That each of these is an image of the media library; none is none.</summary>
    public async Task ImagesAsync(NewsDb db, IReadOnlyList<(string Field, Guid? Id)> given, CancellationToken ct)
    {
        var ids = given.Select(g => g.Id).OfType<Guid>().Distinct().ToList();
        if (ids.Count == 0) return;
        var known = await db.MediaItems.Where(m => ids.Contains(m.PublicId) && m.Kind == MediaKind.Image).Select(m => m.PublicId).ToListAsync(ct);
        foreach (var (field, id) in given)
            if (id is { } image && !known.Contains(image)) Add(field, "Kuvaa ei löydy.", "Bilden hittas inte.", "The image was not found.");
    }

    public List<string> Regions(string field, IReadOnlyList<string>? codes)
    {
        var found = new List<string>();
        foreach (var code in codes ?? [])
        {
            if (Vocabulary.Regions.Find(code) is { } region) found.Add(region.Code);
            else Add(field, $"Aluekoodia ”{code}” ei ole. Koodit ovat 01–21, 90 (Helsinki) ja HUS.", $"Områdeskoden ”{code}” finns inte. Koderna är 01–21, 90 (Helsingfors) och HUS.",
                $"There is no region code “{code}”. The codes are 01–21, 90 (Helsinki) and HUS.");
        }
        return [.. found.Distinct()];
    }
}
