using System.Net;
using Uutiset.Accounts;
using Uutiset.Articles;
using Uutiset.Tests.People;
using Uutiset.Tests.Site;

namespace Uutiset.Tests.Articles;

/// <summary>What ends and what was promised, on its day in the desk's calendar.</summary>
public abstract class DeskCalendarTests(Newsroom newsroom)
{
    [Fact]
    public async Task Ends_of_articles_and_attachments_and_promises_stand_on_their_days()
    {
        using var editor = await newsroom.SignedInAsync(Role.Editor);
        var promised = await newsroom.PublicAsync(new ArticleDraft
        {
            Title = "Kalenterin lupaava juttu", FollowUp = "Kerromme kalenterin tuloksista.", FollowUpBy = new DateOnly(2033, 5, 4),
            // Midnight in Helsinki: the last whole day is the fifth
            ExpiresAt = new DateTimeOffset(2033, 5, 5, 21, 0, 0, TimeSpan.Zero), Attachments = [new DraftAttachment("Kalenterin tallenne", "https://example.org/tallenne", Kind: "video", AvailableUntil: new DateOnly(2033, 5, 6))],
        });
        await newsroom.PublicAsync(new ArticleDraft { Title = "Kalenterin klo-juttu", ExpiresAt = new DateTimeOffset(2033, 5, 7, 9, 0, 0, TimeSpan.Zero) });
        var list = await editor.SeeAsync("/desk/calendar?month=2033-05&view=list");
        string[] Rows() => [.. list.QuerySelectorAll(".calendar-rows li").Select(r => string.Join(' ', r.TextContent.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries)))];
        Assert.Equal(["Luvattu jatko Kerromme kalenterin tuloksista.", "Juttu poistuu sivustolta Kalenterin lupaava juttu", "Liite poistuu näkyvistä Kalenterin tallenne", "Juttu poistuu sivustolta klo 12.00 Kalenterin klo-juttu"], Rows());

        // A promise that was kept is none any more
        await newsroom.PublicAsync(new ArticleDraft { Title = "Kalenterin jatko", Related = [new DraftLink(promised.PublicId, Kind: LinkKind.Follows)] });
        list = await editor.SeeAsync("/desk/calendar?month=2033-05&view=list");
        Assert.DoesNotContain(Rows(), r => r.StartsWith("Luvattu jatko", StringComparison.Ordinal));
        Assert.Empty((await editor.SeeAsync("/desk/calendar?month=2033-06&view=list")).QuerySelectorAll(".calendar-rows li"));
    }

    [Fact]
    public async Task An_event_that_goes_on_stands_in_each_of_its_months()
    {
        using var editor = await newsroom.SignedInAsync(Role.Editor);
        var article = await newsroom.PublicAsync(new ArticleDraft { Title = "Kutsu kevätleirille", Events = [new DraftEvent("Kevätleiri", new DateOnly(2034, 3, 30), new TimeOnly(9, 0), new DateOnly(2034, 4, 2))] });
        foreach (var (month, title) in new[] { ("2034-03", "Kevätleiri"), ("2034-04", "Kevätleiri (30.3.–2.4.2034)") })
        {
            var link = Assert.Single((await editor.SeeAsync($"/desk/calendar?month={month}&view=list")).QuerySelectorAll(".calendar-rows a"));
            Assert.Equal((title, $"/desk/articles/{article.PublicId}"), (link.TextContent, link.GetAttribute("href")));
        }
        Assert.Empty((await editor.SeeAsync("/desk/calendar?month=2034-05&view=list")).QuerySelectorAll(".calendar-rows a"));
    }

    [Fact]
    public async Task An_agent_is_shown_events_of_what_they_may_see_and_led_where_they_may_go()
    {
        var (agent, me, _) = await newsroom.AgentAsync("18");
        using var browser = agent;
        using var editor = await newsroom.SignedInAsync(Role.Editor);
        ArticleDraft Invitation(string title, string region) => new() { Title = "Kutsu: " + title, Regions = [region], Events = [new DraftEvent(title, new DateOnly(2035, 3, 10))] };
        var (own, others, gone) = (await newsroom.PublicAsync(Invitation("Agentin oma tapaaminen", "18"), me), await newsroom.PublicAsync(Invitation("Toisten tapaaminen", "05")), await newsroom.PublicAsync(Invitation("Peruttu tapaaminen", "05")));
        Assert.IsType<Outcome.Done>(await newsroom.DoAsync<Publishing, Outcome>(p => p.WithdrawAsync(gone.PublicId, null, Actor.System, CancellationToken.None)));
        static async Task<string[]> LinksAsync(HttpClient who) => [.. (await who.SeeAsync("/desk/calendar?month=2035-03&view=list")).QuerySelectorAll(".calendar-rows a").Select(a => a.GetAttribute("href")!).Order(StringComparer.Ordinal)];
        var links = await LinksAsync(browser);
        Assert.Equal(new[] { $"/desk/articles/{own.PublicId}", (await newsroom.NowAsync(others)).Path }.Order(StringComparer.Ordinal), links);
        foreach (var link in links) Assert.Equal(HttpStatusCode.OK, (await browser.GetAsync(link)).StatusCode);
        Assert.Equal(new[] { own, others, gone }.Select(a => $"/desk/articles/{a.PublicId}").Order(StringComparer.Ordinal), await LinksAsync(editor));

        static async Task<string[]> FoundAsync(HttpClient who) => [.. (await who.JsonAsync("/desk/articles/find/events?q=tapaaminen")).EnumerateArray().Select(e => e.GetProperty("title").GetString()!).Order(StringComparer.Ordinal)];
        Assert.Equal(["Agentin oma tapaaminen", "Toisten tapaaminen"], await FoundAsync(browser));
        Assert.Equal(["Agentin oma tapaaminen", "Peruttu tapaaminen", "Toisten tapaaminen"], await FoundAsync(editor));
        Assert.DoesNotContain("Peruttu tapaaminen", WebUtility.HtmlDecode(await browser.GetStringAsync($"/desk/articles/{own.PublicId}")), StringComparison.Ordinal);
    }

    public sealed class OnSqlite(SqliteNewsroom n) : DeskCalendarTests(n), IClassFixture<SqliteNewsroom>;

    public sealed class OnPostgres(PostgresNewsroom n) : DeskCalendarTests(n), IClassFixture<PostgresNewsroom>;
}
