using System.Globalization;
using Uutiset.Articles.Desk;
using Uutiset.Desk;
using Uutiset.Media;
using Uutiset.Vocabulary;
using Uutiset.Vocabulary.Body;

namespace Uutiset.Articles.Versions;

/// <summary>One field of a draft as lines of plain text. The key names the field's label at the desk: "title" is <c>articles.title</c>.</summary>
internal sealed record FieldLines(string Field, IReadOnlyList<string> Lines);

/// <summary>A draft as plain text, so that two of them can be held side by side. What ids stand for is written out.</summary>
internal sealed class DraftLines(ArticleNames names, TermIndex terms, DeskTexts texts, string deskLang)
{
    public IReadOnlyList<FieldLines> Of(ArticleDraft draft) =>
    [
        new("title", One(draft.Title)),
        new("shortTitle", One(draft.ShortTitle)),
        new("lead", One(draft.Lead)),
        new("body", OfBody(draft.BodyHtml, draft.Lang)),
        new("excerpt", One(draft.Excerpt)),
        new("authors", [.. draft.Authors.Select(Author)]),
        new("contacts", [.. draft.Contacts.Select(Author)]),
        new("hero", One(draft.HeroMediaId is { } hero ? names.Files.GetValueOrDefault(hero, "–") : null)),
        new("tags", [.. draft.Tags.Select(Term)]),
        new("audiences", [.. draft.Audiences.Select(Term)]),
        new("regions", [.. draft.Regions.Select(code => Regions.Find(code)?.Name.In(deskLang) ?? code)]),
        new("related", [.. draft.Related.Where(r => r.ArticleId is not null).Select(r => Row(
            names.Linked.FirstOrDefault(l => l.PublicId == r.ArticleId)?.Title ?? "–", Word("articles.related.kind.", r.Kind, shown: r.Kind != LinkKind.Related)))]),
        new("links", [.. draft.Related.Where(r => r.ArticleId is null).Select(r => Row(r.Title, r.Publisher, Day(r.Date), r.Url, Word("articles.link.kind.", r.Kind)))]),
        new("organisations", [.. draft.Organisations.Select(o => names.Organisation(o.OrganisationId)?.Label.In(deskLang) ?? o.Name ?? "–").Distinct()]),
        new("attachments", [.. draft.Attachments.Select(a => Attachment(a, draft))]),
        new("deadlines", [.. draft.Deadlines.Select(Deadline)]),
        new("events", [.. draft.Events.Select(names.Of).Select(e => Row(
            e.Title, e.Start is { } day ? Dates.DayAndTime(day, e.StartsAt, deskLang) : null, e.End is { } end ? Dates.DayAndTime(end, e.EndsAt, deskLang) : e.EndsAt is { } hour ? Dates.AtTime(hour, deskLang) : null, e.Place,
            Regions.Find(e.Region)?.Short.In(deskLang), e.Url, e.OnlineUrl, e.RegistrationUrl, Day(e.RegistrationUntil)))]),
        new("summaries", [.. (draft.Summaries ?? []).Select(s => Row(s.Lang, s.Title, s.Text))]),
        new("followUp", One(Row(draft.FollowUp, Day(draft.FollowUpBy)))),
        new("publisher", One(names.Organisation(draft.PublisherId)?.Label.In(deskLang))),
        new("project", One(names.Projects.Where(p => p.PublicId == draft.ProjectId).Select(p => p.Name).FirstOrDefault())),
        new("expiresAt", One(draft.ExpiresAt is { } ends ? Dates.DayAndTime(ends.UtcDateTime, deskLang) : null)),
        new("reviewBy", One(Day(draft.ReviewBy))),
        new("lastCheckedAt", One(draft.LastCheckedAt is { } seen ? Dates.DayAndTime(seen.UtcDateTime, deskLang) : null)),
        new("publishedAt", One(Row(FormDates.WrittenAt(draft.PublishedAt, draft.PublishedPrecision), Text("articles.publishedAt.unknown", draft.PublishedPrecision == DatePrecision.Unknown)))),
        new("type", One(Word("articles.type.", draft.Type))),
        new("lang", One(Row(Text("articles.lang." + draft.Lang), Text("articles.easyLanguage", draft.EasyLanguage)))),
        new("slug", One(draft.Slug)),
    ];

    /// <summary>One line for each paragraph, heading, item and cell, with a sign of what it is: else a heading made of a paragraph would look unchanged.</summary>
    internal static IReadOnlyList<string> OfBody(string? html, string lang) =>
        html is not null && HtmlCleaner.IsWithinBounds(html) ? [.. HtmlCleaner.Read(html, lang).SelectMany(b => Lines(b))] : [];

