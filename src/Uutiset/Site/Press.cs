using System.Collections.Frozen;
using System.Security.Cryptography;
using System.Text;
using System.Text.RegularExpressions;
using Microsoft.Extensions.Options;
using Microsoft.Net.Http.Headers;
using Uutiset.Accounts.Http;
using Uutiset.Data;
using Uutiset.Media;
using Uutiset.Themes;
using Uutiset.Themes.Pages;

namespace Uutiset.Site;

/// <summary>Turns page models into answers: rendered in the theme, with an ETag, the same for every visitor.</summary>
internal sealed partial class Press(Theme theme, SiteFrames frames, IOptions<SiteOptions> site, TimeProvider clock)
{
    private readonly FrozenDictionary<string, SiteTexts> texts = frames.Languages.ToFrozenDictionary(l => l, l => new SiteTexts(theme, l));

    public DateTime NowUtc => clock.GetUtcNow().UtcDateTime;

    public TimeProvider Clock => clock;

    public Theme Theme => theme;

    /// <summary>Outside services whose players may be opened within a page.</summary>
    public IReadOnlyCollection<string> VideoHosts { get; } = site.Value.VideoHostList;

    public IReadOnlyList<string> Languages => frames.Languages;

    public SiteTexts In(string lang) => texts.GetValueOrDefault(lang) ?? texts[frames.Languages[0]];

    public SiteFrame Frame(string lang) => frames.In(lang);

    public string Absolute(string lang, string path) => frames.Absolute(lang, path);

    public static string At(string lang, string path) => SiteFrames.Prefixed(lang, path);

    public Head Head(string lang, string title, string path, string? description = null, string? section = null) =>
        frames.Head(lang, title, path, description) with { Section = At(lang, section ?? path) };

    public IResult Show(HttpContext http, string template, IPage page, int status = StatusCodes.Status200OK)
    {
        LetIn(http, page);
        return Answer(http, Encoding.UTF8.GetBytes(theme.Render(template, page, page.Site.Lang)), "text/html; charset=utf-8", status);
    }

    // Nothing is framed on any other page
    private static void LetIn(HttpContext http, IPage page)
    {
        if (page.Head.FrameHosts.Count > 0)
            http.Response.Headers.ContentSecurityPolicy = $"{SecurityHeaders.ContentPolicy}; frame-src {string.Join(' ', page.Head.FrameHosts.Select(host => "https://" + host))}";
    }

    /// <summary>For the desk and for guests: nobody keeps a copy.</summary>
    /// <param name="mediaKey">Opens the page's images and files to whoever holds it.</param>
    public IResult ShowPrivately(HttpContext http, string template, IPage page, string? mediaKey = null)
    {
        http.Response.Headers.CacheControl = "no-store";
        LetIn(http, page);
        var html = theme.Render(template, page, page.Site.Lang);
        return Results.Text(mediaKey is null ? html : MediaAddress().Replace(html, $"$0?{MediaFiles.GuestKey}={mediaKey}"), "text/html; charset=utf-8");
    }

    // In src, href and srcset alike, whichever part of the page wrote it
    [GeneratedRegex(@"(?<=[""\s])/media/[0-9a-f-]{36}/[^""\s,<>&?]+", RegexOptions.CultureInvariant)]
    private static partial Regex MediaAddress();

    /// <summary>Public and the same for all, so anybody may keep it as long as they ask whether it still holds (RFC 9110 13.1.2).</summary>
    public static IResult Answer(HttpContext http, byte[] content, string contentType, int status = StatusCodes.Status200OK)
    {
        http.Response.Headers.CacheControl = status == StatusCodes.Status200OK ? "public, no-cache" : "no-store";
        if (status != StatusCodes.Status200OK) return new Bytes(content, contentType, status);
        var tag = new EntityTagHeaderValue('"' + Convert.ToHexStringLower(SHA256.HashData(content))[..24] + '"');
        return Results.Bytes(content, contentType, entityTag: tag);
    }

    // Results.Bytes knows no status
    private sealed class Bytes(byte[] content, string contentType, int status) : IResult
    {
        public Task ExecuteAsync(HttpContext httpContext)
        {
            httpContext.Response.StatusCode = status;
            httpContext.Response.ContentType = contentType;
            httpContext.Response.ContentLength = content.Length;
            return httpContext.Response.Body.WriteAsync(content, httpContext.RequestAborted).AsTask();
        }
    }
}
