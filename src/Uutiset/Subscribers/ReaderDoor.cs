using Microsoft.Extensions.Options;
using Uutiset.Data;
using Uutiset.Subscribers.Joining;
using Uutiset.Subscribers.Moving;
using Uutiset.Subscribers.Rights;
using Uutiset.Subscribers.Seats;
using Uutiset.Themes.Pages;
using Uutiset.Vocabulary;

namespace Uutiset.Subscribers;

/// <summary>/tilaus/{token}: what a reader's own link opens, without logging in.</summary>
internal sealed class ReaderDoor(Preferring preferring, OwnSubscriptions own, OldLinks old, Offers offers, Terms terms, PublicPages pages, IOptions<SiteOptions> site, TimeProvider clock)
{
    public async Task<IResult> ShowAsync(HttpContext http, string lang, string token, CancellationToken ct)
    {
        var path = SubscriptionLinks.PreferencesPath(token);
        if (await preferring.FindAsync(token, ct) is not { } contact) return await old.ShowAsync(http, lang, token, ct) ?? Unknown(http, lang, path);
        if (contact.State == ContactState.Withdrawn) return Ended(http, lang, path, token);
        return await FormAsync(http, lang, token, contact, Standing(contact), [], StatusCodes.Status200OK, ct);
    }

    public async Task<IResult> SaveAsync(HttpContext http, string lang, string token, CancellationToken ct)
    {
        var path = SubscriptionLinks.PreferencesPath(token);
        if (!OwnForms.Sent(http.Request, site.Value.BaseUrl, tokenInAddress: true)) return pages.Message(http, lang, path, PageWording.Foreign, StatusCodes.Status403Forbidden);
        if (await preferring.FindAsync(token, ct) is not { } contact) return await old.ShowAsync(http, lang, token, ct) ?? Unknown(http, lang, path);
        if (contact.State == ContactState.Withdrawn) return Ended(http, lang, path, token);
        if (await OwnForms.ReadAsync(http.Request, ct) is not { } form) return pages.Message(http, lang, path, PageWording.Unreadable, StatusCodes.Status400BadRequest);
        var offered = await offers.OfAsync(contact.Subscription!, ct);
        var offer = offered.FirstOrDefault(o => o.Value == form["from"]);
        if (WishChoices.Read(form, await terms.IndexAsync(ct), lang) is not { } wishes || offer is null && form["from"].Count > 0)
            return await FormAsync(http, lang, token, contact, Standing(contact), [new("sisalto", FormWording.UnknownChoice.In(lang))], StatusCodes.Status422UnprocessableEntity, ct);
        var errors = new List<Themes.Pages.FieldError>();
        var choice = new Preference(wishes, form["scope"] == "organisation", Until(form, "paused", contact.PausedUntil, lang, errors),
            Until(form, "allPaused", contact.Subscription!.PausedUntil, lang, errors), SeenVersions.Read(form[SeenVersions.Field])) { Offer = offer, ForOwn = form["own"] == "all" };
        if (errors.Count > 0) return await FormAsync(http, lang, token, contact, choice, errors, StatusCodes.Status422UnprocessableEntity, ct);
        if (await preferring.SaveAsync(contact, choice, Door.Web(site.Value.Absolute(Languages.Prefix(lang) + "/tilaus")), ct) != Saving.Done)
        {
            // What was chosen stays chosen on the form, and what stands now is told beside it: nobody's change is lost unseen
            if (await preferring.FindAgainAsync(token, ct) is not { State: not ContactState.Withdrawn } now) return Ended(http, lang, path, token);
            return await FormAsync(http, lang, token, now, choice, [new("sisalto", await ConflictAsync(now, lang, ct))], StatusCodes.Status409Conflict, ct);
        }
        http.Response.Headers["Referrer-Policy"] = "no-referrer";
        http.Response.Headers.Location = $"{Languages.Prefix(lang)}{path}?tallennettu=1";
        return Results.StatusCode(StatusCodes.Status303SeeOther);
    }

