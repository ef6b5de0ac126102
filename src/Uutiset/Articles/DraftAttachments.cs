using Uutiset.Media;
using Uutiset.Vocabulary;
using Uutiset.Vocabulary.Body;

namespace Uutiset.Articles;

/// <summary>Slides, memos and recordings of a draft, with what stands around a recording: captions, poster, transcript.</summary>
/// <param name="events">By the id that the draft gives an event, the one that it gets.</param>
/// <param name="line">Tidies one line of text and says when it is too long.</param>
internal sealed class DraftAttachments(DraftTargets targets, DraftErrors errors, IReadOnlyDictionary<Guid, Guid?> events, Func<string, string?, string?> line)
{
    private const int MostPresenters = 20;
    private const int LongestType = 20;
    private const long LargestFile = 1_000_000_000_000;
    private static readonly HashSet<string> Kinds = ["slides", "memo", "plan", "form", "video", "other"];

    public DraftAttachment? Check(DraftAttachment attachment, string field)
    {
        if (attachment.IsBlank) return null;
        var url = Address(field + ".url", attachment.Url);
        var title = line(field + ".title", attachment.Title);
        if (title is null) errors.Missing(field + ".title", "Liitteen nimi", "Bilagans namn", "The title of the attachment");
        var file = attachment.MediaId is { } id ? targets.Media.GetValueOrDefault(id) : null;
        if (attachment.MediaId is not null && file is null) errors.Unknown(field + ".mediaId", "Tiedostoa", "Filen", "The file");
        var kind = attachment.Kind ?? "other";
        if (!Kinds.Contains(kind))
            errors.Add(field + ".kind", $"Liitteen laji ei kelpaa. Lajit ovat {string.Join(", ", Kinds)}.", $"Bilagans typ duger inte. Typerna är {string.Join(", ", Kinds)}.",
                $"The kind will not do. The kinds are {string.Join(", ", Kinds)}.");
        Days(attachment, field);
        if (attachment.Pages is < 1 or > 10_000) errors.Add(field + ".pages", "Sivumäärä ei kelpaa.", "Sidantalet duger inte.", "The number of pages will not do.");
        var language = line(field + ".lang", attachment.Lang);
        if (language is not null && !DraftCheck.ContentLanguages.Contains(language))
            errors.Add(field + ".lang", "Kieltä ei tunneta.", "Språket är okänt.", "The language is not known.");
        Guid? happening = null;
        if (attachment.EventId is { } given && !events.TryGetValue(given, out happening)) errors.Unknown(field + ".eventId", "Liitteen tilaisuutta", "Bilagans evenemang", "The event of the attachment");
        var presenters = Presenters(attachment, field);
        var clean = new DraftAttachment(title, url, attachment.MediaId, kind, presenters.Count == 0 ? null : string.Join("; ", presenters.Select(p => p.ToString())), attachment.AvailableUntil,
            presenters.Count == 0 ? null : presenters, attachment.Pages, language, attachment.AvailableFrom, EventId: happening, Accessibility: attachment.Accessibility);
        clean = url is not null && file is null ? Outside(clean, attachment, field) : clean;
        return kind == Attachment.Video || file is { Kind: MediaKind.Video or MediaKind.Audio } ? Recording(clean, attachment, field) : clean;
    }

    private void Days(DraftAttachment attachment, string field)
    {
        errors.BeyondTime(field + ".availableUntil", attachment.AvailableUntil);
        errors.BeyondTime(field + ".availableFrom", attachment.AvailableFrom);
        if (attachment.AvailableUntil < attachment.AvailableFrom)
            errors.Add(field + ".availableUntil", "Liite poistuisi näkyvistä ennen kuin se tulee näkyviin.", "Bilagan skulle försvinna innan den visas.", "The attachment would end before it begins.");
    }

    /// <summary>A file of the library is known; of one elsewhere somebody has to say what it is (A11Y-08).</summary>
    private DraftAttachment Outside(DraftAttachment clean, DraftAttachment given, string field)
    {
        if (given.FileSize is < 1 or > LargestFile) errors.Add(field + ".fileSize", "Tiedoston koko ei kelpaa.", "Filens storlek duger inte.", "The size of the file will not do.");
        return clean with { FileType = errors.WithinOrNull(field + ".fileType", line(field + ".fileType", given.FileType), LongestType), FileSize = given.FileSize };
    }

    private DraftAttachment Recording(DraftAttachment clean, DraftAttachment given, string field)
    {
        Captions(field + ".captionsFi", given.CaptionsFi);
        Captions(field + ".captionsSv", given.CaptionsSv);
        Captions(field + ".captionsEn", given.CaptionsEn);
        if (given.PosterId is { } poster && targets.Media.GetValueOrDefault(poster) is not { Kind: MediaKind.Image }) errors.Unknown(field + ".posterId", "Kansikuvaa", "Omslagsbilden", "The poster image");
        if (given.TranscriptId is { } transcript && targets.Media.GetValueOrDefault(transcript) is not { Kind: MediaKind.Document }) errors.Unknown(field + ".transcriptId", "Tekstivastinetta", "Texten till inspelningen", "The transcript");
        errors.BeyondTime(field + ".captionsUntil", given.CaptionsUntil);
        // Who gives a caption file has said that there are captions
        var captions = given.Captioning.Any() ? Articles.Captions.Present : given.Captions;
        return clean with
        {
            Captions = captions, CaptionsUntil = captions is null or Articles.Captions.Missing ? given.CaptionsUntil : null, CaptionsFi = given.CaptionsFi, CaptionsSv = given.CaptionsSv, CaptionsEn = given.CaptionsEn,
            PosterId = given.PosterId, TranscriptId = given.TranscriptId, TranscriptUrl = Address(field + ".transcriptUrl", given.TranscriptUrl),
        };
    }

    private void Captions(string field, Guid? id)
    {
        if (id is not { } file || targets.Media.GetValueOrDefault(file) is { ContentType: FileType.Captions }) return;
        errors.Add(field, "Tekstityksen pitää olla kirjaston WebVTT-tiedosto (.vtt).", "Textningen ska vara en WebVTT-fil (.vtt) i biblioteket.", "Captions have to be a WebVTT file (.vtt) of the library.");
    }

    private string? Address(string field, string? given)
    {
        if (string.IsNullOrWhiteSpace(given)) return null;
        var url = SafeAddress.OfWeb(given);
        if (url is null) errors.BadAddress(field);
        return url;
    }

    private List<Presenter> Presenters(DraftAttachment attachment, string field)
    {
        var given = attachment.Presenters ?? [.. (attachment.Presenter ?? "").Split(';').Select(Presenter.Read).OfType<Presenter>()];
        if (given.Count > MostPresenters) errors.TooMany(field + ".presenters", given.Count, MostPresenters);
        return
        [
            .. given.Take(MostPresenters).Select(p => new Presenter(line(field + ".presenters", p.Name), line(field + ".presenters", p.Title), line(field + ".presenters", p.Organisation)))
                .Where(p => p.Name is not null),
        ];
    }
}
