using Uutiset.Articles;
using Uutiset.Media;
using Uutiset.Themes;
using Uutiset.Themes.Pages;
using Uutiset.Vocabulary;

namespace Uutiset.Site;

/// <summary>Events and materials around an article.</summary>
/// <param name="files">What stands around recordings, and images of the texts: see <see cref="Pictures.InTextAsync"/>.</param>
/// <param name="playsInPlace">Recordings are played on this page; in lists and feeds a link leads to them.</param>
internal sealed class Surroundings(Press press, SiteTexts texts, IReadOnlyDictionary<Guid, MediaItem> files, bool playsInPlace)
{
    private const int PosterWidth = 800;
    private readonly string lang = texts.Lang;
    private readonly DateOnly today = Dates.DayOf(press.NowUtc);

    public EventCard Event(Event happening, IEnumerable<Attachment>? materials = null, IReadOnlyList<Link>? articles = null)
    {
        var lastDay = happening.EndsOn ?? happening.StartsOn;
        var when = lastDay > happening.StartsOn
            ? Dates.Range(happening.StartsOn, lastDay, lang)
            : $"{DeadlineLeaves.Weekday(happening.StartsOn, lang)} {Dates.DayAndTime(happening.StartsOn, happening.StartsAt, lang)}{(happening.StartsAt is not null && happening.EndsAt is { } end ? "–" + Dates.Time(end) : "")}";
        var iso = happening.StartsAt is { } time ? Dates.Iso(Dates.ToUtc(happening.StartsOn, time)) : Dates.Iso(happening.StartsOn);
        var registrationOver = (happening.RegistrationUntil ?? lastDay) < today;
        return new(happening.Title, new(iso, when), happening.Place, Named(happening.Url, "event.more", happening), lastDay < today)
        {
            Region = happening.RegionCode is { } code && Regions.Find(code) is { } region ? Cards.Region(region, lang) : null,
            Online = lastDay < today ? null : Named(happening.OnlineUrl, "event.online", happening),
            Register = registrationOver ? null : Named(happening.RegistrationUrl, "event.register", happening),
            Registration = happening.RegistrationUntil is { } until && lastDay >= today ? texts.Get(until < today ? "event.registrationClosed" : "event.registerBy", ("day", Dates.Day(until, lang))) : null,
            Calendar = lastDay < today ? null : new(Press.At(lang, $"/tilaisuudet/{happening.PublicId}.ics"), texts.Get("event.calendar", ("title", happening.Title))),
            Materials = [.. (materials ?? []).OrderBy(m => m.Position).Select(Attachment)],
            Articles = articles ?? [],
        };
    }

    private Link? Named(string? url, string text, Event happening) => url is null ? null : new(url, texts.Get(text, ("title", happening.Title)));

    /// <summary>Outside its days the address is not shown, and the page says so.</summary>
    public AttachmentItem Attachment(Attachment attachment)
    {
        var isVideo = attachment.Kind == Articles.Attachment.Video;
        var (seen, gone) = (attachment.IsAvailableOn(today), attachment.AvailableUntil < today);
        string? Note(string key, DateOnly? day) => day is { } d ? texts.Get(isVideo ? key + ".video" : key, ("day", Dates.Day(d, lang))) : null;
        var details = string.Join(", ", Details(attachment, isVideo).OfType<string>());
        var item = new AttachmentItem(
            attachment.Title, texts.AttachmentKind(attachment.Kind), seen ? attachment.Media?.Path ?? attachment.Url : null, [.. attachment.Presenters.Select(p => p.ToString())],
            details.Length > 0 ? details : null,
            gone ? Note("attachment.gone", attachment.AvailableUntil) : seen ? Note("attachment.until", attachment.AvailableUntil) : Note("attachment.from", attachment.AvailableFrom),
            attachment.Lang is { } foreign && foreign != lang ? foreign : null)
        {
            Ending = seen && attachment.AvailableUntil is not null,
            Gone = gone,
            Watch = seen && isVideo && attachment is { Media: null, Url: { } url } ? texts.Get("attachment.watch", ("title", attachment.Title), ("host", new Uri(url).Host)) : null,
        };
        return seen ? Opened(item, attachment) : item;
    }

