using System.Net.Http.Json;
using System.Text.Json;

namespace Uutiset.Tests.Articles;

/// <summary>A script that talks to the API with a key of its own.</summary>
internal static class ApiClient
{
    public static async Task<JsonElement> JsonAsync(this HttpResponseMessage response) => JsonDocument.Parse(await response.Content.ReadAsStringAsync()).RootElement;

    public static async Task<JsonElement> JsonAsync(this HttpClient client, string address) => await (await client.GetAsync(address)).JsonAsync();

    public static Task<HttpResponseMessage> PutAsync(this HttpClient client, string address, object body, string? ifMatch = null)
    {
        var request = new HttpRequestMessage(HttpMethod.Put, address) { Content = JsonContent.Create(body) };
        if (ifMatch is not null) request.Headers.TryAddWithoutValidation("If-Match", ifMatch);
        return client.SendAsync(request);
    }

    public static string[] ErrorFields(this JsonElement problem) => [.. problem.GetProperty("errors").EnumerateObject().Select(e => e.Name).Order(StringComparer.Ordinal)];
}
