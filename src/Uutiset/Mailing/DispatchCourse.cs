using Microsoft.EntityFrameworkCore;
using Uutiset.Data;

namespace Uutiset.Mailing;

/// <summary>How many of a dispatch the servers took in each step of time, from the first to the last of them.</summary>
internal sealed record DispatchCourse(TimeSpan Step, DateTime FromUtc, IReadOnlyList<int> Accepted)
{
    private const int MostSteps = 60;

    private static readonly TimeSpan[] Steps =
    [
        .. new[] { 1, 2, 5, 10, 15, 30 }.Select(m => TimeSpan.FromMinutes(m)), .. new[] { 1, 2, 3, 6, 12 }.Select(h => TimeSpan.FromHours(h)), TimeSpan.FromDays(1),
    ];

    public DateTime BeginOf(int step) => FromUtc + step * Step;

    public static DateTime MinuteOf(DateTime utc) => new(utc.Ticks - utc.Ticks % TimeSpan.TicksPerMinute, DateTimeKind.Utc);

    /// <summary>As counted minute by minute while it was sent: it costs the same for ten recipients and for a million.</summary>
    /// <returns>Null: none was taken yet.</returns>
    public static async Task<DispatchCourse?> ReadAsync(NewsDb db, long dispatch, CancellationToken ct)
    {
        var minutes = await db.Database.SqlQuery<Minute>($"""
            select minute_utc as "AtUtc", cast(sum(count) as integer) as "Count" from dispatch_course where dispatch_id = {dispatch} group by minute_utc order by minute_utc
            """).ToListAsync(ct);
        if (minutes.Count == 0) return null;
        var from = DateTime.SpecifyKind(minutes[0].AtUtc, DateTimeKind.Utc);
        var took = minutes[^1].AtUtc - minutes[0].AtUtc;
        var step = Array.Find(Steps, s => took < MostSteps * s);
        if (step == default) step = TimeSpan.FromDays(Math.Ceiling((took.TotalDays + 1) / MostSteps));
        var accepted = new int[(int)(took / step) + 1];
        foreach (var minute in minutes) accepted[(int)((minute.AtUtc - minutes[0].AtUtc) / step)] += minute.Count;
        return new DispatchCourse(step, from, accepted);
    }

    private sealed record Minute(DateTime AtUtc, int Count);
}
