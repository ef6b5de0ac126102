using System.Globalization;

namespace Uutiset.Subscribers.Seats;

/// <summary>The versions that stood when a reader's page was shown: of the seat, and of what all seats of the organisation share.</summary>
internal readonly record struct SeenVersions(int Own, int Shared)
{
    public const string Field = "version";

    public static SeenVersions Of(Contact contact) => new(contact.Version, contact.Subscription!.Version);

    public static SeenVersions? Read(string? written) =>
        written?.Split('.') is [var own, var shared] && int.TryParse(own, NumberStyles.None, CultureInfo.InvariantCulture, out var mine)
            && int.TryParse(shared, NumberStyles.None, CultureInfo.InvariantCulture, out var all) ? new(mine, all) : null;

    public override string ToString() => string.Create(CultureInfo.InvariantCulture, $"{Own}.{Shared}");
}
