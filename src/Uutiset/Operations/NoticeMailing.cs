using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Options;
using Uutiset.Accounts;
using Uutiset.Accounts.Notices;
using Uutiset.Data;
using Uutiset.Desk;
using Uutiset.Mailing;
using Uutiset.Themes;
using Uutiset.Vocabulary;
using Message = Uutiset.Mailing.SingleMail;
using Page = Uutiset.Themes.SingleMail;

namespace Uutiset.Operations;

/// <summary>
/// Mails people the notices that they have not read at the desk: one mail for all of them, once the oldest has waited long enough and the
/// person is not at the desk. Says who did what and nothing of the article: an unpublished title may be a secret, and mail is none.
/// </summary>
internal sealed class NoticeMailing(NewsDb db, Outbox outbox, Theme theme, DeskTexts texts, IOptions<SiteOptions> site, TimeProvider clock)
{
    /// <summary>Whoever was seen at the desk so lately sees it there; a burst that comes meanwhile is one mail. What is urgent waits for nothing.</summary>
    public static readonly TimeSpan Wait = TimeSpan.FromMinutes(10);

    private const int MostNamed = 10;
    private static readonly Localized Subject = new("Uusia ilmoituksia toimituksessa", "Nya aviseringar på redaktionen", "New notices in the newsroom");
    private static readonly Localized More = new("Muita ilmoituksia: {0}.", "Övriga aviseringar: {0}.", "Further notices: {0}.");
    private static readonly Localized Open = new("Avaa ilmoitukset", "Öppna aviseringarna", "Open the notices");
    private static readonly Localized Setting = new(
        "Voit lopettaa nämä viestit omissa tiedoissasi toimituksen työpöydällä.",
        "Du kan avsluta de här meddelandena i dina egna uppgifter på redaktionens skrivbord.",
        "You can stop these messages in your own account at the newsroom's desk.");
    private static readonly Localized Reason = new(
        "Saat tämän viestin, koska sinulla on tunnus toimituksen työpöydälle.",
        "Du får det här meddelandet eftersom du har ett konto till redaktionens skrivbord.",
        "You get this message because you have an account at the newsroom's desk.");

    /// <returns>How many mails were queued.</returns>
    public async Task<int> MailAsync(CancellationToken ct)
    {
        var now = clock.GetUtcNow().UtcDateTime;
        var (waited, forgotten) = (now - Wait, now - NoticeRows.Kept);
        await db.Notices.Where(n => n.ReadUtc != null && n.AtUtc < forgotten).ExecuteDeleteAsync(ct);
        var people = await db.Users.AsNoTracking()
            .Where(u => u.NoticeMail && !u.Disabled && u.Email != null)
            .Where(u => db.Notices.Any(n => n.UserId == u.Id && n.ReadUtc == null && n.MailedUtc == null && NoticeRows.Urgent.Contains(n.Kind))
                || db.Notices.Any(n => n.UserId == u.Id && n.ReadUtc == null && n.MailedUtc == null && n.AtUtc <= waited)
                    && !db.Sessions.Any(s => s.UserId == u.Id && s.SeenUtc > waited))
            .ToListAsync(ct);
        if (people.Count == 0) return 0;
        var ids = people.ConvertAll(u => u.Id);
        var notices = (await db.Notices.Where(n => ids.Contains(n.UserId) && n.ReadUtc == null && n.MailedUtc == null).OrderBy(n => n.AtUtc).ThenBy(n => n.Id).ToListAsync(ct)).ToLookup(n => n.UserId);
        var publisher = await db.Organisations.AsNoTracking().Where(o => o.IsPublisher).OrderBy(o => o.Id).Select(o => new MailFooter(o.Name, o.Address, o.Email, "")).FirstAsync(ct);
        foreach (var person in people)
        {
            await QueueAsync(person, [.. notices[person.Id]], publisher, ct);
            foreach (var notice in notices[person.Id]) notice.MailedUtc = now;
        }
        await db.SaveChangesAsync(ct);
        return people.Count;
    }

    private Task QueueAsync(User person, IReadOnlyList<Notice> notices, MailFooter publisher, CancellationToken ct)
    {
        var lang = person.Lang;
        string Say(string sentence, object value) => string.Format(System.Globalization.CultureInfo.InvariantCulture, sentence, value);
        var lines = notices.Take(MostNamed).Select(n => Say(texts.Get(lang, "notices.kind." + n.Kind), n.By).TrimEnd(':') + ".");
        var page = new Page(lang, site.Value.Name, site.Value.BaseUrl, Subject.In(lang))
        {
            Paragraphs = notices.Count > MostNamed ? [.. lines, Say(More.In(lang), notices.Count - MostNamed)] : [.. lines],
            Action = new(Open.In(lang), site.Value.Absolute("/desk/notices")),
            Notes = [Setting.In(lang)],
            Footer = publisher with { Reason = Reason.In(lang) },
        };
        return outbox.QueueAsync(db, new Message(person.Email!, lang, page.Subject, theme.Render("mail/single.html", page, lang), theme.Render("mail/single.text", page, lang)), ct);
    }
}
