using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Microsoft.EntityFrameworkCore;
using Uutiset.Accounts;
using Uutiset.Data;
using Uutiset.Desk;
using Uutiset.Media;
using Uutiset.Media.Desk;
using Uutiset.Vocabulary;

namespace Uutiset.People.Desk;

[Needs(Permission.PeopleWrite)]
internal sealed class ProjectModel(NewsDb db, Projects projects, FormMerging merging, DeskText text, TimeProvider clock) : PageModel
{
    [BindProperty(SupportsGet = true)]
    public Guid? Id { get; set; }

    /// <summary>The version that the form was filled from: somebody else's change is not overwritten unseen.</summary>
    [BindProperty]
    public int Version { get; set; }

    [BindProperty]
    public ProjectForm Form { get; set; } = new();

    [BindProperty]
    public FormMerge Merge { get; set; } = new();

    public string? Slug { get; private set; }

    public IReadOnlyList<(Guid Id, string Name)> Organisations { get; private set; } = [];

    /// <summary>What the list of images offers.</summary>
    public IReadOnlyList<MediaItem> Images { get; private set; } = [];

    public IReadOnlyList<(Guid Id, string Name)> People { get; private set; } = [];

    public IReadOnlyList<(Guid Id, string Name)> Others { get; private set; } = [];

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

    /// <summary>Whether nobody saved meanwhile, or everything that differs is chosen.</summary>
    private async Task<bool> IsSettledAsync(Project project, CancellationToken ct)
    {
        if (project.Version == Version) return true;
        if (!await merging.SettleAsync(Merge, Form, ProjectForm.Of(project), project.Version, $"project:{project.PublicId}", ProjectForm.Labels, ct))
        {
            ModelState.AddModelError("", "desk.merge.error");
            return false;
        }
        Version = project.Version;
        return true;
    }

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
        var chosen = Form.PartnerIds.Concat(Form.Funders.Select(f => f.OrganisationId).Append(Form.OrganisationId).OfType<Guid>()).Concat(Merge.Named).ToList();
        Organisations = [.. (await db.Organisations.AsNoTracking().Where(o => o.Listed || o.IsPublisher || chosen.Contains(o.PublicId))
            .OrderBy(o => EF.Functions.Collate(o.Name, NewsDb.FinnishOrder)).Select(o => new { o.PublicId, o.Name }).ToListAsync(ct)).Select(o => (o.PublicId, o.Name))];
        People = [.. (await db.People.AsNoTracking().OrderBy(p => EF.Functions.Collate(p.Name, NewsDb.FinnishOrder)).Select(p => new { p.PublicId, p.Name }).ToListAsync(ct)).Select(p => (p.PublicId, p.Name))];
        Others = [.. (await db.Projects.AsNoTracking().Where(p => p.PublicId != Id).OrderBy(p => EF.Functions.Collate(p.Name, NewsDb.FinnishOrder)).Select(p => new { p.PublicId, p.Name }).ToListAsync(ct))
            .Select(p => (p.PublicId, p.Name))];
        Images = await db.MediaItems.Where(m => m.Kind == MediaKind.Image).OfferedAsync(Form.Funders.Select(f => f.LogoId).Concat(Merge.Named.Select(id => (Guid?)id)), ct);
        Merge.Names = Organisations.Concat(People).Concat(Others).Concat(Images.Select(i => (i.PublicId, i.OriginalName))).ToDictionary();
        // One row more than there are, without script too
        Form.Funders.Add(new());
        Form.Links.Add(new());
        return Page();
    }
}
