using Microsoft.EntityFrameworkCore;
using Uutiset.Data;
using Uutiset.Media;

namespace Uutiset.People;

/// <summary>Photos of persons and logos of organisations and funders.</summary>
internal sealed class PeopleMediaUse(NewsDb db) : IMediaUse
{
    public async Task<IReadOnlyList<MediaUse>> OfAsync(Guid media, CancellationToken ct)
    {
        var people = await db.People.AsNoTracking().Where(p => p.PhotoId == media).OrderBy(p => EF.Functions.Collate(p.Name, NewsDb.FinnishOrder)).Select(p => new { p.PublicId, p.Name }).ToListAsync(ct);
        var organisations = await db.Organisations.AsNoTracking().Where(o => o.LogoId == media).OrderBy(o => EF.Functions.Collate(o.Name, NewsDb.FinnishOrder)).Select(o => new { o.PublicId, o.Name }).ToListAsync(ct);
        var projects = await db.Projects.AsNoTracking().Where(p => p.Funders.Any(f => f.LogoId == media)).OrderBy(p => EF.Functions.Collate(p.Name, NewsDb.FinnishOrder)).Select(p => new { p.PublicId, p.Name }).ToListAsync(ct);
        return
        [
            .. people.Select(p => new MediaUse("media.use.person", p.Name, $"/desk/people/{p.PublicId}")),
            .. organisations.Select(o => new MediaUse("media.use.organisation", o.Name, $"/desk/organisations/{o.PublicId}")),
            .. projects.Select(p => new MediaUse("media.use.project", p.Name, $"/desk/projects/{p.PublicId}")),
        ];
    }

    /// <summary>Persons and projects have pages; an organisation has one when it is listed, and a project shows the logo of whoever pays for it.</summary>
    public async Task<MediaReach> ReachAsync(Guid media, DateTime nowUtc, CancellationToken ct) =>
        await db.People.AnyAsync(p => p.PhotoId == media, ct)
        || await db.Organisations.AnyAsync(o => o.LogoId == media && (o.Listed || db.Projects.Any(p => p.Funders.Any(f => f.OrganisationId == o.Id))), ct)
        || await db.Projects.AnyAsync(p => p.Funders.Any(f => f.LogoId == media), ct)
            ? MediaReach.Open : MediaReach.Hidden;
}
