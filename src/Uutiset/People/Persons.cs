using Microsoft.EntityFrameworkCore;
using Uutiset.Accounts;
using Uutiset.Data;
using Uutiset.Vocabulary;

namespace Uutiset.People;

/// <summary>The editable fields of somebody who writes.</summary>
internal sealed record PersonDraft
{
    public string? Name { get; init; }
    public string? TitleFi { get; init; }
    public string? TitleSv { get; init; }
    public string? TitleEn { get; init; }
    public Guid? OrganisationId { get; init; }
    public string? Project { get; init; }
    public string? Phone { get; init; }
    public string? Email { get; init; }
    public DateOnly? ContactUntil { get; init; }
    /// <summary>The e-mail of the desk account that is this person, if they have one.</summary>
    public string? Account { get; init; }
    public IReadOnlyList<string>? Regions { get; init; }
}

/// <summary>Adds and edits persons. Published bylines keep what they were published with.</summary>
internal sealed class Persons(NewsDb db, Audit audit)
{
    public async Task<(Person? Person, IReadOnlyList<FieldError> Errors)> AddAsync(PersonDraft draft, Actor actor, CancellationToken ct)
    {
        var person = new Person();
        if (await FillAsync(person, draft, ct) is { Count: > 0 } errors) return (null, errors);
        person.Slug = await Organisations.FreeSlugAsync(db.People.Select(p => p.Slug), person.Name, "kirjoittaja", ct);
        db.People.Add(person);
        audit.Write(db, actor, "person.added", $"person:{person.PublicId}", person.Name);
        await db.SaveChangesAsync(ct);
        return (person, []);
    }

    public async Task<IReadOnlyList<FieldError>> SaveAsync(Person person, PersonDraft draft, Actor actor, CancellationToken ct)
    {
        if (await FillAsync(person, draft, ct) is { Count: > 0 } errors) return errors;
        db.Changed(FormattableString.Invariant($"person:{person.Id}"));
        audit.Write(db, actor, "person.saved", $"person:{person.PublicId}", person.Name);
        await db.SaveChangesAsync(ct);
        return [];
    }

    private async Task<IReadOnlyList<FieldError>> FillAsync(Person person, PersonDraft draft, CancellationToken ct)
    {
        var check = new PeopleCheck();
        var name = check.Name("name", draft.Name);
        var (titleFi, titleSv, titleEn) = (check.Line("titleFi", draft.TitleFi) ?? "", check.Line("titleSv", draft.TitleSv), check.Line("titleEn", draft.TitleEn));
        var (project, phone, email) = (check.Line("project", draft.Project), check.Line("phone", draft.Phone), check.Email("email", draft.Email));
        var regions = check.Regions("regions", draft.Regions);
        long? organisation = null, user = null;
        if (draft.OrganisationId is { } id && (organisation = await db.Organisations.Where(o => o.PublicId == id).Select(o => (long?)o.Id).SingleOrDefaultAsync(ct)) is null)
            check.Add("organisationId", "Organisaatiota ei löydy.", "Organisationen hittas inte.", "The organisation was not found.");
        if (check.Line("account", draft.Account)?.ToUpperInvariant() is { } account && (user = await db.Users.Where(u => u.NormalizedEmail == account).Select(u => (long?)u.Id).SingleOrDefaultAsync(ct)) is null)
            check.Add("account", "Tällä sähköpostilla ei ole toimituksen tunnusta.", "Ingen redaktionsanvändare har denna e-post.", "No desk account has this e-mail.");
        if (check.Errors.Count > 0) return check.Errors;
        (person.Name, person.TitleFi, person.TitleSv, person.TitleEn) = (name, titleFi, titleSv, titleEn);
        (person.OrganisationId, person.Project, person.Phone, person.Email) = (organisation, project, phone, email);
        (person.ContactUntil, person.UserId) = (draft.ContactUntil, user);
        person.Regions.RemoveAll(r => !regions.Contains(r.RegionCode));
        person.Regions.AddRange(regions.Except(person.Regions.Select(r => r.RegionCode)).Select(code => new PersonRegion { RegionCode = code }).ToList());
        return [];
    }
}
