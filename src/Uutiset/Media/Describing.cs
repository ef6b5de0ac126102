using Microsoft.EntityFrameworkCore;
using Uutiset.Accounts;
using Uutiset.Accounts.Auditing;
using Uutiset.Data;
using Uutiset.Vocabulary;

namespace Uutiset.Media;

/// <summary>What became of an attempt to change or remove an item.</summary>
internal abstract record MediaOutcome
{
    public sealed record Done(MediaItem Item) : MediaOutcome;

    public sealed record Refused(IReadOnlyList<FieldError> Errors) : MediaOutcome;

    /// <summary>Still used in these places: nothing was removed.</summary>
    public sealed record InUse(IReadOnlyList<MediaUse> Places) : MediaOutcome;

    public sealed record Conflict : MediaOutcome;

    public sealed record Missing : MediaOutcome;
}

/// <summary>Says what a file is: texts, credit, focal point; and takes it away when nobody uses it.</summary>
internal sealed class Describing(NewsDb db, MediaFolder folder, MediaUses uses, Audit audit)
{
    private const int Longest = 500;
    private const int LongestAlt = 300;

    public async Task<MediaOutcome> SaveAsync(Guid id, MediaDraft draft, int expectedVersion, Actor actor, CancellationToken ct)
    {
        var item = await db.MediaItems.SingleOrDefaultAsync(m => m.PublicId == id, ct);
        if (item is null) return new MediaOutcome.Missing();
        if (item.Version != expectedVersion) return new MediaOutcome.Conflict();
        var mightStand = item.MayStand;
        var spoken = Languages.OfContent.Where(item.MaySpeak).ToList();
        if (Fill(item, draft) is { Count: > 0 } errors) return new MediaOutcome.Refused(errors);
        if (mightStand && !item.MayStand && (await uses.ReachAsync(id, ct) == MediaReach.Open || await uses.IsComingAsync(id, ct))) return new MediaOutcome.Refused([Uncredited(item)]);
        if (await SilencedAsync(item, [.. spoken.Where(lang => !item.MaySpeak(lang))], ct) is { } silenced) return new MediaOutcome.Refused([silenced]);
        item.Version++;
        db.Changed("articles", $"media:{item.PublicId}");
        audit.Write(db, actor, "media.saved", Target(item), item.OriginalName, AuditChanges.Of(db, item));
        return await db.TrySaveAsync(ct) ? new MediaOutcome.Done(item) : new MediaOutcome.Conflict();
    }

    public async Task<MediaOutcome> RemoveAsync(Guid id, int? expectedVersion, Actor actor, CancellationToken ct)
    {
        var item = await db.MediaItems.SingleOrDefaultAsync(m => m.PublicId == id, ct);
        if (item is null) return new MediaOutcome.Missing();
        if (expectedVersion is { } version && item.Version != version) return new MediaOutcome.Conflict();
        if (await uses.OfAsync(id, ct) is { Count: > 0 } places) return new MediaOutcome.InUse(places);
        db.MediaItems.Remove(item);
        audit.Write(db, actor, "media.removed", Target(item), $"{item.OriginalName} · {item.Sha256}");
        if (!await db.TrySaveAsync(ct)) return new MediaOutcome.Conflict();
        // After the row: a file without a row is waste, a row without its file a broken page
        folder.Remove(id);
        return new MediaOutcome.Done(item);
    }

    /// <summary>What stands on a page keeps its words: without them nobody could have published it (A11Y-09).</summary>
    private async Task<FieldError?> SilencedAsync(MediaItem item, IReadOnlyCollection<string> langs, CancellationToken ct)
    {
        if (item.Kind != MediaKind.Image || langs.Count == 0 || await uses.LeaningOnAltAsync(item.PublicId, langs, ct) is not [var shown, ..]) return null;
        var title = shown.Title;
        return new(shown.Lang switch { "sv" => "altSv", "en" => "altEn", _ => "altFi" },
            $"Juttu ”{title}” on julkaistu tai ajastettu, ja siinä kuvalla on vain tämä vaihtoehtoinen teksti. Muuta tekstiä, mutta älä poista sitä.",
            $"Artikeln ”{title}” är publicerad eller tidsinställd, och där har bilden bara den här alternativtexten. Ändra texten, men ta inte bort den.",
            $"The article “{title}” is published or scheduled and has no other alternative text for the image. Change the text, but do not remove it.");
    }

