using System.Globalization;
using System.Security.Claims;
using Microsoft.EntityFrameworkCore;
using Uutiset.Accounts;
using Uutiset.Data;
using Uutiset.Desk;
using Uutiset.Mailing;
using Uutiset.Vocabulary;

namespace Uutiset.Bulletins.Desk;

internal static class BulletinSearch
{
    /// <summary>Bulletins in the desk's search: by the words of a subject, or by their number.</summary>
    public static async Task<IReadOnlyList<DeskFrontRow>> FindAsync(IServiceProvider services, ClaimsPrincipal user, string typed, CancellationToken ct)
    {
        var (db, text) = (services.GetRequiredService<NewsDb>(), services.GetRequiredService<DeskText>());
        var subjects = db.Set<BulletinText>().AsNoTracking();
        foreach (var word in WrittenWord.AllOf(typed))
            subjects = subjects.Where(t => t.Subject.Contains(word.Given) || t.Subject.Contains(word.Lower) || t.Subject.Contains(word.Capital));
        int? number = int.TryParse(typed, NumberStyles.None, CultureInfo.InvariantCulture, out var n) ? n : null;
        var found = await Actor.Of(user).Own(db.Bulletins.AsNoTracking(), b => b.PublisherId).Where(b => subjects.Any(t => t.BulletinId == b.Id) || number != null && b.Number == number)
            .OrderByDescending(b => b.Id).Take(DeskSearchKind.Taken)
            .Select(b => new
            {
                b.PublicId, b.CreatedById, b.Number, b.Stage, b.SavedUtc,
                Text = b.Texts.OrderBy(t => t.Lang == "fi" ? 0 : 1).ThenBy(t => t.Lang).Select(t => new { t.Subject, t.Lang }).FirstOrDefault(),
                State = db.Dispatches.Where(d => d.BulletinId == b.Id && d.Kind == DispatchKind.First).Select(d => (DispatchState?)d.State).FirstOrDefault(),
            }).ToListAsync(ct);
        return [.. found.Select(b => new DeskFrontRow(
            user.HrefOf(b.PublicId, b.CreatedById, isSent: b.State is not null), b.Text?.Subject is { Length: > 0 } subject ? subject : text["bulletins.untitled"],
            text["bulletins.state." + BulletinJson.StateOf(b.Stage, b.State)] + " · " + text.Date(b.SavedUtc), b.Text?.Lang))];
    }
}
