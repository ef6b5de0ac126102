using Microsoft.Extensions.Options;
using Uutiset.Data;
using Uutiset.Themes.Pages;
using Uutiset.Vocabulary;

namespace Uutiset.Subscribers.Seats;

/// <summary>/tilaus/{token}/jatko: one button that says that the reader still wants the bulletins.</summary>
internal sealed class StayDoor(Preferring preferring, StillWanted still, PublicPages pages, IOptions<SiteOptions> site)
{
    public static string PathOf(string token) => $"/tilaus/{token}/jatko";

    public async Task<IResult> ShowAsync(HttpContext http, string lang, string token, CancellationToken ct)
    {
        if (await preferring.FindAsync(token, ct) is not { } reader) return Unknown(http, lang, token);
        if (reader.State != ContactState.Confirmed) return Ended(http, lang, token);
        return pages.Show(http, "confirm", new ConfirmPage(pages.Frame(lang), pages.Head(lang, StayWording.Title, PathOf(token)), [])
        {
            Action = Languages.Prefix(lang) + PathOf(token),
            Title = StayWording.Title.In(lang),
            Text = StayWording.Text.In(lang).Replace("{email}", reader.Email, StringComparison.Ordinal),
            Button = StayWording.Button.In(lang),
        });
    }

    public async Task<IResult> TakeAsync(HttpContext http, string lang, string token, CancellationToken ct)
    {
        if (!OwnForms.Sent(http.Request, site.Value.BaseUrl, tokenInAddress: true)) return pages.Message(http, lang, PathOf(token), PageWording.Foreign, StatusCodes.Status403Forbidden);
        if (await preferring.FindAsync(token, ct) is not { } reader) return Unknown(http, lang, token);
        if (!await still.StayAsync(reader, Door.Web(site.Value.Absolute(Languages.Prefix(lang) + "/tilaus/jatko")), ct)) return Ended(http, lang, token);
        return pages.Message(http, lang, PathOf(token), StayWording.Thanks, StatusCodes.Status200OK, PublicPages.To(lang, SubscriptionLinks.PreferencesPath(token), PageWording.ToPreferences));
    }

    private IResult Ended(HttpContext http, string lang, string token) => Told(http, lang, token, PageWording.Ended, StatusCodes.Status200OK);

    private IResult Unknown(HttpContext http, string lang, string token) => Told(http, lang, token, PageWording.UnknownLink, StatusCodes.Status404NotFound);

    private IResult Told(HttpContext http, string lang, string token, PageWording.Sentences sentences, int status) =>
        pages.Message(http, lang, PathOf(token), sentences, status, PublicPages.To(lang, SubscribeDoor.Path, PageWording.ToSubscribe));
}
