using System.Globalization;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Microsoft.EntityFrameworkCore;
using Uutiset.Accounts;
using Uutiset.Data;
using Uutiset.Desk;
using Uutiset.Mailing;
using Uutiset.Vocabulary;

namespace Uutiset.Bulletins.Desk;

[Needs(Permission.BulletinsWrite)]
internal sealed class IndexModel(NewsDb db, Composing composing, Terms terms, DeskText text, TimeProvider clock) : PageModel
{
    private const int PageSize = 30;

    public int PageNumber { get; private set; } = 1;

    public ListFilters Filters { get; private set; } = null!;

    public IReadOnlyList<Row> Rows { get; private set; } = [];

    public int Total { get; private set; }

    public int Pages => PageLinks.Count(Total, PageSize);

    internal sealed record Row(string Href, int? Number, string? Lang, string? Subject, string State, string? Series, int Items, int? Frozen, DateTime SavedUtc, DateTime? SentUtc);

    public async Task OnGetAsync(CancellationToken ct)
    {
        var index = await terms.IndexAsync(ct);
        var own = Filtered(index, Actor.Of(User).Own(db.Bulletins.AsNoTracking(), b => b.PublisherId), await db.Bulletins.MinAsync(b => (DateTime?)b.SavedUtc, ct));
        Total = await own.CountAsync(ct);
        PageNumber = Math.Clamp(FilterField.Page(Request.Query, "p"), 1, Pages);
        var rows = await own.OrderByDescending(b => b.Id).Skip((PageNumber - 1) * PageSize).Take(PageSize)
            .Select(b => new
            {
                Bulletin = b,
                Text = b.Texts.Where(t => t.Subject != "").OrderBy(t => t.Lang == "fi" ? 0 : 1).FirstOrDefault(),
                Items = b.Items.Count,
                Dispatch = db.Dispatches.Where(d => d.BulletinId == b.Id && d.Kind == DispatchKind.First).FirstOrDefault(),
            }).ToListAsync(ct);
        Rows = [.. rows.Select(r => new Row(
            User.HrefOf(r.Bulletin.PublicId, r.Bulletin.CreatedById, isSent: r.Dispatch is not null), r.Bulletin.Number, r.Text?.Lang, r.Text?.Subject, BulletinJson.StateOf(r.Bulletin.Stage, r.Dispatch?.State),
            MailWording.OfSeries(Composing.SeriesOf(r.Bulletin, index)?.Label, r.Bulletin.IssueNumber, text.Lang), r.Items,
            r.Dispatch?.Frozen, r.Bulletin.SavedUtc, r.Dispatch?.StartedUtc))];
    }

    private IQueryable<Bulletin> Filtered(TermIndex index, IQueryable<Bulletin> bulletins, DateTime? first)
    {
        var (query, thisYear) = (Request.Query, clock.Today().Year);
        // A bulletin's state is its editing's until there is a sending, and the sending's from then on
        var states = Enum.GetValues<BulletinStage>().Select(s => BulletinJson.StateOf(s, null)).Concat(Enum.GetValues<DispatchState>().Select(s => BulletinJson.StateOf(default, s)));
        var years = Enumerable.Range(first?.Year ?? thisYear, Math.Max(1, thisYear - (first?.Year ?? thisYear) + 1)).Reverse().Select(y => y.ToString(CultureInfo.InvariantCulture));
        FilterField words = FilterField.Words("q", text["bulletins.filter.words"], query), state = FilterField.Choice("state", text["bulletins.state"], query, states.Select(s => new FilterOption(s, text["bulletins.state." + s]))),
            year = FilterField.Choice("year", text["bulletins.filter.year"], query, years.Select(y => new FilterOption(y, y)));
        var inSeries = FilterField.Choice("series", text["bulletins.series"], query, index.SeriesToChoose(text.Lang).Select(s => new FilterOption(s.Slug, s.Label.In(text.Lang))));
        Filters = new ListFilters("/desk/bulletins", text["bulletins.filter"], [words, state, inSeries, year], "p");
        if (index.Find(inSeries.Value) is { } one) bulletins = bulletins.Where(b => b.SeriesId == one.Id);
        foreach (var word in WrittenWord.AllOf(words.Value))
            bulletins = bulletins.Where(b => b.Texts.Any(t => t.Subject.Contains(word.Given) || t.Subject.Contains(word.Lower) || t.Subject.Contains(word.Capital)));
        var dispatches = db.Dispatches.Where(d => d.Kind == DispatchKind.First);
        if (Enum.TryParse<BulletinStage>(state.Value, ignoreCase: true, out var stage)) bulletins = bulletins.Where(b => b.Stage == stage && !dispatches.Any(d => d.BulletinId == b.Id));
        else if (Enum.TryParse<DispatchState>(state.Value, ignoreCase: true, out var sending)) bulletins = bulletins.Where(b => dispatches.Any(d => d.BulletinId == b.Id && d.State == sending));
        if (int.TryParse(year.Value, NumberStyles.None, CultureInfo.InvariantCulture, out var number))
        {
            var (from, to) = (Dates.ToUtc(new DateOnly(number, 1, 1), TimeOnly.MinValue), Dates.ToUtc(new DateOnly(number + 1, 1, 1), TimeOnly.MinValue));
            bulletins = bulletins.Where(b => (b.SentUtc ?? b.SavedUtc) >= from && (b.SentUtc ?? b.SavedUtc) < to);
        }
        return bulletins;
    }

    public async Task<IActionResult> OnPostAsync(CancellationToken ct)
    {
        var made = await composing.CreateAsync(new BulletinDraft(), Actor.Of(User), ct);
        if (made.Outcome == ComposeOutcome.Done) return Redirect($"/desk/bulletins/{made.Bulletin!.PublicId}");
        foreach (var error in made.Errors!) ModelState.AddModelError("", error.Message.In(text.Lang));
        await OnGetAsync(ct);
        return Page();
    }
}
