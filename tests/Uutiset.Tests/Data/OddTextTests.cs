using System.Net;
using System.Net.Http.Json;
using Uutiset.Accounts;
using Uutiset.Tests.Articles;

namespace Uutiset.Tests.Data;

/// <summary>NUL is text to SQLite and an error to PostgreSQL. On neither is it the server that broke.</summary>
public abstract class OddTextTests(Newsroom newsroom)
{
    [Theory]
    [InlineData("/arkisto?tag=%00")]
    [InlineData("/arkisto?q=a%00b")]
    [InlineData("/api/v1/search?q=a&tag=%00")]
    [InlineData("/api/v1/articles?lang=%00")]
    public async Task An_address_with_NUL_in_it_is_answered(string address)
    {
        using var answer = await newsroom.Client.GetAsync(address);
        Assert.True(answer.StatusCode is HttpStatusCode.OK or HttpStatusCode.BadRequest, $"{address}: {answer.StatusCode}");
    }

    [Theory]
    [InlineData("/desk/articles?q=%00")]
    [InlineData("/desk/organisations?q=%00")]
    public async Task A_desk_address_with_NUL_in_it_is_answered(string address)
    {
        using var editor = await newsroom.SignedInAsync(Role.Editor);
        using var answer = await editor.GetAsync(address);
        Assert.True(answer.StatusCode is HttpStatusCode.OK or HttpStatusCode.BadRequest, $"{address}: {answer.StatusCode}");
    }

    [Fact]
    public async Task A_form_with_NUL_in_it_is_answered()
    {
        using var visitor = newsroom.NewClient(cookies: true);
        using var answer = await visitor.SubmitAsync("/kirjaudu", new() { ["Email"] = "aino\0@example.fi", ["Password"] = Editors.Password });
        Assert.Equal(HttpStatusCode.BadRequest, answer.StatusCode);
    }

    [Fact]
    public async Task What_is_answered_with_400_or_412_is_no_failure_in_the_log()
    {
        using var script = await newsroom.WithKeyAsync("articles:write");
        using var made = await script.PostAsJsonAsync("/api/v1/articles", new { title = "Kilpajuoksu", bodyHtml = "<p>x</p>" });
        var races = await Task.WhenAll(Enumerable.Range(0, 8).Select(n =>
            script.PutAsync(made.Headers.Location!.OriginalString, new { title = $"Kilpajuoksu {n}", bodyHtml = "<p>x</p>" }, made.Headers.ETag!.Tag)));
        Assert.Equal([200, 412], races.Select(r => (int)r.StatusCode).Distinct().Order());
        await newsroom.Client.GetAsync("/arkisto?tag=%00");
        await newsroom.Client.GetAsync("/api/v1/articles?lang=%00");
        Assert.Empty(newsroom.Failures);
    }

    public sealed class OnSqlite(SqliteNewsroom newsroom) : OddTextTests(newsroom), IClassFixture<SqliteNewsroom>;

    public sealed class OnPostgres(PostgresNewsroom newsroom) : OddTextTests(newsroom), IClassFixture<PostgresNewsroom>;
}
