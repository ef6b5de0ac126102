using Microsoft.Extensions.Options;
using Uutiset.Data;
using Uutiset.Themes.Pages;
using Uutiset.Vocabulary;

namespace Uutiset.Subscribers.Seats;

/// <summary>/tilaus/{token}/tarkistus: what stands, and one button that says that it is still right.</summary>
internal sealed class CheckDoor(Preferring preferring, SeatKeeping keeping, YearlyCheck check, Terms terms, PublicPages pages, IOptions<SiteOptions> site)
{
    public static string PathOf(string token) => $"/tilaus/{token}/tarkistus";

    public async Task<IResult> ShowAsync(HttpContext http, string lang, string token, CancellationToken ct)
    {
        if (await OwnerAsync(token, ct) is not { } owner) return Refused(http, lang, token);
        var (subscription, index) = (owner.Subscription!, await terms.IndexAsync(ct));
        return pages.Show(http, "confirm", new ConfirmPage(pages.Frame(lang), pages.Head(lang, CheckWording.Title, PathOf(token)), [])
        {
            Action = Languages.Prefix(lang) + PathOf(token),
            Title = CheckWording.Title.In(lang),
            Text = CheckWording.Stands.In(lang)
                .Replace("{organisation}", subscription.Organisation!.Name, StringComparison.Ordinal)
                .Replace("{regions}", Listed(subscription.Regions.Select(r => Regions.Find(r.RegionCode)).OfType<Region>().Select(r => r.Short.In(lang)), lang), StringComparison.Ordinal)
                .Replace("{themes}", Listed(subscription.Terms.Select(t => index.Find(t.TermId)).OfType<TermEntry>().Select(t => t.Label.In(lang)), lang), StringComparison.Ordinal)
                .Replace("{contacts}", string.Join(", ", (await keeping.ListAsync(owner, ct)).Select(s => s.Email)), StringComparison.Ordinal),
            Button = CheckWording.Button.In(lang),
        });
    }

    public async Task<IResult> TakeAsync(HttpContext http, string lang, string token, CancellationToken ct)
    {
        if (!OwnForms.Sent(http.Request, site.Value.BaseUrl, tokenInAddress: true)) return pages.Message(http, lang, PathOf(token), PageWording.Foreign, StatusCodes.Status403Forbidden);
        if (await OwnerAsync(token, ct) is not { } owner) return Refused(http, lang, token);
        await check.StillRightAsync(owner, Door.Web(site.Value.Absolute(Languages.Prefix(lang) + "/tilaus/tarkistus")), ct);
        return pages.Message(http, lang, PathOf(token), CheckWording.Thanks, StatusCodes.Status200OK,
            PublicPages.To(lang, SeatDoor.PathOf(token), SeatWording.ToSeats), PublicPages.To(lang, SubscriptionLinks.PreferencesPath(token), PageWording.ToPreferences));
    }

    private async Task<Contact?> OwnerAsync(string token, CancellationToken ct) => await preferring.FindAsync(token, ct) is { } contact && SeatKeeping.Keeps(contact) ? contact : null;

    private IResult Refused(HttpContext http, string lang, string token) =>
        pages.Message(http, lang, PathOf(token), SeatWording.OwnersOnly, StatusCodes.Status404NotFound, PublicPages.To(lang, SubscriptionLinks.PreferencesPath(token), PageWording.ToPreferences));

    private static string Listed(IEnumerable<string> names, string lang) => string.Join(", ", names) is { Length: > 0 } list ? list : HandOverWording.Everything.In(lang);
}
