using System.Security.Claims;
using Microsoft.EntityFrameworkCore;
using Uutiset.Data;
using Uutiset.Desk;

namespace Uutiset.Vocabulary.Desk;

/// <summary>Words that imports brought along, among what needs a look.</summary>
internal static class ProposedTerms
{
    public static async Task<IReadOnlyList<DeskFrontRow>> ListAsync(IServiceProvider services, ClaimsPrincipal user, CancellationToken ct)
    {
        var (db, text) = (services.GetRequiredService<NewsDb>(), services.GetRequiredService<DeskText>());
        var rows = await db.Terms.AsNoTracking().Where(t => t.State == TermState.Proposed && t.MergedIntoId == null).OrderBy(t => t.Id).Take(DeskReviewList.Most)
            .Select(t => new { t.PublicId, t.LabelFi, t.Scheme }).ToListAsync(ct);
        return [.. rows.Select(t => new DeskFrontRow($"/desk/terms/{t.PublicId}", t.LabelFi, text["terms.scheme." + t.Scheme]))];
    }
}
