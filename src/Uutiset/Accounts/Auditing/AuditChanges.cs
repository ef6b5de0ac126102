using System.Globalization;
using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Nodes;
using System.Text.Unicode;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.ChangeTracking;
using Microsoft.EntityFrameworkCore.Metadata;
using Uutiset.Data;

namespace Uutiset.Accounts.Auditing;

/// <param name="Field">camelCase, as the API calls it; <c>audit.field.X</c> among the desk's texts where there is one.</param>
internal sealed record AuditChange(string Field, string? Before, string? After)
{
    private static readonly JsonSerializerOptions Json = new(JsonSerializerDefaults.Web) { Encoder = JavaScriptEncoder.Create(UnicodeRanges.All) };

    public static string ToJson(IReadOnlyList<AuditChange> changes) => JsonSerializer.Serialize(changes, Json);

    public static IReadOnlyList<AuditChange> FromJson(string? json) => json is null ? [] : JsonSerializer.Deserialize<AuditChange[]>(json, Json)!;
}

/// <summary>Before and after of what is about to be saved.</summary>
internal static class AuditChanges
{
    private const int Longest = 400;
    private const int Around = 60;

    // Said by the event itself, of no use to a reader, or no business of a log: hashes and tickets are secrets
    private static readonly HashSet<string> Unsaid =
    [
        "Id", "PublicId", "Position", "Version", "SavedUtc", "SavedBy", "UpdatedUtc", "CreatedUtc", "CreatedBy", "MarkedUtc", "MarkedBy",
        "PasswordHash", "SecurityStamp", "ConcurrencyStamp", "NormalizedEmail", "NormalizedUserName", "Hash", "KeyHash", "Ticket", "Value", "TokenVersion", "AddressKey",
        // Follows from the memberships, which are said
        "MembersUntil",
    ];

    /// <summary>What changes in a tracked entity and in the rows that belong to it. References are written as "organisation:3", so that a log tells no name that is forgotten elsewhere.</summary>
    public static IReadOnlyList<AuditChange> Of(NewsDb db, object entity)
    {
        db.ChangeTracker.DetectChanges();
        var entry = db.Entry(entity);
        var changes = entry.State switch
        {
            EntityState.Added => entry.Properties.Where(p => IsSaid(p.Metadata) && !IsEmpty(p.CurrentValue)).Select(p => Make(p.Metadata, null, p.CurrentValue)),
            EntityState.Deleted => entry.Properties.Where(p => IsSaid(p.Metadata) && !IsEmpty(p.OriginalValue)).Select(p => Make(p.Metadata, p.OriginalValue, null)),
            _ => entry.Properties.Where(p => p.IsModified && IsSaid(p.Metadata) && !Equals(p.OriginalValue, p.CurrentValue)).Select(p => Make(p.Metadata, p.OriginalValue, p.CurrentValue)),
        };
        return [.. changes, .. entry.Collections.Select(c => Rows(db, entry, c)).OfType<AuditChange>()];
    }

    /// <summary>The fields in which two drafts differ.</summary>
    public static IReadOnlyList<AuditChange> Between<T>(T? before, T after) where T : class
    {
        var (old, now) = (Fields(before), Fields(after));
        return [.. now.Select(f => f.Key).Union(old.Select(f => f.Key)).Select(field => Cut(field, Text(old[field]), Text(now[field]))).OfType<AuditChange>()];
    }

    /// <returns>Null when nothing differs.</returns>
    public static AuditChange? Cut(string field, string? before, string? after)
    {
        if ((before ?? "") == (after ?? "")) return null;
        var same = 0;
        // Of two long texts the place where they begin to differ is shown, not their equal beginnings
        if (before?.Length > Longest || after?.Length > Longest)
            while (same < before?.Length && same < after?.Length && before[same] == after[same]) same++;
        var from = Math.Max(0, same - Around);
        return new AuditChange(field, Window(before, from), Window(after, from));
    }

    private static string? Window(string? text, int from)
    {
        if (string.IsNullOrEmpty(text)) return null;
        var rest = from < text.Length ? text[from..] : "";
        return Audit.OneLine((from > 0 ? "…" : "") + (rest.Length > Longest ? rest[..Longest] + "…" : rest), Longest + 2);
    }

