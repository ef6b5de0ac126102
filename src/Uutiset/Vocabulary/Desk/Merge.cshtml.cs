using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Uutiset.Accounts;
using Uutiset.Desk;

namespace Uutiset.Vocabulary.Desk;

/// <summary>Two terms beside each other, what will move, and one button.</summary>
[Needs(Permission.VocabularyWrite)]
internal sealed class MergeModel(TermMerging merging, DeskText text) : PageModel
{
    [BindProperty(SupportsGet = true)]
    public Guid Id { get; set; }

    [BindProperty(SupportsGet = true)]
    public Guid Into { get; set; }

    [BindProperty]
    public int SeenFrom { get; set; }

    [BindProperty]
    public int SeenInto { get; set; }

    public TermMergePreview Preview { get; private set; } = null!;

    public async Task<IActionResult> OnGetAsync(CancellationToken ct) => await ShowAsync(ct);

    public async Task<IActionResult> OnPostAsync(CancellationToken ct)
    {
        var (outcome, heir) = await merging.MergeAsync(Id, Into, (SeenFrom, SeenInto), Actor.Of(User), ct);
        if (outcome == TermMergeOutcome.Done)
        {
            this.Notice(text["terms.merge.done", heir!.LabelFi]);
            return Redirect($"/desk/terms/{heir.PublicId}");
        }
        ModelState.AddModelError("", "terms.merge." + outcome);
        Response.StatusCode = StatusCodes.Status409Conflict;
        return await ShowAsync(ct);
    }

    public IEnumerable<(string Label, string? From, string? Into)> Compared()
    {
        var (a, b) = (Preview.From, Preview.Into);
        (string, string?, string?)[] rows =
        [
            ("terms.labelFi", a.LabelFi, b.LabelFi), ("terms.labelSv", a.LabelSv, b.LabelSv), ("terms.labelEn", a.LabelEn, b.LabelEn),
            ("terms.scheme", text["terms.scheme." + a.Scheme], text["terms.scheme." + b.Scheme]), ("terms.synonyms", Listed(a), Listed(b)), ("terms.uri", a.Uri, b.Uri),
        ];
        return rows.Where(r => r.Item2 is not null || r.Item3 is not null);
    }

    private async Task<IActionResult> ShowAsync(CancellationToken ct)
    {
        if (await merging.PreviewAsync(Id, Into, ct) is not { } preview) return NotFound();
        Preview = preview;
        return Page();
    }

    private static string? Listed(Term term) => term.SynonymList.Count == 0 ? null : string.Join(", ", term.SynonymList);
}
