using Microsoft.EntityFrameworkCore;
using Uutiset.Data;
using Uutiset.Vocabulary;

namespace Uutiset.Subscribers.Joining;

/// <summary>The mails about joining. The organisation is named as the editors wrote it; the address that asks stands on the page alone, so that nobody puts words into our mail.</summary>
internal sealed class JoinMail(SubscriptionMail mail, SubscriptionLinks links)
{
    public static string PathOf(string token) => SubscriptionLinks.PreferencesPath(token) + "/liittyjat";

    public async Task AskAsync(NewsDb db, Contact owner, long organisation, CancellationToken ct)
    {
        var (publisher, name) = await OfAsync(db, owner, organisation, ct);
        await mail.QueueAsync(db, owner, publisher, JoinWording.AskSubject, [JoinWording.AskText(name.In(owner.Lang)).In(owner.Lang)],
            new(JoinWording.AskAction.In(owner.Lang), links.Absolute(owner.Lang, PathOf(links.Token(owner.Id, owner.TokenVersion)))),
            [JoinWording.AskLife], JoinWording.AskReason, optIn: false, ct);
    }

    public async Task AnsweredAsync(NewsDb db, Contact contact, Localized organisation, bool accepted, CancellationToken ct)
    {
        var lang = contact.Lang;
        var publisher = await Publisher.OfAsync(db, contact.Subscription!.PublisherId, ct);
        var action = accepted
            ? new Themes.MailAction(MailWording.KnownAction.In(lang), links.Preferences(contact.Id, contact.TokenVersion, lang))
            : new Themes.MailAction(PageWording.ToSubscribe.In(lang), links.Subscribe(lang));
        await mail.QueueAsync(db, contact, publisher, accepted ? JoinWording.AcceptedSubject : JoinWording.RefusedSubject,
            [(accepted ? JoinWording.AcceptedText(organisation.In(lang)) : JoinWording.RefusedText(organisation.In(lang))).In(lang)], action, [], MailWording.ConfirmReason, optIn: false, ct);
    }

    public async Task UnansweredAsync(NewsDb db, Contact contact, Localized organisation, CancellationToken ct)
    {
        var lang = contact.Lang;
        await mail.QueueAsync(db, contact, await Publisher.OfAsync(db, contact.Subscription!.PublisherId, ct), JoinWording.UnansweredSubject, [JoinWording.UnansweredText(organisation.In(lang)).In(lang)],
            new Themes.MailAction(PageWording.ToSubscribe.In(lang), links.Subscribe(lang)), [], MailWording.ConfirmReason, optIn: false, ct);
    }

    private static async Task<(Publisher Publisher, Localized Name)> OfAsync(NewsDb db, Contact owner, long organisation, CancellationToken ct)
    {
        var subscription = await db.Contacts.Where(c => c.Id == owner.Id).Select(c => c.Subscription!.PublisherId).SingleAsync(ct);
        var named = await db.Organisations.AsNoTracking().SingleAsync(o => o.Id == organisation, ct);
        return (await Publisher.OfAsync(db, subscription, ct), named.Label);
    }
}
