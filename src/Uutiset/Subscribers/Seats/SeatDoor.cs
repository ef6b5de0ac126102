using System.Diagnostics;
using Microsoft.Extensions.Options;
using Uutiset.Data;
using Uutiset.Mailing;
using Uutiset.Themes.Pages;
using Uutiset.Vocabulary;

namespace Uutiset.Subscribers.Seats;

/// <summary>/tilaus/{token}/paikat: an owner's page of the organisation's seats, without logging in.</summary>
internal sealed class SeatDoor(Preferring preferring, SeatKeeping keeping, RequestLimit limit, PublicPages pages, IOptions<SiteOptions> site, TimeProvider clock)
{
    public static string PathOf(string token) => $"/tilaus/{token}/paikat";

    public async Task<IResult> ShowAsync(HttpContext http, string lang, string token, CancellationToken ct) =>
        await OwnerAsync(token, ct) is { } owner
            ? await PageAsync(http, lang, token, owner, new("", "", ContactKind.Person), [], StatusCodes.Status200OK, ct)
            : Refused(http, lang, token);

    public async Task<IResult> ActAsync(HttpContext http, string lang, string token, CancellationToken ct)
    {
        var arrived = Stopwatch.GetTimestamp();
        var (form, refusal) = await FormAsync(http, lang, token, ct);
        if (form is null) return refusal!;
        if (await OwnerAsync(token, ct) is not { } owner) return Refused(http, lang, token);
        var seat = Guid.TryParse(form["seat"], out var id) ? id : Guid.Empty;
        switch (form["act"])
        {
            case "promote":
                return Back(http, lang, token, await keeping.PromoteAsync(owner, seat, ShownAt(lang), ct) ? SeatDeed.Promoted : SeatDeed.Gone);
            case "stepDown":
                return Back(http, lang, token, await keeping.StepDownAsync(owner, ShownAt(lang), ct) ? SeatDeed.SteppedDown : SeatDeed.LastOwner);
            default:
                return await InviteAsync(http, lang, token, owner, form, arrived, ct);
        }
    }

    private async Task<IResult> InviteAsync(HttpContext http, string lang, string token, Contact owner, IFormCollection form, long arrived, CancellationToken ct)
    {
        var typed = new TypedSeat(form["email"].ToString().Trim(), Tidy(form["duty"]), form["kind"] == "role" ? ContactKind.Role : ContactKind.Person);
        var errors = new List<Themes.Pages.FieldError>();
        var address = WrittenAddress.Read(typed.Email, out var wrong);
        if (wrong is not null) errors.Add(new("email", wrong.In(lang)));
        if (typed.Duty.Length > SeatKeeping.DutyLength) errors.Add(new("duty", SeatWording.DutyTooLong.In(lang)));
        if (errors.Count > 0) return await PageAsync(http, lang, token, owner, typed, errors, StatusCodes.Status422UnprocessableEntity, ct);
        if (!limit.Allows(http)) return pages.TooMany(http, lang, PathOf(token), PublicPages.To(lang, PathOf(token), SeatWording.ToSeats));
        await keeping.InviteAsync(owner, address!, typed.Duty.Length == 0 ? null : typed.Duty, typed.Kind, lang, ShownAt(lang), ct);
        await SameForAll.WaitAsync(arrived, ct);
        return Back(http, lang, token, SeatDeed.Asked);
    }

    /// <summary>Ending another's seat cannot be taken back by whoever did it, so that it is asked once more.</summary>
    public async Task<IResult> ShowEndingAsync(HttpContext http, string lang, string token, Guid seat, CancellationToken ct)
    {
        if (await OwnerAsync(token, ct) is not { } owner) return Refused(http, lang, token);
        if (await keeping.FindAsync(owner, seat, ct) is not { } ending) return Back(http, lang, token, SeatDeed.Gone);
        var path = $"{PathOf(token)}/{seat}/lopeta";
        return pages.Show(http, "confirm", new ConfirmPage(pages.Frame(lang), pages.Head(lang, SeatWording.End.Title, path), [])
        {
            Action = Languages.Prefix(lang) + path,
            Title = SeatWording.End.Title.In(lang),
            Text = SeatWording.End.Text.In(lang).Replace("{email}", ending.Email, StringComparison.Ordinal),
            Button = SeatWording.EndButton.In(lang),
        });
    }

