using System.Globalization;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Uutiset.Accounts;
using Uutiset.Vocabulary;

namespace Uutiset.Desk;

/// <summary>What is coming, of every room: a month as a table by weeks, or a list of the next three months.</summary>
[Needs(Permission.DeskRead)]
internal sealed class CalendarModel(IEnumerable<DeskCalendarSource> sources, TimeProvider clock) : PageModel
{
    private const int MonthsListed = 3;

    [FromQuery(Name = "month")]
    public string? Month { get; set; }

    [FromQuery(Name = "view")]
    public string? View { get; set; }

    public bool IsList => View == "list";

    public DateOnly Today { get; private set; }

    /// <summary>The first day of the month that is shown.</summary>
    public DateOnly First { get; private set; }

    /// <summary>Weeks from Monday to Sunday; days of the months beside are shown empty-handed.</summary>
    public IReadOnlyList<DateOnly[]> Weeks { get; private set; } = [];

    public ILookup<DateOnly, (string Kind, DeskCalendarRow Row)> Days { get; private set; } = null!;

    public async Task OnGetAsync(CancellationToken ct)
    {
        Today = clock.Today();
        First = Read(Month) ?? new DateOnly(Today.Year, Today.Month, 1);
        var last = First.AddMonths(IsList ? MonthsListed : 1).AddDays(-1);
        var monday = First.AddDays(-(((int)First.DayOfWeek + 6) % 7));
        if (!IsList) Weeks = [.. Enumerable.Range(0, (last.DayNumber - monday.DayNumber) / 7 + 1).Select(w => Enumerable.Range(0, 7).Select(d => monday.AddDays(7 * w + d)).ToArray())];
        var rows = new List<(string Kind, DeskCalendarRow Row)>();
        // One after another: they share the request's database connection
        foreach (var source in sources.Where(s => User.Has(s.Permission)).OrderBy(s => s.Order))
            rows.AddRange((await source.Load(HttpContext.RequestServices, User, First, last, ct)).Select(r => (source.Kind, r)));
        Days = rows.OrderBy(r => r.Row.Day).ThenBy(r => r.Row.Time ?? TimeOnly.MaxValue).ToLookup(r => r.Row.Day);
    }

    public static string Href(DateOnly month, bool list) => $"/desk/calendar?month={month.ToString("yyyy-MM", CultureInfo.InvariantCulture)}{(list ? "&view=list" : "")}";

    public static int Week(DateOnly monday) => ISOWeek.GetWeekOfYear(monday.ToDateTime(TimeOnly.MinValue));

    // A century around us: no endless calendar, and no day outside all time
    private DateOnly? Read(string? month) =>
        DateOnly.TryParseExact(month + "-01", "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out var day) && Math.Abs(day.Year - Today.Year) <= 50 ? day : null;
}
