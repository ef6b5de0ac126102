using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using System.Text;
using System.Text.Json;
using Microsoft.Extensions.Options;
using Uutiset.Mail.Smtp;

namespace Uutiset.Mailing.Bounces;

/// <summary>
/// Amazon SES through SNS. Every message is signed by Amazon, and anybody may have Amazon sign theirs: so it must be of our topic too. The
/// return path, with our token, comes back as <c>mail.source</c>.
/// </summary>
internal sealed class AmazonSes(IOptions<MailOptions> options, GuardedFetch fetch, TimeProvider clock, ILogger<AmazonSes> logger) : IBounceSource
{
    private const int LargestCertificate = 32 * 1024;
    private static readonly string[] OfNotification = ["Message", "MessageId", "Subject", "Timestamp", "TopicArn", "Type"];
    private static readonly string[] OfConfirmation = ["Message", "MessageId", "SubscribeURL", "Timestamp", "Token", "TopicArn", "Type"];

    private sealed record Told(string? NotificationType, string? EventType, Bounced? Bounce, Complained? Complaint, SentMail? Mail);

    private sealed record Bounced(string? BounceType, DateTimeOffset? Timestamp, List<Recipient>? BouncedRecipients);

    private sealed record Recipient(string? Status, string? DiagnosticCode);

    private sealed record Complained(DateTimeOffset? Timestamp, string? ComplaintFeedbackType);

    private sealed record SentMail(string? Source);

    public string Name => "ses";

    public bool IsConfigured => options.Value.Bounces.SesTopicArn is not null;

    public async Task<WebhookReading> ReadAsync(HttpRequest request, ReadOnlyMemory<byte> body, CancellationToken ct)
    {
        var message = JsonSerializer.Deserialize<Dictionary<string, JsonElement>>(body.Span)!.Where(f => f.Value.ValueKind == JsonValueKind.String).ToDictionary(f => f.Key, f => f.Value.GetString()!);
        if (message.GetValueOrDefault("TopicArn") != options.Value.Bounces.SesTopicArn || !await IsAmazonsAsync(message, ct)) return WebhookReading.Forged;
        switch (message["Type"])
        {
            case "SubscriptionConfirmation":
                // The topic is ours, and Amazon says so: the address in it is called as theirs are, and what it answers is not looked at
                if (IsAmazons(message.GetValueOrDefault("SubscribeURL"), "") is not { } address) return WebhookReading.Forged;
                await fetch.GetAsync(address, LargestCertificate, ct);
                logger.LogInformation("The SNS topic {Topic} is subscribed to", options.Value.Bounces.SesTopicArn);
                return WebhookReading.Nothing;
            case "Notification":
                return Read(JsonSerializer.Deserialize<Told>(message.GetValueOrDefault("Message") ?? "", JsonSerializerOptions.Web)!);
            default:
                logger.LogWarning("The SNS topic {Topic} says {Type}", options.Value.Bounces.SesTopicArn, message["Type"]);
                return WebhookReading.Nothing;
        }
    }

    private WebhookReading Read(Told told)
    {
        var (tokens, now) = (ReturnPath.TokensOf(told.Mail?.Source), clock.GetUtcNow().UtcDateTime);
        return new((told.NotificationType ?? told.EventType, told.Bounce) switch
        {
            ("Complaint", _) => [new BounceReport(ReportKind.Complaint, null, told.Complaint?.ComplaintFeedbackType, told.Complaint?.Timestamp?.UtcDateTime ?? now, Name) { Tokens = tokens }],
            ("Delivery", _) => [new BounceReport(ReportKind.Delivered, null, null, now, Name) { Tokens = tokens }],
            ("Bounce", { } bounce) => (bounce.BouncedRecipients ?? []).ConvertAll(r => new BounceReport(ReportKind.Failed, StatusOf(bounce, r), r.DiagnosticCode, bounce.Timestamp?.UtcDateTime ?? now, Name) { Tokens = tokens }),
            _ => [],
        });
    }

    // Servers without enhanced codes leave it out, and then Amazon has its own opinion
    private static EnhancedStatus? StatusOf(Bounced bounce, Recipient recipient) =>
        EnhancedStatus.Parse(recipient.Status) ?? (bounce.BounceType == "Transient" ? new EnhancedStatus(4, 0, 0) : null);

    /// <summary>Signature version 2, RSA with SHA-256; version 1 is SHA-1, and the topic's settings choose.</summary>
    private async Task<bool> IsAmazonsAsync(Dictionary<string, string> message, CancellationToken ct)
    {
        if (message.GetValueOrDefault("SignatureVersion") != "2" || message.GetValueOrDefault("Type") is not { } type || IsAmazons(message.GetValueOrDefault("SigningCertURL"), ".pem") is not { } address) return false;
        if (await fetch.GetAsync(address, LargestCertificate, ct) is not { } pem) return false;
        var signed = new StringBuilder();
        foreach (var name in type == "Notification" ? OfNotification : OfConfirmation)
            if (message.TryGetValue(name, out var value)) signed.Append(name).Append('\n').Append(value).Append('\n');
        try
        {
            using var certificate = X509Certificate2.CreateFromPem(Encoding.ASCII.GetString(pem));
            var now = clock.GetUtcNow().UtcDateTime;
            if (now < certificate.NotBefore.ToUniversalTime() || now > certificate.NotAfter.ToUniversalTime()) return false;
            using var key = certificate.GetRSAPublicKey();
            return key?.VerifyData(Encoding.UTF8.GetBytes(signed.ToString()), Convert.FromBase64String(message.GetValueOrDefault("Signature") ?? ""), HashAlgorithmName.SHA256, RSASignaturePadding.Pkcs1) == true;
        }
        catch (Exception e) when (e is CryptographicException or FormatException)
        {
            return false;
        }
    }

    /// <summary>Whoever may say where the key lies could sign themselves: it lies at sns.REGION.amazonaws.com and nowhere else.</summary>
    private static Uri? IsAmazons(string? written, string ending) =>
        Uri.TryCreate(written, UriKind.Absolute, out var address) && address is { Scheme: "https", IsDefaultPort: true, UserInfo: "" } && address.AbsolutePath.EndsWith(ending, StringComparison.Ordinal)
        && address.Host.Split('.') is ["sns", { Length: > 0 } region, "amazonaws", "com"] && region.All(c => char.IsAsciiLetterOrDigit(c) || c == '-') ? address : null;
}
