namespace Uutiset.Mail.Reading;

/// <summary>The addresses that our own mail gives to machines: <c>b+TOKEN@domain</c> and <c>u+TOKEN@domain</c>. Tokens are letters and digits; case may have been lost.</summary>
/// <param name="Domain">The return path's domain, as A-labels.</param>
/// <param name="Bounces">The name before the plus that bounces come back to.</param>
/// <param name="Unsubscribes">The name before the plus that ends a subscription.</param>
public sealed record ReturnAddresses(string Domain, string Bounces = "b", string Unsubscribes = "u");

/// <summary>What a mail in the bounce mailbox is. Exactly one of the nested kinds.</summary>
public abstract record IncomingMail
{
    private IncomingMail()
    {
    }

    /// <summary>
    /// Tokens of deliveries, the surest first: from Delivered-To, X-Original-To and To, and of a complaint from the envelope it reports.
    /// Anybody can write them: each must prove itself.
    /// </summary>
    public IReadOnlyList<string> BounceTokens { get; init; } = [];

    /// <summary>For people, decoded; at most 2000 characters.</summary>
    public string Subject { get; init; } = "";

    /// <summary>Header From, as it came; for people.</summary>
    public string From { get; init; } = "";

    /// <summary>A delivery status notification.</summary>
    public sealed record Bounce(DeliveryReport Report) : IncomingMail;

    /// <summary>A complaint from a mail provider.</summary>
    public sealed record Complaint(ComplaintReport Report) : IncomingMail;

    /// <summary>A mail to the mailto address of List-Unsubscribe (RFC 2369).</summary>
    /// <param name="Tokens">From the addresses, or from a subject that is exactly <c>unsubscribe TOKEN</c>.</param>
    public sealed record Unsubscribe(IReadOnlyList<string> Tokens) : IncomingMail;

    /// <summary>Written by a machine: an absence, a receipt, a bounce without fields. Nothing follows from it, and nobody needs to read it.</summary>
    /// <param name="Mark">The header field that says so.</param>
    public sealed record Automatic(string Mark) : IncomingMail;

    /// <summary>None of these; perhaps a person wrote it.</summary>
    public sealed record Other : IncomingMail;
}
