using System.Security.Claims;
using Microsoft.EntityFrameworkCore;
using Uutiset.Accounts;
using Uutiset.Accounts.Auditing;
using Uutiset.Data;
using Uutiset.Vocabulary;

namespace Uutiset.Articles;

internal enum MoveOutcome { Moved, Same, Missing, Forbidden, Outdated }

/// <summary>Moves or corrects a deadline for every article that tells it, from the desk and the API. An article that is published with a superseding day moves it in its own transaction.</summary>
internal sealed class MovingDeadlines(NewsDb db, ArticleRights rights, Audit audit, TimeProvider clock)
{
    public async Task<MoveOutcome> MoveAsync(Guid id, int expectedVersion, DraftDeadline to, ClaimsPrincipal user, CancellationToken ct)
    {
        if (await db.InForce().SingleOrDefaultAsync(d => d.PublicId == id, ct) is not { } deadline) return MoveOutcome.Missing;
        var actor = Actor.Of(user);
        if (!(await rights.MovableAsync(actor, [deadline.Id], ct)).Contains(deadline.Id)) return MoveOutcome.Forbidden;
        if (deadline.Version != expectedVersion) return MoveOutcome.Outdated;
        if (!await DeadlineMoves.MoveAsync(db, deadline, to, actor, clock.GetUtcNow().UtcDateTime, ct)) return MoveOutcome.Same;
        // A title or an opening that is put right is no move
        var isMove = db.Entry(deadline).Property(d => d.MovedUtc).IsModified;
        audit.Write(db, actor, isMove ? "deadline.moved" : "deadline.corrected", $"deadline:{id}", deadline.Title, AuditChanges.Of(db, deadline));
        try
        {
            await db.SaveChangesAsync(ct);
        }
        catch (DbUpdateConcurrencyException)
        {
            db.ChangeTracker.Clear();
            return MoveOutcome.Outdated;
        }
        return MoveOutcome.Moved;
    }
}
