using System.Net;
using Microsoft.EntityFrameworkCore;
using Uutiset.Accounts;
using Uutiset.Articles;
using Uutiset.Bulletins;
using Uutiset.Tests.Articles;
using Uutiset.Tests.Mailing;
using Uutiset.Tests.People;

namespace Uutiset.Tests.Bulletins;

/// <summary>Articles that tell a deadline, mailed, changed and moved on.</summary>
public abstract class MailedDeadlines(ISinkNewsroom newsroom)
{
    private protected readonly Newsroom room = newsroom.Room;

    private protected async Task<(Article Article, Deadline Deadline)> ToldAsync(string title)
    {
        await room.InDbAsync(Readers.PublisherAsync);
        var article = await room.PublicAsync(new ArticleDraft { Title = title, Lead = "Haku on auki.", Regions = ["14"], Deadlines = [new DraftDeadline(Title: "Avustushaku", Closes: new DateOnly(2090, 3, 31))] });
        return (article, await room.InDbAsync(db => db.Deadlines.AsNoTracking().SingleAsync(d => db.Set<ArticleDeadline>().Any(r => r.ArticleId == article.Id && r.DeadlineId == d.Id))));
    }

    private protected async Task PublishAgainAsync(Article article, Func<ArticleDraft, ArticleDraft> change)
    {
        var (draft, version) = (await room.WorkingAsync(article), (await room.NowAsync(article)).Version);
        Assert.IsType<Outcome.Done>(await room.DoAsync<Drafting, Outcome>(d => d.SaveAsync(article.PublicId, change(draft), version, true, Actor.System, CancellationToken.None)));
        Assert.IsType<Outcome.Done>(await room.DoAsync<Publishing, Outcome>(p => p.PublishAsync(article.PublicId, null, null, Actor.System, CancellationToken.None)));
    }

    private protected Task MoveAsync(Deadline deadline, DateOnly closes) => room.InDbAsync(async db =>
    {
        await DeadlineMoves.MoveAsync(db, await db.Deadlines.SingleAsync(d => d.Id == deadline.Id), new DraftDeadline(Title: "Avustushaku", Closes: closes), Actor.System, room.Clock.GetUtcNow().UtcDateTime, default);
        await db.SaveChangesAsync();
    });

    private protected async Task SendAsync(Article article, string region)
    {
        var id = await Readers.BulletinAsync(room, new BulletinDraft { Variants = [new("fi", "Viikon uutiset", null, null)], Items = [new(article.PublicId, null, null)], Audience = new Audience { Regions = [region] } });
        var frozen = await Readers.FreezeAsync(room, id);
        Assert.Equal(FreezeOutcome.Done, frozen.Outcome);
        await Dispatches.UntilAsync(room, frozen.Dispatch!.Id, c => c.IsOver);
    }
}

/// <summary>The old date was told by what was mailed, not by what an article tells now.</summary>
public abstract class ReceivedDeadlineTests(ISinkNewsroom newsroom) : MailedDeadlines(newsroom)
{
    [Fact]
    public async Task Only_who_was_mailed_a_text_with_the_old_day_in_it_is_named_whatever_the_articles_tell_now()
    {
        var (dropped, deadline) = await ToldAsync("Kertoi ja lakkasi kertomasta");
        var late = await room.PublicAsync(new ArticleDraft { Title = "Kertoi vasta myöhemmin", Lead = "Ensin ilman määräaikaa.", Regions = ["14"] });
        await Readers.ContactAsync(room, await Readers.SubscriptionAsync(room, "Vanhan päivän saajat ry", regions: ["04"]), "vanha@example.fi");
        await Readers.ContactAsync(room, await Readers.SubscriptionAsync(room, "Eivät kuulleet päivää ry", regions: ["05"]), "ilman@example.fi");
        await Readers.ContactAsync(room, await Readers.SubscriptionAsync(room, "Uuden päivän saajat ry", regions: ["06"]), "uusi@example.fi");
        await SendAsync(dropped, "04");
        await SendAsync(late, "05");
        room.Clock.Move(TimeSpan.FromMinutes(5));
        await PublishAgainAsync(dropped, d => d with { Deadlines = [] });
        await PublishAgainAsync(late, d => d with { Deadlines = [new DraftDeadline(deadline.PublicId)] });
        room.Clock.Move(TimeSpan.FromMinutes(5));
        await MoveAsync(deadline, new DateOnly(2090, 4, 30));
        room.Clock.Move(TimeSpan.FromMinutes(5));
        await SendAsync(late, "06");

        using var editor = await room.SignedInAsync(Role.Editor);
        var page = WebUtility.HtmlDecode(await editor.GetStringAsync($"/desk/received/deadline/{deadline.PublicId}"));
        Assert.Contains("vanha@example.fi", page, StringComparison.Ordinal);
        Assert.DoesNotContain("ilman@example.fi", page, StringComparison.Ordinal);
        Assert.DoesNotContain("uusi@example.fi", page, StringComparison.Ordinal);
        Assert.Equal(1, (await editor.GetStringAsync($"/desk/received/deadline/{deadline.PublicId}?handler=Csv")).Split('\n', StringSplitOptions.RemoveEmptyEntries).Length - 1);
        // The list leads there also when no article tells it any more
        Assert.Contains($"/desk/received/deadline/{deadline.PublicId}", await editor.GetStringAsync("/desk/deadlines"), StringComparison.Ordinal);
        // Moved back: who was told the day that holds again was told nothing wrong, the others were
        await MoveAsync(deadline, new DateOnly(2090, 3, 31));
        page = WebUtility.HtmlDecode(await editor.GetStringAsync($"/desk/received/deadline/{deadline.PublicId}"));
        Assert.DoesNotContain("vanha@example.fi", page, StringComparison.Ordinal);
        Assert.Contains("uusi@example.fi", page, StringComparison.Ordinal);

        using var agent = await room.SignedInAsync(Role.Agent);
        var counted = WebUtility.HtmlDecode(await agent.GetStringAsync($"/desk/received/deadline/{deadline.PublicId}"));
        Assert.Equal("1", new AngleSharp.Html.Parser.HtmlParser().ParseDocument(counted).QuerySelector("tbody td.number")!.TextContent.Trim());
        Assert.DoesNotContain("uusi@example.fi", counted, StringComparison.Ordinal);
        Assert.DoesNotContain("Uuden päivän saajat", counted, StringComparison.Ordinal);
    }

    public sealed class OnSqlite(SqliteSinkNewsroom n) : ReceivedDeadlineTests(n), IClassFixture<SqliteSinkNewsroom>;

    public sealed class OnPostgres(PostgresSinkNewsroom n) : ReceivedDeadlineTests(n), IClassFixture<PostgresSinkNewsroom>;
}
