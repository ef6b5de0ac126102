using Microsoft.EntityFrameworkCore;
using Uutiset.Accounts;
using Uutiset.Data;
using Uutiset.People;
using Uutiset.Vocabulary;

namespace Uutiset.Subscribers.Joining;

/// <summary>Organisations that subscribers named and no editor has listed yet: an editor takes one on the list, or says that it is not the one it resembles.</summary>
internal sealed class TypedOrganisations(NewsDb db, Organisations organisations, Audit audit)
{
    /// <summary>Subscriptions of unlisted organisations that somebody has confirmed, of the publisher for whom the actor speaks.</summary>
    public IQueryable<Subscription> Of(Actor actor) =>
        actor.Own(db.Subscriptions, s => s.PublisherId).Where(s => s.EndedUtc == null && s.Organisation != null && !s.Organisation.Listed && s.Contacts.Any(c => c.State == ContactState.Confirmed));

    /// <returns>The listed one, or what its record lacks; null when there is no such.</returns>
    public async Task<(Organisation? Organisation, IReadOnlyList<FieldError> Errors)> ListAsync(Guid id, Actor actor, CancellationToken ct)
    {
        if (await Of(actor).Where(s => s.Organisation!.PublicId == id).Select(s => new { s.OrganisationId, s.TypedBusinessId }).FirstOrDefaultAsync(ct) is not { } typed) return (null, []);
        var o = await db.Organisations.Include(x => x.Regions).Include(x => x.Parent).SingleAsync(x => x.Id == typed.OrganisationId, ct);
        var isFree = typed.TypedBusinessId is not null && !await db.Organisations.AnyAsync(x => x.BusinessId == typed.TypedBusinessId, ct);
        var draft = new OrganisationDraft
        {
            Name = o.Name, NameSv = o.NameSv, NameEn = o.NameEn, Type = o.Type, BusinessId = o.BusinessId ?? (isFree ? typed.TypedBusinessId : null), RegistryNumber = o.RegistryNumber, ParentId = o.Parent?.PublicId,
            Regions = [.. o.Regions.Select(r => r.RegionCode)], Website = o.Website, Email = o.Email, Phone = o.Phone, Address = o.Address, LogoId = o.LogoId, Listed = true,
        };
        return await organisations.SaveAsync(o, draft, actor, ct) is { Count: > 0 } errors ? (null, errors) : (o, []);
    }

    /// <returns>False when there is nothing to tell apart.</returns>
    public async Task<bool> TellApartAsync(Guid id, Actor actor, CancellationToken ct)
    {
        var alike = await Of(actor).Include(s => s.Organisation).Where(s => s.Organisation!.PublicId == id && s.ResemblesId != null).ToListAsync(ct);
        if (alike is []) return false;
        foreach (var subscription in alike) subscription.ResemblesId = null;
        audit.Write(db, actor, "organisation.toldApart", $"organisation:{id}", alike[0].Organisation!.Name);
        await db.SaveChangesAsync(ct);
        return true;
    }
}
