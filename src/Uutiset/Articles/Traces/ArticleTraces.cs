using Microsoft.EntityFrameworkCore;
using Uutiset.Accounts;
using Uutiset.Accounts.Auditing;
using Uutiset.Data;
using Uutiset.People.Traces;

namespace Uutiset.Articles.Traces;

/// <summary>
/// Public articles with the phone or e-mail of somebody who leaves in a typed byline, a typed contact or anything that the text says. What is replaced
/// is published at once as a revision of its own, with no word of an update: readers were told nothing new.
/// </summary>
internal sealed class ArticleTraces(NewsDb db, Drafting drafting, Publishing publishing, Audit audit, TimeProvider clock) : IContactTraces
{
    /// <summary>So many are looked at in one go; when they are done, the next ones come.</summary>
    private const int Most = 200;

    /// <summary>Of those that only name the person, say in a quote: there is nothing to hurry about.</summary>
    private const int MostNamed = 50;

    private sealed record Found(Article Article, ArticleDraft Draft);

    public async Task<ContactTraces> FindAsync(Reached who, Actor by, CancellationToken ct)
    {
        var spelling = new ContactSpelling(who);
        var traces = new List<ContactTrace>();
        var (ids, more) = await CandidatesAsync(who, spelling, by, ct);
        foreach (var found in await LoadAsync(ids, ct))
        {
            var places = TracedText.PlacesIn(found.Draft, spelling);
            if (places == TracePlaces.None) continue;
            var left = IsClean(found.Article) ? TracedText.PlacesIn(TracedText.Replaced(found.Draft, who, spelling), spelling) : places;
            traces.Add(new ContactTrace("article", $"/desk/articles/{found.Article.PublicId}", found.Article.Title, found.Article.Lang, places & ~left, left, !IsClean(found.Article)));
        }
        // First what can be done at a click, last what is only a name
        return new([.. traces.OrderBy(t => t.Replaceable == TracePlaces.None).ThenBy(t => t.ByHand == TracePlaces.Name)], more);
    }

    public async Task<IReadOnlyList<ReplacedContact>> ReplaceAsync(Reached who, Actor by, CancellationToken ct)
    {
        var spelling = new ContactSpelling(who);
        var replaced = new List<ReplacedContact>();
        foreach (var found in await LoadAsync((await CandidatesAsync(who, spelling, by, ct)).Ids, ct))
        {
            if (!IsClean(found.Article)) continue;
            var after = TracedText.Replaced(found.Draft, who, spelling);
            if (await PublishAsync(found.Article.Id, found.Draft, after, "article.contactsReplaced", by, ct) is { } done) replaced.Add(done);
        }
        return replaced;
    }

    public async Task PutBackAsync(IReadOnlyList<ReplacedContact> replaced, Actor by, CancellationToken ct)
    {
        foreach (var (id, before, after) in replaced)
        {
            var article = await by.Own(db.Articles.AsNoTracking(), a => a.WorkingPublisherId).SingleOrDefaultAsync(a => a.PublicId == id, ct);
            // Whoever has worked on it since knew what stood there
            if (article is null || article.WorkingRevision != after || !IsClean(article)) continue;
            var texts = await db.Revisions.AsNoTracking().Where(r => r.ArticleId == article.Id && (r.Number == before || r.Number == after)).ToDictionaryAsync(r => r.Number, r => ArticleDraft.FromJson(r.Draft), ct);
            if (texts.TryGetValue(before, out var former)) await PublishAsync(article.Id, texts[after], former, "article.contactsReturned", by, ct);
        }
    }

    // The newest text is the public one, and no other is due
    private static bool IsClean(Article article) => article is { Status: ArticleStatus.Published, HasUnpublishedChanges: false, PublishAtUtc: null };

    private async Task<ReplacedContact?> PublishAsync(long id, ArticleDraft before, ArticleDraft after, string what, Actor by, CancellationToken ct)
    {
        if (after.ToJson() == before.ToJson()) return null;
        var article = await db.Articles.Whole().Include(a => a.Filings).SingleAsync(a => a.Id == id, ct);
        var number = article.WorkingRevision;
        var revision = drafting.AddText(article, after, by, clock.GetUtcNow().UtcDateTime);
        await publishing.RefileAsync(article, revision, after, by, ct);
        audit.Write(db, by, what, Drafting.Target(article), article.Title, AuditChanges.Between(before, after));
        await db.SaveChangesAsync(ct);
        return new ReplacedContact(article.PublicId, number, article.WorkingRevision);
    }

