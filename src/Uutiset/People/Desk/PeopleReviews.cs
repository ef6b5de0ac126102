using System.Security.Claims;
using Microsoft.EntityFrameworkCore;
using Uutiset.Data;
using Uutiset.Desk;
using Uutiset.Vocabulary;

namespace Uutiset.People.Desk;

/// <summary>Projects to look at again, and people whose contact details end soon: those that are theirs to keep.</summary>
internal static class PeopleReviews
{
    private const int DaysAhead = 30;

    public static async Task<IReadOnlyList<DeskFrontRow>> ProjectsAsync(IServiceProvider services, ClaimsPrincipal user, CancellationToken ct)
    {
        var (db, text, today) = Of(services);
        var soon = today.AddDays(DaysAhead);
        // One that ends soon will want a banner and somebody who goes on; one that has ended is looked at when it was promised
        var due = await db.Projects.AsNoTracking().Editable(db, user).Where(p => p.ReviewBy <= soon || p.EndsOn >= today && p.EndsOn <= soon && p.SuccessorId == null)
            .OrderBy(p => p.ReviewBy ?? p.EndsOn).ThenBy(p => p.Id).Take(DeskReviewList.Most).Select(p => new { p.PublicId, p.Name, p.ReviewBy, p.EndsOn }).ToListAsync(ct);
        return [.. due.Select(p => new DeskFrontRow($"/desk/projects/{p.PublicId}", p.Name,
            p.ReviewBy is { } by && by <= soon ? text["reviews.by", Dates.Day(by, text.Lang)] : text["reviews.ends", Dates.Day(p.EndsOn!.Value, text.Lang)]))];
    }

    public static async Task<IReadOnlyList<DeskFrontRow>> PeopleAsync(IServiceProvider services, ClaimsPrincipal user, CancellationToken ct)
    {
        var (db, text, today) = Of(services);
        var soon = today.AddDays(DaysAhead);
        var due = await db.People.AsNoTracking().Editable(db, user).Where(p => p.ContactUntil >= today && p.ContactUntil <= soon)
            .OrderBy(p => p.ContactUntil).ThenBy(p => p.Id).Take(DeskReviewList.Most).Select(p => new { p.PublicId, p.Name, p.ContactUntil }).ToListAsync(ct);
        return [.. due.Select(p => new DeskFrontRow($"/desk/people/{p.PublicId}", p.Name, text["reviews.contact", Dates.Day(p.ContactUntil!.Value, text.Lang)]))];
    }

    private static (NewsDb Db, DeskText Text, DateOnly Today) Of(IServiceProvider services) =>
        (services.GetRequiredService<NewsDb>(), services.GetRequiredService<DeskText>(), services.GetRequiredService<TimeProvider>().Today());
}
