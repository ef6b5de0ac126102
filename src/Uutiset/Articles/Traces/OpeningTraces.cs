using Microsoft.EntityFrameworkCore;
using Uutiset.Accounts;
using Uutiset.Data;
using Uutiset.People.Traces;

namespace Uutiset.Articles.Traces;

/// <summary>Public places to influence that tell whom to ask.</summary>
internal sealed class OpeningTraces(NewsDb db) : IContactTraces
{
    public async Task<ContactTraces> FindAsync(Reached who, Actor by, CancellationToken ct)
    {
        var spelling = new ContactSpelling(who);
        var openings = await by.Own(db.Openings.AsNoTracking(), o => o.PublisherId).Where(o => o.IsPublic).OrderByDescending(o => o.Id)
            .Select(o => new { o.PublicId, o.Title, o.Lang, o.Description, o.DecidedBy, o.MaterialUrl, o.AnswerUrl }).ToListAsync(ct);
        return new([.. openings
            .Select(o => new ContactTrace("opening", $"/desk/openings/{o.PublicId}", o.Title, o.Lang, TracePlaces.None,
                spelling.PlacesIn(new[] { o.Title, o.Description, o.DecidedBy, o.MaterialUrl, o.AnswerUrl }.OfType<string>())))
            .Where(t => t.ByHand != TracePlaces.None)], false);
    }
}
