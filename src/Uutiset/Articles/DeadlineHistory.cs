using System.Globalization;
using Microsoft.EntityFrameworkCore;
using Uutiset.Data;

namespace Uutiset.Articles;

/// <summary>The former states of deadlines: a chain of any length, read in one command for any number of deadlines.</summary>
internal static class DeadlineHistory
{
    /// <summary>Fills <see cref="Deadline.Supersedes"/> back to the first day that was ever announced.</summary>
    public static async Task WithHistoryAsync(this NewsDb db, IReadOnlyCollection<Deadline> deadlines, CancellationToken ct)
    {
        // Keys of our own, so that the text holds digits and commas only
        var ids = string.Join(',', deadlines.Where(d => d.SupersedesId is not null).Select(d => d.Id.ToString(CultureInfo.InvariantCulture)).DefaultIfEmpty("0"));
        var sql = $"""
            with recursive chain(id) as (
                select supersedes_id from deadline where id in ({ids}) and supersedes_id is not null
                union select d.supersedes_id from deadline d join chain c on d.id = c.id where d.supersedes_id is not null)
            select * from deadline where id in (select id from chain)
            """;
        var former = await db.Deadlines.FromSqlRaw(sql).AsNoTracking().ToDictionaryAsync(d => d.Id, ct);
        foreach (var deadline in former.Values.Concat(deadlines))
            if (deadline.SupersedesId is { } id && former.TryGetValue(id, out var before)) deadline.Supersedes = before;
    }

    /// <summary>What was told at a moment: the state that no later move had replaced yet.</summary>
    public static Deadline ToldAt(this Deadline deadline, DateTime momentUtc) =>
        deadline.Former.Prepend(deadline).FirstOrDefault(d => d.MovedUtc is null || d.MovedUtc <= momentUtc) ?? deadline;
}
