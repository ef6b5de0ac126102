using System.Globalization;
using System.Text.RegularExpressions;
using Microsoft.EntityFrameworkCore;
using Uutiset.Data;

namespace Uutiset.Accounts.Auditing;

/// <param name="Who">"user:3".</param>
/// <param name="What">"article.published", or "article." for everything that is done to articles.</param>
/// <param name="Object">"article:0198…", or any address with such an id in it.</param>
internal sealed record AuditFilter(string? Who, string? What, string? Object, DateTime? FromUtc, DateTime? ToUtc)
{
    public bool IsEmpty => Who is null && What is null && Object is null && FromUtc is null && ToUtc is null;
}

/// <param name="Who">Null once it is forgotten: the account's number is left.</param>
internal sealed record AuditLine(
    long Id, DateTime AtUtc, string? Actor, string What, string? Object, bool IsForgotten, string? Who, string? Address, string? Detail, IReadOnlyList<AuditChange> Changes);

/// <summary>Pages of the log for people, in a number of SQL commands that does not grow with it.</summary>
internal sealed partial class AuditReading(NewsDb db, IEnumerable<AuditObject> objects)
{
    private readonly Dictionary<string, AuditObject> kinds = objects.ToDictionary(o => o.Kind);

    public IQueryable<AuditEvent> Apply(AuditFilter filter)
    {
        var rows = db.AuditEvents.AsNoTracking();
        if (filter.Who is { } who) rows = rows.Where(e => e.Actor == who);
        // What the word begins with: the index of words answers that
        if (filter.What is { } what) rows = what.EndsWith('.') ? rows.Where(e => e.What.StartsWith(what)) : rows.Where(e => e.What == what);
        if (filter.Object is { } written)
        {
            var named = Id().Match(written) is { Success: true } id ? kinds.Keys.Select(k => $"{k}:{id.Value.ToLowerInvariant()}").ToList() : [written.Trim()];
            rows = rows.Where(e => named.Contains(e.Object!));
        }
        if (filter.FromUtc is { } from) rows = rows.Where(e => e.AtUtc >= from);
        if (filter.ToUtc is { } to) rows = rows.Where(e => e.AtUtc < to);
        return rows;
    }

    public async Task<IReadOnlyList<AuditLine>> PageAsync(IQueryable<AuditEvent> rows, int skip, int take, CancellationToken ct)
    {
        var page = await rows.OrderByDescending(e => e.Id).Skip(skip).Take(take).Include(e => e.Content).ToListAsync(ct);
        var lines = page.ConvertAll(e => new AuditLine(e.Id, e.AtUtc, e.Actor, e.What, e.Object, e.Content is null, e.Content?.Who, e.Content?.Address, e.Content?.Detail, AuditChange.FromJson(e.Content?.Changes)));
        var names = await NamesAsync(lines, ct);
        return lines.ConvertAll(l => l with { Changes = [.. l.Changes.Select(c => new AuditChange(c.Field, Named(c.Before, names), Named(c.After, names)))] });
    }

    /// <summary>The desk's page of an object; null where it has none.</summary>
    public string? HrefOf(string? reference) =>
        reference?.Split(':', 2) is [var kind, { Length: > 0 } id] && kinds.GetValueOrDefault(kind)?.Href is { } href ? href(id) : null;

    // One command for each kind that the page refers to
    private async Task<Dictionary<string, string>> NamesAsync(IEnumerable<AuditLine> lines, CancellationToken ct)
    {
        var references = lines.SelectMany(l => l.Changes).SelectMany(c => new[] { c.Before, c.After }).OfType<string>().SelectMany(t => Reference().Matches(t))
            .Select(m => (Kind: m.Groups[1].Value, Id: long.Parse(m.Groups[2].ValueSpan, CultureInfo.InvariantCulture))).Distinct().ToLookup(r => r.Kind, r => r.Id);
        var names = new Dictionary<string, string>();
        foreach (var (kind, source) in kinds)
        {
            if (source.Names is null || !references.Contains(kind)) continue;
            foreach (var named in await source.Names(db, [.. references[kind]]).ToListAsync(ct)) names[FormattableString.Invariant($"{kind}:{named.Id}")] = named.Name;
        }
        return names;
    }

    private static string? Named(string? text, Dictionary<string, string> names) => text is null ? null : Reference().Replace(text, m => names.GetValueOrDefault(m.Value, m.Value));

    [GeneratedRegex(@"\b([a-z_]+):([0-9]{1,18})\b")]
    private static partial Regex Reference();

    [GeneratedRegex("[0-9a-fA-F]{8}-[0-9a-fA-F]{4}-[0-9a-fA-F]{4}-[0-9a-fA-F]{4}-[0-9a-fA-F]{12}")]
    private static partial Regex Id();
}
