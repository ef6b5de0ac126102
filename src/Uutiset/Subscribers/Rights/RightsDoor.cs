using System.Net.Mime;
using Microsoft.Extensions.Options;
using Uutiset.Data;
using Uutiset.Themes.Pages;
using Uutiset.Vocabulary;

namespace Uutiset.Subscribers.Rights;

/// <summary>
/// /tilaus/{token}/tiedot, tiedot.json and poista: a reader's rights (GDPR 15, 17, 20) by their own link, also after they have left. Looking
/// changes nothing; who was erased has a link that is as wrong as any other.
/// </summary>
internal sealed class RightsDoor(Preferring preferring, Telling telling, Erasing erasing, Terms terms, PublicPages pages, IOptions<SiteOptions> site, PersonFile file, RequestLimit limit)
{
    // Every look reads the lists of contacts that lie here
    private const string Looking = "known";

    public static string KnownPath(string token) => SubscriptionLinks.PreferencesPath(token) + "/tiedot";

    public static string ErasePath(string token) => SubscriptionLinks.PreferencesPath(token) + "/poista";

    public async Task<IResult> ShowAsync(HttpContext http, string lang, string token, CancellationToken ct)
    {
        if (await preferring.FindAsync(token, ct) is not { } contact) return Unknown(http, lang, KnownPath(token));
        if (!limit.Allows(http, Looking)) return TooMany(http, lang, token);
        return pages.Show(http, "known", new KnownPage(pages.Frame(lang), pages.Head(lang, RightsWording.Title, KnownPath(token)), [])
        {
            Title = RightsWording.Title.In(lang),
            Lead = RightsWording.Lead.In(lang),
            Parts = RightsWording.Parts(await telling.TellAsync(contact.AddressKey, ct), await terms.IndexAsync(ct), lang),
            Links =
            [
                PublicPages.To(lang, KnownPath(token) + ".json", RightsWording.Download), PublicPages.To(lang, ErasePath(token), RightsWording.ToErase),
                PublicPages.To(lang, SubscriptionLinks.PreferencesPath(token), PageWording.ToPreferences),
            ],
        });
    }

    public async Task<IResult> DownloadAsync(HttpContext http, string lang, string token, CancellationToken ct)
    {
        if (await preferring.FindAsync(token, ct) is not { } contact) return Unknown(http, lang, KnownPath(token));
        if (!limit.Allows(http, Looking)) return TooMany(http, lang, token);
        http.Response.Headers.CacheControl = "no-store";
        http.Response.Headers["Referrer-Policy"] = "no-referrer";
        return Results.Bytes(file.Write(await telling.TellAsync(contact.AddressKey, ct)), MediaTypeNames.Application.Json, PersonFile.Name);
    }

    public async Task<IResult> ShowErasingAsync(HttpContext http, string lang, string token, CancellationToken ct)
    {
        var path = ErasePath(token);
        if (await preferring.FindAsync(token, ct) is null) return Unknown(http, lang, path);
        return pages.Show(http, "confirm", new ConfirmPage(pages.Frame(lang), pages.Head(lang, RightsWording.Erase.Title, path), [])
        {
            Action = Languages.Prefix(lang) + path,
            Title = RightsWording.Erase.Title.In(lang),
            Text = RightsWording.Erase.Text.In(lang),
            Button = RightsWording.EraseButton.In(lang),
        });
    }

    public async Task<IResult> EraseAsync(HttpContext http, string lang, string token, CancellationToken ct)
    {
        var path = ErasePath(token);
        if (!OwnForms.Sent(http.Request, site.Value.BaseUrl, tokenInAddress: true)) return pages.Message(http, lang, path, PageWording.Foreign, StatusCodes.Status403Forbidden);
        if (await preferring.FindAsync(token, ct) is not { } contact) return Unknown(http, lang, path);
        await erasing.EraseAsync(contact.AddressKey, Door.Web(site.Value.Absolute(Languages.Prefix(lang) + "/tilaus/poista")), staff: null, ct);
        return pages.Message(http, lang, path, RightsWording.Gone, StatusCodes.Status200OK, PublicPages.To(lang, "/", PageWording.ToFront));
    }

    private IResult TooMany(HttpContext http, string lang, string token) =>
        pages.TooMany(http, lang, KnownPath(token), PublicPages.To(lang, SubscriptionLinks.PreferencesPath(token), PageWording.ToPreferences));

    private IResult Unknown(HttpContext http, string lang, string path) =>
        pages.Message(http, lang, path, PageWording.UnknownLink, StatusCodes.Status404NotFound, PublicPages.To(lang, SubscribeDoor.Path, PageWording.ToSubscribe));
}