    private async Task<IResult> FormAsync(
        HttpContext http, string lang, string token, Contact contact, Preference choice, IReadOnlyList<Themes.Pages.FieldError> errors, int status, CancellationToken ct)
    {
        var path = Languages.Prefix(lang) + SubscriptionLinks.PreferencesPath(token);
        var organisation = contact.Subscription!.Organisation?.Name;
        var decides = organisation is not null && Preferring.Decides(contact);
        var offered = Preferring.Decides(contact) ? await offers.OfAsync(contact.Subscription, ct) : [];
        var others = await own.BesideAsync(contact, lang, ct);
        var chosen = choice.Offer is { } posted ? posted.SeriesId : contact.Subscription.SeriesId;
        return pages.Show(http, "preferences", new PreferencesPage(pages.Frame(lang), pages.Head(lang, FormWording.PreferencesTitle, SubscriptionLinks.PreferencesPath(token)), [])
        {
            Action = path,
            UnsubscribeUrl = path + "/peru",
            AddressUrl = contact.State == ContactState.Confirmed ? path + "/osoite" : null,
            EndOrganisationUrl = decides ? path + "/peru?kaikki=1" : null,
            SeatsUrl = SeatKeeping.Keeps(contact) ? Languages.Prefix(lang) + SeatDoor.PathOf(token) : null,
            KnownUrl = path + "/tiedot",
            EraseUrl = path + "/poista",
            MayChooseForAll = decides,
            ChoosesForAll = decides && choice.ForAll,
            Email = contact.Email,
            Organisation = organisation,
            Subscription = await own.NameAsync(contact.Subscription, lang, ct),
            Others = others,
            MayChooseForOwn = organisation is null && others.Count > 0,
            ChoosesForOwn = choice.ForOwn,
            From = offered.Count > 1 ? [.. offered.Select(o => new Choice(o.Value, o.Label(lang, offered), o.SeriesId == chosen))] : [],
            Version = SeenVersions.Of(contact).ToString(),
            Pause = new Pausing(Field(choice.PausedUntil), decides ? Field(choice.AllPausedUntil) : null, Dates.Iso(clock.Today().AddDays(1)), Dates.Iso(clock.Today().AddDays(Seats.Pause.LongestDays)))
            {
                Now = Told(contact.PausedUntil, FormWording.PausedNow, lang),
                AllNow = organisation is null ? null : Told(contact.Subscription!.PausedUntil, FormWording.AllPausedNow, lang),
                Error = errors.FirstOrDefault(e => e.Id == "paused")?.Message,
                AllError = errors.FirstOrDefault(e => e.Id == "allPaused")?.Message,
            },
            Wishes = WishChoices.Show(await terms.IndexAsync(ct), choice.Wishes, lang) with { OfOwner = decides, OfMember = organisation is not null && !decides },
            Saved = http.Request.Query["tallennettu"] == "1",
            Errors = errors,
        }, status);
    }

    private static Preference Standing(Contact contact) => new(
        Preferring.Effective(contact), contact.Regions.Count == 0 && contact.Terms.Count == 0, contact.PausedUntil, contact.Subscription!.PausedUntil, SeenVersions.Of(contact));

    // A form that does not have the field leaves the pause as it stands
    private DateOnly? Until(IFormCollection form, string field, DateOnly? stands, string lang, List<Themes.Pages.FieldError> errors)
    {
        if (!form.TryGetValue(field, out var written)) return stands;
        if (Seats.Pause.TryRead(written, clock.Today(), out var until))
            // One that is over is shown as none, and leaving it so changes nothing
            return until is null && Seats.Pause.Now(stands, clock.Today()) is null ? stands : until;
        errors.Add(new(field, FormWording.PauseWrong.In(lang)));
        return stands;
    }

    private string Field(DateOnly? until) => Seats.Pause.Now(until, clock.Today()) is { } day ? Dates.Iso(day) : "";

    private string? Told(DateOnly? until, Localized sentence, string lang) =>
        Seats.Pause.Now(until, clock.Today()) is { } day ? sentence.In(lang).Replace("{day}", Dates.Day(day, lang), StringComparison.Ordinal) : null;

    private async Task<string> ConflictAsync(Contact contact, string lang, CancellationToken ct)
    {
        var (wishes, index) = (Preferring.Effective(contact), await terms.IndexAsync(ct));
        var regions = wishes.Regions.Select(Regions.Find).OfType<Region>().Select(r => r.Short.In(lang));
        var themes = wishes.TermIds.Select(id => index.Find(id)).OfType<TermEntry>().Select(t => t.Label.In(lang));
        var pauses = new[] { Told(contact.PausedUntil, FormWording.PausedNow, lang), Told(contact.Subscription!.PausedUntil, FormWording.AllPausedNow, lang) }.OfType<string>();
        return FormWording.SavedMeanwhile.In(lang)
            .Replace("{regions}", OwnSubscriptions.Listed(regions, lang), StringComparison.Ordinal).Replace("{themes}", OwnSubscriptions.Listed(themes, lang), StringComparison.Ordinal)
            + string.Concat(pauses.Select(p => " " + p));
    }

    private IResult Ended(HttpContext http, string lang, string path, string token) =>
        pages.Message(http, lang, path, PageWording.Ended, StatusCodes.Status200OK, Again(lang), PublicPages.To(lang, RightsDoor.KnownPath(token), RightsWording.ToKnown));

    private IResult Unknown(HttpContext http, string lang, string path) => pages.Message(http, lang, path, PageWording.UnknownLink, StatusCodes.Status404NotFound, Again(lang));

    private static Link Again(string lang) => PublicPages.To(lang, SubscribeDoor.Path, PageWording.ToSubscribe);
}
