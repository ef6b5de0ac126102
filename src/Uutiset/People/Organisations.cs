using Microsoft.EntityFrameworkCore;
using Uutiset.Accounts;
using Uutiset.Accounts.Auditing;
using Uutiset.Data;
using Uutiset.Finnish;
using Uutiset.Vocabulary;

namespace Uutiset.People;

/// <summary>Adds and edits organisations; what an editor saves is listed.</summary>
internal sealed class Organisations(NewsDb db, Audit audit)
{
    public async Task<(Organisation? Organisation, IReadOnlyList<FieldError> Errors)> AddAsync(OrganisationDraft draft, Actor actor, CancellationToken ct)
    {
        var organisation = new Organisation();
        if (await FillAsync(organisation, draft, ct) is { Count: > 0 } errors) return (null, errors);
        db.Organisations.Add(organisation);
        db.Changed("organisations");
        audit.Write(db, actor, "organisation.added", $"organisation:{organisation.PublicId}", organisation.Name, AuditChanges.Of(db, organisation));
        await db.SaveWithSlugAsync(Slugs(db), Slug.From(organisation.Name, "organisaatio"), slug => organisation.Slug = slug, ct);
        return (organisation, []);
    }

    /// <summary>All addresses that organisations have or had before a merge.</summary>
    private static IQueryable<string> Slugs(NewsDb db) => db.Organisations.Select(o => o.Slug).Concat(db.FormerOrganisations.Select(f => f.Slug));

    /// <summary>Counts the change, and tells every page that shows the organisation: bylines and publishers of articles, people, lists.</summary>
    public static void Touch(NewsDb db, Organisation organisation)
    {
        organisation.Version++;
        db.Changed("articles", "people", "organisations", FormattableString.Invariant($"organisation:{organisation.Id}"));
    }

    /// <param name="organisation">Tracked, with its regions.</param>
    /// <exception cref="DbUpdateConcurrencyException">Somebody saved the organisation meanwhile.</exception>
    public async Task<IReadOnlyList<FieldError>> SaveAsync(Organisation organisation, OrganisationDraft draft, Actor actor, CancellationToken ct)
    {
        if (await FillAsync(organisation, draft, ct) is { Count: > 0 } errors) return errors;
        Touch(db, organisation);
        audit.Write(db, actor, "organisation.saved", $"organisation:{organisation.PublicId}", organisation.Name, AuditChanges.Of(db, organisation));
        await db.SaveChangesAsync(ct);
        return [];
    }

