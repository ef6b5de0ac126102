using System.Text.Json;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Storage.ValueConversion;

namespace Uutiset.Data;

/// <summary>snake_case names and enums as words, so that one raw SQL text reads the same on both engines and in a shell.</summary>
internal static class PlainNames
{
    public static void UsePlainNames(this ModelBuilder builder)
    {
        foreach (var entity in builder.Model.GetEntityTypes().Where(e => !e.IsMappedToJson()))
        {
            // A DbSet's plural is for C#; a table is one noun. Names given in lower case were given on purpose.
            if (entity.GetTableName() is { } table && !char.IsLower(table[0])) entity.SetTableName(Snake(entity.ClrType.Name));
            foreach (var property in entity.GetProperties())
            {
                if (!char.IsLower(property.GetColumnName()[0])) property.SetColumnName(Snake(property.Name));
                var type = Nullable.GetUnderlyingType(property.ClrType) ?? property.ClrType;
                if (type.IsEnum) property.SetValueConverter((ValueConverter)Activator.CreateInstance(typeof(EnumWord<>).MakeGenericType(type))!);
            }
            foreach (var key in entity.GetKeys())
                key.SetName(key.IsPrimaryKey() ? "pk_" + entity.GetTableName() : $"ak_{entity.GetTableName()}_{string.Join('_', key.Properties.Select(p => Snake(p.Name)))}");
            foreach (var index in entity.GetIndexes())
                index.SetDatabaseName($"ix_{entity.GetTableName()}_{string.Join('_', index.Properties.Select(p => Snake(p.Name)))}");
            foreach (var foreignKey in entity.GetForeignKeys())
                foreignKey.SetConstraintName($"fk_{entity.GetTableName()}_{string.Join('_', foreignKey.Properties.Select(p => Snake(p.Name)))}");
        }
    }

    private static string Snake(string name) => JsonNamingPolicy.SnakeCaseLower.ConvertName(name);
}

/// <summary>SQLite returns Kind Unspecified and Npgsql refuses anything but UTC: every stored instant is UTC, to the millisecond.</summary>
internal sealed class UtcInstant() : ValueConverter<DateTime, DateTime>(
    v => new DateTime(v.Ticks - v.Ticks % TimeSpan.TicksPerMillisecond, DateTimeKind.Utc),
    v => DateTime.SpecifyKind(v, DateTimeKind.Utc));

internal sealed class GuidText() : ValueConverter<Guid, string>(v => v.ToString("D"), v => Guid.Parse(v));

internal sealed class EnumWord<T>() : ValueConverter<T, string>(v => Of(v), v => Enum.Parse<T>(v, true)) where T : struct, Enum
{
    public static string Of(T value) => JsonNamingPolicy.CamelCase.ConvertName(value.ToString());
}