    private static IEnumerable<string> Lines(Block block) => block switch
    {
        Heading h => [new string('#', h.Level) + " " + Text(h.Text)],
        Paragraph p => Text(p.Text).Split('\n'),
        ListBlock list => list.Items.SelectMany((item, i) => Marked(item, list.Ordered ? FormattableString.Invariant($"{i + 1}. ") : "• ")),
        Quote quote => quote.Blocks.SelectMany(Lines).Select(line => "” " + line).Concat(One(Row(quote.Speaker, quote.Role)).Select(by => "” – " + by)),
        Box box => box.Blocks.SelectMany(Lines).Select(line => $"[{box.Kind}{(box.Region is { } region ? " " + region : "")}] {line}"),
        Reference reference => [$"[{reference.Target}]"],
        Table table => One(Text(table.Caption)).Concat(table.Rows.Select(row => "| " + string.Join(" | ", row.Select(cell => string.Join(" ", cell.Blocks.SelectMany(Lines)))))),
        _ => [],
    };

    private static IEnumerable<string> Marked(IReadOnlyList<Block> item, string mark) =>
        item.SelectMany(Lines).Select((line, i) => i == 0 ? mark + line : "  " + line);

    // An address that changed behind the same words is a change
    private static string Text(IEnumerable<Run> runs) =>
        string.Concat(runs.Select(r => r.Marks.Link is { } link ? $"{r.Text} ⟨{link}⟩" : r.Text));

    private string Author(DraftAuthor a) => Row(a.Name ?? names.People.FirstOrDefault(p => p.PublicId == a.PersonId)?.Name, a.Title, a.Organisation, a.Project, a.Phone, a.Email);

    private string Attachment(DraftAttachment a, ArticleDraft draft) => Row(
        a.Title, Text("articles.attachment.kind." + a.Kind, a.Kind is not null), a.Presenters is { } presenters ? string.Join("; ", presenters) : a.Presenter,
        File(a.MediaId), a.Url,
        a.Pages is { } pages ? string.Create(CultureInfo.InvariantCulture, $"{Text("articles.attachment.pages")}: {pages}") : null, a.Lang, Word("articles.attachment.captions.", a.Captions),
        Named("articles.attachment.captionsUntil", Day(a.CaptionsUntil)), Named("articles.attachment.captions.fi", File(a.CaptionsFi)), Named("articles.attachment.captions.sv", File(a.CaptionsSv)),
        Named("articles.attachment.captions.en", File(a.CaptionsEn)), Named("articles.attachment.poster", File(a.PosterId)), Named("articles.attachment.transcript", Row(File(a.TranscriptId), a.TranscriptUrl)),
        Word("articles.attachment.accessibility.", a.Accessibility), a.FileType, a.FileSize is { } bytes ? FileWords.Size(bytes, deskLang) : null,
        a.AvailableFrom is null && a.AvailableUntil is null ? null : $"{Day(a.AvailableFrom)}–{Day(a.AvailableUntil)}",
        draft.Events.Where(e => e.EventId is not null && e.EventId == a.EventId).Select(e => names.Of(e).Title).FirstOrDefault());

    private string Deadline(DraftDeadline draft)
    {
        var known = Known(draft.DeadlineId);
        var (closes, hour, precision) = known is null ? (draft.Closes, draft.ClosesAt, draft.Precision) : (known.Closes, known.ClosesAt, known.Precision);
        var (opens, opening) = known is null ? (draft.Opens, draft.OpensPrecision) : (known.Opens, known.OpensPrecision);
        var former = Known(draft.Supersedes);
        return Row(known?.Title ?? draft.Title ?? former?.Title, opens is { } first ? string.Format(CultureInfo.InvariantCulture, Text("articles.deadlines.opens")!, OpeningDay.In(first, opening, deskLang)) : null,
            closes is { } day ? (former is null ? "" : DeadlineDay.Of(former).In(deskLang) + " → ") + (precision == DatePrecision.Month ? Dates.Month(day, deskLang) : Dates.DayAndTime(day, hour, deskLang)) : null,
            known?.SourceUrl ?? draft.SourceUrl);
    }

    private Deadline? Known(Guid? id) => names.Deadlines.FirstOrDefault(d => d.PublicId == id);

    private string? File(Guid? id) => id is { } file ? names.Files.GetValueOrDefault(file, "–") : null;

    private string? Named(string key, string? value) => string.IsNullOrEmpty(value) ? null : $"{Text(key)}: {value}";

    private string? Word(string key, Enum? value, bool shown = true) => value is null ? null : Text(key + value, shown);

    private string? Text(string key, bool shown = true) => shown ? texts.Get(deskLang, key) : null;

    private string? Day(DateOnly? day) => day is { } d ? Dates.Day(d, deskLang) : null;

    private string Term(string slug) => terms.Find(slug)?.Label.In(deskLang) ?? slug;

    private static string Row(params ReadOnlySpan<string?> parts)
    {
        var filled = new List<string>();
        foreach (var part in parts)
            if (!string.IsNullOrWhiteSpace(part)) filled.Add(part);
        return string.Join(" · ", filled);
    }

    private static IReadOnlyList<string> One(string? text) => string.IsNullOrEmpty(text) ? [] : [text];
}
