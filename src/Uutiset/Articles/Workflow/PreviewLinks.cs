using System.Security.Cryptography;
using System.Text;
using Microsoft.EntityFrameworkCore;
using Uutiset.Accounts;
using Uutiset.Data;
using Uutiset.Vocabulary;

namespace Uutiset.Articles.Workflow;

/// <summary>Links for people outside: made, opened, taken back. 160 random bits of which only the hash is kept (ASVS 9.2.1, 11.5.1).</summary>
internal sealed class PreviewLinks(NewsDb db, CapabilityTokens tokens, Audit audit, TimeProvider clock)
{
    public const int UsualDays = 7;
    public const int MostDays = 60;
    private const int MostPerArticle = 100;
    private const string MediaPurpose = "guest-media";
    /// <summary>A guest has something to say, not a stream of it.</summary>
    public const int MostAnswers = 50;

    private static readonly FieldError NoName = new("forWhom", "Kirjoita, kenelle linkki on.", "Skriv vem länken är till.", "Say whom the link is for.");
    private static readonly FieldError WrongDays = new("days", "Linkki voi olla voimassa 1–60 päivää.", "Länken kan gälla i 1–60 dagar.", "The link can work for 1 to 60 days.");
    private static readonly FieldError TooMany = new("", "Jutulla on jo 100 voimassa olevaa linkkiä. Lopeta niistä jokin ensin.", "Artikeln har redan 100 länkar som gäller. Avsluta någon av dem först.", "The article has 100 working links already. End one of them first.");

    /// <returns>The token, which is shown this once; or what is wrong.</returns>
    public async Task<(string? Token, FieldError? Error)> MakeAsync(long articleId, string? forWhom, int days, bool mayAnswer, Actor actor, CancellationToken ct)
    {
        var name = string.Join(' ', (forWhom ?? "").Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries));
        if (name.Length is 0 or > 100) return (null, NoName);
        if (days is < 1 or > MostDays) return (null, WrongDays);
        var now = clock.GetUtcNow().UtcDateTime;
        if (await db.PreviewLinks.WorkingAt(now).CountAsync(l => l.ArticleId == articleId, ct) >= MostPerArticle) return (null, TooMany);
        var article = await db.Articles.SingleAsync(a => a.Id == articleId, ct);
        var token = Base32.Encode(RandomNumberGenerator.GetBytes(20));
        db.PreviewLinks.Add(new PreviewLink
        {
            ArticleId = articleId, Hash = HashOf(token), ForWhom = name, MayAnswer = mayAnswer, ById = actor.UserId, By = actor.Name, CreatedUtc = now, ExpiresUtc = now.AddDays(days),
        });
        audit.Write(db, actor, "article.previewLinkMade", Drafting.Target(article), name);
        await db.SaveChangesAsync(ct);
        return (token, null);
    }

    public async Task<bool> RevokeAsync(long articleId, long linkId, Actor actor, CancellationToken ct)
    {
        var link = await db.PreviewLinks.Include(l => l.Article).SingleOrDefaultAsync(l => l.Id == linkId && l.ArticleId == articleId, ct);
        if (link is null) return false;
        link.RevokedUtc ??= clock.GetUtcNow().UtcDateTime;
        audit.Write(db, actor, "article.previewLinkRevoked", Drafting.Target(link.Article!), link.ForWhom);
        await db.SaveChangesAsync(ct);
        return true;
    }

    public Task<List<PreviewLink>> OfAsync(long articleId, CancellationToken ct) =>
        db.PreviewLinks.AsNoTracking().Where(l => l.ArticleId == articleId).OrderByDescending(l => l.CreatedUtc).ThenByDescending(l => l.Id).ToListAsync(ct);

    /// <returns>The link while it works, with its article.</returns>
    public async Task<PreviewLink?> FindAsync(string token, CancellationToken ct)
    {
        var hash = HashOf(token);
        var link = await db.PreviewLinks.AsNoTracking().Include(l => l.Article).SingleOrDefaultAsync(l => l.Hash == hash, ct);
        return link?.WorksAt(clock.GetUtcNow().UtcDateTime) == true ? link : null;
    }

    /// <summary>The key by which the page's images and files open: for nothing but what the text uses, and for as long as the link works.</summary>
    public string MediaKeyOf(PreviewLink link) => tokens.Make(MediaPurpose, link.Id, 0);

    public async Task<bool> OpensAsync(Guid media, string key, CancellationToken ct) =>
        tokens.TryRead(MediaPurpose, key, out var id, out _)
        && await db.PreviewLinks.WorkingAt(clock.GetUtcNow().UtcDateTime).AnyAsync(l => l.Id == id && l.Article!.Media.Any(m => m.MediaId == media && m.Working), ct);

    public Task OpenedAsync(PreviewLink link, CancellationToken ct)
    {
        var now = clock.GetUtcNow().UtcDateTime;
        return db.PreviewLinks.Where(l => l.Id == link.Id).ExecuteUpdateAsync(row => row.SetProperty(l => l.OpenedUtc, (DateTime?)now), ct);
    }

    /// <summary>How much its holder has said so far.</summary>
    public Task<int> AnswersAsync(PreviewLink link, CancellationToken ct) => db.ArticleComments.CountAsync(c => c.PreviewLinkId == link.Id, ct);

    private static string HashOf(string token) => Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes("article-preview\n" + token.ToLowerInvariant())));
}
