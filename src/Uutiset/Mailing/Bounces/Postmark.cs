using System.Buffers;
using System.Net.Http.Headers;
using System.Text;
using System.Text.Json;
using Microsoft.Extensions.Options;
using Uutiset.Mail.Smtp;

namespace Uutiset.Mailing.Bounces;

/// <summary>
/// Postmark's Bounce, SpamComplaint and Delivery webhooks. Their address carries a name and a password (basic authentication), and since
/// Postmark gives messages ids and return paths of its own, our token travels as metadata.
/// </summary>
internal sealed class Postmark(IOptions<MailOptions> options, TimeProvider clock) : IBounceSource
{
    private const string Metadata = "uutiset";

    private sealed record Event(string? RecordType, string? Type, string? Details, string? Description, DateTimeOffset? BouncedAt, Dictionary<string, JsonElement>? Metadata);

    public string Name => "postmark";

    public bool IsConfigured => options.Value.Bounces.PostmarkUser is not null;

    /// <summary>Our token where Postmark looks for metadata, ahead of the message; nothing for other relays.</summary>
    public static void Mark(BounceOptions options, string token, IBufferWriter<byte> output)
    {
        if (options.PostmarkUser is not null) Encoding.ASCII.GetBytes($"X-PM-Metadata-{Metadata}: {token}\r\n", output);
    }

    public Task<WebhookReading> ReadAsync(HttpRequest request, ReadOnlyMemory<byte> body, CancellationToken ct)
    {
        ct.ThrowIfCancellationRequested();
        return Task.FromResult(IsTheirs(request) ? Read(JsonSerializer.Deserialize<Event>(body.Span)!) : WebhookReading.Forged);
    }

    private bool IsTheirs(HttpRequest request)
    {
        var (user, password) = (options.Value.Bounces.PostmarkUser, options.Value.Bounces.PostmarkPassword);
        return AuthenticationHeaderValue.TryParse(request.Headers.Authorization, out var given) && given.Scheme.Equals("Basic", StringComparison.OrdinalIgnoreCase)
            && SignedRequest.AreEqual(given.Parameter ?? "", Convert.ToBase64String(Encoding.UTF8.GetBytes($"{user}:{password}")));
    }

    private WebhookReading Read(Event told)
    {
        if (Judge(told) is not { } judged) return WebhookReading.Nothing;
        string[] tokens = told.Metadata?.TryGetValue(Metadata, out var token) == true ? [token.ToString()] : [];
        return new([new BounceReport(judged.Kind, judged.Status, told.Details ?? told.Description, told.BouncedAt?.UtcDateTime ?? clock.GetUtcNow().UtcDateTime, Name) { Tokens = tokens }]);
    }

    // Their words for what our codes say; what they do not know for sure is nobody's fault
    private static (ReportKind Kind, EnhancedStatus? Status)? Judge(Event told) => (told.RecordType, told.Type) switch
    {
        ("SpamComplaint", _) or ("Bounce", "SpamComplaint") => (ReportKind.Complaint, null),
        ("Delivery", _) => (ReportKind.Delivered, null),
        ("Bounce", "HardBounce" or "BadEmailAddress") => (ReportKind.Failed, new EnhancedStatus(5, 1, 1)),
        ("Bounce", "SoftBounce" or "DnsError") => (ReportKind.Failed, new EnhancedStatus(4, 0, 0)),
        ("Bounce", "Transient") => (ReportKind.Delayed, new EnhancedStatus(4, 0, 0)),
        ("Bounce", "Blocked" or "SpamNotification" or "DMARCPolicy" or "VirusNotification" or "SMTPApiError" or "InboundError") => (ReportKind.Failed, new EnhancedStatus(5, 7, 1)),
        ("Bounce", "Unknown" or "Undeliverable" or "ManuallyDeactivated") => (ReportKind.Failed, null),
        // Automatic answers, address changes, challenges
        _ => null,
    };
}
