using Microsoft.EntityFrameworkCore;
using Uutiset.Accounts;
using Uutiset.Data;

namespace Uutiset.Articles;

/// <summary>Moving a deadline keeps its id, so that every article tells the new day; the former state stays behind as a row that it supersedes.</summary>
internal static class DeadlineMoves
{
    /// <returns>False when nothing differs.</returns>
    public static async Task<bool> MoveAsync(NewsDb db, Deadline deadline, DraftDeadline to, Actor actor, DateTime nowUtc, CancellationToken ct)
    {
        if (to.Closes is null && to.Opens is null || IsSame(deadline, to)) return false;
        // From "in March" or "not known yet" to a day is a move as well: readers were told less before
        if (DeadlineDay.Of(deadline) != DeadlineDay.Of(to))
        {
            deadline.Supersedes = new Deadline
            {
                Title = deadline.Title,
                Opens = deadline.Opens,
                OpensPrecision = deadline.OpensPrecision,
                Closes = deadline.Closes,
                ClosesAt = deadline.ClosesAt,
                Precision = deadline.Precision,
                SourceUrl = deadline.SourceUrl,
                SupersedesId = deadline.SupersedesId,
                SavedUtc = deadline.SavedUtc,
                MovedUtc = deadline.MovedUtc,
                MovedBy = deadline.MovedBy,
            };
            (deadline.MovedUtc, deadline.MovedBy) = (nowUtc, actor.Name);
        }
        Fill(deadline, to, nowUtc);
        deadline.Version++;
        // A place to influence says its day in its own form and JSON: whoever changes it next has to have seen this one
        foreach (var opening in await db.Openings.Where(o => o.DeadlineId == deadline.Id).ToListAsync(ct)) opening.Version++;
        db.Changed("deadlines", FormattableString.Invariant($"deadline:{deadline.Id}"));
        return true;
    }

    public static void Fill(Deadline deadline, DraftDeadline from, DateTime nowUtc)
    {
        deadline.Title = from.Title ?? deadline.Title;
        deadline.Opens = from.Opens;
        deadline.OpensPrecision = from.OpensPrecision ?? DatePrecision.Day;
        deadline.Closes = from.Closes;
        deadline.ClosesAt = from.ClosesAt;
        deadline.Precision = PrecisionOf(from);
        deadline.SourceUrl = from.SourceUrl;
        deadline.SavedUtc = nowUtc;
    }

    private static DatePrecision PrecisionOf(DraftDeadline draft) => draft.Closes is null ? DatePrecision.Unknown : draft.Precision ?? DatePrecision.Day;

    private static bool IsSame(Deadline deadline, DraftDeadline to) =>
        DeadlineDay.Of(deadline) == DeadlineDay.Of(to) && deadline.Opens == to.Opens && deadline.OpensPrecision == (to.OpensPrecision ?? DatePrecision.Day)
        && deadline.Title == (to.Title ?? deadline.Title) && deadline.SourceUrl == to.SourceUrl;
}
