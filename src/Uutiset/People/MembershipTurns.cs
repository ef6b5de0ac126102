using Microsoft.EntityFrameworkCore;
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