    private async Task<IReadOnlyList<Found>> LoadAsync(List<long> ids, CancellationToken ct)
    {
        var rows = await db.Revisions.AsNoTracking().Where(r => ids.Contains(r.ArticleId) && r.Number == r.Article!.PublicRevision).Select(r => new
        {
            r.Draft,
            Article = new Article
            {
                Id = r.ArticleId, PublicId = r.Article!.PublicId, Title = r.Article.Title, Lang = r.Article.Lang, Status = r.Article.Status, PublicRevision = r.Article.PublicRevision,
                WorkingRevision = r.Article.WorkingRevision, PublishAtUtc = r.Article.PublishAtUtc,
            },
        }).ToListAsync(ct);
        return [.. rows.Select(r => new Found(r.Article, ArticleDraft.FromJson(r.Draft))).OrderBy(f => ids.IndexOf(f.Article.Id))];
    }

    /// <summary>A first look in the database, where a number is compared without what stands between its digits; the texts themselves decide.</summary>
    private async Task<(List<long> Ids, bool More)> CandidatesAsync(Reached who, ContactSpelling spelling, Actor by, CancellationToken ct)
    {
        var visible = by.Own(db.Articles.AsNoTracking().VisibleAt(clock.GetUtcNow().UtcDateTime), a => a.WorkingPublisherId);
        var (name, email, digits) = (who.Name, who.Email?.Trim().ToLowerInvariant(), spelling.Digits);
        // None of them must mean nowhere, and not everywhere
        var (withEmail, withDigits) = (!string.IsNullOrEmpty(email), digits is not null);
#pragma warning disable CA1304, CA1311, CA1847, CA1862 // SQL's lower(), and a character that PostgreSQL would compare as one of fixed length
        var reached = await visible
            .Where(a => a.Bylines.Any(b => b.PersonId == null && (b.Name == name || withEmail && b.Email!.ToLower().Contains(email!) || withDigits && b.Phone!.Replace(" ", "").Replace("\u00A0", "").Replace("-", "").Replace("(0)", "").Contains(digits!)))
                || a.Contacts.Any(c => c.PersonId == null && (c.Name == name || withEmail && c.Email!.ToLower().Contains(email!) || withDigits && c.Phone!.Replace(" ", "").Replace("\u00A0", "").Replace("-", "").Replace("(0)", "").Contains(digits!)))
                || a.Summaries.Any(s => withEmail && (s.Title + s.Text).ToLower().Contains(email!) || withDigits && (s.Title + s.Text).Replace(" ", "").Replace("\u00A0", "").Replace("-", "").Replace("(0)", "").Replace(")", "").Contains(digits!))
                || withEmail && a.BodyHtml.Contains("@") && a.BodyHtml.ToLower().Contains(email!)
                || withEmail && (a.Title + a.ShortTitle + a.Lead + a.Excerpt + a.FollowUp).ToLower().Contains(email!)
                || withDigits && (a.Title + a.ShortTitle + a.Lead + a.Excerpt + a.FollowUp + a.BodyHtml).Replace(" ", "").Replace("\u00A0", "").Replace("-", "").Replace("–", "").Replace("(0)", "").Replace(")", "").Replace(".", "").Replace("/", "").Contains(digits!))
            .OrderByDescending(a => a.PublishedUtc).ThenByDescending(a => a.Id).Take(Most).Select(a => a.Id).ToListAsync(ct);
#pragma warning restore CA1304, CA1311, CA1847, CA1862
        var named = await visible.Where(a => ((a.Title + a.ShortTitle + a.Lead + a.Excerpt + a.FollowUp + a.BodyHtml).Contains(name) || a.Summaries.Any(s => (s.Title + s.Text).Contains(name))) && !reached.Contains(a.Id)).OrderByDescending(a => a.PublishedUtc).ThenByDescending(a => a.Id).Take(MostNamed).Select(a => a.Id).ToListAsync(ct);
        return ([.. reached, .. named], reached.Count == Most || named.Count == MostNamed);
    }
}
