using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Microsoft.EntityFrameworkCore;
using Uutiset.Accounts;
using Uutiset.Data;
using Uutiset.Desk;
using Uutiset.Desk.Picks;
using Uutiset.Media;
using Uutiset.Media.Desk;
using Uutiset.Vocabulary;

namespace Uutiset.People.Desk;

[Needs(Permission.PeopleWrite)]
internal sealed class ProjectModel(NewsDb db, Projects projects, Picking picking, FormMerging merging, DeskText text, TimeProvider clock) : PageModel, IMergedForm
{
    [BindProperty(SupportsGet = true)]
    public Guid? Id { get; set; }

    [BindProperty]
    public int Version { get; set; }

    [BindProperty]
    public ProjectForm Form { get; set; } = new();

    [BindProperty]
    public FormMerge Merge { get; set; } = new();

    public string? Slug { get; private set; }

    /// <summary>What the list of images offers.</summary>
    public IReadOnlyList<MediaItem> Images { get; private set; } = [];

    public async Task<IActionResult> OnGetAsync(CancellationToken ct)
    {
        if (Id is not null)
        {
            if (await FindAsync(ct) is not { } project) return NotFound();
            if (!await db.MayEditAsync(User, project, ct)) return Forbid();
            (Form, Version, Slug) = (ProjectForm.Of(project), project.Version, project.Slug);
            Merge.Start(Form);
        }
        return await ShowAsync(ct);
    }

    public async Task<IActionResult> OnPostAsync(CancellationToken ct)
    {
        var project = Id is null ? null : await FindAsync(ct);
        if (Id is not null && project is null) return NotFound();
        if (project is not null && !await db.MayEditAsync(User, project, ct)) return Forbid();
        Slug = project?.Slug;
        // Blank rows are no rows; the numbers in messages count the others, and so must the fields
        ModelState.Clear();
        Form.DropBlankRows();
        await picking.SettleAsync(Form.Picks(), ModelState, null, ct);
        if (project is null || await IsSettledAsync(project, ct))
        {
            var draft = Form.Draft(clock.Today(), (field, key) => ModelState.AddModelError("Form." + field, key));
            if (ModelState.IsValid) await SaveAsync(project, draft, ct);
        }
        if (ModelState.IsValid)
        {
            this.Notice(text["people.saved", Form.Name.Trim()]);
            return Redirect("/desk/projects");
        }
        Response.StatusCode = StatusCodes.Status422UnprocessableEntity;
        return await ShowAsync(ct);
    }

    /// <summary>Looks up what was typed into one of the fields, without script.</summary>
    public async Task<IActionResult> OnPostFindAsync([FromForm] string? find, CancellationToken ct)
    {
        var project = Id is null ? null : await FindAsync(ct);
        if (Id is not null && project is null) return NotFound();
        if (project is not null && !await db.MayEditAsync(User, project, ct)) return Forbid();
        Slug = project?.Slug;
        ModelState.Clear();
        await picking.SettleAsync(Form.Picks(), ModelState, find, ct);
        Form.DropBlankRows();
        return await ShowAsync(ct);
    }

    /// <summary>Whether nobody saved meanwhile, or everything that differs is chosen.</summary>
    private Task<bool> IsSettledAsync(Project project, CancellationToken ct) =>
        merging.SettleAsync(this, Form, ProjectForm.Of(project), project.Version, [$"project:{project.PublicId}"], ProjectForm.Labels, ct);

    private async Task SaveAsync(Project? project, ProjectDraft draft, CancellationToken ct)
    {
        try
        {
            var errors = project is null ? (await projects.AddAsync(draft, Actor.Of(User), ct)).Errors : await projects.SaveAsync(project, draft, Actor.Of(User), ct);
            // The form has one field for a day and its precision
            ModelState.Add(errors.Select(e => e.Field is "endsOn" or "startsOn" ? e with { Field = e.Field[..^2] } : e), text.Lang);
        }
        catch (DbUpdateConcurrencyException)
        {
            // In this very moment: as if it had been saved before
            db.ChangeTracker.Clear();
            if (await FindAsync(ct) is not { } now || await IsSettledAsync(now, ct)) ModelState.AddModelError("", "desk.merge.error");
        }
    }

    private Task<Project?> FindAsync(CancellationToken ct) => Projects.Whole(db.Projects).SingleOrDefaultAsync(p => p.PublicId == Id, ct);

    private async Task<PageResult> ShowAsync(CancellationToken ct)
    {
        Images = await db.MediaItems.Where(m => m.Kind == MediaKind.Image).OfferedAsync(Form.Funders.Select(f => f.LogoId).Concat(Merge.Named), ct);
        await merging.NameAsync(Merge, Images.Select(i => (i.PublicId, i.OriginalName)), ct);
        // One row more than there are, without script too
        Form.Funders.Add(new());
        Form.Links.Add(new());
        await picking.NameAsync(Form.Picks(), ct);
        return Page();
    }
}
