using System.Text.Json;
using Microsoft.AspNetCore.Mvc;
using Microsoft.Extensions.Options;
using Uutiset.Accounts;
using Uutiset.Accounts.Api;
using Uutiset.Mail;
using Uutiset.Mail.Smtp;

namespace Uutiset.Mailing.Bounces;

/// <summary><c>/api/v1/bounces</c> and <c>/api/v1/webhooks/{provider}</c>: reports by HTTP. What is told twice is answered alike and counts once.</summary>
internal static class BounceApi
{
    private const int LargestWebhook = 512 * 1024;

    /// <summary>One report, for those who have taken a bounce apart themselves.</summary>
    /// <param name="Kind">failed, delayed, delivered or complaint.</param>
    /// <param name="Token">TOKEN of the envelope sender b+TOKEN@.</param>
    /// <param name="MessageId">Of the message, where there is no token.</param>
    /// <param name="Code">RFC 3463, such as 5.1.1.</param>
    /// <param name="Text">The other server's words.</param>
    public sealed record BounceRequest(ReportKind? Kind, string? Token, string? EnvelopeId, string? MessageId, string? Code, string? Text, DateTimeOffset? At);

    /// <param name="Outcome">counted, repeated, noted, unsubscribed, or unknown: of no message that we sent.</param>
    public sealed record BounceAnswer(Taken Outcome);

    public static void MapBounces(this WebApplication app)
    {
        var api = app.MapApi("", "Bounces");
        api.MapPost("/bounces", TakeAsync).AllowAnonymous().WithMetadata(new ProvesItselfAttribute(), new RequestSizeLimitAttribute(MailIntake.Limits.MaxBytes))
            .Accepts<BounceRequest>("application/json", "message/rfc822").Produces<BounceAnswer>()
            .WithSummary($"Takes a bounce or complaint: a mail (message/rfc822, DSN or ARF) or JSON, signed by {SignedRequest.SignatureHeader} (sha256= HMAC-SHA256 of \"TIMESTAMP.BODY\") and {SignedRequest.TimestampHeader} (at most 5 minutes old), or with a key of scope subscribers:write");
        api.MapPost("/webhooks/{provider}", HearAsync).AllowAnonymous().WithMetadata(new ProvesItselfAttribute(), new RequestSizeLimitAttribute(LargestWebhook))
            .WithSummary("Takes the webhooks of postmark, mailgun and ses, each proven as its provider does");
    }

    private static async Task<IResult> TakeAsync(HttpContext http, Intake intake, MailIntake mail, IOptions<MailOptions> options, TimeProvider clock, CancellationToken ct)
    {
        var body = await BodyAsync(http.Request, ct);
        // A key of one publisher cannot say what became of another's mail
        if (http.User.Identity?.IsAuthenticated == true && (!http.User.Has(Permission.SubscribersWrite) || Actor.Of(http.User).PublisherId is not null)) return Problems.Of(StatusCodes.Status403Forbidden);
        if (http.User.Identity?.IsAuthenticated != true && (options.Value.Bounces.Secret is not { } secret || !SignedRequest.IsSigned(http.Request, secret, body, clock.GetUtcNow()))) return Unproven();
        try
        {
            return Results.Ok(new BounceAnswer(http.Request.HasJsonContentType() ? await intake.TakeAsync(ReportOf(body, clock), ct) : await mail.TakeAsync(body, "api", ct)));
        }
        catch (Exception e) when (e is MailFormatException or JsonException)
        {
            return Problems.Of(StatusCodes.Status400BadRequest, e is JsonException ? "The body is not the JSON of a report." : e.Message);
        }
    }

    private static async Task<IResult> HearAsync(string provider, HttpContext http, IEnumerable<IBounceSource> sources, Intake intake, CancellationToken ct)
    {
        if (sources.FirstOrDefault(s => s.Name == provider) is not { IsConfigured: true } source) return Problems.NotFound("webhook");
        try
        {
            if ((await source.ReadAsync(http.Request, await BodyAsync(http.Request, ct), ct)).Reports is not { } reports) return Unproven();
            foreach (var report in reports) await intake.TakeAsync(report, ct);
            // Also for what is not ours: they would send it again and again
            return Results.Ok();
        }
        catch (JsonException)
        {
            return Problems.Of(StatusCodes.Status400BadRequest, $"The body is not what {provider} sends.");
        }
    }

    private static BounceReport ReportOf(byte[] body, TimeProvider clock)
    {
        var told = JsonSerializer.Deserialize<BounceRequest>(body, Json) ?? throw new JsonException();
        return new BounceReport(told.Kind ?? throw new JsonException(), EnhancedStatus.Parse(told.Code), told.Text, (told.At ?? clock.GetUtcNow()).UtcDateTime, "api")
        {
            Tokens = told.Token is { } token ? [token] : [], EnvelopeId = told.EnvelopeId, MessageId = told.MessageId,
        };
    }

    private static readonly JsonSerializerOptions Json = new(JsonSerializerDefaults.Web) { Converters = { new System.Text.Json.Serialization.JsonStringEnumConverter(JsonNamingPolicy.CamelCase, allowIntegerValues: false) } };

    private static IResult Unproven() => Problems.Of(StatusCodes.Status401Unauthorized, "The request does not prove where it comes from.");

    private static async Task<byte[]> BodyAsync(HttpRequest request, CancellationToken ct)
    {
        using var body = new MemoryStream();
        await request.Body.CopyToAsync(body, ct);
        return body.ToArray();
    }
}
