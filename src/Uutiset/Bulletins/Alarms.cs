using Microsoft.EntityFrameworkCore;
using Uutiset.Accounts;
using Uutiset.Accounts.Notices;
using Uutiset.Data;
using Uutiset.Mailing;

namespace Uutiset.Bulletins;

/// <summary>Tells those who may send, within minutes: a delivery is in doubt, a sending has stopped of itself, or no server takes anything of it.</summary>
internal sealed class Alarms(NewsDb db, TimeProvider clock)
{
    private static readonly TimeSpan LooksBack = TimeSpan.FromDays(7);

    /// <returns>How many notices were written.</returns>
    public async Task<int> TellAsync(CancellationToken ct)
    {
        var now = clock.GetUtcNow().UtcDateTime;
        var from = now - LooksBack;
        var watched = await db.Dispatches.AsNoTracking()
            .Where(d => d.State == DispatchState.Sending || d.State == DispatchState.Paused || d.FinishedUtc > from)
            .Join(db.Bulletins, d => d.BulletinId, b => b.Id, (d, b) => new
            {
                d.HeldUtc, d.FailingUtc, b.PublisherId, b.PublicId,
                Doubt = db.Deliveries.Where(x => x.DispatchId == d.Id && x.State == DeliveryState.InDoubt && x.LeftUtc == null).Max(x => x.SettledUtc),
                Text = db.Variants.Where(v => v.DispatchId == d.Id).OrderBy(v => v.Lang == "fi" ? 0 : 1).ThenBy(v => v.Id).Select(v => new { v.Subject, v.Lang }).FirstOrDefault(),
            })
            .Where(d => d.HeldUtc != null || d.FailingUtc != null || d.Doubt != null).ToListAsync(ct);
        if (watched.Count == 0) return 0;
        var senders = Enum.GetValues<Role>().Where(r => Permissions.Of(r).Contains(Permission.BulletinsSend)).ToList();
        var people = await db.Users.AsNoTracking().Where(u => !u.Disabled && senders.Contains(u.Role)).Select(u => new { u.Id, u.PublisherId }).ToListAsync(ct);
        var paths = watched.ConvertAll(d => PathOf(d.PublicId));
        var told = (await db.Notices.Where(n => paths.Contains(n.Path)).Select(n => new { n.UserId, n.Path, n.Kind, n.AtUtc }).ToListAsync(ct)).ToLookup(n => (n.UserId, n.Path, n.Kind), n => n.AtUtc);
        var count = 0;
        foreach (var dispatch in watched)
        {
            foreach (var (kind, since) in new[] { (NoticeKind.SendingStopped, dispatch.HeldUtc), (NoticeKind.SendingFailing, dispatch.FailingUtc), (NoticeKind.SendingInDoubt, dispatch.Doubt) })
            {
                foreach (var person in people.Where(p => since is not null && (p.PublisherId is null || p.PublisherId == dispatch.PublisherId)))
                {
                    if (told[(person.Id, PathOf(dispatch.PublicId), kind)].Any(at => at >= since)) continue;
                    db.Notices.Add(new Notice { UserId = person.Id, Kind = kind, AtUtc = now, Path = PathOf(dispatch.PublicId), Title = dispatch.Text?.Subject ?? "", Lang = dispatch.Text?.Lang });
                    count++;
                }
            }
        }
        await db.SaveChangesAsync(ct);
        return count;
    }

    private static string PathOf(Guid bulletin) => $"/desk/bulletins/{bulletin}/progress";
}
