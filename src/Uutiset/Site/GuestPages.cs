using Microsoft.Extensions.Options;
using Uutiset.Accounts;
using Uutiset.Articles;
using Uutiset.Articles.Workflow;
using Uutiset.Data;
using Uutiset.Subscribers;
using Uutiset.Themes.Pages;
using Uutiset.Vocabulary;

namespace Uutiset.Site;

/// <summary>/esikatselu/{token}: the working copy for one person outside, who may be asked what they think of it. The token in the address is all they need.</summary>
internal sealed class GuestPages(PreviewLinks links, Commenting commenting, RevisionPages revisions, Press press, IOptions<SiteOptions> site)
{
    public const string Path = "/esikatselu/";

    public async Task<IResult> ShowAsync(HttpContext http, string token, CancellationToken ct)
    {
        if (await links.FindAsync(token, ct) is not { } link) return Ended(http);
        // A mail filter that only looks whether the address answers has not read anything
        if (HttpMethods.IsGet(http.Request.Method)) await links.OpenedAsync(link, ct);
        return await PageAsync(http, token, link, said: http.Request.Query["kiitos"].ToString() switch { "1" => "guest.thanks", "2" => "guest.approved", _ => null }, error: null, ct);
    }

    public async Task<IResult> AnswerAsync(HttpContext http, string token, CancellationToken ct)
    {
        if (!OwnForms.Sent(http.Request, site.Value.BaseUrl, tokenInAddress: true)) return Quiet(http, Results.StatusCode(StatusCodes.Status403Forbidden));
        if (await links.FindAsync(token, ct) is not { MayAnswer: true } link) return Ended(http);
        var texts = press.In(LangOf(link));
        if (await OwnForms.ReadAsync(http.Request, ct) is not { } form) return Quiet(http, Results.StatusCode(StatusCodes.Status400BadRequest));
        var approves = form["action"] == "approve";
        var text = form["text"].ToString();
        if (approves) text = string.IsNullOrWhiteSpace(text) ? texts["guest.approval"] : texts["guest.approval"] + "\n\n" + text;
        if (await links.AnswersAsync(link, ct) >= PreviewLinks.MostAnswers) return await PageAsync(http, token, link, null, texts["guest.full"], ct);
        var done = await commenting.AddAsync(link.Article!.PublicId, new CommentDraft(text), new Actor(link.ForWhom), new GuestSays(link, approves), ct);
        if (done?.Comment is null) return await PageAsync(http, token, link, null, done?.Errors[0].Message.In(LangOf(link)), ct);
        // Reloading what follows sends nothing again
        http.Response.Headers.Location = $"{Path}{token}?kiitos={(approves ? 2 : 1)}#vastaus";
        return Quiet(http, Results.StatusCode(StatusCodes.Status303SeeOther));
    }

    private async Task<IResult> PageAsync(HttpContext http, string token, PreviewLink link, string? said, string? error, CancellationToken ct)
    {
        var texts = press.In(LangOf(link));
        if (await revisions.NewestAsync(link.Article!.PublicId, ct) is not { } page) return Ended(http);
        if (error is not null) http.Response.StatusCode = StatusCodes.Status422UnprocessableEntity;
        return Quiet(http, press.ShowPrivately(http, "article", page with
        {
            Notice = texts.Get(link.Article.Status == ArticleStatus.Published ? "guest.notice.published" : "guest.notice", ("name", link.ForWhom), ("until", Dates.DayAndTime(link.ExpiresUtc, LangOf(link)))),
            Guest = link.MayAnswer ? new GuestForm(Path + token, said is null ? null : texts[said], error) : null,
        }, links.MediaKeyOf(link)));
    }

    private IResult Ended(HttpContext http) => Quiet(http, NotFoundPages.Show(http, Languages.Accepted(http.Request) ?? press.Languages[0], press, "guest.ended", StatusCodes.Status404NotFound, searches: false));

    private static IResult Quiet(HttpContext http, IResult result)
    {
        http.Response.Headers["X-Robots-Tag"] = "noindex";
        return result;
    }

    private string LangOf(PreviewLink link) => press.Languages.Contains(link.Article!.Lang) ? link.Article.Lang : press.Languages[0];
}
