using Uutiset.Search;

namespace Uutiset.Tests.Search;

/// <summary>The same sixty articles on both engines.</summary>
public sealed class TwoArchives : IAsyncLifetime
{
    private static readonly string[] Subjects =
        ["järjestöjen neuvottelukunta", "kyläyhdistysten talkoot", "sote-keskuksen asiakasraati", "STM:n työryhmä", "valtionavustusten haku", "vapaaehtoisten vertaistuki", "hyvinvointialueen kumppanuuspöytä", "mielenterveys- ja päihdepalvelujen kokemusasiantuntijat"];
    private static readonly string[] Deeds =
        ["kokoontui keväällä Kuopiossa", "sai rahoituksen kahdeksi vuodeksi", "julkaisi oppaan omaishoitajille", "etsii uusia jäseniä", "kuuntelee nuoria ja ikäihmisiä", "muistuttaa hakuajan päättymisestä"];

    public SqliteNewsroom Sqlite { get; } = new();

    public PostgresNewsroom Postgres { get; } = new();

    public async ValueTask InitializeAsync()
    {
        await Sqlite.InitializeAsync();
        await Postgres.InitializeAsync();
        for (var i = 0; i < 60; i++)
        {
            var (subject, deed, other) = (Subjects[i % 8], Deeds[i * 7 % 6], Subjects[(i * 5 + 3) % 8]);
            var published = new DateTime(2020, 1, 1, 8, 0, 0, DateTimeKind.Utc).AddDays(i * 37);
            foreach (var newsroom in new Newsroom[] { Sqlite, Postgres })
            {
                await newsroom.PublishAsync($"{char.ToUpperInvariant(subject[0])}{subject[1..]} {deed}", string.Concat(Enumerable.Repeat($"<p>Mukana on {other}, joka {Deeds[i % 6]}.</p>", 1 + i % 4)), a =>
                {
                    (a.Slug, a.PublishedUtc, a.Lead) = ($"a{i}", published, i % 3 == 0 ? $"Myös {other} {deed}." : "");
                    a.Bylines.Add(new() { Name = i % 2 == 0 ? "Kerttu Lahdenperä" : "Olavi Niittymaa" });
                    if (i % 4 == 0) a.Regions.Add(new() { RegionCode = i % 8 == 0 ? "13" : "HUS" });
                });
            }
        }
    }

    public async ValueTask DisposeAsync()
    {
        await Sqlite.DisposeAsync();
        await Postgres.DisposeAsync();
    }
}

/// <summary>One archive on two engines: the same hits, in the same order, for the same reasons.</summary>
public sealed class EnginesAgreeTests(TwoArchives archives) : IClassFixture<TwoArchives>
{
    [Theory]
    [InlineData("järjestö")]
    [InlineData("jarjestoille")]
    [InlineData("avustus")]
    [InlineData("hakuaika avustus")]
    [InlineData("nuori ikäihminen kuopio")]
    [InlineData("\"neuvottelukunta kokoontui\"")]
    [InlineData("kumppanuuspöytä -rahoitus")]
    [InlineData("-järjestö")]
    [InlineData("sosiaali- ja terveysministeriö")]
    [InlineData("sotekeskus")]
    [InlineData("päihdepalvelut")]
    [InlineData("vertais*")]
    [InlineData("*tuki")]
    [InlineData("kerttu lahdenperä")]
    [InlineData("talkoot avaruus")]
    [InlineData("pohjois-savo")]
    [InlineData("")]
    public async Task Both_engines_give_the_same_answer(string words)
    {
        foreach (var query in new ArchiveQuery[] { new() { Q = words, PageSize = 50 }, new() { Q = words, PageSize = 7, Page = 2, Sort = ArchiveSort.Newest }, new() { Q = words, Region = "13" } })
        {
            var (one, other) = (await archives.Sqlite.SearchAsync(query), await archives.Postgres.SearchAsync(query));
            Assert.Equal((one.Total, one.As), (other.Total, other.As));
            Assert.Equal(one.Hits.Select(h => h.Slug), other.Hits.Select(h => h.Slug));
            Assert.Equal(one.Hits.Select(h => (h.TitleHtml, h.SnippetHtml)), other.Hits.Select(h => (h.TitleHtml, h.SnippetHtml)));
            Assert.All(one.Hits.Zip(other.Hits), pair => Assert.Equal(pair.First.Score, pair.Second.Score, 0.001));
            Assert.Equal(one.Facets.Regions, other.Facets.Regions);
            Assert.Equal(one.Facets.Authors, other.Facets.Authors);
            Assert.Equal(one.Facets.Years, other.Facets.Years);
        }
    }
}
