using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Options;
using Uutiset.Accounts.Notices;
using Uutiset.Articles;
using Uutiset.Data;
using Uutiset.Mailing;
using Uutiset.Themes;
using Uutiset.Vocabulary;
using Message = Uutiset.Mailing.SingleMail;
using Page = Uutiset.Themes.SingleMail;

namespace Uutiset.Operations;

/// <summary>
/// Writes to whoever takes care of an article a week before one of its attachments goes out of sight, and before a recording's captions are
/// due (A11Y-12). Once each.
/// </summary>
internal sealed class MaterialReminding(NewsDb db, Outbox outbox, Theme theme, IOptions<SiteOptions> site, TimeProvider clock)
{
    private static readonly Localized EndingSubject = new("Aineisto poistuu näkyvistä {0}", "Ett material försvinner {0}", "A material disappears on {0}");
    private static readonly Localized EndingText = new(
        "Liite ”{0}” jutussa ”{1}” on lukijoiden saatavilla {2} asti. Sen jälkeen sivu kertoo, ettei sitä enää näe. Jos se saa olla esillä pidempään, anna sille uusi viimeinen päivä ja julkaise juttu uudelleen.",
        "Bilagan ”{0}” i artikeln ”{1}” är tillgänglig för läsarna till och med {2}. Därefter berättar sidan att den inte längre kan ses. Om den får visas längre, ge den en ny sista dag och publicera artikeln på nytt.",
        "The attachment “{0}” of the article “{1}” can be seen by readers until {2}. After that the page says that it is gone. If it may stay longer, give it a new last day and publish the article again.");
    private static readonly Localized CaptionsSubject = new("Tallenteen tekstitys puuttuu, määräpäivä {0}", "Inspelningens textning saknas, sista dag {0}", "Captions are missing, due on {0}");
    private static readonly Localized CaptionsText = new(
        "Tallenne ”{0}” jutussa ”{1}” on esillä ilman tekstitystä. Tilaisuuden tallenne on tekstitettävä tai poistettava viimeistään {2}, 14 päivän kuluttua julkaisemisesta.",
        "Inspelningen ”{0}” i artikeln ”{1}” visas utan textning. En inspelning av ett evenemang ska textas eller tas bort senast {2}, 14 dagar efter publiceringen.",
        "The recording “{0}” of the article “{1}” is shown without captions. A recording of an event has to be captioned or removed by {2}, 14 days after publication.");
    private static readonly Localized Open = new("Avaa juttu", "Öppna artikeln", "Open the article");
    private static readonly Localized Reason = new(
        "Saat tämän viestin, koska juttu on sinun nimissäsi toimituksen työpöydällä.",
        "Du får det här meddelandet eftersom artikeln står i ditt namn på redaktionens skrivbord.",
        "You get this message because the article is yours at the newsroom's desk.");
    private static readonly Localized StandIn = new(
        "Saat tämän viestin toimittajana: jutulla ei ole omistajaa, jolla olisi avoin tunnus.",
        "Du får det här meddelandet som redaktör: artikeln har ingen ägare med ett öppet konto.",
        "You get this message as an editor: the article has no owner with an open account.");

    /// <returns>How many mails were queued.</returns>
    public async Task<int> RemindAsync(CancellationToken ct)
    {
        var (now, today) = (clock.GetUtcNow().UtcDateTime, clock.Today());
        var toSee = await Materials.ToSeeAsync(db.Articles, db, now, today, ct);
        if (toSee.Count == 0) return 0;
        var articles = toSee.Select(m => m.ArticleId).Distinct().ToList();
        var sent = (await db.Set<AttachmentReminder>().AsNoTracking().Where(r => articles.Contains(r.ArticleId)).ToListAsync(ct)).Select(r => (r.ArticleId, r.Title, r.Kind, r.Day)).ToHashSet();
        var caretakers = await Caretakers.LoadAsync(db, toSee.Select(m => m.OwnerId).OfType<long>().Distinct().ToList(), ct);
        var (count, publisher) = (0, (Sender?)null);
        foreach (var material in toSee.DistinctBy(m => (m.ArticleId, m.Title, m.Kind, m.Day)))
        {
            if (sent.Contains((material.ArticleId, material.Title, material.Kind, material.Day)) || caretakers.Of(material.OwnerId, material.PublisherId) is not { Count: > 0 } told) continue;
            db.Add(new AttachmentReminder { ArticleId = material.ArticleId, Title = material.Title, Kind = material.Kind, Day = material.Day, SentUtc = now });
            publisher ??= await db.Organisations.AsNoTracking().Where(o => o.IsPublisher).OrderBy(o => o.Id).Select(o => new Sender(o.Name, o.Address, o.Email)).FirstAsync(ct);
            foreach (var person in told) await QueueAsync(material, publisher, person.Email!, person.Lang, person.Id == material.OwnerId, ct);
            count += told.Count;
        }
        await db.SaveChangesAsync(ct);
        return count;
    }

    private sealed record Sender(string Name, string? Address, string? Email);

    private async Task QueueAsync(MaterialToSee material, Sender publisher, string to, string lang, bool isOwner, CancellationToken ct)
    {
        var isEnding = material.Kind == Materials.Ending;
        string Say(Localized sentence, params object[] values) => string.Format(System.Globalization.CultureInfo.InvariantCulture, sentence.In(lang), values);
        var day = Dates.Day(material.Day, lang);
        var page = new Page(lang, site.Value.Name, site.Value.BaseUrl, Say(isEnding ? EndingSubject : CaptionsSubject, day))
        {
            Paragraphs = [Say(isEnding ? EndingText : CaptionsText, material.Title, material.ArticleTitle, day)],
            Action = new(Open.In(lang), site.Value.Absolute($"/desk/articles/{material.ArticlePublicId}")),
            Footer = new MailFooter(publisher.Name, publisher.Address, publisher.Email, (isOwner ? Reason : StandIn).In(lang)),
        };
        await outbox.QueueAsync(db, new Message(to, lang, page.Subject, theme.Render("mail/single.html", page, lang), theme.Render("mail/single.text", page, lang)), ct);
    }
}
