using System.Net;
using System.Text.Encodings.Web;
using System.Text.Json;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging;

namespace Uutiset.Tests.FrontEnd;

/// <summary>
/// Somebody else's front end: a site of its own that knows an address and /api/v1, and none of our types. What it cannot
/// render from the JSON alone, the API lacks.
/// </summary>
internal sealed class SmallFrontEnd(string api) : IAsyncDisposable
{
    private readonly HttpClient client = new() { BaseAddress = new Uri(api) };
    private WebApplication? app;

    public string BaseUrl { get; } = $"http://127.0.0.1:{Peers.FreePort()}";

    public async Task StartAsync()
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.WebHost.UseUrls(BaseUrl);
        builder.Logging.ClearProviders();
        app = builder.Build();
        app.MapGet("/", async (HttpContext http, CancellationToken ct) => Html(await ArchiveAsync(http.Request.Query["q"], ct)));
        app.MapGet("/{slug}", async (string slug, CancellationToken ct) =>
        {
            using var answer = await client.GetAsync($"/api/v1/articles/by-slug/{Uri.EscapeDataString(slug)}", ct);
            return answer.StatusCode == HttpStatusCode.OK
                ? Html(await ArticleAsync(JsonDocument.Parse(await answer.Content.ReadAsStringAsync(ct)).RootElement, ct))
                : Results.StatusCode((int)answer.StatusCode);
        });
        await app.StartAsync();
    }

    private async Task<string> ArchiveAsync(string? query, CancellationToken ct)
    {
        if (string.IsNullOrEmpty(query))
        {
            var list = await GetAsync("/api/v1/articles?pageSize=10", ct);
            return $"<h1>Arkisto</h1><p>{list.GetProperty("total")}</p><ol>{string.Concat(list.GetProperty("items").EnumerateArray().Select(i =>
                $"<li lang=\"{Text(i, "lang")}\"><a href=\"/{Text(i, "slug")}\">{Text(i, "title")}</a> <time>{Text(i, "publishedAt")}</time></li>"))}</ol>";
        }
        var found = await GetAsync("/api/v1/search?q=" + Uri.EscapeDataString(query), ct);
        // titleHtml and snippetHtml are promised to be escaped text with <mark> only
        return $"<h1>Haku</h1><p>{found.GetProperty("total")}</p><ol>{string.Concat(found.GetProperty("hits").EnumerateArray().Select(h =>
            $"<li><a href=\"/{Text(h, "slug")}\">{h.GetProperty("titleHtml").GetString()}</a><p>{h.GetProperty("snippetHtml").GetString()}</p></li>"))}</ol>";
    }

    private async Task<string> ArticleAsync(JsonElement article, CancellationToken ct)
    {
        var related = await GetAsync($"/api/v1/articles/{Text(article, "id")}/related", ct);
        return $"""
            <article lang="{Text(article, "lang")}"><h1>{Text(article, "title")}</h1><p class="lead">{Text(article, "lead")}</p>
            {article.GetProperty("bodyHtml").GetString()}
            <address>{string.Join(", ", article.GetProperty("authors").EnumerateArray().Select(a => $"{Text(a, "name")}, {Text(a, "organisation")}"))}</address>
            <ul class="tags">{string.Concat(article.GetProperty("tags").EnumerateArray().Select(t => $"<li>{HtmlEncoder.Default.Encode(t.GetString()!)}</li>"))}</ul>
            <ul class="deadlines">{string.Concat(article.GetProperty("deadlines").EnumerateArray().Select(d => $"<li>{Text(d, "title")}: {Text(d, "closes")}</li>"))}</ul>
            <ul class="related">{string.Concat(related.EnumerateArray().Select(r => $"<li>{Text(r, "title")} ({Text(r, "reason")})</li>"))}</ul></article>
            """;
    }

    private async Task<JsonElement> GetAsync(string path, CancellationToken ct) =>
        JsonDocument.Parse(await client.GetStringAsync(path, ct)).RootElement;

    private static string Text(JsonElement element, string name) =>
        element.TryGetProperty(name, out var value) && value.ValueKind == JsonValueKind.String ? HtmlEncoder.Default.Encode(value.GetString()!) : "";

    private static IResult Html(string body) => Results.Content($"<!doctype html><meta charset=utf-8>{body}", "text/html; charset=utf-8");

    public async ValueTask DisposeAsync()
    {
        client.Dispose();
        if (app is not null) await app.DisposeAsync();
    }
}
