using Uutiset.Articles;
using Uutiset.Media;
using Uutiset.Themes.Pages;
using Uutiset.Vocabulary;

namespace Uutiset.Site;

/// <summary>Events and materials around an article.</summary>
internal static class Surroundings
{
    public static EventCard Event(Event happening, DateTime nowUtc, SiteTexts texts, IEnumerable<Attachment>? materials = null, IReadOnlyList<Link>? articles = null)
    {
        var lang = texts.Lang;
        var lastDay = happening.EndsOn ?? happening.StartsOn;
        var when = lastDay > happening.StartsOn
            ? Dates.Range(happening.StartsOn, lastDay, lang)
            : $"{DeadlineLeaves.Weekday(happening.StartsOn, lang)} {Dates.DayAndTime(happening.StartsOn, happening.StartsAt, lang)}{(happening.StartsAt is not null && happening.EndsAt is { } end ? "–" + Dates.Time(end) : "")}";
        var iso = happening.StartsAt is { } time ? Dates.Iso(Dates.ToUtc(happening.StartsOn, time)) : Dates.Iso(happening.StartsOn);
        var today = Dates.DayOf(nowUtc);
        var registrationOver = (happening.RegistrationUntil ?? lastDay) < today;
        return new(happening.Title, new(iso, when), happening.Place, Named(happening.Url, "event.more", happening, texts), lastDay < today)
        {
            Region = happening.RegionCode is { } code && Regions.Find(code) is { } region ? Cards.Region(region, lang) : null,
            Online = lastDay < today ? null : Named(happening.OnlineUrl, "event.online", happening, texts),
            Register = registrationOver ? null : Named(happening.RegistrationUrl, "event.register", happening, texts),
            Registration = happening.RegistrationUntil is { } until && lastDay >= today ? texts.Get(until < today ? "event.registrationClosed" : "event.registerBy", ("day", Dates.Day(until, lang))) : null,
            Calendar = lastDay < today ? null : new(Press.At(lang, $"/tilaisuudet/{happening.PublicId}.ics"), texts.Get("event.calendar", ("title", happening.Title))),
            Materials = [.. (materials ?? []).OrderBy(m => m.Position).Select(m => Attachment(m, nowUtc, texts))],
            Articles = articles ?? [],
        };
    }

    private static Link? Named(string? url, string text, Event happening, SiteTexts texts) => url is null ? null : new(url, texts.Get(text, ("title", happening.Title)));

    /// <summary>Outside its days the address is not shown, and the page says so.</summary>
    public static AttachmentItem Attachment(Attachment attachment, DateTime nowUtc, SiteTexts texts)
    {
        var (lang, today, isVideo) = (texts.Lang, Dates.DayOf(nowUtc), attachment.Kind == Articles.Attachment.Video);
        var (seen, gone) = (attachment.IsAvailableOn(today), attachment.AvailableUntil < today);
        string? Note(string key, DateOnly? day) => day is { } d ? texts.Get(isVideo ? key + ".video" : key, ("day", Dates.Day(d, lang))) : null;
        var details = new[]
        {
            // Type, size and pages stand in the link's text (A11Y-08)
            attachment.Media is { } file ? FileWords.Of(file, lang) : attachment.Pages is { } pages ? texts.Get("attachment.pages", ("count", pages)) : null,
            attachment.Lang is { } material && material != lang ? texts["lang." + material] : null,
            isVideo ? attachment.Captions switch { Captions.Present => texts["attachment.captions"], Captions.Missing => texts["attachment.captions.missing"], _ => null } : null,
        }.OfType<string>().ToArray();
        return new(
            attachment.Title, texts.AttachmentKind(attachment.Kind), seen ? attachment.Media?.Path ?? attachment.Url : null, [.. attachment.Presenters.Select(p => p.ToString())],
            details.Length > 0 ? string.Join(", ", details) : null,
            gone ? Note("attachment.gone", attachment.AvailableUntil) : seen ? Note("attachment.until", attachment.AvailableUntil) : Note("attachment.from", attachment.AvailableFrom),
            attachment.Lang is { } foreign && foreign != lang ? foreign : null)
        {
            Ending = seen && attachment.AvailableUntil is not null,
            Gone = gone,
            Watch = seen && isVideo && attachment is { Media: null, Url: { } url } ? texts.Get("attachment.watch", ("title", attachment.Title), ("host", new Uri(url).Host)) : null,
        };
    }
}
