using Uutiset.Articles;
using Uutiset.Articles.Openings;
using Uutiset.Themes;
using Uutiset.Vocabulary;

namespace Uutiset.Site;

/// <summary>Texts that page models are made of, in one language; the theme words them.</summary>
internal sealed class SiteTexts(Theme theme, string lang)
{
    /// <summary>Every key that C# asks for by name; a theme without one does not start.</summary>
    private static readonly string[] Required =
    [
        .. Enum.GetValues<ArticleType>().Select(TypeKey), .. Enum.GetValues<TermScheme>().Select(SchemeKey),
        "left.days", "left.today", "left.months", "left.thisMonth", "left.closed", "left.unknown", "deadline.opens", "deadline.opened", "deadline.sentence", "deadline.source", "deadline.source.open", "deadline.source.moved", "deadline.moved.sentence", "calendar.follow", "calendar.deadline", "calendar.opening", "calendar.month", "article.related", "article.follows", "nav.events", "nav.openings",
        .. Enum.GetValues<OpeningKind>().Select(OpeningKey), "openings.standfirst", "opening.material", "opening.answer", "opening.answering", "opening.answering.none", "opening.all",
        "event.online", "event.register", "event.registerBy", "event.registrationClosed", "event.calendar", "attachment.until.video", "attachment.from", "attachment.from.video",
        "attachment.gone.video", "attachment.pages", "attachment.captions", "attachment.captions.missing", "attachment.watch",
        "attachment.captionsUntil", "attachment.transcript", "attachment.play", "attachment.embed", "attachment.embed.note", "attachment.accessible", "attachment.accessible.not",
        "attachment.accessible.unknown", "attachment.accessible.ask", "attachment.accessible.subject",
        .. DraftCheck.ContentLanguages.SelectMany(l => new[] { "summary.note." + l, "summary.full." + l }), "summary.label", "summary.short", "easy.label", "archive.lang.fi", "archive.lang.sv", "archive.lang.en",
        "lang.fi", "lang.sv", "lang.en", "lang.se", "lang.smn", "lang.sms",
        "kind.slides", "kind.memo", "kind.plan", "kind.form", "kind.video", "kind.other",
        "attachment.until", "attachment.gone", "event.more", "notFound.title", "notFound.text", "gone.title", "gone.text", "error.title", "error.text",
        "busy.title", "busy.text", "link.front", "link.archive", "region.sentence", "index.themes", "index.regions", "index.authors", "index.organisations",
        "front.description", "sort.relevance", "sort.newest", "archive.asAny", "archive.feed", "archive.unknown", "archive.tag", "archive.audience", "archive.series", "archive.region", "archive.type", "archive.lang", "archive.from", "archive.to", "archive.year", "archive.by", "archive.without", "archive.withoutAll", "preview.notice", "guest.notice", "guest.approval", "guest.thanks", "guest.approved", "guest.full", "guest.ended.title", "guest.ended.text", "former.notice", "former.contacts", "former.current", "bulletin.removed", "byline.staff",
        "article.undated", "article.undated.after", "article.corrects", "article.correctedBy", "article.supersedes", "article.supersededBy", "article.followUp.by", "article.followUp.subscribe", "table", "box.fact", "box.contact", "box.funding", "box.region", "box.regionIn",
        "author.former", "author.until", "index.former", "index.nationwide", "index.projects", "index.status", "project.ended", "project.begins", "project.until", "project.active", "project.planned", "project.endedLabel", "nav.projects",
        "nav.themes", "nav.regions", "nav.deadlines", "nav.bulletins", "nav.archive", "nav.authors", "nav.organisations", "nav.accessibility", "nav.privacy",
    ];

    public string Lang => lang;

    public string this[string key] => theme.Texts.Get(lang, key);

    public string Get(string key, params ReadOnlySpan<(string Name, object? Value)> arguments) => theme.Texts.Get(lang, key, arguments);

    public string Type(ArticleType type) => this[TypeKey(type)];

    /// <summary>"Tiivistelmä, koko teksti suomeksi".</summary>
    public string SummaryNote(string fullText) => this["summary.note." + fullText];

    public string Opening(OpeningKind kind) => this[OpeningKey(kind)];

    public string Scheme(TermScheme scheme) => this[SchemeKey(scheme)];

    public string AttachmentKind(string kind) => theme.Texts.Has("kind." + kind) ? this["kind." + kind] : this["kind.other"];

    public static void Demand(Theme theme)
    {
        if (Required.FirstOrDefault(k => !theme.Texts.Has(k)) is { } key)
            throw new ThemeException($"Theme {theme.Manifest.Name}: fi.json, sv.json and en.json lack the text \"{key}\".");
    }

    /// <summary>A kind as it stands in an address.</summary>
    public static string Word(OpeningKind kind) => kind.ToString().ToLowerInvariant();

    private static string OpeningKey(OpeningKind kind) => "opening.kind." + Word(kind);

    private static string TypeKey(ArticleType type) => "type." + type.ToString().ToLowerInvariant();

    private static string SchemeKey(TermScheme scheme) => "term." + scheme.ToString().ToLowerInvariant();
}
