using System.Text.RegularExpressions;

namespace Uutiset.Site;

/// <summary>
/// Where a recording at an outside service can be played within a page: its player's address, when that service is one of those that
/// the site lets in (Site:VideoHosts). The services' own addresses for embedding are used, without cookies where they offer it.
/// </summary>
internal static partial class VideoEmbeds
{
    private const string YouTube = "www.youtube-nocookie.com";
    private const string Vimeo = "player.vimeo.com";

    public static string? Of(string address, IReadOnlyCollection<string> hosts)
    {
        if (!Uri.TryCreate(address, UriKind.Absolute, out var url) || url.Scheme != Uri.UriSchemeHttps || !url.IsDefaultPort || url.UserInfo.Length > 0) return null;
        var player = Player(url);
        return player is not null && hosts.Contains(new Uri(player).Host) ? player : hosts.Contains(url.Host) ? url.AbsoluteUri : null;
    }

    private static string? Player(Uri url)
    {
        var host = url.Host.StartsWith("www.", StringComparison.Ordinal) ? url.Host[4..] : url.Host.StartsWith("m.", StringComparison.Ordinal) ? url.Host[2..] : url.Host;
        if (host is "youtube.com" or "youtube-nocookie.com" or "youtu.be")
            return YouTubeVideo().Match(url.PathAndQuery) is { Success: true } video ? $"https://{YouTube}/embed/{video.Groups["id"].Value}" : null;
        if (host is not ("vimeo.com" or Vimeo) || VimeoVideo().Match(url.PathAndQuery) is not { Success: true } found) return null;
        // A video that is not listed is opened by a word of its own; dnt asks the service not to follow the reader
        return $"https://{Vimeo}/video/{found.Groups["id"].Value}?dnt=1{(found.Groups["key"] is { Success: true } key ? "&h=" + key.Value : "")}";
    }

    [GeneratedRegex(@"^/(?:watch\?(?:[^#]*&)?v=|embed/|live/|shorts/|v/)?(?<id>[A-Za-z0-9_-]{11})(?:[?&/]|\z)", RegexOptions.CultureInvariant)]
    private static partial Regex YouTubeVideo();

    [GeneratedRegex(@"^/(?:video/)?(?<id>[0-9]{6,12})(?:(?:/|\?(?:[^#]*&)?h=)(?<key>[0-9a-f]{6,20}))?(?:[?&/]|\z)", RegexOptions.CultureInvariant)]
    private static partial Regex VimeoVideo();
}
