using System.Net;
using AngleSharp.Dom;
using AngleSharp.Html.Dom;
using AngleSharp.Html.Parser;
using Microsoft.EntityFrameworkCore;
using Uutiset.Articles;
using Uutiset.Bulletins;
using Uutiset.Tests.Subscribers;

namespace Uutiset.Tests.Bulletins;

/// <summary>Whoever thinks of subscribing sees first what they would get.</summary>
public abstract class SampleTests(Newsroom newsroom) : IDisposable
{
    private readonly Visitor visitor = new(newsroom);

    [Fact]
    public async Task The_newest_bulletin_for_the_wishes_is_told_and_without_one_the_newest_articles()
    {
        var (told, hidden, other) = (await Readers.ArticleAsync(newsroom, "Näytteen juttu"), await Readers.ArticleAsync(newsroom, "Piilotettu juttu"), await Readers.ArticleAsync(newsroom, "Lähettämätön juttu"));
        Assert.Contains("Lähettämätön juttu", (await SampleAsync(("regions", "14"))).TextContent, StringComparison.Ordinal);
        // Somewhere else nothing was published
        Assert.Equal(0, (await SampleAsync(("regions", "21"))).QuerySelectorAll("li").Length);

        var subscription = await Readers.SubscriptionAsync(newsroom, "Näytteen lukijat ry");
        await Readers.ContactAsync(newsroom, subscription, "lukija@nayte.example.fi");
        var bulletin = await Readers.BulletinAsync(newsroom, new BulletinDraft
        {
            Variants = [new("fi", "Kirje Pohjois-Karjalaan")], Items = [new(told.PublicId), new(hidden.PublicId)], Audience = new() { Regions = ["14"] },
        });
        Assert.True((await Readers.FreezeAsync(newsroom, bulletin)).Outcome == FreezeOutcome.Done);
        for (var i = 0; i < 300 && !await newsroom.InDbAsync(db => db.Dispatches.AnyAsync(d => d.StartedUtc != null)); i++) await Task.Delay(50);
        await newsroom.InDbAsync(db => db.Articles.Where(a => a.Id == hidden.Id).ExecuteUpdateAsync(a => a.SetProperty(x => x.Status, ArticleStatus.Withdrawn)));

        var sample = await SampleAsync(("regions", "14"), ("email", "kesken"));
        Assert.Contains("Kirje Pohjois-Karjalaan", sample.TextContent, StringComparison.Ordinal);
        Assert.Equal(["Näytteen juttu"], sample.QuerySelectorAll("li").Select(l => l.TextContent.Trim()));
        Assert.StartsWith("/tiedotteet/", sample.QuerySelector("a")!.GetAttribute("href"), StringComparison.Ordinal);
        // The bulletin was for another region than this one
        Assert.DoesNotContain("Kirje", (await SampleAsync(("regions", "05"))).TextContent, StringComparison.Ordinal);
        Assert.NotEqual(0, other.Id);
    }

    private async Task<IElement> SampleAsync(params (string, string)[] wishes)
    {
        var form = await visitor.FormAsync("/tilaa");
        using var answer = await visitor.PostAsync("/tilaa", [.. form, ("who", "private"), ("sample", "1"), .. wishes]);
        Assert.Equal(HttpStatusCode.OK, answer.StatusCode);
        var page = new HtmlParser().ParseDocument(await answer.Content.ReadAsStringAsync());
        Assert.Empty(page.QuerySelectorAll(".field-error, .error-summary"));
        foreach (var (name, value) in wishes) Assert.Contains(page.QuerySelectorAll<IHtmlInputElement>($"input[name={name}]"), i => i.Value == value && (i.Type != "checkbox" || i.IsChecked));
        return page.QuerySelector("#nayte")!;
    }

    public void Dispose()
    {
        visitor.Dispose();
        GC.SuppressFinalize(this);
    }

    public sealed class OnSqlite(SqliteNewsroom newsroom) : SampleTests(newsroom), IClassFixture<SqliteNewsroom>;

    public sealed class OnPostgres(PostgresNewsroom newsroom) : SampleTests(newsroom), IClassFixture<PostgresNewsroom>;
}
