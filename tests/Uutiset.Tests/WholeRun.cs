using System.Collections.Concurrent;
using Uutiset.Tests;

[assembly: AssemblyFixture(typeof(WholeRun))]

namespace Uutiset.Tests;

/// <summary>What all tests of a run share, and what is put away behind them while the run is still on: a process that has ended its tests is given ten seconds to leave.</summary>
public sealed class WholeRun : IDisposable
{
    private static readonly ConcurrentStack<Action> Left = [];

    /// <summary>What was started last is put away first.</summary>
    internal static void AtEnd(Action putAway) => Left.Push(putAway);

    public void Dispose()
    {
        var faults = new List<Exception>();
        while (Left.TryPop(out var putAway))
        {
            try
            {
                putAway();
            }
            // A folder that cannot be deleted is no reason to leave a database server running
            catch (Exception e) when (e is IOException or UnauthorizedAccessException or InvalidOperationException)
            {
                faults.Add(e);
            }
        }
        if (faults.Count > 0) throw new AggregateException(faults);
    }
}
