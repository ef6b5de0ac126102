using Microsoft.EntityFrameworkCore;
using Uutiset.Articles.Bulk;
using Uutiset.Data;
using Uutiset.Desk;
using Uutiset.Vocabulary;

namespace Uutiset.Articles.Desk;

/// <summary>Says in a sentence what a bulk change does: "Lisää asiasana Omaishoito".</summary>
internal sealed class BulkWords(NewsDb db, Terms terms, DeskText text)
{
    public const string Href = "/desk/articles/changes/";

    /// <summary>Two commands, whatever the number of changes.</summary>
    public async Task<IReadOnlyDictionary<long, string>> ForAsync(IReadOnlyCollection<BulkChange> changes, CancellationToken ct)
    {
        var index = await terms.IndexAsync(ct);
        var ids = changes.Where(c => c.Kind == BulkKind.HandOver).Select(Refiling.OwnerOf).Distinct().ToList();
        var owners = await db.Users.AsNoTracking().Where(u => ids.Contains(u.Id)).ToDictionaryAsync(u => u.Id, u => u.Name, ct);
        return changes.ToDictionary(c => c.Id, c => text["lists.does." + c.Kind, c.Kind switch
        {
            BulkKind.AddTags or BulkKind.RemoveTags => string.Join(", ", Refiling.Values(c.Value).Select(v => index.Find(v)?.Label.In(text.Lang) ?? v)),
            BulkKind.HandOver => owners.GetValueOrDefault(Refiling.OwnerOf(c), "–"),
            _ => Regions.Find(c.Value)?.Short.In(text.Lang) ?? text["lists.nationwide"],
        }]);
    }
}