    public async Task<IResult> EndAsync(HttpContext http, string lang, string token, Guid seat, CancellationToken ct)
    {
        if ((await FormAsync(http, lang, token, ct)).Refusal is { } refusal) return refusal;
        if (await OwnerAsync(token, ct) is not { } owner) return Refused(http, lang, token);
        if (await keeping.FindAsync(owner, seat, ct) is not { } ending) return Back(http, lang, token, SeatDeed.Gone);
        await keeping.EndAsync(owner, ending, ShownAt(lang), ct);
        return Back(http, lang, token, SeatDeed.Ended);
    }

    private async Task<Contact?> OwnerAsync(string token, CancellationToken ct) => await preferring.FindAsync(token, ct) is { } contact && SeatKeeping.Keeps(contact) ? contact : null;

    // A button alone posts a form without fields
    private async Task<(IFormCollection? Form, IResult? Refusal)> FormAsync(HttpContext http, string lang, string token, CancellationToken ct)
    {
        if (!OwnForms.Sent(http.Request, site.Value.BaseUrl, tokenInAddress: true)) return (null, pages.Message(http, lang, PathOf(token), PageWording.Foreign, StatusCodes.Status403Forbidden));
        return await OwnForms.ReadAsync(http.Request, ct) is { } form ? (form, null) : (null, pages.Message(http, lang, PathOf(token), PageWording.Unreadable, StatusCodes.Status400BadRequest));
    }

    private async Task<IResult> PageAsync(HttpContext http, string lang, string token, Contact owner, TypedSeat typed, IReadOnlyList<Themes.Pages.FieldError> errors, int status, CancellationToken ct)
    {
        var (seats, today, path) = (await keeping.ListAsync(owner, ct), clock.Today(), Languages.Prefix(lang) + PathOf(token));
        var owners = seats.Count(s => s.Seat == Seat.Owner && s.State == ContactState.Confirmed);
        return pages.Show(http, "seats", new SeatsPage(pages.Frame(lang), pages.Head(lang, SeatWording.Title, PathOf(token)), [])
        {
            Action = path,
            Organisation = owner.Subscription!.Organisation!.Name,
            PreferencesUrl = Languages.Prefix(lang) + SubscriptionLinks.PreferencesPath(token),
            Done = SeatWording.Of(http.Request.Query["tehty"], lang),
            Seats = [.. seats.Select(s => new SeatRow(s.Id.ToString(), s.Email, s.Duty, (s.Seat == Seat.Owner ? SeatWording.Owner : SeatWording.Member).In(lang), SeatWording.StateOf(s, today, lang))
            {
                Action = path,
                Mine = s.Mine,
                MayPromote = s is { Seat: Seat.Member, State: ContactState.Confirmed },
                MayStepDown = s.Mine && owners > 1,
                EndUrl = s.Mine ? Languages.Prefix(lang) + SubscriptionLinks.UnsubscribePath(token) : $"{path}/{s.Id}/lopeta",
            })],
            OnlyOwner = owners < 2,
            Email = typed.Email,
            Duty = typed.Duty,
            IsRole = typed.Kind == ContactKind.Role,
            Errors = errors,
            EmailError = errors.FirstOrDefault(e => e.Id == "email")?.Message,
            DutyError = errors.FirstOrDefault(e => e.Id == "duty")?.Message,
        }, status);
    }

    private static IResult Back(HttpContext http, string lang, string token, SeatDeed deed)
    {
        http.Response.Headers["Referrer-Policy"] = "no-referrer";
        // Who has stepped down sees the page no longer
        http.Response.Headers.Location = deed == SeatDeed.SteppedDown
            ? Languages.Prefix(lang) + SubscriptionLinks.PreferencesPath(token) + "?tallennettu=1"
            : $"{Languages.Prefix(lang)}{PathOf(token)}?tehty={SeatWording.WordOf(deed)}";
        return Results.StatusCode(StatusCodes.Status303SeeOther);
    }

    /// <summary>One answer for a member's link, a wrong one and an ended one: it tells nothing of others.</summary>
    private IResult Refused(HttpContext http, string lang, string token) =>
        pages.Message(http, lang, PathOf(token), SeatWording.OwnersOnly, StatusCodes.Status404NotFound, PublicPages.To(lang, SubscriptionLinks.PreferencesPath(token), PageWording.ToPreferences));

    private string ShownAt(string lang) => site.Value.Absolute(Languages.Prefix(lang) + "/tilaus/paikat");

    private static string Tidy(string? duty) => string.Join(' ', string.Concat((duty ?? "").Normalize().Select(c => char.IsControl(c) ? ' ' : c)).Split(' ', StringSplitOptions.RemoveEmptyEntries));

    private sealed record TypedSeat(string Email, string Duty, ContactKind Kind);
}
