using System.Diagnostics;
using Microsoft.Extensions.Options;
using Uutiset.Data;
using Uutiset.Themes.Pages;
using Uutiset.Vocabulary;

namespace Uutiset.Subscribers;

/// <summary>/tilaa: the form, and the one answer that everybody gets.</summary>
internal sealed class SubscribeDoor(NewsDb db, Terms terms, FormStamp stamps, Subscribing subscribing, PublicPages pages, IOptions<SiteOptions> site)
{
    public const string Path = "/tilaa";

    public async Task<IResult> ShowAsync(HttpContext http, string lang, CancellationToken ct) =>
        await FormAsync(http, lang, SubscribeForm.Empty(lang, http.Request.Query, await terms.IndexAsync(ct)), StatusCodes.Status200OK, ct);

    public async Task<IResult> TakeAsync(HttpContext http, string lang, RequestLimit limit, CancellationToken ct)
    {
        var arrived = Stopwatch.GetTimestamp();
        if (!OwnForms.Sent(http.Request, site.Value.BaseUrl, tokenInAddress: false)) return pages.Message(http, lang, Path, PageWording.Foreign, StatusCodes.Status403Forbidden, ToForm(lang));
        if (await OwnForms.ReadAsync(http.Request, ct) is not { } sent) return pages.Message(http, lang, Path, PageWording.Unreadable, StatusCodes.Status400BadRequest, ToForm(lang));
        var publisher = await Publisher.FirstAsync(db, ct);
        var consent = ConsentWording.Form(lang, publisher.Name);
        var form = SubscribeForm.Read(sent, await terms.IndexAsync(ct), lang, consent, stamps);
        if (!form.IsGood && !form.Trapped) return await FormAsync(http, lang, form, StatusCodes.Status422UnprocessableEntity, ct);
        if (!limit.Allows(http.Connection.RemoteIpAddress))
        {
            http.Response.Headers.RetryAfter = $"{RequestLimit.Window.TotalSeconds:0}";
            return pages.Message(http, lang, Path, PageWording.TooMany, StatusCodes.Status429TooManyRequests);
        }
        if (!form.Trapped)
        {
            var shownAt = site.Value.Absolute(Languages.Prefix(lang) + Path);
            await subscribing.RequestAsync(new SubscriptionRequest(form.IsPrivate ? null : form.Organisation, form.Address!, form.Wishes, consent, shownAt), ct);
        }
        await SameForAll.WaitAsync(arrived, ct);
        return pages.Message(http, lang, Path, PageWording.Asked, StatusCodes.Status200OK, PublicPages.To(lang, "/", PageWording.ToFront));
    }

    private static Link ToForm(string lang) => PublicPages.To(lang, Path, PageWording.ToSubscribe);

    private async Task<IResult> FormAsync(HttpContext http, string lang, SubscribeForm form, int status, CancellationToken ct)
    {
        var consent = ConsentWording.Form(lang, (await Publisher.FirstAsync(db, ct)).Name);
        // The first stamp stays: who had to correct an address has already waited
        var stamp = stamps.Read(form.Stamp) is StampAge.Ripe or StampAge.TooYoung ? form.Stamp! : stamps.Make();
        return pages.Show(http, "subscribe", new SubscribePage(pages.Frame(lang), pages.Head(lang, FormWording.Title, Path, index: true), [])
        {
            Action = Languages.Prefix(lang) + Path,
            Organisation = form.Organisation,
            IsPrivate = form.IsPrivate,
            Email = form.Email,
            Wishes = WishChoices.Show(await terms.IndexAsync(ct), form.Wishes, lang),
            ConsentText = consent,
            Consents = form.Consents,
            PrivacyUrl = Languages.Prefix(lang) + "/tietosuoja",
            TrapName = SubscribeForm.Trap,
            Hidden = [new("t", stamp), new("shown", ConsentLedger.HashOf(consent))],
            Errors = [.. Errors(form, lang)],
            OrganisationError = form.OrganisationError?.In(lang),
            EmailError = form.EmailError?.In(lang),
            ConsentError = form.ConsentError?.In(lang),
        }, status);
    }

    private static IEnumerable<Themes.Pages.FieldError> Errors(SubscribeForm form, string lang)
    {
        if (form.FormError is { } whole) yield return new("sisalto", whole.In(lang));
        if (form.OrganisationError is { } organisation) yield return new("organisation", organisation.In(lang));
        if (form.EmailError is { } email) yield return new("email", email.In(lang));
        if (form.ConsentError is { } consent) yield return new("consent", consent.In(lang));
    }
}
