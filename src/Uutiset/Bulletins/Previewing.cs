using Uutiset.Data;
using Uutiset.Subscribers;

namespace Uutiset.Bulletins;

/// <summary>A bulletin as a reader would get it, before anybody gets it.</summary>
internal sealed class Previewing(NewsDb db, Composing composing, Rendering rendering, SubscriptionLinks links)
{
    /// <summary>A mail brings its own styles; nothing else of it runs or loads.</summary>
    public const string ContentPolicy = "sandbox allow-popups; default-src 'none'; img-src 'self' data:; style-src 'unsafe-inline'; form-action 'none'; base-uri 'none'; frame-ancestors 'self'";

    /// <returns>Null when there is no such bulletin or it has no such language.</returns>
    public async Task<Rendered?> RenderAsync(Guid id, string lang, CancellationToken ct)
    {
        if (await composing.LoadAsync(id, ct) is not { } bulletin || bulletin.Texts.Find(t => t.Lang == lang) is not { } text) return null;
        var publisher = await Publisher.OfAsync(db, bulletin.PublisherId, ct);
        var reader = new ForReader(MailWording.Reason(null, [], [], lang), links.Subscribe(lang), links.Subscribe(lang));
        return rendering.Render(bulletin, text, await rendering.ArticlesAsync(bulletin, ct), publisher, reader);
    }
}
