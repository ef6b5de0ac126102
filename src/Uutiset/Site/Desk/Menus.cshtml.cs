using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Uutiset.Accounts;
using Uutiset.Data;
using Uutiset.Desk;
using Uutiset.Site.Menus;
using Uutiset.Site.Tree;

namespace Uutiset.Site.Desk;

/// <summary>The menus of header and footer, line by line. Everything goes by buttons: no dragging.</summary>
[Needs(Permission.SiteWrite)]
internal sealed class MenusModel(NewsDb db, Menus.Menus menus, MenuReading reading, FrameWatch frames, DeskText text, TimeProvider clock) : PageModel
{
    [BindProperty]
    public MenuForm Form { get; set; } = new();

    public IReadOnlyList<(MenuName Menu, bool IsUsual, IReadOnlyList<MenuRow> Rows)> All { get; private set; } = [];

    public PageTree Tree { get; private set; } = null!;

    internal sealed class MenuForm
    {
        public MenuName Menu { get; set; }
        public string Target { get; set; } = "";
        public string Address { get; set; } = "";
        public string Label { get; set; } = "";
        public string LabelSv { get; set; } = "";
        public string LabelEn { get; set; } = "";
    }

    public Task<PageResult> OnGetAsync(CancellationToken ct) => ShowAsync(ct);

    public async Task<IActionResult> OnPostAsync(CancellationToken ct)
    {
        var target = Form.Target.Length > 0 ? Form.Target : Form.Address;
        if (ModelState.IsValid) ModelState.Add(await menus.AddAsync(Form.Menu, new MenuDraft(target, Form.Label, Form.LabelSv, Form.LabelEn), Actor.Of(User), ct), text.Lang);
        if (ModelState.IsValid) return await DoneAsync(ct);
        Response.StatusCode = StatusCodes.Status422UnprocessableEntity;
        return await ShowAsync(ct);
    }

    public async Task<IActionResult> OnPostUpAsync(MenuName menu, string line, string seen, CancellationToken ct) =>
        await AnswerAsync(await menus.ShiftAsync(menu, line, -1, seen, Actor.Of(User), ct), ct);

    public async Task<IActionResult> OnPostDownAsync(MenuName menu, string line, string seen, CancellationToken ct) =>
        await AnswerAsync(await menus.ShiftAsync(menu, line, 1, seen, Actor.Of(User), ct), ct);

    public async Task<IActionResult> OnPostRemoveAsync(MenuName menu, string line, CancellationToken ct) =>
        await AnswerAsync(await menus.RemoveAsync(menu, line, Actor.Of(User), ct), ct);

    public async Task<IActionResult> OnPostResetAsync(MenuName menu, string seen, CancellationToken ct) =>
        await AnswerAsync(await menus.ResetAsync(menu, seen, Actor.Of(User), ct), ct);

    private async Task<IActionResult> AnswerAsync(bool done, CancellationToken ct)
    {
        if (done) return await DoneAsync(ct);
        // The page shows what stands there now, with forms for that
        ModelState.Clear();
        ModelState.AddModelError("", "menus.changed");
        Response.StatusCode = StatusCodes.Status422UnprocessableEntity;
        return await ShowAsync(ct);
    }

    private async Task<IActionResult> DoneAsync(CancellationToken ct)
    {
        await frames.LookAsync(ct);
        this.Notice(text["menus.saved"]);
        return RedirectToPage();
    }

    private async Task<PageResult> ShowAsync(CancellationToken ct)
    {
        var rows = await reading.RowsAsync(db, ct);
        All = [.. Enum.GetValues<MenuName>().Select(m => (m, !rows[m].Any(), rows[m].Any() ? (IReadOnlyList<MenuRow>)[.. rows[m]] : reading.Usual(m)))];
        Tree = await PageTree.ReadAsync(db, clock.GetUtcNow().UtcDateTime, Actor.Of(User), ct);
        return Page();
    }
}
