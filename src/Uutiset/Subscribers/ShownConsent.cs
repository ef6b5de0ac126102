using Uutiset.Themes.Pages;

namespace Uutiset.Subscribers;

/// <summary>
/// The words that stood on a page beside the button, in the page's language. What is stored is what was shown: the button carries their hash, and a
/// page that would say something else by now is shown again.
/// </summary>
internal sealed record ShownConsent(string Lang, string Text)
{
    private const string Field = "shown";

    public HiddenField Hidden => new(Field, ConsentLedger.HashOf(Text));

    /// <summary>Whether the form comes from a page that said this.</summary>
    public async Task<bool> StoodOnAsync(HttpRequest request, CancellationToken ct) => request.HasFormContentType && (await request.ReadFormAsync(ct))[Field] == Hidden.Value;
}
