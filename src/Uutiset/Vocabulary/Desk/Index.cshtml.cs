using System.Globalization;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Microsoft.EntityFrameworkCore;
using Uutiset.Accounts;
using Uutiset.Data;
using Uutiset.Desk;

namespace Uutiset.Vocabulary.Desk;

/// <summary>The vocabulary: terms in use with what they mark; proposed and rejected ones beside them.</summary>
[Needs(Permission.VocabularyWrite)]
internal sealed class IndexModel(NewsDb db, IEnumerable<ITermUse> rooms, TermEditing editing, DeskText text) : PageModel
{
    private const int PageSize = 100;

    [FromQuery(Name = "q")]
    public string? Words { get; set; }

    [FromQuery(Name = "scheme")]
    public TermScheme? Scheme { get; set; }

    [FromQuery(Name = "state")]
    public TermState State { get; set; }

    [FromQuery(Name = "page")]
    public int Number { get; set; } = 1;

    public int Total { get; private set; }

    /// <summary>How many wait for a decision, whatever the list shows.</summary>
    public int Proposed { get; private set; }

    public int Pages => PageLinks.Count(Total, PageSize);

    public IReadOnlyList<Row> Rows { get; private set; } = [];

    internal sealed record Row(Term Term, string? Broader, IReadOnlyList<string> Uses);

    public async Task OnGetAsync(CancellationToken ct)
    {
        var all = db.Terms.AsNoTracking().Where(t => t.MergedIntoId == null);
        Proposed = await all.CountAsync(t => t.State == TermState.Proposed, ct);
        var terms = all.Where(t => t.State == State);
        if (Scheme is { } scheme) terms = terms.Where(t => t.Scheme == scheme);
        foreach (var word in WrittenWord.AllOf(Words))
        {
            terms = terms.Where(t => t.LabelFi.Contains(word.Given) || t.LabelFi.Contains(word.Lower) || t.LabelFi.Contains(word.Capital)
                || t.LabelSv!.Contains(word.Given) || t.LabelSv!.Contains(word.Lower) || t.LabelSv!.Contains(word.Capital)
                || t.LabelEn!.Contains(word.Given) || t.LabelEn!.Contains(word.Lower) || t.LabelEn!.Contains(word.Capital)
                || t.Synonyms.Contains(word.Given) || t.Synonyms.Contains(word.Lower) || t.Slug.Contains(word.Lower));
        }
        Total = await terms.CountAsync(ct);
        Number = Math.Clamp(Number, 1, Pages);
        var page = await terms.InOrder().ThenBy(t => EF.Functions.Collate(t.LabelFi, NewsDb.FinnishOrder)).ThenBy(t => t.Id).Skip((Number - 1) * PageSize).Take(PageSize)
            .Select(t => new { Term = t, Broader = db.Terms.Where(b => b.Id == t.BroaderId).Select(b => b.LabelFi).FirstOrDefault() }).ToListAsync(ct);
        var counts = new List<(ITermUse Room, IReadOnlyDictionary<long, int> Counts)>();
        foreach (var room in rooms) counts.Add((room, await room.CountsAsync(ct)));
        Rows = [.. page.Select(t => new Row(t.Term, t.Broader, [.. counts.Where(c => c.Counts.ContainsKey(t.Term.Id)).Select(c => c.Room.Of(c.Counts[t.Term.Id]).In(text.Lang))]))];
    }

    public Task<IActionResult> OnPostAcceptAsync(Guid id, CancellationToken ct) => DecideAsync(id, accept: true, ct);

    public Task<IActionResult> OnPostRejectAsync(Guid id, CancellationToken ct) => DecideAsync(id, accept: false, ct);

    private async Task<IActionResult> DecideAsync(Guid id, bool accept, CancellationToken ct)
    {
        if (await db.Terms.SingleOrDefaultAsync(t => t.PublicId == id && t.MergedIntoId == null, ct) is not { } term) return NotFound();
        // One in use may carry articles and subscriptions: it is merged, never thrown away
        if (!accept && term.State == TermState.Active) return BadRequest();
        try
        {
            await editing.DecideAsync(term, accept, Actor.Of(User), ct);
            this.Notice(text[accept ? "terms.accepted" : "terms.rejected", term.LabelFi]);
        }
        catch (DbUpdateConcurrencyException)
        {
            // Somebody else decided at the same moment: the list shows what became of it
        }
        return Redirect("/desk/terms" + Href(Number));
    }

    public string Href(int page) => Href(State, page);

    public string Href(TermState state, int page = 1) =>
        QueryString.Create("page", page.ToString(CultureInfo.InvariantCulture)).Add("q", Words ?? "").Add("scheme", Scheme?.ToString() ?? "").Add("state", state.ToString()).ToString();
}
