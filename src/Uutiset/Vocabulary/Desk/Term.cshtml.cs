using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Microsoft.EntityFrameworkCore;
using Uutiset.Accounts;
using Uutiset.Data;
using Uutiset.Desk;

namespace Uutiset.Vocabulary.Desk;

/// <summary>One term: its words, what is above and below it, what it marks, and the way to merge it.</summary>
[Needs(Permission.VocabularyWrite)]
internal sealed class TermModel(NewsDb db, TermEditing editing, IEnumerable<ITermUse> rooms, FormMerging merging, DeskText text) : PageModel, IMergedForm
{
    private const int MostShown = 50;

    [BindProperty(SupportsGet = true)]
    public Guid? Id { get; set; }

    [BindProperty]
    public TermForm Form { get; set; } = new();

    [BindProperty]
    public int Version { get; set; }

    [BindProperty]
    public FormMerge Merge { get; set; } = new();

    public Term? Term { get; private set; }

    /// <summary>Terms in use, by their names: those that may stand above it, and those that it may be merged into.</summary>
    public IReadOnlyList<Term> Others { get; private set; } = [];

    public IReadOnlyList<Term> Narrower { get; private set; } = [];

    public IReadOnlyList<string> Counts { get; private set; } = [];

    public IReadOnlyList<TermUsed> Uses { get; private set; } = [];

    /// <summary>Former addresses and merged terms: what leads here.</summary>
    public IReadOnlyList<Term> LeadHere { get; private set; } = [];

    public async Task<IActionResult> OnGetAsync(TermScheme? scheme, CancellationToken ct)
    {
        if (Id is null) Form.Scheme = scheme ?? TermScheme.Theme;
        else if (await FindAsync(ct) is not { } term) return NotFound();
        else (Form, Version) = (await StoredAsync(term, ct), term.Version);
        Merge.Start(Form);
        return await ShowAsync(ct);
    }

    public Task<IActionResult> OnPostAsync(CancellationToken ct) => SaveAsync(accept: false, ct);

    /// <summary>Renames a proposal and takes it into use in one go.</summary>
    public Task<IActionResult> OnPostAcceptAsync(CancellationToken ct) => SaveAsync(accept: true, ct);

    private async Task<IActionResult> SaveAsync(bool accept, CancellationToken ct)
    {
        var term = Id is null ? null : await FindAsync(ct);
        if (Id is not null && term is null) return NotFound();
        if (ModelState.IsValid && (term is null || await IsSettledAsync(term, ct)))
        {
            try
            {
                ModelState.Add(term is null ? (await editing.AddAsync(Form.Draft(null), Actor.Of(User), ct)).Errors : await editing.SaveAsync(term, Form.Draft(term), accept, Actor.Of(User), ct), text.Lang);
            }
            catch (DbUpdateConcurrencyException)
            {
                // In this very moment: as if it had been saved before
                db.ChangeTracker.Clear();
                if (await FindAsync(ct) is not { } now || await IsSettledAsync(now, ct)) ModelState.AddModelError("", "desk.merge.error");
            }
        }
        if (!ModelState.IsValid)
        {
            Response.StatusCode = StatusCodes.Status422UnprocessableEntity;
            return await ShowAsync(ct);
        }
        this.Notice(text[accept ? "terms.accepted" : "people.saved", Form.Label.Trim()]);
        return RedirectToPage("/Vocabulary/Desk/Index", new { scheme = Form.Scheme });
    }

    /// <summary>Whether nobody saved meanwhile, or everything that differs is chosen.</summary>
    private async Task<bool> IsSettledAsync(Term term, CancellationToken ct) =>
        await merging.SettleAsync(this, Form, await StoredAsync(term, ct), term.Version, [TermEditing.Target(term)], TermForm.Labels, ct);

    private async Task<TermForm> StoredAsync(Term term, CancellationToken ct) => TermForm.Of(term, await db.Terms.Where(t => t.Id == term.BroaderId).Select(t => t.Slug).FirstOrDefaultAsync(ct));

    private async Task<PageResult> ShowAsync(CancellationToken ct)
    {
        Others = await db.Terms.AsNoTracking().Where(t => t.State == TermState.Active && t.MergedIntoId == null && t.PublicId != Id)
            .InOrder().ThenBy(t => EF.Functions.Collate(t.LabelFi, NewsDb.FinnishOrder)).ToListAsync(ct);
        Merge.Words = Others.Select(o => (Key: o.Slug, Word: o.LabelFi)).Concat(Enum.GetValues<TermScheme>().Select(s => (Key: s.ToString(), Word: text["terms.scheme." + s]))).ToDictionary(w => w.Key, w => w.Word);
        Term = Id is null ? null : await db.Terms.AsNoTracking().SingleAsync(t => t.PublicId == Id, ct);
        if (Term is not { } term) return Page();
        Narrower = [.. Others.Where(t => t.BroaderId == term.Id)];
        LeadHere = await db.Terms.AsNoTracking().Where(t => t.MergedIntoId == term.Id).OrderBy(t => t.Id).ToListAsync(ct);
        var (counts, uses) = (new List<string>(), new List<TermUsed>());
        foreach (var room in rooms)
        {
            if ((await room.CountsAsync(ct)).TryGetValue(term.Id, out var count)) counts.Add(room.Of(count).In(text.Lang));
            uses.AddRange(await room.WhereAsync(term, MostShown, ct));
        }
        (Counts, Uses) = (counts, [.. uses.Take(MostShown)]);
        return Page();
    }

    private Task<Term?> FindAsync(CancellationToken ct) => db.Terms.SingleOrDefaultAsync(t => t.PublicId == Id && t.MergedIntoId == null, ct);
}
