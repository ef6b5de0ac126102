using Microsoft.EntityFrameworkCore;
using Uutiset.Accounts;
using Uutiset.Articles.Translations;
using Uutiset.Data;
using Uutiset.People;
using Uutiset.Vocabulary;

namespace Uutiset.Articles;

/// <summary>Copies a draft onto the article and its joins, which is what the public sees.</summary>
internal sealed class PublicCopy(NewsDb db)
{
    /// <returns>The draft as it now stands in the published revision: a deadline that superseded another has become that one.</returns>
    public async Task<ArticleDraft> FillAsync(Article article, ArticleDraft draft, DraftTargets targets, Actor actor, DateTime nowUtc, CancellationToken ct)
    {
        article.Type = draft.Type;
        (article.Lang, article.EasyLanguage) = (draft.Lang, draft.EasyLanguage);
        article.Title = draft.Title;
        article.ShortTitle = draft.ShortTitle;
        article.Lead = draft.Lead ?? "";
        article.Excerpt = Excerpts.Of(draft, [.. draft.Tags.Concat(draft.Audiences).Select(targets.Terms.Find).OfType<TermEntry>().SelectMany(t => new[] { t.Label.Fi, t.Label.In("sv"), t.Label.In("en") }).Where(l => l.Length > 0)]);
        article.BodyHtml = draft.BodyHtml ?? "";
        article.ExpiresUtc = draft.ExpiresAt?.UtcDateTime;
        (article.ReviewBy, article.LastCheckedUtc) = (draft.ReviewBy, draft.LastCheckedAt?.UtcDateTime);
        article.SourceId = draft.SourceId;
        (article.FollowUp, article.FollowUpBy) = (draft.FollowUp, draft.FollowUpBy);
        article.HeroMediaId = draft.HeroMediaId;
        DraftMedia.Of(draft).MarkPublished(article);
        article.PublisherId = draft.PublisherId is { } publisher ? targets.Organisations.GetValueOrDefault(publisher)?.Id : null;
        article.ProjectId = draft.ProjectId is { } project ? targets.Projects.GetValueOrDefault(project)?.Id : null;
        article.TranslationOfId = draft.TranslationOf is { } original && targets.Articles.TryGetValue(original, out var id) ? id : null;
        article.Summaries = [.. (draft.Summaries ?? []).Select(s => new ArticleSummary { Lang = s.Lang!, Title = s.Title!, Text = s.Text! })];
        var former = await FormerAsync(article, ct);
        article.Bylines = Rows(Bylines(former, draft, targets, nowUtc), (b, i) => b.Position = i);
        article.Contacts = Rows(draft.Contacts.Select(c => ArticleContact.Of(Signed(c, Signatures.None, draft, targets, nowUtc))), (c, i) => c.Position = i);
        article.Mentions = Rows(draft.Organisations.Select(o => o.OrganisationId is { } of ? targets.Organisations.GetValueOrDefault(of) : null).OfType<Organisation>().DistinctBy(o => o.Id)
            .Select(o => new ArticleMention { OrganisationId = o.Id }), (m, i) => m.Position = i);
        article.Quotes = Rows(ArticleQuote.In(draft.BodyHtml, draft.Lang), (q, i) => q.Position = i);
        article.Terms = Rows(draft.Tags.Concat(draft.Audiences).Select(targets.Terms.Find).OfType<TermEntry>().DistinctBy(t => t.Id).Select(t => new ArticleTerm { TermId = t.Id }), (t, i) => t.Position = i);
        article.Regions = [.. draft.Regions.Select(code => new ArticleRegion { RegionCode = code })];
        article.Links = Rows(draft.Related.Select(r => Link(r, targets)).OfType<ArticleLink>(), (l, i) => l.Position = i);
        var told = draft.Events.Select(e => (Draft: e, Event: Event(e, article, targets, nowUtc, out var written), Written: written)).Where(t => t.Event is not null).DistinctBy(t => t.Event!.PublicId).ToList();
        var events = told.ToDictionary(t => t.Event!.PublicId, t => t.Event!);
        article.Attachments = Rows(draft.Attachments.Select(a => new Attachment
        {
            Title = a.Title ?? "", Url = a.Url, MediaId = a.MediaId, Kind = a.Kind ?? "other", Presenters = a.Presenters ?? (Presenter.Read(a.Presenter) is { } one ? [one] : []), AvailableUntil = a.AvailableUntil,
            Pages = a.Pages, Lang = a.Lang, AvailableFrom = a.AvailableFrom, Captions = a.Captions, CaptionsUntil = a.CaptionsUntil,
            CaptionsFi = a.CaptionsFi, CaptionsSv = a.CaptionsSv, CaptionsEn = a.CaptionsEn, PosterId = a.PosterId, TranscriptId = a.TranscriptId, TranscriptUrl = a.TranscriptUrl,
            Accessibility = a.Accessibility, FileType = a.FileType, FileSize = a.FileSize, Event = a.EventId is { } of ? events.GetValueOrDefault(of) : null,
        }), (a, i) => a.Position = i);
        article.Events = Rows(events.Values.Select(e => new ArticleEvent { Event = e }), (e, i) => e.Position = i);
        var deadlines = new List<Deadline>();
        foreach (var deadline in draft.Deadlines) deadlines.Add(await DeadlineAsync(deadline, targets, actor, nowUtc, ct));
        article.Deadlines = Rows(deadlines.DistinctBy(d => d.PublicId).Select(d => new ArticleDeadline { Deadline = d }), (d, i) => d.Position = i);
        return draft with
        {
            // Of one that another article writes, the id says all
            Events = [.. told.Select(t => t.Written ? t.Draft : new DraftEvent(EventId: t.Event!.PublicId))],
            Deadlines = [.. draft.Deadlines.Zip(deadlines, (d, row) => d with { DeadlineId = row.PublicId, Supersedes = null, Was = null })],
        };
    }

