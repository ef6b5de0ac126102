using System.Globalization;
using Uutiset.Vocabulary;

namespace Uutiset.Subscribers.Roll.Changing;

/// <summary>
/// What a change does to one subscription. No wish at all means everything: to add one to none would take the rest away, and to take the
/// last one would bring everything, so both are left to the organisation itself.
/// </summary>
internal sealed class Effect(SubscriberChange change, TermIndex terms)
{
    private readonly long theme = change.Kind is ChangeKind.AddTheme or ChangeKind.RemoveTheme ? terms.Find(change.Value)?.Id ?? 0 : 0;

    public static DateOnly DayOf(SubscriberChange change) => DateOnly.ParseExact(change.Value, "yyyy-MM-dd", CultureInfo.InvariantCulture);

    public ChangeReason? Refusal(Subscription s, bool undoing)
    {
        var (isRegion, isTheme) = (change.Kind is ChangeKind.AddRegion or ChangeKind.RemoveRegion, change.Kind is ChangeKind.AddTheme or ChangeKind.RemoveTheme);
        if (Adds(undoing)) return isRegion && s.Regions.Count == 0 || isTheme && s.Terms.Count == 0 ? ChangeReason.Everything : null;
        return isRegion && s.Regions is [var region] && region.RegionCode == change.Value || isTheme && s.Terms is [var only] && only.TermId == theme ? ChangeReason.Everything : null;
    }

    private bool Adds(bool undoing) => (change.Kind is ChangeKind.AddRegion or ChangeKind.AddTheme) != undoing;

    /// <summary>Whether the subscription itself would be another one; a language is its seats'.</summary>
    public bool Changes(Subscription s) => change.Kind switch
    {
        ChangeKind.AddRegion => !s.Regions.Exists(r => r.RegionCode == change.Value),
        ChangeKind.RemoveRegion => s.Regions.Exists(r => r.RegionCode == change.Value),
        ChangeKind.AddTheme => theme > 0 && !s.Terms.Exists(t => t.TermId == theme),
        ChangeKind.RemoveTheme => s.Terms.Exists(t => t.TermId == theme),
        // A longer pause of the organisation's own stays
        ChangeKind.Pause => !(s.PausedUntil >= DayOf(change)),
        _ => true,
    };

    /// <param name="undoing">Puts back what the change took, or takes back what it brought.</param>
    public void Apply(Subscription s, bool undoing, Former former)
    {
        switch (change.Kind)
        {
            case ChangeKind.AddRegion or ChangeKind.RemoveRegion when Adds(undoing):
                if (!s.Regions.Exists(r => r.RegionCode == change.Value)) s.Regions.Add(new SubscriptionRegion { RegionCode = change.Value });
                break;
            case ChangeKind.AddRegion or ChangeKind.RemoveRegion:
                s.Regions.RemoveAll(r => r.RegionCode == change.Value);
                break;
            case ChangeKind.AddTheme or ChangeKind.RemoveTheme when Adds(undoing):
                if (!s.Terms.Exists(t => t.TermId == theme)) s.Terms.Add(new SubscriptionTerm { TermId = theme });
                break;
            case ChangeKind.AddTheme or ChangeKind.RemoveTheme:
                s.Terms.RemoveAll(t => t.TermId == theme);
                break;
            case ChangeKind.Pause:
                s.PausedUntil = undoing ? former.PausedUntil : DayOf(change);
                break;
        }
    }

    /// <summary>For the ledger, in codes that do not change their meaning.</summary>
    public string Detail(bool undoing) => FormattableString.Invariant($"organisation; {(undoing ? "undone: " : "")}{change.Kind}: {change.Value}");
}
