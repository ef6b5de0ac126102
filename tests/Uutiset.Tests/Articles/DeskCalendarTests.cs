using Uutiset.Accounts;
using Uutiset.Articles;

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

    public sealed class OnSqlite(SqliteNewsroom n) : DeskCalendarTests(n), IClassFixture<SqliteNewsroom>;

    public sealed class OnPostgres(PostgresNewsroom n) : DeskCalendarTests(n), IClassFixture<PostgresNewsroom>;
}
