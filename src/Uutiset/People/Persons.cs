using Microsoft.EntityFrameworkCore;
using Uutiset.Accounts;
using Uutiset.Accounts.Auditing;
using Uutiset.Data;
using Uutiset.Finnish;
using Uutiset.Vocabulary;

namespace Uutiset.People;

/// <summary>The editable fields of somebody who writes.</summary>
internal sealed record PersonDraft
{
    public string? Name { get; init; }
    public string? TitleFi { get; init; }
    public string? TitleSv { get; init; }
    public string? TitleEn { get; init; }
    /// <summary>Null: as before.</summary>
    public IReadOnlyList<MembershipDraft>? Memberships { get; init; }
    public string? Project { get; init; }
    public string? Phone { get; init; }
    public string? Email { get; init; }
    public DateOnly? ContactUntil { get; init; }
    public Guid? SuccessorId { get; init; }
    /// <summary>An image of the media library.</summary>
    public Guid? PhotoId { get; init; }
    /// <summary>The e-mail of the desk account that is this person, if they have one.</summary>
    public string? Account { get; init; }
    public IReadOnlyList<string>? Regions { get; init; }
    /// <summary>HTML for the page, before the articles. Null: as before; empty: none.</summary>
    public string? IntroductionHtml { get; init; }
    public string? IntroductionSvHtml { get; init; }
    public string? IntroductionEnHtml { get; init; }
}

/// <summary>A row of a person's memberships; without a title of its own it has the person's.</summary>
internal sealed record MembershipDraft(
    Guid? OrganisationId, string? TitleFi = null, string? TitleSv = null, string? TitleEn = null, DateOnly? From = null, DateOnly? Until = null);

/// <summary>Adds and edits persons. Published bylines keep what they were published with.</summary>
internal sealed class Persons(NewsDb db, Audit audit, TimeProvider clock)
{
    public async Task<(Person? Person, IReadOnlyList<FieldError> Errors)> AddAsync(PersonDraft draft, Actor actor, CancellationToken ct)
    {
        var person = new Person();
        if (await FillAsync(person, draft, ct) is { Count: > 0 } errors) return (null, errors);
        db.People.Add(person);
        db.Changed("people");
        audit.Write(db, actor, "person.added", $"person:{person.PublicId}", person.Name, AuditChanges.Of(db, person));
        await db.SaveWithSlugAsync(db.People.Select(p => p.Slug), Slug.From(person.Name, "kirjoittaja"), slug => person.Slug = slug, ct);
        return (person, []);
    }

    /// <param name="person">Tracked, with its regions and memberships.</param>
    /// <exception cref="DbUpdateConcurrencyException">Somebody saved the person meanwhile.</exception>
    public async Task<IReadOnlyList<FieldError>> SaveAsync(Person person, PersonDraft draft, Actor actor, CancellationToken ct)
    {
        if (await FillAsync(person, draft, ct) is { Count: > 0 } errors) return errors;
        Touch(db, person);
        audit.Write(db, actor, "person.saved", $"person:{person.PublicId}", person.Name, AuditChanges.Of(db, person));
        await db.SaveChangesAsync(ct);
        return [];
    }

    /// <summary>Counts the change, and tells every page that shows the person: their own, lists, and the articles they signed.</summary>
    public static void Touch(NewsDb db, Person person)
    {
        person.Version++;
        db.Changed("people", FormattableString.Invariant($"person:{person.Id}"));
    }

    /// <summary>What the shown membership says of organisation and title, and what all of them say of the end.</summary>
    public static void Settle(Person person, DateOnly today)
    {
        person.MembersUntil = person.Memberships.Exists(m => m.UntilOn is null) ? null : person.Memberships.Max(m => m.UntilOn);
        if (person.Memberships.ShownOn(today) is not { } shown)
        {
            person.OrganisationId = null;
            return;
        }
        person.OrganisationId = shown.OrganisationId;
        if (shown.Title is { } title) (person.TitleFi, person.TitleSv, person.TitleEn) = (title.Fi, title.Sv, title.En);
    }