    private async Task<IReadOnlyList<FieldError>> FillAsync(Organisation organisation, OrganisationDraft draft, CancellationToken ct)
    {
        var check = new PeopleCheck();
        var (name, type, businessId) = (check.Name("name", draft.Name), draft.Type ?? OrganisationTypes.Association, check.Line("businessId", draft.BusinessId));
        if (!OrganisationTypes.All.ContainsKey(type))
            check.Add("type", $"Organisaation lajia ”{type}” ei tunneta.", $"Organisationstypen ”{type}” är okänd.", $"Unknown type; use one of {string.Join(", ", OrganisationTypes.All.Keys.Order(StringComparer.Ordinal))}.");
        if (businessId is not null && !BusinessId.IsValid(businessId))
            check.Add("businessId", "Y-tunnus ei täsmää. Se on muotoa 1234567-1.", "FO-numret stämmer inte. Det har formen 1234567-1.", "The business id does not check. It looks like 1234567-1.");
        else if (businessId is not null && await db.Organisations.AnyAsync(o => o.BusinessId == businessId && o.Id != organisation.Id, ct))
            check.Add("businessId", "Samalla Y-tunnuksella on jo organisaatio.", "Det finns redan en organisation med samma FO-nummer.", "There is an organisation with this business id already.");
        // Consent, sender and footer hang on a publisher
        if (organisation.IsPublisher && draft.IsPublisher == false && !await db.Organisations.AnyAsync(o => o.IsPublisher && o.Id != organisation.Id, ct))
            check.Add("isPublisher", "Sivustolla on oltava vähintään yksi julkaisija.", "Webbplatsen måste ha minst en utgivare.", "The site needs at least one publisher.");
        if (organisation.IsPublisher && draft.IsPublisher == false && (await db.Users.AnyAsync(u => u.PublisherId == organisation.Id, ct) || await db.ApiKeys.AnyAsync(k => k.PublisherId == organisation.Id && k.RevokedUtc == null, ct)))
            check.Add("isPublisher", "Julkaisijalla on omia käyttäjiä tai rajapinnan avaimia. Vapauta heidät ja lopeta avaimet ensin.",
                "Utgivaren har egna användare eller nycklar till gränssnittet. Lösgör dem och återkalla nycklarna först.", "The publisher has accounts or keys of its own. Unbind them and revoke the keys first.");
        var parent = await ParentAsync(organisation, draft.ParentId, check, ct);
        var registry = RegistryNumber(check, draft.RegistryNumber);
        var nameEn = check.Line("nameEn", draft.NameEn);
        var regions = check.Regions("regions", draft.Regions);
        var (nameSv, website, email) = (check.Line("nameSv", draft.NameSv), check.Web("website", draft.Website), check.Email("email", draft.Email));
        var (phone, address) = (check.Line("phone", draft.Phone), check.Line("address", draft.Address));
        await check.ImagesAsync(db, [("logoId", draft.LogoId)], ct);
        var introduction = organisation.Introduction.With(draft.IntroductionHtml, draft.IntroductionSvHtml, draft.IntroductionEnHtml, check.Add);
        if (check.Errors.Count > 0) return check.Errors;
        (organisation.Name, organisation.NameSv, organisation.Type, organisation.BusinessId) = (name, nameSv, type, businessId);
        (organisation.NameEn, organisation.RegistryNumber, organisation.Parent, organisation.ParentId) = (nameEn, registry, parent, parent?.Id);
        // One that a subscriber typed has an address that nobody saw; the first editor who lists it gives it a readable one
        if (organisation is { Id: > 0, Listed: false } && draft.Listed != false && organisation.Slug == organisation.PublicId.ToString())
            organisation.Slug = await Slugs(db).FreeAsync(Slug.From(name, "organisaatio"), [], ct);
        (organisation.LogoId, organisation.Introduction) = (draft.LogoId, introduction);
        (organisation.Website, organisation.Email, organisation.Phone, organisation.Address) = (website, email, phone, address);
        (organisation.Listed, organisation.IsPublisher) = (draft.Listed ?? true, draft.IsPublisher ?? organisation.IsPublisher);
        organisation.Regions.RemoveAll(r => !regions.Contains(r.RegionCode));
        organisation.Regions.AddRange(regions.Except(organisation.Regions.Select(r => r.RegionCode)).Select(code => new OrganisationRegion { RegionCode = code }).ToList());
        return [];
    }

    private async Task<Organisation?> ParentAsync(Organisation organisation, Guid? wanted, PeopleCheck check, CancellationToken ct)
    {
        if (wanted is not { } id) return null;
        var parent = (await db.OrganisationIdsAsync([id], ct)).TryGetValue(id, out var key) ? await db.Organisations.SingleAsync(o => o.Id == key, ct) : null;
        if (parent is null)
        {
            check.Add("parentId", "Emo-organisaatiota ei löydy.", "Moderorganisationen hittas inte.", "The parent organisation was not found.");
            return null;
        }
        // No organisation is above itself, however long the way round
        for (var (above, steps) = (parent, 0); above is not null && steps < 20; steps++)
        {
            if (above.Id == organisation.Id)
            {
                check.Add("parentId", "Organisaatio ei voi olla oma emonsa.", "En organisation kan inte vara sin egen moderorganisation.", "An organisation cannot be its own parent.");
                return null;
            }
            above = above.ParentId is { } next ? await db.Organisations.AsNoTracking().SingleAsync(o => o.Id == next, ct) : null;
        }
        return parent;
    }

    private static string? RegistryNumber(PeopleCheck check, string? typed)
    {
        var number = check.Line("registryNumber", typed);
        if (number is not null && (number.Length > 20 || !number.All(c => char.IsAsciiDigit(c) || c is '.' or '-')))
            check.Add("registryNumber", "Rekisterinumerossa on vain numeroita ja pisteitä, esimerkiksi 123.456.", "Registernumret har bara siffror och punkter, till exempel 123.456.",
                "A register number has digits and dots only, for example 123.456.");
        return number;
    }
}
