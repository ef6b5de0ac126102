using System.Globalization;
using Uutiset.Vocabulary;

namespace Uutiset.Tests.Vocabulary;

public sealed class DatesTests
{
    private static readonly DateTime Morning = new(2021, 9, 2, 6, 5, 0, DateTimeKind.Utc);

    [Theory]
    [InlineData("fi", "2.9.2021 klo 9.05")]
    [InlineData("sv", "2.9.2021 kl. 9.05")]
    [InlineData("en", "2 September 2021 at 9.05")]
    public void An_instant_is_shown_in_Helsinki_time_the_way_each_language_writes_it(string lang, string expected) =>
        Assert.Equal(expected, Dates.DayAndTime(Morning, lang));

    [Theory]
    [InlineData("fi", "2. syyskuuta 2021", "syyskuu 2021")]
    [InlineData("sv", "2 september 2021", "september 2021")]
    [InlineData("en", "2 September 2021", "September 2021")]
    public void Long_dates_name_the_month(string lang, string day, string month)
    {
        Assert.Equal(day, Dates.Long(new DateOnly(2021, 9, 2), lang));
        Assert.Equal(month, Dates.Month(new DateOnly(2021, 9, 2), lang));
    }

    [Theory]
    [InlineData("2021-09-01", "2021-09-05", "fi", "1.–5.9.2021")]
    [InlineData("2021-08-28", "2021-09-02", "sv", "28.8.–2.9.2021")]
    [InlineData("2021-12-30", "2022-01-02", "fi", "30.12.2021–2.1.2022")]
    [InlineData("2021-09-01", "2021-09-05", "en", "1–5 September 2021")]
    [InlineData("2021-08-28", "2021-09-02", "en", "28 August – 2 September 2021")]
    [InlineData("2021-09-01", "2021-09-01", "fi", "1.9.2021")]
    public void A_range_says_nothing_twice(string from, string to, string lang, string expected) =>
        Assert.Equal(expected, Dates.Range(DateOnly.Parse(from, CultureInfo.InvariantCulture), DateOnly.Parse(to, CultureInfo.InvariantCulture), lang));

    [Theory]
    [InlineData("10.8.2022 09:30", "2022-08-10", "09:30")]
    [InlineData("21.9.2021 10.30", "2021-09-21", "10:30")]
    [InlineData("27.6.", "2022-06-27", null)]
    [InlineData("30. huhtikuuta", "2022-04-30", null)]
    [InlineData("1.2.2020 klo 9", "2020-02-01", "09:00")]
    [InlineData("2 september 2021 kl. 9.05", "2021-09-02", "09:05")]
    [InlineData("2 September 2021 at 9.05", "2021-09-02", "09:05")]
    [InlineData("2021-09-02T18:15", "2021-09-02", "18:15")]
    [InlineData("  2.\u00A09.\u00A02021  ", "2021-09-02", null)]
    public void Every_way_to_write_a_date_is_read(string text, string day, string? time)
    {
        Assert.True(WrittenDate.TryRead(text, near: new DateOnly(2022, 5, 1), out var date));
        Assert.Equal(DateOnly.Parse(day, CultureInfo.InvariantCulture), date.Day);
        Assert.Equal(time is null ? null : TimeOnly.Parse(time, CultureInfo.InvariantCulture), date.Time);
    }

    [Theory]
    [InlineData("31.2.2021")]
    [InlineData("1.13.2021")]
    [InlineData("1.1.2021 klo 24.00")]
    [InlineData("9.60")]
    [InlineData("huomenna")]
    [InlineData("")]
    [InlineData(null)]
    public void What_is_no_date_is_not_read(string? text) =>
        Assert.False(WrittenDate.TryRead(text, new DateOnly(2022, 5, 1), out _));

    [Fact]
    public void A_date_without_a_year_is_the_nearest_one()
    {
        Assert.True(WrittenDate.TryRead("2.1.", new DateOnly(2021, 12, 20), out var date));
        Assert.Equal(new DateOnly(2022, 1, 2), date.Day);
        Assert.True(WrittenDate.TryRead("29.2.", new DateOnly(2024, 5, 1), out var leap));
        Assert.Equal(new DateOnly(2024, 2, 29), leap.Day);
    }

    [Fact]
    public void An_hour_that_does_not_exist_or_comes_twice_is_one_instant()
    {
        Assert.Equal(new DateTime(2026, 3, 29, 1, 30, 0), Dates.ToUtc(new DateOnly(2026, 3, 29), new TimeOnly(3, 30)));
        Assert.Equal(new DateTime(2026, 10, 25, 0, 30, 0), Dates.ToUtc(new DateOnly(2026, 10, 25), new TimeOnly(3, 30)));
        Assert.Equal(DateTimeKind.Utc, Dates.ToUtc(new DateOnly(2026, 10, 25), new TimeOnly(3, 30)).Kind);
    }

    [Fact]
    public void The_machine_form_carries_the_offset() => Assert.Equal("2021-09-02T09:05:00+03:00", Dates.Iso(Morning));
}
