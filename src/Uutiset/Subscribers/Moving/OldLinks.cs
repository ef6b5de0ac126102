using Microsoft.EntityFrameworkCore;
using Uutiset.Data;
using Uutiset.Themes.Pages;
using Uutiset.Vocabulary;

namespace Uutiset.Subscribers.Moving;

/// <summary>
/// What the links of a mail do that went to an address which its reader has left since: they say so, tell nothing of the new one (S40), and
/// can end it still, since whoever was mailed can always say no by that mail (RFC 8058).
/// </summary>
internal sealed class OldLinks(NewsDb db, SubscriptionLinks links, Unsubscribing unsubscribing, PublicPages pages)
{
    /// <returns>Null when the link is of no mail to an address that was left.</returns>
    public async Task<IResult?> ShowAsync(HttpContext http, string lang, string token, CancellationToken ct) =>
        await FindAsync(token, ct) is not { } seat ? null : seat.State == ContactState.Withdrawn ? Ended(http, lang)
            : pages.Message(http, lang, SubscriptionLinks.PreferencesPath(token), await NamedAsync(MovingWording.OldLink, seat, lang, ct), StatusCodes.Status200OK,
                PublicPages.To(lang, SubscriptionLinks.UnsubscribePath(token), MovingWording.OldEndButton), Again(lang));

    public async Task<IResult?> ShowEndingAsync(HttpContext http, string lang, string token, CancellationToken ct)
    {
        if (await FindAsync(token, ct) is not { } seat) return null;
        if (seat.State == ContactState.Withdrawn) return Ended(http, lang);
        var path = SubscriptionLinks.UnsubscribePath(token);
        return pages.Show(http, "confirm", new ConfirmPage(pages.Frame(lang), pages.Head(lang, PageWording.End, path), [])
        {
            Action = Languages.Prefix(lang) + path,
            Title = PageWording.End.In(lang),
            Text = (await NamedAsync(MovingWording.OldEnd, seat, lang, ct)).Text.In(lang),
            Button = MovingWording.OldEndButton.In(lang),
        });
    }

    public async Task<IResult?> EndAsync(HttpContext http, string lang, string token, Door door, CancellationToken ct)
    {
        if (await FindAsync(token, ct) is not { } seat) return null;
        if (seat.State != ContactState.Withdrawn) await unsubscribing.EndAsync(seat, door, ct);
        return Ended(http, lang);
    }

    /// <returns>The seat where the reader of the mail reads now, or has read last.</returns>
    public async Task<Contact?> FindAsync(string token, CancellationToken ct)
    {
        if (!links.TryRead(token, out var id, out var version)) return null;
        var seat = await db.Contacts.Include(c => c.Subscription).FirstOrDefaultAsync(c => c.Id == id && c.LeftVersion >= version, ct);
        return seat is { State: ContactState.Withdrawn, MovedToId: { } heir } ? await db.Contacts.Include(c => c.Subscription).SingleAsync(c => c.Id == heir, ct) : seat;
    }

    private async Task<PageWording.Sentences> NamedAsync(PageWording.Sentences sentences, Contact seat, string lang, CancellationToken ct)
    {
        var publisher = (await Publisher.OfAsync(db, seat.Subscription!.PublisherId, ct)).Name;
        return sentences with { Text = new(sentences.Text.In(lang).Replace("{publisher}", publisher, StringComparison.Ordinal)) };
    }

    private IResult Ended(HttpContext http, string lang) => pages.Message(http, lang, SubscribeDoor.Path, MovingWording.OldEnded, StatusCodes.Status200OK, Again(lang));

    private static Link Again(string lang) => PublicPages.To(lang, SubscribeDoor.Path, PageWording.ToSubscribe);
}
