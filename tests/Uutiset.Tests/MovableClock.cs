namespace Uutiset.Tests;

/// <summary>The system's clock, moved: tests wait for next week by going there.</summary>
internal sealed class MovableClock : TimeProvider
{
    private TimeSpan ahead;

    public void Move(TimeSpan by) => ahead += by;

    public void MoveTo(DateTimeOffset moment) => ahead = moment - System.GetUtcNow();

    public override DateTimeOffset GetUtcNow() => System.GetUtcNow() + ahead;
}
