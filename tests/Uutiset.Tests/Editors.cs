using System.Net;
using System.Text.RegularExpressions;
using Microsoft.Extensions.DependencyInjection;
using Uutiset.Accounts;

namespace Uutiset.Tests;

/// <summary>People and programs of the newsroom, let in through its own doors.</summary>
internal static partial class Editors
{
    public const string Password = "kaksi vihreää hevosta metsässä";

    /// <summary>A signed-in browser of a new person; cookies are kept, redirects are seen and not followed.</summary>
    public static async Task<HttpClient> SignedInAsync(this Newsroom newsroom, Role role, string? email = null, long? publisher = null)
    {
        var client = newsroom.NewClient(cookies: true);
        var link = await newsroom.SetUpLinkAsync(role, email ?? $"{Guid.NewGuid():N}@example.fi", publisher);
        using var answer = await client.SubmitAsync(link, new() { ["Password"] = Password });
        Assert.Equal("/desk", answer.Headers.Location?.OriginalString);
        return client;
    }

    public static async Task<string> SetUpLinkAsync(this Newsroom newsroom, Role role, string email, long? publisher = null, string name = "Aino Esimerkki")
    {
        await using var scope = newsroom.Services.CreateAsyncScope();
        var (link, refusal) = await scope.ServiceProvider.GetRequiredService<Users>().AddAsync(email, name, role, publisher, Actor.System, CancellationToken.None);
        Assert.Null(refusal);
        return new Uri(link!).PathAndQuery;
    }

    public static Task<string> KeyAsync(this Newsroom newsroom, params string[] scopes) => newsroom.KeyAsync(null, scopes);

    private static async Task<string> KeyAsync(this Newsroom newsroom, long? publisher, string[] scopes)
    {
        await using var scope = newsroom.Services.CreateAsyncScope();
        return await scope.ServiceProvider.GetRequiredService<ApiKeys>().AddAsync("testi", scopes, 30, publisher, Actor.System, CancellationToken.None);
    }

    /// <summary>A client that sends a new key with these scopes.</summary>
    public static Task<HttpClient> WithKeyAsync(this Newsroom newsroom, params string[] scopes) => newsroom.WithKeyAsync(null, scopes);

    /// <param name="publisher">The one for whom the key speaks.</param>
    public static async Task<HttpClient> WithKeyAsync(this Newsroom newsroom, long? publisher, params string[] scopes)
    {
        var client = newsroom.NewClient();
        client.DefaultRequestHeaders.Authorization = new("Bearer", await newsroom.KeyAsync(publisher, scopes));
        return client;
    }

    /// <summary>Reads a page's form, so that its antiforgery token goes along, and posts it.</summary>
    public static async Task<HttpResponseMessage> SubmitAsync(this HttpClient client, string page, Dictionary<string, string> fields, string? to = null)
    {
        fields["__RequestVerificationToken"] = await client.FormTokenAsync(page);
        using var form = new FormUrlEncodedContent(fields);
        return await client.PostAsync(to ?? page, form);
    }

    public static async Task<string> FormTokenAsync(this HttpClient client, string page)
    {
        var html = await client.GetStringAsync(page);
        var token = FormToken().Match(html);
        Assert.True(token.Success, $"no form on {page}");
        return WebUtility.HtmlDecode(token.Groups[1].Value);
    }

    [GeneratedRegex("name=\"__RequestVerificationToken\" type=\"hidden\" value=\"([^\"]+)")]
    private static partial Regex FormToken();
}
