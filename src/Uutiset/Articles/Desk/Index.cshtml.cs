using System.Globalization;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Microsoft.EntityFrameworkCore;
using Uutiset.Accounts;
using Uutiset.Data;
using Uutiset.Desk;

namespace Uutiset.Articles.Desk;

[Needs(Permission.ArticlesWrite)]
internal sealed class IndexModel(NewsDb db) : PageModel
{
    private const int PageSize = 30;

    [FromQuery(Name = "status")]
    public string? Status { get; set; }

    [FromQuery(Name = "whose")]
    public string? Whose { get; set; }

    [FromQuery(Name = "q")]
    public string? Words { get; set; }

    [FromQuery(Name = "page")]
    public int Number { get; set; } = 1;

    public int Total { get; private set; }

    public int Pages => PageLinks.Count(Total, PageSize);

    public IReadOnlyList<Row> Rows { get; private set; } = [];

    public bool IsFiltered => Status is { Length: > 0 } || Whose is { Length: > 0 } || Words is { Length: > 0 };

    internal sealed record Row(
        Guid Id, string Title, string Lang, bool EasyLanguage, ArticleType Type, ArticleStatus Status, bool HasChanges, DateTime? PublishedUtc, DateTime? PublishAtUtc, DateTime SavedUtc, string SavedBy);

    /// <summary>Two commands: how many there are, and this page of them.</summary>
    public async Task OnGetAsync(CancellationToken ct)
    {
        var articles = db.Articles.AsNoTracking();
        if (Status == "changes") articles = articles.Where(a => a.PublicRevision != null && a.PublicRevision != a.WorkingRevision && a.Status == ArticleStatus.Published);
        else if (Enum.TryParse<ArticleStatus>(Status, ignoreCase: true, out var status) && Enum.IsDefined(status)) articles = articles.Where(a => a.Status == status);
        if (Whose == "mine" && Actor.Of(User).UserId is { } me) articles = articles.Where(a => a.OwnerId == me);
        if (!string.IsNullOrWhiteSpace(Words)) articles = articles.WithTitle(Words.Length > 100 ? Words[..100] : Words);
        Total = await articles.CountAsync(ct);
        Number = Math.Clamp(Number, 1, Pages);
        Rows = await articles.OrderByDescending(a => a.SavedUtc).ThenByDescending(a => a.Id).Skip((Number - 1) * PageSize).Take(PageSize)
            .Select(a => new Row(a.PublicId, a.WorkingTitle, a.Lang, a.EasyLanguage, a.Type, a.Status, a.PublicRevision != null && a.PublicRevision != a.WorkingRevision,
                a.PublishedUtc, a.PublishAtUtc, a.SavedUtc, a.SavedBy))
            .ToListAsync(ct);
    }

    public string Href(int page) =>
        QueryString.Create("page", page.ToString(CultureInfo.InvariantCulture)).Add("status", Status ?? "").Add("whose", Whose ?? "").Add("q", Words ?? "").ToString();
}
