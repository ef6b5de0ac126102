using Microsoft.EntityFrameworkCore;
using Uutiset.Data;
using Uutiset.People;
using Uutiset.Vocabulary;

namespace Uutiset.Bulletins;

/// <summary>Bulletins of one that was a publisher once, when it is merged into another organisation.</summary>
internal sealed class PublisherMove(NewsDb db) : IOrganisationMove
{
    public async Task<IReadOnlyList<Moved>> PreviewAsync(long from, CancellationToken ct) => Moved.Some(
        new Moved(await db.Bulletins.CountAsync(b => b.PublisherId == from, ct), new("1 tiedote", "1 meddelande", "1 bulletin"), new("{0} tiedotetta", "{0} meddelanden", "{0} bulletins")));

    public async Task MoveAsync(long from, long to, CancellationToken ct)
    {
        foreach (var bulletin in await db.Bulletins.Where(b => b.PublisherId == from).ToListAsync(ct)) bulletin.PublisherId = to;
        await db.SaveChangesAsync(ct);
    }
}
