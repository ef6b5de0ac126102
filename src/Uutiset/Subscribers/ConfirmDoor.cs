using Microsoft.Extensions.Options;
using Uutiset.Data;
using Uutiset.Subscribers.Joining;
using Uutiset.Themes.Pages;
using Uutiset.Vocabulary;

namespace Uutiset.Subscribers;

/// <summary>/tilaus/vahvista/{token}: one button.</summary>
internal sealed class ConfirmDoor(NewsDb db, Confirming confirming, AskedFor asked, SubscriptionLinks links, PublicPages pages, IOptions<SiteOptions> site)
{
    public async Task<IResult> ShowAsync(HttpContext http, string lang, string token, CancellationToken ct)
    {
        var path = SubscriptionLinks.ConfirmPath(token);
        if (await confirming.FindAsync(token, ct) is not { } contact) return Gone(http, lang, path);
        if (await confirming.StageAsync(contact, ct) is not OptIn.Open and var stage) return Result(http, lang, path, contact, stage);
        return await AskAsync(http, lang, path, contact, null, ct);
    }

    /// <param name="note">Why the page is there again.</param>
    private async Task<IResult> AskAsync(HttpContext http, string lang, string path, Contact contact, Localized? note, CancellationToken ct)
    {
        var shown = await ShownAsync(lang, contact, ct);
        return pages.Show(http, "confirm", new ConfirmPage(pages.Frame(lang), pages.Head(lang, PageWording.ConfirmTitle, path), [])
        {
            Action = Languages.Prefix(lang) + path,
            Title = PageWording.ConfirmTitle.In(lang),
            Text = shown.Text,
            Note = note?.In(lang),
            Facts = await asked.OfAsync(contact.Id, lang, ct),
            Hidden = [shown.Hidden],
            Button = PageWording.ConfirmTitle.In(lang),
        }, note is null ? StatusCodes.Status200OK : StatusCodes.Status409Conflict);
    }

    public async Task<IResult> TakeAsync(HttpContext http, string lang, string token, CancellationToken ct)
    {
        var path = SubscriptionLinks.ConfirmPath(token);
        if (!OwnForms.Sent(http.Request, site.Value.BaseUrl, tokenInAddress: true)) return pages.Message(http, lang, path, PageWording.Foreign, StatusCodes.Status403Forbidden);
        if (await confirming.FindAsync(token, ct) is not { } named) return Gone(http, lang, path);
        var shown = await ShownAsync(lang, named, ct);
        if (await confirming.StageAsync(named, ct) == OptIn.Open && !await shown.StoodOnAsync(http.Request, ct)) return await AskAsync(http, lang, path, named, FormWording.TextChanged, ct);
        var contact = await confirming.ConfirmAsync(token, shown, links.Absolute(lang, "/tilaus/vahvista"), ct);
        return contact is null ? Gone(http, lang, path) : Result(http, lang, path, contact, await confirming.StageAsync(contact, ct));
    }

    private IResult Result(HttpContext http, string lang, string path, Contact contact, OptIn stage) => stage switch
    {
        OptIn.Done => pages.Message(http, lang, path, PageWording.Confirmed, StatusCodes.Status200OK,
            PublicPages.To(lang, SubscriptionLinks.PreferencesPath(links.Token(contact.Id, contact.TokenVersion)), PageWording.ToPreferences)),
        OptIn.Waiting => pages.Message(http, lang, path, JoinWording.Waiting, StatusCodes.Status200OK, PublicPages.To(lang, "/", PageWording.ToFront)),
        _ => pages.Message(http, lang, path, stage == OptIn.Refused ? JoinWording.Refused : PageWording.Ended, StatusCodes.Status200OK, PublicPages.To(lang, SubscribeDoor.Path, PageWording.ToSubscribe)),
    };

    private IResult Gone(HttpContext http, string lang, string path) =>
        pages.Message(http, lang, path, PageWording.ConfirmEnded, StatusCodes.Status410Gone, PublicPages.To(lang, SubscribeDoor.Path, PageWording.ToSubscribe));

    private async Task<ShownConsent> ShownAsync(string lang, Contact contact, CancellationToken ct) =>
        ConsentWording.Confirm(lang, (await Publisher.OfAsync(db, contact.Subscription!.PublisherId, ct)).Name);
}