    private static List<T> Rows<T>(IEnumerable<T> rows, Action<T, int> number)
    {
        var list = rows.ToList();
        for (var i = 0; i < list.Count; i++) number(list[i], i);
        return list;
    }

    /// <param name="Shown">As readers have them.</param>
    /// <param name="Typed">What of that was typed in the text that they read.</param>
    private sealed record Signatures(IReadOnlyList<Byline> Shown, IReadOnlyList<DraftAuthor> Typed)
    {
        public static readonly Signatures None = new([], []);
    }

    private async Task<Signatures> FormerAsync(Article article, CancellationToken ct)
    {
        var text = article.PublicRevision is not { } number ? null
            : await db.Revisions.Where(r => r.ArticleId == article.Id && r.Number == number).Select(r => r.Draft).SingleOrDefaultAsync(ct);
        return new Signatures(article.Bylines, text is null ? [] : ArticleDraft.FromJson(text).Authors);
    }

    private static IEnumerable<Byline> Bylines(Signatures former, ArticleDraft draft, DraftTargets targets, DateTime nowUtc)
    {
        if (draft.Authors.Count == 0)
            return [new Byline { Name = new Localized("Toimitus", "Redaktionen", "Editorial staff").In(draft.Lang) }];
        return draft.Authors.Select(author => Signed(author, former, draft, targets, nowUtc));
    }

    private static Byline Signed(DraftAuthor author, Signatures former, ArticleDraft draft, DraftTargets targets, DateTime nowUtc)
    {
        var person = author.PersonId is { } id ? targets.People.GetValueOrDefault(id) : null;
        var now = Snapshot(person, draft.Lang, nowUtc);
        // As they were when this was published first: a change of job since then does not rewrite it
        var shown = (person is null ? null : former.Shown.FirstOrDefault(b => b.PersonId == person.Id)) ?? now;
        var typed = former.Typed.FirstOrDefault(a => a.PersonId == author.PersonId);
        // What was typed over it goes with the field that said it
        string? Said(Func<DraftAuthor, string?> field, Func<Byline, string?> known) => field(author) ?? known(typed is not null && field(typed) is not null ? now : shown);
        return new Byline
        {
            PersonId = person?.Id,
            Name = Said(a => a.Name, b => b.Name) ?? "",
            Title = Said(a => a.Title, b => b.Title),
            Organisation = Said(a => a.Organisation, b => b.Organisation),
            Project = Said(a => a.Project, b => b.Project),
            Phone = Said(a => a.Phone, b => b.Phone),
            Email = Said(a => a.Email, b => b.Email),
        };
    }

