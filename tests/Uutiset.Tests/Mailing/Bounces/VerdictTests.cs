using Uutiset.Mail.Smtp;
using Uutiset.Mailing.Bounces;

namespace Uutiset.Tests.Mailing.Bounces;

public sealed class VerdictTests
{
    private static readonly DateTime Day = new(2026, 3, 1, 8, 0, 0, DateTimeKind.Utc);

    [Theory]
    [InlineData("5.1.1", "Hard")]
    [InlineData("5.1.2", "Hard")]
    [InlineData("5.1.3", "Hard")]
    [InlineData("5.1.6", "Hard")]
    [InlineData("5.1.10", "Hard")]
    [InlineData("5.2.1", "Hard")]
    [InlineData("5.0.0", "Fault")]
    [InlineData("5.1.0", "Fault")]
    [InlineData("5.1.7", "Fault")]
    [InlineData("5.1.8", "Fault")]
    [InlineData("5.2.2", "Fault")]
    [InlineData("5.2.3", "Fault")]
    [InlineData("5.3.4", "Fault")]
    [InlineData("5.4.4", "Fault")]
    [InlineData("5.6.0", "Fault")]
    [InlineData("5.7.1", "Fault")]
    [InlineData("5.7.26", "Fault")]
    [InlineData("5.7.515", "Fault")]
    [InlineData("4.1.1", "Soft")]
    [InlineData("4.2.2", "Soft")]
    [InlineData("4.4.7", "Soft")]
    [InlineData("4.7.1", "Soft")]
    [InlineData(null, "Fault")]
    public void What_failed_is_judged_by_its_code(string? code, string verdict) =>
        Assert.Equal(verdict, Verdicts.Of(ReportKind.Failed, EnhancedStatus.Parse(code))?.ToString());

    [Theory]
    [InlineData("Delayed", "4.4.1", null)]
    [InlineData("Delayed", "5.1.1", null)]
    [InlineData("Delivered", "2.0.0", null)]
    [InlineData("Delivered", "5.1.1", null)]
    [InlineData("Complaint", null, "Complaint")]
    public void What_has_not_failed_never_counts_as_a_bounce(string kind, string? code, string? verdict) =>
        Assert.Equal(verdict, Verdicts.Of(Enum.Parse<ReportKind>(kind), EnhancedStatus.Parse(code))?.ToString());

    // Newest first: days before the last one, s failed softly, a arrived, o otherwise
    [Theory]
    [InlineData("s0", false)]
    [InlineData("s0 s7 s14", false)]
    [InlineData("s0 s7 s15", true)]
    [InlineData("s0 s20", false)]
    [InlineData("s0 s7 a10 s15", false)]
    [InlineData("s0 s7 o10 s15", true)]
    [InlineData("s0 s7 s15 a16", true)]
    [InlineData("a0 s7 s15 s30", false)]
    [InlineData("o0 s7 s15 s30", true)]
    [InlineData("o0", false)]
    [InlineData("", false)]
    public void Soft_failures_are_enough_over_three_bulletins_and_fifteen_days_with_no_success_between(string sent, bool enough) =>
        Assert.Equal(enough, SoftFailures.AreEnough(Sent(sent)));

    [Fact]
    public void An_addition_to_a_bulletin_is_no_other_bulletin() =>
        Assert.False(SoftFailures.AreEnough([new(2, Day, Arrival.FailedSoftly), new(1, Day.AddDays(-10), Arrival.FailedSoftly), new(1, Day.AddDays(-20), Arrival.FailedSoftly)]));

    [Theory]
    [InlineData(9, 10, false)]
    [InlineData(10, 10, true)]
    [InlineData(10, 199, true)]
    [InlineData(10, 200, false)]
    [InlineData(1500, 30_000, false)]
    [InlineData(1501, 30_000, true)]
    public void Over_five_percent_and_at_least_ten_are_too_much(int failed, int settled, bool tooMuch) => Assert.Equal(tooMuch, HardShare.IsTooMuch(failed, settled));

    private static IEnumerable<SentBulletin> Sent(string words) => words.Split(' ', StringSplitOptions.RemoveEmptyEntries).Select((w, i) =>
        new SentBulletin(100 - i, Day.AddDays(-int.Parse(w[1..], System.Globalization.CultureInfo.InvariantCulture)), w[0] switch { 's' => Arrival.FailedSoftly, 'a' => Arrival.Arrived, _ => Arrival.Otherwise }));
}
