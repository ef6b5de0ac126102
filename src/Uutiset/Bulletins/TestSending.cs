using Uutiset.Accounts;
using Uutiset.Data;
using Uutiset.Mail;
using Uutiset.Mailing;
using Uutiset.Subscribers;

namespace Uutiset.Bulletins;

/// <summary>Sends a bulletin to its makers, marked as a test, through the fast lane. Its links end nobody's subscription.</summary>
internal sealed class TestSending(NewsDb db, Rendering rendering, Compiling compiling, Outbox outbox, Audit audit)
{
    public const int MostAddresses = 20;

    /// <returns>Null when queued, otherwise what is wrong: noSubject, count, address or tooLarge.</returns>
    public async Task<string?> SendAsync(Bulletin bulletin, IReadOnlyList<string> addresses, Actor actor, CancellationToken ct)
    {
        var texts = Readiness.Finished(bulletin).ToList();
        if (texts.Count == 0) return "noSubject";
        if (addresses.Count is 0 or > MostAddresses) return "count";
        if (addresses.Any(a => !Mailbox.TryCreate(a.Trim(), out _, out _))) return "address";
        var articles = await rendering.ArticlesAsync(bulletin, ct);
        var publisher = await Publisher.OfAsync(db, bulletin.PublisherId, ct);
        foreach (var text in texts)
        {
            var mark = MailWording.TestMark.In(text.Lang) + " ";
            var (message, rendered) = compiling.Compile(bulletin.Number, publisher, MailFormat.Html, mark, reader => rendering.Render(bulletin, text, articles, publisher, reader));
            if (rendered.HtmlBytes > MessageTemplate.HtmlMaxBytes) return "tooLarge";
            foreach (var address in addresses) outbox.Queue(db, message, address, compiling.FillForTest(text.Lang), contactId: null);
        }
        audit.Write(db, actor, "bulletin.tested", $"bulletin:{bulletin.PublicId}", $"{addresses.Count} addresses");
        await db.SaveChangesAsync(ct);
        return null;
    }
}
