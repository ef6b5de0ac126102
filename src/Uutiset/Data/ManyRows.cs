using System.Data.Common;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.ChangeTracking;
using Microsoft.EntityFrameworkCore.Diagnostics;
using Microsoft.EntityFrameworkCore.Metadata;

namespace Uutiset.Data;

/// <summary>Rows of one table that are not there yet.</summary>
/// <param name="Rows">Values as the driver takes them, in the order of the columns.</param>
internal sealed record NewRows(string Table, IReadOnlyList<NewRows.Column> Columns, IEnumerable<object?[]> Rows)
{
    public sealed record Column(string Name, string StoreType);

    public string Named => $"\"{Table}\" ({string.Join(", ", Columns.Select(c => $"\"{c.Name}\""))})";
}

/// <summary>
/// Writes the new rows of <see cref="NewsDb.SaveManyAsync"/>, a table at a time. EF makes a statement anew for each row: of a list of
/// 100,000 contacts that was two thirds of the time. It comes after all other interceptors, which see the rows as those of any save.
/// </summary>
internal sealed class ManyRows(IDatabaseEngine engine) : SaveChangesInterceptor
{
    public override async ValueTask<InterceptionResult<int>> SavingChangesAsync(DbContextEventData eventData, InterceptionResult<int> result, CancellationToken cancellationToken = default)
    {
        if (eventData.Context is NewsDb { SavesMany: true } db) await WriteAsync(db, cancellationToken);
        return result;
    }

    private async Task WriteAsync(NewsDb db, CancellationToken ct)
    {
        var added = db.ChangeTracker.Entries().Where(e => e.State == EntityState.Added).GroupBy(e => e.Metadata).ToDictionary(g => g.Key, g => g.ToList());
        try
        {
            foreach (var type in InOrder([.. added.Keys]))
            {
                await NumberAsync(db, type, added[type], ct);
                var properties = type.GetProperties().ToList();
                var columns = properties.ConvertAll(p => new NewRows.Column(p.GetColumnName(), p.GetRelationalTypeMapping().StoreTypeNameBase));
                await engine.InsertAsync(db, new NewRows(type.GetTableName()!, columns, added[type].Select(e => ValuesOf(e, properties))), ct);
                // EF has nothing left to do for them
                foreach (var entry in added[type]) entry.State = EntityState.Unchanged;
            }
        }
        catch (DbException e)
        {
            throw new DbUpdateException("New rows could not be written", e);
        }
    }

    // What others refer to comes first: SQLite compares with each row
    private static IEnumerable<IEntityType> InOrder(List<IEntityType> types)
    {
        while (types.Count > 0)
        {
            var next = types.Find(t => !t.GetForeignKeys().Any(f => f.PrincipalEntityType != t && types.Contains(f.PrincipalEntityType)))
                ?? throw new InvalidOperationException($"Tables refer to each other: {string.Join(", ", types.Select(t => t.GetTableName()))}");
            types.Remove(next);
            yield return next;
        }
    }

    /// <summary>Numbers that the database would give. EF hands them on to the rows that refer to these.</summary>
    private async Task NumberAsync(NewsDb db, IEntityType type, List<EntityEntry> entries, CancellationToken ct)
    {
        if (type.FindPrimaryKey()!.Properties is not [{ ValueGenerated: ValueGenerated.OnAdd } key]) return;
        var waiting = entries.Select(e => e.Property(key)).Where(p => p.IsTemporary).ToList();
        if (waiting.Count == 0) return;
        foreach (var (property, number) in waiting.Zip(await engine.NumbersAsync(db, type.GetTableName()!, waiting.Count, ct)))
        {
            property.CurrentValue = number;
            property.IsTemporary = false;
        }
    }

    private static object?[] ValuesOf(EntityEntry entry, List<IProperty> properties)
    {
        var current = entry.CurrentValues;
        var values = new object?[properties.Count];
        for (var i = 0; i < values.Length; i++)
        {
            var value = current[properties[i]];
            values[i] = value is not null && properties[i].GetTypeMapping().Converter is { } converter ? converter.ConvertToProvider(value) : value;
        }
        return values;
    }
}
