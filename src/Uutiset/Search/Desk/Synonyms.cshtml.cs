using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Microsoft.EntityFrameworkCore;
using Uutiset.Accounts;
using Uutiset.Data;
using Uutiset.Desk;
using Uutiset.Search.Wording;

namespace Uutiset.Search.Desk;

/// <summary>Synonyms for searches: the list, one form for adding and editing, and a field that shows what a search becomes.</summary>
[Needs(Permission.VocabularyWrite)]
internal sealed class SynonymsModel(NewsDb db, KeepingSynonyms keeping, DeskText text) : PageModel
{
    [FromQuery(Name = "edit")]
    public long? Edit { get; set; }

    /// <summary>What nothing was found for: the first word of a new group.</summary>
    [FromQuery(Name = "word")]
    public string? Word { get; set; }

    [FromQuery(Name = "try")]
    public string? Try { get; set; }

    [BindProperty]
    public SynonymForm Form { get; set; } = new();

    [BindProperty]
    public int Version { get; set; }

    internal sealed class SynonymForm
    {
        public string Words { get; set; } = "";
        public bool IsOneWay { get; set; }
    }

    public IReadOnlyList<SynonymGroup> Groups { get; private set; } = [];

    public IReadOnlyList<TriedWord> Tried { get; private set; } = [];

    public async Task<IActionResult> OnGetAsync(CancellationToken ct)
    {
        if (Edit is not null)
        {
            if (await FindAsync(ct) is not { } group) return NotFound();
            (Form, Version) = (new() { Words = group.Words, IsOneWay = group.IsOneWay }, group.Version);
        }
        else if (Word is { Length: > 0 }) Form.Words = Word + "\n";
        await ReadAsync(ct);
        return Page();
    }

    public async Task<IActionResult> OnPostAsync(CancellationToken ct)
    {
        var group = Edit is null ? new SynonymGroup() : await FindAsync(ct);
        if (group is null) return NotFound();
        if (group.Id != 0 && group.Version != Version) ModelState.AddModelError("", text["synonyms.changed"]);
        if (ModelState.IsValid)
        {
            try
            {
                ModelState.Add(await keeping.SaveAsync(group, new SynonymDraft(Form.Words, Form.IsOneWay), Actor.Of(User), ct), text.Lang);
            }
            catch (DbUpdateConcurrencyException)
            {
                ModelState.AddModelError("", text["synonyms.changed"]);
            }
        }
        if (!ModelState.IsValid)
        {
            db.ChangeTracker.Clear();
            await ReadAsync(ct);
            Response.StatusCode = StatusCodes.Status422UnprocessableEntity;
            return Page();
        }
        this.Notice(text["synonyms.saved"]);
        return RedirectToPage("/Search/Desk/Synonyms");
    }

    public async Task<IActionResult> OnPostRemoveAsync(CancellationToken ct)
    {
        if (await FindAsync(ct) is not { } group) return NotFound();
        await keeping.RemoveAsync(group, Actor.Of(User), ct);
        this.Notice(text["synonyms.removed"]);
        return RedirectToPage("/Search/Desk/Synonyms");
    }

    private async Task ReadAsync(CancellationToken ct)
    {
        Groups = await db.SynonymGroups.AsNoTracking().OrderBy(g => EF.Functions.Collate(g.Words, NewsDb.FinnishOrder)).ToListAsync(ct);
        if (Try is { Length: > 0 and <= 300 }) Tried = await keeping.TryAsync(Try, ct);
    }

    private Task<SynonymGroup?> FindAsync(CancellationToken ct) => db.SynonymGroups.SingleOrDefaultAsync(g => g.Id == Edit, ct);
}
