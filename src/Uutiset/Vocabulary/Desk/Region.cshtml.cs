using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Microsoft.EntityFrameworkCore;
using Uutiset.Accounts;
using Uutiset.Data;
using Uutiset.Desk;
using Uutiset.Vocabulary.Body;

namespace Uutiset.Vocabulary.Desk;

/// <summary>What the region's page posts, as typed.</summary>
internal sealed class RegionForm
{
    /// <summary>As plain text, like the other two.</summary>
    public string IntroductionHtml { get; set; } = "";
    public string IntroductionSvHtml { get; set; } = "";
    public string IntroductionEnHtml { get; set; } = "";

    /// <summary>The fields with the keys of their labels, in the order of the page.</summary>
    public static readonly IReadOnlyDictionary<string, string> Labels = new Dictionary<string, string>
    {
        [nameof(IntroductionHtml)] = "introduction", [nameof(IntroductionSvHtml)] = "introduction.sv", [nameof(IntroductionEnHtml)] = "introduction.en",
    };

    public static RegionForm Of(RegionRow row) => new()
    {
        IntroductionHtml = PlainText.Of(row.IntroductionHtml, "fi") ?? "",
        IntroductionSvHtml = PlainText.Of(row.IntroductionSvHtml, "sv") ?? "",
        IntroductionEnHtml = PlainText.Of(row.IntroductionEnHtml, "en") ?? "",
    };

    /// <param name="stored">As it is: what was not touched keeps its markup.</param>
    public RegionDraft Draft(Introduction? stored) => new()
    {
        IntroductionHtml = TypedText.Markup(IntroductionHtml, "fi", stored?.Fi) ?? "",
        IntroductionSvHtml = TypedText.Markup(IntroductionSvHtml, "sv", stored?.Sv) ?? "",
        IntroductionEnHtml = TypedText.Markup(IntroductionEnHtml, "en", stored?.En) ?? "",
    };
}

/// <summary>What is said of one region on its page.</summary>
[Needs(Permission.VocabularyWrite)]
internal sealed class RegionModel(NewsDb db, RegionEditing editing, FormMerging merging, DeskText text) : PageModel, IMergedForm
{
    [BindProperty(SupportsGet = true)]
    public string Code { get; set; } = "";

    [BindProperty]
    public RegionForm Form { get; set; } = new();

    [BindProperty]
    public int Version { get; set; }

    [BindProperty]
    public FormMerge Merge { get; set; } = new();

    public Region Region { get; private set; } = null!;

    public async Task<IActionResult> OnGetAsync(CancellationToken ct)
    {
        if (await FindAsync(ct) is not { } row) return NotFound();
        (Form, Version) = (RegionForm.Of(row), row.Version);
        Merge.Start(Form);
        return Page();
    }

    public async Task<IActionResult> OnPostAsync(CancellationToken ct)
    {
        if (await FindAsync(ct) is not { } row) return NotFound();
        ModelState.Clear();
        if (await IsSettledAsync(row, ct)) await SaveAsync(row, ct);
        if (!ModelState.IsValid)
        {
            Response.StatusCode = StatusCodes.Status422UnprocessableEntity;
            return Page();
        }
        this.Notice(text["people.saved", Region.Name.In(text.Lang)]);
        return RedirectToPage("/Vocabulary/Desk/Regions");
    }

    private async Task SaveAsync(RegionRow row, CancellationToken ct)
    {
        try
        {
            ModelState.Add(await editing.SaveAsync(row, Form.Draft(row.Introduction), Actor.Of(User), ct), text.Lang);
        }
        catch (DbUpdateConcurrencyException)
        {
            // In this very moment: as if it had been saved before
            db.ChangeTracker.Clear();
            if (await FindAsync(ct) is not { } now || await IsSettledAsync(now, ct)) ModelState.AddModelError("", "desk.merge.error");
        }
    }

    /// <summary>Whether nobody saved meanwhile, or everything that differs is chosen.</summary>
    private Task<bool> IsSettledAsync(RegionRow row, CancellationToken ct) =>
        merging.SettleAsync(this, Form, RegionForm.Of(row), row.Version, ["region:" + row.Code], RegionForm.Labels, ct);

    private async Task<RegionRow?> FindAsync(CancellationToken ct)
    {
        if (Regions.Find(Code) is not { } region) return null;
        Region = region;
        return await db.Regions.SingleAsync(r => r.Code == region.Code, ct);
    }
}
