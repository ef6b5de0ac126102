using System.Text.Json;

namespace Uutiset.Subscribers.Roll.Changing;

/// <summary>What stood before a change, as far as the change touched it.</summary>
/// <param name="Seats">Those that were changed themselves.</param>
internal sealed record Former(DateOnly? PausedUntil, IReadOnlyList<FormerSeat> Seats)
{
    public static Former FromJson(string json) => JsonSerializer.Deserialize<Former>(json)!;

    public string ToJson() => JsonSerializer.Serialize(this);
}

/// <param name="Version">After the change: who has another one since has chosen for themselves.</param>
/// <param name="EndedUtc">When the change ended the seat.</param>
internal sealed record FormerSeat(long Id, string Lang, ContactState State, int Version, DateTime? EndedUtc = null);
