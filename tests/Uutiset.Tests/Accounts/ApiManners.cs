using System.Net;
using System.Text;
using System.Text.Json;
using Microsoft.EntityFrameworkCore;
using Uutiset.Accounts;
using Uutiset.Accounts.Api;
using Uutiset.Data;

namespace Uutiset.Tests.Accounts;

/// <summary>What every address under /api/v1 does alike.</summary>
public sealed class ApiManners(ThingsNewsroom things) : IClassFixture<ThingsNewsroom>
{
    private const string Good = """{"name":"kissa","size":3,"colour":"green"}""";

    private async Task<(HttpResponseMessage Answer, JsonElement Body)> SendAsync(
        HttpMethod method, string path, string? body = null, string? key = null, string type = "application/json", params (string Name, string Value)[] headers)
    {
        using var request = new HttpRequestMessage(method, "/api/v1/things" + path);
        if (body is not null) request.Content = new StringContent(body, Encoding.UTF8, type);
        if (key is not null) request.Headers.TryAddWithoutValidation("Authorization", "Bearer " + key);
        // The server answers 413 before it has read the body, and closes: asked first, it is sent no body that breaks off
        request.Headers.ExpectContinue = body?.Length > 1024 * 1024;
        foreach (var (name, value) in headers) request.Headers.TryAddWithoutValidation(name, value);
        var answer = await things.Client.SendAsync(request);
        var text = await answer.Content.ReadAsStringAsync();
        return (answer, text.Length == 0 ? default : JsonDocument.Parse(text).RootElement);
    }

    private async Task<(HttpResponseMessage Answer, JsonElement Body)> PostAsync(string body, params (string Name, string Value)[] headers) =>
        await SendAsync(HttpMethod.Post, "", body, await things.KeyAsync("articles:write"), headers: headers);

    private static void IsProblem((HttpResponseMessage Answer, JsonElement Body) got, HttpStatusCode status)
    {
        Assert.Equal(status, got.Answer.StatusCode);
        Assert.Equal("application/problem+json", got.Answer.Content.Headers.ContentType?.MediaType);
        Assert.Equal((int)status, got.Body.GetProperty("status").GetInt32());
        Assert.NotEmpty(got.Body.GetProperty("title").GetString()!);
        Assert.NotEmpty(got.Body.GetProperty("detail").GetString()!);
    }

