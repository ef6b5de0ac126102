using System.Globalization;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Microsoft.EntityFrameworkCore;
using Uutiset.Accounts;
using Uutiset.Data;
using Uutiset.Desk;
using Uutiset.Subscribers.Joining;
using Uutiset.Subscribers.Roll;
using Uutiset.Subscribers.Seats;
using Uutiset.Vocabulary;

namespace Uutiset.Subscribers.Desk;

/// <summary>
/// One organisation as a subscriber: its subscriptions and what they wish for, who sits in them, what waits for an answer, and all that has
/// happened. The organisation is the whole site's; of the rest, whoever speaks for one publisher sees that publisher's.
/// </summary>
[Needs(Permission.SubscribersRead)]
internal sealed class OrganisationModel(NewsDb db, Timeline timeline, Terms terms, DeskText text, TimeProvider clock) : PageModel
{
    private const int MostSeats = 200;
    private TermIndex index = null!;

    [BindProperty(SupportsGet = true)]
    public Guid Id { get; set; }

    public People.Organisation Organisation { get; private set; } = null!;

    public IReadOnlyList<Held> Subscriptions { get; private set; } = [];

    public IReadOnlyList<SeatLine> Seats { get; private set; } = [];

    public int SeatsTotal { get; private set; }

    public IReadOnlyList<(string Email, DateTime AskedUtc)> Joining { get; private set; } = [];

    public IReadOnlyList<(HandOverReason Reason, DateTime AskedUtc, Guid? Seat)> Vacant { get; private set; } = [];

    public IReadOnlyList<IGrouping<DateOnly, TimelineLine>> Months { get; private set; } = [];

    public int Number { get; private set; }

    public int Pages { get; private set; }

    /// <summary>Several publishers, and somebody who sees them all: then each subscription says whose it is.</summary>
    public bool TellsPublisher { get; private set; }

    public bool MayEdit => User.Has(Permission.PeopleWrite) && (!Organisation.IsPublisher || User.Has(Permission.PeopleManage) && Actor.Of(User).SpeaksFor(Organisation.Id));

    internal sealed record Held(Subscription Row, string Publisher);

    internal sealed record SeatLine(Guid Id, string Email, string? Name, string? Duty, Seat Seat, string Lang, Frequency Frequency, SeatState State, DateOnly? PausedUntil, DateTime SinceUtc, bool OwnWishes)
    {
        public bool MayHandOver => Seat == Seat.Owner && State is not (SeatState.Withdrawn or SeatState.Requested);
    }

    public async Task<IActionResult> OnGetAsync(CancellationToken ct)
    {
        var actor = Actor.Of(User);
        if (await db.Organisations.AsNoTracking().AsSingleQuery().Include(o => o.Regions).FirstOrDefaultAsync(o => o.PublicId == Id, ct) is not { } organisation) return NotFound();
        Organisation = organisation;
        var subscriptions = await db.OfOrganisations(actor, null).Where(s => s.OrganisationId == organisation.Id).Include(s => s.Regions).Include(s => s.Terms).AsSplitQuery().OrderBy(s => s.Id).ToListAsync(ct);
        if (subscriptions.Count == 0) return NotFound();
        index = await terms.IndexAsync(ct);
        var publishers = await db.Publishers().ToListAsync(ct);
        TellsPublisher = publishers.Count > 1;
        Subscriptions = [.. subscriptions.OrderBy(s => s.EndedUtc is not null).Select(s => new Held(s, publishers.FirstOrDefault(p => p.Id == s.PublisherId)?.Name ?? "–"))];
        await SeatsAsync(subscriptions.ConvertAll(s => s.Id), ct);
        Joining = [.. (await actor.Own(JoinRequests.Waiting(db).AsNoTracking(), j => j.Contact!.Subscription!.PublisherId).Where(j => j.OrganisationId == organisation.Id)
            .OrderBy(j => j.AskedUtc).Take(MostSeats).Select(j => new { j.Contact!.Email, AskedUtc = j.AskedUtc!.Value }).ToListAsync(ct)).Select(j => (j.Email, j.AskedUtc))];
        var asked = FilterField.Page(Request.Query);
        var (lines, total) = await timeline.ReadAsync(organisation.Id, subscriptions, asked, ct);
        (Number, Pages) = (asked, PageLinks.Count(total, Timeline.PageSize));
        if (Number > Pages) return Redirect(Href(Pages));
        Months = [.. lines.GroupBy(l => Dates.DayOf(l.AtUtc) is var day ? new DateOnly(day.Year, day.Month, 1) : default)];
        return Page();
    }

