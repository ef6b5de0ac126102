using System.Net;
using AngleSharp.Html.Parser;
using Microsoft.EntityFrameworkCore;
using Uutiset.Accounts;
using Uutiset.Tests.Accounts;
using Uutiset.Tests.Vocabulary;

namespace Uutiset.Tests.Search;

/// <summary>Synonyms that editors keep for searches.</summary>
public abstract class SynonymGroupTests(Newsroom newsroom)
{
    [Fact]
    public async Task What_an_editor_writes_holds_from_the_next_search_on_both_ways_or_one_and_is_audited()
    {
        var cabin = await newsroom.PublishAsync("Talkoot erämökillä", "");
        var hut = await newsroom.PublishAsync("Autiotuvan katto", "");
        using var editor = await newsroom.SignedInAsync(Role.Editor);
        Assert.False(await newsroom.FindsAsync("erämökki", hut));
        using var added = await editor.SubmitAsync("/desk/synonyms", new() { ["Form.Words"] = "erämökki\nautiotupa" });
        Assert.Equal(HttpStatusCode.Redirect, added.StatusCode);
        Assert.True(await newsroom.FindsAsync("erämökeissä", hut) && await newsroom.FindsAsync("autiotuvassa", cabin));
        var id = await newsroom.InDbAsync(db => db.SynonymGroups.Where(g => g.Words == "erämökki\nautiotupa").Select(g => g.Id).SingleAsync());
        using var oneWay = await editor.SubmitAsync($"/desk/synonyms?edit={id}", new() { ["Version"] = "1", ["Form.Words"] = "erämökki\nautiotupa", ["Form.IsOneWay"] = "true" });
        Assert.Equal(HttpStatusCode.Redirect, oneWay.StatusCode);
        Assert.True(await newsroom.FindsAsync("erämökki", hut) && !await newsroom.FindsAsync("autiotupa", cabin));
        using var late = await editor.SubmitAsync($"/desk/synonyms?edit={id}", new() { ["Version"] = "1", ["Form.Words"] = "erämökki\nkota" });
        Assert.Equal(HttpStatusCode.UnprocessableEntity, late.StatusCode);
        using var removed = await editor.SubmitAsync($"/desk/synonyms?edit={id}", [], $"/desk/synonyms?edit={id}&handler=Remove");
        Assert.False(await newsroom.FindsAsync("erämökki", hut));
        Assert.Equal(["synonym.added", "synonym.changed", "synonym.removed"], await newsroom.InDbAsync(db => db.AuditEvents.Where(e => e.Object == "synonym:erämökki").OrderBy(e => e.Id).Select(e => e.What).ToListAsync()));
        using var agent = await newsroom.SignedInAsync(Role.Agent);
        Assert.Equal(HttpStatusCode.Forbidden, (await agent.GetAsync("/desk/synonyms")).StatusCode);
    }

    [Theory]
    [InlineData("yksin", false, "vähintään kaksi sanaa")]
    [InlineData("järjestö\njärjestöissä", false, "samaa sanaa")]
    [InlineData("laituri\n***", false, "ei ole kirjaimia")]
    [InlineData("a1\na2\na3\na4\na5\na6\na7\na8\na9\na10\na11", false, "enintään 10 sanaa")]
    [InlineData("Siun sote\nPohjois-Karjalan hyvinvointialue", false, "löytävät toisensa jo")]
    [InlineData("Kymenlaakson hyvinvointialue\nKymsote", true, "päinvastaiseen suuntaan")]
    public async Task A_group_that_makes_no_sense_is_refused_and_it_is_said_why(string words, bool oneWay, string said)
    {
        using var editor = await newsroom.SignedInAsync(Role.Editor);
        using var answer = await editor.SubmitAsync("/desk/synonyms", new() { ["Form.Words"] = words, ["Form.IsOneWay"] = oneWay ? "true" : "false" });
        Assert.Equal(HttpStatusCode.UnprocessableEntity, answer.StatusCode);
        Assert.Contains(said, WebUtility.HtmlDecode(await answer.Content.ReadAsStringAsync()), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_new_site_knows_the_areas_by_their_own_names_and_the_page_shows_what_a_word_becomes()
    {
        var article = await newsroom.PublishAsync("Pohjois-Karjalan hyvinvointialueella kuultiin järjestöjä", "");
        Assert.True(await newsroom.FindsAsync("Siun soten", article));
        using var editor = await newsroom.SignedInAsync(Role.Editor);
        var page = await new HtmlParser().ParseDocumentAsync(await editor.GetStringAsync("/desk/synonyms?try=Siun+sote+laituri"));
        var tried = page.QuerySelector("[role=status]")!.TextContent;
        Assert.Contains("Pohjois-Karjalan hyvinvointialue", tried, StringComparison.Ordinal);
        Assert.Contains("laituri: ei synonyymeja", tried, StringComparison.Ordinal);
    }

    public sealed class OnSqlite(SqliteNewsroom newsroom) : SynonymGroupTests(newsroom), IClassFixture<SqliteNewsroom>;

    public sealed class OnPostgres(PostgresNewsroom newsroom) : SynonymGroupTests(newsroom), IClassFixture<PostgresNewsroom>;
}
