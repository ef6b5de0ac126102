using Microsoft.EntityFrameworkCore;
using Uutiset.Data;
using Uutiset.Themes.Pages;
using Uutiset.Vocabulary;

namespace Uutiset.Subscribers.Seats;

/// <summary>Says what is taken over: whose subscription, of what, and for how many. No address of anybody else, since the page opens by a link.</summary>
internal sealed class HandOverPages(NewsDb db, Terms terms, SubscriptionLinks links, PublicPages pages)
{
    /// <param name="consent">What the organisation's own address agrees to with the same press; null for a seat, which has agreed.</param>
    public async Task<IResult> ShowAsync(HttpContext http, string lang, string path, HandOver asked, ShownConsent? consent, CancellationToken ct, Localized? note = null)
    {
        var (subscription, index) = (asked.Subscription!, await terms.IndexAsync(ct));
        return pages.Show(http, "hand-over", new HandOverPage(pages.Frame(lang), pages.Head(lang, HandOverWording.Title, path), [])
        {
            Action = Languages.Prefix(lang) + path,
            Organisation = subscription.Organisation!.Name,
            Regions = AskedFor.Listed(subscription.Regions.Select(r => Regions.Find(r.RegionCode)?.Short.In(lang)), lang),
            Themes = AskedFor.Listed(subscription.Terms.Select(t => index.Find(t.TermId)?.Label.In(lang)), lang),
            Contacts = await db.Contacts.CountAsync(c => c.SubscriptionId == subscription.Id && c.State == ContactState.Confirmed, ct),
            Note = note?.In(lang),
            Consent = consent?.Text,
            Hidden = consent is null ? [] : [consent.Hidden],
            Button = HandOverWording.Button.In(lang),
        }, note is null ? StatusCodes.Status200OK : StatusCodes.Status409Conflict);
    }

    public async Task<ShownConsent> ConsentAsync(HandOver asked, string lang, CancellationToken ct) =>
        ConsentWording.Confirm(lang, (await Publisher.OfAsync(db, asked.Subscription!.PublisherId, ct)).Name);

    public string TokenOf(Contact seat) => links.Token(seat.Id, seat.TokenVersion);
}
