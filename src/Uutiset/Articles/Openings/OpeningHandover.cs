using Microsoft.EntityFrameworkCore;
using Uutiset.Articles.Bulk;
using Uutiset.Data;
using Uutiset.People;
using Uutiset.Vocabulary;

namespace Uutiset.Articles.Openings;

/// <summary>Places to influence of somebody who leaves: those of the whole country no other agent could edit.</summary>
internal sealed class OpeningHandover(NewsDb db) : IHandover
{
    public async Task<IReadOnlyList<Moved>> PreviewAsync(long fromUser, CancellationToken ct) => Moved.Some(
        new Moved(await db.Openings.CountAsync(o => o.OwnerId == fromUser, ct), new("1 vaikuttamisen paikka", "1 påverkansmöjlighet", "1 opportunity to influence"),
            new("{0} vaikuttamisen paikkaa", "{0} påverkansmöjligheter", "{0} opportunities to influence")));

    public Task<string?> RefusalAsync(long fromUser, long toUser, CancellationToken ct) =>
        Heirs.RefusalAsync(db, toUser, db.Openings.Where(o => o.OwnerId == fromUser).Select(o => o.PublisherId), ct);

    public async Task HandOverAsync(long fromUser, long toUser, CancellationToken ct)
    {
        foreach (var opening in await db.Openings.Where(o => o.OwnerId == fromUser).ToListAsync(ct))
        {
            opening.OwnerId = toUser;
            opening.Version++;
        }
        await db.SaveChangesAsync(ct);
    }
}
