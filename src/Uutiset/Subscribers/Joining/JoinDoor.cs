using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Options;
using Uutiset.Data;
using Uutiset.Themes.Pages;
using Uutiset.Vocabulary;

namespace Uutiset.Subscribers.Joining;

/// <summary>/tilaus/{token}/liittyjat: an owner sees who asks to join, and answers with a button. Looking answers nothing.</summary>
internal sealed class JoinDoor(Preferring preferring, JoinRequests requests, PublicPages pages, IOptions<SiteOptions> site)
{
    private const int Most = 50;

    public async Task<IResult> ShowAsync(HttpContext http, string lang, string token, CancellationToken ct)
    {
        var path = JoinMail.PathOf(token);
        if (await OwnerAsync(token, ct) is not { } owner) return Unknown(http, lang, path);
        var waiting = await requests.WaitingFor(owner).OrderBy(j => j.AskedUtc).ThenBy(j => j.Id).Take(Most)
            .Select(j => new { j.PublicId, j.Contact!.Email, AskedUtc = j.AskedUtc!.Value }).ToListAsync(ct);
        return pages.Show(http, "joining", new JoiningPage(pages.Frame(lang), pages.Head(lang, JoinWording.Title, path), [])
        {
            Action = Languages.Prefix(lang) + path,
            Organisation = owner.Subscription!.Organisation!.Label.In(lang),
            Joiners = [.. waiting.Select(j => new Joiner(j.PublicId.ToString(), j.Email, Day(j.AskedUtc, lang), Day(j.AskedUtc.AddDays(JoinRequests.OwnersDays), lang)))],
            Answered = http.Request.Query["vastattu"] == "1",
            PreferencesUrl = Languages.Prefix(lang) + SubscriptionLinks.PreferencesPath(token),
        });
    }

    public async Task<IResult> AnswerAsync(HttpContext http, string lang, string token, CancellationToken ct)
    {
        var path = JoinMail.PathOf(token);
        if (!OwnForms.Sent(http.Request, site.Value.BaseUrl, tokenInAddress: true)) return pages.Message(http, lang, path, PageWording.Foreign, StatusCodes.Status403Forbidden);
        if (await OwnerAsync(token, ct) is not { } owner) return Unknown(http, lang, path);
        if (await OwnForms.ReadAsync(http.Request, ct) is not { } form || !Guid.TryParse(form["request"], out var id) || form["answer"].ToString() is not ("yes" or "no"))
            return pages.Message(http, lang, path, PageWording.Unreadable, StatusCodes.Status400BadRequest);
        var by = $"owner:{owner.PublicId}";
        var answered = await requests.AnswerAsync(requests.WaitingFor(owner), id, form["answer"] == "yes", new(by, new Door("web", by, site.Value.Absolute(Languages.Prefix(lang) + "/tilaus/liittyjat"))), ct);
        http.Response.Headers["Referrer-Policy"] = "no-referrer";
        http.Response.Headers.Location = Languages.Prefix(lang) + path + (answered is null ? "" : "?vastattu=1");
        return Results.StatusCode(StatusCodes.Status303SeeOther);
    }

    private async Task<Contact?> OwnerAsync(string token, CancellationToken ct) =>
        await preferring.FindAsync(token, ct) is { } contact && JoinRequests.MayAnswer(contact) ? contact : null;

    private IResult Unknown(HttpContext http, string lang, string path) =>
        pages.Message(http, lang, path, PageWording.UnknownLink, StatusCodes.Status404NotFound, PublicPages.To(lang, SubscribeDoor.Path, PageWording.ToSubscribe));

    private static Moment Day(DateTime utc, string lang) => new(Dates.Iso(Dates.DayOf(utc)), Dates.Day(utc, lang));
}
