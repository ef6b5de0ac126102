using Microsoft.EntityFrameworkCore;
using Uutiset.Articles.Bulk;
using Uutiset.Data;
using Uutiset.People;
using Uutiset.Vocabulary;

namespace Uutiset.Articles;

/// <summary>The publisher of articles, when two organisations are merged.</summary>
internal sealed class PublisherMove(NewsDb db) : IOrganisationMove
{
    public async Task<IReadOnlyList<Moved>> PreviewAsync(long from, CancellationToken ct) => Moved.Some(
        new Moved(await db.Articles.CountAsync(a => a.PublisherId == from || a.WorkingPublisherId == from, ct), new("1 jutun julkaisija", "utgivaren av 1 artikel", "the publisher of 1 article"),
            new("{0} jutun julkaisija", "utgivaren av {0} artiklar", "the publisher of {0} articles")),
        new Moved(await db.Openings.CountAsync(o => o.PublisherId == from, ct), new("1 vaikuttamisen paikan julkaisija", "utgivaren av 1 påverkansmöjlighet", "the publisher of 1 opportunity to influence"),
            new("{0} vaikuttamisen paikan julkaisija", "utgivaren av {0} påverkansmöjligheter", "the publisher of {0} opportunities to influence")));

    public async Task MoveAsync(long from, long to, CancellationToken ct)
    {
        // Only what is changed is read: the texts of twenty thousand articles are not needed for it
        var articles = await db.Articles.Where(a => a.PublisherId == from || a.WorkingPublisherId == from).Select(a => new { a.Id, a.Version, a.PublisherId, a.WorkingPublisherId }).ToListAsync(ct);
        foreach (var a in articles)
        {
            var article = new Article { Id = a.Id, Version = a.Version, PublisherId = a.PublisherId, WorkingPublisherId = a.WorkingPublisherId };
            db.Attach(article);
            if (a.PublisherId == from) article.PublisherId = to;
            if (a.WorkingPublisherId == from) article.WorkingPublisherId = to;
            article.Version++;
        }
        foreach (var opening in await db.Openings.Where(o => o.PublisherId == from).ToListAsync(ct))
        {
            opening.PublisherId = to;
            opening.Version++;
        }
        await db.SaveChangesAsync(ct);
    }
}

/// <summary>Articles that tell of the merged organisation.</summary>
internal sealed class MentionMove(NewsDb db) : IOrganisationMove
{
    public async Task<IReadOnlyList<Moved>> PreviewAsync(long from, CancellationToken ct) => Moved.Some(
        new Moved(await db.Set<ArticleMention>().CountAsync(m => m.OrganisationId == from, ct), new("mainitaan 1 jutussa", "nämns i 1 artikel", "is told of in 1 article"),
            new("mainitaan {0} jutussa", "nämns i {0} artiklar", "is told of in {0} articles")));

    public async Task MoveAsync(long from, long to, CancellationToken ct)
    {
        var both = await db.Set<ArticleMention>().Where(m => m.OrganisationId == from || m.OrganisationId == to).ToListAsync(ct);
        var there = both.Where(m => m.OrganisationId == to).Select(m => m.ArticleId).ToHashSet();
        foreach (var mention in both.Where(m => m.OrganisationId == from))
        {
            // An article that told of both tells of one now
            if (there.Add(mention.ArticleId)) db.Add(new ArticleMention { ArticleId = mention.ArticleId, OrganisationId = to, Position = mention.Position });
            db.Remove(mention);
        }
        await db.SaveChangesAsync(ct);
    }
}

/// <summary>
/// Articles of somebody who leaves: the unfinished ones, for somebody to go on with, and the finished ones, for somebody to be reminded of.
/// </summary>
internal sealed class ArticleHandover(NewsDb db) : IHandover
{
    public async Task<IReadOnlyList<Moved>> PreviewAsync(long fromUser, CancellationToken ct)
    {
        var unfinished = await Unfinished(fromUser).CountAsync(ct);
        return Moved.Some(
            new Moved(unfinished, new("1 keskeneräinen juttu", "1 ofärdig artikel", "1 unfinished article"),
                new("{0} keskeneräistä juttua", "{0} ofärdiga artiklar", "{0} unfinished articles")),
            new Moved(await db.Articles.CountAsync(a => a.OwnerId == fromUser, ct) - unfinished, new("1 valmis juttu", "1 färdig artikel", "1 finished article"),
                new("{0} valmista juttua", "{0} färdiga artiklar", "{0} finished articles")));
    }

    public Task<string?> RefusalAsync(long fromUser, long toUser, CancellationToken ct) =>
        Heirs.RefusalAsync(db, toUser, db.Articles.Where(a => a.OwnerId == fromUser).Select(a => a.WorkingPublisherId), ct);

    public async Task HandOverAsync(long fromUser, long toUser, CancellationToken ct)
    {
        // Only what is changed is read: years of somebody's texts are not needed for it. Whoever needs them whole in this context reads them before
        foreach (var a in await db.Articles.Where(a => a.OwnerId == fromUser).Select(a => new { a.Id, a.Version }).ToListAsync(ct))
        {
            var article = db.Articles.Local.FindEntry(a.Id)?.Entity ?? db.Attach(new Article { Id = a.Id, Version = a.Version, OwnerId = fromUser }).Entity;
            article.OwnerId = toUser;
            article.Version++;
        }
        // Text that was typed but never saved goes along, unless the successor has text of their own in the same place
        var typed = await db.Autosaves.Where(a => a.UserId == fromUser && !db.Autosaves.Any(b => b.ArticleId == a.ArticleId && b.UserId == toUser)).ToListAsync(ct);
        db.Autosaves.RemoveRange(typed);
        db.Autosaves.AddRange(typed.Select(a => new Autosave { ArticleId = a.ArticleId, UserId = toUser, Draft = a.Draft, BasedOnVersion = a.BasedOnVersion, SavedUtc = a.SavedUtc }));
        await db.SaveChangesAsync(ct);
    }

    private IQueryable<Article> Unfinished(long user) =>
        db.Articles.Where(a => a.OwnerId == user && (a.Status == ArticleStatus.Draft || a.Status == ArticleStatus.InReview || a.Status == ArticleStatus.Scheduled || a.PublicRevision != a.WorkingRevision));
}
