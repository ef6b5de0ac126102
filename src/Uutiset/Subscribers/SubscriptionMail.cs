using Microsoft.Extensions.Options;
using Uutiset.Accounts;
using Uutiset.Data;
using Uutiset.Mailing;
using Uutiset.Themes;
using Uutiset.Vocabulary;
using Page = Uutiset.Themes.SingleMail;
using Message = Uutiset.Mailing.SingleMail;

namespace Uutiset.Subscribers;

/// <summary>The mails that this room sends. Each is a row in the caller's transaction: it goes out if, and only if, what it tells about is stored.</summary>
internal sealed class SubscriptionMail(Outbox outbox, OneTimeTokens tokens, SubscriptionLinks links, Theme theme, IOptions<SiteOptions> site)
{
    public async Task ConfirmationAsync(NewsDb db, Contact contact, Publisher publisher, CancellationToken ct)
    {
        await QueueAsync(db, contact, publisher, MailWording.ConfirmSubject, [MailWording.ConfirmAsked.In(contact.Lang)],
            new(MailWording.ConfirmAction.In(contact.Lang), await ConfirmationLinkAsync(db, contact, ct)),
            [MailWording.ConfirmLife, MailWording.ConfirmNotYou], MailWording.ConfirmReason, optIn: true, ct);
    }

    public async Task InvitationAsync(NewsDb db, Contact contact, Publisher publisher, CancellationToken ct)
    {
        await QueueAsync(db, contact, publisher, MailWording.InvitationSubject, [ConsentWording.Invitation(contact.Lang, publisher.Name)],
            new(MailWording.ConfirmAction.In(contact.Lang), await ConfirmationLinkAsync(db, contact, ct)),
            [MailWording.ConfirmLife], MailWording.InvitationReason, optIn: false, ct);
    }

    public Task AlreadySubscribesAsync(NewsDb db, Contact contact, Publisher publisher, CancellationToken ct) =>
        QueueAsync(db, contact, publisher, MailWording.KnownSubject, [MailWording.KnownAsked.In(contact.Lang)],
            new(MailWording.KnownAction.In(contact.Lang), links.Preferences(contact.Id, contact.TokenVersion, contact.Lang)),
            [MailWording.KnownNotYou], MailWording.ConfirmReason, optIn: false, ct);

    private async Task<string> ConfirmationLinkAsync(NewsDb db, Contact contact, CancellationToken ct) =>
        links.Confirm(await tokens.IssueAsync(db, SubscriptionLinks.Confirmation, contact.Id, SubscriptionLinks.ConfirmationLife, ct), contact.Lang);

    internal async Task QueueAsync(
        NewsDb db, Contact contact, Publisher publisher, Localized subject, IReadOnlyList<string> paragraphs, MailAction action, Localized[] notes, Localized reason, bool optIn,
        CancellationToken ct)
    {
        var lang = contact.Lang;
        var page = new Page(lang, site.Value.Name, site.Value.BaseUrl, subject.In(lang))
        {
            Paragraphs = paragraphs,
            Action = action,
            Notes = [.. notes.Select(n => n.In(lang))],
            Footer = new MailFooter(publisher.Name, publisher.Address, publisher.Email, reason.In(lang)),
        };
        await outbox.QueueAsync(db, new Message(
            contact.Email, lang, page.Subject, theme.Render("mail/single.html", page, lang), theme.Render("mail/single.text", page, lang), contact.Id, OptIn: optIn), ct);
    }
}
