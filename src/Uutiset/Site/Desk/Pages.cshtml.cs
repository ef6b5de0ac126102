using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Uutiset.Accounts;
using Uutiset.Data;
using Uutiset.Desk;
using Uutiset.Site.Tree;
using Uutiset.Vocabulary;

namespace Uutiset.Site.Desk;

/// <summary>Standing pages as they hang together: adding one, and moving each by buttons.</summary>
[Needs(Permission.SiteWrite)]
internal sealed class PagesModel(NewsDb db, Placing placing, FrameWatch frames, DeskText text, TimeProvider clock) : PageModel
{
    [BindProperty]
    public PageForm Form { get; set; } = new();

    public PageTree Tree { get; private set; } = null!;

    internal sealed class PageForm
    {
        public string Title { get; set; } = "";
        public string Lang { get; set; } = "fi";
        public Guid? Under { get; set; }
    }

    public Task<PageResult> OnGetAsync(CancellationToken ct)
    {
        Form.Lang = text.Lang;
        return ShowAsync(ct);
    }

    public async Task<IActionResult> OnPostAsync(CancellationToken ct)
    {
        if (ModelState.IsValid)
        {
            var (id, errors) = await placing.AddAsync(Form.Title, Form.Lang, Form.Under, Actor.Of(User), ct);
            if (id is not null) return Redirect($"/desk/articles/{id}");
            ModelState.Add(errors, text.Lang);
        }
        Response.StatusCode = StatusCodes.Status422UnprocessableEntity;
        return await ShowAsync(ct);
    }

    public async Task<IActionResult> OnPostUnderAsync(Guid id, Guid? under, CancellationToken ct)
    {
        if (await placing.MoveUnderAsync(id, under, Actor.Of(User), ct) is not { } errors) return NotFound();
        if (errors.Count == 0) return await DoneAsync(ct);
        foreach (var error in errors) ModelState.AddModelError("", error.Message.In(text.Lang));
        Response.StatusCode = StatusCodes.Status422UnprocessableEntity;
        return await ShowAsync(ct);
    }

    public Task<IActionResult> OnPostUpAsync(Guid id, CancellationToken ct) => ShiftAsync(id, -1, ct);

    public Task<IActionResult> OnPostDownAsync(Guid id, CancellationToken ct) => ShiftAsync(id, 1, ct);

    /// <summary>Where this page may be moved: not below itself.</summary>
    public IEnumerable<PageNode> PlacesFor(PageNode node) => Tree.All.Where(n => !Tree.IsWithin(n, node));

    private async Task<IActionResult> ShiftAsync(Guid id, int steps, CancellationToken ct) =>
        await placing.ShiftAsync(id, steps, Actor.Of(User), ct) ? await DoneAsync(ct) : NotFound();

    private async Task<IActionResult> DoneAsync(CancellationToken ct)
    {
        await frames.LookAsync(ct);
        this.Notice(text["pages.moved"]);
        return RedirectToPage();
    }

    private async Task<PageResult> ShowAsync(CancellationToken ct)
    {
        Tree = await PageTree.ReadAsync(db, clock.GetUtcNow().UtcDateTime, Actor.Of(User), ct);
        return Page();
    }
}