    [Theory]
    [InlineData("""{"name": "kissa", """, "not valid JSON (line 1")]
    [InlineData("kissa", "not valid JSON (line 1, byte 1)")]
    [InlineData("""{"name":"kissa","size":"suuri","colour":"green"}""", "The value of size")]
    [InlineData("""{"name":"kissa","size":3,"colour":"violetti"}""", "The value of colour")]
    [InlineData("", "no body")]
    public async Task Body_that_cannot_be_read_is_refused_in_plain_words(string body, string words)
    {
        var got = await PostAsync(body);
        IsProblem(got, HttpStatusCode.BadRequest);
        var detail = got.Body.GetProperty("detail").GetString()!;
        Assert.Contains(words, detail, StringComparison.Ordinal);
        Assert.DoesNotContain("System.", detail, StringComparison.Ordinal);
        Assert.DoesNotContain("Uutiset.", detail, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Field_of_the_wrong_type_is_named_under_errors()
    {
        var got = await PostAsync("""{"name":"kissa","size":"suuri","colour":"green"}""");
        Assert.NotEmpty(got.Body.GetProperty("errors").GetProperty("size")[0].GetString()!);
    }

    [Fact]
    public async Task Field_that_will_not_do_is_422_with_errors()
    {
        var got = await PostAsync("""{"name":"","size":3,"colour":"green"}""");
        IsProblem(got, HttpStatusCode.UnprocessableEntity);
        Assert.Equal("must not be empty", got.Body.GetProperty("errors").GetProperty("name")[0].GetString());
    }

    [Fact]
    public async Task Fields_that_nobody_knows_are_ignored() =>
        Assert.Equal(HttpStatusCode.Created, (await PostAsync("""{"name":"kissa","size":3,"colour":"green","fromTheFuture":{"a":[1]}}""")).Answer.StatusCode);

    [Fact]
    public async Task Body_over_ten_megabytes_is_413()
    {
        var got = await PostAsync($$"""{"name":"{{new string('a', 11 * 1024 * 1024)}}","size":3,"colour":"green"}""");
        IsProblem(got, HttpStatusCode.RequestEntityTooLarge);
        got = await PostAsync($$"""{"name":"{{new string('a', 11 * 1024 * 1024)}}","size":3,"colour":"green"}""", ("Idempotency-Key", "suuri"));
        IsProblem(got, HttpStatusCode.RequestEntityTooLarge);
    }

    [Fact]
    public async Task Wrong_address_method_and_type_are_told_apart()
    {
        IsProblem(await SendAsync(HttpMethod.Get, "/404"), HttpStatusCode.NotFound);
        IsProblem(await SendAsync(HttpMethod.Get, "/no/such/thing"), HttpStatusCode.NotFound);
        var method = await SendAsync(HttpMethod.Delete, "/1", key: await things.KeyAsync("admin"));
        IsProblem(method, HttpStatusCode.MethodNotAllowed);
        Assert.NotEmpty(method.Answer.Content.Headers.Allow);
        IsProblem(await SendAsync(HttpMethod.Post, "", Good, await things.KeyAsync("admin"), "text/plain"), HttpStatusCode.UnsupportedMediaType);
    }

    [Fact]
    public async Task Keys_open_what_their_scopes_name_until_they_expire_or_are_revoked()
    {
        var none = await SendAsync(HttpMethod.Post, "", Good);
        IsProblem(none, HttpStatusCode.Unauthorized);
        Assert.Equal("Bearer", none.Answer.Headers.WwwAuthenticate.Single().Scheme);
        IsProblem(await SendAsync(HttpMethod.Post, "", Good, "uutiset_keksitty"), HttpStatusCode.Unauthorized);
        IsProblem(await SendAsync(HttpMethod.Post, "", Good, await things.KeyAsync("subscribers:read")), HttpStatusCode.Forbidden);
        // Also where no key is needed: its owner should hear that it is wrong
        IsProblem(await SendAsync(HttpMethod.Get, "/1", key: "uutiset_keksitty"), HttpStatusCode.Unauthorized);
        IsProblem(await SendAsync(HttpMethod.Post, "?key=" + await things.KeyAsync("articles:write"), Good), HttpStatusCode.Unauthorized);

        var key = await things.KeyAsync("articles:write");
        var hash = ApiKeyAuthentication.HashOf(key);
        Assert.Equal(HttpStatusCode.Created, (await SendAsync(HttpMethod.Post, "", Good, key)).Answer.StatusCode);
        Assert.NotNull(await things.InDbAsync(db => db.ApiKeys.Where(k => k.Hash == hash).Select(k => k.LastUsedUtc).SingleAsync()));
        Assert.Equal(0, await things.InDbAsync(db => db.ApiKeys.CountAsync(k => k.Hash == key || k.Name == key)));
        await things.InDbAsync(db => db.ApiKeys.Where(k => k.Hash == hash).ExecuteUpdateAsync(k => k.SetProperty(x => x.RevokedUtc, DateTime.UnixEpoch.ToUniversalTime())));
        IsProblem(await SendAsync(HttpMethod.Post, "", Good, key), HttpStatusCode.Unauthorized);

        var expiring = await things.KeyAsync("articles:write");
        things.Clock.Move(TimeSpan.FromDays(31));
        IsProblem(await SendAsync(HttpMethod.Post, "", Good, expiring), HttpStatusCode.Unauthorized);
    }

    [Theory]
    [InlineData("?pageSize=101", "pageSize")]
    [InlineData("?pageSize=0", "pageSize")]
    [InlineData("?page=0", "page")]
    [InlineData("?page=2000000000", "page")]
    public async Task Page_that_cannot_be_is_400(string query, string field)
    {
        var got = await SendAsync(HttpMethod.Get, "/" + query);
        IsProblem(got, HttpStatusCode.BadRequest);
        Assert.True(got.Body.GetProperty("errors").TryGetProperty(field, out _));
    }

    [Fact]
    public async Task Lists_say_page_size_and_total()
    {
        var (_, body) = await SendAsync(HttpMethod.Get, "/?page=2&pageSize=100");
        Assert.Equal("""{"items":[],"page":2,"pageSize":100,"total":0}""", body.GetRawText());
    }

    [Fact]
    public async Task Known_version_is_304_and_letters_stay_letters()
    {
        var (first, body) = await SendAsync(HttpMethod.Get, "/7");
        Assert.Equal("""{"name":"ä \u0026 ö","size":7,"colour":"green","seen":null}""", body.GetRawText());
        var (again, _) = await SendAsync(HttpMethod.Get, "/7", headers: ("If-None-Match", first.Headers.ETag!.Tag));
        Assert.Equal(HttpStatusCode.NotModified, again.StatusCode);
        Assert.Equal(first.Headers.ETag, again.Headers.ETag);
        var (other, _) = await SendAsync(HttpMethod.Get, "/7", headers: ("If-None-Match", "\"2\""));
        Assert.Equal(HttpStatusCode.OK, other.StatusCode);
    }

    [Fact]
    public async Task Change_needs_the_version_that_was_read()
    {
        var key = await things.KeyAsync("articles:write");
        IsProblem(await SendAsync(HttpMethod.Put, "/7", Good, key), HttpStatusCode.PreconditionRequired);
        IsProblem(await SendAsync(HttpMethod.Put, "/7", Good, key, headers: ("If-Match", "\"2\"")), HttpStatusCode.PreconditionFailed);
        IsProblem(await SendAsync(HttpMethod.Put, "/7", Good, key, headers: ("If-Match", "\"kissa\"")), HttpStatusCode.PreconditionFailed);
        Assert.Equal(HttpStatusCode.OK, (await SendAsync(HttpMethod.Put, "/7", Good, key, headers: ("If-Match", "\"3\""))).Answer.StatusCode);
    }

    [Fact]
    public async Task A_full_disk_is_named()
    {
        var got = await SendAsync(HttpMethod.Get, "/full");
        IsProblem(got, HttpStatusCode.InsufficientStorage);
        Assert.Contains("nothing was saved", got.Body.GetProperty("detail").GetString(), StringComparison.Ordinal);
        Assert.DoesNotContain("secret", got.Body.GetRawText(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task What_broke_gets_an_id_and_tells_nothing_else()
    {
        var got = await SendAsync(HttpMethod.Get, "/broken");
        IsProblem(got, HttpStatusCode.InternalServerError);
        Assert.NotEmpty(got.Body.GetProperty("id").GetString()!);
        Assert.DoesNotContain("secret", got.Body.GetRawText(), StringComparison.Ordinal);
        Assert.DoesNotContain("   at ", got.Body.GetRawText(), StringComparison.Ordinal);
    }
}
