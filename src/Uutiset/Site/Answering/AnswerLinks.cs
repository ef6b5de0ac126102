using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Options;
using Uutiset.Accounts;
using Uutiset.Articles.Openings;
using Uutiset.Data;
using Uutiset.Mailing;
using Uutiset.People;
using Uutiset.Subscribers;
using Uutiset.Themes;
using Uutiset.Vocabulary;
using Message = Uutiset.Mailing.SingleMail;
using Page = Uutiset.Themes.SingleMail;

namespace Uutiset.Site.Answering;

/// <summary>
/// An organisation says itself that it takes part: somebody gives an address, and if it is a confirmed contact of a listed organisation,
/// a link that works once goes to it. Whether it did is told to nobody but the address (S40).
/// </summary>
internal sealed class AnswerLinks(
    NewsDb db, AddressKeys addresses, OneTimeTokens tokens, Outbox outbox, Theme theme, SavingOpenings saving, IOptions<SiteOptions> site, TimeProvider clock)
{
    private static readonly TimeSpan Life = TimeSpan.FromHours(48);
    private const int MostOrganisations = 5;
    private const int Tries = 5;

    public static string PathOf(Opening opening, string token) => $"{opening.Path}/vastaa/{token}";

    public async Task AskAsync(Opening opening, string address, CancellationToken ct)
    {
        var key = addresses.Of(address);
        await using var transaction = await db.Database.BeginTransactionAsync(ct);
        // A turn of its own for each place: two of them on one day are two questions, and neither takes a subscription's turn
        if (!await AskedAddress.TakeTurnAsync(db, FormattableString.Invariant($"{key}:opening:{opening.Id}"), clock.GetUtcNow().UtcDateTime, ct)) return;
        var contacts = await db.Contacts.AsNoTracking().Include(c => c.Subscription!.Organisation)
            .Where(c => c.AddressKey == key && c.State == ContactState.Confirmed && c.Subscription!.EndedUtc == null && c.Subscription.Organisation!.Listed)
            .Where(c => !db.Suppressions.Any(s => s.AddressKey == key)).OrderBy(c => c.Id).ToListAsync(ct);
        foreach (var contact in contacts.DistinctBy(c => c.Subscription!.OrganisationId).Take(MostOrganisations)) await MailAsync(opening, contact, ct);
        await db.SaveChangesAsync(ct);
        await transaction.CommitAsync(ct);
    }

    /// <returns>For whom the link speaks, and whether it has been used; null when it works no more.</returns>
    public async Task<AnswerLink?> FindAsync(Opening opening, string token, CancellationToken ct)
    {
        if (await tokens.PeekAsync(db, PurposeOf(opening), token, ct) is { } open) return await LinkAsync(open, used: false, ct);
        return await tokens.FindUsedAsync(db, PurposeOf(opening), token, ct) is { } used ? await LinkAsync(used, used: true, ct) : null;
    }

    /// <returns>For whom it was marked; the same at every press of the button. Null when the link works no more.</returns>
    public async Task<AnswerLink?> SetAsync(Opening opening, string token, bool takesPart, CancellationToken ct)
    {
        for (var attempt = 1; ; attempt++)
        {
            await using var transaction = await db.Database.BeginTransactionAsync(ct);
            if (await tokens.RedeemAsync(db, PurposeOf(opening), token, ct) is not { } contact) return await FindAsync(opening, token, ct);
            if (await LinkAsync(contact, used: true, ct) is not { } link) return null;
            var outcome = await saving.AnswerForAsync(opening.PublicId, link.Organisation, takesPart, ct);
            // Somebody saved the place in this moment: the link stays unused, and the next look finds the new version
            if (outcome == OpeningOutcome.Outdated && attempt < Tries) continue;
            if (outcome != OpeningOutcome.Done) return null;
            await transaction.CommitAsync(ct);
            return link;
        }
    }

    private async Task<AnswerLink?> LinkAsync(long contactId, bool used, CancellationToken ct)
    {
        var organisation = await db.Contacts.AsNoTracking().Where(c => c.Id == contactId && c.State == ContactState.Confirmed && c.Subscription!.EndedUtc == null && c.Subscription.Organisation!.Listed)
            .Select(c => c.Subscription!.Organisation!).FirstOrDefaultAsync(ct);
        return organisation is null ? null : new AnswerLink(organisation, used);
    }

    private async Task MailAsync(Opening opening, Contact contact, CancellationToken ct)
    {
        var (lang, organisation) = (site.Value.Served(contact.Lang), contact.Subscription!.Organisation!);
        var publisher = await Publisher.OfAsync(db, contact.Subscription.PublisherId, ct);
        var token = await tokens.IssueAsync(db, PurposeOf(opening), contact.Id, Life, ct);
        var page = new Page(lang, site.Value.Name, site.Value.BaseUrl, AnswerWording.Title.In(lang))
        {
            Paragraphs = [AnswerWording.MailText(NameOf(organisation, lang), opening.Title).In(lang)],
            Action = new(AnswerWording.MailAction.In(lang), site.Value.Absolute(Languages.Prefix(lang) + PathOf(opening, token))),
            Notes = [AnswerWording.MailLife.In(lang), AnswerWording.MailNotYou.In(lang)],
            Footer = new MailFooter(publisher.Name, publisher.Address, publisher.Email, AnswerWording.MailReason.In(lang)),
        };
        await outbox.QueueAsync(db, new Message(contact.Email, lang, page.Subject, theme.Render("mail/single.html", page, lang), theme.Render("mail/single.text", page, lang), contact.Id), ct);
    }

    internal static string NameOf(Organisation organisation, string lang) => organisation.Label.In(lang);

    // Bound to the place: the link for one marks nothing on another
    private static string PurposeOf(Opening opening) => FormattableString.Invariant($"opening-answer:{opening.Id}");
}

/// <param name="Used">The button has been pressed; what it did is shown again.</param>
internal sealed record AnswerLink(Organisation Organisation, bool Used);
