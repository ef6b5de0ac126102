using Microsoft.EntityFrameworkCore;
using Uutiset.Data;

namespace Uutiset.Subscribers;

internal sealed record Publisher(long Id, string Name, string? Address, string? Email)
{
    /// <summary>Consent belongs to a publisher. A site starts with one; it is the one whose forms these are.</summary>
    public static Task<Publisher> FirstAsync(NewsDb db, CancellationToken ct) =>
        db.Organisations.Where(o => o.IsPublisher).OrderBy(o => o.Id).Select(o => new Publisher(o.Id, o.Name, o.Address, o.Email)).FirstAsync(ct);

    public static Task<Publisher> OfAsync(NewsDb db, long id, CancellationToken ct) =>
        db.Organisations.Where(o => o.Id == id).Select(o => new Publisher(o.Id, o.Name, o.Address, o.Email)).FirstAsync(ct);
}
