using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using System.Text.Json.Serialization;
using Microsoft.Extensions.Options;
using Uutiset.Mail.Smtp;

namespace Uutiset.Mailing.Bounces;

/// <summary>Mailgun's webhooks: each names a time and a random token and signs the two. Our Message-ID and return path come back as we wrote them.</summary>
internal sealed class Mailgun(IOptions<MailOptions> options, TimeProvider clock) : IBounceSource
{
    // They try for eight hours with one signature; what is told twice counts once
    private static readonly TimeSpan Window = TimeSpan.FromDays(1);

    private sealed record Call([property: JsonPropertyName("signature")] Signature? Signature, [property: JsonPropertyName("event-data")] Event? Data);

    private sealed record Signature([property: JsonPropertyName("timestamp")] string? Timestamp, [property: JsonPropertyName("token")] string? Token, [property: JsonPropertyName("signature")] string? Value);

    private sealed record Event(
        [property: JsonPropertyName("event")] string? Name, [property: JsonPropertyName("severity")] string? Severity, [property: JsonPropertyName("timestamp")] double? Timestamp,
        [property: JsonPropertyName("delivery-status")] Status? Status, [property: JsonPropertyName("message")] Message? Message, [property: JsonPropertyName("envelope")] SentEnvelope? Envelope);

    private sealed record Status(
        [property: JsonPropertyName("enhanced-code")] string? EnhancedCode, [property: JsonPropertyName("message")] string? Message, [property: JsonPropertyName("description")] string? Description);

    private sealed record Message([property: JsonPropertyName("headers")] Dictionary<string, JsonElement>? Headers);

    private sealed record SentEnvelope([property: JsonPropertyName("sender")] string? Sender);

    public string Name => "mailgun";

    public bool IsConfigured => options.Value.Bounces.MailgunSigningKey is not null;

    public Task<WebhookReading> ReadAsync(HttpRequest request, ReadOnlyMemory<byte> body, CancellationToken ct)
    {
        ct.ThrowIfCancellationRequested();
        var call = JsonSerializer.Deserialize<Call>(body.Span)!;
        return Task.FromResult(!IsTheirs(call.Signature) ? WebhookReading.Forged : call.Data is { } data && Judge(data) is { } kind ? new([ReportOf(data, kind)]) : WebhookReading.Nothing);
    }

    private bool IsTheirs(Signature? signature)
    {
        if (signature is not { Timestamp: { } at, Token: { } token, Value: { } value } || !long.TryParse(at, NumberStyles.None, CultureInfo.InvariantCulture, out var seconds)) return false;
        if (Math.Abs(clock.GetUtcNow().ToUnixTimeSeconds() - seconds) > Window.TotalSeconds) return false;
        var mac = HMACSHA256.HashData(Encoding.UTF8.GetBytes(options.Value.Bounces.MailgunSigningKey!), Encoding.UTF8.GetBytes(at + token));
        return SignedRequest.AreEqual(value, Convert.ToHexStringLower(mac));
    }

    private static ReportKind? Judge(Event data) => (data.Name, data.Severity) switch
    {
        ("complained", _) => ReportKind.Complaint,
        ("delivered", _) => ReportKind.Delivered,
        // They go on trying
        ("failed", "temporary") => ReportKind.Delayed,
        ("failed", _) => ReportKind.Failed,
        _ => null,
    };

    private BounceReport ReportOf(Event data, ReportKind kind)
    {
        var at = data.Timestamp is { } seconds and > 0 and < 1e10 ? DateTime.UnixEpoch.AddSeconds(seconds) : clock.GetUtcNow().UtcDateTime;
        var words = data.Status is { Message.Length: > 0 } status ? status.Message : data.Status?.Description;
        // The code stands in a field, or begins the other server's reply
        var code = EnhancedStatus.Parse(data.Status?.EnhancedCode) ?? EnhancedStatus.Parse(data.Status?.Message);
        return new BounceReport(kind, code, words, at, Name)
        {
            Tokens = ReturnPath.TokensOf(data.Envelope?.Sender),
            MessageId = data.Message?.Headers?.GetValueOrDefault("message-id").ToString(),
        };
    }
}