    private static Byline Snapshot(Person? person, string lang, DateTime nowUtc)
    {
        if (person is null) return new Byline();
        var (phone, email) = person.Contact(Dates.DayOf(nowUtc));
        var organisation = person.Organisation;
        return new Byline
        {
            Name = person.Name,
            Title = person.Title.In(lang) is { Length: > 0 } title ? title : null,
            Organisation = organisation?.Label.In(lang),
            Project = person.Project,
            Phone = phone,
            Email = email,
        };
    }

    private static ArticleLink? Link(DraftLink link, DraftTargets targets)
    {
        if (link.ArticleId is not { } other) return new ArticleLink { Kind = link.Kind, Url = link.Url, Title = link.Title, Publisher = link.Publisher, DatedOn = link.Date };
        return targets.Articles.TryGetValue(other, out var id) ? new ArticleLink { Kind = link.Kind, TargetId = id } : null;
    }

    /// <param name="isWritten">False: another article writes it, and this one tells it.</param>
    private Event? Event(DraftEvent draft, Article article, DraftTargets targets, DateTime nowUtc, out bool isWritten)
    {
        var id = draft.EventId ?? Guid.CreateVersion7();
        // An article of the same transaction may have made it: an import brings both
        var happening = targets.Events.GetValueOrDefault(id) ?? db.Events.Local.FirstOrDefault(e => e.PublicId == id);
        isWritten = draft.Start is not null && !targets.Tellers.IsOthers(id, article.Id, article.TranslationOfId) && !(happening is { Id: 0, Article: { } maker } && maker != article);
        // A version in another language says what its original says
        if (!isWritten || targets.SharedEvents.Contains(id)) return happening;
        if (happening is null) db.Events.Add(happening = new Event { PublicId = id });
        happening.Title = draft.Title ?? "";
        happening.StartsOn = draft.Start!.Value;
        happening.StartsAt = draft.StartsAt;
        happening.EndsOn = draft.End;
        happening.EndsAt = draft.EndsAt;
        happening.Place = draft.Place;
        happening.Url = draft.Url;
        (happening.OnlineUrl, happening.RegistrationUrl, happening.RegistrationUntil, happening.RegionCode) = (draft.OnlineUrl, draft.RegistrationUrl, draft.RegistrationUntil, draft.Region);
        // Calendars take a change only under a higher number
        if (db.Entry(happening) is var entry && entry.State == EntityState.Added) happening.SavedUtc = nowUtc;
        else if (entry.Properties.Any(p => p.IsModified)) (happening.Version, happening.SavedUtc) = (happening.Version + 1, nowUtc);
        if (article.TranslationOfId is null || happening.ArticleId is null) happening.Article = article;
        return happening;
    }

    private async Task<Deadline> DeadlineAsync(DraftDeadline draft, DraftTargets targets, Actor actor, DateTime nowUtc, CancellationToken ct)
    {
        // Drafts of before months were stored by their last day
        draft = draft with { Closes = draft.LastDay };
        if (draft.Supersedes is { } former && targets.Deadlines.TryGetValue(former, out var moved))
        {
            if (!draft.IsOvertaken(moved)) await DeadlineMoves.MoveAsync(db, moved, draft, actor, nowUtc, ct);
            return moved;
        }
        // One that exists is told, never changed, by an article
        if (draft.DeadlineId is { } id && targets.Deadlines.TryGetValue(id, out var known)) return known;
        var made = new Deadline { PublicId = draft.DeadlineId ?? Guid.CreateVersion7() };
        DeadlineMoves.Fill(made, draft, nowUtc);
        db.Deadlines.Add(made);
        return made;
    }
}
