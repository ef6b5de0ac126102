using Microsoft.Extensions.Options;
using Uutiset.Data;
using Uutiset.Mailing;
using Uutiset.Themes;
using Uutiset.Vocabulary;
using Message = Uutiset.Mailing.SingleMail;
using Page = Uutiset.Themes.SingleMail;

namespace Uutiset.Subscribers.Seats;

/// <summary>The questions who goes on, whether all is still right and whether the bulletins are still wanted. They name an organisation only when editors have listed it: what a stranger typed on a form goes into no mail.</summary>
internal sealed class SeatMail(Outbox outbox, HandOverLinks links, Theme theme, IOptions<SiteOptions> site)
{
    public Task ToSeatAsync(NewsDb db, HandOver asked, Contact seat, string? organisation, Publisher publisher, CancellationToken ct) =>
        QueueAsync(db, seat.Email, seat.Id, seat.Lang, links.OfSeat(asked, seat), HandOver(asked), HandOverWording.SeatReason, organisation, publisher, ct);

    public Task ToOrganisationAsync(NewsDb db, HandOver asked, string address, string lang, string? organisation, Publisher publisher, CancellationToken ct) =>
        QueueAsync(db, address, null, lang, links.OfOrganisation(asked, address, lang), HandOver(asked), HandOverWording.OrganisationReason, organisation, publisher, ct);

    public Task CheckAsync(NewsDb db, Contact owner, string? organisation, Publisher publisher, CancellationToken ct) =>
        QueueAsync(db, owner.Email, owner.Id, owner.Lang, links.OfCheck(owner), new(CheckWording.Title, [CheckWording.Asking], CheckWording.Look, CheckWording.Otherwise), CheckWording.Reason, organisation, publisher, ct);

    public Task StayAsync(NewsDb db, Contact reader, bool again, DateOnly until, Publisher publisher, CancellationToken ct) =>
        QueueAsync(db, reader.Email, reader.Id, reader.Lang, links.OfStay(reader),
            new(again ? StayWording.Reminder : StayWording.Title, [StayWording.Asking], StayWording.Look, StayWording.Until(until)), StayWording.Reason, null, publisher, ct);

    private static Question HandOver(HandOver asked) => new(
        HandOverWording.Title,
        [asked.Reason switch { HandOverReason.Away => HandOverWording.Away, HandOverReason.Bounced => HandOverWording.Bounced, _ => HandOverWording.Left }, HandOverWording.What],
        HandOverWording.Look, HandOverWording.NotYou);

    private Task QueueAsync(NewsDb db, string to, long? contact, string lang, string url, Question question, Localized reason, string? organisation, Publisher publisher, CancellationToken ct)
    {
        var page = new Page(lang, site.Value.Name, site.Value.BaseUrl, question.Title.In(lang))
        {
            Paragraphs = [.. organisation is null ? [] : new[] { HandOverWording.Subscriber.In(lang).Replace("{organisation}", organisation, StringComparison.Ordinal) }, .. question.Paragraphs.Select(p => p.In(lang))],
            Action = new(question.Look.In(lang), url),
            Notes = [question.Note.In(lang)],
            Footer = new MailFooter(publisher.Name, publisher.Address, publisher.Email, reason.In(lang)),
        };
        return outbox.QueueAsync(db, new Message(to, lang, page.Subject, theme.Render("mail/single.html", page, lang), theme.Render("mail/single.text", page, lang), contact), ct);
    }

    private sealed record Question(Localized Title, Localized[] Paragraphs, Localized Look, Localized Note);
}
