using Microsoft.EntityFrameworkCore;
using Uutiset.Accounts;
using Uutiset.Articles.Openings;
using Uutiset.Data;
using Uutiset.Vocabulary;

namespace Uutiset.Articles;

/// <summary>Published articles that carry a term. Drafts name terms by slug, which a merge leaves in force.</summary>
internal sealed class ArticleTermUse(NewsDb db, Asker asker) : ITermUse
{
    // The texts of so many are read for their search documents at once
    private const int Batch = 200;

    public Moved Of(int count) => new(count, new("1 juttu", "1 artikel", "1 article"), new("{0} juttua", "{0} artiklar", "{0} articles"));

    public async Task<IReadOnlyDictionary<long, int>> CountsAsync(CancellationToken ct) =>
        await db.Set<ArticleTerm>().GroupBy(t => t.TermId).Select(g => new { g.Key, Count = g.Count() }).ToDictionaryAsync(g => g.Key, g => g.Count, ct);

    public async Task<IReadOnlyList<TermUsed>> WhereAsync(Term term, int most, CancellationToken ct)
    {
        var named = "\"" + term.Slug + "\"";
        var rows = await asker.Actor.Own(db.Articles.AsNoTracking(), a => a.WorkingPublisherId).Where(a => a.Terms.Any(t => t.TermId == term.Id)
                || a.PublicRevision != a.WorkingRevision && db.Revisions.Any(r => r.ArticleId == a.Id && r.Number == a.WorkingRevision && r.Draft.Contains(named)))
            .OrderByDescending(a => a.SavedUtc).ThenByDescending(a => a.Id).Take(most).Select(a => new { a.PublicId, a.WorkingTitle, a.Lang, a.Status, Public = a.Terms.Any(t => t.TermId == term.Id) }).ToListAsync(ct);
        return [.. rows.Select(a => new TermUsed($"/desk/articles/{a.PublicId}", a.WorkingTitle, a.Lang, a.Public ? null : new Localized("luonnoksessa", "i ett utkast", "in a draft")))];
    }

    public async Task MoveAsync(Term from, Term into, CancellationToken ct)
    {
        var (gone, heir) = (from.Id, into.Id);
        var rows = await db.Set<ArticleTerm>().Where(t => t.TermId == gone).OrderBy(t => t.ArticleId).ToListAsync(ct);
        foreach (var batch in rows.Chunk(Batch))
        {
            var ids = batch.Select(r => r.ArticleId).ToList();
            var both = (await db.Set<ArticleTerm>().AsNoTracking().Where(t => t.TermId == heir && ids.Contains(t.ArticleId)).Select(t => t.ArticleId).ToListAsync(ct)).ToHashSet();
            db.RemoveRange(batch.AsEnumerable());
            db.AddRange(batch.Where(r => !both.Contains(r.ArticleId)).Select(r => new ArticleTerm { ArticleId = r.ArticleId, TermId = heir, Position = r.Position }));
            await db.SaveChangesAsync(ct);
        }
    }
}

/// <summary>Places to influence that carry a term.</summary>
internal sealed class OpeningTermUse(NewsDb db, Asker asker) : ITermUse
{
    public Moved Of(int count) => new(count, new("1 vaikuttamisen paikka", "1 påverkansmöjlighet", "1 place to influence"), new("{0} vaikuttamisen paikkaa", "{0} påverkansmöjligheter", "{0} places to influence"));

    public async Task<IReadOnlyDictionary<long, int>> CountsAsync(CancellationToken ct) =>
        await db.Set<OpeningTerm>().GroupBy(t => t.TermId).Select(g => new { g.Key, Count = g.Count() }).ToDictionaryAsync(g => g.Key, g => g.Count, ct);

    public async Task<IReadOnlyList<TermUsed>> WhereAsync(Term term, int most, CancellationToken ct)
    {
        var rows = await asker.Actor.Own(db.Openings.AsNoTracking(), o => o.PublisherId).Where(o => o.Terms.Any(t => t.TermId == term.Id)).OrderByDescending(o => o.Id).Take(most).Select(o => new { o.PublicId, o.Title, o.Lang }).ToListAsync(ct);
        return [.. rows.Select(o => new TermUsed($"/desk/openings/{o.PublicId}", o.Title, o.Lang, new Localized("vaikuttamisen paikka", "påverkansmöjlighet", "place to influence")))];
    }

    public async Task MoveAsync(Term from, Term into, CancellationToken ct)
    {
        foreach (var opening in await db.Openings.Include(o => o.Terms).Where(o => o.Terms.Any(t => t.TermId == from.Id)).ToListAsync(ct))
        {
            opening.Terms.RemoveAll(t => t.TermId == from.Id);
            if (!opening.Terms.Exists(t => t.TermId == into.Id)) opening.Terms.Add(new OpeningTerm { TermId = into.Id });
            opening.Version++;
        }
        await db.SaveChangesAsync(ct);
    }
}