    private static bool IsSaid(IProperty property) => !property.IsPrimaryKey() && !Unsaid.Contains(property.Name);

    private static bool IsEmpty(object? value) => value is null or "" or false;

    private static AuditChange Make(IProperty property, object? before, object? after) =>
        Cut(JsonNamingPolicy.CamelCase.ConvertName(property.Name), Text(property, before), Text(property, after)) ?? new AuditChange(JsonNamingPolicy.CamelCase.ConvertName(property.Name), null, null);

    private static string? Text(IProperty property, object? value) => value switch
    {
        null => null,
        string text => text,
        bool yes => yes ? "true" : "false",
        DateTime at => at.ToString("yyyy-MM-dd HH:mm 'UTC'", CultureInfo.InvariantCulture),
        DateOnly day => day.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture),
        TimeOnly time => time.ToString("HH:mm", CultureInfo.InvariantCulture),
        Enum word => JsonNamingPolicy.CamelCase.ConvertName(word.ToString()),
        long id when property.GetContainingForeignKeys().FirstOrDefault() is { } key => FormattableString.Invariant($"{key.PrincipalEntityType.GetTableName()}:{id}"),
        IFormattable number => number.ToString(null, CultureInfo.InvariantCulture),
        _ => JsonSerializer.Serialize(value),
    };

    /// <summary>Rows that came and went under a collection, each as one line: "organisation:3, puheenjohtaja, 2024-01-01".</summary>
    private static AuditChange? Rows(NewsDb db, EntityEntry parent, CollectionEntry collection)
    {
        if (collection.Metadata is not INavigation { ForeignKey: var key }) return null;
        var name = JsonNamingPolicy.CamelCase.ConvertName(collection.Metadata.Name);
        var rows = db.ChangeTracker.Entries().Where(e => e.Metadata == collection.Metadata.TargetEntityType && e.State is EntityState.Added or EntityState.Modified or EntityState.Deleted)
            .Where(e => e.Metadata == collection.Metadata.TargetEntityType && BelongsTo(parent, e, key)).ToList();
        var gone = rows.Where(e => e.State != EntityState.Added).Select(e => Line(e, key, original: true));
        var come = rows.Where(e => e.State != EntityState.Deleted).Select(e => Line(e, key, original: false));
        var (before, after) = (gone.Order(StringComparer.Ordinal).ToList(), come.Order(StringComparer.Ordinal).ToList());
        // A row that was written anew as it was is no change
        return Cut(name, string.Join("; ", before.Except(after)), string.Join("; ", after.Except(before)));
    }

    private static bool BelongsTo(EntityEntry parent, EntityEntry child, IForeignKey key) => key.Properties.Zip(key.PrincipalKey.Properties).All(pair =>
        Equals(child.State == EntityState.Deleted ? child.Property(pair.First.Name).OriginalValue : child.Property(pair.First.Name).CurrentValue, parent.Property(pair.Second.Name).CurrentValue));

    private static string Line(EntityEntry row, IForeignKey key, bool original) =>
        string.Join(", ", row.Properties.Where(p => !key.Properties.Contains(p.Metadata) && !Unsaid.Contains(p.Metadata.Name))
            .Select(p => Text(p.Metadata, original ? p.OriginalValue : p.CurrentValue)).Where(t => !string.IsNullOrEmpty(t)));

    private static JsonObject Fields<T>(T? draft) where T : class => draft is null ? [] : JsonSerializer.SerializeToNode(draft, Plain)!.AsObject();

    private static string? Text(JsonNode? value) => value switch
    {
        null => null,
        JsonValue plain => plain.ToString(),
        JsonArray { Count: 0 } => null,
        JsonArray list => string.Join("; ", list.Select(Text)),
        JsonObject fields => string.Join(", ", fields.Select(f => Text(f.Value)).Where(t => !string.IsNullOrEmpty(t))),
        _ => value.ToJsonString(),
    };

    private static readonly JsonSerializerOptions Plain = new(JsonSerializerDefaults.Web)
    {
        Encoder = JavaScriptEncoder.Create(UnicodeRanges.All),
        Converters = { new System.Text.Json.Serialization.JsonStringEnumConverter(JsonNamingPolicy.CamelCase) },
        DefaultIgnoreCondition = System.Text.Json.Serialization.JsonIgnoreCondition.WhenWritingNull,
    };
}
