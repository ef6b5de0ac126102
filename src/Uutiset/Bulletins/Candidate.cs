using Uutiset.Subscribers;

namespace Uutiset.Bulletins;

/// <summary>Why somebody who was considered does not get a bulletin. Stored as camelCase words and shown by name.</summary>
internal enum ExclusionReason { Withdrawn, Ended, Suppressed, Unconfirmed, Paused, Series, OrganisationType, Region, Theme, Language, Frequency, Duplicate }

/// <summary>Everybody with a seat in a subscription to the publisher, with the verdict.</summary>
/// <param name="Reason">Null: gets the bulletin.</param>
/// <param name="Lang">The variant's language; it differs from the reader's own when that has no variant.</param>
internal sealed record Candidate(
    long ContactId, Guid PublicId, string Email, string AddressKey, int TokenVersion, string? Organisation, string Lang, MailFormat Format, ExclusionReason? Reason)
{
    /// <summary>Regions and terms through which the reader was found; empty when their field did not decide.</summary>
    public IReadOnlyList<string> Regions { get; init; } = [];
    public IReadOnlyList<long> Terms { get; init; } = [];
}
