using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Options;
using Uutiset.Accounts;
using Uutiset.Data;
using Uutiset.Mailing;
using Uutiset.Subscribers.Moving;
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
        // Only a name that the editors know: what somebody typed does not go out with our mail (S42)
        var organisation = await db.Organisations.AsNoTracking().SingleOrDefaultAsync(o => o.Id == contact.Subscription!.OrganisationId && o.Listed, ct);
        List<string> paragraphs = [ConsentWording.Invitation(contact.Lang, publisher.Name)];
        if (organisation is not null) paragraphs.Add(Seats.HandOverWording.Subscriber.In(contact.Lang).Replace("{organisation}", organisation.Label.In(contact.Lang), StringComparison.Ordinal));
        if (contact is { Seat: Seat.Owner, Subscription.OrganisationId: not null }) paragraphs.Add(MailWording.InvitedOwner.In(contact.Lang));
        await QueueAsync(db, contact, publisher, MailWording.InvitationSubject, paragraphs,
            new(MailWording.ConfirmAction.In(contact.Lang), await ConfirmationLinkAsync(db, contact, ct)),
            [MailWording.ConfirmLife], MailWording.InvitationReason, optIn: false, ct);
    }

    public Task AlreadySubscribesAsync(NewsDb db, Contact contact, Publisher publisher, CancellationToken ct) =>
        QueueAsync(db, contact, publisher, MailWording.KnownSubject, [MailWording.KnownAsked.In(contact.Lang)],
            new(MailWording.KnownAction.In(contact.Lang), links.Preferences(contact.Id, contact.TokenVersion, contact.Lang)),
            [MailWording.KnownNotYou], MailWording.ConfirmReason, optIn: false, ct);

    /// <param name="to">The address that is asked, at which nobody sits yet.</param>
    public Task NewAddressAsync(NewsDb db, Contact reader, string to, string token, Publisher publisher, CancellationToken ct) =>
        QueueAsync(db, reader, publisher, MovingWording.NewSubject, [MovingWording.NewText.In(reader.Lang)], new(MovingWording.NewAction.In(reader.Lang), links.Address(token, reader.Lang)),
            [MailWording.ConfirmLife, MovingWording.NewNotYou], MovingWording.NewReason, optIn: false, to, reader.Id, ct);

    /// <summary>To the mailbox that was left, which may be somebody else's: it tells neither where the reader went nor how to follow.</summary>
    /// <param name="reader">As they were before the move.</param>
    public Task MovedAsync(NewsDb db, Contact reader, Publisher publisher, CancellationToken ct) =>
        QueueAsync(db, reader, publisher, MovingWording.MovedSubject, [MovingWording.MovedText.In(reader.Lang).Replace("{publisher}", publisher.Name, StringComparison.Ordinal)], new(PageWording.ToSubscribe.In(reader.Lang), links.Subscribe(reader.Lang)),
            [MovingWording.MovedNotYou], MovingWording.MovedReason, optIn: false, reader.Email, null, ct);

    private async Task<string> ConfirmationLinkAsync(NewsDb db, Contact contact, CancellationToken ct) =>
        links.Confirm(await tokens.IssueAsync(db, SubscriptionLinks.Confirmation, contact.Id, SubscriptionLinks.ConfirmationLife, ct), contact.Lang);

    internal Task QueueAsync(
        NewsDb db, Contact contact, Publisher publisher, Localized subject, IReadOnlyList<string> paragraphs, MailAction action, Localized[] notes, Localized reason, bool optIn,
        CancellationToken ct) => QueueAsync(db, contact, publisher, subject, paragraphs, action, notes, reason, optIn, contact.Email, contact.Id, ct);

    private async Task QueueAsync(
        NewsDb db, Contact contact, Publisher publisher, Localized subject, IReadOnlyList<string> paragraphs, MailAction action, Localized[] notes, Localized reason, bool optIn,
        string to, long? takenBackWith, CancellationToken ct)
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
            to, lang, page.Subject, theme.Render("mail/single.html", page, lang), theme.Render("mail/single.text", page, lang), takenBackWith, OptIn: optIn), ct);
    }
}
