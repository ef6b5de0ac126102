using System.Globalization;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Microsoft.EntityFrameworkCore;
using Uutiset.Accounts;
using Uutiset.Data;
using Uutiset.Desk;
using Uutiset.Mail;
using Uutiset.Mailing;
using Uutiset.Subscribers;
using Uutiset.Subscribers.Desk;
using Uutiset.Vocabulary;

namespace Uutiset.Bulletins.Desk;

/// <summary>The proof of a sending: everybody who was considered, with what became of each, try by try; on paper a report.</summary>
[Needs(Permission.SubscribersRead)]
internal sealed class ProofModel(NewsDb db, DispatchVerbs verbs, ProofList list, DeskText text) : PageModel
{
    public const int MostPrinted = 2_000;
    private const int PageSize = 100;
    private const string ExcludedState = "excluded";

    /// <summary>What one variant of the message is known by.</summary>
    public sealed record VariantFact(string Lang, MailFormat Format, string Subject, string Sha256);

    [BindProperty(SupportsGet = true)]
    public Guid Id { get; set; }

    /// <summary>Where the page before ended.</summary>
    [BindProperty(SupportsGet = true)]
    public long? After { get; set; }

    /// <summary>One long list for the printer.</summary>
    [BindProperty(SupportsGet = true)]
    public bool Print { get; set; }

    public DispatchCounts Counts { get; private set; } = null!;
    public Dispatch Dispatch { get; private set; } = null!;
    public int? Number { get; private set; }
    public IReadOnlyList<VariantFact> Variants { get; private set; } = [];
    /// <summary>From and Reply-To as they went, whatever the settings say today.</summary>
    public string? Sender { get; private set; }
    public string? AnswersTo { get; private set; }
    public DispatchCourse? Course { get; private set; }
    public ListFilters Filters { get; private set; } = null!;
    public bool ShowsExcluded { get; private set; }
    public IReadOnlyList<ProofRow> Rows { get; private set; } = [];
    public IReadOnlyList<ExcludedRow> Excluded { get; private set; } = [];
    public string? Next { get; private set; }

    public static string Href(Guid bulletin) => $"/desk/bulletins/{bulletin}/proof";

    /// <summary>The reply as a server gave it; what we wrote there ourselves is told in the reader's language.</summary>
    public static string? OwnWords(string? reply, DeskText text) => reply switch
    {
        Delivery.SenderEnded => text["bulletins.doubt.senderEnded"],
        Delivery.PutBack => text["bulletins.doubt.putBack"],
        _ => null,
    };

    public async Task<IActionResult> OnGetAsync(CancellationToken ct)
    {
        if (await verbs.CountsAsync(Id, ct) is not { } counts || await db.FirstDispatchAsync(Id, ct) is not { } dispatch) return NotFound();
        (Counts, Dispatch) = (counts, dispatch);
        Number = await db.Bulletins.Where(b => b.PublicId == Id).Select(b => b.Number).SingleAsync(ct);
        Variants = await db.Variants.AsNoTracking().Where(v => v.DispatchId == dispatch.Id).OrderBy(v => v.Id)
            .Select(v => new VariantFact(v.Lang, v.Format, v.Subject, db.MailContents.Where(c => c.Id == v.ContentId).Select(c => c.Sha256).First())).ToListAsync(ct);
        var sent = CompiledMessage.FromBytes(await db.Variants.Where(v => v.DispatchId == dispatch.Id).OrderBy(v => v.Id).Select(v => db.MailContents.Where(c => c.Id == v.ContentId).Select(c => c.Compiled).First()).FirstAsync(ct));
        (Sender, AnswersTo) = (sent.Field("From"), sent.Field("Reply-To"));
        Course = await DispatchCourse.ReadAsync(db, dispatch.Id, ct);
        FilterField words = FilterField.Words("q", text["bounces.words"], Request.Query), state = FilterField.Choice("state", text["bulletins.state"], Request.Query, States());
        Filters = new ListFilters(Href(Id), text["bulletins.deliveries"], [words, state]);
        ShowsExcluded = state.Value == ExcludedState;
        var take = Print ? MostPrinted : PageSize;
        // One more than is shown tells whether there is a next page
        if (ShowsExcluded)
        {
            var rows = await list.ExcludedAsync(dispatch.Id, After, take + 1, ct);
            (Excluded, Next) = ([.. rows.Take(take)], rows.Count > take ? NextOf(rows[take - 1].Id) : null);
        }
        else
        {
            var rows = await list.RowsAsync(dispatch.Id, Enum.TryParse<DeliveryState>(state.Value, true, out var only) ? only : null, words.Value, After, take + 1, ct);
            (Rows, Next) = ([.. rows.Take(take)], rows.Count > take ? NextOf(rows[take - 1].Id) : null);
        }
        return Page();
    }

    /// <summary>"5 minuutin jaksoissa".</summary>
    public string StepOf(DispatchCourse course) => course.Step < TimeSpan.FromHours(1) ? text.Count("bulletins.course.minutes", (int)course.Step.TotalMinutes)
        : course.Step < TimeSpan.FromDays(1) ? text.Count("bulletins.course.hours", (int)course.Step.TotalHours) : text.Count("bulletins.course.days", (int)course.Step.TotalDays);

    public string Told(DispatchCourse course)
    {
        var (highest, most) = course.Accepted.Index().MaxBy(s => s.Item);
        return text["bulletins.course.told", text.Number(course.Accepted.Sum()), text.DateAndTime(course.FromUtc), text.DateAndTime(course.BeginOf(course.Accepted.Count - 1)), text.Number(most), text.DateAndTime(course.BeginOf(highest))];
    }

    public CourseColumns Figures(DispatchCourse course) => new(text["bulletins.course"], text["bulletins.course.figures"], text["bulletins.course.from"],
        [.. course.Accepted.Select((_, i) => text.DateAndTime(course.BeginOf(i)))], [(text["bulletins.course.messages"], course.Accepted)]);

    /// <summary>What is written below: the day where a new one has begun since the last name, otherwise the time.</summary>
    public IEnumerable<(string X, string Text)> NamesBelow(DispatchCourse course)
    {
        var day = course.Accepted.Count == 1 || Dates.DayOf(course.FromUtc) == Dates.DayOf(course.BeginOf(course.Accepted.Count - 1)) ? Dates.DayOf(course.FromUtc) : default;
        foreach (var (index, x) in CourseChart.Named(course.Accepted.Count))
        {
            var at = Dates.InHelsinki(course.BeginOf(index));
            yield return (x, DateOnly.FromDateTime(at) == day ? Dates.Time(TimeOnly.FromDateTime(at)) : Dates.DayOfYear(day = DateOnly.FromDateTime(at), text.Lang));
        }
    }

    private IEnumerable<FilterOption> States() => ProgressModel.Shown.Append(DeliveryState.Pending)
        .Select(s => new FilterOption(ProgressModel.Key(s), text["bulletins.delivery." + ProgressModel.Key(s)])).Append(new FilterOption(ExcludedState, text["bulletins.send.not"]));

    private string NextOf(long last) =>
        QueryString.Create(Filters.Fields.Where(f => f.Value.Length > 0).Select(f => KeyValuePair.Create(f.Name, (string?)f.Value)).Append(new("after", last.ToString(CultureInfo.InvariantCulture)))).Value!;
}
