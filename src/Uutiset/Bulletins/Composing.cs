using Microsoft.EntityFrameworkCore;
using Uutiset.Accounts;
using Uutiset.Accounts.Auditing;
using Uutiset.Articles;
using Uutiset.Data;
using Uutiset.Vocabulary;
using Uutiset.Vocabulary.Body;

namespace Uutiset.Bulletins;

internal enum ComposeOutcome { Done, NotFound, Outdated, Invalid, AlreadySending }

internal sealed record Composed(ComposeOutcome Outcome, Bulletin? Bulletin = null, IReadOnlyList<FieldError>? Errors = null);

/// <summary>The one way to make and change a bulletin.</summary>
internal sealed class Composing(NewsDb db, Terms terms, Audit audit, TimeProvider clock)
{
    public async Task<Composed> CreateAsync(BulletinDraft draft, Actor actor, CancellationToken ct)
    {
        var now = clock.GetUtcNow().UtcDateTime;
        var bulletin = new Bulletin { CreatedById = actor.UserId, CreatedBy = actor.Name, CreatedUtc = now };
        if (await ApplyAsync(bulletin, draft, actor, ct) is { Count: > 0 } errors) return new(ComposeOutcome.Invalid, Errors: errors);
        db.Bulletins.Add(bulletin);
        audit.Write(db, actor, "bulletin.created", $"bulletin:{bulletin.PublicId}", SubjectOf(draft));
        await db.SaveChangesAsync(ct);
        return new(ComposeOutcome.Done, bulletin);
    }

    /// <param name="version">The version that the change was made on.</param>
    public async Task<Composed> SaveAsync(Guid id, int version, BulletinDraft draft, Actor actor, CancellationToken ct)
    {
        if (await LoadAsync(id, ct) is not { } bulletin) return new(ComposeOutcome.NotFound);
        if (await db.Dispatches.AnyAsync(d => d.BulletinId == bulletin.Id, ct)) return new(ComposeOutcome.AlreadySending, bulletin);
        if (bulletin.Version != version) return new(ComposeOutcome.Outdated, bulletin);
        var index = await terms.IndexAsync(ct);
        var before = DraftOf(bulletin, index);
        if (await ApplyAsync(bulletin, draft, actor, ct) is { Count: > 0 } errors) return new(ComposeOutcome.Invalid, bulletin, errors);
        bulletin.Version++;
        // What somebody approved is not what stands here now
        bulletin.Stage = BulletinStage.Draft;
        audit.Write(db, actor, "bulletin.saved", $"bulletin:{id}", SubjectOf(draft), AuditChanges.Between(before, DraftOf(bulletin, index)));
        return await StoredAsync(bulletin, ct);
    }

    public async Task<Composed> ApproveAsync(Guid id, Actor actor, CancellationToken ct)
    {
        if (await LoadAsync(id, ct) is not { } bulletin) return new(ComposeOutcome.NotFound);
        if (await db.Dispatches.AnyAsync(d => d.BulletinId == bulletin.Id, ct)) return new(ComposeOutcome.AlreadySending, bulletin);
        bulletin.Stage = BulletinStage.Approved;
        bulletin.Version++;
        audit.Write(db, actor, "bulletin.approved", $"bulletin:{id}", SubjectOf(DraftOf(bulletin, await terms.IndexAsync(ct))));
        return await StoredAsync(bulletin, ct);
    }

    private async Task<Composed> StoredAsync(Bulletin bulletin, CancellationToken ct)
    {
        try
        {
            await db.SaveChangesAsync(ct);
        }
        catch (DbUpdateConcurrencyException)
        {
            return new(ComposeOutcome.Outdated, bulletin);
        }
        return new(ComposeOutcome.Done, bulletin);
    }

    public Task<Bulletin?> LoadAsync(Guid id, CancellationToken ct) =>
        db.Bulletins.Include(b => b.Publisher).Include(b => b.Texts).Include(b => b.Items.OrderBy(i => i.Position)).ThenInclude(i => i.Article)
            .AsSplitQuery().SingleOrDefaultAsync(b => b.PublicId == id, ct);

    public static BulletinDraft DraftOf(Bulletin bulletin, TermIndex terms) => new()
    {
        Variants = [.. bulletin.Texts.OrderBy(t => Languages.All.ToList().IndexOf(t.Lang)).Select(t => new BulletinDraftText(t.Lang, t.Subject, t.Preheader, t.IntroHtml))],
        Items = [.. bulletin.Items.OrderBy(i => i.Position).Select(i => new BulletinDraftItem(i.Article!.PublicId, i.Heading, i.NoteHtml) { ArticleTitle = i.Article.Title })],
        Audience = Audience.Parse(bulletin.Audience),
        PublisherId = bulletin.Publisher?.PublicId,
        Series = SeriesOf(bulletin, terms)?.Slug,
    };

    /// <summary>Its series, also one that is no longer in use: nobody who changes a word of the bulletin takes it out of its series by that.</summary>
    public static TermEntry? SeriesOf(Bulletin bulletin, TermIndex terms) => bulletin.SeriesId is { } series ? terms.Known(series) : null;

    /// <summary>What a form or a client means by it; null: none, or nothing that there is.</summary>
    public static TermEntry? SeriesNamed(Bulletin bulletin, string? slugOrLabel, TermIndex terms) =>
        string.IsNullOrWhiteSpace(slugOrLabel) ? null : terms.Find(slugOrLabel) ?? (SeriesOf(bulletin, terms) is { } own && own.Slug == slugOrLabel ? own : null);

