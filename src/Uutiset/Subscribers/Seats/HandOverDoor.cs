using Microsoft.Extensions.Options;
using Uutiset.Data;
using Uutiset.Themes.Pages;
using Uutiset.Vocabulary;

namespace Uutiset.Subscribers.Seats;

/// <summary>/tilaus/{token}/jatkaja/{id} of a seat, and /tilaus/jatkaja/{token} of the organisation's own address: what is taken over, and one button.</summary>
internal sealed class HandOverDoor(Preferring preferring, TakingOver taking, HandOverPages shown, PublicPages pages, IOptions<SiteOptions> site)
{
    public async Task<IResult> ShowAsync(HttpContext http, string lang, string token, Guid id, CancellationToken ct)
    {
        if (await SeatAsync(token, id, ct) is not var (_, asked)) return Unknown(http, lang);
        if (!await taking.IsVacantAsync(asked, ct)) return Closed(http, lang);
        return await shown.ShowAsync(http, lang, HandOverLinks.PathOf(token, id), asked, null, ct);
    }

    public async Task<IResult> TakeAsync(HttpContext http, string lang, string token, Guid id, CancellationToken ct)
    {
        if (!OwnForms.Sent(http.Request, site.Value.BaseUrl, tokenInAddress: true)) return pages.Message(http, lang, SubscribeDoor.Path, PageWording.Foreign, StatusCodes.Status403Forbidden);
        if (await SeatAsync(token, id, ct) is not var (contact, asked)) return Unknown(http, lang);
        // The second press of the one who goes on gets the same answer
        var mine = asked.TakenById == contact.Id;
        return mine || await taking.TakeAsync(asked, contact, Door.Web(ShownAt(lang)), ct) ? Taken(http, lang, token) : Closed(http, lang);
    }

    public async Task<IResult> ShowAsync(HttpContext http, string lang, string token, CancellationToken ct)
    {
        if (await taking.FindAsync(token, ct) is not var (asked, _)) return Unknown(http, lang);
        if (!await taking.IsVacantAsync(asked, ct)) return Closed(http, lang);
        return await shown.ShowAsync(http, lang, HandOverLinks.PathOf(token), asked, await shown.ConsentAsync(asked, lang, ct), ct);
    }

    public async Task<IResult> TakeAsync(HttpContext http, string lang, string token, CancellationToken ct)
    {
        if (!OwnForms.Sent(http.Request, site.Value.BaseUrl, tokenInAddress: true)) return pages.Message(http, lang, SubscribeDoor.Path, PageWording.Foreign, StatusCodes.Status403Forbidden);
        if (await taking.FindAsync(token, ct) is not var (asked, address)) return Unknown(http, lang);
        if (!await taking.IsVacantAsync(asked, ct)) return Closed(http, lang);
        var consent = await shown.ConsentAsync(asked, lang, ct);
        if (!await consent.StoodOnAsync(http.Request, ct)) return await shown.ShowAsync(http, lang, HandOverLinks.PathOf(token), asked, consent, ct, FormWording.TextChanged);
        if (await taking.SeatAsync(asked, address, Wishes.Everything with { Lang = lang }, consent, ShownAt(lang), ct) is not { } seat) return Closed(http, lang);
        return Taken(http, lang, shown.TokenOf(seat));
    }

    private async Task<(Contact, HandOver)?> SeatAsync(string token, Guid id, CancellationToken ct) =>
        await preferring.FindAsync(token, ct) is { State: ContactState.Confirmed } contact && await taking.FindAsync(contact, id, ct) is { } asked ? (contact, asked) : null;

    private string ShownAt(string lang) => site.Value.Absolute(Languages.Prefix(lang) + "/tilaus/jatkaja");

    private IResult Taken(HttpContext http, string lang, string token) =>
        pages.Message(http, lang, SubscribeDoor.Path, HandOverWording.Taken, StatusCodes.Status200OK,
            PublicPages.To(lang, SeatDoor.PathOf(token), SeatWording.ToSeats), PublicPages.To(lang, SubscriptionLinks.PreferencesPath(token), PageWording.ToPreferences));

    private IResult Closed(HttpContext http, string lang) => pages.Message(http, lang, SubscribeDoor.Path, HandOverWording.Closed, StatusCodes.Status200OK, PublicPages.To(lang, "/", PageWording.ToFront));

    private IResult Unknown(HttpContext http, string lang) =>
        pages.Message(http, lang, SubscribeDoor.Path, PageWording.UnknownLink, StatusCodes.Status404NotFound, PublicPages.To(lang, SubscribeDoor.Path, PageWording.ToSubscribe));
}
