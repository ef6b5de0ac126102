using Microsoft.EntityFrameworkCore;
using Uutiset.Articles.Translations;
using Uutiset.Data;
using Uutiset.Vocabulary;

namespace Uutiset.Articles.Desk;

/// <summary>The form as a draft. What the page does not show (source, publisher ...) stays as the newest revision has it.</summary>
internal sealed class FormReading(NewsDb db, TimeProvider clock)
{
    public async Task<(ArticleDraft Draft, IReadOnlyList<FieldError> Errors)> ReadAsync(ArticleForm form, ArticleDraft before, CancellationToken ct)
    {
        form.DropBlankRows();
        await FindRelatedAsync(form, ct);
        var known = await KnownDeadlinesAsync(db, form.Deadlines.Select(d => d.DeadlineId), ct);
        var dates = new FormDates(clock.Today());
        var published = dates.ReadPublished("publishedAt", form.PublishedAt, form.PublishedUnknown, before);
        var draft = before with
        {
            Type = form.Type,
            Lang = form.Lang,
            EasyLanguage = form.EasyLanguage,
            Title = form.Title,
            ShortTitle = Text(form.ShortTitle),
            Slug = Text(form.Slug),
            ProjectId = form.ProjectId.Id,
            PublisherId = form.PublisherId ?? before.PublisherId,
            Lead = Text(form.Lead),
            Excerpt = Text(form.Excerpt),
            BodyHtml = Text(form.BodyHtml),
            HeroMediaId = form.HeroMediaId,
            ExpiresAt = dates.ReadEnd("expiresAt", form.ExpiresAt, before.ExpiresAt),
            ReviewBy = dates.Read("reviewBy", form.ReviewBy)?.Day,
            LastCheckedAt = dates.ReadDay("lastCheckedAt", form.LastCheckedAt, before.LastCheckedAt),
            PublishedAt = published.At,
            PublishedPrecision = published.Precision,
            FollowUp = Text(form.FollowUp),
            FollowUpBy = dates.Read("followUpBy", form.FollowUpBy)?.Day,
            KeepsVagueLinks = form.KeepsVagueLinks,
            Authors = [.. form.Authors.Select(Author)],
            Contacts = [.. form.Contacts.Select(Author)],
            Organisations = [.. form.Organisations.Select(o => new DraftMention(o.OrganisationId, o.OrganisationId is null ? Text(o.Name) : null))],
            Tags = [.. form.Tags],
            Audiences = [.. form.Audiences],
            Regions = [.. form.Regions],
            Related =
            [
                .. form.Related.Select(r => r.ArticleId is { } id ? new DraftLink(id, Kind: r.Kind) : new DraftLink(null, r.Address, r.Title)),
                .. form.Links.Select((l, i) => new DraftLink(null, l.Url, l.Title, l.Kind, Text(l.Publisher), dates.Read($"related[{form.Related.Count + i}].date", l.Date)?.Day)),
            ],
            Attachments = [.. form.Attachments.Select((a, i) => Attachment(a, $"attachments[{i}]", dates))],
            Deadlines = [.. form.Deadlines.Select((d, i) => Deadline(d, known, $"deadlines[{i}].closes", before, dates))],
            Summaries = form.Summaries.Count == 0 ? null : [.. form.Summaries.Select(s => new DraftSummary(s.Lang, Text(s.Title), Text(s.Text)))],
            Events = [.. form.Events.Select((e, i) => Event(e, $"events[{i}]", before, dates)), .. form.ToldEvents.Select(e => new DraftEvent(EventId: e.EventId))],
        };
        return (draft, dates.Errors);
    }

    private static DraftAuthor Author(AuthorRow a) => new(a.PersonId.Id, Text(a.Name) ?? (a.PersonId.Id is null ? Text(a.PersonId.Typed) : null), Text(a.Title), Text(a.Organisation), Text(a.Project), Text(a.Phone), Text(a.Email));

