using System.Globalization;
using System.Net;
using System.Net.Sockets;
using System.Security.Cryptography;
using Uutiset.Accounts.Auditing;
using Uutiset.Data;
using Uutiset.Vocabulary.Body;

namespace Uutiset.Accounts;

/// <summary>Who did what, when, to what, and what was there before. Rows join the caller's context and are saved, and linked into the chain, with what they tell about.</summary>
internal sealed class Audit(TimeProvider clock, IHttpContextAccessor http)
{
    /// <param name="what">A verb in the form "article.published".</param>
    /// <param name="target">What it was done to: "article:0198…".</param>
    /// <param name="detail">A name to recognise the object by, a reason; never a password, token or key.</param>
    /// <param name="changes">Before and after: <see cref="AuditChanges"/> makes them.</param>
    public AuditEvent Write(NewsDb db, Actor actor, string what, string? target = null, string? detail = null, IReadOnlyList<AuditChange>? changes = null)
    {
        var row = new AuditEvent
        {
            AtUtc = ToMillisecond(clock.GetUtcNow().UtcDateTime),
            Actor = actor.Reference,
            What = what,
            Object = OneLine(target, 200),
            Content = new AuditContent
            {
                Salt = Convert.ToHexStringLower(RandomNumberGenerator.GetBytes(16)),
                Who = OneLine(actor.Name, 200)!,
                Detail = OneLine(detail, 2000),
                Address = Network(http.HttpContext?.Connection.RemoteIpAddress),
                Changes = changes is { Count: > 0 } ? AuditChange.ToJson(changes) : null,
            },
        };
        db.AuditEvents.Add(row);
        return row;
    }

    /// <summary>A /24 or a /48: enough to tell an office from a foreign network, too little to name a household (DP-10).</summary>
    internal static string? Network(IPAddress? address)
    {
        if (address is null) return null;
        if (address.IsIPv4MappedToIPv6) address = address.MapToIPv4();
        var (bytes, kept) = (address.GetAddressBytes(), address.AddressFamily == AddressFamily.InterNetwork ? 3 : 6);
        bytes.AsSpan(kept).Clear();
        return string.Create(CultureInfo.InvariantCulture, $"{new IPAddress(bytes)}/{kept * 8}");
    }

    // A line break in a name would forge a second row wherever the log is shown as text, a turned direction would disguise one (ASVS 16.4.1)
    internal static string? OneLine(string? text, int longest) => text is null ? null
        : string.Concat(Typography.Cut(text, longest).Select(c => char.GetUnicodeCategory(c)
            is UnicodeCategory.Control or UnicodeCategory.Format or UnicodeCategory.LineSeparator or UnicodeCategory.ParagraphSeparator ? ' ' : c));

    private static DateTime ToMillisecond(DateTime utc) => new(utc.Ticks - utc.Ticks % TimeSpan.TicksPerMillisecond, DateTimeKind.Utc);
}
