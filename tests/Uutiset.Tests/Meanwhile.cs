using System.Data.Common;
using Microsoft.EntityFrameworkCore.Diagnostics;

namespace Uutiset.Tests;

/// <summary>The worst moment: just before the site's next command that has these words somebody else acts, or the database fails.</summary>
internal sealed class Meanwhile : DbCommandInterceptor
{
    // A deed that has to wait until the command's transaction ends would wait for ever if the command waited for the deed
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(2);
    private static readonly TimeSpan Longest = TimeSpan.FromMinutes(2);
    private Armed? armed;

    private sealed record Armed(string Words, Func<Task> Deed, TaskCompletionSource Done);

    /// <param name="words">Of the command, without quotes.</param>
    /// <returns>Ends with the deed, and fails when no such command came.</returns>
    public Task Before(string words, Func<Task> deed)
    {
        var next = new Armed(words, deed, new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously));
        armed = next;
        return next.Done.Task.WaitAsync(Longest);
    }

    /// <summary>The next such command fails, as with a full disk.</summary>
    public void Refuse(string words) => armed = new Armed(words, () => throw new InvalidOperationException("Refused by a test"), new TaskCompletionSource());

    public override async ValueTask<InterceptionResult<DbDataReader>> ReaderExecutingAsync(DbCommand command, CommandEventData eventData, InterceptionResult<DbDataReader> result, CancellationToken cancellationToken = default)
    {
        await ActAsync(command);
        return result;
    }

    public override async ValueTask<InterceptionResult<int>> NonQueryExecutingAsync(DbCommand command, CommandEventData eventData, InterceptionResult<int> result, CancellationToken cancellationToken = default)
    {
        await ActAsync(command);
        return result;
    }

    public override async ValueTask<InterceptionResult<object>> ScalarExecutingAsync(DbCommand command, CommandEventData eventData, InterceptionResult<object> result, CancellationToken cancellationToken = default)
    {
        await ActAsync(command);
        return result;
    }

    private async Task ActAsync(DbCommand command)
    {
        if (armed is not { } now || !command.CommandText.Replace("\"", "", StringComparison.Ordinal).Contains(now.Words, StringComparison.OrdinalIgnoreCase)) return;
        if (Interlocked.CompareExchange(ref armed, null, now) != now) return;
#pragma warning disable RS0030 // On a thread of its own: who waits for SQLite's lock blocks it
        var deed = Task.Run(() => RunAsync(now));
#pragma warning restore RS0030
        if (await Task.WhenAny(deed, Task.Delay(Patience)) == deed) await deed;
    }

    private static async Task RunAsync(Armed now)
    {
        try
        {
            await now.Deed();
            now.Done.TrySetResult();
        }
        catch (Exception e)
        {
            now.Done.TrySetException(e);
            throw;
        }
    }
}