    private async Task<List<FieldError>> ApplyAsync(Bulletin bulletin, BulletinDraft draft, Actor actor, CancellationToken ct)
    {
        var errors = DraftCheck.Errors(draft);
        var publisher = bulletin.Publisher;
        if (publisher is null || draft.PublisherId is { } chosen && chosen != publisher.PublicId)
        {
            var whose = await db.PublisherForAsync(actor, draft.PublisherId, ct);
            if (whose is null && draft.PublisherId is null) return [NoPublisher];
            if (whose is null) errors.Add(NotYours);
            else publisher = await db.Organisations.SingleAsync(o => o.Id == whose.Id, ct);
        }
        var index = await terms.IndexAsync(ct);
        var series = SeriesNamed(bulletin, draft.Series, index);
        if (!string.IsNullOrWhiteSpace(draft.Series) && series is not { Scheme: TermScheme.Series, State: TermState.Active } && (series is null || series.Id != SeriesOf(bulletin, index)?.Id))
            errors.Add(DraftCheck.NoSuch("series", draft.Series));
        var wanted = draft.Items.Select(i => i.ArticleId).ToList();
        var now = clock.GetUtcNow().UtcDateTime;
        var visible = await db.Articles.VisibleAt(now).Where(a => wanted.Contains(a.PublicId)).ToDictionaryAsync(a => a.PublicId, ct);
        // One that was published when it was picked and is withdrawn now may stay until sending, which names it
        var kept = bulletin.Items.Where(i => i.Article is not null).Select(i => i.Article!).DistinctBy(a => a.PublicId).ToDictionary(a => a.PublicId);
        for (var i = 0; i < draft.Items.Count; i++)
            if (!visible.ContainsKey(wanted[i]) && !kept.ContainsKey(wanted[i])) errors.Add(DraftCheck.NotPublished($"items[{i}].articleId"));
        var known = await db.Terms.Where(t => draft.Audience.Tags.Contains(t.Slug)).Select(t => t.Slug).ToListAsync(ct);
        if (draft.Audience.Tags.Except(known).FirstOrDefault() is { } stranger) errors.Add(DraftCheck.NoSuch("audience.tags", stranger));
        if (errors.Count > 0) return errors;

        bulletin.SavedUtc = now;
        (bulletin.Publisher, bulletin.PublisherId) = (publisher, publisher!.Id);
        bulletin.SeriesId = series?.Id;
        bulletin.Audience = draft.Audience.ToJson();
        Merge(bulletin.Texts, draft.Variants.Select(TextOf).ToList(), t => t.Lang, (old, fresh) => (old.Subject, old.Preheader, old.IntroHtml) = (fresh.Subject, fresh.Preheader, fresh.IntroHtml));
        Merge(bulletin.Items, draft.Items.Select((item, i) => ItemOf(item, i, visible.GetValueOrDefault(item.ArticleId) ?? kept[item.ArticleId])).ToList(), i => i.Position,
            (old, fresh) => (old.Article, old.ArticleId, old.Heading, old.NoteHtml) = (fresh.Article, fresh.ArticleId, fresh.Heading, fresh.NoteHtml));
        return errors;
    }

    private static string? SubjectOf(BulletinDraft draft) => draft.Variants.Select(v => v.Subject).FirstOrDefault(s => !string.IsNullOrWhiteSpace(s));

    private static BulletinText TextOf(BulletinDraftText text) => new()
    {
        Lang = text.Lang,
        Subject = text.Subject.Trim(),
        Preheader = Blank(text.Preheader),
        IntroHtml = Clean(text.IntroHtml, text.Lang),
    };

    private static BulletinItem ItemOf(BulletinDraftItem item, int position, Article article) => new()
    {
        Position = position,
        Article = article,
        ArticleId = article.Id,
        Heading = Blank(item.Heading),
        NoteHtml = Clean(item.NoteHtml, article.Lang),
    };

    // Rows that stay are changed in place: deleting and inserting one key in one save is refused by EF
    private static void Merge<TRow, TKey>(List<TRow> rows, List<TRow> fresh, Func<TRow, TKey> key, Action<TRow, TRow> copy) where TKey : notnull
    {
        var wanted = fresh.ToDictionary(key);
        rows.RemoveAll(row => !wanted.ContainsKey(key(row)));
        var present = rows.ToDictionary(key);
        foreach (var (k, row) in wanted)
        {
            if (present.TryGetValue(k, out var old)) copy(old, row);
            else rows.Add(row);
        }
    }

    private static string? Blank(string? text) => string.IsNullOrWhiteSpace(text) ? null : text.Trim();

    private static string? Clean(string? html, string lang) => Blank(html) is { } some ? Blank(HtmlCleaner.Clean(some, lang)) : null;

    private static readonly FieldError NotYours = new("publisherId",
        "Tätä julkaisijaa ei ole, tai et voi koota tiedotteita sen nimissä.",
        "Utgivaren finns inte, eller så kan du inte sammanställa utskick i dess namn.",
        "There is no such publisher, or you cannot compose bulletins in its name.");

    private static readonly FieldError NoPublisher = new("",
        "Sivustolla ei ole vielä julkaisijaa: merkitse jokin järjestö julkaisijaksi.",
        "Webbplatsen har ingen utgivare ännu: märk en organisation som utgivare.",
        "The site has no publisher yet: mark an organisation as one.");
}
