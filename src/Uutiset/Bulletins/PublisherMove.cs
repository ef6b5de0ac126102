using Microsoft.EntityFrameworkCore;
using Uutiset.Bulletins.Segmenting;
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
        // Numbers in a series stay as they were printed, as when series are merged
        foreach (var bulletin in await db.Bulletins.Where(b => b.PublisherId == from).ToListAsync(ct))
        {
            bulletin.PublisherId = to;
            bulletin.Version++;
        }
        // Of two with one name the one that moves gets a number
        var taken = await db.Segments.Where(s => s.PublisherId == to).Select(s => s.Name).ToListAsync(ct);
        foreach (var segment in await db.Segments.Where(s => s.PublisherId == from).ToListAsync(ct))
        {
            segment.PublisherId = to;
            segment.Version++;
            for (var n = 2; taken.Contains(segment.Name); n++) segment.Name = Segment.Again(segment.Name, n);
            taken.Add(segment.Name);
        }
        await db.SaveChangesAsync(ct);
    }
}
