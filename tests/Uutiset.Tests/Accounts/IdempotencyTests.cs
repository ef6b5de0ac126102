using System.Net;
using System.Text;

namespace Uutiset.Tests.Accounts;

public sealed class IdempotencyTests(ThingsNewsroom things) : IClassFixture<ThingsNewsroom>
{
    private static string Body(string name) => $$"""{"name":"{{name}}","size":3,"colour":"blue"}""";

    private async Task<HttpResponseMessage> PostAsync(string key, string idempotencyKey, string body)
    {
        using var request = new HttpRequestMessage(HttpMethod.Post, "/api/v1/things") { Content = new StringContent(body, Encoding.UTF8, "application/json") };
        request.Headers.Authorization = new("Bearer", key);
        request.Headers.Add("Idempotency-Key", idempotencyKey);
        return await things.Client.SendAsync(request);
    }

    [Fact]
    public async Task Same_key_and_body_get_the_first_answer_for_a_day_and_the_work_is_done_once()
    {
        var (key, id) = (await things.KeyAsync("articles:write"), Guid.NewGuid().ToString());
        using var first = await PostAsync(key, id, Body("koira"));
        var made = things.Made;
        things.Clock.Move(TimeSpan.FromHours(23.9));
        using var again = await PostAsync(key, id, Body("koira"));
        Assert.Equal(HttpStatusCode.Created, again.StatusCode);
        Assert.Equal(first.Headers.Location, again.Headers.Location);
        Assert.Equal(await first.Content.ReadAsStringAsync(), await again.Content.ReadAsStringAsync());
        Assert.Equal(first.Content.Headers.ContentType, again.Content.Headers.ContentType);
        Assert.Equal(made, things.Made);
        things.Clock.Move(TimeSpan.FromHours(0.2));
        using var nextDay = await PostAsync(key, id, Body("koira"));
        Assert.Equal(made + 1, things.Made);
    }

    [Fact]
    public async Task Same_key_with_another_body_is_422_and_does_nothing()
    {
        var (key, id) = (await things.KeyAsync("articles:write"), Guid.NewGuid().ToString());
        using var first = await PostAsync(key, id, Body("koira"));
        var made = things.Made;
        using var other = await PostAsync(key, id, Body("kissa"));
        Assert.Equal(HttpStatusCode.UnprocessableEntity, other.StatusCode);
        Assert.Equal("application/problem+json", other.Content.Headers.ContentType?.MediaType);
        Assert.Equal(made, things.Made);
    }

    [Fact]
    public async Task Refusals_are_kept_too_but_what_broke_may_be_tried_again()
    {
        var (key, id) = (await things.KeyAsync("articles:write"), Guid.NewGuid().ToString());
        for (var i = 0; i < 2; i++)
        {
            using var refused = await PostAsync(key, id, Body(""));
            Assert.Equal(HttpStatusCode.UnprocessableEntity, refused.StatusCode);
            Assert.Contains("must not be empty", await refused.Content.ReadAsStringAsync(), StringComparison.Ordinal);
        }
        var broken = Guid.NewGuid().ToString();
        using (var first = await PostAsync(key, broken, Body("breaks"))) Assert.Equal(HttpStatusCode.InternalServerError, first.StatusCode);
        using (var other = await PostAsync(key, broken, Body("koira"))) Assert.Equal(HttpStatusCode.Created, other.StatusCode);
    }

    [Fact]
    public async Task Of_many_at_the_same_moment_one_works_and_the_others_wait_outside()
    {
        var (key, id) = (await things.KeyAsync("articles:write"), Guid.NewGuid().ToString());
        var made = things.Made;
        var answers = await Task.WhenAll(Enumerable.Range(0, 6).Select(_ => PostAsync(key, id, Body("slow"))));
        Assert.Equal(made + 1, things.Made);
        Assert.Contains(answers, a => a.StatusCode == HttpStatusCode.Created);
        Assert.All(answers, a => Assert.True(a.StatusCode is HttpStatusCode.Created or HttpStatusCode.Conflict, a.StatusCode.ToString()));
    }

    [Fact]
    public async Task When_a_faster_request_fails_and_gives_the_key_back_the_next_one_works()
    {
        var key = await things.KeyAsync("articles:write");
        things.Rival.Waits = true;
        using var answer = await PostAsync(key, Guid.NewGuid().ToString(), Body("koira"));
        Assert.False(things.Rival.Waits);
        Assert.Equal(HttpStatusCode.Created, answer.StatusCode);
    }

    [Fact]
    public async Task One_callers_keys_are_nothing_to_another()
    {
        var id = Guid.NewGuid().ToString();
        var made = things.Made;
        using var mine = await PostAsync(await things.KeyAsync("articles:write"), id, Body("koira"));
        using var yours = await PostAsync(await things.KeyAsync("articles:write"), id, Body("kissa"));
        Assert.Equal(HttpStatusCode.Created, yours.StatusCode);
        Assert.Equal(made + 2, things.Made);
    }
}
