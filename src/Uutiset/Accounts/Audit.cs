using Uutiset.Data;

namespace Uutiset.Accounts;

/// <summary>Who did what, when, to what. Rows join the caller's context and are saved with what they tell about.</summary>
internal sealed class Audit(TimeProvider clock, IHttpContextAccessor http)
{
    /// <param name="what">A verb in the form "article.published".</param>
    /// <param name="target">What it was done to: "article:12".</param>
    /// <param name="detail">Before and after, reasons; never a password, token or key.</param>
    public void Write(NewsDb db, Actor actor, string what, string? target = null, string? detail = null) =>
        db.AuditEvents.Add(new AuditEvent
        {
            AtUtc = clock.GetUtcNow().UtcDateTime,
            Who = OneLine(actor.Name, 200)!,
            What = what,
            Object = OneLine(target, 200),
            Detail = OneLine(detail, 2000),
            Address = http.HttpContext?.Connection.RemoteIpAddress?.ToString(),
        });

    // A line break in a name would forge a second row wherever the log is shown as text (ASVS 16.4.1)
    private static string? OneLine(string? text, int longest) =>
        text is null ? null : string.Concat(text.Take(longest).Select(c => char.IsControl(c) ? ' ' : c));
}
