using Microsoft.Extensions.Options;
using Uutiset.Data;
using Uutiset.Subscribers.Moving;
using Uutiset.Subscribers.Rights;
using Uutiset.Themes.Pages;
using Uutiset.Vocabulary;

namespace Uutiset.Subscribers;

/// <summary>/tilaus/{token}/peru: for the reader, or for their organisation, without logging in.</summary>
internal sealed class EndingDoor(Preferring preferring, Unsubscribing unsubscribing, OldLinks old, PublicPages pages, IOptions<SiteOptions> site)
{
    public async Task<IResult> ShowAsync(HttpContext http, string lang, string token, CancellationToken ct)
    {
        var path = SubscriptionLinks.UnsubscribePath(token);
        if (await preferring.FindAsync(token, ct) is not { } contact) return await old.ShowEndingAsync(http, lang, token, ct) ?? Unknown(http, lang, path);
        if (contact.State == ContactState.Withdrawn) return Ended(http, lang, path, token);
        if (ForAll(http.Request, contact)) return pages.Show(http, "confirm", new ConfirmPage(pages.Frame(lang), pages.Head(lang, PageWording.EndOrganisation.Title, path), [])
        {
            Action = Languages.Prefix(lang) + path + "?kaikki=1",
            Title = PageWording.EndOrganisation.Title.In(lang),
            Text = PageWording.EndOrganisation.Text.In(lang),
            Button = PageWording.EndOrganisationButton.In(lang),
        });
        return pages.Show(http, "unsubscribe", new UnsubscribePage(pages.Frame(lang), pages.Head(lang, PageWording.End, path), [])
        {
            Action = Languages.Prefix(lang) + path,
            Email = contact.Email,
            Organisation = contact.Subscription!.Organisation?.Name,
            PreferencesUrl = Languages.Prefix(lang) + SubscriptionLinks.PreferencesPath(token),
        });
    }

    public async Task<IResult> EndAsync(HttpContext http, string lang, string token, CancellationToken ct)
    {
        var path = SubscriptionLinks.UnsubscribePath(token);
        // RFC 8058: a mail provider's server posts this, with no page of ours behind it; the token in the address is all it has and needs
        var oneClick = await OwnForms.ReadAsync(http.Request, ct) is { } sent && sent["List-Unsubscribe"] == "One-Click";
        if (!oneClick && !OwnForms.Sent(http.Request, site.Value.BaseUrl, tokenInAddress: true)) return pages.Message(http, lang, path, PageWording.Foreign, StatusCodes.Status403Forbidden);
        var shownAt = site.Value.Absolute(Languages.Prefix(lang) + "/tilaus/peru");
        var door = oneClick ? Door.OneClick(shownAt) : Door.Web(shownAt);
        if (await preferring.FindAsync(token, ct) is not { } contact) return await old.EndAsync(http, lang, token, door, ct) ?? Unknown(http, lang, path);
        if (!oneClick && ForAll(http.Request, contact))
        {
            await unsubscribing.EndOrganisationAsync(contact.Subscription!, door, ct);
            return pages.Message(http, lang, path, PageWording.OrganisationEnded, StatusCodes.Status200OK, Again(lang));
        }
        await unsubscribing.EndAsync(contact, door, ct);
        return Ended(http, lang, path, token);
    }

    private static bool ForAll(HttpRequest request, Contact contact) =>
        request.Query["kaikki"] == "1" && Preferring.Decides(contact) && contact.Subscription!.OrganisationId is not null;

    private IResult Ended(HttpContext http, string lang, string path, string token) =>
        pages.Message(http, lang, path, PageWording.Ended, StatusCodes.Status200OK, Again(lang), PublicPages.To(lang, RightsDoor.KnownPath(token), RightsWording.ToKnown));

    private IResult Unknown(HttpContext http, string lang, string path) => pages.Message(http, lang, path, PageWording.UnknownLink, StatusCodes.Status404NotFound, Again(lang));

    private static Link Again(string lang) => PublicPages.To(lang, SubscribeDoor.Path, PageWording.ToSubscribe);
}
