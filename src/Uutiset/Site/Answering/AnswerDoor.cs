using System.Diagnostics;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Options;
using Uutiset.Articles;
using Uutiset.Articles.Openings;
using Uutiset.Data;
using Uutiset.Mailing;
using Uutiset.Subscribers;
using Uutiset.Themes.Pages;
using Uutiset.Vocabulary;

namespace Uutiset.Site.Answering;

/// <summary>/vaikuta/{slug}/vastaa takes the address of the form on the place's page; /vaikuta/{slug}/vastaa/{token} is where the mailed link leads.</summary>
internal sealed class AnswerDoor(NewsDb db, OpeningReading reading, OpeningPages openings, AnswerLinks links, FormStamp stamps, PublicPages pages, Press press, IOptions<SiteOptions> site)
{
    /// <summary>Whoever reloads what the form answered comes back to the form.</summary>
    public async Task<IResult> BackAsync(HttpContext http, string lang, string slug, CancellationToken ct) =>
        await PublicAsync(slug, ct) is { } opening ? Results.Redirect(Press.At(lang, opening.Path) + "#vastaamme") : NotFoundPages.NotFound(http, lang, press);

    public async Task<IResult> TakeAsync(HttpContext http, string lang, string slug, RequestLimit limit, CancellationToken ct)
    {
        var arrived = Stopwatch.GetTimestamp();
        if (await PublicAsync(slug, ct) is not { } opening || !opening.IsOpenAt(press.NowUtc)) return NotFoundPages.NotFound(http, lang, press);
        if (!OwnForms.Sent(http.Request, site.Value.BaseUrl, tokenInAddress: false)) return Message(http, lang, opening, PageWording.Foreign, StatusCodes.Status403Forbidden);
        if (await OwnForms.ReadAsync(http.Request, ct) is not { } sent) return Message(http, lang, opening, PageWording.Unreadable, StatusCodes.Status400BadRequest);
        var typed = Typed(sent["email"]);
        var address = WrittenAddress.Read(typed, out var emailError);
        var trapped = !string.IsNullOrEmpty(sent[SubscribeForm.Trap]);
        var formError = stamps.Read(sent["t"]) switch { StampAge.Ripe => null, StampAge.TooYoung => FormWording.TooFast, _ => FormWording.TooOld };
        if (!trapped && (formError ?? emailError) is not null)
        {
            // The first stamp stays: who had to correct an address has already waited
            var stamp = stamps.Read(sent["t"]) is StampAge.Ripe or StampAge.TooYoung ? sent["t"].ToString() : stamps.Make();
            var form = OpeningPages.Form(lang, opening, stamp) with { Email = typed, Error = formError?.In(lang), EmailError = emailError?.In(lang) };
            return pages.Show(http, "opening", openings.Page(lang, opening, form), StatusCodes.Status422UnprocessableEntity);
        }
        if (!limit.Allows(http)) return pages.TooMany(http, lang, opening.Path, PublicPages.To(lang, opening.Path, AnswerWording.ToOpening));
        if (!trapped) await links.AskAsync(opening, address!, ct);
        await SameForAll.WaitAsync(arrived, ct);
        return Message(http, lang, opening, AnswerWording.Asked, StatusCodes.Status200OK);
    }

    /// <summary>Link scanners of mail gateways open every link: looking changes nothing.</summary>
    public async Task<IResult> ShowAsync(HttpContext http, string lang, string slug, string token, CancellationToken ct)
    {
        if (await PublicAsync(slug, ct) is not { } opening) return NotFoundPages.NotFound(http, lang, press);
        if (!opening.IsOpenAt(press.NowUtc) || await links.FindAsync(opening, token, ct) is not { } link) return Gone(http, lang, opening);
        var name = AnswerLinks.NameOf(link.Organisation, lang);
        var isMarked = opening.Answers.Exists(a => a.OrganisationId == link.Organisation.Id);
        if (link.Used) return Message(http, lang, opening, AnswerWording.Result(name, isMarked), StatusCodes.Status200OK);
        var path = AnswerLinks.PathOf(opening, token);
        return pages.Show(http, "confirm", new ConfirmPage(pages.Frame(lang), pages.Head(lang, AnswerWording.Title, path), [])
        {
            Action = Press.At(lang, path),
            Title = AnswerWording.Title.In(lang),
            Text = AnswerWording.Question(name, opening.Title, isMarked).In(lang),
            Button = AnswerWording.Mark.In(lang),
            Name = "vastaamme",
            Value = "kylla",
            Other = new(AnswerWording.Unmark.In(lang), "ei"),
        });
    }

    public async Task<IResult> SetAsync(HttpContext http, string lang, string slug, string token, CancellationToken ct)
    {
        if (await PublicAsync(slug, ct) is not { } opening) return NotFoundPages.NotFound(http, lang, press);
        if (!OwnForms.Sent(http.Request, site.Value.BaseUrl, tokenInAddress: true)) return Message(http, lang, opening, PageWording.Foreign, StatusCodes.Status403Forbidden);
        if (await OwnForms.ReadAsync(http.Request, ct) is not { } sent || sent["vastaamme"].ToString() is not ("kylla" or "ei"))
            return Message(http, lang, opening, PageWording.Unreadable, StatusCodes.Status400BadRequest);
        if (await links.SetAsync(opening, token, sent["vastaamme"] == "kylla", ct) is not { } link) return Gone(http, lang, opening);
        var isMarked = await db.Set<OpeningAnswer>().AnyAsync(a => a.OpeningId == opening.Id && a.OrganisationId == link.Organisation.Id, ct);
        return Message(http, lang, opening, AnswerWording.Result(AnswerLinks.NameOf(link.Organisation, lang), isMarked), StatusCodes.Status200OK);
    }

    private async Task<Opening?> PublicAsync(string slug, CancellationToken ct) =>
        (await reading.LoadAsync(OpeningReading.Public(db, PublicDates.Filter.None).Where(o => o.Slug == slug), ct)).SingleOrDefault();

    private IResult Message(HttpContext http, string lang, Opening opening, PageWording.Sentences sentences, int status) =>
        pages.Message(http, lang, opening.Path, sentences, status, PublicPages.To(lang, opening.Path, AnswerWording.ToOpening));

    private IResult Gone(HttpContext http, string lang, Opening opening) => Message(http, lang, opening, AnswerWording.Ended, StatusCodes.Status410Gone);

    private static string Typed(string? value) => string.Concat((value ?? "").Where(c => !char.IsControl(c))).Trim();
}
