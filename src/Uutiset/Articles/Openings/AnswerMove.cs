using Microsoft.EntityFrameworkCore;
using Uutiset.Data;
using Uutiset.People;
using Uutiset.Vocabulary;

namespace Uutiset.Articles.Openings;

/// <summary>"Vastaamme" of an organisation that is merged into another. Left behind, the marks would go with the deleted row unseen.</summary>
internal sealed class AnswerMove(NewsDb db) : IOrganisationMove
{
    public async Task<IReadOnlyList<Moved>> PreviewAsync(long from, CancellationToken ct) => Moved.Some(
        new Moved(await db.Set<OpeningAnswer>().CountAsync(a => a.OrganisationId == from, ct),
            new("vastaa 1 vaikuttamisen paikassa", "svarar på 1 påverkansmöjlighet", "takes part in 1 opportunity to influence"),
            new("vastaa {0} vaikuttamisen paikassa", "svarar på {0} påverkansmöjligheter", "takes part in {0} opportunities to influence")));

    public async Task MoveAsync(long from, long to, CancellationToken ct)
    {
        var both = await db.Set<OpeningAnswer>().Where(a => a.OrganisationId == from || a.OrganisationId == to).ToListAsync(ct);
        var there = both.Where(a => a.OrganisationId == to).Select(a => a.OpeningId).ToHashSet();
        foreach (var answer in both.Where(a => a.OrganisationId == from))
        {
            // Who both marked has one mark
            if (there.Add(answer.OpeningId)) db.Add(new OpeningAnswer { OpeningId = answer.OpeningId, OrganisationId = to, MarkedUtc = answer.MarkedUtc, MarkedBy = answer.MarkedBy });
            db.Remove(answer);
        }
        if (both.Exists(a => a.OrganisationId == from)) db.Changed("openings");
        await db.SaveChangesAsync(ct);
    }
}
