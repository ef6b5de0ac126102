using Microsoft.EntityFrameworkCore;
using Uutiset.Articles.Translations;
using Uutiset.Data;
using Uutiset.Desk.Picks;
using Uutiset.Media;
using Uutiset.People;
using Uutiset.Vocabulary;

namespace Uutiset.Articles.Desk;

/// <summary>A draft as the form shows it.</summary>
internal sealed class FormFilling(NewsDb db, Terms terms, DateOnly today)
{
    public async Task<ArticleForm> FillAsync(Article? article, ArticleDraft draft, string deskLang, CancellationToken ct)
    {
        var index = await terms.IndexAsync(ct);
        var ids = draft.Related.Select(r => r.ArticleId).OfType<Guid>().ToList();
        // By the title that readers know, as the link shows it to them; what was never public has one title only
        var titles = await db.Articles.Where(a => ids.Contains(a.PublicId)).Select(a => new { a.PublicId, Title = a.Title == "" ? a.WorkingTitle : a.Title }).ToDictionaryAsync(a => a.PublicId, a => a.Title, ct);
        var mentioned = draft.Organisations.Select(o => o.OrganisationId).OfType<Guid>().ToList();
        // One that was merged since is its heir, once
        var organisations = await db.OrganisationsOfAsync(mentioned, ct);
        var deadlines = await FormReading.KnownDeadlinesAsync(db, draft.Deadlines.Select(d => d.DeadlineId), ct);
        var shared = draft.TranslationOf is { } original && draft.Events.Count > 0 && await SourceText.FindAsync(db, original, ct) is { } source
            ? source.Draft.Events.Select(e => e.EventId).ToHashSet() : [];
        var told = await ToldAsync(article, draft, ct);
        return new ArticleForm
        {
            Type = draft.Type,
            Lang = draft.Lang,
            EasyLanguage = draft.EasyLanguage,
            Title = draft.Title,
            ShortTitle = draft.ShortTitle ?? "",
            Slug = draft.Slug ?? "",
            ProjectId = Pick.Of(draft.ProjectId),
            PublisherId = draft.PublisherId,
            Lead = draft.Lead ?? "",
            Excerpt = draft.Excerpt ?? "",
            BodyHtml = draft.BodyHtml ?? "",
            HeroMediaId = draft.HeroMediaId,
            ExpiresAt = FormDates.WrittenEnd(draft.ExpiresAt),
            ReviewBy = FormDates.Written(draft.ReviewBy),
            LastCheckedAt = FormDates.WrittenDay(draft.LastCheckedAt),
            PublishedAt = FormDates.WrittenAt(draft.PublishedAt, draft.PublishedPrecision),
            PublishedUnknown = draft.PublishedPrecision == DatePrecision.Unknown,
            FollowUp = draft.FollowUp ?? "",
            FollowUpBy = FormDates.Written(draft.FollowUpBy),
            KeepsVagueLinks = draft.KeepsVagueLinks,
            Authors = [.. draft.Authors.Select(Author<AuthorRow>)],
            Contacts = [.. draft.Contacts.Select(Author<ContactRow>)],
            Organisations = [.. draft.Organisations.Select(o => organisations.GetValueOrDefault(o.OrganisationId ?? Guid.Empty) is { } meant ? new MentionRow { OrganisationId = meant.PublicId, Name = meant.Name }
                : new MentionRow { OrganisationId = o.OrganisationId, Name = o.Name ?? "–" }).DistinctBy(r => (r.OrganisationId, r.Name))],
            Tags = [.. draft.Tags.Select(t => index.Find(t)?.Label.In(deskLang) ?? t)],
            Audiences = [.. draft.Audiences.Select(a => index.Find(a)?.Slug ?? a)],
            Regions = [.. draft.Regions],
            Related = [.. draft.Related.Where(r => r.ArticleId is not null).Select(r => new RelatedRow { ArticleId = r.ArticleId, Title = titles.GetValueOrDefault(r.ArticleId!.Value, "–"), Kind = r.Kind })],
            Links = [.. draft.Related.Where(r => r.ArticleId is null).Select(r => new LinkRow { Title = r.Title ?? "", Url = r.Url ?? "", Kind = r.Kind, Publisher = r.Publisher ?? "", Date = FormDates.Written(r.Date) })],
            Attachments = [.. draft.Attachments.Select(a => Attachment(a, today))],
            // The day of a shared deadline may have moved since the draft was written
            Deadlines = [.. draft.Deadlines.Select(d => d.DeadlineId is { } id && deadlines.Contains(id) ? new DeadlineRow { DeadlineId = id } : Deadline(d))],
            // One that its own article tells no more is written where it is told
            Events = [.. draft.Events.Select(e => told.FirstOrDefault(t => t.Event.PublicId == e.EventId) is { WrittenIn: null } left ? DraftEvent.Of(left.Event) : e)
                .Where(e => e.Start is not null || e.Title is not null).Select(e => Event(e, shared.Contains(e.EventId)))],
            ToldEvents = [.. told.Where(t => t.WrittenIn is not null).Select(t => new ToldEventRow
            {
                EventId = t.Event.PublicId, Title = $"{t.Event.Title}, {Dates.DayAndTime(t.Event.StartsOn, t.Event.StartsAt, deskLang)}", WrittenIn = t.WrittenIn!,
            })],
            Summaries = [.. (draft.Summaries ?? []).Select(s => new SummaryRow { Lang = s.Lang ?? "", Title = s.Title ?? "", Text = s.Text ?? "" })],
        };
    }

