using Microsoft.EntityFrameworkCore;
using Uutiset.Accounts;
using Uutiset.Subscribers.Joining;
using Uutiset.Subscribers.Seats;
using Uutiset.Tests.Articles;

namespace Uutiset.Tests.Site;

public abstract class ImprintTests(Newsroom newsroom)
{
    [Fact]
    public async Task The_footer_names_the_publisher_that_mails_name_and_follows_its_renaming()
    {
        await newsroom.InDbAsync(db => db.Organisations.Where(o => o.IsPublisher)
            .ExecuteUpdateAsync(o => o.SetProperty(x => x.Name, "Suvantoseudun järjestöt ry").SetProperty(x => x.Email, "suvanto@example.fi")));
        var footer = "";
        // The footer looks at the database every five seconds
        for (var i = 0; i < 200 && !footer.Contains("Suvantoseudun", StringComparison.Ordinal); i++)
        {
            if (i > 0) await Task.Delay(100);
            footer = (await newsroom.PageAsync("/")).QuerySelector("footer.imprint")!.TextContent;
        }
        Assert.Contains("Julkaisija: Suvantoseudun järjestöt ry", footer, StringComparison.Ordinal);
        Assert.Contains("suvanto@example.fi", footer, StringComparison.Ordinal);
        var privacy = (await newsroom.PageAsync("/tietosuoja")).Body!.TextContent;
        Assert.Contains("Rekisterinpitäjä on Suvantoseudun järjestöt ry", privacy, StringComparison.Ordinal);
        // As long as the jobs keep it, and no promise that no job keeps
        Assert.Contains("12 kuukauden", privacy, StringComparison.Ordinal);
        Assert.Contains($"eikä kukaan vastaa pyyntöösi {JoinRequests.DaysAltogether} päivässä", privacy, StringComparison.Ordinal);
        Assert.Contains($"Jos et vastaa {StillWanted.DaysAltogether} päivässä", privacy, StringComparison.Ordinal);
        foreach (var path in new[] { "/tietosuoja", "/sv/tietosuoja", "/en/tietosuoja" })
            Assert.DoesNotContain('{', (await newsroom.PageAsync(path)).QuerySelector("main")!.TextContent);
        using var editor = await newsroom.SignedInAsync(Role.Admin);
        Assert.Contains($"pyyntö päästä järjestön tilaukseen enintään {JoinRequests.DaysAltogether} päivää", (await editor.SeeAsync("/desk/settings/processing")).QuerySelector("main")!.TextContent, StringComparison.Ordinal);
        Assert.DoesNotContain("kolme vuotta", privacy, StringComparison.Ordinal);
    }

    public sealed class OnSqlite(SqliteNewsroom newsroom) : ImprintTests(newsroom), IClassFixture<SqliteNewsroom>;

    public sealed class OnPostgres(PostgresNewsroom newsroom) : ImprintTests(newsroom), IClassFixture<PostgresNewsroom>;
}
