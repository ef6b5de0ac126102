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
internal sealed class SettingsModel(NewsDb db, KeepingFacts keeping, IOptions<SiteOptions> site, FormMerging merging, DeskText text) : PageModel, IMergedForm
{
    [BindProperty]
    public SettingsForm Form { get; set; } = new();

    [BindProperty]
    public int Version { get; set; }

    [BindProperty]
    public FormMerge Merge { get; set; } = new();

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

        /// <summary>What a colleague may have saved otherwise, with the keys of the labels.</summary>
        public static readonly IReadOnlyDictionary<string, string> Labels = new Dictionary<string, string>
        {
            [nameof(Tagline)] = "settings.tagline", [nameof(Description)] = "settings.description", [nameof(ResponsibleEditor)] = "settings.editor", [nameof(Conformity)] = "settings.conformity",
            [nameof(AssessedOn)] = "settings.assessed", [nameof(Gaps)] = "settings.gaps", [nameof(Supervision)] = "settings.supervision", [nameof(DataProtectionOfficer)] = "settings.officer",
            [nameof(Processors)] = "settings.processors",
        };

        public static SettingsForm Of(FactsDraft draft) => new()
        {
            Tagline = TextForm.Of(draft.Tagline), Description = TextForm.Of(draft.Description), ResponsibleEditor = draft.ResponsibleEditor ?? "", Conformity = draft.Conformity, AssessedOn = draft.AssessedOn,
            Gaps = TextForm.Of(draft.Gaps), Supervision = TextForm.Of(draft.Supervision), DataProtectionOfficer = draft.DataProtectionOfficer ?? "", Processors = TextForm.Of(draft.Processors),
        };

        public FactsDraft Draft() => new()
        {
            Tagline = Tagline.Text(), Description = Description.Text(), ResponsibleEditor = ResponsibleEditor, Conformity = Conformity, AssessedOn = AssessedOn,
            Gaps = Gaps.Text(), Supervision = Supervision.Text(), DataProtectionOfficer = DataProtectionOfficer, Processors = Processors.Text(),
        };
    }

    public async Task OnGetAsync(CancellationToken ct)
    {
        var facts = await KeepingFacts.ReadAsync(db, ct);
        (Form, Version) = (SettingsForm.Of(FactsDraft.Of(facts)), facts.Version);
        Merge.Start(Form);
        await ShowAsync(ct);
    }

    public async Task<IActionResult> OnPostAsync(CancellationToken ct)
    {
        if (ModelState.IsValid && await IsSettledAsync(ct))
        {
            if (await keeping.SaveAsync(Form.Draft(), Version, Actor.Of(User), ct) is { } saved) ModelState.Add(saved.Errors, text.Lang);
            // In this very moment: as if it had been saved before
            else if (await IsSettledAsync(ct)) ModelState.AddModelError("", "desk.merge.error");
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

    /// <summary>Whether nobody saved meanwhile, or everything that differs is chosen.</summary>
    private async Task<bool> IsSettledAsync(CancellationToken ct)
    {
        var facts = await KeepingFacts.ReadAsync(db, ct);
        return await merging.SettleAsync(this, Form, SettingsForm.Of(FactsDraft.Of(facts)), facts.Version, ["site"], SettingsForm.Labels, ct);
    }

    private async Task ShowAsync(CancellationToken ct)
    {
        Merge.Words = Enum.GetValues<Conformity>().ToDictionary(c => c.ToString(), c => text["settings.conformity." + c]);
        Publisher = await db.Organisations.AsNoTracking().Where(o => o.IsPublisher).OrderBy(o => o.Id).Select(o => new { o.PublicId, o.Name }).FirstOrDefaultAsync(ct) is { } o ? (o.PublicId, o.Name) : null;
    }
}