    private static FieldError Uncredited(MediaItem item) => new(item.Credit is null ? "credit" : "licence",
        "Kuva on julkaistussa tai ajastetussa jutussa, ja siinä on kerrottava tekijä ja käyttölupa. Muuta tietoja, mutta älä poista niitä.",
        "Bilden finns i en publicerad eller tidsinställd artikel, och där ska upphovsperson och licens anges. Ändra uppgifterna, men ta inte bort dem.",
        "The image stands in a published or scheduled article, which has to name its credit and licence. Change them, but do not remove them.");

    public static string Target(MediaItem item) => $"media:{item.PublicId}";

    internal static IReadOnlyList<FieldError> Fill(MediaItem item, MediaDraft draft)
    {
        var errors = new List<FieldError>();
        item.AltFi = Line("altFi", draft.AltFi, LongestAlt);
        item.AltSv = Line("altSv", draft.AltSv, LongestAlt);
        item.AltEn = Line("altEn", draft.AltEn, LongestAlt);
        item.Decorative = draft.Decorative;
        item.Caption = Line("caption", draft.Caption, Longest);
        item.Credit = Line("credit", draft.Credit, Longest);
        item.Licence = Line("licence", draft.Licence, Longest);
        item.ConsentNote = Line("consentNote", draft.ConsentNote, Longest);
        item.Lang = Line("lang", draft.Lang, 20);
        if (item.Lang is { } lang && !Languages.OfContent.Contains(lang))
            errors.Add(new("lang", $"Kieltä ”{lang}” ei tunneta.", $"Språket ”{lang}” är okänt.", $"The language “{lang}” is unknown. Use one of {string.Join(", ", Languages.OfContent)}."));
        if (item.Decorative && (item.AltFi ?? item.AltSv ?? item.AltEn) is not null)
            errors.Add(new("decorative", "Koristekuvalla ei ole vaihtoehtoista tekstiä. Valitse jompikumpi.", "En dekorativ bild har ingen alternativtext. Välj det ena.", "A decorative image has no alternative text. Choose one of the two."));
        if (draft.FocalX is < 0 or > 100 || draft.FocalY is < 0 or > 100)
            errors.Add(new("focalX", "Kohdistuspiste annetaan prosentteina nollasta sataan.", "Fokuspunkten anges i procent från noll till hundra.", "The focal point is given in percent, from 0 to 100."));
        if (draft.Pages is < 1 or > 99_999)
            errors.Add(new("pages", "Sivumäärä ei kelpaa.", "Antalet sidor duger inte.", "The number of pages will not do."));
        (item.FocalX, item.FocalY) = (draft.FocalX, draft.FocalY);
        if (item.Kind == MediaKind.Document) item.Pages = draft.Pages;
        return errors;

        string? Line(string field, string? text, int longest)
        {
            if (string.IsNullOrWhiteSpace(text)) return null;
            var line = string.Concat(text.Select(c => char.IsControl(c) ? ' ' : c)).Normalize().Trim();
            if (line.Length > longest)
                errors.Add(new(field, $"Teksti on liian pitkä: enintään {longest} merkkiä mahtuu.", $"Texten är för lång: högst {longest} tecken ryms.", $"The text is too long: at most {longest} characters fit."));
            return line;
        }
    }
}

internal static class MediaSaves
{
    /// <returns>False when somebody else saved in between.</returns>
    public static async Task<bool> TrySaveAsync(this NewsDb db, CancellationToken ct)
    {
        try
        {
            await db.SaveChangesAsync(ct);
            return true;
        }
        catch (DbUpdateConcurrencyException)
        {
            db.ChangeTracker.Clear();
            return false;
        }
    }
}