    private sealed record Told(Event Event, string? WrittenIn);

    private async Task<List<Told>> ToldAsync(Article? article, ArticleDraft draft, CancellationToken ct)
    {
        var ids = draft.Events.Where(e => e.Start is null).Select(e => e.EventId).OfType<Guid>().ToList();
        if (ids.Count == 0) return [];
        var events = await db.Events.AsNoTracking().Where(e => ids.Contains(e.PublicId)).OrderBy(e => e.StartsOn).ThenBy(e => e.Id).ToListAsync(ct);
        var tellers = await EventTellers.LoadAsync(db, events.ToDictionary(e => e.PublicId), ct);
        var homes = events.Select(e => tellers.HomeOf(e.PublicId)).OfType<long>().Distinct().ToList();
        // By the title that readers know, as above
        var titles = await db.Articles.Where(a => homes.Contains(a.Id)).Select(a => new { a.Id, Title = a.Title == "" ? a.WorkingTitle : a.Title }).ToDictionaryAsync(a => a.Id, a => a.Title, ct);
        return events.ConvertAll(e => new Told(e, tellers.IsOthers(e.PublicId, article?.Id ?? 0, article?.TranslationOfId) ? titles.GetValueOrDefault(tellers.HomeOf(e.PublicId) ?? 0, "–") : null));
    }

    private static T Author<T>(DraftAuthor author) where T : AuthorRow, new() => new()
    {
        PersonId = Pick.Of(author.PersonId),
        Name = author.Name ?? "",
        Title = author.Title ?? "",
        Organisation = author.Organisation ?? "",
        Project = author.Project ?? "",
        Phone = author.Phone ?? "",
        Email = author.Email ?? "",
    };

    private static AttachmentRow Attachment(DraftAttachment attachment, DateOnly today) => new()
    {
        Title = attachment.Title ?? "",
        Url = attachment.Url ?? "",
        MediaId = attachment.MediaId,
        Kind = attachment.Kind ?? "other",
        Presenters = string.Join('\n', (attachment.Presenters ?? (Presenter.Read(attachment.Presenter) is { } one ? [one] : [])).Select(p => p.Line)),
        Pages = attachment.Pages?.ToString(System.Globalization.CultureInfo.InvariantCulture) ?? "",
        Lang = attachment.Lang ?? "",
        Captions = attachment.Captions,
        EventId = attachment.EventId,
        CaptionsUntil = FormDates.Written(attachment.CaptionsUntil),
        CaptionsFi = attachment.CaptionsFi,
        CaptionsSv = attachment.CaptionsSv,
        CaptionsEn = attachment.CaptionsEn,
        PosterId = attachment.PosterId,
        TranscriptId = attachment.TranscriptId,
        TranscriptUrl = attachment.TranscriptUrl ?? "",
        Accessibility = attachment.Accessibility,
        FileType = attachment.FileType ?? "",
        FileSize = FileWords.WriteSize(attachment.FileSize),
        LacksCaptions = Articles.Attachment.LacksCaptions(attachment.Kind ?? "other", attachment.Captions, attachment.AvailableFrom ?? today, attachment.AvailableUntil),
        AvailableFrom = FormDates.Written(attachment.AvailableFrom),
        AvailableUntil = FormDates.Written(attachment.AvailableUntil),
    };

    private static DeadlineRow Deadline(DraftDeadline deadline) => new()
    {
        DeadlineId = deadline.DeadlineId,
        Supersedes = deadline.Supersedes,
        Title = deadline.Title ?? "",
        Opens = FormDates.Written(deadline.Opens, null, deadline.OpensPrecision),
        Closes = FormDates.Written(deadline.Closes, deadline.ClosesAt, deadline.Precision),
        SourceUrl = deadline.SourceUrl ?? "",
    };

    private static EventRow Event(DraftEvent happening, bool isShared) => new()
    {
        IsShared = isShared,
        EventId = happening.EventId,
        Title = happening.Title ?? "",
        Start = FormDates.Written(happening.Start, happening.StartsAt),
        End = FormDates.Written(happening.End, happening.EndsAt),
        Place = happening.Place ?? "",
        Region = happening.Region ?? "",
        Url = happening.Url ?? "",
        OnlineUrl = happening.OnlineUrl ?? "",
        RegistrationUrl = happening.RegistrationUrl ?? "",
        RegistrationUntil = FormDates.Written(happening.RegistrationUntil),
    };
}
