using Microsoft.AspNetCore.Mvc.RazorPages;
using Microsoft.EntityFrameworkCore;
using Uutiset.Accounts;
using Uutiset.Bulletins.Segmenting;
using Uutiset.Data;
using Uutiset.Desk;
using Uutiset.Vocabulary;

namespace Uutiset.Bulletins.Desk;

/// <summary>Audiences that were given a name.</summary>
[Needs(Permission.SubscribersWrite)]
internal sealed class SegmentsModel(NewsDb db, Terms terms, DeskText text) : PageModel
{
    private const int PageSize = 50;

    internal sealed record Row(Guid Id, string Name, string Words, string Publisher, DateTime SavedUtc);

    public IReadOnlyList<Row> Rows { get; private set; } = [];

    public int Total { get; private set; }

    public int Number { get; private set; }

    public int Pages => PageLinks.Count(Total, PageSize);

    public bool TellsPublisher { get; private set; }

    public async Task OnGetAsync(CancellationToken ct)
    {
        var own = Actor.Of(User).Own(db.Segments.AsNoTracking(), s => s.PublisherId);
        TellsPublisher = (await db.PublishersToChooseAsync(Actor.Of(User), ct)).Count > 1;
        Total = await own.CountAsync(ct);
        Number = Math.Clamp(FilterField.Page(Request.Query), 1, Pages);
        var index = await terms.IndexAsync(ct);
        var rows = await own.OrderBy(s => EF.Functions.Collate(s.Name, NewsDb.FinnishOrder)).ThenBy(s => s.Id).Skip((Number - 1) * PageSize).Take(PageSize)
            .Select(s => new { Segment = s, Publisher = db.Organisations.Where(o => o.Id == s.PublisherId).Select(o => o.Name).First() }).ToListAsync(ct);
        Rows = rows.ConvertAll(r => new Row(r.Segment.PublicId, r.Segment.Name, AudienceWords.Of(Audience.Parse(r.Segment.Audience), index, text), r.Publisher, r.Segment.SavedUtc));
    }
}
