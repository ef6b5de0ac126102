namespace Uutiset.Subscribers.Roll;

/// <summary>How an organisation's subscriptions stand, taken together.</summary>
internal enum RollState { Active, Paused, Unconfirmed, Ended }

/// <summary>How one seat stands, as an editor asks for it.</summary>
internal enum SeatState { Confirmed, Paused, Requested, Withdrawn, Bounced, Suppressed }

/// <summary>What the list of subscribing organisations is narrowed by; what is empty narrows nothing.</summary>
internal sealed record RollAsked
{
    /// <summary>Words of a name, or a business id.</summary>
    public string Words { get; init; } = "";
    public string Region { get; init; } = "";
    public string Type { get; init; } = "";
    public string Lang { get; init; } = "";
    public RollState? State { get; init; }
    public long? PublisherId { get; init; }
    /// <summary>Follows only this series.</summary>
    public long? SeriesId { get; init; }
    /// <summary>No bulletin has come for so many months.</summary>
    public int? SilentMonths { get; init; }
}

/// <summary>What the list of seats is narrowed by.</summary>
internal sealed record SeatsAsked
{
    /// <summary>Words of an address, a name or an organisation.</summary>
    public string Words { get; init; } = "";
    public string Duty { get; init; } = "";
    public string Region { get; init; } = "";
    public string Lang { get; init; } = "";
    public SeatState? State { get; init; }
    public long? PublisherId { get; init; }
    /// <summary>Of a subscription to only this series.</summary>
    public long? SeriesId { get; init; }
    /// <summary>Of the organisation; no private reader has one.</summary>
    public string Type { get; init; } = "";
    /// <summary>No bulletin has come to the seat for so many months.</summary>
    public int? SilentMonths { get; init; }
}