    private async Task<IReadOnlyList<FieldError>> FillAsync(Person person, PersonDraft draft, CancellationToken ct)
    {
        var check = new PeopleCheck();
        var name = check.Name("name", draft.Name);
        var (titleFi, titleSv, titleEn) = Title(check, "titleFi", "titleSv", "titleEn", draft.TitleFi, draft.TitleSv, draft.TitleEn);
        var (project, phone, email) = (check.Line("project", draft.Project), check.Line("phone", draft.Phone), check.Email("email", draft.Email));
        var regions = check.Regions("regions", draft.Regions);
        var memberships = await MembershipsAsync(person, draft, check, ct);
        long? successor = null, user = null;
        if (draft.SuccessorId is { } next && (next == person.PublicId || (successor = await db.People.Where(p => p.PublicId == next).Select(p => (long?)p.Id).SingleOrDefaultAsync(ct)) is null))
            check.Add("successorId", "Jatkajaa ei löydy.", "Efterträdaren hittas inte.", "The successor was not found.");
        if (check.Line("account", draft.Account)?.ToUpperInvariant() is { } account && (user = await db.Users.Where(u => u.NormalizedEmail == account).Select(u => (long?)u.Id).SingleOrDefaultAsync(ct)) is null)
            check.Add("account", "Tällä sähköpostilla ei ole toimituksen tunnusta.", "Ingen redaktionsanvändare har denna e-post.", "No desk account has this e-mail.");
        await check.PortraitAsync(db, "photoId", draft.PhotoId, person.PhotoId, ct);
        var introduction = person.Introduction.With(draft.IntroductionHtml, draft.IntroductionSvHtml, draft.IntroductionEnHtml, check.Add);
        if (check.Errors.Count > 0) return check.Errors;
        (person.Name, person.TitleFi, person.TitleSv, person.TitleEn) = (name, titleFi ?? "", titleSv, titleEn);
        (person.Project, person.Phone, person.Email, person.Introduction) = (project, phone, email, introduction);
        (person.ContactUntil, person.SuccessorId, person.UserId, person.PhotoId) = (draft.ContactUntil, successor, user, draft.PhotoId);
        if (memberships is not null) Replace(person, memberships);
        Settle(person, clock.Today());
        person.Regions.RemoveAll(r => !regions.Contains(r.RegionCode));
        person.Regions.AddRange(regions.Except(person.Regions.Select(r => r.RegionCode)).Select(code => new PersonRegion { RegionCode = code }).ToList());
        return [];
    }

    private static (string? Fi, string? Sv, string? En) Title(PeopleCheck check, string fiField, string svField, string enField, string? fi, string? sv, string? en)
    {
        fi = check.Line(fiField, fi);
        (sv, en) = Roles.Fill(fi, check.Line(svField, sv), check.Line(enField, en));
        return (fi, sv, en);
    }

    private async Task<List<Membership>?> MembershipsAsync(Person person, PersonDraft draft, PeopleCheck check, CancellationToken ct)
    {
        if (draft.Memberships is null) return null;
        var ids = draft.Memberships.Select(m => m.OrganisationId).OfType<Guid>().ToList();
        var known = await db.OrganisationIdsAsync(ids, ct);
        var rows = new List<Membership>();
        foreach (var (row, n) in draft.Memberships.Select((m, i) => (m, i)))
        {
            var field = FormattableString.Invariant($"memberships[{n}].");
            if (row.OrganisationId is not { } id || !known.TryGetValue(id, out var organisation))
            {
                check.Add(field + "organisationId", "Organisaatiota ei löydy.", "Organisationen hittas inte.", "The organisation was not found.");
                continue;
            }
            if (row.Until < row.From) check.Add(field + "until", "Jäsenyys päättyisi ennen alkuaan.", "Medlemskapet skulle sluta innan det börjar.", "The membership would end before it begins.");
            var (fi, sv, en) = Title(check, field + "titleFi", field + "titleSv", field + "titleEn", row.TitleFi, row.TitleSv, row.TitleEn);
            rows.Add(new Membership { PersonId = person.Id, OrganisationId = organisation, TitleFi = fi ?? sv ?? en, TitleSv = sv, TitleEn = en, FromOn = row.From, UntilOn = row.Until });
        }
        return rows;
    }

    // A row that says the same stays the same row
    private static void Replace(Person person, List<Membership> rows)
    {
        var kept = rows.Select(r => person.Memberships.Find(m => Key(m) == Key(r)) ?? r).ToList();
        person.Memberships.RemoveAll(m => !kept.Contains(m));
        person.Memberships.AddRange(kept.Except(person.Memberships).ToList());

        static (long, string?, string?, string?, DateOnly?, DateOnly?) Key(Membership m) => (m.OrganisationId, m.TitleFi, m.TitleSv, m.TitleEn, m.FromOn, m.UntilOn);
    }
}
