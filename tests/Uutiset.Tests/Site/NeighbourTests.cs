using Uutiset.Articles;

namespace Uutiset.Tests.Site;

/// <summary>What goes on from what, and what somebody has said, each once and in the reader's version.</summary>
public abstract class NeighbourTests(Newsroom newsroom)
{
    [Fact]
    public async Task A_story_that_goes_on_is_linked_once_in_the_readers_version_on_every_version_of_its_beginning()
    {
        var beginning = await newsroom.PrintAsync("Hanke alkaa");
        var swedish = await newsroom.PrintAsync("Projektet börjar", a => (a.Lang, a.TranslationOfId) = ("sv", beginning.Id));
        var end = await newsroom.PrintAsync("Hanke päättyy", a => a.Links.Add(new ArticleLink { Kind = LinkKind.Follows, TargetId = beginning.Id }));
        var ended = await newsroom.PrintAsync("Projektet slutar", a =>
        {
            (a.Lang, a.TranslationOfId) = ("sv", end.Id);
            a.Links.Add(new ArticleLink { Kind = LinkKind.Follows, TargetId = beginning.Id });
        });
        await newsroom.PrintAsync("Hanke loppuu (selko)", a =>
        {
            (a.EasyLanguage, a.TranslationOfId) = (true, end.Id);
            a.Links.Add(new ArticleLink { Kind = LinkKind.Follows, TargetId = beginning.Id });
        });
        var alone = await newsroom.PrintAsync("Jatkokertomus", a => a.Links.Add(new ArticleLink { Kind = LinkKind.Follows, TargetId = swedish.Id }));

        async Task<string[]> LinksAsync(string path) => [.. (await newsroom.PageAsync(path)).QuerySelectorAll("p.follows a").Select(a => a.GetAttribute("href")!)];
        foreach (var version in new[] { beginning, swedish })
        {
            Assert.Equal([$"/uutiset/{end.Slug}", $"/uutiset/{alone.Slug}"], await LinksAsync("/uutiset/" + version.Slug));
            Assert.Equal([$"/sv/uutiset/{ended.Slug}", $"/sv/uutiset/{alone.Slug}"], await LinksAsync("/sv/uutiset/" + version.Slug));
        }
        // And the other way: to the reader's version of what came before
        foreach (var version in new[] { end, ended, alone })
        {
            Assert.Equal([$"/uutiset/{beginning.Slug}"], await LinksAsync("/uutiset/" + version.Slug));
            Assert.Equal([$"/sv/uutiset/{swedish.Slug}"], await LinksAsync("/sv/uutiset/" + version.Slug));
        }
        // One that is not public is no neighbour
        await newsroom.InDbAsync(async db =>
        {
            (await db.FindAsync<Article>(ended.Id))!.Status = ArticleStatus.Withdrawn;
            await db.SaveChangesAsync();
        });
        Assert.Equal([$"/sv/uutiset/{end.Slug}", $"/sv/uutiset/{alone.Slug}"], await LinksAsync($"/sv/uutiset/{swedish.Slug}"));
    }

    [Fact]
    public async Task What_somebody_said_is_told_once_in_the_readers_version_that_quotes_it()
    {
        var writer = await newsroom.WriterAsync("Siiri Sanoja", "siiri-sanoja");
        void Says(Article article, string text) => article.Quotes.Add(new ArticleQuote { Speaker = writer.Name, Text = text });
        var finnish = await newsroom.PrintAsync("Lausunto", a => Says(a, "Näin on hyvä."));
        await newsroom.PrintAsync("Utlåtande", a => { (a.Lang, a.TranslationOfId) = ("sv", finnish.Id); Says(a, "Så är det bra."); });
        await newsroom.PrintAsync("Lausunto (selko)", a => { (a.EasyLanguage, a.TranslationOfId) = (true, finnish.Id); Says(a, "Tämä on hyvä."); });
        // This item's Swedish version leaves the quote out: the original's is told
        var other = await newsroom.PrintAsync("Kuuleminen", a => Says(a, "Kuulkaa meitä."));
        await newsroom.PrintAsync("Hörande", a => (a.Lang, a.TranslationOfId) = ("sv", other.Id));
        async Task<string[]> SaidAsync(string path) => [.. (await newsroom.PageAsync(path)).QuerySelectorAll(".quotes blockquote").Select(q => q.TextContent).Order(StringComparer.Ordinal)];
        Assert.Equal(["Kuulkaa meitä.", "Näin on hyvä."], await SaidAsync("/tekijat/siiri-sanoja"));
        Assert.Equal(["Kuulkaa meitä.", "Så är det bra."], await SaidAsync("/sv/tekijat/siiri-sanoja"));
        Assert.Equal(["Kuulkaa meitä.", "Näin on hyvä."], await SaidAsync("/en/tekijat/siiri-sanoja"));
    }

    public sealed class OnSqlite(SqliteNewsroom newsroom) : NeighbourTests(newsroom), IClassFixture<SqliteNewsroom>;

    public sealed class OnPostgres(PostgresNewsroom newsroom) : NeighbourTests(newsroom), IClassFixture<PostgresNewsroom>;
}
