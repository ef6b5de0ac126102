using Microsoft.EntityFrameworkCore;
using Uutiset.Articles;
using Uutiset.Data;
using Uutiset.Mail;
using Uutiset.People;
using Uutiset.Subscribers;
using Uutiset.Vocabulary;

namespace Uutiset.Bulletins;

internal enum ObstacleKind { NoSubject, SenderName, Empty, Withdrawn, TooLarge, Large, Nobody }

/// <param name="What">The article's title, or the language and size.</param>
internal sealed record Obstacle(ObstacleKind Kind, string? What = null)
{
    public bool Stops => Kind != ObstacleKind.Large;

    public Localized Words => Kind switch
    {
        ObstacleKind.NoSubject => new("Otsikko puuttuu kaikilta kieliltä.", "Rubriken saknas på alla språk.", "No language has a subject."),
        ObstacleKind.SenderName => new(
            $"Julkaisijan nimi ”{What}” ei käy lähettäjäksi: siinä on yli {Mailbox.MaxNameLength} merkkiä tai näkymättömiä ohjausmerkkejä. Korjaa nimi organisaation tiedoissa.",
            $"Utgivarens namn ”{What}” duger inte som avsändare: det har över {Mailbox.MaxNameLength} tecken eller osynliga styrtecken. Rätta namnet i organisationens uppgifter.",
            $"The publisher's name \"{What}\" will not do as a sender: it has over {Mailbox.MaxNameLength} characters or invisible control characters. Correct it in the organisation's details."),
        ObstacleKind.Empty => new("Tiedotteessa ei ole juttuja eikä johdantoa.", "Utskicket har varken artiklar eller inledning.", "There is neither an article nor an introduction."),
        ObstacleKind.Withdrawn => new($"Juttu ”{What}” ei ole enää julkaistuna.", $"Artikeln ”{What}” är inte längre publicerad.", $"The article “{What}” is not published any more."),
        ObstacleKind.TooLarge => new(
            $"Viesti on liian pitkä ({What} tavua): postiohjelmat katkaisevat sen {MessageTemplate.HtmlMaxBytes} tavun jälkeen.",
            $"Meddelandet är för långt ({What} byte): e-postprogrammen klipper det efter {MessageTemplate.HtmlMaxBytes} byte.",
            $"The message is too long ({What} bytes): mail programs clip it after {MessageTemplate.HtmlMaxBytes}."),
        ObstacleKind.Large => new($"Viesti on lähes liian pitkä ({What} tavua).", $"Meddelandet är nästan för långt ({What} byte).", $"The message is nearly too long ({What} bytes)."),
        _ => new("Vastaanottajia ei ole: kukaan ei saisi tätä.", "Det finns inga mottagare: ingen skulle få detta.", "The audience is empty: nobody would get it."),
    };
}

/// <summary>Whether a bulletin can be sent as it stands; asked by the summary before sending and by the freeze itself.</summary>
internal sealed class Readiness(NewsDb db, Rendering rendering, TimeProvider clock)
{
    public static IEnumerable<BulletinText> Finished(Bulletin bulletin) =>
        bulletin.Texts.Where(t => t.Subject.Length > 0).OrderBy(t => Languages.All.ToList().IndexOf(t.Lang));

    public async Task<IReadOnlyList<Obstacle>> ObstaclesAsync(Bulletin bulletin, CancellationToken ct)
    {
        var found = new List<Obstacle>();
        var texts = Finished(bulletin).ToList();
        if (texts.Count == 0) found.Add(new(ObstacleKind.NoSubject));
        if (bulletin.Items.Count == 0 && texts.TrueForAll(t => t.IntroHtml is null)) found.Add(new(ObstacleKind.Empty));
        var ids = bulletin.Items.Select(i => i.ArticleId).ToList();
        var visible = await db.Articles.VisibleAt(clock.GetUtcNow().UtcDateTime).Where(a => ids.Contains(a.Id)).Select(a => a.Id).ToListAsync(ct);
        found.AddRange(bulletin.Items.Where(i => !visible.Contains(i.ArticleId)).Select(i => new Obstacle(ObstacleKind.Withdrawn, i.Article!.Title)));
        if (texts.Count == 0) return found;
        var articles = await rendering.ArticlesAsync(bulletin, ct);
        var publisher = await Publisher.OfAsync(db, bulletin.PublisherId, ct);
        if (!Mailbox.TakesName(publisher.Name)) found.Add(new(ObstacleKind.SenderName, PeopleCheck.Tidy(publisher.Name)));
        foreach (var text in texts)
        {
            // As long as the longest addresses and sentence that a reader's copy can have
            var bytes = rendering.Render(bulletin, text, articles, publisher, new ForReader(new string('x', 400), new string('x', 200), new string('x', 200))).HtmlBytes;
            if (bytes > MessageTemplate.HtmlMaxBytes) found.Add(new(ObstacleKind.TooLarge, $"{text.Lang}: {bytes}"));
            else if (bytes > MessageTemplate.HtmlWarnBytes) found.Add(new(ObstacleKind.Large, $"{text.Lang}: {bytes}"));
        }
        return found;
    }
}
