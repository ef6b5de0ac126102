using System.Diagnostics;

namespace Uutiset.Subscribers;

/// <summary>Work for a known address takes longer than for an unknown one, or shorter. Every answer leaves this long after the question, so that a clock learns nothing (S40).</summary>
internal static class SameForAll
{
    private static readonly TimeSpan Time = TimeSpan.FromMilliseconds(400);

    /// <param name="arrived"><see cref="Stopwatch.GetTimestamp"/> when the question came.</param>
    public static Task WaitAsync(long arrived, CancellationToken ct) =>
        Time - Stopwatch.GetElapsedTime(arrived) is { Ticks: > 0 } left ? Task.Delay(left, ct) : Task.CompletedTask;
}
