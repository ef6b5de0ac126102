using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Options;
using Uutiset.Data;
using Uutiset.Vocabulary;

namespace Uutiset.People;

/// <summary>A membership that begins or ends today changes what stands beside the person's name, with nobody saving anything.</summary>
internal sealed class MembershipTurns(NewsDb db, TimeProvider clock)
{
    /// <summary>A node that slept over some days catches up; settling twice changes nothing.</summary>
    private const int DaysBack = 60;

    /// <returns>How many persons were changed.</returns>
    public async Task<int> TurnAsync(CancellationToken ct)
    {
        var today = clock.Today();
        var since = today.AddDays(-DaysBack);
        var people = await db.People.Include(p => p.Memberships).AsSplitQuery()
            .Where(p => p.Memberships.Any(m => m.FromOn >= since && m.FromOn <= today || m.UntilOn >= since && m.UntilOn < today)).ToListAsync(ct);
        foreach (var person in people)
        {
            Persons.Settle(person, today);
            if (db.Entry(person).State == EntityState.Modified) Persons.Touch(db, person);
        }
        var changed = people.Count(p => db.Entry(p).State == EntityState.Modified);
        await db.SaveChangesAsync(ct);
        return changed;
    }
}

internal sealed partial class MembershipTurner(IServiceScopeFactory scopes, IOptions<NodeOptions> node, ILogger<MembershipTurner> log) : BackgroundService
{
    private static readonly TimeSpan Interval = TimeSpan.FromMinutes(30);

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        if (!node.Value.Sends) return;
        using var timer = new PeriodicTimer(Interval);
        while (await timer.WaitForNextTickAsync(stoppingToken))
        {
            try
            {
                await using var scope = scopes.CreateAsyncScope();
                await scope.ServiceProvider.GetRequiredService<MembershipTurns>().TurnAsync(stoppingToken);
            }
            // Another node, or an editor, saved the same person in this moment: the next turn finds what is left
            catch (DbUpdateConcurrencyException)
            {
            }
            catch (Exception e) when (e is not OperationCanceledException)
            {
                Failed(log, e);
            }
        }
    }

    [LoggerMessage(Level = LogLevel.Error, Message = "Memberships that begin or end could not be settled")]
    private static partial void Failed(ILogger log, Exception e);
}
