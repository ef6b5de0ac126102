using Uutiset.Vocabulary;

namespace Uutiset.Tests.Articles;

public sealed class ClockChangesTests
{
    [Fact]
    public void An_hour_that_the_clock_skips_is_refused_with_the_nearest_ones()
    {
        var refused = ClockChanges.Skipped("x", new DateOnly(2026, 3, 29), new TimeOnly(3, 30));
        Assert.Equal("Kello siirtyy 29.3.2026 kesäaikaan, eikä aikaa klo 3.30 ole. Lähimmät ajat ovat klo 2.59 ja klo 4.00.", refused!.Message.Fi);
        Assert.Null(ClockChanges.Skipped("x", new DateOnly(2026, 3, 29), new TimeOnly(2, 59)));
        Assert.Null(ClockChanges.Skipped("x", new DateOnly(2026, 3, 29), new TimeOnly(4, 0)));
    }

    [Fact]
    public void An_hour_that_comes_twice_says_which_is_meant()
    {
        var first = Dates.ToUtc(new DateOnly(2026, 10, 25), new TimeOnly(3, 30));
        Assert.Contains("ensimmäistä kertaa", ClockChanges.Twice(first)!.Fi, StringComparison.Ordinal);
        Assert.Contains("jälkimmäistä kertaa", ClockChanges.Twice(first.AddHours(1))!.Fi, StringComparison.Ordinal);
        Assert.Null(ClockChanges.Twice(first.AddHours(2)));
    }
}
