using System.Diagnostics;
using Microsoft.Extensions.Options;
using Uutiset.Data;
using Uutiset.Mailing;
using Uutiset.Themes.Pages;
using Uutiset.Vocabulary;

namespace Uutiset.Subscribers.Moving;

/// <summary>/tilaus/{token}/osoite asks for a new address; /tilaus/osoite/{token}, mailed there, is one button.</summary>
internal sealed class AddressDoor(NewsDb db, Preferring preferring, MovingAddress moving, AskedFor asked, SubscriptionLinks links, RequestLimit limit, PublicPages pages, IOptions<SiteOptions> site)
{
    public static string AskPath(string token) => $"/tilaus/{token}/osoite";

    public async Task<IResult> ShowAsync(HttpContext http, string lang, string token, CancellationToken ct)
    {
        var reader = await preferring.FindAsync(token, ct);
        return reader is { State: ContactState.Confirmed } ? Form(http, lang, token, reader, "", null) : Refused(http, lang, token, reader);
    }

    public async Task<IResult> AskAsync(HttpContext http, string lang, string token, CancellationToken ct)
    {
        var (arrived, path) = (Stopwatch.GetTimestamp(), AskPath(token));
        if (!OwnForms.Sent(http.Request, site.Value.BaseUrl, tokenInAddress: true)) return pages.Message(http, lang, path, PageWording.Foreign, StatusCodes.Status403Forbidden);
        var reader = await preferring.FindAsync(token, ct);
        if (reader is not { State: ContactState.Confirmed }) return Refused(http, lang, token, reader);
        if (await OwnForms.ReadAsync(http.Request, ct) is not { } form) return pages.Message(http, lang, path, PageWording.Unreadable, StatusCodes.Status400BadRequest);
        var typed = form["email"].ToString().Trim();
        if (WrittenAddress.Read(typed, out var wrong) is not { } address) return Form(http, lang, token, reader, typed, wrong);
        if (moving.IsOwn(reader, address)) return Form(http, lang, token, reader, typed, MovingWording.Same);
        var back = PublicPages.To(lang, SubscriptionLinks.PreferencesPath(token), PageWording.ToPreferences);
        if (!limit.Allows(http)) return pages.TooMany(http, lang, path, back);
        await moving.AskAsync(reader, address, Door.Web(site.Value.Absolute(Languages.Prefix(lang) + "/tilaus/osoite")), ct);
        await SameForAll.WaitAsync(arrived, ct);
        return pages.Message(http, lang, path, MovingWording.Asked, StatusCodes.Status200OK, back);
    }

    public async Task<IResult> ShowMovingAsync(HttpContext http, string lang, string token, CancellationToken ct)
    {
        var path = SubscriptionLinks.AddressPath(token);
        if (await moving.FindAsync(token, ct) is not { } change) return Gone(http, lang, path);
        if (await moving.SeatAsync(change, ct) is { } seat) return Moved(http, lang, path, seat);
        if (change.Contact!.State != ContactState.Confirmed) return Gone(http, lang, path);
        return await AskAsync(http, lang, path, change, null, ct);
    }

    /// <param name="note">Why the page is there again.</param>
    private async Task<IResult> AskAsync(HttpContext http, string lang, string path, AddressChange change, Localized? note, CancellationToken ct)
    {
        var shown = await ShownAsync(lang, change, ct);
        return pages.Show(http, "confirm", new ConfirmPage(pages.Frame(lang), pages.Head(lang, MovingWording.Title, path), [])
        {
            Action = Languages.Prefix(lang) + path,
            Title = MovingWording.Title.In(lang),
            Text = shown.Text,
            Note = note?.In(lang),
            Facts = await asked.OfAsync(change.ContactId, lang, ct),
            Hidden = [shown.Hidden],
            Button = MovingWording.Button.In(lang),
        }, note is null ? StatusCodes.Status200OK : StatusCodes.Status409Conflict);
    }

    public async Task<IResult> MoveAsync(HttpContext http, string lang, string token, CancellationToken ct)
    {
        var path = SubscriptionLinks.AddressPath(token);
        if (!OwnForms.Sent(http.Request, site.Value.BaseUrl, tokenInAddress: true)) return pages.Message(http, lang, path, PageWording.Foreign, StatusCodes.Status403Forbidden);
        if (await moving.FindAsync(token, ct) is not { } change) return Gone(http, lang, path);
        var shown = await ShownAsync(lang, change, ct);
        if (await moving.SeatAsync(change, ct) is null && change.Contact!.State == ContactState.Confirmed && !await shown.StoodOnAsync(http.Request, ct)) return await AskAsync(http, lang, path, change, FormWording.TextChanged, ct);
        var seat = await moving.MoveAsync(token, shown, Door.Web(site.Value.Absolute(Languages.Prefix(lang) + "/tilaus/osoite")), ct);
        return seat is null ? Gone(http, lang, path) : Moved(http, lang, path, seat);
    }

    private async Task<ShownConsent> ShownAsync(string lang, AddressChange change, CancellationToken ct) =>
        ConsentWording.Confirm(lang, (await Publisher.OfAsync(db, change.Contact!.Subscription!.PublisherId, ct)).Name);

    private IResult Form(HttpContext http, string lang, string token, Contact reader, string typed, Localized? wrong) =>
        pages.Show(http, "address", new AddressPage(pages.Frame(lang), pages.Head(lang, MovingWording.Title, AskPath(token)), [])
        {
            Action = Languages.Prefix(lang) + AskPath(token),
            Current = reader.Email,
            PreferencesUrl = Languages.Prefix(lang) + SubscriptionLinks.PreferencesPath(token),
            Email = typed,
            EmailError = wrong?.In(lang),
            Errors = wrong is null ? [] : [new("email", wrong.In(lang))],
        }, wrong is null ? StatusCodes.Status200OK : StatusCodes.Status422UnprocessableEntity);

    private IResult Moved(HttpContext http, string lang, string path, Contact seat) =>
        pages.Message(http, lang, path, MovingWording.Moved, StatusCodes.Status200OK, PublicPages.To(lang, SubscriptionLinks.PreferencesPath(links.Token(seat.Id, seat.TokenVersion)), PageWording.ToPreferences));

    private IResult Gone(HttpContext http, string lang, string path) =>
        pages.Message(http, lang, path, MovingWording.Ended, StatusCodes.Status410Gone, PublicPages.To(lang, SubscribeDoor.Path, PageWording.ToSubscribe));

    private IResult Refused(HttpContext http, string lang, string token, Contact? reader) =>
        pages.Message(http, lang, AskPath(token), reader is null ? PageWording.UnknownLink : PageWording.Ended, reader is null ? StatusCodes.Status404NotFound : StatusCodes.Status200OK,
            PublicPages.To(lang, SubscribeDoor.Path, PageWording.ToSubscribe));
}
