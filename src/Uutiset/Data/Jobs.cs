using Microsoft.EntityFrameworkCore;

namespace Uutiset.Data;

internal static class Jobs
{
    /// <summary>Of several nodes, the one that moves the due time does the work.</summary>
    /// <returns>Whether it is this node's turn; the next one is after the interval.</returns>
    public static async Task<bool> TakeTurnAsync(this NewsDb db, string name, DateTime nowUtc, TimeSpan interval, CancellationToken ct)
    {
        var next = nowUtc + interval;
        return await db.Database.ExecuteSqlAsync(
            $"insert into job (name, due_utc) values ({name}, {next}) on conflict (name) do update set due_utc = excluded.due_utc where job.due_utc <= {nowUtc}", ct) == 1;
    }

    /// <summary>The node that took the turn could not do the work: it is due again.</summary>
    public static Task HandBackTurnAsync(this NewsDb db, string name, DateTime nowUtc, CancellationToken ct) =>
        db.Jobs.Where(j => j.Name == name && j.DueUtc > nowUtc).ExecuteUpdateAsync(job => job.SetProperty(j => j.DueUtc, nowUtc), ct);
}
