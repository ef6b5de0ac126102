using Microsoft.EntityFrameworkCore;
using Uutiset.Data;

namespace Uutiset.Vocabulary;

/// <summary>The end of an address that nobody else has: the one wanted, or the next number after it.</summary>
internal static class FreeSlugs
{
    private const int Tries = 5;

    /// <param name="slugs">All that are given.</param>
    /// <param name="alsoTaken">Given in this moment, but not saved yet.</param>
    public static async Task<string> FreeAsync(this IQueryable<string> slugs, string wanted, IEnumerable<string> alsoTaken, CancellationToken ct)
    {
        var taken = (await slugs.Where(s => s.StartsWith(wanted)).ToListAsync(ct)).Concat(alsoTaken).ToHashSet();
        var free = wanted;
        for (var n = 2; taken.Contains(free); n++) free = FormattableString.Invariant($"{wanted}-{n}");
        return free;
    }

    /// <summary>Gives a new row a free slug and saves it with all that the context holds; when somebody takes that slug in the same moment, the next one.</summary>
    public static async Task SaveWithSlugAsync(this NewsDb db, IQueryable<string> slugs, string wanted, Action<string> give, CancellationToken ct)
    {
        for (var attempt = 1; ; attempt++)
        {
            var slug = await slugs.FreeAsync(wanted, [], ct);
            give(slug);
            try
            {
                await db.SaveChangesAsync(ct);
                return;
            }
            catch (DbUpdateException)
            {
                // Any other refusal of the database would come back
                if (attempt == Tries || !await slugs.ContainsAsync(slug, ct)) throw;
            }
        }
    }
}