    /// <summary>Those that have a row of their own. One that a draft made gets its row at publication; until then its fields are the form's.</summary>
    public static async Task<HashSet<Guid>> KnownDeadlinesAsync(NewsDb db, IEnumerable<Guid?> among, CancellationToken ct)
    {
        var ids = among.OfType<Guid>().ToList();
        return ids.Count == 0 ? [] : await db.Deadlines.Where(d => ids.Contains(d.PublicId)).Select(d => d.PublicId).ToHashSetAsync(ct);
    }

    private static DraftDeadline Deadline(DeadlineRow row, HashSet<Guid> rows, string field, ArticleDraft before, FormDates dates)
    {
        if (row.DeadlineId is { } id && rows.Contains(id)) return new DraftDeadline(id);
        var (date, precision) = dates.ReadDeadline(field, row.Closes);
        var (opens, opening) = dates.ReadOpening(field.Replace(".closes", ".opens", StringComparison.Ordinal), row.Opens);
        return new DraftDeadline(row.DeadlineId, Text(row.Title), opens, date?.Day, date?.Time, precision, Text(row.SourceUrl), row.Supersedes, opening);
    }

    private static DraftAttachment Attachment(AttachmentRow row, string field, FormDates dates) => new(
        Text(row.Title), Text(row.Url), row.MediaId, row.Kind, null, dates.Read(field + ".availableUntil", row.AvailableUntil)?.Day,
        [.. row.Presenters.Split('\n').Select(Presenter.Read).OfType<Presenter>()], dates.ReadNumber(field + ".pages", row.Pages), Text(row.Lang),
        dates.Read(field + ".availableFrom", row.AvailableFrom)?.Day, row.Captions, row.EventId,
        dates.Read(field + ".captionsUntil", row.CaptionsUntil)?.Day, row.CaptionsFi, row.CaptionsSv, row.CaptionsEn, row.PosterId, row.TranscriptId, Text(row.TranscriptUrl),
        row.Accessibility, Text(row.FileType), dates.ReadSize(field + ".fileSize", row.FileSize));

    private static DraftEvent Event(EventRow row, string field, ArticleDraft before, FormDates dates)
    {
        // A place that was just written says in which region it is, unless somebody says so; what they choose afterwards stays
        var isNewPlace = before.Events.FirstOrDefault(e => e.EventId is not null && e.EventId == row.EventId)?.Place != Text(row.Place)?.Trim();
        var region = Text(row.Region) ?? (isNewPlace ? Municipalities.RegionOf(row.Place)?.Code : null);
        var (start, end) = (dates.Read(field + ".start", row.Start), dates.Read(field + ".end", row.End));
        return new DraftEvent(Text(row.Title), start?.Day, start?.Time, end?.Day, end?.Time, Text(row.Place), Text(row.Url), row.EventId,
            Text(row.OnlineUrl), Text(row.RegistrationUrl), dates.Read(field + ".registrationUntil", row.RegistrationUntil)?.Day, region);
    }

    // Without script an article of ours is named by its address
    private async Task FindRelatedAsync(ArticleForm form, CancellationToken ct)
    {
        var wanted = form.Related.Where(r => r.ArticleId is null).ToDictionary(r => r, r => r.Address.Trim().TrimEnd('/').Split('/')[^1].Split('?', '#')[0]);
        if (wanted.Count == 0) return;
        var slugs = wanted.Values.Distinct().ToList();
        // What has an address has been public, and is named by its title there
        var found = await db.ArticleSlugs.Where(s => slugs.Contains(s.Slug)).Join(db.Articles, s => s.ArticleId, a => a.Id, (s, a) => new { s.Slug, a.PublicId, a.Title }).ToListAsync(ct);
        foreach (var (row, slug) in wanted)
            if (found.FirstOrDefault(f => f.Slug == slug) is { } article) (row.ArticleId, row.Title) = (article.PublicId, article.Title);
    }

    private static string? Text(string text) => string.IsNullOrWhiteSpace(text) ? null : text;
}
