namespace Uutiset.Mailing.Bounces;

/// <summary>What a provider's webhook told.</summary>
/// <param name="Reports">Null: it does not prove that it comes from them.</param>
internal sealed record WebhookReading(IReadOnlyList<BounceReport>? Reports)
{
    public static readonly WebhookReading Forged = new((IReadOnlyList<BounceReport>?)null);

    /// <summary>Nothing that concerns us: an opened mail, a test.</summary>
    public static readonly WebhookReading Nothing = new([]);
}

/// <summary>A provider that reports by <c>POST /api/v1/webhooks/NAME</c>. Another one is a file like these and a line in the module.</summary>
internal interface IBounceSource
{
    string Name { get; }

    /// <summary>Without its secret nothing from them can be believed, and the address does not exist.</summary>
    bool IsConfigured { get; }

    /// <exception cref="System.Text.Json.JsonException">The body is not what they send.</exception>
    Task<WebhookReading> ReadAsync(HttpRequest request, ReadOnlyMemory<byte> body, CancellationToken ct);
}
