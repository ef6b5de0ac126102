using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;
using Uutiset.Desk.Changing;

namespace Uutiset.Subscribers.Roll.Changing;

internal enum ChangeKind { AddRegion, RemoveRegion, AddTheme, RemoveTheme, Lang, Pause, End }

/// <summary>Why a subscription was left as it was. Everything: it takes everything, or would if the last of its wishes went.</summary>
internal enum ChangeReason { Changed, Gone, Ended, Everything, SaidNo }

/// <summary>One change of many organisations' subscriptions. Its value: the code of a region, the slug of a theme, a language, a day; empty for an end.</summary>
internal sealed class SubscriberChange : ManyChange<SubscriberChangeRow>
{
    public ChangeKind Kind { get; set; }
    /// <summary>The only publisher whose subscriptions it names; null when its maker speaks for the whole site.</summary>
    public long? PublisherId { get; set; }

    public override (string What, string Object, string Detail) Told(bool undoing, int rows) => (undoing ? "subscribers.undone" : "subscribers.changed", $"subscribers:{PublicId}", $"{Kind} {Value}; {rows} subscriptions");

    internal sealed class Mapping : IEntityTypeConfiguration<SubscriberChange>
    {
        public void Configure(EntityTypeBuilder<SubscriberChange> change) => change.MapChange<SubscriberChange, SubscriberChangeRow>();
    }
}

/// <summary>One subscription of a change. It holds no address: what stood before, as <see cref="Former"/> in JSON, names seats by their numbers.</summary>
internal sealed class SubscriberChangeRow : ManyChangeRow
{
    public ChangeReason? Reason { get; set; }

    internal sealed class Mapping : IEntityTypeConfiguration<SubscriberChangeRow>
    {
        public void Configure(EntityTypeBuilder<SubscriberChangeRow> row) => row.MapChangeRow("subscription_id");
    }
}
