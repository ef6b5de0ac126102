using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Options;
using Uutiset.Accounts;
using Uutiset.Data;
using Uutiset.Desk;
using Uutiset.Site.Settings;

namespace Uutiset.Site.Desk;

/// <summary>What the site says of itself, and where the rest of it is kept.</summary>
[Needs(Permission.SiteManage)]
internal sealed class SettingsModel(NewsDb db, KeepingFacts keeping, IOptions<SiteOptions> site, DeskText text) : PageModel
{
    [BindProperty]
    public SettingsForm Form { get; set; } = new();

    /// <summary>The version that the form was filled from: somebody else's change is not overwritten unseen.</summary>
    [BindProperty]
    public int Version { get; set; }

    public SiteOptions Server => site.Value;

    public (Guid Id, string Name)? Publisher { get; private set; }

    internal sealed class TextForm
    {
        public string Fi { get; set; } = "";
        public string Sv { get; set; } = "";
        public string En { get; set; } = "";

        public static TextForm Of(FactText? text) => new() { Fi = text?.Fi ?? "", Sv = text?.Sv ?? "", En = text?.En ?? "" };

        public FactText Text() => new(Fi, Sv, En);
    }

    /// <summary>What <c>_Text.cshtml</c> shows: one text in three languages.</summary>
    internal sealed record TextField(string Field, string Label, string? Hint, TextForm Text, bool Long = false);

    internal sealed class SettingsForm
    {
        public TextForm Tagline { get; set; } = new();
        public TextForm Description { get; set; } = new();
        public string ResponsibleEditor { get; set; } = "";
        public Conformity Conformity { get; set; } = Conformity.Partly;
        public DateOnly? AssessedOn { get; set; }
        public TextForm Gaps { get; set; } = new();
        public TextForm Supervision { get; set; } = new();
        public string DataProtectionOfficer { get; set; } = "";
        public TextForm Processors { get; set; } = new();
    }

    public async Task OnGetAsync(CancellationToken ct)
    {
        var facts = await KeepingFacts.ReadAsync(db, ct);
        var draft = FactsDraft.Of(facts);
        Version = facts.Version;
        Form = new()
        {
            Tagline = TextForm.Of(draft.Tagline), Description = TextForm.Of(draft.Description), ResponsibleEditor = draft.ResponsibleEditor ?? "", Conformity = draft.Conformity, AssessedOn = draft.AssessedOn,
            Gaps = TextForm.Of(draft.Gaps), Supervision = TextForm.Of(draft.Supervision), DataProtectionOfficer = draft.DataProtectionOfficer ?? "", Processors = TextForm.Of(draft.Processors),
        };
        await ShowAsync(ct);
    }

    public async Task<IActionResult> OnPostAsync(CancellationToken ct)
    {
        if (ModelState.IsValid)
        {
            var draft = new FactsDraft
            {
                Tagline = Form.Tagline.Text(), Description = Form.Description.Text(), ResponsibleEditor = Form.ResponsibleEditor, Conformity = Form.Conformity, AssessedOn = Form.AssessedOn,
                Gaps = Form.Gaps.Text(), Supervision = Form.Supervision.Text(), DataProtectionOfficer = Form.DataProtectionOfficer, Processors = Form.Processors.Text(),
            };
            if (await keeping.SaveAsync(draft, Version, Actor.Of(User), ct) is { } saved) ModelState.Add(saved.Errors, text.Lang);
            else
            {
                ModelState.AddModelError("", "desk.conflict");
                Version = (await KeepingFacts.ReadAsync(db, ct)).Version;
            }
        }
        if (!ModelState.IsValid)
        {
            Response.StatusCode = StatusCodes.Status422UnprocessableEntity;
            await ShowAsync(ct);
            return Page();
        }
        this.Notice(text["settings.saved"]);
        return RedirectToPage();
    }

    private async Task ShowAsync(CancellationToken ct) =>
        Publisher = await db.Organisations.AsNoTracking().Where(o => o.IsPublisher).OrderBy(o => o.Id).Select(o => new { o.PublicId, o.Name }).FirstOrDefaultAsync(ct) is { } o ? (o.PublicId, o.Name) : null;
}
