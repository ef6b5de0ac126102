using AngleSharp.Dom;
using AngleSharp.Html.Dom;
using Uutiset.Accounts;
using Uutiset.People;
using Uutiset.Subscribers;
using Uutiset.Tests.Articles;
using Uutiset.Tests.People;
using Uutiset.Vocabulary;

namespace Uutiset.Tests.Subscribers;

/// <summary>How the number of subscribing organisations has gone: each test counts those of a publisher of its own.</summary>
public abstract class ChartsTests(Newsroom newsroom)
{
    private const string Page = "/desk/subscribers/charts";

    private DateOnly ThisMonth => newsroom.Clock.Today().AddDays(1 - newsroom.Clock.Today().Day);

    /// <summary>A day of the month so many months ago, at noon.</summary>
    private DateTime Ago(int months, int day = 10) => Dates.ToUtc(ThisMonth.AddMonths(-months).AddDays(day - 1), new TimeOnly(12, 0));

    private string InMonth(int ago) => Dates.InMonth(ThisMonth.AddMonths(-ago), "fi");

    private Task<Organisation> PublisherAsync() =>
        newsroom.OrganisationAsync(new OrganisationDraft { Name = "Julkaisija " + Offices.Mark(), IsPublisher = true, Email = $"{Offices.Mark()}@example.fi", Address = "Esimerkkikatu 3, 00100 Helsinki" });

    private Task<Organisation> SubscribesAsync(Organisation publisher, string type, string[] regions, params (DateTime Began, DateTime? Ended)[] times) => newsroom.InDbAsync(async db =>
    {
        var mark = Offices.Mark();
        var organisation = new Organisation { Slug = mark, Name = "Tilaaja " + mark, Type = type, Regions = [.. regions.Select(r => new OrganisationRegion { RegionCode = r })] };
        db.Add(organisation);
        foreach (var (began, ended) in times) db.Add(new Subscription { PublisherId = publisher.Id, Organisation = organisation, CreatedUtc = began, EndedUtc = ended });
        await db.SaveChangesAsync();
        return organisation;
    });

    private static List<string> Rows(IHtmlDocument page, string section) =>
        [.. page.QuerySelectorAll($"section[aria-labelledby={section}] .figures tbody tr").Select(r => string.Join(' ', r.QuerySelectorAll("td").Select(d => d.TextContent)))];

    private static List<string> Lines(IHtmlDocument page, string section) =>
        [.. page.QuerySelectorAll($"section[aria-labelledby={section}] .table tbody tr").Select(r => string.Join(' ', r.QuerySelectorAll("th, td.number").Select(d => d.TextContent)))];

    private static IElement Chart(IHtmlDocument page, string section) => page.QuerySelector($"section[aria-labelledby={section}] svg[role=img]")!;

    private static List<string> Written(IElement chart) => [.. chart.QuerySelectorAll("text.value").Select(t => t.TextContent)];

    [Fact]
    public async Task Who_subscribed_and_who_ended_is_counted_by_month_in_the_chart_and_in_the_table()
    {
        using var editor = await newsroom.SignedInAsync(Role.Editor);
        var publisher = await PublisherAsync();
        await SubscribesAsync(publisher, "association", ["14"], (Ago(5), null));
        await SubscribesAsync(publisher, "patient", ["14", "21"], (Ago(4), Ago(2)));
        // Came and went within a month, and came again: two times of subscribing
        await SubscribesAsync(publisher, "association", [], (Ago(3, 5), Ago(3, 20)), (Ago(2), null));
        // Two subscriptions that overlap, and two that follow each other at once: one time
        await SubscribesAsync(publisher, "foundation", ["05"], (Ago(4), Ago(1)), (Ago(2), null));
        await SubscribesAsync(publisher, "foundation", ["05"], (Ago(4), Ago(3)), (Ago(3), Ago(2)));
        // Half past midnight in Finland is still the month before in UTC
        await SubscribesAsync(publisher, "association", [], (Dates.ToUtc(ThisMonth.AddMonths(-1), new TimeOnly(0, 30)), null));
        var page = await editor.SeeAsync($"{Page}?publisher={publisher.PublicId}");
        // The latest month first: at its end, new, ended
        Assert.Equal(["4 0 0", "4 1 0", "3 1 2", "4 1 1", "4 3 0", "1 1 0"], Rows(page, "course-moves"));
        Assert.Equal(["1", "4", "4"], Written(Chart(page, "course-total")));
        Assert.Equal($"Tilaavat järjestöt: 1 {InMonth(5)}, 4 {InMonth(0)}. Eniten: 4 {InMonth(4)}.", Chart(page, "course-total").GetAttribute("aria-label"));
        Assert.Equal(["1", "3", "1", "1", "1", "1", "2"], Written(Chart(page, "course-moves")));
        Assert.StartsWith("Uusia yhteensä 7, päättyneitä yhteensä 3, ", Chart(page, "course-moves").GetAttribute("aria-label"), StringComparison.Ordinal);
        Assert.Equal(["Paikallisyhdistys 1 3", "Säätiö 0 1", "Potilas-, vammais- tai kansanterveysjärjestö 0 0"], Lines(page, "course-types"));
        Assert.Equal(["3 1 0", "3 1 0", "2 1 0", "1 2 1", "1 2 1", "1 0 0"], Rows(page, "course-types"));
        Assert.Equal(["Koko maa 0 2", "Pohjois-Karjala 1 1", "Varsinais-Suomi 0 1", "Lappi 0 0"], Lines(page, "course-regions"));
        var curve = page.QuerySelectorAll("section[aria-labelledby=course-regions] svg").Single(s => s.GetAttribute("aria-label")!.StartsWith("Pohjois-Karjala", StringComparison.Ordinal));
        Assert.EndsWith($": 1 {InMonth(5)}, 1 {InMonth(0)}. Eniten: 2 {InMonth(4)}.", curve.GetAttribute("aria-label"), StringComparison.Ordinal);
        Assert.All(page.QuerySelectorAll("svg[role=img]"), s => Assert.False(string.IsNullOrWhiteSpace(s.GetAttribute("aria-label"))));
        Assert.All(page.QuerySelectorAll(".course-scroll"), s => Assert.Equal("0", s.GetAttribute("tabindex")));
    }

