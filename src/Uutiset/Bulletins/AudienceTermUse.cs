using Microsoft.EntityFrameworkCore;
using Uutiset.Accounts;
using Uutiset.Data;
using Uutiset.Vocabulary;

namespace Uutiset.Bulletins;

/// <summary>Bulletins that are not frozen yet and whose audience or series names a term. What was sent keeps the words it was sent with.</summary>
internal sealed class AudienceTermUse(NewsDb db, Asker asker) : ITermUse
{
    public Moved Of(int count) => new(count, new("1 keskeneräinen tiedote", "1 ofärdigt utskick", "1 unfinished bulletin"), new("{0} keskeneräistä tiedotetta", "{0} ofärdiga utskick", "{0} unfinished bulletins"));

    public async Task<IReadOnlyDictionary<long, int>> CountsAsync(CancellationToken ct)
    {
        var rows = await Own(Unfinished()).AsNoTracking().Select(b => new { b.Audience, b.SeriesId }).ToListAsync(ct);
        if (rows.Count == 0) return new Dictionary<long, int>();
        var ids = await db.Terms.Where(t => t.MergedIntoId == null).Select(t => new { t.Id, t.Slug }).ToDictionaryAsync(t => t.Slug, t => t.Id, ct);
        return rows.SelectMany(r => Audience.Parse(r.Audience).Tags.Where(ids.ContainsKey).Select(s => ids[s]).Concat(r.SeriesId is { } series ? [series] : []).Distinct()).CountBy(id => id).ToDictionary();
    }

    public async Task<IReadOnlyList<TermUsed>> WhereAsync(Term term, int most, CancellationToken ct) =>
        [.. (await NamingAsync(Own(Unfinished()), term, ct)).OrderByDescending(b => b.SavedUtc).Take(most).Select(b =>
            new TermUsed($"/desk/bulletins/{b.PublicId}", b.Texts.OrderBy(t => t.Lang).Select(t => t.Subject).FirstOrDefault(s => s.Length > 0) ?? "–", null, new Localized("tiedotteen kohderyhmä", "utskickets målgrupp", "audience of a bulletin")))];

    public async Task MoveAsync(Term from, Term into, CancellationToken ct)
    {
        // Whoever merges: every publisher's bulletins mean the heir from now on
        foreach (var bulletin in await NamingAsync(Unfinished(), from, ct))
        {
            var audience = Audience.Parse(bulletin.Audience);
            bulletin.Audience = (audience with { Tags = [.. audience.Tags.Select(t => t == from.Slug ? into.Slug : t).Distinct()] }).ToJson();
            if (bulletin.SeriesId == from.Id) bulletin.SeriesId = into.Id;
            bulletin.Version++;
        }
        // A series is what sent ones belong to as well. Their numbers are printed in mails and stay, also where the heir has the same ones: the next is above all of both
        foreach (var sent in await db.Bulletins.Where(b => b.Number != null && b.SeriesId == from.Id).ToListAsync(ct))
        {
            sent.SeriesId = into.Id;
            sent.Version++;
            db.Changed($"bulletin:{sent.Id}", "bulletins");
        }
        await db.SaveChangesAsync(ct);
    }

    private IQueryable<Bulletin> Unfinished() => db.Bulletins.Where(b => b.Number == null);

    private IQueryable<Bulletin> Own(IQueryable<Bulletin> bulletins) => asker.Actor.Own(bulletins, b => b.PublisherId);

    private static async Task<List<Bulletin>> NamingAsync(IQueryable<Bulletin> among, Term term, CancellationToken ct)
    {
        var rows = await among.Include(b => b.Texts).Where(b => b.SeriesId == term.Id || b.Audience.Contains("\"" + term.Slug + "\"")).ToListAsync(ct);
        return rows.FindAll(b => b.SeriesId == term.Id || Audience.Parse(b.Audience).Tags.Contains(term.Slug));
    }
}
