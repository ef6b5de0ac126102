using Microsoft.EntityFrameworkCore;
using Uutiset.Accounts;
using Uutiset.People;
using Uutiset.Tests.People;

namespace Uutiset.Tests.Accounts;

/// <summary>The site's first publisher and a second one beside it, made once for a newsroom.</summary>
internal static class Publishers
{
    public const string SecondName = "Toinen Toimitus ry";

    public static async Task<(Organisation First, Organisation Second)> TwoPublishersAsync(this Newsroom newsroom)
    {
        var all = await newsroom.InDbAsync(db => db.Organisations.AsNoTracking().Where(o => o.IsPublisher).OrderBy(o => o.Id).ToListAsync());
        return all.Count > 1 ? (all[0], all[1])
            : (all[0], await newsroom.OrganisationAsync(new OrganisationDraft { Name = SecondName, IsPublisher = true, Email = "toinen@example.fi", Address = "Toisenkatu 2, 00200 Helsinki" }));
    }

    /// <summary>Every scope that a key of one publisher may have.</summary>
    public static readonly string[] Scopes = [.. Permissions.Scopes.Keys.Where(s => s != "admin")];

    /// <summary>How things of publishers stand: whatever is done to one of them shows here.</summary>
    public static Task<string> StateAsync(this Newsroom newsroom, Things things) => newsroom.InDbAsync(async db => string.Join('\n',
    [
        .. (await db.Articles.Where(a => a.PublicId == things.Article).Select(a => new
        {
            a.Version, a.Status, a.WorkingRevision, a.WorkingPublisherId, a.OwnerId, a.PublishAtUtc,
            Comments = db.ArticleComments.Count(c => c.ArticleId == a.Id), Reviews = db.ArticleReviews.Count(r => r.ArticleId == a.Id), Links = db.PreviewLinks.Count(l => l.ArticleId == a.Id),
            Versions = db.Translations.Count(t => t.OriginalId == a.Id || t.ArticleId == a.Id), Typed = db.Autosaves.Count(t => t.ArticleId == a.Id),
        }).ToListAsync()).Select(a => a.ToString()!),
        .. (await db.Bulletins.Where(b => b.PublicId == things.Bulletin).Select(b => new { b.Version, b.Stage, b.PublisherId, b.Number, Sent = db.Dispatches.Count(d => d.BulletinId == b.Id) }).ToListAsync()).Select(b => b.ToString()!),
        .. (await db.Openings.Where(o => o.PublicId == things.Opening).Select(o => new { o.Title, o.Version, o.PublisherId, o.OwnerId, Answers = o.Answers.Count }).ToListAsync()).Select(o => o.ToString()!),
        .. (await db.Segments.Where(s => s.PublicId == things.Segment).Select(s => new { s.Name, s.Audience, s.Version, s.PublisherId }).ToListAsync()).Select(s => s.ToString()!),
        .. (await db.SubscriberChanges.Where(c => c.PublicId == things.SubscriberChange).Select(c => new { c.State, c.PublisherId }).ToListAsync()).Select(c => c.ToString()!),
        .. (await db.ContactUploads.Where(u => u.PublicId == things.List).Select(u => new { u.State, u.Map, u.System }).ToListAsync()).Select(u => u.ToString()!),
        FormattableString.Invariant($"mails {await db.Deliveries.CountAsync()}"),
        .. (await db.Contacts.Where(c => c.PublicId == things.Contact).Select(c => new { c.State, c.TokenVersion, c.Subscription!.PublisherId }).ToListAsync()).Select(c => c.ToString()!),
        .. (await db.Organisations.Where(o => o.IsPublisher).OrderBy(o => o.Id).Select(o => new { o.Id, o.Name, o.Version }).ToListAsync()).Select(o => o.ToString()!),
    ]));
}
