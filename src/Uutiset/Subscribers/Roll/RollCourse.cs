using System.Linq.Expressions;
using Microsoft.EntityFrameworkCore;
using Uutiset.Accounts;
using Uutiset.Data;
using Uutiset.People;
using Uutiset.Vocabulary;

namespace Uutiset.Subscribers.Roll;

/// <summary>
/// How the number of subscribing organisations has gone, read from when their subscriptions began and ended. An organisation counts while at
/// least one of its subscriptions is open, so two that overlap, or that follow each other at once, are one time of subscribing.
/// Seats are not told: a seat goes with its row when somebody is erased, and months that are over would change.
/// </summary>
internal sealed class RollCourse(NewsDb db, TimeProvider clock)
{
    private const int Longest = 24;

    /// <summary>A moment at which an organisation began or ceased to subscribe. Set by its properties, so that a query can go on asking of it.</summary>
    private sealed record Turn
    {
        public long Organisation { get; init; }
        public DateTime At { get; init; }
        public string? Key { get; init; }
    }

    private sealed record Dated
    {
        public string? Key { get; init; }
        public int Month { get; init; }
    }

    private sealed record Place
    {
        public long Organisation { get; init; }
        public string Code { get; init; } = "";
    }

    private sealed record Tally(string? Key, int Month, int Count);

    /// <summary>In four commands, which count in the database.</summary>
    /// <returns>Null when none has ever subscribed.</returns>
    public async Task<Course?> OfAsync(Actor actor, long? publisher, CancellationToken ct)
    {
        var today = clock.Today();
        var months = Enumerable.Range(1 - Longest, Longest).Select(new DateOnly(today.Year, today.Month, 1).AddMonths).ToList();
        var inMonth = InMonth([.. months.Select(m => Dates.ToUtc(m, TimeOnly.MinValue))]);
        var own = db.OfOrganisations(actor, publisher);
        var (began, ended, places) = (Beginnings(own), Ends(own), Places(own));
        var types = Turns(await CountAsync(began, inMonth, ct), await CountAsync(ended, inMonth, ct));
        var regions = Turns(await CountAsync(In(places, began), inMonth, ct), await CountAsync(In(places, ended), inMonth, ct));
        // Everybody is of one type
        var all = (Began: new int[Longest + 1], Ended: new int[Longest + 1]);
        foreach (var (_, turns) in types)
        {
            for (var i = 0; i <= Longest; i++)
            {
                all.Began[i] += turns.Began[i];
                all.Ended[i] += turns.Ended[i];
            }
        }
        var first = Array.FindIndex(all.Began, n => n > 0);
        if (first < 0) return null;
        var skipped = Math.Max(first - 1, 0);
        return new Course(months[skipped..], CourseLine.Of(null, all, skipped), Lines(types, skipped), Lines(regions, skipped));
    }

    private static List<CourseLine> Lines(List<(string? Key, (int[], int[]) Turns)> all, int skipped) =>
        [.. all.Select(l => CourseLine.Of(l.Key, l.Turns, skipped)).Where(l => !l.IsEmpty)];

    private static IQueryable<Turn> Beginnings(IQueryable<Subscription> own) =>
        own.Where(s => !own.Any(x => x.OrganisationId == s.OrganisationId && (x.CreatedUtc < s.CreatedUtc || x.CreatedUtc == s.CreatedUtc && x.Id < s.Id) && (x.EndedUtc == null || x.EndedUtc >= s.CreatedUtc)))
            .Select(s => new Turn { Organisation = s.OrganisationId!.Value, At = s.CreatedUtc, Key = s.Organisation!.Type });

    private static IQueryable<Turn> Ends(IQueryable<Subscription> own) =>
        own.Where(s => s.EndedUtc != null && !own.Any(x => x.OrganisationId == s.OrganisationId && x.CreatedUtc <= s.EndedUtc && (x.EndedUtc == null || x.EndedUtc > s.EndedUtc || x.EndedUtc == s.EndedUtc && x.Id > s.Id)))
            .Select(s => new Turn { Organisation = s.OrganisationId!.Value, At = s.EndedUtc!.Value, Key = s.Organisation!.Type });

    /// <summary>Where organisations work, and what they have asked to hear of, as the list of them tells.</summary>
    private IQueryable<Place> Places(IQueryable<Subscription> own) =>
        db.Set<OrganisationRegion>().AsNoTracking().Select(r => new Place { Organisation = r.OrganisationId, Code = r.RegionCode })
            .Union(own.SelectMany(s => s.Regions, (s, r) => new Place { Organisation = s.OrganisationId!.Value, Code = r.RegionCode }));

    private static IQueryable<Turn> In(IQueryable<Place> places, IQueryable<Turn> turns) =>
        from t in turns
        join p in places on t.Organisation equals p.Organisation into found
        from p in found.DefaultIfEmpty()
        select new Turn { Organisation = t.Organisation, At = t.At, Key = p!.Code };

    private static Task<List<Tally>> CountAsync(IQueryable<Turn> turns, Expression<Func<Turn, Dated>> inMonth, CancellationToken ct) =>
        turns.Select(inMonth).GroupBy(d => new { d.Key, d.Month }).Select(g => new Tally(g.Key.Key, g.Key.Month, g.Count())).ToListAsync(ct);

    /// <summary>
    /// The number of the month that a moment is in, 0 before the first: neither engine's own months are those of Finland, so their first
    /// moments are written out.
    /// </summary>
    private static Expression<Func<Turn, Dated>> InMonth(IReadOnlyList<DateTime> firsts)
    {
        var turn = Expression.Parameter(typeof(Turn));
        var at = Expression.Property(turn, nameof(Turn.At));
        return Expression.Lambda<Func<Turn, Dated>>(
            Expression.MemberInit(Expression.New(typeof(Dated)),
                Expression.Bind(typeof(Dated).GetProperty(nameof(Dated.Key))!, Expression.Property(turn, nameof(Turn.Key))),
                Expression.Bind(typeof(Dated).GetProperty(nameof(Dated.Month))!, Among(0, firsts.Count))),
            turn);

        // Halving: five comparisons for each moment instead of up to 24
        Expression Among(int from, int to) => from == to ? Expression.Constant(from)
            : Expression.Condition(Expression.LessThan(at, Expression.Constant(firsts[(from + to) / 2])), Among(from, (from + to) / 2), Among((from + to) / 2 + 1, to));
    }

    private static List<(string? Key, (int[] Began, int[] Ended) Turns)> Turns(List<Tally> began, List<Tally> ended)
    {
        // Who has ended has begun; but an organisation that comes or goes between two commands must not fail the page
        return [.. began.Concat(ended).Select(t => t.Key).Distinct().Select(key => (key, (PerMonth(began, key), PerMonth(ended, key))))];

        static int[] PerMonth(List<Tally> all, string? key)
        {
            var counts = new int[Longest + 1];
            foreach (var tally in all.Where(t => t.Key == key)) counts[tally.Month] = tally.Count;
            return counts;
        }
    }
}
