using System.ComponentModel.DataAnnotations;

namespace Uutiset.Subscribers;

internal sealed class SubscribersOptions
{
    /// <summary>Subscription requests that one network address may make in an hour (S42).</summary>
    [Range(1, 100_000)]
    public int RequestsPerHour { get; set; } = 5;

    /// <summary>A request that nobody confirmed is forgotten after this many days (DP-10).</summary>
    [Range(2, 365)]
    public int UnconfirmedDays { get; set; } = 7;

    /// <summary>For so many months a bulletin's log tells to whom it went; then its counts are left (DP-10).</summary>
    [Range(2, 120)]
    public int DeliveryLogMonths { get; set; } = 12;

    /// <summary>A mail to one person, a confirmation or an invitation, is removed so many days after it was sent: before the shortest log ends, as the privacy notice says.</summary>
    [Range(2, 59)]
    public int SingleMailDays { get; set; } = 30;

    /// <summary>A reader of whom nothing was heard for so many months is asked whether they still want the bulletins (DP-10); 0: nobody is asked.</summary>
    [Range(0, 120)]
    public int InactiveMonths { get; set; } = 24;

    /// <summary>So many years after a subscription has ended its address and the words that prove it are forgotten (DP-10).</summary>
    [Range(1, 30)]
    public int ProofYears { get; set; } = 3;
}
