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

/// <summary>Adds or edits a person. Articles that are out keep the byline they were published with; the author's page shows the new one.</summary>
[Needs(Permission.PeopleWrite)]
internal sealed class PersonModel(NewsDb db, Persons persons, Picking picking, FormMerging merging, DeskText text, TimeProvider clock) : PageModel, IMergedForm
{
    [BindProperty(SupportsGet = true)]
    public Guid? Id { get; set; }

    [BindProperty]
    public int Version { get; set; }

    [BindProperty]
    public PersonForm Form { get; set; } = new();

    [BindProperty]
    public FormMerge Merge { get; set; } = new();

    /// <summary>What the list of images offers.</summary>
    public IReadOnlyList<MediaItem> Images { get; private set; } = [];

    public bool IsFormer { get; private set; }

    public IReadOnlyList<(string Email, string Name)> Accounts { get; private set; } = [];

    /// <summary>Account and regions of somebody who has an account are rights, which an agent does not give.</summary>
    public bool MayChooseAccount => User.Has(Permission.PeopleManage);

    public bool MayChooseRegions { get; private set; } = true;

    public async Task<IActionResult> OnGetAsync(CancellationToken ct)
    {
        if (Id is not null)
        {
            if (await FindAsync(ct) is not { } person) return NotFound();
            if (!await db.MayEditAsync(User, person, ct)) return Forbid();
            MayChooseRegions = MayChooseAccount || person.UserId is null;
            (Version, IsFormer) = (person.Version, person.IsFormer(clock.Today()));
            Form = PersonForm.Of(person, await AccountOfAsync(person, ct));
            Merge.Start(Form);
        }
        await LoadChoicesAsync(ct);
        return Page();
    }

    public async Task<IActionResult> OnPostAsync(CancellationToken ct)
    {
        var person = Id is null ? null : await FindAsync(ct);
        if (Id is not null && person is null) return NotFound();
        if (person is not null && !await db.MayEditAsync(User, person, ct)) return Forbid();
        (MayChooseRegions, IsFormer) = (MayChooseAccount || person?.UserId is null, person?.IsFormer(clock.Today()) == true);
        // Blank rows are no rows; the numbers in messages count the others, and so must the fields
        ModelState.Clear();
        Form.Memberships.RemoveAll(m => m.IsBlank);
        await picking.SettleAsync(Form.Picks(), ModelState, null, ct);
        if (person is not null && !await IsSettledAsync(person, ct)) return await RefuseAsync(ct);
        if (string.IsNullOrWhiteSpace(Form.Name)) ModelState.AddModelError("Form.Name", "people.name.missing");
        if (string.IsNullOrWhiteSpace(Form.TitleFi)) ModelState.AddModelError("Form.TitleFi", "people.title.missing");
        // One account is one person: new articles get them as the writer
        var draft = User.Allowed(Form.Draft(ReadDay, person?.Introduction), person, person is null ? null : await AccountOfAsync(person, ct));
        var account = (draft.Account ?? "").Trim().ToUpperInvariant();
        if (account.Length > 0 && await db.People.AnyAsync(p => p.PublicId != Id && db.Users.Any(u => u.Id == p.UserId && u.NormalizedEmail == account), ct))
            ModelState.AddModelError("Form.Account", "people.user.taken");
        if (ModelState.IsValid) await SaveAsync(person, draft, ct);
        if (ModelState.IsValid)
        {
            this.Notice(text["people.saved", Form.Name.Trim()]);
            return RedirectToPage("/People/Desk/People");
        }
        return await RefuseAsync(ct);
    }

    private async Task<PageResult> RefuseAsync(CancellationToken ct)
    {
        await LoadChoicesAsync(ct);
        Response.StatusCode = StatusCodes.Status422UnprocessableEntity;
        return Page();
    }

    /// <summary>Looks up what was typed into one of the fields, without script.</summary>
    public async Task<IActionResult> OnPostFindAsync([FromForm] string? find, CancellationToken ct)
    {
        var person = Id is null ? null : await FindAsync(ct);
        if (Id is not null && person is null) return NotFound();
        if (person is not null && !await db.MayEditAsync(User, person, ct)) return Forbid();
        MayChooseRegions = MayChooseAccount || person?.UserId is null;
        ModelState.Clear();
        await picking.SettleAsync(Form.Picks(), ModelState, find, ct);
        Form.Memberships.RemoveAll(m => m.IsBlank);
        await LoadChoicesAsync(ct);
        return Page();
    }

    /// <summary>Whether nobody saved meanwhile, or everything that differs is chosen.</summary>
    private async Task<bool> IsSettledAsync(Person person, CancellationToken ct)
    {
        // What is not this person's to choose is not theirs to lose either
        var fields = PersonForm.Labels.Where(l => (MayChooseAccount || l.Key != nameof(PersonForm.Account)) && (MayChooseRegions || l.Key != nameof(PersonForm.Regions))).ToDictionary();
        return await merging.SettleAsync(this, Form, PersonForm.Of(person, await AccountOfAsync(person, ct)), person.Version, [$"person:{person.PublicId}"], fields, ct);
    }

    private DateOnly? ReadDay(string field, string typed)
    {
        if (string.IsNullOrWhiteSpace(typed)) return null;
        if (WrittenDate.TryRead(typed, clock.Today(), out var read)) return read.Day;
        ModelState.AddModelError("Form." + field, "people.date.wrong");
        return null;
    }

    private async Task SaveAsync(Person? person, PersonDraft draft, CancellationToken ct)
    {
        try
        {
            ModelState.Add(person is null ? (await persons.AddAsync(draft, Actor.Of(User), ct)).Errors : await persons.SaveAsync(person, draft, Actor.Of(User), ct), text.Lang);
        }
        catch (DbUpdateConcurrencyException)
        {
            // In this very moment: as if it had been saved before
            db.ChangeTracker.Clear();
            if (await FindAsync(ct) is not { } now || await IsSettledAsync(now, ct)) ModelState.AddModelError("", "desk.merge.error");
        }
    }

    private Task<Person?> FindAsync(CancellationToken ct) =>
        db.People.Include(p => p.Organisation).Include(p => p.Successor).Include(p => p.Regions).Include(p => p.Memberships).ThenInclude(m => m.Organisation).AsSplitQuery().SingleOrDefaultAsync(p => p.PublicId == Id, ct);

    private Task<string?> AccountOfAsync(Person person, CancellationToken ct) =>
        db.Users.Where(u => u.Id == person.UserId).Select(u => u.Email).SingleOrDefaultAsync(ct);

    private async Task LoadChoicesAsync(CancellationToken ct)
    {
        // One row more than there are, without script too
        Form.Memberships.Add(new MembershipRow());
        Images = await db.MediaItems.Where(m => m.Kind == MediaKind.Image).OfferedAsync([Form.PhotoId, .. Merge.Named], ct);
        await picking.NameAsync(Form.Picks(), ct);
        await merging.NameAsync(Merge, Images.Select(i => (i.PublicId, i.OriginalName)), ct);
        Accounts = [.. (await db.Users.AsNoTracking().Where(u => !u.Disabled || u.Email == Form.Account)
            .OrderBy(u => EF.Functions.Collate(u.Name, NewsDb.FinnishOrder)).Select(u => new { u.Email, u.Name }).ToListAsync(ct)).Select(u => (u.Email!, u.Name))];
    }
}
