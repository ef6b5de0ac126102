using Uutiset.People;
using Uutiset.Vocabulary;

namespace Uutiset.Tests.People;

public sealed class RulesTests
{
    [Theory]
    [InlineData("9400000", "fi", "9,4 milj. euroa")]
    [InlineData("9400000", "sv", "9,4 miljoner euro")]
    [InlineData("9400000", "en", "€9.4 million")]
    [InlineData("120000", "fi", "120 000 euroa")]
    [InlineData("85000.5", "fi", "85 000,50 euroa")]
    [InlineData("1240123", "fi", "1 240 123 euroa")]
    [InlineData("1", "fi", "1 euro")]
    public void Sums_are_written_whole_and_never_part_from_their_unit(string sum, string lang, string expected)
    {
        var written = Money.Euros(decimal.Parse(sum, System.Globalization.CultureInfo.InvariantCulture), lang);
        Assert.Equal(expected, written.Replace('\u00a0', ' '));
        Assert.DoesNotContain(lang == "en" ? "  " : " ", written, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("120 000", "120000")]
    [InlineData("9,4 milj. euroa", "9400000")]
    [InlineData("85 000,50 €", "85000.50")]
    [InlineData("paljon", null)]
    [InlineData("-5", null)]
    public void Sums_are_read_as_they_are_typed(string typed, string? expected)
    {
        Assert.Equal(expected is not null, Money.TryRead(typed, out var sum));
        if (expected is not null) Assert.Equal(decimal.Parse(expected, System.Globalization.CultureInfo.InvariantCulture), sum);
    }

    [Theory]
    [InlineData("2023", "2023-01-01", "Year", "2023-12-31", "2023")]
    [InlineData("joulukuu 2023", "2023-12-01", "Month", "2023-12-31", "joulukuu 2023")]
    [InlineData("2/2024", "2024-02-01", "Month", "2024-02-29", "helmikuu 2024")]
    [InlineData("31.12.2023", "2023-12-31", "Day", "2023-12-31", "31.12.2023")]
    public void Days_of_projects_are_as_exact_as_they_were_written(string typed, string read, string precision, string last, string written)
    {
        Assert.True(ProjectDays.TryRead(typed, new DateOnly(2026, 1, 1), out var day, out var known));
        Assert.Equal((DateOnly.Parse(read, System.Globalization.CultureInfo.InvariantCulture), precision), (day!.Value, known.ToString()));
        Assert.Equal(DateOnly.Parse(last, System.Globalization.CultureInfo.InvariantCulture), ProjectDays.Last(day, known));
        Assert.Equal(written, ProjectDays.Written(ProjectDays.Last(day, known)!.Value, known, "fi"));
    }

    [Fact]
    public void A_day_that_cannot_be_is_not_read() => Assert.False(ProjectDays.TryRead("32.13.2023", new DateOnly(2026, 1, 1), out _, out _));

    [Theory]
    [InlineData("järjestöjen muutosagentti", "sv", "Organisationernas förändringsagent")]
    [InlineData("Organisationernas förändringsagent", "fi", "Järjestöjen muutosagentti")]
    [InlineData("Kylätalon emäntä", "sv", "Kylätalon emäntä")]
    public void A_known_title_is_said_in_the_language_of_the_page(string printed, string lang, string expected) => Assert.Equal(expected, Roles.In(printed, lang));

    [Theory]
    [InlineData("Pohjanmaan Omaishoitajat ry", "Pohjanmaan Omaishoitaja ry", true)]
    [InlineData("Pohjanmaan Omaishoitajat", "Pohjamaan Omaishoitajat", true)]
    [InlineData("Seniorit Osasto 12 ry", "Seniorit Osasto 13 ry", false)]
    [InlineData("Kainuun Omaiset", "Lapin Omaiset", false)]
    [InlineData("Kisko ry", "Kasko ry", false)]
    public void Names_that_differ_by_a_slip_of_the_pen_are_near(string one, string other, bool near) =>
        Assert.Equal(near, LookAlikes.IsNear(OrganisationNames.Key(one), OrganisationNames.Key(other)));

    [Fact]
    public void The_membership_that_holds_is_shown_and_after_the_last_one_the_last()
    {
        Membership Of(long organisation, string? from, string? until) => new()
        {
            OrganisationId = organisation, FromOn = from is null ? null : DateOnly.Parse(from, System.Globalization.CultureInfo.InvariantCulture),
            UntilOn = until is null ? null : DateOnly.Parse(until, System.Globalization.CultureInfo.InvariantCulture),
        };
        Membership[] all = [Of(1, null, "2020-12-31"), Of(2, "2021-01-01", "2023-06-30"), Of(3, "2023-01-01", "2023-12-31"), Of(4, "2030-01-01", null)];
        Assert.Equal([1, 2, 3, 3, 4], new[] { "2020-12-31", "2022-05-05", "2023-03-03", "2029-12-31", "2030-01-01" }
            .Select(d => all.ShownOn(DateOnly.Parse(d, System.Globalization.CultureInfo.InvariantCulture))!.OrganisationId));
    }
}
