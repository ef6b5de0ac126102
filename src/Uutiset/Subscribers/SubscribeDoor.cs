using System.Diagnostics;
using System.Globalization;
using Microsoft.Extensions.Options;
using Uutiset.Data;
using Uutiset.Subscribers.Joining;
using Uutiset.Themes.Pages;
using Uutiset.Vocabulary;

namespace Uutiset.Subscribers;

/// <summary>/tilaa: the form, and the one answer that everybody gets.</summary>
internal sealed class SubscribeDoor(Terms terms, FormStamp stamps, Subscribing subscribing, PublicPages pages, IOptions<SiteOptions> site, FormParts parts)
{
    public const string Path = "/tilaa";

    public async Task<IResult> ShowAsync(HttpContext http, string lang, CancellationToken ct)
    {
        var offers = await parts.Offers.AllAsync(ct);
        return await FormAsync(http, lang, SubscribeForm.Empty(lang, http.Request.Query, await terms.IndexAsync(ct), offers), offers, StatusCodes.Status200OK, ct);
    }

    public async Task<IResult> TakeAsync(HttpContext http, string lang, RequestLimit limit, CancellationToken ct)
    {
        var arrived = Stopwatch.GetTimestamp();
        if (!OwnForms.Sent(http.Request, site.Value.BaseUrl, tokenInAddress: false)) return pages.Message(http, lang, Path, PageWording.Foreign, StatusCodes.Status403Forbidden, ToForm(lang));
        if (await OwnForms.ReadAsync(http.Request, ct) is not { } sent) return pages.Message(http, lang, Path, PageWording.Unreadable, StatusCodes.Status400BadRequest, ToForm(lang));
        var offers = await parts.Offers.AllAsync(ct);
        var consent = Consent(offers, lang);
        var form = await SubscribeForm.Read(sent, await terms.IndexAsync(ct), offers, lang, consent, stamps).LookAsync(parts.Finding, lang, ct);
        if (form.Finds || form.Samples) return await FormAsync(http, lang, form.WithoutErrors(), offers, StatusCodes.Status200OK, ct);
        if (!form.IsGood && !form.Trapped) return await FormAsync(http, lang, form, offers, StatusCodes.Status422UnprocessableEntity, ct);
        if (!limit.Allows(http))
        {
            http.Response.Headers.RetryAfter = RequestLimit.RetryAfter;
            // Nobody writes it all again for what others in their network have done
            return await FormAsync(http, lang, form.Refused(FormWording.TooMany), offers, StatusCodes.Status429TooManyRequests, ct);
        }
        if (!form.Trapped)
        {
            var shownAt = site.Value.Absolute(Languages.Prefix(lang) + Path);
            await subscribing.RequestAsync(new SubscriptionRequest(form.Asked, form.Address!, form.Wishes, form.Offer!, new ShownConsent(lang, consent), shownAt), ct);
        }
        await SameForAll.WaitAsync(arrived, ct);
        return pages.Message(http, lang, Path, AddressKinds.IsThrownAway(form.Email) ? PageWording.AskedPassing : PageWording.Asked, StatusCodes.Status200OK, PublicPages.To(lang, "/", PageWording.ToFront));
    }

    private static Link ToForm(string lang) => PublicPages.To(lang, Path, PageWording.ToSubscribe);

    private static string Consent(IReadOnlyList<Offer> offers, string lang) => ConsentWording.Form(lang, [.. offers.Select(o => o.PublisherName).Distinct()]);

    private async Task<IResult> FormAsync(HttpContext http, string lang, SubscribeForm form, IReadOnlyList<Offer> offers, int status, CancellationToken ct)
    {
        var consent = Consent(offers, lang);
        // The first stamp stays: who had to correct an address has already waited
        var stamp = stamps.Read(form.Stamp) is StampAge.Ripe or StampAge.TooYoung ? form.Stamp! : stamps.Make();
        return pages.Show(http, "subscribe", new SubscribePage(pages.Frame(lang), pages.Head(lang, FormWording.Title, Path, index: true), [])
        {
            Action = Languages.Prefix(lang) + Path,
            FindUrl = Languages.Prefix(lang) + FindDoor.Path + "?q=",
            Organisation = form.Organisation,
            Found = [.. form.Found.Select(o => new Choice(o.PublicId.ToString(), o.Name, o.Id == form.Listed?.Id) { Hint = o.Note.Length > 0 ? o.Note : null })],
            IsNew = form.Choice == SubscribeForm.New,
            Focus = form.Finds && form.Found is [var first, ..] ? first.PublicId.ToString() : null,
            FoundNothing = form is { Finds: true, Looked: true, Found: [], OrganisationError: null },
            From = offers.Count > 1 ? [.. offers.Select(o => new Choice(o.Value, o.Label(lang, offers), o.Value == form.Offer?.Value))] : [],
            HasSeries = offers.Any(o => o.SeriesId is not null),
            IsPrivate = form.IsPrivate,
            Email = form.Email,
            Wishes = WishChoices.Show(await terms.IndexAsync(ct), form.Wishes, lang) with { IsFolded = form.Wishes is { Frequency: Frequency.Immediate, Format: MailFormat.Html } && form.Wishes.Lang == lang },
            Sample = form.Samples ? await SampleAsync(form, offers, lang, ct) : null,
            ConsentText = consent,
            Consents = form.Consents,
            PrivacyUrl = Languages.Prefix(lang) + "/tietosuoja",
            TrapName = SubscribeForm.Trap,
            Hidden = [new("t", stamp), new("shown", ConsentLedger.HashOf(consent)), new("found", form.Looked ? form.Organisation : "")],
            Errors = [.. Errors(form, lang)],
            OrganisationError = form.OrganisationError?.In(lang),
            EmailError = form.EmailError?.In(lang),
            ConsentError = form.ConsentError?.In(lang),
        }, status);
    }

    private async Task<SubscriptionSample> SampleAsync(SubscribeForm form, IReadOnlyList<Offer> offers, string lang, CancellationToken ct)
    {
        var offer = form.Offer ?? offers[0];
        var sample = await parts.Bulletins.FindAsync(offer.PublisherId, offer.SeriesId, form.Wishes, ct);
        return new SubscriptionSample([.. sample.Items.Select(i => new Link(Languages.Prefix(lang) + i.Path, i.Title, i.Lang == lang ? null : i.Lang))])
        {
            Subject = sample.Subject,
            Url = sample.Number is { } number ? Languages.Prefix(lang) + "/tiedotteet/" + number.ToString(CultureInfo.InvariantCulture) : null,
            Date = sample.SentUtc is { } sent ? new Moment(Dates.Iso(Dates.DayOf(sent)), Dates.Day(sent, lang)) : null,
        };
    }

    private static IEnumerable<Themes.Pages.FieldError> Errors(SubscribeForm form, string lang)
    {
        if (form.FormError is { } whole) yield return new("sisalto", whole.In(lang));
        if (form.OrganisationError is { } organisation) yield return new(organisation == FormWording.OrganisationUnchosen ? "found-0" : "organisation", organisation.In(lang));
        if (form.EmailError is { } email) yield return new("email", email.In(lang));
        if (form.ConsentError is { } consent) yield return new("consent", consent.In(lang));
    }
}

/// <summary>What the form asks of the rest of the house.</summary>
internal sealed record FormParts(Offers Offers, OrganisationFinding Finding, IBulletinSample Bulletins);
