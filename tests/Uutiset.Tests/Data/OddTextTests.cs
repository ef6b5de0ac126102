using System.Net;
using Uutiset.Accounts;

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
        Assert.True(answer.StatusCode < HttpStatusCode.InternalServerError, answer.StatusCode.ToString());
    }

    public sealed class OnSqlite(SqliteNewsroom newsroom) : OddTextTests(newsroom), IClassFixture<SqliteNewsroom>;

    public sealed class OnPostgres(PostgresNewsroom newsroom) : OddTextTests(newsroom), IClassFixture<PostgresNewsroom>;
}
