using Microsoft.EntityFrameworkCore;
using Uutiset.Accounts;
using Uutiset.Data;
using Uutiset.Vocabulary;

namespace Uutiset.Bulletins.Segmenting;

/// <summary>Segments that name a term.</summary>
internal sealed class SegmentTermUse(NewsDb db, Asker asker) : ITermUse
{
    public Moved Of(int count) => new(count, new("1 segmentti", "1 segment", "1 segment"), new("{0} segmenttiä", "{0} segment", "{0} segments"));

    public async Task<IReadOnlyDictionary<long, int>> CountsAsync(CancellationToken ct)
    {
        var audiences = await Own.AsNoTracking().Select(s => s.Audience).ToListAsync(ct);
        var ids = await db.Terms.Where(t => t.MergedIntoId == null).Select(t => new { t.Id, t.Slug }).ToDictionaryAsync(t => t.Slug, t => t.Id, ct);
        return audiences.SelectMany(a => Audience.Parse(a).Tags.Where(ids.ContainsKey).Select(s => ids[s]).Distinct()).CountBy(id => id).ToDictionary();
    }

    public async Task<IReadOnlyList<TermUsed>> WhereAsync(Term term, int most, CancellationToken ct) =>
        [.. (await NamingAsync(Own, term, ct)).OrderByDescending(s => s.SavedUtc).Take(most).Select(s => new TermUsed($"/desk/segments/{s.PublicId}", s.Name, null, new Localized("segmentti", "segment", "segment")))];

    public async Task MoveAsync(Term from, Term into, CancellationToken ct)
    {
        foreach (var segment in await NamingAsync(db.Segments, from, ct))
        {
            var audience = Audience.Parse(segment.Audience);
            segment.Audience = (audience with { Tags = [.. audience.Tags.Select(t => t == from.Slug ? into.Slug : t).Distinct()] }).ToJson();
            segment.Version++;
        }
        await db.SaveChangesAsync(ct);
    }

    private IQueryable<Segment> Own => asker.Actor.Own(db.Segments, s => s.PublisherId);

    private static async Task<List<Segment>> NamingAsync(IQueryable<Segment> among, Term term, CancellationToken ct) =>
        (await among.Where(s => s.Audience.Contains("\"" + term.Slug + "\"")).ToListAsync(ct)).FindAll(s => Audience.Parse(s.Audience).Tags.Contains(term.Slug));
}