    private AttachmentItem Opened(AttachmentItem item, Attachment attachment)
    {
        var barrier = attachment.Accessibility switch
        {
            Accessibility.NotAccessible => texts["attachment.accessible.not"],
            null when attachment.Media is { Kind: MediaKind.Document } || attachment is { Media: null, FileType: not null } => texts["attachment.accessible.unknown"],
            _ => null,
        };
        var embed = playsInPlace && item.Watch is not null ? VideoEmbeds.Of(attachment.Url!, press.VideoHosts) : null;
        return item with
        {
            Barrier = barrier,
            Ask = barrier is null ? null : new(AskAddress(attachment), texts.Get("attachment.accessible.ask", ("title", attachment.Title))),
            Transcript = TranscriptOf(attachment) is { } transcript ? new(transcript, texts.Get("attachment.transcript", ("title", attachment.Title))) : null,
            Player = playsInPlace && attachment.Media is { Kind: MediaKind.Video or MediaKind.Audio } media ? PlayerOf(attachment, media) : null,
            Embed = embed is null ? null : new(embed, texts.Get("attachment.embed", ("title", attachment.Title), ("host", new Uri(embed).Host)), texts.Get("attachment.embed.note", ("host", new Uri(embed).Host))),
        };
    }

    private IEnumerable<string?> Details(Attachment attachment, bool isVideo)
    {
        // Type, size and pages stand in the link's text (A11Y-08)
        if (attachment.Media is { } file)
        {
            yield return FileWords.Of(file, lang);
        }
        else
        {
            yield return attachment.FileType;
            yield return attachment.FileSize is { } bytes ? FileWords.Size(bytes, lang) : null;
            yield return attachment.Pages is { } pages ? texts.Get("attachment.pages", ("count", pages)) : null;
        }
        yield return attachment.Lang is { } material && material != lang ? texts["lang." + material] : null;
        yield return isVideo ? attachment.Captions switch { Captions.Present => texts["attachment.captions"], Captions.Missing => texts["attachment.captions.missing"], _ => null } : null;
        yield return attachment.CaptionsUntil is { } by && by >= today ? texts.Get("attachment.captionsUntil", ("day", Dates.Day(by, lang))) : null;
        yield return attachment.Accessibility == Accessibility.Accessible ? texts["attachment.accessible"] : null;
    }

    /// <summary>By mail where the site has an address for it; else the page that says how to reach its publisher.</summary>
    private string AskAddress(Attachment attachment) => press.Frame(lang).Imprint.Email is { } mail
        ? $"{mail.Url}?subject={Uri.EscapeDataString(texts.Get("attachment.accessible.subject", ("title", attachment.Title)))}" : Press.At(lang, "/saavutettavuus");

    private string? TranscriptOf(Attachment attachment) =>
        attachment.TranscriptId is { } id && files.TryGetValue(id, out var file) ? file.Path : attachment.TranscriptUrl;

    private RecordingPlayer PlayerOf(Attachment attachment, MediaItem media)
    {
        var poster = attachment.PosterId is { } id ? files.GetValueOrDefault(id) : null;
        return new(media.Path, media.ContentType, texts.Get("attachment.play", ("title", attachment.Title)), media.Kind == MediaKind.Audio)
        {
            Width = media is { Width: > 0, Height: > 0 } ? media.Width : null,
            Height = media is { Width: > 0, Height: > 0 } ? media.Height : null,
            Poster = poster?.ImageSizes is [.., var largest] sizes ? MediaItem.PathOf(poster.PublicId, (sizes.FirstOrDefault(s => s.Width >= PosterWidth) ?? largest).Width, "jpg") : null,
            Credit = poster is null ? null : Pictures.Credit(poster),
            Tracks = [.. attachment.CaptionFiles.Where(c => files.ContainsKey(c.Id)).Select(c => new CaptionTrack(files[c.Id].Path, c.Lang, SiteFrames.NameOf(c.Lang)))],
        };
    }
}