    public string Href(int page) => $"/desk/subscribers/{Id}?page={page.ToString(CultureInfo.InvariantCulture)}#history";

    public string RegionsOf(Subscription subscription) => Names(subscription.Regions.Select(r => Regions.Find(r.RegionCode)?.Short));

    public string ThemesOf(Subscription subscription) => Names(subscription.Terms.Select(t => index.Find(t.TermId)?.Label));

    public string? SeriesOf(Subscription subscription) => subscription.SeriesId is { } series ? index.Find(series)?.Label.In(text.Lang) : null;

    public DateOnly? PauseOf(Subscription subscription) => Pause.Now(subscription.PausedUntil, clock.Today());

    public DateOnly? PauseOf(SeatLine seat) => Pause.Now(seat.PausedUntil, clock.Today());

    /// <summary>What a line tells, in a sentence without its day.</summary>
    public string Said(TimelineLine line) => line.Kind switch
    {
        TimelineKind.Bulletin => line.Bulletin!.Failed == 0 ? text.Count("subscribers.line.Bulletin", line.Bulletin.Accepted) : text["subscribers.line.Bulletin.failed", line.Bulletin.Accepted, line.Bulletin.Failed],
        TimelineKind.HandOverAsked => $"{text["subscribers.line.HandOverAsked"]} {text["seats.reason." + line.Reason]}",
        TimelineKind.Consent => text["subscribers.line." + line.Consent],
        _ => text["subscribers.line." + line.Kind],
    };

    private string Names(IEnumerable<Localized?> labels)
    {
        var names = labels.OfType<Localized>().Select(l => l.In(text.Lang)).ToList();
        return names.Count == 0 ? text["subscribers.all"] : string.Join(", ", names);
    }

    private async Task SeatsAsync(List<long> subscriptions, CancellationToken ct)
    {
        var seats = db.Contacts.AsNoTracking().Where(c => subscriptions.Contains(c.SubscriptionId));
        SeatsTotal = await seats.CountAsync(ct);
        var rows = await seats.OrderBy(c => c.State == ContactState.Withdrawn).ThenBy(c => c.Seat == Seat.Member).ThenBy(c => c.Id).Take(MostSeats).Select(c => new
        {
            c.PublicId, c.Email, c.Name, c.Duty, c.Seat, c.Lang, c.Frequency, c.State, Stopped = db.Suppressions.Any(s => s.AddressKey == c.AddressKey), Ended = c.Subscription!.EndedUtc != null,
            c.PausedUntil, All = c.Subscription.PausedUntil, SinceUtc = c.ConfirmedUtc ?? c.CreatedUtc, OwnWishes = c.Regions.Any() || c.Terms.Any(),
        }).ToListAsync(ct);
        Seats = rows.ConvertAll(c => new SeatLine(c.PublicId, c.Email, c.Name, c.Duty, c.Seat, c.Lang, c.Frequency, new Standing(c.State, c.Stopped, c.Ended, c.PausedUntil, c.All).On(clock.Today()), c.PausedUntil, c.SinceUtc, c.OwnWishes));
        Vacant = [.. (await db.HandOvers.AsNoTracking().Where(h => subscriptions.Contains(h.SubscriptionId) && h.ClosedUtc == null).OrderBy(h => h.AskedUtc).Select(h => new { h.Reason, h.AskedUtc, Seat = (Guid?)h.Contact!.PublicId }).ToListAsync(ct)).Select(h => (h.Reason, h.AskedUtc, h.Seat))];
    }
}
