using System.Globalization;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Uutiset.Accounts;
using Uutiset.Data;
using Uutiset.Desk;
using Uutiset.People;
using Uutiset.Subscribers.Roll;
using Uutiset.Vocabulary;

namespace Uutiset.Subscribers.Desk;

/// <param name="Said">The course in a sentence: what a chart says to who does not see it.</param>
internal sealed record NamedLine(string Name, CourseLine Line, string Said);

/// <summary>The same kind of organisations beside each other, or the same figures in columns.</summary>
/// <param name="Title">What the table is of.</param>
/// <param name="Kind">What one line of it is.</param>
internal sealed record CourseTable(string Title, string Kind, IReadOnlyList<DateOnly> Months, IReadOnlyList<NamedLine> Lines, CourseColumns Figures);

/// <param name="Summary">What opens the table.</param>
/// <param name="Kind">What a step is: a month, or where it begins.</param>
/// <param name="Columns">One figure for each step.</param>
internal sealed record CourseColumns(string Title, string Summary, string Kind, IReadOnlyList<string> Steps, IReadOnlyList<(string Name, IReadOnlyList<int> Figures)> Columns);

/// <summary>How the number of subscribing organisations has gone, in all and by region and type.</summary>
[Needs(Permission.SubscribersRead)]
internal sealed class ChartsModel(NewsDb db, RollCourse roll, DeskText text) : PageModel
{
    public ListFilters Filters { get; private set; } = null!;

    public Course? Course { get; private set; }

    public async Task OnGetAsync(CancellationToken ct)
    {
        var actor = Actor.Of(User);
        var publishers = await db.PublishersToChooseAsync(actor, ct);
        var publisher = RollDesk.Publisher(text, Request.Query, publishers);
        Filters = new ListFilters(RollDesk.Charts, text["subscribers.charts.filter"], publishers.Count > 0 ? [publisher] : []);
        Course = await roll.OfAsync(actor, RollDesk.IdOf(publishers, publisher), ct);
    }

    public CourseTable Types(Course course) =>
        Table("subscribers.charts.types", "subscribers.type", course, course.Types, key => key is not null && OrganisationTypes.All.TryGetValue(key, out var label) ? label.In(text.Lang) : key ?? "");

    public CourseTable Regions(Course course) =>
        Table("subscribers.charts.regions", "subscribers.region", course, course.Regions, key => Vocabulary.Regions.Find(key)?.Short.In(text.Lang) ?? text["subscribers.everywhere"]);

    public CourseColumns Totals(Course course) => Columns(text["subscribers.charts.total"], course,
        [(text["subscribers.charts.standing"], course.Total.Standing), (text["subscribers.charts.began"], course.Total.Began), (text["subscribers.charts.ended"], course.Total.Ended)]);

    /// <summary>Where it began, where it is now, and where it was at its highest.</summary>
    public string Said(string name, IReadOnlyList<DateOnly> months, IReadOnlyList<int> standing)
    {
        if (months.Count == 1) return text["subscribers.charts.said.month", name, text.Number(standing[0]), In(months[0])];
        var (highest, most) = standing.Index().MaxBy(s => s.Item);
        return text["subscribers.charts.said", name, text.Number(standing[0]), In(months[0]), text.Number(standing[^1]), In(months[^1]), text.Number(most), In(months[highest])];
    }

    public string Moved(Course course) => text["subscribers.charts.moved",
        text.Number(course.Total.Began.Sum()), text.Number(course.Total.Ended.Sum()), Dates.Month(course.Months[0], text.Lang), Dates.Month(course.Months[^1], text.Lang)];

    /// <summary>The most first.</summary>
    private CourseTable Table(string title, string kind, Course course, IReadOnlyList<CourseLine> lines, Func<string?, string> nameOf)
    {
        var named = lines.Select(l => (Name: nameOf(l.Key), Line: l)).OrderByDescending(l => l.Line.Standing[^1]).ThenBy(l => l.Name, StringComparer.Create(CultureInfo.GetCultureInfo("fi-FI"), ignoreCase: true))
            .Select(l => new NamedLine(l.Name, l.Line, Said(l.Name, course.Months, l.Line.Standing))).ToList();
        return new(text[title], text[kind], course.Months, named, Columns(text[title], course, [.. named.Select(l => (l.Name, l.Line.Standing))]));
    }

    private CourseColumns Columns(string title, Course course, IReadOnlyList<(string, IReadOnlyList<int>)> columns) =>
        new(title, text["subscribers.charts.figures"], text["subscribers.charts.month"], [.. course.Months.Select(m => Dates.Month(m, text.Lang))], columns);

    private string In(DateOnly month) => Dates.InMonth(month, text.Lang);
}
