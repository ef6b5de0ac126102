using System.Globalization;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Microsoft.AspNetCore.RateLimiting;
using Microsoft.EntityFrameworkCore;
using Uutiset.Accounts;
using Uutiset.Accounts.Http;
using Uutiset.Articles;
using Uutiset.Data;
using Uutiset.Desk;
using Uutiset.Vocabulary;

namespace Uutiset.Bulletins.Desk;

/// <summary>Who got an article, or the former day of a deadline, in a bulletin. The counts for everybody who makes bulletins, the addresses for those who may see subscribers.</summary>
[Needs(Permission.BulletinsWrite), EnableRateLimiting(RateLimits.Export)]
internal sealed class ReceivedModel(NewsDb db, Received received, ArticleRights rights, Audit audit, DeskText text) : PageModel
{
    private const int PageSize = 100;

    /// <summary>"article" or "deadline".</summary>
    [BindProperty(SupportsGet = true)]
    public string Kind { get; set; } = "";

    [BindProperty(SupportsGet = true)]
    public Guid Id { get; set; }

    [BindProperty(SupportsGet = true, Name = "p")]
    public int PageNumber { get; set; } = 1;

    public string Heading { get; private set; } = "";
    public string Lang { get; private set; } = "fi";
    public string Lead { get; private set; } = "";
    public string Back { get; private set; } = "";
    public IReadOnlyList<Received.Sending> Sendings { get; private set; } = [];
    public IReadOnlyList<Received.Recipient> Rows { get; private set; } = [];
    public int Total { get; private set; }
    /// <summary>Since when it is told otherwise.</summary>
    public DateTime? WrongUntilUtc { get; private set; }

    /// <summary>Of a corrected article: each correction and whether its readers are told of it, the latest first.</summary>
    public IReadOnlyList<(DateTime AtUtc, string Right, bool Renotify)> Corrections { get; private set; } = [];

    /// <summary>Whoever got this was told what does not hold any more. Of a deadline that has moved only such are shown.</summary>
    public bool IsFormer(Received.Sending sending) => WrongUntilUtc is { } until && (Kind == "deadline" || sending.LastUtc < until);

    public int Pages => PageLinks.Count(Total, PageSize);

    public bool MaySeeReaders => User.Has(Permission.SubscribersRead);

    public async Task<IActionResult> OnGetAsync(CancellationToken ct)
    {
        if (await FindAsync(ct) is not { } found) return NotFound();
        Sendings = await received.SendingsAsync(found, Actor.Of(User), ct);
        if (!MaySeeReaders) return Page();
        var recipients = received.Recipients(found, Actor.Of(User));
        Total = await recipients.CountAsync(ct);
        PageNumber = Math.Clamp(PageNumber, 1, Pages);
        Rows = await recipients.Skip((PageNumber - 1) * PageSize).Take(PageSize).ToListAsync(ct);
        return Page();
    }

    public async Task<IActionResult> OnGetCsvAsync(CancellationToken ct)
    {
        if (!MaySeeReaders) return Forbid();
        if (await FindAsync(ct) is not { } found) return NotFound();
        var recipients = received.Recipients(found, Actor.Of(User));
        await audit.ExportedAsync(db, Actor.Of(User), $"{Kind}:{Id}", await recipients.CountAsync(ct), ct);
        await Csv.WriteAsync(Response, "recipients.csv", "organisation;address;bulletin;lang;at",
            recipients.AsAsyncEnumerable().Select(row => new[]
            {
                row.Organisation, row.Address, row.Number?.ToString(CultureInfo.InvariantCulture), row.Lang, row.AtUtc is { } at ? Dates.Iso(at) : null,
            }), ct);
        return new EmptyResult();
    }

    private Task<IReadOnlyList<Received.Item>?> FindAsync(CancellationToken ct) => Kind switch
    {
        "article" => ArticleAsync(ct),
        "deadline" => DeadlineAsync(ct),
        _ => Task.FromResult<IReadOnlyList<Received.Item>?>(null),
    };

    private async Task<IReadOnlyList<Received.Item>?> ArticleAsync(CancellationToken ct)
    {
        var article = await (await rights.ReachOfAsync(User, ct)).Told(db.Articles.AsNoTracking().Where(a => a.PublicId == Id))
            .Select(t => new { t.Article.Id, t.Line, Corrected = t.Article.Corrections.Max(c => (DateTime?)c.AtUtc) }).SingleOrDefaultAsync(ct);
        if (article is null) return null;
        (Heading, Lang, Back, WrongUntilUtc) = (article.Line.Title, article.Line.Lang, $"/desk/articles/{Id}", article.Corrected);
        Corrections = (await db.Corrections.AsNoTracking().Where(c => c.ArticleId == article.Id).OrderByDescending(c => c.AtUtc).Select(c => new { c.AtUtc, c.Right, c.Renotify }).ToListAsync(ct))
            .ConvertAll(c => (c.AtUtc, c.Right, c.Renotify));
        Lead = article.Corrected is { } at ? text["bulletins.received.corrected", text.DateAndTime(at)] : text["bulletins.received.article"];
        return await received.OfArticleAsync(article.Id, ct);
    }

    private async Task<IReadOnlyList<Received.Item>?> DeadlineAsync(CancellationToken ct)
    {
        var deadline = await db.Deadlines.AsNoTracking().SingleOrDefaultAsync(d => d.PublicId == Id, ct);
        if (deadline is null) return null;
        await db.WithHistoryAsync([deadline], ct);
        (Heading, Back, WrongUntilUtc) = (deadline.Title, "/desk/deadlines", deadline.MovedUtc);
        Lead = deadline.MovedUtc is { } moved ? text["bulletins.received.moved", text.DateAndTime(moved)] : text["bulletins.received.deadline"];
        return await received.OfDeadlineAsync(deadline, ct);
    }
}
