using Uutiset.Articles;
using Uutiset.Themes.Pages;
using Uutiset.Vocabulary;

namespace Uutiset.Site;

/// <summary>Events and materials around an article.</summary>
internal static class Surroundings
{
    public static EventCard Event(Event happening, DateTime nowUtc, SiteTexts texts)
    {
        var lang = texts.Lang;
        var lastDay = happening.EndsOn ?? happening.StartsOn;
        var when = lastDay > happening.StartsOn
            ? Dates.Range(happening.StartsOn, lastDay, lang)
            : $"{DeadlineLeaves.Weekday(happening.StartsOn, lang)} {Dates.DayAndTime(happening.StartsOn, happening.StartsAt, lang)}{(happening.StartsAt is not null && happening.EndsAt is { } end ? "–" + Dates.Time(end) : "")}";
        var iso = happening.StartsAt is { } time ? Dates.Iso(Dates.ToUtc(happening.StartsOn, time)) : Dates.Iso(happening.StartsOn);
        return new(happening.Title, new(iso, when), happening.Place,
            happening.Url is { } url ? new(url, texts.Get("event.more", ("title", happening.Title))) : null, lastDay < Dates.DayOf(nowUtc));
    }

    /// <summary>After its last day the address is no longer shown, and the page says so.</summary>
    public static AttachmentItem Attachment(Attachment attachment, DateTime nowUtc, SiteTexts texts)
    {
        var gone = attachment.AvailableUntil < Dates.DayOf(nowUtc);
        var note = attachment.AvailableUntil is { } until ? texts.Get(gone ? "attachment.gone" : "attachment.until", ("day", Dates.Day(until, texts.Lang))) : null;
        return new(attachment.Title, texts.AttachmentKind(attachment.Kind), gone ? null : attachment.Url, attachment.Presenter, note);
    }
}
