namespace Uutiset.Subscribers;

/// <summary>
/// Whether a POST comes from a page of this site. Public forms have no cookie to steal and so no antiforgery token; what remains
/// is another site making a visitor's browser subscribe or change something (S17).
/// </summary>
internal static class OwnForms
{
    /// <param name="tokenInAddress">
    /// The page is served with no-referrer, so that its token leaks nowhere; browsers then say "Origin: null" of its own form
    /// (Fetch standard, "append a request Origin header"). The token is the proof there, which a foreign page does not know.
    /// </param>
    public static bool Sent(HttpRequest request, string siteBaseUrl, bool tokenInAddress)
    {
        var fetchSite = request.Headers["Sec-Fetch-Site"].ToString();
        if (fetchSite.Length > 0) return fetchSite == "same-origin";
        var origin = request.Headers.Origin.ToString();
        if (origin.Length == 0 || tokenInAddress && origin == "null") return true;
        return Uri.TryCreate(origin, UriKind.Absolute, out var from) && from.GetLeftPart(UriPartial.Authority) is var sender
            && (Same(sender, new Uri(siteBaseUrl).GetLeftPart(UriPartial.Authority)) || Same(sender, $"{request.Scheme}://{request.Host}"));
    }

    /// <returns>Null for what is no form, or one too large to be ours.</returns>
    public static async Task<IFormCollection?> ReadAsync(HttpRequest request, CancellationToken ct)
    {
        if (!request.HasFormContentType) return null;
        try
        {
            return await request.ReadFormAsync(ct);
        }
        catch (Exception e) when (e is BadHttpRequestException or InvalidDataException)
        {
            return null;
        }
    }

    private static bool Same(string a, string b) => string.Equals(a, b, StringComparison.OrdinalIgnoreCase);
}
