using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Microsoft.EntityFrameworkCore;
using Uutiset.Accounts;
using Uutiset.Data;
using Uutiset.Desk;
using Uutiset.Vocabulary;

namespace Uutiset.People.Desk;

/// <summary>Adds or edits a person. Articles that are out keep the byline they were published with; the author's page shows the new one.</summary>
[Needs(Permission.PeopleWrite)]
internal sealed class PersonModel(NewsDb db, Persons persons, DeskText text, TimeProvider clock) : PageModel
{
    [BindProperty(SupportsGet = true)]
    public Guid? Id { get; set; }

    [BindProperty]
    public PersonForm Form { get; set; } = new();

    public IReadOnlyList<Choice> Organisations { get; private set; } = [];

    public IReadOnlyList<(string Email, string Name)> Accounts { get; private set; } = [];

    internal sealed record Choice(Guid Id, string Name);

    /// <summary>Account and regions of somebody who has an account are rights, which an agent does not give.</summary>
    public bool MayChooseAccount => User.Has(Permission.PeopleManage);

    public bool MayChooseRegions { get; private set; } = true;

    public async Task<IActionResult> OnGetAsync(CancellationToken ct)
    {
        if (Id is not null)
        {
            if (await FindAsync(ct) is not { } person) return NotFound();
            if (!User.MayEdit(person)) return Forbid();
            MayChooseRegions = MayChooseAccount || person.UserId is null;
            Form = PersonForm.Of(person, await AccountOfAsync(person, ct));
        }
        await LoadChoicesAsync(ct);
        return Page();
    }

    public async Task<IActionResult> OnPostAsync(CancellationToken ct)
    {
        var person = Id is null ? null : await FindAsync(ct);
        if (Id is not null && person is null) return NotFound();
        if (person is not null && !User.MayEdit(person)) return Forbid();
        MayChooseRegions = MayChooseAccount || person?.UserId is null;
        var until = WrittenDate.TryRead(Form.ContactUntil, clock.Today(), out var read) ? read.Day : (DateOnly?)null;
        if (until is null && !string.IsNullOrWhiteSpace(Form.ContactUntil)) ModelState.AddModelError("Form.ContactUntil", "people.date.wrong");
        if (string.IsNullOrWhiteSpace(Form.Name)) ModelState.AddModelError("Form.Name", "people.name.missing");
        if (string.IsNullOrWhiteSpace(Form.TitleFi)) ModelState.AddModelError("Form.TitleFi", "people.title.missing");
        // One account is one person: new articles get them as the writer
        var draft = User.Allowed(Form.Draft(until), person, person is null ? null : await AccountOfAsync(person, ct));
        var account = (draft.Account ?? "").Trim().ToUpperInvariant();
        if (account.Length > 0 && await db.People.AnyAsync(p => p.PublicId != Id && db.Users.Any(u => u.Id == p.UserId && u.NormalizedEmail == account), ct))
            ModelState.AddModelError("Form.Account", "people.user.taken");
        if (ModelState.IsValid)
            ModelState.Add(person is null ? (await persons.AddAsync(draft, Actor.Of(User), ct)).Errors : await persons.SaveAsync(person, draft, Actor.Of(User), ct), text.Lang);
        if (ModelState.IsValid)
        {
            this.Notice(text["people.saved", Form.Name.Trim()]);
            return RedirectToPage("/People/Desk/People");
        }
        await LoadChoicesAsync(ct);
        Response.StatusCode = StatusCodes.Status422UnprocessableEntity;
        return Page();
    }

    private Task<Person?> FindAsync(CancellationToken ct) =>
        db.People.Include(p => p.Organisation).Include(p => p.Regions).SingleOrDefaultAsync(p => p.PublicId == Id, ct);

    private Task<string?> AccountOfAsync(Person person, CancellationToken ct) =>
        db.Users.Where(u => u.Id == person.UserId).Select(u => u.Email).SingleOrDefaultAsync(ct);

    private async Task LoadChoicesAsync(CancellationToken ct)
    {
        Organisations = await db.Organisations.AsNoTracking().Where(o => o.Listed || o.IsPublisher || o.PublicId == Form.OrganisationId)
            .OrderBy(o => EF.Functions.Collate(o.Name, NewsDb.FinnishOrder)).Select(o => new Choice(o.PublicId, o.Name)).ToListAsync(ct);
        Accounts = [.. (await db.Users.AsNoTracking().Where(u => !u.Disabled || u.Email == Form.Account)
            .OrderBy(u => EF.Functions.Collate(u.Name, NewsDb.FinnishOrder)).Select(u => new { u.Email, u.Name }).ToListAsync(ct)).Select(u => (u.Email!, u.Name))];
    }
}
