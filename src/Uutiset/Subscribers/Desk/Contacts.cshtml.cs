using Microsoft.AspNetCore.Mvc.RazorPages;
using Uutiset.Accounts;
using Uutiset.Data;
using Uutiset.Desk;
using Uutiset.Subscribers.Roll;
using Uutiset.Vocabulary;

namespace Uutiset.Subscribers.Desk;

/// <summary>Every seat, of organisations and of private readers.</summary>
[Needs(Permission.SubscribersRead)]
internal sealed class ContactsModel(NewsDb db, SeatRoll roll, Terms terms, DeskText text) : PageModel
{
    private const int PageSize = 50;
    private TermIndex index = null!;

    public ListFilters Filters { get; private set; } = null!;

    public IReadOnlyList<SeatRow> Rows { get; private set; } = [];

    public int Total { get; private set; }

    public int Number { get; private set; }

    public int Pages => PageLinks.Count(Total, PageSize);

    public string? SeriesOf(SeatRow row) => row.SeriesId is { } series ? index.Find(series)?.Label.In(text.Lang) : null;

    public async Task OnGetAsync(CancellationToken ct)
    {
        var (query, actor) = (Request.Query, Actor.Of(User));
        var publishers = await db.PublishersToChooseAsync(actor, ct);
        FilterField words = FilterField.Words("q", text["subscribers.contact.words"], query), duty = FilterField.Words("duty", text["subscribers.duty"], query), region = RollDesk.Region(text, query),
            type = RollDesk.Type(text, query), silent = RollDesk.Silent(text, query), lang = RollDesk.Lang(text, query), state = RollDesk.State<SeatState>(text, query, "subscribers.seat."), publisher = RollDesk.Publisher(text, query, publishers);
        index = await terms.IndexAsync(ct);
        var series = RollDesk.Series(text, query, index);
        Filters = new ListFilters(RollDesk.Contacts, text["subscribers.contact.filter"], [words, duty, region, type, lang, state, publisher, series, silent]);
        var found = await roll.FindAsync(new SeatsAsked
        {
            Words = words.Value, Duty = duty.Value, Region = region.Value, Lang = lang.Value, State = RollDesk.StateOf<SeatState>(state), PublisherId = RollDesk.IdOf(publishers, publisher),
            SeriesId = index.Find(series.Value)?.Id, Type = type.Value, SilentMonths = RollDesk.MonthsOf(silent),
        }, actor, ct);
        Total = found.Count;
        Number = Math.Clamp(FilterField.Page(query), 1, Pages);
        Rows = await roll.RowsAsync([.. found.Skip((Number - 1) * PageSize).Take(PageSize)], text.Lang, ct);
    }
}