    [Fact]
    public async Task What_an_organisation_has_asked_to_hear_of_is_its_region_too_and_it_counts_there_once()
    {
        using var editor = await newsroom.SignedInAsync(Role.Editor);
        var publisher = await PublisherAsync();
        var organisation = await SubscribesAsync(publisher, "network", ["14"]);
        await newsroom.InDbAsync(db =>
        {
            foreach (var began in new[] { Ago(2), Ago(1) })
                db.Add(new Subscription { PublisherId = publisher.Id, OrganisationId = organisation.Id, CreatedUtc = began, Regions = { new SubscriptionRegion { RegionCode = "14" }, new SubscriptionRegion { RegionCode = "21" } } });
            // A private reader is no organisation
            db.Add(new Subscription { PublisherId = publisher.Id, CreatedUtc = Ago(1), Regions = { new SubscriptionRegion { RegionCode = "21" } } });
            return db.SaveChangesAsync();
        });
        var page = await editor.SeeAsync($"{Page}?publisher={publisher.PublicId}");
        Assert.Equal(["1 0 0", "1 0 0", "1 1 0"], Rows(page, "course-moves"));
        Assert.Equal(["Lappi 1 1", "Pohjois-Karjala 1 1"], Lines(page, "course-regions"));
    }

    [Fact]
    public async Task Who_speaks_for_one_publisher_sees_its_own_course_and_no_other()
    {
        var (first, second) = (await PublisherAsync(), await PublisherAsync());
        using var bound = await newsroom.SignedInAsync(Role.Editor, publisher: second.Id);
        using var free = await newsroom.SignedInAsync(Role.Editor);
        var empty = await bound.SeeAsync(Page);
        Assert.NotNull(empty.QuerySelector(".empty a[href='/tilaa']"));
        Assert.Null(empty.QuerySelector("svg[role=img]"));
        await SubscribesAsync(first, "media", ["14"], (Ago(3), null));
        var shared = await SubscribesAsync(first, "school", ["21"], (Ago(3), Ago(1)));
        await newsroom.InDbAsync(db =>
        {
            db.Add(new Subscription { PublisherId = second.Id, OrganisationId = shared.Id, CreatedUtc = Ago(2) });
            return db.SaveChangesAsync();
        });
        // Another publisher is not offered, so asking for it narrows nothing and opens nothing
        foreach (var path in new[] { Page, $"{Page}?publisher={first.PublicId}" })
        {
            var page = await bound.SeeAsync(path);
            Assert.Equal(["1 0 0", "1 0 0", "1 1 0"], Rows(page, "course-moves"));
            Assert.Equal(["Oppilaitos 1 1"], Lines(page, "course-types"));
            Assert.Null(page.QuerySelector("select[name=publisher]"));
        }
        Assert.Equal(["1 0 0", "1 0 1", "2 0 0", "2 2 0"], Rows(await free.SeeAsync($"{Page}?publisher={first.PublicId}"), "course-moves"));
        var none = await PublisherAsync();
        Assert.NotNull((await free.SeeAsync($"{Page}?publisher={none.PublicId}")).QuerySelector($".empty a[href='{Page}']"));
    }

    [Fact]
    public async Task The_months_go_on_with_the_clock_and_stay_two_years()
    {
        var publisher = await PublisherAsync();
        await SubscribesAsync(publisher, "association", [], (newsroom.Clock.GetUtcNow().UtcDateTime, null));
        using (var today = await newsroom.SignedInAsync(Role.Editor, publisher: publisher.Id))
        {
            var page = await today.SeeAsync(Page);
            Assert.Equal(["1 1 0"], Rows(page, "course-moves"));
            Assert.Equal($"Tilaavat järjestöt: 1 {InMonth(0)}.", Chart(page, "course-total").GetAttribute("aria-label"));
        }
        newsroom.Clock.MoveTo(new DateTimeOffset(Ago(-26)));
        using var later = await newsroom.SignedInAsync(Role.Editor, publisher: publisher.Id);
        var rows = Rows(await later.SeeAsync(Page), "course-moves");
        Assert.Equal(24, rows.Count);
        Assert.All(rows, r => Assert.Equal("1 0 0", r));
    }

    public sealed class OnSqlite(SqliteNewsroom n) : ChartsTests(n), IClassFixture<SqliteNewsroom>;

    public sealed class OnPostgres(PostgresNewsroom n) : ChartsTests(n), IClassFixture<PostgresNewsroom>;
}
