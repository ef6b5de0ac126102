using Microsoft.EntityFrameworkCore;
using Uutiset.Data;
using Uutiset.People;
using Uutiset.People.Traces;

namespace Uutiset.Articles.Traces;

/// <summary>A former text is kept as it was, but readers are not told how to reach those who have left since.</summary>
internal static class FormerContacts
{
    /// <returns>The same draft when it tells of nobody who has left.</returns>
    public static async Task<ArticleDraft> WithoutFormerContactsAsync(this NewsDb db, ArticleDraft draft, DateOnly today, CancellationToken ct)
    {
        var gone = await db.People.AsNoTracking().Former(today).Where(p => p.Phone != null || p.Email != null).OrderBy(p => p.Id)
            .Select(p => new Reached(p.Name, p.Phone, p.Email, p.Organisation!.Phone, p.Organisation.Email)).ToListAsync(ct);
        var text = TracedText.Whole(draft);
        var digits = ContactSpelling.DigitsOf(text);
        var without = gone.Where(who => ContactSpelling.MayReach(who, text, digits)).Aggregate(draft, TracedText.Without);
        return without.ToJson() == draft.ToJson() ? draft : without;
    }
}
