using System.Net;
using Microsoft.EntityFrameworkCore;
using Uutiset.Accounts;
using Uutiset.Articles;
using Uutiset.Articles.Versions;
using Uutiset.Bulletins;
using Uutiset.Tests.Articles;
using Uutiset.Tests.Mailing;
using Uutiset.Tests.People;

namespace Uutiset.Tests.Bulletins;

public abstract class ReceivedTests(ISinkNewsroom newsroom) : MailedDeadlines(newsroom)
{
    [Fact]
    public async Task Who_got_an_article_before_its_correction_and_a_deadline_before_its_move_is_told_by_name()
    {
        var (article, deadline) = await ToldAsync("Haku avautuu");
        var other = await Readers.ArticleAsync(room, "Toinen juttu");
        var subscription = await Readers.SubscriptionAsync(room, "=Saajat ry", regions: ["19"]);
        await Readers.ContactAsync(room, subscription, "saaja@example.fi");
        await Readers.ContactAsync(room, await Readers.SubscriptionAsync(room, regions: ["19"]), "yksityinen@example.fi");
        await SendAsync(article, "19");
        room.Clock.Move(TimeSpan.FromMinutes(10));
        await room.InDbAsync(async db =>
        {
            var now = room.Clock.GetUtcNow().UtcDateTime;
            db.Add(new Correction { ArticleId = article.Id, AtUtc = now, Wrong = "31.3.", Right = "30.4.", Renotify = true });
            var moved = await db.Deadlines.SingleAsync(d => d.Id == deadline.Id);
            await DeadlineMoves.MoveAsync(db, moved, new DraftDeadline(Title: "Avustushaku", Closes: new DateOnly(2090, 4, 30)), Actor.System, now, default);
            await db.SaveChangesAsync();
        });
        room.Clock.Move(TimeSpan.FromMinutes(10));
        await Readers.ContactAsync(room, await Readers.SubscriptionAsync(room, "Myöhempi ry", regions: ["01"]), "myohempi@example.fi");
        await SendAsync(article, "01");
        await SendAsync(other, "19");

        using var editor = await room.SignedInAsync(Role.Editor);
        var told = WebUtility.HtmlDecode(await editor.GetStringAsync($"/desk/received/article/{article.PublicId}"));
        foreach (var address in new[] { "saaja@example.fi", "yksityinen@example.fi", "myohempi@example.fi" }) Assert.Contains(address, told, StringComparison.Ordinal);
        Assert.Equal(1, told.Split("status-changes").Length - 1);
        Assert.Contains("30.4.</span> <span class=\"status\">Saajille kerrotaan oikaisusta", told, StringComparison.Ordinal);

        var old = WebUtility.HtmlDecode(await editor.GetStringAsync($"/desk/received/deadline/{deadline.PublicId}"));
        Assert.Contains("saaja@example.fi", old, StringComparison.Ordinal);
        Assert.DoesNotContain("myohempi@example.fi", old, StringComparison.Ordinal);

        var csv = await editor.GetStringAsync($"/desk/received/deadline/{deadline.PublicId}?handler=Csv");
        Assert.Equal(2, csv.Split('\n', StringSplitOptions.RemoveEmptyEntries).Length - 1);
        Assert.Contains("'=Saajat ry;saaja@example.fi;", csv, StringComparison.Ordinal);

        Assert.Equal("2 addresses", await room.InDbAsync(db => db.AuditEvents.Where(e => e.What == "recipients.exported" && e.Object == $"deadline:{deadline.PublicId}").Select(e => e.Content!.Detail).SingleAsync()));
        var bulletin = await room.InDbAsync(db => db.Bulletins.OrderBy(b => b.Number).Select(b => b.PublicId).FirstAsync());
        Assert.Contains("saaja@example.fi", await editor.GetStringAsync($"/desk/bulletins/{bulletin}/deliveries.csv"), StringComparison.Ordinal);
        Assert.True(await room.InDbAsync(db => db.AuditEvents.AnyAsync(e => e.What == "recipients.exported" && e.Object == $"bulletin:{bulletin}")));
        var answers = new List<HttpStatusCode>();
        while (answers.Count < 75 && answers.LastOrDefault() != HttpStatusCode.TooManyRequests) answers.Add((await editor.GetAsync($"/desk/received/deadline/{deadline.PublicId}?handler=Csv")).StatusCode);
        Assert.Equal(HttpStatusCode.TooManyRequests, answers[^1]);
        Assert.Equal(HttpStatusCode.OK, (await editor.GetAsync($"/desk/received/deadline/{deadline.PublicId}")).StatusCode);

        using var agent = await room.SignedInAsync(Role.Agent);
        var counted = await agent.GetStringAsync($"/desk/received/article/{article.PublicId}");
        Assert.DoesNotContain("saaja@example.fi", counted, StringComparison.Ordinal);
        Assert.NotEqual(HttpStatusCode.OK, (await agent.GetAsync($"/desk/received/article/{article.PublicId}?handler=Csv")).StatusCode);
        Assert.Equal(HttpStatusCode.NotFound, (await editor.GetAsync($"/desk/received/article/{Guid.NewGuid()}")).StatusCode);
        Assert.Equal(HttpStatusCode.NotFound, (await editor.GetAsync($"/desk/received/muu/{article.PublicId}")).StatusCode);
    }

    public sealed class OnSqlite(SqliteSinkNewsroom n) : ReceivedTests(n), IClassFixture<SqliteSinkNewsroom>;

    public sealed class OnPostgres(PostgresSinkNewsroom n) : ReceivedTests(n), IClassFixture<PostgresSinkNewsroom>;
}
