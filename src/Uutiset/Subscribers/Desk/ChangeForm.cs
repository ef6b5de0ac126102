using Uutiset.Subscribers.Roll.Changing;
using Uutiset.Subscribers.Seats;
using Uutiset.Vocabulary;

namespace Uutiset.Subscribers.Desk;

/// <summary>What somebody wants to do to many subscriptions at once, as the list's form posts it.</summary>
internal sealed class ChangeForm
{
    public const string Chosen = "chosen";
    public const string Page = "page";
    public const string All = "all";

    public string Scope { get; set; } = Chosen;
    public ChangeKind What { get; set; }
    public string Region { get; set; } = "";
    public string Theme { get; set; } = "";
    public string Lang { get; set; } = "";
    public string Until { get; set; } = "";
    public List<Guid> Ticked { get; set; } = [];
    public List<Guid> Shown { get; set; } = [];

    /// <summary>Null: all that were found.</summary>
    public IReadOnlyCollection<Guid>? Marked => Scope switch { All => null, Page => Shown, _ => Ticked };

    /// <returns>What the change is stored with; or the field that will not do, and why.</returns>
    public (string? Value, string Field, string Error) Read(TermIndex terms, DateOnly today) => What switch
    {
        ChangeKind.AddRegion or ChangeKind.RemoveRegion => Regions.Find(Region) is { } region ? (region.Code, "", "") : (null, nameof(Region), "subscribers.bulk.region.missing"),
        ChangeKind.AddTheme or ChangeKind.RemoveTheme => terms.Active.FirstOrDefault(t => t.Slug == Theme && t.Scheme == TermScheme.Theme) is { } theme ? (theme.Slug, "", "") : (null, nameof(Theme), "subscribers.bulk.theme.missing"),
        ChangeKind.Lang => Languages.IsKnown(Lang) ? (Lang, "", "") : (null, nameof(Lang), "subscribers.bulk.lang.missing"),
        ChangeKind.Pause => Pause.TryRead(Until, today, out var until) && until is { } day ? (Dates.Iso(day), "", "") : (null, nameof(Until), "subscribers.bulk.until.missing"),
        _ => ("", "", ""),
    };
}
